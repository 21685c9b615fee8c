// Days of date fields as the page says them, whatever language the browser shows them in.
import { expect, test } from 'vitest';
import { Calendar } from '../../client/calendar.ts';
import { Words } from '../../client/i18n.svelte.ts';

async function calendarIn(locale: 'zh-CN' | 'en'): Promise<Calendar> {
  const words = new Words([locale]);
  await words.load(['common']);
  return new Calendar({ words, timeZone: 'Asia/Shanghai', now: () => Date.UTC(2026, 10, 26) });
}

test.each([
  ['zh-CN', '2026年12月8日星期二'],
  ['en', 'Tuesday, 8 December 2026'],
] as const)('in %s a day is said with its weekday', async (locale, said) => {
  expect((await calendarIn(locale)).inWords('2026-12-08')).toBe(said);
});

test('what is no day is not said', async () => {
  const calendar = await calendarIn('zh-CN');

  expect([calendar.inWords(''), calendar.inWords('2026-02-30')]).toEqual([null, null]);
});
