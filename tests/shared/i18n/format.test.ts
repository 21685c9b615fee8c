// Numbers, dates, lengths and lists in both languages.
import { describe, expect, test } from 'vitest';
import {
  chineseDate,
  chineseNumber,
  clockText,
  dateText,
  dueText,
  durationText,
  nameList,
} from '../../../shared/i18n/format.ts';

const AT = Date.parse('2021-04-23T14:05:00+08:00');
const shanghai = { timeZone: 'Asia/Shanghai' } as const;

describe('numbers', () => {
  test.each([
    [1, '一'],
    [10, '十'],
    [11, '十一'],
    [20, '二十'],
    [99, '九十九'],
    [100, '100'],
    [0, '0'],
    [1.5, '1.5'],
  ])('%d is %s', (number, text) => {
    expect(chineseNumber(number)).toBe(text);
  });
});

describe('days', () => {
  test.each([
    ['2021-04-23', '二〇二一年四月二十三日'],
    ['2026-10-10', '二〇二六年十月十日'],
    ['2026-02-30', '2026-02-30'],
  ])('%s is %s', (date, text) => {
    expect(chineseDate(date)).toBe(text);
  });

  test('with weekday, with and without the year, in the zone asked for', () => {
    expect(dateText(AT, { locale: 'zh-CN', weekday: true, ...shanghai })).toBe('2021年4月23日 星期五');
    expect(dateText(AT, { locale: 'en', weekday: true, ...shanghai })).toBe('Friday 23 April 2021');
    expect(dateText(AT, { locale: 'zh-CN', year: false, ...shanghai })).toBe('4月23日');
    expect(dateText(AT, { locale: 'en', timeZone: 'Pacific/Honolulu', year: false })).toBe('22 April');
    expect(clockText(AT, 'Asia/Shanghai')).toBe('14:05');
  });

  test.each([
    [{ due: '2021-06-30', dueText: '月底' }, '6月30日前', 'by 30 June'],
    [{ due: '2022-06-30', dueText: null }, '2022年6月30日前', 'by 30 June 2022'],
    [{ due: null, dueText: '下半年' }, '下半年', '下半年'],
    [{ due: null, dueText: null }, '', ''],
  ])('the limit %j', (limit, chinese, english) => {
    expect(dueText(limit, { locale: 'zh-CN', now: AT, ...shanghai })).toBe(chinese);
    expect(dueText(limit, { locale: 'en', now: AT, ...shanghai })).toBe(english);
  });
});

test.each([
  [0, '00:00'],
  [999, '00:00'],
  [22 * 60_000 + 14_000, '22:14'],
  [3_734_000, '1:02:14'],
  [-61_000, '−01:01'],
])('%d ms is %s', (length, text) => {
  expect(durationText(length)).toBe(text);
});

test('names are joined as the language joins them', () => {
  expect(nameList(['朱雨真', '', '肖圣兵'], 'zh-CN')).toBe('朱雨真、肖圣兵');
  expect(nameList(['A', 'B', 'C'], 'en')).toBe('A, B and C');
  expect([nameList(['A'], 'en'), nameList([], 'en')]).toEqual(['A', '']);
});
