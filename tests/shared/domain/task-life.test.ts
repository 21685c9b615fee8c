// Every state, every move, every role, written down by hand a second time; then what each move leaves in the history.
import { describe, expect, it, test } from 'vitest';
import type { MeetingId, UserId } from '../../../shared/domain/ids.ts';
import {
  after,
  foldTask,
  TASK_STATES,
  type AssignedParty,
  type TaskEntry,
  type TaskHappening,
  type TaskStanding,
  type TaskState,
} from '../../../shared/domain/task-history.ts';
import {
  isOpenTask,
  mayMove,
  moveTask,
  soonUntil,
  TASK_ACTIONS,
  urgencyOf,
  type TaskAction,
  type TaskCircumstances,
  type TaskMove,
  type TaskRole,
} from '../../../shared/domain/task-life.ts';
import { CHINA_HOLIDAYS } from '../../../shared/domain/china-holidays.ts';
import { workCalendar, workingDaysBetween } from '../../../shared/domain/working-days.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { plusDays } from '../../../shared/lib/calendar-day.ts';
import type { LocalDate } from '../../../shared/lib/time.ts';

const day = (text: string): LocalDate => brand<LocalDate>(text);
const party = (name: string, more: Partial<AssignedParty> = {}): AssignedParty => ({
  ...{ key: name, name, lead: false, kind: 'person', email: null, personId: null },
  ...more,
});
const ZHANG = { kind: 'user', id: brand<UserId>('zhang'), name: '张敏' } as const;
const LAWYER = { kind: 'owner', key: 'jiang', name: '蒋维东' } as const;
const PROMISED: TaskEntry = {
  ...{ kind: 'assigned', due: day('2021-06-30'), dueText: '六月底', supervisor: null, at: 1, by: ZHANG },
  owners: [party('蒋维东', { lead: true }), party('秘书处', { kind: 'committee' })],
  supporters: [party('宁波银行', { kind: 'organisation' })],
};

/** Histories that end in each state. */
const LEADING_TO: Readonly<Record<TaskState, readonly TaskHappening[]>> = {
  assigned: [],
  accepted: [{ kind: 'accepted' }],
  doing: [{ kind: 'accepted' }, { kind: 'begun' }],
  submitted: [{ kind: 'accepted' }, { kind: 'begun' }, { kind: 'submitted', text: '已办妥' }],
  extension: [
    { kind: 'accepted' },
    { kind: 'begun' },
    { kind: 'extension-asked', due: day('2021-07-31'), reason: '等审计' },
  ],
  paused: [{ kind: 'paused', reason: '等上级文件' }],
  standing: [{ kind: 'standing' }],
  closed: [
    { kind: 'submitted', text: null },
    { kind: 'closed', text: '同意' },
  ],
  cancelled: [{ kind: 'cancelled', meetingId: brand<MeetingId>('m2'), reason: '不再需要' }],
};

function standingIn(state: TaskState): TaskStanding {
  const entries = LEADING_TO[state].map((happening, index): TaskEntry => ({ ...happening, at: 2 + index, by: ZHANG }));
  return foldTask([PROMISED, ...entries]) ?? expect.fail('it was promised');
}

const MOVES: Readonly<Record<TaskAction, TaskMove>> = {
  accept: { action: 'accept' },
  report: { action: 'report', text: '初稿已成' },
  submit: { action: 'submit', text: '已办妥' },
  'ask-extension': { action: 'ask-extension', due: day('2021-07-31'), reason: '等审计' },
  return: { action: 'return', reason: '缺附件' },
  close: { action: 'close', text: '同意' },
  'grant-extension': { action: 'grant-extension', due: null },
  'refuse-extension': { action: 'refuse-extension', reason: '年会等着用' },
  'move-due': { action: 'move-due', due: day('2021-09-30'), dueText: '三季度末', reason: null },
  pause: { action: 'pause', reason: '等上级文件' },
  resume: { action: 'resume' },
  'keep-up': { action: 'keep-up' },
  cancel: { action: 'cancel', meetingId: brand<MeetingId>('m2'), reason: '不再需要' },
  reopen: { action: 'reopen', reason: '又出现了' },
  'hand-over': { action: 'hand-over', owners: [party('王坤泉', { lead: true })], supporters: [] },
  supervise: { action: 'supervise', supervisor: { id: brand<UserId>('li'), name: '李文静' } },
};

