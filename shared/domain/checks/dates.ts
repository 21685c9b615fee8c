// Days that the minutes tell: that of the meeting, days of the week, the day of issue.
import { parseLocalDate, type LocalDate } from '../../lib/time.ts';
import type { MeetingSnapshot } from '../snapshot.ts';
import type { CheckFinding } from './finding.ts';
import { quoted, type Sentence } from './text.ts';

export interface DateTold {
  readonly text: string;
  /** Null: there is no such day. */
  readonly day: LocalDate | null;
  /** 0 is Sunday; null when none is told. */
  readonly weekday: number | null;
}

const DATE = /(?:([12]\d{3})年)?(\d{1,2})月(\d{1,2})[日号](?:[（(]?(?:星期|周|礼拜)([一二三四五六日天])[）)]?)?/gu;
const WEEKDAYS = '日一二三四五六';

const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December';
const DAYS = 'Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday';
/** Friday, 23 April 2021; April 23, 2021. With capitals: may is no month. */
const DAY_FIRST = `(\\d{1,2})(?:st|nd|rd|th)? (${MONTHS})(?:,? ([12]\\d{3}))?`;
const MONTH_FIRST = `(${MONTHS}) (\\d{1,2})(?:st|nd|rd|th)?(?:, ([12]\\d{3}))?(?!\\d)`;
const ENGLISH = new RegExp(`(?:\\b(${DAYS}),? )?\\b(?:${DAY_FIRST}|${MONTH_FIRST})`, 'gu');

const MAY_TELL = new RegExp(`月|${MONTHS}`, 'u');

/** Days in `text`; one without a year is of the year of `base`. */
export function datesIn(text: string, base: LocalDate | null): readonly DateTold[] {
  if (!MAY_TELL.test(text)) return [];
  const plain = text.normalize('NFKC');
  const chinese = [...plain.matchAll(DATE)].map(([whole, year, month = '', date = '', weekday]) => ({
    ...{ text: whole, year, month, date },
    weekday: weekday === undefined ? null : WEEKDAYS.indexOf(weekday === '天' ? '日' : weekday),
  }));
  const english = [...plain.matchAll(ENGLISH)].map((found) => {
    const [whole, name, date, month, year, otherMonth, otherDate, otherYear] = found;
    const at = MONTHS.split('|').indexOf(month ?? otherMonth ?? '') + 1;
    return {
      ...{ text: whole, year: year ?? otherYear, month: String(at), date: date ?? otherDate ?? '' },
      weekday: name === undefined ? null : DAYS.split('|').indexOf(name),
    };
  });
  return [...chinese, ...english].flatMap(({ text: told, year, month, date, weekday }) => {
    const inYear = year ?? base?.slice(0, 4);
    if (inYear === undefined) return [];
    const day = parseLocalDate(`${inYear}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`);
    return [{ text: told, day, weekday }];
  });
}

export function dateFindings(
  { minutesDraft }: MeetingSnapshot,
  sentences: readonly Sentence[],
  /** First and last day of the meeting. */
  held: { readonly from: LocalDate; readonly to: LocalDate } | null,
): readonly CheckFinding[] {
  const found: CheckFinding[] = [];
  const opening = sentences.filter(({ key }) => key === 'opening');
  const [first] = opening.flatMap(({ text }) => datesIn(text, held?.from ?? null).map((told) => ({ told, text })));
  if (held && first && (first.told.day === null || first.told.day < held.from || first.told.day > held.to)) {
    found.push({
      ...{ check: 'dates', code: 'date-differs', severity: 'error', about: first.told.text },
      place: { kind: 'section', key: 'opening', quote: first.told.text },
      seen: { told: first.told.text, held: held.from },
    });
  }
  for (const { key, text } of sentences) {
    const wrong = datesIn(text, held?.from ?? null).find(
      ({ day, weekday }) => day !== null && weekday !== null && new Date(`${day}T00:00:00Z`).getUTCDay() !== weekday,
    );
    if (!wrong?.day) continue;
    found.push({
      ...{ check: 'dates', code: 'weekday-wrong', severity: 'error', about: quoted(wrong.text) },
      place: { kind: 'section', key, quote: wrong.text },
      seen: { told: wrong.text, weekday: WEEKDAYS[new Date(`${wrong.day}T00:00:00Z`).getUTCDay()] ?? '' },
    });
  }
  const issuedOn = minutesDraft?.issue.issuedOn ?? null;
  if (held && issuedOn !== null && issuedOn < held.from) {
    found.push({
      ...{ check: 'dates', code: 'issued-too-early', severity: 'error', about: issuedOn },
      ...{ place: { kind: 'issue', field: 'issuedOn' }, seen: { issuedOn, held: held.from } },
    });
  }
  return found;
}
