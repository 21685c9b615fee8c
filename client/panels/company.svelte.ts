// The place of what shows people working together: nothing of it is needed for the first paint, so all of it comes when
// the page stands, and stays when the network is gone.
import { getContext, setContext } from 'svelte';
import { invariant } from '../../shared/lib/assert.ts';
import type { Words } from '../i18n.svelte.ts';
import type { DeskCompany } from '../state/desk-company.svelte.ts';
import type { MeetingState } from '../state/meeting.svelte.ts';
import type { Device } from '../sync/device.ts';
import type { CompanyParts } from './company-parts.ts';

export interface LoadedCompany {
  readonly parts: CompanyParts;
  readonly desk: DeskCompany;
}

export class Company {
  #loaded: LoadedCompany | null = $state.raw(null);
  #isClosed = false;

  /** Null until it is here. */
  get parts(): CompanyParts | null {
    return this.#loaded?.parts ?? null;
  }

  /** For the parts themselves, which are drawn only once everything is here. */
  get desk(): DeskCompany {
    invariant(this.#loaded, 'drawn before it was loaded');
    return this.#loaded.desk;
  }

  /** Rejects when it cannot be fetched; asking again tries again. */
  async load(words: Words, meeting: MeetingState, device: Device): Promise<void> {
    if (this.#loaded !== null) return;
    const [{ companyParts, DeskCompany }] = await Promise.all([import('./company-parts.ts'), words.load(['together'])]);
    if (this.#isClosed) return;
    this.#loaded ??= { parts: companyParts, desk: new DeskCompany(meeting, device) };
  }

  close(): void {
    this.#isClosed = true;
    this.#loaded?.desk.close();
  }
}

const COMPANY = Symbol('company');

export function provideCompany(company: Company): Company {
  return setContext(COMPANY, company);
}

export function useCompany(): Company {
  const company = getContext<Company | undefined>(COMPANY);
  invariant(company, 'no company in this context');
  return company;
}
