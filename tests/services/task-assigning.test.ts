// Tasks are handed out of a meeting: the desk's become what somebody owes, once, in the commit that marks the record.
import { expect, test } from 'vitest';
import { addPerson } from '../../shared/doc/desk-people.ts';
import { addTask, readTasks, removeTask } from '../../shared/doc/desk-tasks.ts';
import { readAssigned } from '../../shared/doc/record-tasks.ts';
import type { ArchiveId, AssignedTaskId, CommandId, PersonKey, TaskId, UserId } from '../../shared/domain/ids.ts';
import type { DeskTask } from '../../shared/domain/task.ts';
import { foldTask } from '../../shared/domain/task-history.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { LocalDate } from '../../shared/lib/time.ts';
import { openHall, type Hall } from '../support/hall-office.ts';
import { meetingIn, must, userWith } from '../support/office.ts';

const SECRETARY = userWith('secretary');
const noted = (id: string, more: Partial<DeskTask> = {}): DeskTask => ({
  ...{ id: brand<TaskId>(id), what: '寄出聘书', owners: [{ key: 'zhao', name: '赵军', lead: true }], supporters: [] },
  ...{ due: brand<LocalDate>('2021-06-30'), dueText: '六月底', itemId: null, state: 'draft', order: 'a0', ...more },
});

async function hallWith(...tasks: readonly DeskTask[]): Promise<Hall> {
  const hall = await openHall();
  const zhao = { name: '赵军', org: null, titles: [], role: 'attending', order: 'a0', personId: 'person-1' } as const;
  await hall.type((desk) => {
    addPerson(desk, { ...zhao, id: brand<PersonKey>('zhao') });
    for (const task of tasks) addTask(desk, task);
  });
  return hall;
}

const assign = (hall: Hall, ...tasks: readonly object[]) => hall.command('task.assign', { tasks });

async function rowsOf({ office, meetingId }: Hall) {
  const ids = [...(await office.tasks.ofDesk(meetingId)).values()];
  return Promise.all(ids.map(async (id) => (await office.tasks.byId(id)) ?? expect.fail()));
}

/** Where and why it was refused. */
async function faultOf(hall: Hall, ...tasks: readonly object[]): Promise<unknown> {
  const result = await assign(hall, ...tasks);
  if (result.ok) return 'ok';
  return result.code === 'invalid' ? result.data['errors'] : result.code;
}

test('a task of the desk becomes what its owner owes, with its promise as the first of its history', async () => {
  const hall = await hallWith(noted('t1'));

  must(await assign(hall, { task: 't1' }));

  const [row = expect.fail()] = await rowsOf(hall);
  const history = await hall.office.tasks.history(row.id);
  expect(row).toMatchObject({
    ...{ number: 1, meetingId: hall.meetingId, deskTask: 't1', what: '寄出聘书', state: 'assigned', revision: 1 },
    ...{ due: '2021-06-30', dueText: '六月底', supervisor: null },
    owners: [{ key: 'zhao', name: '赵军', lead: true, kind: 'person', personId: 'person-1', email: null }],
  });
  expect(history).toMatchObject([{ kind: 'assigned', by: { kind: 'user', id: 'secretary' }, due: '2021-06-30' }]);
  expect(foldTask(history)).toMatchObject({ state: row.state, since: row.since, due: row.due });
});

test('it is confirmed on the desk, and the record keeps what was promised without any address', async () => {
  const lawyer = { key: 'firm', name: '律所', lead: false };
  const hall = await hallWith(noted('t1', { supporters: [lawyer] }));

  must(await assign(hall, { task: 't1', parties: [{ key: 'firm', kind: 'outsider', email: 'firm@example.com' }] }));

  const [row = expect.fail()] = await rowsOf(hall);
  expect(row.supporters).toMatchObject([{ kind: 'outsider', email: 'firm@example.com' }]);
  expect(await hall.read(({ desk }) => readTasks(desk).map(({ state }) => state))).toEqual(['confirmed']);
  expect(await hall.read(({ record }) => [...readAssigned(record)])).toEqual([['t1', row.id]]);
  const mark = await hall.read(({ record }) => JSON.stringify(record.getMap('tasks').toJSON()));
  expect(mark).toContain('律所');
  expect(mark).not.toContain('firm@example.com');
});

test('many are handed out at once, or none', async () => {
  const hall = await hallWith(noted('t1'), noted('t2', { order: 'a1' }), noted('t3', { owners: [], order: 'a2' }));

  const refused = await faultOf(hall, { task: 't1' }, { task: 't3' });
  const before = await rowsOf(hall);
  must(await assign(hall, { task: 't1' }, { task: 't2' }));

  expect(refused).toEqual([{ path: 'data.tasks.1.task', code: 'no-owner' }]);
  expect(before).toEqual([]);
  expect((await rowsOf(hall)).map(({ deskTask }) => deskTask)).toEqual(['t1', 't2']);
});

test('asking again hands nothing out twice, by the same command or by another', async () => {
  const hall = await hallWith(noted('t1'), noted('t2', { order: 'a1' }));
  const { office, meetingId } = hall;
  const request = {
    ...{ id: 'the-very-same-command', meetingId, kind: 'task.assign', claimedAt: 0 },
    data: { tasks: [{ task: 't1' }, { task: 't1' }] },
  };

  const first = must(await office.services.commands.execute(SECRETARY, request));
  const again = must(await office.services.commands.execute(SECRETARY, request));
  must(await assign(hall, { task: 't1' }, { task: 't2' }));

  expect(again).toEqual(first);
  expect((await rowsOf(hall)).map(({ deskTask }) => deskTask)).toEqual(['t1', 't2']);
});

