// A meeting is made with its work report filled from the last one: what was planned, with how its tasks stand; nothing that is
// internal where others read it, nothing of another body, and never over what somebody wrote.
import { expect, test } from 'vitest';
import { addItem, readAgenda, setItem } from '../../shared/doc/desk-agenda.ts';
import { addReportRow } from '../../shared/doc/desk-report.ts';
import { addTask } from '../../shared/doc/desk-tasks.ts';
import { reportSourceOf } from '../../shared/doc/report-source.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { BodyId, ItemId, MeetingId, RowId, TaskId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { DAY_MS, type LocalDate } from '../../shared/lib/time.ts';
import type { RoomChange } from '../../server/sync/room-options.ts';
import { START } from '../support/hand-clock.ts';
import { look, must, openTestOffice, userWith, type TestOffice } from '../support/office.ts';

type Desk = Parameters<NonNullable<RoomChange<null>['desk']>>[0];
const SECRETARY = userWith('secretary');
const REPORT = brand<ItemId>('report-1');
const TALKS = brand<ItemId>('talks-1');
const ROW = brand<RowId>('row-1');
const PLANNED = '1. 编写教材\n2. 走访会员\n3. 发布团标';
const TABLE = { kind: 'work_report' as const, title: '工作汇报', presenters: [], plannedMinutes: 30, minutes: null };

async function type(office: TestOffice, id: MeetingId, desk: (desk: Desk) => void): Promise<void> {
  must(await office.rooms.change(id, 1, 'user:li', () => ({ ok: true, value: { value: null, desk } })));
}

let commands = 0;
async function command(office: TestOffice, meetingId: MeetingId, kind: string, data: unknown): Promise<void> {
  const id = `prefill-command-${String((commands += 1)).padStart(4, '0')}`;
  must(await office.services.commands.execute(SECRETARY, { id, meetingId, kind, data, claimedAt: 0 }));
}

/** 培训部 planned three things; tasks are made of the first two. */
function report(desk: Desk): void {
  addItem(desk, { id: REPORT, kind: 'work_report', title: '工作汇报', order: 'b0' });
  addItem(desk, { id: TALKS, kind: 'discussion', title: '内部商议', order: 'b1', internal: true });
  addReportRow(desk, REPORT, { id: ROW, owner: '培训部', done: '', planned: PLANNED, order: 'a0' });
  for (const [index, line] of ['编写教材', '走访会员'].entries()) {
    const from = PLANNED.indexOf(line);
    const source = reportSourceOf(desk, { itemId: REPORT, rowId: ROW, from, to: from + line.length });
    addTask(desk, {
      ...{ id: brand<TaskId>(`t${index + 1}`), what: line, supporters: [], due: brand<LocalDate>('2021-06-30') },
      ...{ dueText: null, itemId: REPORT, state: 'confirmed', order: `a${index}` },
      owners: [{ key: 'k1', name: '培训部', lead: true }],
      ...(source ? { reportLine: source } : {}),
    });
  }
}

async function oneMeeting(change: (desk: Desk) => void = () => undefined) {
  const office = await openTestOffice();
  const made = { title: '例会', bodyId: 'council', plannedStart: START - DAY_MS };
  const last = brand<MeetingId>(must(await office.services.meetings.create(SECRETARY, made)).id);
  await command(office, last, 'meeting.phase', { to: 'live' });
  await type(office, last, (desk) => (report(desk), change(desk)));
  await command(office, last, 'task.assign', { tasks: [{ task: 't1' }, { task: 't2' }] });
  const move = async (task: string, body: object): Promise<void> => {
    const id = (await office.tasks.ofDesk(last)).get(brand<TaskId>(task)) ?? expect.fail('not handed out');
    must(
      await office.services.tasks.move(SECRETARY, id, body as Parameters<typeof office.services.tasks.move>[2], 'any'),
    );
  };
  return { office, last, move };
}

interface Next {
  readonly agenda: readonly (typeof TABLE & { readonly internal?: boolean })[];
  readonly bodyId?: string | null;
  readonly by?: ActingUser;
  readonly locale?: 'en';
}

