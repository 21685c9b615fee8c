// How the number of an agenda item is written, everywhere: minutes, lists, exports, hall. 一、（一）in Chinese, 7. and 7.1 in
// English; compact figures where a column of them stands beside the titles.
import type { ItemPlace } from '../domain/agenda.ts';
import { chineseNumber } from './format.ts';
import type { Locale } from './locale.ts';

/** 七 · （二）, 7 · 7.2; '' for what is not counted or stands before the meeting. */
export function itemNumeral({ number, under }: ItemPlace, locale: Locale): string {
  if (number === null || number === 0) return '';
  if (locale === 'en') return figures(number, under);
  return under === undefined ? chineseNumber(number) : `（${chineseNumber(number)}）`;
}

/** As it leads a title: 七、 · （二）, `7. ` · `7.2 `; 会前 for what stands before the meeting. */
export function itemMark(place: ItemPlace, locale: Locale): string {
  if (place.number === 0) return locale === 'en' ? 'Before the meeting: ' : '会前　';
  const numeral = itemNumeral(place, locale);
  if (numeral === '') return '';
  if (locale === 'en') return place.under === undefined ? `${numeral}. ` : `${numeral} `;
  return place.under === undefined ? `${numeral}、` : numeral;
}

/** 7 · 7.2, also 0 for what stands before the meeting; '' for what is not counted. */
export function itemFigure({ number, under }: ItemPlace): string {
  return number === null ? '' : figures(number, under);
}

function figures(number: number, under: number | undefined): string {
  return under === undefined ? String(number) : `${under}.${number}`;
}
