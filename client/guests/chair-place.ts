// Where in what is said the meeting stands.
import type { ChairRow, ChairView } from '../../shared/domain/chair.ts';
import type { ChairSectionKey } from '../../shared/domain/chair-words.ts';

export interface SpokenSection {
  readonly key: ChairSectionKey;
  /** The item it belongs to; null for the opening, and for a closing of its own. */
  readonly row: ChairRow | null;
  readonly text: string;
}

/**
 * The section of what runs, since its announcement may just be being read; before the first item the opening, between two
 * the next one, at the end the last. Of an internal item, which has none, the one after it.
 */
export function currentSection(
  { currentId, nextId, rows, adjournedAt }: ChairView,
  sections: readonly SpokenSection[],
): ChairSectionKey | null {
  const last = sections.at(-1)?.key ?? null;
  if (adjournedAt !== null) return last;
  const hasBegun = rows.some(({ state }) => state !== 'pending');
  if (!hasBegun) return sections[0]?.key ?? null;
  const sectionOf = (id: string | null): ChairSectionKey | null =>
    sections.find(({ row }) => row !== null && row.itemId === id)?.key ?? null;
  return sectionOf(currentId) ?? sectionOf(nextId) ?? last;
}
