// What a secretary types into the fields of a paper is read as it is meant.
import { describe, expect, test } from 'vitest';
import { numberFault, officeNumber, typedDay, typedLines } from '../../../shared/capture/typed-facts.ts';
import { parseLocalDate } from '../../../shared/lib/time.ts';

function on(text: string) {
  const date = parseLocalDate(text);
  if (date === null) throw new Error(`${text} is no day`);
  return date;
}

describe('the number of a paper', () => {
  test.each([
    ['[2021]2号', '〔2021〕2号'],
    ['【2021】第 2 号', '〔2021〕2号'],
    ['（２０２１）１２号', '〔2021〕12号'],
    ['第 3 期', '第3期'],
    ['苏安协〔2021〕2号', '苏安协〔2021〕2号'],
  ])('%s is %s', (typed, meant) => {
    expect(officeNumber(typed)).toBe(meant);
  });

  test.each([
    ['〔2021〕02号', 'zero'],
    ['第03期', 'zero'],
    ['〔21〕2号', 'year'],
    ['〔2021〕20号', null],
    ['第10期', null],
  ])('%s has the fault %s', (typed, fault) => {
    expect(numberFault(typed)).toBe(fault);
  });
});

describe('a day', () => {
  const MEETING = on('2021-04-23');

  test.each([
    '2021年4月26日',
    '2021-4-26',
    '2021.04.26',
    '2021/4/26',
    '20210426',
    '２０２１年４月２６日',
    ' 2021 年 4 月 26 日 ',
  ])('may be written as %s', (typed) => {
    expect(typedDay(typed, MEETING)).toBe('2021-04-26');
  });

  test.each(['', '2021年2月30日', '昨天', '2021-13-1', '13-1', '2.30', '4月'])('is not %s', (typed) => {
    expect(typedDay(typed, MEETING)).toBeNull();
  });
});

describe('a day without a year', () => {
  test.each([
    ['4月26日', '2021-04-23', '2021-04-26'],
    ['4.16', '2021-04-23', '2021-04-16'],
    ['１１月２０号', '2026-11-27', '2026-11-20'],
    ['1-5', '2026-12-28', '2027-01-05'],
    ['12/28', '2027-01-05', '2026-12-28'],
    ['2月29日', '2027-03-05', '2028-02-29'],
  ])('%s of a meeting on %s is %s: the nearest', (typed, meeting, meant) => {
    expect(typedDay(typed, on(meeting))).toBe(meant);
  });
});

test('lines lose the numbers and stops that print sets itself', () => {
  expect(typedLines('1.回执\n\n附件 2．议程。\n  名单；')).toEqual(['回执', '议程', '名单']);
});
