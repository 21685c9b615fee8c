// Working days with holidays and the days worked instead, against what the State Council's office published.
import { describe, expect, test } from 'vitest';
import { plusDays } from '../../../shared/lib/calendar-day.ts';
import { brand } from '../../../shared/lib/brand.ts';
import type { LocalDate } from '../../../shared/lib/time.ts';
import { CHINA_HOLIDAYS } from '../../../shared/domain/china-holidays.ts';
import {
  addWorkingDays,
  eveOfHoliday,
  faultsOfHolidayYear,
  isWorkingDay,
  knowsHolidaysOf,
  withHolidayYear,
  workCalendar,
  workingDaysBetween,
  type HolidayYear,
} from '../../../shared/domain/working-days.ts';

const china = workCalendar(CHINA_HOLIDAYS);
const day = (text: string): LocalDate => brand<LocalDate>(text);

function yearOf(changes: Partial<HolidayYear>): HolidayYear {
  return { year: 2027, holidays: [], worked: [], ...changes };
}

describe('a day', () => {
  test.each([
    ['2021-04-23', true, 'a Friday'],
    ['2021-04-24', false, 'a Saturday'],
    ['2021-04-25', true, 'a Sunday worked for 五一'],
    ['2021-04-30', true, 'the eve of 五一'],
    ['2021-05-01', false, '五一'],
    ['2021-05-05', false, 'the last day of 五一, a Wednesday'],
    ['2021-05-08', true, 'a Saturday worked for 五一'],
    ['2021-05-09', false, 'a Sunday'],
    ['2021-06-14', false, '端午, a Monday'],
    ['2021-09-18', true, 'a Saturday worked for 中秋'],
    ['2021-10-07', false, 'the last day of 国庆'],
    ['2020-02-01', false, 'the Spring Festival of 2020 as it was made longer'],
    ['2022-12-31', false, 'the first day of 元旦 2023, in the old year'],
    ['2023-06-25', true, 'a Sunday worked for 端午'],
    ['2026-02-14', true, 'a Saturday worked for 春节'],
    ['2026-02-23', false, 'the ninth day of 春节'],
    ['2027-10-01', true, 'a Friday of a year nobody has published yet'],
    ['2027-10-02', false, 'a Saturday of such a year'],
  ])('%s is worked: %s (%s)', (text, isWorked) => {
    expect(isWorkingDay(day(text), china)).toBe(isWorked);
  });

  test('of a year whose holidays are not known can be told', () => {
    expect([knowsHolidaysOf(day('2026-12-31'), china), knowsHolidaysOf(day('2027-01-01'), china)]).toEqual([
      true,
      false,
    ]);
  });
});

describe('the published years', () => {
  test.each(CHINA_HOLIDAYS.map((year) => [year.year, year] as const))('%i has no fault', (_number, year) => {
    expect(faultsOfHolidayYear(year)).toEqual([]);
  });

  // Eleven days, thirteen since 2025 (国务院令第795号); what is free beyond them is worked on weekends. In 2020 two were given away.
  test.each([
    [2020, 13],
    [2021, 11],
    [2022, 11],
    [2023, 11],
    [2024, 11],
    [2025, 13],
    [2026, 13],
  ])('%i takes %i days of work away', (year, freed) => {
    const last = day(`${year}-12-31`);
    const eve = day(`${year - 1}-12-31`);

    expect(workingDaysBetween(eve, last, workCalendar([])) - workingDaysBetween(eve, last, china)).toBe(freed);
  });
});

describe('adding working days', () => {
  test.each([
    ['2021-04-23', 0, '2021-04-23'],
    ['2021-04-23', 1, '2021-04-25'],
    ['2021-04-23', 3, '2021-04-27'],
    ['2021-04-23', 10, '2021-05-10'],
    ['2021-04-30', 1, '2021-05-06'],
    ['2021-05-01', 1, '2021-05-06'],
    ['2021-05-07', 1, '2021-05-08'],
    ['2021-12-31', 1, '2022-01-04'],
    ['2026-12-31', 1, '2027-01-01'],
  ])('%s and %i more', (from, days, to) => {
    expect(addWorkingDays(day(from), days, china)).toBe(to);
  });
});

