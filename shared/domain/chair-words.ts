// 主持词: what whoever chairs says, section by section, as far as the agenda's facts tell it (domain.md §6, §7). The rules stand
// here; how each sentence is worded, the catalogues say.
//
// 1. The opening greets, opens, counts who is there against the charter, and introduces the guests in the order of courtesy,
//    unless an item of the agenda does.
// 2. Each item that is no secret is announced under its number, and whoever speaks is called with house and post in full: a
//    deputy stays one, a former post keeps 原. A heading with parts announces itself only.
// 3. Whoever just spoke is thanked before the next is called; nobody is thanked for a ceremony or a break, nor
//    for what was put off or skipped.
// 4. The last section counts what was dealt with and closes: that of the item that closes the agenda, else one of its own.
import { wallTimeIn, type DurationMs, type EpochMs } from '../lib/time.ts';
import type { ItemKind, ItemPlace } from './agenda.ts';
import type { ChairRow, ChairView } from './chair.ts';
import type { ItemId } from './ids.ts';
import type { SceneCeremony, SceneSpeaker } from './scene.ts';

/** What somebody does who has the floor. */
export type SpeakingKind = 'introduces' | 'lectures' | 'reports' | 'speaks' | 'explains' | 'presents-guests';

export type ChairPhrase =
  | { readonly kind: 'greeting'; readonly hour: number | null; readonly withGuests: boolean }
  | { readonly kind: 'opens'; readonly title: string }
  | { readonly kind: 'chairs'; readonly chair: string | null }
  | { readonly kind: 'attendance'; readonly seats: number; readonly present: number; readonly excused: number }
  | { readonly kind: 'quorum'; readonly needed: number; readonly met: boolean }
  | { readonly kind: 'guests'; readonly guests: readonly SceneSpeaker[] }
  | { readonly kind: 'agenda'; readonly items: number; readonly until: EpochMs | null }
  | { readonly kind: 'thanks'; readonly speakers: readonly SceneSpeaker[]; readonly for: SpeakingKind }
  | { readonly kind: 'item'; readonly place: ItemPlace; readonly title: string }
  | { readonly kind: 'invites'; readonly speakers: readonly SceneSpeaker[]; readonly to: SpeakingKind }
  | { readonly kind: 'ceremony'; readonly ceremony: SceneCeremony }
  | { readonly kind: 'deliberates' }
  | { readonly kind: 'recess'; readonly plannedMs: DurationMs | null; readonly until: EpochMs | null }
  | { readonly kind: 'ends'; readonly done: number; readonly postponed: number }
  | { readonly kind: 'farewell'; readonly withGuests: boolean }
  | { readonly kind: 'closes'; readonly title: string };

/** Under which a section is kept when somebody worded it anew. */
export type ChairSectionKey = 'opening' | 'closing' | ItemId;

export interface ChairSection {
  readonly key: ChairSectionKey;
  /** Null for the opening, and for a closing that is no item. */
  readonly itemId: ItemId | null;
  readonly phrases: readonly ChairPhrase[];
}

const SPEAKING: Readonly<Partial<Record<ItemKind, SpeakingKind>>> = {
  guest_introduction: 'presents-guests',
  introduction: 'introduces',
  briefing: 'introduces',
  lecture: 'lectures',
  work_report: 'reports',
  task_review: 'reports',
  discussion: 'speaks',
  deliberation: 'explains',
  election: 'explains',
};

/** Every section in the order in which it is said. `timeZone`: IANA name, of the meeting. */
export function chairSections(view: ChairView, timeZone: string): readonly ChairSection[] {
  const rows = view.rows.filter(({ isInternal }) => !isInternal);
  const closing = rows.at(-1)?.kind === 'closing' ? rows.at(-1) : undefined;
  const items = rows.map((row, index): ChairSection => {
    const { itemId } = row;
    const before = thanksTo(rows[index - 1]);
    const phrases = row === closing ? endingOf(view, rows) : itemPhrases(row, rows, view);
    return { key: itemId, itemId, phrases: [...before, ...phrases] };
  });
  const last: readonly ChairSection[] = closing
    ? []
    : [{ key: 'closing', itemId: null, phrases: [...thanksTo(rows.at(-1)), ...endingOf(view, rows)] }];
  return [{ key: 'opening', itemId: null, phrases: openingOf(view, rows, timeZone) }, ...items, ...last];
}

