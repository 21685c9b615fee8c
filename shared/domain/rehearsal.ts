// The script of a rehearsal: who comes when, who leaves, who speaks, and when each item begins, made from the agenda and the
// list by rules, so that the same meeting is rehearsed the same way twice. Reads no clock; nothing of it is ever recorded.
//
// 1. People come from twenty minutes before the start until it, in the order of the list; every sixth member does not.
// 2. Items run in order for as long as they are planned, every third one two minutes over, so that the forecast moves.
// 3. After the second item two members leave, and come back after the fourth: a quorum is lost and regained where it is close.
// 4. In a discussion its speakers, or else the first members, ask to speak and speak in turn.
// 5. At the end the meeting is adjourned.
import { MINUTE_MS, type DurationMs, type EpochMs } from '../lib/time.ts';
import type { AgendaItem } from './agenda.ts';
import type { ItemId, PersonKey } from './ids.ts';
import type { Person } from './person.ts';

export type RehearsalStep = { readonly at: EpochMs } & (
  | { readonly kind: 'open' | 'adjourn' }
  | { readonly kind: 'in' | 'out'; readonly key: PersonKey; readonly name: string }
  | { readonly kind: 'start'; readonly itemId: ItemId; readonly title: string }
  | {
      readonly kind: 'asks' | 'speaks' | 'ends';
      readonly turn: number;
      readonly itemId: ItemId;
      readonly speaker: Speaker;
    }
);

interface Speaker {
  readonly key: PersonKey | null;
  readonly name: string;
  readonly org: string | null;
}

/** What the script is made of. */
export interface Rehearsed {
  readonly items: readonly Pick<AgendaItem, 'id' | 'title' | 'kind' | 'plannedMs' | 'presenters' | 'parentId'>[];
  readonly people: readonly Person[];
  readonly start: EpochMs;
}

const COMING_MS: DurationMs = 20 * MINUTE_MS;
/** Of an item that nobody planned. */
const USUAL_MS: DurationMs = 5 * MINUTE_MS;
const OVER_MS: DurationMs = 2 * MINUTE_MS;
const TURN_MS: DurationMs = 2 * MINUTE_MS;
const MOST_TURNS = 3;

/** In order of time; begins with the first who comes, or with the start. */
export function rehearsalScript({ items, people, start }: Rehearsed): readonly RehearsalStep[] {
  const members = people.filter(({ role }) => role === 'attending');
  const comes = people.filter((person) => person.role !== 'attending' || members.indexOf(person) % 6 !== 5);
  const arrivals = comes.map(({ id, name }, index): RehearsalStep => ({
    ...{ kind: 'in', key: id, name },
    at: start - COMING_MS + Math.floor((COMING_MS * index) / Math.max(1, comes.length)),
  }));
  const leaving = members.filter((person) => comes.includes(person)).slice(-2);
  const steps: RehearsalStep[] = [...arrivals, { kind: 'open', at: start }];
  let at = start;
  items.forEach((item, index) => {
    steps.push({ kind: 'start', at, itemId: item.id, title: item.title });
    if (item.kind === 'discussion') steps.push(...turnsOf(item, members, at));
    const isHeading = items.some(({ parentId }) => parentId === item.id);
    at += isHeading ? MINUTE_MS : (item.plannedMs ?? USUAL_MS) + (index % 3 === 2 ? OVER_MS : 0);
    const move = index === 1 ? 'out' : index === 3 ? 'in' : null;
    const moveAt = at - MINUTE_MS / 2;
    if (move) steps.push(...leaving.map(({ id, name }): RehearsalStep => ({ kind: move, at: moveAt, key: id, name })));
  });
  steps.push({ kind: 'adjourn', at });
  return steps.toSorted((a, b) => a.at - b.at);
}

/** [4] */
function turnsOf(
  { id, presenters }: Rehearsed['items'][number],
  members: readonly Person[],
  from: EpochMs,
): readonly RehearsalStep[] {
  const named = presenters.map(({ key, name, org }) => ({ key, name, org }));
  const others = members.map(({ id: key, name, org }) => ({ key, name, org }));
  const speakers = (named.length > 0 ? named : others).slice(0, MOST_TURNS);
  return speakers.flatMap((speaker, turn): readonly RehearsalStep[] => {
    const begins = from + MINUTE_MS / 2 + turn * TURN_MS;
    return [
      { kind: 'asks', at: from + 5_000 * (turn + 1), turn, itemId: id, speaker },
      { kind: 'speaks', at: begins, turn, itemId: id, speaker },
      { kind: 'ends', at: begins + TURN_MS - 1_000, turn, itemId: id, speaker },
    ];
  });
}
