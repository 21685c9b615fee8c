// What counts as done, in time, open and overdue, and in which half-year.
import { expect, test } from 'vitest';
import { TASK_STATES, type TaskState } from '../../../shared/domain/task-history.ts';
import {
  countByOwner,
  countTasks,
  halfYearOf,
  halfYearsUntil,
  keptShare,
  partsOfCounts,
  type Owed,
} from '../../../shared/domain/task-statistics.ts';
import { brand } from '../../../shared/lib/brand.ts';
import type { LocalDate } from '../../../shared/lib/time.ts';

const day = (text: string): LocalDate => brand<LocalDate>(text);
const DAYS = { today: day('2021-06-25'), endOf: (of: LocalDate) => Date.parse(`${of}T16:00:00Z`) };
const owed = (state: TaskState, more: Partial<Owed> = {}): Owed => ({
  ...{ id: '1', name: '团标委', nameKey: '团标委', kind: 'committee', state, due: null, since: 0, ...more },
});

test('each state counts once, and only as one thing', () => {
  const [counts] = countByOwner(
    TASK_STATES.map((state) => owed(state)),
    DAYS,
  );

  expect(counts).toEqual({
    ...{ name: '团标委', kind: 'committee', all: 9, closed: 1, closedInTime: 0, cancelled: 1, standing: 1, open: 6 },
    ...{ closedLate: 0, overdue: 0 },
  });
});

test.each([
  ['the last moment of the day', Date.parse('2021-06-01T15:59:59Z'), 1],
  ['the first of the next', Date.parse('2021-06-01T16:00:00Z'), 0],
])('closed at %s of its limit', (_when, since, closedInTime) => {
  const [counts] = countByOwner([owed('closed', { due: day('2021-06-01'), since })], DAYS);

  expect(counts).toMatchObject({ closed: 1, closedInTime, closedLate: 1 - closedInTime });
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

test('the parts of a bar add up to all of it, whatever became of the tasks', () => {
  const limits = [null, day('2021-06-01'), day('2021-07-01')];
  const tasks = TASK_STATES.flatMap((state) =>
    limits.flatMap((due) => [0, Date.parse('2021-06-20T00:00:00Z')].map((since) => owed(state, { due, since }))),
  );
  const [counts] = countByOwner(tasks, DAYS);

  const parts = partsOfCounts(counts ?? expect.fail());
  expect(Object.values(parts).reduce((sum, each) => sum + each, 0)).toBe(tasks.length);
  expect(parts).toMatchObject({ 'in-time': 3, late: 1, unlimited: 2, standing: 6, cancelled: 6 });
  expect(Math.min(...Object.values(parts))).toBeGreaterThan(0);
});

test('a task of two owners is one task, and what has no limit says nothing of keeping it', () => {
  const late = { due: day('2021-06-01'), since: Date.parse('2021-06-20T00:00:00Z') };
  const tasks = [
    owed('closed', late),
    owed('closed', { ...late, nameKey: '无人机委' }),
    owed('closed', { id: '2', due: day('2021-07-01') }),
    owed('closed', { id: '3' }),
  ];

  const counts = countTasks(tasks, DAYS);
  expect(counts).toMatchObject({ all: 3, closed: 3, closedInTime: 1, closedLate: 1 });
  expect(keptShare(counts)).toBe(0.5);
  expect(keptShare(countTasks([owed('doing')], DAYS))).toBeNull();
});
