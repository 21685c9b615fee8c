// What counts as done, in time, open and overdue, and in which half-year.
import { expect, test } from 'vitest';
import { TASK_STATES, type TaskState } from '../../../shared/domain/task-history.ts';
import { countByOwner, halfYearOf, halfYearsUntil, type Owed } from '../../../shared/domain/task-statistics.ts';
import { brand } from '../../../shared/lib/brand.ts';
import type { LocalDate } from '../../../shared/lib/time.ts';

const day = (text: string): LocalDate => brand<LocalDate>(text);
const DAYS = { today: day('2021-06-25'), endOf: (of: LocalDate) => Date.parse(`${of}T16:00:00Z`) };
const owed = (state: TaskState, more: Partial<Owed> = {}): Owed => ({
  ...{ name: '团标委', nameKey: '团标委', kind: 'committee', state, due: null, since: 0, ...more },
});

test('each state counts once, and only as one thing', () => {
  const [counts] = countByOwner(
    TASK_STATES.map((state) => owed(state)),
    DAYS,
  );

  expect(counts).toEqual({
    ...{ name: '团标委', kind: 'committee', all: 9, closed: 1, closedInTime: 0, cancelled: 1, standing: 1, open: 6 },
    overdue: 0,
  });
});

test.each([
  ['the last moment of the day', Date.parse('2021-06-01T15:59:59Z'), 1],
  ['the first of the next', Date.parse('2021-06-01T16:00:00Z'), 0],
])('closed at %s of its limit', (_when, since, closedInTime) => {
  const [counts] = countByOwner([owed('closed', { due: day('2021-06-01'), since })], DAYS);

  expect(counts).toMatchObject({ closed: 1, closedInTime });
});

test('overdue is what somebody still has to do, and only after the limit', () => {
  const late = { due: day('2021-06-24') };
  const tasks = [
    owed('doing', late),
    owed('submitted', late),
    owed('closed', late),
    owed('doing', { due: DAYS.today }),
  ];

  expect(countByOwner(tasks, DAYS)[0]).toMatchObject({ open: 3, overdue: 1 });
});

test('owners are told apart by name and kind, blanks or not, and whoever had most stands first', () => {
  const zhang = { name: '张　伟', nameKey: '张伟', kind: 'person' } as const;
  const tasks = [owed('doing'), owed('doing', zhang), owed('doing', { ...zhang, name: '张伟' })];
  const namesake = owed('doing', { kind: 'organisation' });

  expect(countByOwner([...tasks, namesake], DAYS).map(({ name, kind, all }) => [name, kind, all])).toEqual([
    ['张伟', 'person', 2],
    ['团标委', 'committee', 1],
    ['团标委', 'organisation', 1],
  ]);
});

test('half-years go back over the turn of the year', () => {
  expect([halfYearOf(day('2021-06-30')).half, halfYearOf(day('2021-07-01')).half]).toEqual([1, 2]);
  expect(halfYearsUntil(halfYearOf(day('2021-03-01')), 3)).toEqual([
    { year: 2021, half: 1 },
    { year: 2020, half: 2 },
    { year: 2020, half: 1 },
  ]);
});
