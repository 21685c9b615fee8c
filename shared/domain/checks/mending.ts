// Where something is put right. What was found in the text of the minutes stands in the draft, and only there once somebody began
// one; before that the text is composed, and it is what it was composed of that is mended.
import { wordsIn } from '../minutes.ts';
import { itemOfSection } from '../minutes-draft.ts';
import type { MeetingSnapshot } from '../snapshot.ts';
import type { Place } from './finding.ts';
import { bare } from './text.ts';

/** A sentence is composed out of what was written: its beginning may be the composer's, so its middle is looked for too. */
const MIN_SHARED_CHARS = 8;

export function mendingPlace({ minutesDraft, agenda }: MeetingSnapshot, place: Place): Place {
  if (place.kind !== 'section' || minutesDraft?.sections.some(({ key }) => key === place.key)) return place;
  const itemId = itemOfSection(place.key);
  if (itemId === null) return place.key === 'names' ? { kind: 'roll' } : { kind: 'fact' };
  const family = agenda.filter(({ id, parentId }) => id === itemId || parentId === itemId);
  for (const { id, minutes } of family) {
    const quote = sharedQuote(wordsIn(minutes), place.quote);
    if (quote !== null) return { kind: 'passage', itemId: id, quote };
  }
  return { kind: 'item', itemId };
}

/** The longest clause of `quote` that stands in `text` as it is. */
function sharedQuote(text: string, quote: string): string | null {
  const whole = bare(text);
  const clauses = [quote, ...quote.split(/[，,；;。：:]/u)].map((clause) => clause.trim());
  const found = clauses.filter((clause) => bare(clause).length >= MIN_SHARED_CHARS && whole.includes(bare(clause)));
  return found.toSorted((a, b) => b.length - a.length)[0] ?? null;
}
