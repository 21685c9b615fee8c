// What the papers around a meeting have in common: their words, parts with text in them, the day and the hours as official
// papers write them, and a blank to be filled in by hand for what is not known.
import type { MeetingFacts } from '../domain/meeting.ts';
import type { Person } from '../domain/person.ts';
import type { MeetingSnapshot } from '../domain/snapshot.ts';
import { paperSheets as english } from '../i18n/en/paper-sheets.ts';
import { dateText } from '../i18n/format.ts';
import type { Catalogue } from '../i18n/locale.ts';
import { paperSheets as chinese } from '../i18n/zh-CN/paper-sheets.ts';
import { wallTimeIn, type EpochMs, type LocalDate } from '../lib/time.ts';
import { heldSpan } from '../domain/held.ts';
import type { PaperOptions } from './minutes-sections.ts';
import type { Part, Run, TableField, TablePart, TextPaper } from './paper.ts';

export type SheetWords = Catalogue<typeof chinese>;

export function sheetWords({ locale }: Pick<PaperOptions, 'locale'>): SheetWords {
  return locale === 'en' ? english : chinese;
}

/** What every text paper of a meeting begins from: outward, without masthead and imprint. */
export function plainPaper(
  { facts }: Pick<MeetingSnapshot, 'facts'>,
  { locale }: PaperOptions,
): Omit<TextPaper, 'title' | 'parts'> {
  return {
    ...{ form: 'text', locale, audience: 'public', organisation: facts.organisation },
    ...{ masthead: null, imprint: null, isPaged: true, footnote: null },
  };
}

export function runs(text: string): readonly Run[] {
  return text === '' ? [] : [{ kind: 'text', text }];
}

export function paragraph(text: string, place?: 'centre' | 'right' | 'flush'): Part {
  return { kind: 'paragraph', runs: runs(text), ...(place === undefined ? {} : { place }) };
}

export function fact(label: string, text: string): Part {
  return { kind: 'fact', label, runs: runs(text) };
}

/** A field of a table; '' is one to write in. */
export function field(text: string, columns?: number): TableField {
  return { parts: text === '' ? [] : [paragraph(text)], ...(columns === undefined ? {} : { columns }) };
}

export function columnsOf(widths: readonly number[], centred: ReadonlySet<number>): TablePart['columns'] {
  return widths.map((width, at) => (centred.has(at) ? { width, place: 'centre' } : { width }));
}

/** The name of the meeting, as it stands in titles. */
export function meetingName({ title }: Pick<MeetingFacts, 'title'>): string {
  return title.trim().replace(/(?:会议)?(?:通知|议程|纪要)$/u, (end) => (end.startsWith('会议') ? '会议' : ''));
}

/** A day has no zone: it is printed in the one it is read in. */
export function dayText(day: LocalDate, { locale }: Pick<PaperOptions, 'locale'>): string {
  return dateText(Date.parse(`${day}T00:00:00Z`), { locale, timeZone: 'UTC' });
}

/** The day on which it was held, or is planned; null when neither is known. */
export function meetingDay(snapshot: MeetingSnapshot, { locale, timeZone }: PaperOptions): string | null {
  const at = heldSpan(snapshot)?.from ?? snapshot.facts.plannedStart;
  return at === null ? null : dateText(at, { locale, timeZone });
}

/** 2021年4月23日（星期五）14:00—17:30, as it is planned; a blank where it is not. */
export function plannedText({ plannedStart: from, plannedEnd: to }: MeetingFacts, options: PaperOptions): string {
  const words = sheetWords(options);
  if (from === null) return words.blankTime;
  const { locale, timeZone } = options;
  const day = (at: EpochMs): string => dateText(at, { locale, timeZone });
  const told = (at: EpochMs, until: string): string => {
    const weekday = weekdayText(at, options);
    return words.when(day(at), weekday, wallTimeIn(timeZone, at), until);
  };
  if (to === null || to <= from) return told(from, '');
  return day(to) === day(from) ? told(from, wallTimeIn(timeZone, to)) : words.whenDays(told(from, ''), told(to, ''));
}

export function weekdayText(at: EpochMs, { locale, timeZone }: PaperOptions): string {
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'zh-CN', { timeZone, weekday: 'long' }).format(at);
}

/** All their posts, in the order given. */
export function postsOf({ titles }: Pick<Person, 'titles'>, { separator }: SheetWords): string {
  return titles
    .map((title) => title.trim())
    .filter((title) => title !== '')
    .join(separator);
}

/** Members first, then who attends without a vote, guests and observers; among each other in the order of courtesy. */
export function inRoles(people: readonly Person[], roles: readonly Person['role'][]): readonly Person[] {
  return roles.flatMap((role) => people.filter((person) => person.role === role));
}
