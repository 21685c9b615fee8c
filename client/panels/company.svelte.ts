// The place of what shows people working together: nothing of it is needed for the first paint, so all of it comes when
// the page stands (load-company.ts). Knows the parts only by what they take.
import { getContext, setContext, type Component } from 'svelte';
import type { ItemId } from '../../shared/domain/ids.ts';
import { invariant } from '../../shared/lib/assert.ts';
import type { DeskCompany } from '../state/desk-company.svelte.ts';

export interface CompanyParts {
  readonly Faces: Component;
  readonly ItemCompany: Component<{ itemId: ItemId; over?: boolean }>;
  readonly MinutesClaim: Component<{ itemId: ItemId }>;
  readonly TogetherNotices: Component;
  /** Those in the room: the quorum in the bar, and who heard an item. */
  readonly QuorumLight: Component;
  readonly ItemRoll: Component<{ itemId: ItemId }>;
  readonly StepBar: Component;
}

export class Company {
  #parts: CompanyParts | null = $state.raw(null);
  #desk: DeskCompany | null = null;
  #isClosed = false;

  /** Null until they are here. */
  get parts(): CompanyParts | null {
    return this.#parts;
  }

  /** For the parts themselves, which are drawn only once everything is here. */
  get desk(): DeskCompany {
    invariant(this.#desk, 'drawn before it was loaded');
    return this.#desk;
  }

  /** Closes `desk` in the end; at once when the page was left meanwhile. */
  arrive(parts: CompanyParts, desk: DeskCompany): void {
    if (this.#isClosed || this.#desk !== null) return desk.close();
    this.#desk = desk;
    this.#parts = parts;
  }

  close(): void {
    this.#isClosed = true;
    this.#desk?.close();
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
