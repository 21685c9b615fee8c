// The report of a body's last meeting with how its lines stand, for the next meeting's table: live and sealed, of this body only, for
// those alone who keep its minutes.
import { expect, test } from 'vitest';
import { addItem, setItem } from '../../shared/doc/desk-agenda.ts';
import { addReportRow, reportText } from '../../shared/doc/desk-report.ts';
import { addTask } from '../../shared/doc/desk-tasks.ts';
import { reportSourceOf } from '../../shared/doc/report-source.ts';
import type { BodyId, ItemId, MeetingId, RowId, TaskId } from '../../shared/domain/ids.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { brand } from '../../shared/lib/brand.ts';
import { DAY_MS, type LocalDate } from '../../shared/lib/time.ts';
import type { RoomChange } from '../../server/sync/room-options.ts';
import { START } from '../support/hand-clock.ts';
import { must, openTestOffice, userWith, type TestOffice } from '../support/office.ts';

type Desk = Parameters<NonNullable<RoomChange<null>['desk']>>[0];
const SECRETARY = userWith('secretary');
const ofTheBoard: ActingUser = { ...SECRETARY, grants: [{ role: 'secretary', bodyId: brand<BodyId>('board') }] };
const REPORT = brand<ItemId>('report-1');
const ROW = brand<RowId>('row-1');

async function meetingOf(office: TestOffice, bodyId: string | null, plannedStart: number): Promise<MeetingId> {
  const made = await office.services.meetings.create(SECRETARY, { title: '例会', bodyId, plannedStart });
  return brand<MeetingId>(must(made).id);
}

async function type(office: TestOffice, id: MeetingId, desk: (desk: Desk) => void): Promise<void> {
  must(await office.rooms.change(id, 1, 'user:li', () => ({ ok: true, value: { value: null, desk } })));
}

let commands = 0;
async function command(office: TestOffice, meetingId: MeetingId, kind: string, data: unknown): Promise<void> {
  const id = `report-command-${String((commands += 1)).padStart(4, '0')}`;
  must(await office.services.commands.execute(SECRETARY, { id, meetingId, kind, data, claimedAt: 0 }));
}

/** 培训部 planned three things; tasks are made of the first two. */
function report(desk: Desk): void {
  addItem(desk, { id: REPORT, kind: 'work_report', title: '工作汇报', order: 'b0' });
  const planned = '1. 编写教材\n2. 走访会员\n3. 发布团标';
  addReportRow(desk, REPORT, { id: ROW, owner: '培训部', done: '', planned, order: 'a0' });
  for (const [index, line] of ['编写教材', '走访会员'].entries()) {
    const from = planned.indexOf(line);
    const source = reportSourceOf(desk, { itemId: REPORT, rowId: ROW, from, to: from + line.length });
    addTask(desk, {
      ...{ id: brand<TaskId>(`t${index + 1}`), what: line, supporters: [], due: brand<LocalDate>('2021-06-30') },
      ...{ dueText: null, itemId: REPORT, state: 'confirmed', order: `a${index}` },
      owners: [{ key: 'k1', name: '培训部', lead: true }],
      ...(source ? { reportLine: source } : {}),
    });
  }
}

/** A meeting with that report whose tasks were handed out, and the next one. */
async function twoMeetings() {
  const office = await openTestOffice();
  const last = await meetingOf(office, 'council', START - DAY_MS);
  const next = await meetingOf(office, 'council', START + 30 * DAY_MS);
  await command(office, last, 'meeting.phase', { to: 'live' });
  await type(office, last, report);
  await command(office, last, 'task.assign', { tasks: [{ task: 't1' }, { task: 't2' }] });
  return { office, last, next };
}

async function move(office: TestOffice, last: MeetingId, task: string, body: object): Promise<void> {
  const id = (await office.tasks.ofDesk(last)).get(brand<TaskId>(task)) ?? expect.fail('not handed out');
  const move = body as Parameters<typeof office.services.tasks.move>[2];
  must(await office.services.tasks.move(SECRETARY, id, move, 'any'));
}

test('what was planned comes with how it stands: closed, extended, reported on, never handed out', async () => {
  const { office, last, next } = await twoMeetings();
  await move(office, last, 't1', { action: 'submit', text: '已付印' });
  await move(office, last, 't1', { action: 'close', text: null });
  await move(office, last, 't2', { action: 'move-due', due: '2021-07-31', dueText: null, reason: '雨季' });
  await move(office, last, 't2', { action: 'report', text: '已走访八家' });

  const read = must(await office.services.lastReports.read(SECRETARY, next));

  expect(read).toMatchObject({
    meeting: { id: last, title: '例会', plannedStart: START - DAY_MS },
    rows: [
      {
        ...{ owner: '培训部', isInternal: false },
        lines: [
          { text: '编写教材', task: { state: 'closed', reported: '已付印' } },
          { text: '走访会员', task: { state: 'doing', due: '2021-07-31', isMoved: true, reported: '已走访八家' } },
          { text: '发布团标', task: null },
        ],
      },
    ],
  });
  expect(read.rows[0]?.lines[0]?.task?.closedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});

test('the register keeps the line that a task was made of, also when it reads otherwise later', async () => {
  const { office, last, next } = await twoMeetings();
  await type(office, last, (desk) => reportText(desk, REPORT, ROW, 'planned')?.insert(3, '重新'));

  const id = (await office.tasks.ofDesk(last)).get(brand<TaskId>('t1')) ?? expect.fail('not handed out');
  const { lines } = must(await office.services.lastReports.read(SECRETARY, next)).rows[0] ?? expect.fail('no row');

  expect(must(await office.services.tasks.read(SECRETARY, id)).reportLine).toEqual({
    ...{ itemId: REPORT, rowId: ROW, text: '编写教材' },
  });
  expect(lines.map(({ text, task }) => [text, task?.state])).toEqual([
    ['重新编写教材', 'assigned'],
    ['走访会员', 'assigned'],
    ['发布团标', undefined],
  ]);
  const mark = must(await office.rooms.read(last, 1, ({ record }) => JSON.stringify(record.getMap('tasks').toJSON())));
  expect(mark).not.toContain('reportLine');
});

test('it is that of the newest meeting of the same body that has begun and has a report', async () => {
  const { office, last, next } = await twoMeetings();
  const between = await meetingOf(office, 'council', START);
  await command(office, between, 'meeting.phase', { to: 'live' });
  for (const [bodyId, at] of [
    ['board', START],
    ['council', START + DAY_MS],
  ] as const)
    await type(office, await meetingOf(office, bodyId, at), report);
  const alone = await meetingOf(office, null, START + 30 * DAY_MS);

  const read = async (id: MeetingId) => must(await office.services.lastReports.read(SECRETARY, id)).meeting?.id;

  expect([await read(next), await read(last), await read(alone)]).toEqual([last, undefined, undefined]);
});

test('[leak] rows of an internal item say so, and nobody else reads any of it', async () => {
  const { office, last, next } = await twoMeetings();
  await type(office, last, (desk) => setItem(desk, REPORT, { internal: true }));

  expect(must(await office.services.lastReports.read(SECRETARY, next)).rows).toMatchObject([{ isInternal: true }]);
  for (const actor of [userWith('reader'), ofTheBoard])
    expect(await office.services.lastReports.read(actor, next)).toMatchObject({ ok: false });
});
