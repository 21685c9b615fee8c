// When a meeting is, as the hall reads it: one day, past midnight, several days.
import { expect, it } from 'vitest';
import { meetingTime } from '../../../client/scenes/calendar.ts';
import { hallWords } from '../../../client/scenes/words.ts';
import type { Locale } from '../../../shared/i18n/locale.ts';

const at = (time: string): number => Date.parse(`${time}+08:00`);
const read = (from: string, to: string | null, locale: Locale = 'zh-CN') =>
  meetingTime(
    { plannedStart: at(from), plannedEnd: to === null ? null : at(to) },
    { locale, timeZone: 'Asia/Shanghai' },
    hallWords(locale),
  );

it('names the day once where the meeting is of one day', () => {
  expect(read('2021-04-23T14:00', '2021-04-23T17:30')).toEqual(['2021年4月23日', '星期五', '14:00—17:30']);
});

it('ends the next day what goes on past midnight', () => {
  expect(read('2021-04-23T21:05', '2021-04-24T00:35')).toEqual(['2021年4月23日', '星期五', '21:05—次日00:35']);
  expect(read('2021-04-23T21:05', '2021-04-24T00:35', 'en')?.at(-1)).toBe('21:05 – 00:35 the next day');
});

it('gives each of several days a part, and the year only where it is another', () => {
  expect(read('2021-04-23T09:00', '2021-04-25T17:30')).toEqual(['2021年4月23日 09:00—', '4月25日 17:30']);
  expect(read('2021-12-31T09:00', '2022-01-01T12:00')).toEqual(['2021年12月31日 09:00—', '2022年1月1日 12:00']);
});
