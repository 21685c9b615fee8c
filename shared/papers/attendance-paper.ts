// 签到情况: how everybody on the list stood in the roll, and the figures. When they came and went and why not is on it for the
// secretariat alone: the public's snapshot does not hold it.
import type { RollState } from '../domain/attendance.ts';
import { PERSON_ROLES, type Person } from '../domain/person.ts';
import type { MeetingSnapshot, RollEntry } from '../domain/snapshot.ts';
import type { Locale } from '../i18n/locale.ts';
import { wallTimeIn } from '../lib/time.ts';
import type { PaperOptions } from './minutes-sections.ts';
import type { TextPaper } from './paper.ts';
import {
  columnsOf,
  fact,
  field,
  inRoles,
  meetingDay,
  meetingName,
  paragraph,
  plainPaper,
  postsOf,
  sheetWords,
  type SheetWords,
} from './sheet-parts.ts';
import { spacedName } from './spaced-name.ts';

/** In millimetres, more or less; the last three are the secretariat's. */
const WIDTHS: Readonly<Record<Locale, readonly number[]>> = {
  'zh-CN': [13, 24, 56, 38, 16, 22, 16, 16, 34],
  en: [12, 24, 44, 30, 30, 28, 15, 15, 27],
};
const KNOWN_COLUMNS = 6;
const CENTRED: ReadonlySet<number> = new Set([0, 1, 4, 5, 6, 7]);

/** Null where no roll was called. */
export function attendancePaper(snapshot: MeetingSnapshot, options: PaperOptions): TextPaper | null {
  const { facts, audience, roll } = snapshot;
  if (roll === undefined || roll.length === 0) return null;
  const words = sheetWords(options);
  const title = words.attendanceTitle(meetingName(facts));
  const entries = new Map(roll.map((entry) => [entry.key, entry]));
  const isInside = audience === 'internal';
  const { number, name, unit, post, role, state, came, left, remark } = words;
  const inside = isInside ? [came, left, remark] : [];
  return {
    ...plainPaper(snapshot, options),
    ...{ title, audience, wide: true, footnote: isInside ? words.internalEdition : null },
    parts: [
      { kind: 'title', text: title },
      fact(words.time, meetingDay(snapshot, options) ?? words.blankDay),
      fact(words.place, facts.venue?.trim() || words.blank),
      paragraph(figuresOf(snapshot, entries, words), 'flush'),
      {
        kind: 'table',
        columns: columnsOf(WIDTHS[options.locale].slice(0, isInside ? undefined : KNOWN_COLUMNS), CENTRED),
        head: [[number, name, unit, post, role, state, ...inside].map((text) => field(text))],
        rows: inRoles(snapshot.people, PERSON_ROLES).map((person, index) => {
          const entry = entries.get(person.id);
          return [
            ...[String(index + 1), spacedName(person.name), person.org?.trim() ?? '', postsOf(person, words)],
            ...[
              words.roles[person.role],
              entry === undefined && person.role !== 'attending' ? '' : words.states[stateOf(entry, snapshot)],
            ],
            ...(isInside ? insideOf(entry, snapshot.people, words, options) : []),
          ].map((text) => field(text));
        }),
      },
    ],
  };
}

/** Of a member of whom nothing was noted: to come while it lasts, absent once it is over. */
function stateOf(entry: RollEntry | undefined, { phase }: Pick<MeetingSnapshot, 'phase'>): RollState {
  return entry?.state ?? (phase === 'follow-up' || phase === 'archived' ? 'absent' : 'awaited');
}

/** Of the members: 应到 = 实到 + 请假 + 缺席. */
function figuresOf(
  snapshot: MeetingSnapshot,
  entries: ReadonlyMap<Person['id'], RollEntry>,
  words: SheetWords,
): string {
  const members = snapshot.people.filter(({ role }) => role === 'attending');
  const states = members.map(({ id }) => stateOf(entries.get(id), snapshot));
  const count = (...all: readonly RollState[]): number => states.filter((state) => all.includes(state)).length;
  const seats = snapshot.room?.rule?.seats ?? members.length;
  const [present, excused] = [count('present', 'late', 'left', 'late-left'), count('excused')];
  const absent = Math.max(0, seats - present - excused);
  const figures = words.counts(String(seats), String(present), String(excused));
  return `${figures}${words.countsAbsent(String(absent))}`;
}

/** When they first came, when they last left, why they were excused and who stood in for them. */
function insideOf(
  entry: RollEntry | undefined,
  people: readonly Person[],
  words: SheetWords,
  { timeZone }: PaperOptions,
): readonly string[] {
  const [first, last] = [entry?.stays?.[0], entry?.stays?.at(-1)];
  const absence = entry?.absences?.at(-1);
  const holder = people.find(({ id }) => id === absence?.proxy);
  const remarks = [...(absence?.reason ? [absence.reason] : []), ...(holder ? [words.proxy(holder.name)] : [])];
  return [
    first === undefined ? '' : wallTimeIn(timeZone, first.from),
    last === undefined || last.to === null ? '' : wallTimeIn(timeZone, last.to),
    first === undefined || remarks.length > 0 ? remarks.join(words.semicolon) : '',
  ];
}
