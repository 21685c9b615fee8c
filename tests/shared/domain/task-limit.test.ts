// A task is due soon in its last three working days, and overdue when its day is over where the office is.
import { expect, test } from 'vitest';
import { brand } from '../../../shared/lib/brand.ts';
import { instantIn, type LocalDate } from '../../../shared/lib/time.ts';
import { CHINA_HOLIDAYS } from '../../../shared/domain/china-holidays.ts';
import { taskLimit } from '../../../shared/domain/task-limit.ts';
import { workCalendar } from '../../../shared/domain/working-days.ts';

const calendar = workCalendar(CHINA_HOLIDAYS);
const timeZone = 'Asia/Shanghai';

test.each([
  ['2021-05-08', '2021-04-29', '10:00', 'ahead'],
  ['2021-05-08', '2021-04-30', '00:00', 'due-soon'],
  ['2021-05-08', '2021-05-05', '10:00', 'due-soon'],
  ['2021-05-08', '2021-05-08', '23:59', 'due-soon'],
  ['2021-05-08', '2021-05-09', '00:00', 'overdue'],
  ['2021-04-28', '2021-04-23', '10:00', 'ahead'],
  ['2021-04-27', '2021-04-23', '10:00', 'due-soon'],
] as const)('a limit of %s is, on %s at %s: %s', (due, date, time, limit) => {
  const now = instantIn(timeZone, date, time) ?? Number.NaN;

  expect(taskLimit(brand<LocalDate>(due), { now, timeZone, calendar })).toBe(limit);
});

test('the day is that of the office, wherever the server stands', () => {
  const now = instantIn('Asia/Shanghai', '2021-05-09', '00:30') ?? Number.NaN;
  const due = brand<LocalDate>('2021-05-08');

  expect(taskLimit(due, { now, timeZone: 'Asia/Shanghai', calendar })).toBe('overdue');
  expect(taskLimit(due, { now, timeZone: 'Europe/Berlin', calendar })).toBe('due-soon');
});

test('without a limit there is nothing to be late for', () => {
  expect(taskLimit(null, { now: 0, timeZone, calendar })).toBeNull();
});
