// A year of holidays while it is edited: each day toggled, names kept together, and the same year again when nothing changed.
import { expect, test } from 'vitest';
import { marksOf, renamed, toggled, weeksOf, yearOf } from '../../client/holiday-draft.ts';
import { CHINA_HOLIDAYS } from '../../shared/domain/china-holidays.ts';
import { faultsOfHolidayYear } from '../../shared/domain/working-days.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { LocalDate } from '../../shared/lib/time.ts';

const day = (text: string): LocalDate => brand<LocalDate>(text);
const may = { name: '劳动节', from: day('2026-05-01'), to: day('2026-05-05') };
const marks = marksOf({ year: 2026, holidays: [may], worked: [day('2026-05-09')] });

test.each(CHINA_HOLIDAYS.map((year) => [year.year, year] as const))('%i comes back as it was', (_number, year) => {
  expect(yearOf(year.year, marksOf(year))).toEqual(year);
});

test('a working day becomes part of the holiday it touches, and takes leave of it again', () => {
  const longer = toggled(marks, day('2026-05-06'), '放假');

  expect(yearOf(2026, longer).holidays).toEqual([{ ...may, to: '2026-05-06' }]);
  expect(yearOf(2026, toggled(longer, day('2026-05-06'), '放假')).holidays).toEqual([may]);
});

test('a working day by itself is a holiday with the name for new ones', () => {
  expect(yearOf(2026, toggled(marks, day('2026-06-10'), '厂休')).holidays[1]).toEqual({
    ...{ name: '厂休', from: '2026-06-10', to: '2026-06-10' },
  });
});

test('a weekend is worked, and free again; within a holiday it is of the holiday again', () => {
  const [sunday, inside] = [day('2026-05-10'), day('2026-05-02')];
  expect(yearOf(2026, toggled(marks, sunday, '')).worked).toEqual(['2026-05-09', '2026-05-10']);
  expect(yearOf(2026, toggled(toggled(marks, sunday, ''), sunday, '')).worked).toEqual(['2026-05-09']);

  const worked = toggled(marks, inside, '');
  expect(yearOf(2026, worked)).toMatchObject({ worked: ['2026-05-02', '2026-05-09'] });
  expect(yearOf(2026, worked).holidays).toHaveLength(2);
  expect(yearOf(2026, toggled(worked, inside, '')).holidays).toEqual([may]);
});

test('whatever is clicked, no fault of the kind that a click could make comes about', () => {
  let next = marks;
  for (let at = 1; at <= 31; at += 1) {
    next = toggled(next, day(`2026-05-${String(at).padStart(2, '0')}`), '放假');
    expect(faultsOfHolidayYear(yearOf(2026, next)).filter((fault) => fault !== 'too-long')).toEqual([]);
  }
});

test('a holiday is renamed as a whole, and no other one', () => {
  const two = toggled(marks, day('2026-06-10'), '厂休');

  expect(yearOf(2026, renamed(two, may, '五一')).holidays.map(({ name }) => name)).toEqual(['五一', '厂休']);
});

test.each([
  [2026, 2, 4],
  [2024, 2, 5],
  [2026, 3, 6],
])('the weeks of %i-%i begin on Monday and hold each day once', (year, month, weeks) => {
  const days = weeksOf(year, month);
  // February of 2026 begins on a Sunday.
  expect(days.flat().filter((each) => each !== null)).toHaveLength(new Date(Date.UTC(year, month, 0)).getUTCDate());
  expect(days.every((week) => week.length === 7)).toBe(true);
  expect(days.length).toBe(weeks + (year === 2026 && month === 2 ? 1 : 0));
});
