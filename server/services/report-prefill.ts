// Fills the tables of work reports on a desk that nobody has seen yet, as its meeting is made: what the committees had planned, with
// how it stands. Only what is empty; each row of the last report goes into one table. Reads nothing.
import type * as Y from 'yjs';
import { readAgenda } from '../../shared/doc/desk-agenda.ts';
import { fillReport } from '../../shared/doc/report-filling.ts';
import { fillsOf, rowsBefore } from '../../shared/domain/report-before.ts';
import { report as english } from '../../shared/i18n/en/report.ts';
import { dateText } from '../../shared/i18n/format.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import { report as chinese } from '../../shared/i18n/zh-CN/report.ts';
import { orderSuffix } from '../../shared/lib/order-key.ts';
import type { Ids } from '../ports.ts';
import type { ReportToFill } from './last-report.ts';

export interface PrefillOptions {
  readonly ids: Pick<Ids, 'random'>;
  /** Of whoever makes the meeting: states are written out in words. */
  readonly locale: Locale;
}

/** The first table that others read takes what they may read; the first internal one all the rest, or all of it. */
export function prefillReports(desk: Y.Doc, last: ReportToFill, { ids, locale }: PrefillOptions): void {
  const words = (locale === 'en' ? english : chinese).before.says;
  const newId = (): string => ids.random();
  const names = { newId, newSuffix: () => orderSuffix(newId()) };
  const tables = readAgenda(desk).filter(({ kind }) => kind === 'work_report');
  const shown = tables.find(({ internal }) => !internal);
  const hidden = tables.find(({ internal }) => internal);
  const rest = shown === undefined ? last.internal : last.internal.filter(({ isInternal }) => isInternal);
  for (const [item, rows] of [[shown, last.open] as const, [hidden, rest] as const]) {
    if (item !== undefined)
      fillReport(desk, item.id, fillsOf(item.report, rowsBefore(rows, words, dayIn(locale))), names);
  }
}

/** A day of the calendar, wherever the server stands. */
function dayIn(locale: Locale): (date: string) => string {
  return (date) => dateText(Date.parse(`${date}T12:00:00Z`), { locale, timeZone: 'UTC' });
}