describe('counting working days', () => {
  test.each([
    ['2021-04-23', '2021-04-23', 0],
    ['2021-04-23', '2021-04-24', 0],
    ['2021-04-23', '2021-04-25', 1],
    ['2021-04-30', '2021-05-05', 0],
    ['2021-04-30', '2021-05-08', 3],
    ['2021-05-08', '2021-04-30', -3],
    ['2021-09-30', '2021-10-08', 1],
  ])('after %s up to %s', (from, to, count) => {
    expect(workingDaysBetween(day(from), day(to), china)).toBe(count);
  });

  test('agrees with looking at every day, over all the published years and around them', () => {
    const start = day('2019-12-28');
    let count = 0;

    for (let at = plusDays(start, 1); at < day('2027-02-01'); at = plusDays(at, 1)) {
      if (isWorkingDay(at, china)) count += 1;
      expect(workingDaysBetween(start, at, china), at).toBe(count);
    }
  });

  test('is quick over thousands of years', () => {
    expect(workingDaysBetween(day('1970-01-01'), day('9999-12-31'), workCalendar([]))).toBe(2_094_926);
  });
});

describe('the eve of a holiday', () => {
  test.each([
    ['劳动节', '2021-04-23', '2021-04-30'],
    ['端午', '2021-04-23', '2021-06-11'],
    ['中秋', '2021-04-23', '2021-09-18'],
    ['国庆', '2021-04-23', '2021-09-30'],
    ['国庆', '2023-04-23', '2023-09-28'],
    ['元旦', '2022-10-01', '2022-12-30'],
    ['春节', '2021-04-23', '2022-01-30'],
    ['', '2021-04-23', '2021-04-30'],
    ['', '2021-05-01', '2021-06-11'],
    ['春节', '2026-04-23', null],
    ['重阳', '2021-04-23', null],
  ])('%s, asked on %s', (name, base, eve) => {
    expect(eveOfHoliday(name, day(base), china)).toBe(eve);
  });
});

describe('an office that changes its holidays', () => {
  const spring = { name: '春节', from: day('2027-02-05'), to: day('2027-02-11') };

  test('adds a year that is published later', () => {
    const own = workCalendar(
      withHolidayYear(CHINA_HOLIDAYS, yearOf({ holidays: [spring], worked: [day('2027-02-13')] })),
    );

    expect(isWorkingDay(day('2027-02-05'), own)).toBe(false);
    expect(isWorkingDay(day('2027-02-13'), own)).toBe(true);
    expect(knowsHolidaysOf(day('2027-06-01'), own)).toBe(true);
    expect(isWorkingDay(day('2026-02-14'), own)).toBe(true);
  });

  test('replaces what a year said before, and the years stay in order', () => {
    const table = withHolidayYear(CHINA_HOLIDAYS, yearOf({ year: 2021 }));

    expect(isWorkingDay(day('2021-05-05'), workCalendar(table))).toBe(true);
    expect(table.map(({ year }) => year)).toEqual([2020, 2021, 2022, 2023, 2024, 2025, 2026]);
  });

  test.each([
    ['backwards', yearOf({ holidays: [{ ...spring, from: spring.to, to: spring.from }] })],
    ['too-long', yearOf({ holidays: [{ ...spring, to: day('2027-03-11') }] })],
    ['other-year', yearOf({ holidays: [{ ...spring, from: day('2026-02-05'), to: day('2026-02-11') }] })],
    ['twice', yearOf({ holidays: [spring, { ...spring, name: '元宵节' }] })],
    ['twice', yearOf({ holidays: [spring], worked: [day('2027-02-07')] })],
    ['worked-on-a-weekday', yearOf({ worked: [day('2027-02-12')] })],
  ])('is told of %s', (fault, year) => {
    expect(faultsOfHolidayYear(year)).toEqual([fault]);
  });

  test('may let a holiday begin in the old year', () => {
    const newYear = { name: '元旦', from: day('2026-12-31'), to: day('2027-01-02') };

    expect(faultsOfHolidayYear(yearOf({ holidays: [newYear] }))).toEqual([]);
  });
});