/** The tables of the meeting that is made then, cell by cell. */
async function made(office: TestOffice, { agenda, bodyId = 'council', by = SECRETARY, locale }: Next) {
  const plannedStart = START + 30 * DAY_MS;
  const items = agenda.map((item) => ({ ...item, start: null }));
  const meeting = { title: '下次例会', bodyId, plannedStart, agenda: items, ...(locale ? { locale } : {}) };
  const { id } = must(await office.services.meetings.create(by, meeting));
  const desk = await look(office, brand<MeetingId>(id), (view) => readAgenda(view.desk));
  return desk.map((item) => item.report.map(({ owner, done, planned }) => ({ owner, done, planned })));
}

test('a closed, a moved and an unassigned line are told as they stand, and what is open is planned again', async () => {
  const { office, move } = await oneMeeting();
  await move('t1', { action: 'submit', text: '已付印' });
  await move('t1', { action: 'close', text: null });
  await move('t2', { action: 'move-due', due: '2021-07-31', dueText: null, reason: '雨季' });

  const [rows] = await made(office, { agenda: [TABLE] });

  expect(rows).toEqual([
    {
      owner: '培训部',
      done: expect.stringMatching(
        /^1\. 编写教材（已于2021年4月\d+日办结）\n2\. 走访会员（延期到2021年7月31日）\n3\. 发布团标$/u,
      ),
      planned: '走访会员（2021年7月31日前）',
    },
  ]);
});

test('the words are those of whoever makes it', async () => {
  const { office } = await oneMeeting();

  const [rows] = await made(office, { agenda: [TABLE], locale: 'en' });

  expect(rows?.[0]?.planned).toBe('1. 编写教材 (by 30 June 2021)\n2. 走访会员 (by 30 June 2021)');
});

test('of two tables only one takes it over, and a meeting without a table, or of another body, takes over nothing', async () => {
  const { office } = await oneMeeting();

  expect((await made(office, { agenda: [TABLE, TABLE] })).map((rows) => rows.length)).toEqual([1, 0]);
  expect(await made(office, { agenda: [TABLE], bodyId: 'board' })).toEqual([[]]);
  expect(await made(office, { agenda: [TABLE], bodyId: null })).toEqual([[]]);
});

test('[leak] a table that others read has no word of an internal report, which an internal table does take over', async () => {
  const { office } = await oneMeeting((desk) => setItem(desk, REPORT, { internal: true }));

  const [shown, hidden] = await made(office, { agenda: [TABLE, { ...TABLE, internal: true }] });

  expect(shown).toEqual([]);
  expect(hidden).toMatchObject([{ owner: '培训部', planned: expect.stringContaining('走访会员') }]);
});

test('[leak] a task that the public minutes do not name is not told of, and no words that an owner reported are', async () => {
  const { office, last, move } = await oneMeeting();
  await move('t2', { action: 'report', text: '内情：会长不同意' });
  await type(office, last, (desk) => {
    const task = desk.getMap('tasks').get('t1') as { set(key: string, value: unknown): void };
    task.set('itemId', TALKS);
  });

  const [shown] = await made(office, { agenda: [TABLE] });
  const [hidden] = await made(office, { agenda: [{ ...TABLE, internal: true }] });

  expect(shown).toEqual([
    {
      owner: '培训部',
      done: '1. 编写教材\n2. 走访会员（进行中）\n3. 发布团标',
      planned: '走访会员（2021年6月30日前）',
    },
  ]);
  expect(hidden?.[0]?.done).toBe(
    '1. 编写教材（进行中）\n2. 走访会员（进行中；最近汇报：内情：会长不同意）\n3. 发布团标',
  );
});

test('whoever may prepare meetings of a body and not read its minutes takes over nothing', async () => {
  const { office } = await oneMeeting();
  const other: ActingUser = { ...SECRETARY, grants: [{ role: 'secretary', bodyId: brand<BodyId>('board') }] };

  expect(
    await office.services.lastReports.toFill(other, { bodyId: 'council', plannedStart: START + DAY_MS }),
  ).toBeNull();
});

test('what the button would fill then is nothing more: no row comes twice', async () => {
  const { office } = await oneMeeting();
  const [rows] = await made(office, { agenda: [TABLE] });
  const [again] = await made(office, { agenda: [TABLE] });

  expect(again).toEqual(rows);
});