/** By hand: in which states each move is possible, and whether owners may make it. */
const PROMISES: Readonly<Record<TaskAction, readonly [whose: 'owner' | 'supervisor', from: string]>> = {
  accept: ['owner', 'assigned'],
  report: ['owner', 'assigned accepted doing submitted extension standing'],
  submit: ['owner', 'assigned accepted doing'],
  'ask-extension': ['owner', 'assigned accepted doing'],
  return: ['supervisor', 'submitted'],
  close: ['supervisor', 'submitted'],
  'grant-extension': ['supervisor', 'extension'],
  'refuse-extension': ['supervisor', 'extension'],
  'move-due': ['supervisor', 'assigned accepted doing submitted extension paused standing'],
  pause: ['supervisor', 'assigned accepted doing submitted extension standing'],
  resume: ['supervisor', 'paused'],
  'keep-up': ['supervisor', 'assigned accepted doing'],
  cancel: ['supervisor', 'assigned accepted doing submitted extension paused standing'],
  reopen: ['supervisor', 'closed cancelled'],
  'hand-over': ['supervisor', 'assigned accepted doing paused standing'],
  supervise: ['supervisor', 'assigned accepted doing submitted extension paused standing closed cancelled'],
};

const ROLES: readonly TaskRole[] = ['owner', 'clerk', 'supervisor'];
const circumstances = (more: Partial<TaskCircumstances> = {}): TaskCircumstances => ({
  ...{ role: 'supervisor', by: ZHANG, at: 100, today: day('2021-06-01') },
  ...more,
});

function outcomeOf(state: TaskState, action: TaskAction, role: TaskRole): string {
  const moved = moveTask(standingIn(state), MOVES[action], circumstances({ role }));
  return moved.ok ? 'ok' : moved.code;
}

describe.each(TASK_STATES)('a task that is %s', (state) => {
  test.each(TASK_ACTIONS)('%s', (action) => {
    const [whose, from] = PROMISES[action];
    const possible = from.split(' ').includes(state) ? 'ok' : 'task-state';
    const others = whose === 'owner' ? possible : 'supervisor-only';

    const outcomes = ROLES.map((role) => outcomeOf(state, action, role));

    expect(outcomes).toEqual([others, others, possible]);
    expect(mayMove(standingIn(state), action, 'owner').ok).toBe(others === 'ok');
  });
});

/** The task after `move`, and the kinds of entries that it left. */
function moved(state: TaskState, move: TaskMove, more: Partial<TaskCircumstances> = {}) {
  const before = standingIn(state);
  const entries = moveTask(before, move, circumstances(more));
  if (!entries.ok) return expect.fail(entries.code);
  const standing = entries.value.reduce<TaskStanding | null>(after, before);
  return { standing, kinds: entries.value.map(({ kind }) => kind), entries: entries.value };
}

