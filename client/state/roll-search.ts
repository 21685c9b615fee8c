// Finding somebody of a long list by what a clerk types: characters of the name, the first letters of their sounds, the
// organisation. Whoever fits best comes first, in the order of the list.
import { initialsBy, soundOrder } from '../pinyin-initials.ts';

/** Somebody who can be found: an expected person at the desk, or a name on the list at the door. */
export interface Findable {
  readonly id: string;
  readonly name: string;
  readonly org?: string | null | undefined;
}

/** The first letters of each one's sounds, by id. */
export type Initials = ReadonlyMap<string, string>;

/** Of every name once: asking the browser how characters sound is not for each key. */
export function initialsOf(people: readonly Findable[]): Initials {
  const collator = soundOrder();
  return new Map(people.map(({ id, name }) => [id, initialsBy(collator, name)]));
}

/** All of them while nothing is typed. */
export function found<T extends { readonly person: Findable }>(
  lines: readonly T[],
  query: string,
  initials: Initials,
): readonly T[] {
  const wanted = query.trim().toLowerCase().replaceAll(/\s+/gu, '');
  if (wanted === '') return lines;
  const ranked = lines.map((line) => ({ line, rank: rankOf(line.person, wanted, initials) }));
  return ranked
    .filter(({ rank }) => rank < NOT_FOUND)
    .sort((a, b) => a.rank - b.rank)
    .map(({ line }) => line);
}

const NOT_FOUND = 5;

function rankOf({ id, name, org }: Findable, wanted: string, initials: Initials): number {
  const plain = name.toLowerCase().replaceAll(/\s+/gu, '');
  const letters = initials.get(id) ?? '';
  if (plain === wanted || letters === wanted) return 0;
  if (plain.startsWith(wanted)) return 1;
  if (letters.startsWith(wanted)) return 2;
  if (plain.includes(wanted) || letters.includes(wanted)) return 3;
  return org?.toLowerCase().includes(wanted) ? 4 : NOT_FOUND;
}
