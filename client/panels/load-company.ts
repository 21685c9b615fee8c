// Fetches what shows people working together, with its words.
import type { Words } from '../i18n.svelte.ts';
import type { MeetingState } from '../state/meeting.svelte.ts';
import type { Device } from '../sync/device.ts';
import type { Company } from './company.svelte.ts';

/** Rejects when it cannot be fetched; asking again tries again. */
export async function loadCompany(
  company: Company,
  { words, meeting, device }: { words: Words; meeting: MeetingState; device: Device },
): Promise<void> {
  if (company.parts !== null) return;
  const [{ companyParts }, { DeskCompany }] = await Promise.all([
    import('./company-parts.ts'),
    import('../state/desk-company.svelte.ts'),
    words.load(['together', 'roll']),
  ]);
  company.arrive(companyParts, new DeskCompany(meeting, device));
}
