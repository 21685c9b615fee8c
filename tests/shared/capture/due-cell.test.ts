// Limits as they are typed into a cell. The meeting is on Friday 23 April 2021; 1 to 5 May are free, 25 April is worked.
import { describe, expect, test } from 'vitest';
import { readDueCell, workingDayFor } from '../../../shared/capture/due-cell.ts';
import { brand } from '../../../shared/lib/brand.ts';
import type { LocalDate } from '../../../shared/lib/time.ts';

const BASE = brand<LocalDate>('2021-04-23');
const day = (text: string): LocalDate => brand<LocalDate>(text);

describe('a limit', () => {
  test.each([
    ['6月30日前', '2021-06-30', '6月30日前'],
    ['月底', '2021-04-30', '月底'],
    ['2021-12-31', '2021-12-31', null],
    ['2021/7/1', '2021-07-01', null],
    ['2021年12月31日', '2021-12-31', '2021年12月31日'],
    ['6.30', '2021-06-30', null],
    ['６/３０', '2021-06-30', null],
    ['1.15', '2021-01-15', null],
    ['+10工作日', '2021-05-10', '+10工作日'],
    ['＋10 个工作日内', '2021-05-10', '＋10 个工作日内'],
    ['+3', '2021-04-27', '+3'],
    ['+10天', '2021-05-03', '+10天'],
    ['+2周', '2021-05-07', '+2周'],
    ['+1月', '2021-05-23', '+1月'],
    ['+10 working days', '2021-05-10', '+10 working days'],
    ['by 30 June', '2021-06-30', 'by 30 June'],
    ['下次理事会前', null, '下次理事会前'],
    ['', null, null],
  ])('%s', (typed, due, dueText) => {
    expect(readDueCell(typed, BASE)).toEqual({ due, dueText, isUnread: false });
  });

  test.each(['看情况', '13.45', '2021-02-30'])('%s is none: the words stay, no day is made up', (typed) => {
    expect(readDueCell(typed, BASE)).toMatchObject({ due: null, dueText: typed });
  });

  test.each([
    ['2021-05-01', '2021-05-06'],
    ['2021-05-09', '2021-05-10'],
    ['2021-05-08', null],
    ['2021-06-30', null],
  ])('on %s: the next day on which people work', (due, next) => {
    expect(workingDayFor(day(due))).toBe(next);
  });
});
