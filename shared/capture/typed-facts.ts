// What a secretary types into the fields of a paper, read as it is meant: numbers in the office's brackets, days in words. Pure.
import { parseLocalDate, type LocalDate } from '../lib/time.ts';

/** `zero`: a number with a zero in front; `year`: one that is not four digits long. */
export type NumberFault = 'zero' | 'year';

/** 〔2021〕2号: brackets of any kind and digits of any width become the office's own (GB/T 9704-2012, 7.2.5). */
export function officeNumber(typed: string): string {
  return halfWidth(typed.trim())
    .replace(/[[［【〔(（](\d{4})[\]］】〕)）]/u, '〔$1〕')
    .replace(/第\s*(\d+)\s*(期|号)/u, '第$1$2')
    .replace(/〕\s*第?\s*(\d+)\s*号/u, '〕$1号');
}

export function numberFault(typed: string): NumberFault | null {
  const number = officeNumber(typed);
  if (/[〔[(（](?:\d{1,3}|\d{5,})[〕\])）]/u.test(number)) return 'year';
  return /(?:〕|第)0\d*(?:号|期)/u.test(number) ? 'zero' : null;
}

/**
 * 2021年4月26日, 2021-4-26, 2021.4.26, 20210426; 4月26日, 4-26 of the year that brings it nearest to `near`. Null for what is no
 * day.
 */
export function typedDay(typed: string, near: LocalDate): LocalDate | null {
  const text = halfWidth(typed.trim()).replaceAll(/\s/gu, '');
  const found =
    /^(\d{4})(?:年|[-./])(\d{1,2})(?:月|[-./])(\d{1,2})[日号]?$/u.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/u.exec(text);
  if (found) return dayOf(found[1], found[2], found[3]);
  const [, month, day] = /^(\d{1,2})(?:月|[-./])(\d{1,2})[日号]?$/u.exec(text) ?? [];
  if (month === undefined || day === undefined) return null;
  const year = Number(near.slice(0, 4));
  const distance = (date: LocalDate): number => Math.abs(Date.parse(date) - Date.parse(near));
  const [nearest] = [year, year - 1, year + 1]
    .flatMap((each) => dayOf(String(each), month, day) ?? [])
    .sort((a, b) => distance(a) - distance(b));
  return nearest ?? null;
}

function dayOf(year = '', month = '', day = ''): LocalDate | null {
  return parseLocalDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

/** One a line, without the numbers and marks that print sets itself. */
export function typedLines(typed: string): readonly string[] {
  return typed
    .split('\n')
    .map((line) =>
      line
        .trim()
        .replace(/^(?:附件)?\s*\d{1,2}\s*[.．、]\s*/u, '')
        .replace(/[。；;]+$/u, ''),
    )
    .filter((line) => line !== '');
}

function halfWidth(text: string): string {
  return text.replaceAll(/[０-９]/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
}