test('what cannot be handed out is refused by its place', async () => {
  const supporter = { key: 'zhao', name: '赵军', lead: false };
  const hall = await hallWith(
    noted('t1'),
    noted('wordless', { what: '  ' }),
    noted('both', { supporters: [supporter] }),
    noted('gone'),
  );
  await hall.type((desk) => removeTask(desk, brand<TaskId>('gone')));

  const faults = [
    await faultOf(hall, { task: 'none' }),
    await faultOf(hall, { task: 'gone' }),
    await faultOf(hall, { task: 'wordless' }),
    await faultOf(hall, { task: 'both' }),
    await faultOf(hall, { task: 't1', parties: [{ key: 'li', kind: 'person' }] }),
    await faultOf(hall, { task: 't1', parties: [{ key: 'zhao', kind: 'outsider' }] }),
    await faultOf(hall, { task: 't1', supervisor: 'nobody' }),
  ];

  expect(faults.map((fault) => (Array.isArray(fault) ? fault.map(Object.values) : fault))).toEqual([
    [['data.tasks.0.task', 'unknown-task']],
    [['data.tasks.0.task', 'unknown-task']],
    [['data.tasks.0.task', 'no-words']],
    [['data.tasks.0.task', 'owner-supports']],
    [['data.tasks.0.parties.0.key', 'unknown-party']],
    [['data.tasks.0.parties.0.email', 'no-address']],
    [['data.tasks.0.supervisor', 'unknown-account']],
  ]);
  expect(await rowsOf(hall)).toEqual([]);
});

test('a supervisor is an account that manages tasks there, and no other', async () => {
  const hall = await hallWith(noted('t1'));
  const { accounts } = hall.office.services;
  const admin = userWith('admin');
  const account = { password: 'a password that is long', displayName: '李文静' };
  const manager = must(await accounts.create(admin, { ...account, username: 'li', role: 'secretary' }));
  const keeper = must(await accounts.create(admin, { ...account, username: 'wang', role: 'notetaker' }));

  expect(await faultOf(hall, { task: 't1', supervisor: keeper.id })).toEqual([
    { path: 'data.tasks.0.supervisor', code: 'unknown-account' },
  ]);
  must(await assign(hall, { task: 't1', supervisor: manager.id }));

  expect((await rowsOf(hall))[0]?.supervisor).toEqual({ id: brand<UserId>(manager.id), name: '李文静' });
});

test('before the meeting nothing is handed out', async () => {
  const hall = await hallWith();
  const planned = await meetingIn(hall.office);
  const request = { kind: 'task.assign', data: { tasks: [{ task: 't1' }] }, claimedAt: 0, meetingId: planned };

  const result = await hall.office.services.commands.execute(SECRETARY, { ...request, id: 'too-early-a-command' });

  expect(result).toMatchObject({ ok: false, code: 'invalid', data: { errors: [{ code: 'before-the-meeting' }] } });
});

test('a sealed meeting’s tasks are handed out without touching what was sealed', async () => {
  const hall = await hallWith(noted('t1'));
  const { office, meetingId } = hall;
  const { archiveId } = must(
    await office.services.archive.archive(SECRETARY, meetingId, { override: { reason: '试' } }),
  );

  must(await assign(hall, { task: 't1' }));

  expect((await rowsOf(hall)).map(({ state }) => state)).toEqual(['assigned']);
  expect(await hall.read(({ record }) => readAssigned(record).size)).toBe(0);
  expect(await office.services.archive.verify(SECRETARY, brand<ArchiveId>(archiveId))).toMatchObject({
    ok: true,
    value: { intact: true },
  });
});

test('a sample’s tasks are nobody’s', async () => {
  const hall = await hallWith();
  const sample = must(await hall.office.services.meetings.createSample(SECRETARY));
  const request = { kind: 'task.assign', data: { tasks: [{ task: 't1' }] }, claimedAt: 0, meetingId: sample.id };

  const result = await hall.office.services.commands.execute(SECRETARY, { ...request, id: 'a-command-to-a-sample' });

  expect(result).toMatchObject({ ok: false, code: 'sample' });
});

test('a note-taker hands nothing out', async () => {
  const hall = await hallWith(noted('t1'));
  const { office, meetingId } = hall;
  const request = { kind: 'task.assign', data: { tasks: [{ task: 't1' }] }, claimedAt: 0, meetingId };

  const result = await office.services.commands.execute(userWith('notetaker'), {
    ...request,
    id: 'not-theirs-to-hand',
  });

  expect(result).toMatchObject({ ok: false, code: 'not-allowed' });
});

test('ids in the register are the command’s with a number behind them', async () => {
  const hall = await hallWith(noted('t1'));
  const { office, meetingId } = hall;
  const id = brand<CommandId>('x'.repeat(61));
  const data = { tasks: [{ task: 't1' }] };

  const tooLong = await office.services.commands.execute(SECRETARY, {
    id,
    meetingId,
    kind: 'task.assign',
    data,
    claimedAt: 0,
  });
  must(
    await office.services.commands.execute(SECRETARY, {
      ...{ id: 'short-enough', meetingId, kind: 'task.assign', data, claimedAt: 0 },
    }),
  );

  expect(tooLong).toMatchObject({ code: 'invalid' });
  expect([...(await office.tasks.ofDesk(meetingId)).values()]).toEqual([brand<AssignedTaskId>('short-enough-0')]);
});