describe('what a move leaves', () => {
  const PLAIN: readonly (readonly [TaskState, TaskAction, TaskState])[] = [
    ['assigned', 'accept', 'accepted'],
    ['doing', 'report', 'doing'],
    ['submitted', 'report', 'submitted'],
    ['extension', 'report', 'extension'],
    ['standing', 'report', 'standing'],
    ['doing', 'submit', 'submitted'],
    ['doing', 'ask-extension', 'extension'],
    ['submitted', 'return', 'doing'],
    ['submitted', 'close', 'closed'],
    ['extension', 'grant-extension', 'doing'],
    ['extension', 'refuse-extension', 'doing'],
    ['doing', 'pause', 'paused'],
    ['paused', 'resume', 'doing'],
    ['doing', 'keep-up', 'standing'],
    ['paused', 'cancel', 'cancelled'],
    ['closed', 'reopen', 'doing'],
    ['cancelled', 'reopen', 'doing'],
    ['doing', 'hand-over', 'assigned'],
    ['paused', 'hand-over', 'paused'],
    ['doing', 'move-due', 'doing'],
    ['doing', 'supervise', 'doing'],
  ];
  it.each(PLAIN)('%s, %s: %s', (state, action, next) => {
    const { standing, kinds } = moved(state, MOVES[action]);

    expect([standing?.state, kinds.length]).toEqual([next, 1]);
  });

  it('[4] whoever reports without having accepted has accepted and begun, each by their own hand', () => {
    const { standing, entries } = moved('assigned', MOVES.report, { role: 'owner', by: LAWYER });

    expect(entries.map(({ kind, by, at }) => [kind, by.name, at])).toEqual([
      ['accepted', '蒋维东', 100],
      ['begun', '蒋维东', 100],
      ['reported', '蒋维东', 100],
    ]);
    expect(standing).toMatchObject({ state: 'doing', reported: { at: 100, text: '初稿已成' }, since: 100 });
  });

  it('[4] whoever has accepted only begins', () => {
    expect(moved('accepted', MOVES.submit).kinds).toEqual(['begun', 'submitted']);
  });

  it('a report changes nothing of when the state began', () => {
    expect(moved('doing', MOVES.report).standing?.since).toBe(standingIn('doing').since);
  });

  it('a granted extension keeps the old limit beside the new one', () => {
    const { standing } = moved('extension', MOVES['grant-extension']);

    expect(standing).toMatchObject({ due: '2021-07-31', limits: ['2021-06-30', '2021-07-31'], asked: null });
  });

  it('an extension can be granted to another day than the one asked for', () => {
    const { standing } = moved('extension', { action: 'grant-extension', due: day('2021-07-10') });

    expect(standing?.due).toBe('2021-07-10');
  });

  it('a refused extension leaves the limit where it was', () => {
    expect(moved('extension', MOVES['refuse-extension']).standing).toMatchObject({ due: '2021-06-30', asked: null });
  });

  it('what is kept up for good is that again after a pause', () => {
    const standing = standingIn('standing');
    const paused = after(standing, { kind: 'paused', reason: '等文件', at: 8, by: ZHANG });

    expect(after(paused, { kind: 'resumed', at: 9, by: ZHANG })?.state).toBe('standing');
  });

  it('handing over names others, and they have not accepted', () => {
    const { standing } = moved('doing', MOVES['hand-over']);

    expect(standing?.owners.map(({ name }) => name)).toEqual(['王坤泉']);
    expect(standing?.supporters).toEqual([]);
  });

  it('another supervisor is named, or none', () => {
    expect(moved('doing', MOVES.supervise).standing?.supervisor?.name).toBe('李文静');
    expect(moved('doing', { action: 'supervise', supervisor: null }).standing?.supervisor).toBeNull();
  });
});

describe('what is refused although the state would allow it', () => {
  const REFUSED: readonly (readonly [string, TaskState, TaskMove, LocalDate, string])[] = [
    [
      '[3] more time, once the limit has passed',
      'doing',
      MOVES['ask-extension'],
      day('2021-07-01'),
      'task-limit-passed',
    ],
    [
      '[3] more time until the same day',
      'doing',
      { action: 'ask-extension', due: day('2021-06-30'), reason: '等审计' },
      day('2021-06-01'),
      'invalid',
    ],
    [
      'an extension granted to an earlier day',
      'extension',
      { action: 'grant-extension', due: day('2021-06-30') },
      day('2021-06-01'),
      'invalid',
    ],
    [
      'handing over to nobody',
      'doing',
      { action: 'hand-over', owners: [], supporters: [] },
      day('2021-06-01'),
      'invalid',
    ],
  ];
  it.each(REFUSED)('%s', (_what, state, move, today, code) => {
    expect(moveTask(standingIn(state), move, circumstances({ today }))).toMatchObject({ ok: false, code });
  });

  it('[3] more time is asked for on the last day still', () => {
    const asked = moveTask(standingIn('doing'), MOVES['ask-extension'], circumstances({ today: day('2021-06-30') }));

    expect(asked.ok).toBe(true);
  });

  it('[3] more time than no limit at all', () => {
    const open = after(standingIn('doing'), { ...PROMISED, ...noLimit(), at: 9, by: ZHANG }) ?? expect.fail();

    expect(moveTask(open, MOVES['ask-extension'], circumstances())).toMatchObject({ ok: false, code: 'invalid' });
  });
});

