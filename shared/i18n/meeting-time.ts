// When a meeting was, as its minutes say it: as it was held, with the plan beside it where the plan was another. How a day
// and a time of day are told, the caller says.
import { heldSpan } from '../domain/held.ts';
import type { MeetingSnapshot } from '../domain/snapshot.ts';
import type { EpochMs } from '../lib/time.ts';

export interface TimeWords {
  span(start: string, end: string): string;
  note(text: string): string;
  plannedSpan(span: string): string;
}

export interface TimeTold {
  day(at: EpochMs): string;
  time(at: EpochMs): string;
  /** Between a day and its hours; absent = a space. */
  readonly apart?: string;
}

/** From its first item to 散会; null before it was over, and where no item was ever started. */
export function heldTime(snapshot: MeetingSnapshot, words: TimeWords, told: TimeTold): string | null {
  const span = heldSpan(snapshot);
  if (span === null || span.to === null) return null;
  const { plannedStart, plannedEnd } = snapshot.facts;
  const held = daySpan(span.from, span.to, words, told);
  if (plannedStart === null || daySpan(plannedStart, plannedEnd, words, told) === held) return held;
  const isSameDay = told.day(plannedStart) === told.day(span.from);
  const planned = isSameDay
    ? hours(plannedStart, plannedEnd, words, told)
    : daySpan(plannedStart, plannedEnd, words, told);
  return `${held}${words.note(words.plannedSpan(planned))}`;
}

/** As it is planned; null where no start is. */
export function plannedTime({ facts }: MeetingSnapshot, words: TimeWords, told: TimeTold): string | null {
  return facts.plannedStart === null ? null : daySpan(facts.plannedStart, facts.plannedEnd, words, told);
}

function daySpan(start: EpochMs, end: EpochMs | null, words: TimeWords, told: TimeTold): string {
  return `${told.day(start)}${told.apart ?? ' '}${hours(start, end, words, told)}`;
}

/** The end with its day where it is another. */
function hours(start: EpochMs, end: EpochMs | null, words: TimeWords, told: TimeTold): string {
  if (end === null) return told.time(start);
  const until =
    told.day(end) === told.day(start) ? told.time(end) : `${told.day(end)}${told.apart ?? ' '}${told.time(end)}`;
  return words.span(told.time(start), until);
}