/** [1] */
function openingOf(view: ChairView, rows: readonly ChairRow[], timeZone: string): readonly ChairPhrase[] {
  const { roll, guests, plannedStart, plannedEnd } = view;
  const hour = plannedStart === null ? null : Number(wallTimeIn(timeZone, plannedStart).slice(0, 2));
  const introducesGuests = rows.some(({ kind }) => kind === 'guest_introduction');
  const { seats = 0, present = 0, excused = 0, needed = null, met = true } = roll ?? {};
  const items = countedRows(rows).length;
  return [
    { kind: 'greeting', hour, withGuests: guests.length > 0 },
    { kind: 'opens', title: view.title },
    { kind: 'chairs', chair: view.chair },
    ...(roll ? [{ kind: 'attendance', seats, present, excused } as const] : []),
    ...(needed === null ? [] : [{ kind: 'quorum', needed, met } as const]),
    ...(guests.length > 0 && !introducesGuests ? [{ kind: 'guests', guests } as const] : []),
    ...(items > 0 ? [{ kind: 'agenda', items, until: plannedEnd } as const] : []),
  ];
}

/** [2] */
function itemPhrases(row: ChairRow, rows: readonly ChairRow[], { guests }: ChairView): readonly ChairPhrase[] {
  const { number, under, title, speakers, ceremony, kind } = row;
  if (kind === 'break') return [{ kind: 'recess', plannedMs: row.timer.plannedMs, until: breakEnd(row) }];
  const announced: ChairPhrase = { kind: 'item', place: { number, ...(under === undefined ? {} : { under }) }, title };
  if (rows.some(({ parentId }) => parentId === row.itemId)) return [announced];
  if (ceremony) return [announced, { kind: 'ceremony', ceremony }];
  const to = SPEAKING[kind];
  const isForGuests = kind === 'guest_introduction' && speakers.length === 0 && guests.length > 0;
  return [
    announced,
    ...(to && speakers.length > 0 ? [{ kind: 'invites', speakers, to } as const] : []),
    // Where nobody is named to do it, whoever chairs does.
    ...(isForGuests ? [{ kind: 'guests', guests } as const] : []),
    ...(kind === 'deliberation' || row.hasProposal ? [{ kind: 'deliberates' } as const] : []),
  ];
}

function breakEnd({ startsAt, isGuess, timer }: ChairRow): EpochMs | null {
  return startsAt === null || isGuess || timer.plannedMs === null ? null : startsAt + timer.plannedMs;
}

/** [3] */
function thanksTo(row: ChairRow | undefined): readonly ChairPhrase[] {
  const spoke = row && !row.ceremony ? SPEAKING[row.kind] : undefined;
  if (!row || !spoke || row.speakers.length === 0 || row.state === 'postponed' || row.state === 'skipped') return [];
  return [{ kind: 'thanks', speakers: row.speakers, for: spoke }];
}

/** [4] */
function endingOf({ title, shortTitle, guests }: ChairView, rows: readonly ChairRow[]): readonly ChairPhrase[] {
  const counted = countedRows(rows);
  const postponed = counted.filter(({ state }) => state === 'postponed').length;
  const passed = counted.filter(({ state }) => state === 'postponed' || state === 'skipped').length;
  return [
    { kind: 'ends', done: counted.length - passed, postponed },
    { kind: 'farewell', withGuests: guests.length > 0 },
    { kind: 'closes', title: shortTitle ?? title },
  ];
}

function countedRows(rows: readonly ChairRow[]): readonly ChairRow[] {
  return rows.filter(({ number, under }) => (number ?? 0) > 0 && under === undefined);
}