function noLimit(): TaskHappening {
  return { kind: 'due-moved', due: null, dueText: null, reason: '不限期' };
}

describe('a history', () => {
  it('that does not begin with a promise is none', () => {
    expect(foldTask([{ kind: 'accepted', at: 1, by: ZHANG }])).toBeNull();
    expect(foldTask([])).toBeNull();
  });

  it('begins with who promised what by when, lead and supporting', () => {
    expect(foldTask([PROMISED])).toMatchObject({
      ...{ state: 'assigned', due: '2021-06-30', dueText: '六月底', limits: ['2021-06-30'], since: 1 },
      owners: [{ name: '蒋维东', lead: true }, { kind: 'committee' }],
      supporters: [{ kind: 'organisation' }],
    });
  });

  it('promises once', () => {
    expect(foldTask([PROMISED, { ...PROMISED, owners: [], at: 5 }])?.owners).toHaveLength(2);
  });
});

describe('urgency', () => {
  const days = { today: day('2021-06-25'), soonUntil: day('2021-06-30') };

  it.each([
    ['2021-06-24', 'overdue'],
    ['2021-06-25', 'soon'],
    ['2021-06-30', 'soon'],
    ['2021-07-01', null],
  ])('of a limit on %s: %s', (due, urgency) => {
    expect(urgencyOf({ state: 'doing', due: day(due) }, days)).toBe(urgency);
  });

  it.each(TASK_STATES)('of a task that is %s past its limit', (state) => {
    const isLate = ['assigned', 'accepted', 'doing', 'extension'].includes(state);

    expect(urgencyOf({ state, due: day('2021-01-01') }, days)).toBe(isLate ? 'overdue' : null);
  });

  it('of a task without a limit: none', () => {
    expect(urgencyOf({ state: 'doing', due: null }, days)).toBeNull();
  });
});

describe('the last day that is soon', () => {
  const calendar = workCalendar(CHINA_HOLIDAYS);

  it.each([
    ['2026-11-24', '2026-11-29', 'a Tuesday: Friday is three working days on, and the weekend is none more'],
    ['2026-11-23', '2026-11-26', 'a Monday'],
    ['2026-11-28', '2026-12-02', 'a Saturday'],
    ['2021-04-23', '2021-04-27', 'a Friday before a Sunday that is worked'],
    ['2021-04-28', '2021-05-06', 'with a holiday between'],
  ])('seen from %s is %s: %s', (today, last) => {
    expect(soonUntil(day(today), calendar)).toBe(last);
  });

  it('is the last with three working days left or fewer, on every day of a year', () => {
    const days = Array.from({ length: 365 }, (_, index) => plusDays(day('2021-01-01'), index));

    const left = days.map((today) => {
      const last = soonUntil(today, calendar);
      return [last, plusDays(last, 1)].map((due) => workingDaysBetween(today, due, calendar)).join(' ');
    });

    expect(new Set(left)).toEqual(new Set(['3 4']));
  });
});

test('everything but what was closed or cancelled is open', () => {
  expect(TASK_STATES.filter((state) => !isOpenTask({ state }))).toEqual(['closed', 'cancelled']);
});
