// A press and its undo write no letter, and what had left is told by a second one: over a real mail server and a clock moved by hand.
import { expect, test, vi } from 'vitest';
import type { OutboxRow } from '../../server/ports.ts';
import { entryBy } from '../../server/services/audit.ts';
import { assignWrite } from '../../server/services/task-assigning.ts';
import { TaskBook } from '../../server/services/task-book.ts';
import type { TaskNotices } from '../../server/task-ports.ts';
import type { AssignedTaskId, MeetingId } from '../../shared/domain/ids.ts';
import type { TaskEntry, TaskHand } from '../../shared/domain/task-history.ts';
import { SECOND_MS } from '../../shared/lib/time.ts';
import { SECOND_THOUGHT_MS } from '../../server/services/task-news.ts';
import { HandClock } from '../support/hand-clock.ts';
import { openMailedHall, type MailedHall } from '../support/mailed-hall.ts';
import { must, userWith } from '../support/office.ts';
import { storeForTest } from '../support/store-fixture.ts';

const SECRETARY = userWith('secretary');
type Move = Parameters<MailedHall['office']['services']['tasks']['move']>[2];

const LETTER = JSON.stringify({
  language: 'zh-CN',
  subject: '【督办】已办结',
  parts: [{ kind: 'text', text: '已办结' }],
});
const CLOSE = [
  { action: 'submit', text: null },
  { action: 'close', text: null },
] as const;
const REOPEN = { action: 'reopen', reason: '按错了' } as const;
const LATER = { action: 'move-due', due: '2021-07-31', dueText: null, reason: '雨季' } as const;
const BACK = { action: 'move-due', due: '2021-06-30', dueText: null, reason: '按错了' } as const;

/** A task of 李明's that has been handed out and told. */
async function handedOut() {
  const hall = await openMailedHall();
  const party = { kind: 'outsider', lead: false, personId: null } as const;
  const { id } = must(
    await hall.office.services.tasks.create(SECRETARY, {
      ...{ bodyId: null, meetingId: null, due: '2021-06-30', dueText: null, supervisor: null, supporters: [] },
      ...{ what: '寄出聘书', owners: [{ ...party, name: '李明', email: 'li@example.org' }] },
    }),
  );
  await hall.post();
  const press = async (...moves: readonly object[]): Promise<void> => {
    for (const move of moves) must(await hall.office.services.tasks.move(SECRETARY, id, move as Move, 'any'));
  };
  const isEmpty = async (): Promise<boolean> => {
    await hall.post();
    return must(await hall.office.services.notices.list(userWith('admin'), {})).open.waiting === 0;
  };
  const subjects = async () => {
    await vi.waitUntil(isEmpty, { timeout: 20_000, interval: 5 });
    return (await hall.post()).slice(1).map(({ subject }) => subject);
  };
  return { hall, id: id as AssignedTaskId, press, subjects };
}

test('what is pressed and taken back within the time is told to nobody, and nothing of it is kept', async () => {
  const { hall, id, press, subjects } = await handedOut();
  await press(...CLOSE);
  hall.office.clock.advance(SECOND_THOUGHT_MS - 5 * SECOND_MS);
  await press(REOPEN);

  expect(await subjects()).toEqual([]);
  const { parties } = must(await hall.office.services.taskLetters.list(SECRETARY, id));
  expect(parties.flatMap(({ letters }) => letters.map(({ topic }) => topic))).toEqual(['task.assigned']);
});

test('what had left is told by a second letter', async () => {
  const { press, subjects } = await handedOut();
  await press(...CLOSE);
  expect(await subjects()).toEqual(['【督办】已办结：寄出聘书']);

  await press(REOPEN);

  expect(await subjects()).toEqual(['【督办】已办结：寄出聘书', '【督办】重新办理：寄出聘书']);
});

test('no letter leaves before the time is over', async () => {
  const { hall, press } = await handedOut();
  await press(...CLOSE);

  expect(await hall.post(Math.floor(SECOND_THOUGHT_MS / 3_000) - 2)).toHaveLength(1);
  expect(await hall.mails(2)).toHaveLength(2);
});

test('several presses are told as one letter: where the task has come to', async () => {
  const { press, subjects } = await handedOut();
  await press(...CLOSE, REOPEN, LATER, { action: 'pause', reason: '等批复' });

  expect(await subjects()).toEqual(['【督办】暂缓办理：寄出聘书']);
});

test('a limit that was moved stays told when what came after it is taken back', async () => {
  const { hall, press, subjects } = await handedOut();
  await press(LATER, ...CLOSE, REOPEN);

  expect(await subjects()).toEqual(['【督办】时限改为7月31日：寄出聘书']);
  expect((await hall.post()).at(-1)?.text).toContain('2021年6月30日');
});

test('a limit that was moved and moved back is not told', async () => {
  const { press, subjects } = await handedOut();
  await press(LATER, BACK);

  expect(await subjects()).toEqual([]);
});

test('a task that was reopened and closed again is not told of, one that is extended is said to be open again', async () => {
  const { hall, press, subjects } = await handedOut();
  await press(...CLOSE);
  await subjects();
  await press(REOPEN, ...CLOSE);
  expect(await subjects()).toEqual(['【督办】已办结：寄出聘书']);

  await press(REOPEN, LATER);

  expect(await subjects()).toEqual(['【督办】已办结：寄出聘书', '【督办】重新办理：寄出聘书']);
  expect((await hall.post()).at(-1)?.text).toContain('2021年7月31日');
});

test('what an owner submitted and the house closed and opened again is said to go on', async () => {
  const { hall, id, press, subjects } = await handedOut();
  const by = { kind: 'owner', key: 'li', name: '李明' } as const;
  const { book } = hall.office.services;
  const opened = (await book.open(id)) ?? expect.fail('there is a task');
  const at = hall.office.clock.now();
  const entry = entryBy(SECRETARY, at, 'task.moved', { kind: 'task', id });
  const said = (['accepted', 'begun'] as const).map((kind): TaskEntry => ({ kind, at, by }));
  must(await book.add(opened, [...said, { kind: 'submitted', text: '已寄出', at, by }], entry));
  await press({ action: 'close', text: null }, REOPEN);

  expect(await subjects()).toEqual(['【督办】重新办理：寄出聘书']);
});

test('a letter that is on its way cannot be taken back: nothing of that commit is written', async () => {
  const store = await storeForTest();
  const notice = {
    ...{ id: 'n1', topic: 'task.closed', payload: LETTER, dueAt: 1_000 },
    channel: 'mail',
    target: 'li@example.org',
  };
  const entry = { appends: [], writes: [], outbox: [notice as OutboxRow] };
  must(await store.ledger.commit(entry));
  const withdraw = { appends: [], writes: [{ kind: 'task.withdraw', notices: ['n1'] } as const], outbox: [] };
  const wish = { id: 'claim', now: 2_000, until: 9_000, dailyUntil: 0 };
  expect(await store.outbox.claim({ channel: 'mail' }, wish)).not.toBeNull();

  expect(await store.ledger.commit(withdraw)).toMatchObject({ ok: false, code: 'not-found' });
  await store.outbox.release('claim', 3_000, null);
  expect(await store.ledger.commit(withdraw)).toMatchObject({ ok: false });
  expect(await store.outbox.byId('n1')).toMatchObject({ state: 'waiting' });
});

test('a letter that left while the change was made does not refuse the change', async () => {
  const store = await storeForTest();
  const clock = new HandClock();
  let asked = 0;
  const notices: TaskNotices = {
    of: () => {
      asked += 1;
      const gone = { kind: 'task.withdraw', notices: ['gone'] } as const;
      return Promise.resolve({ outbox: [], writes: asked === 2 ? [gone] : [] });
    },
  };
  const holidays = { calendar: () => expect.fail('no day is counted') };
  const book = new TaskBook({ ...store, notices, clock, timeZone: 'Asia/Shanghai', holidays });
  const by: TaskHand = { kind: 'user', id: SECRETARY.userId, name: SECRETARY.displayName };
  const id = 'task-1' as AssignedTaskId;
  const audit = entryBy(SECRETARY, clock.now(), 'task.moved', { kind: 'task', id });
  const owner = { key: 'li', name: '李明', lead: false, kind: 'outsider', email: null, personId: null } as const;
  const of = { id, bodyId: null, meetingId: null, deskTask: null, itemId: null, what: '寄出聘书', reportLine: null };
  const promised = { due: null, dueText: null, supervisor: null, owners: [owner], supporters: [] };
  const source = { item: null, passage: null };
  must(await book.assign(assignWrite(of, { kind: 'assigned', ...promised, source, at: clock.now(), by }), audit));

  const opened = (await book.open(id)) ?? expect.fail('there is a task');
  const moved = await book.add(
    opened,
    [{ kind: 'cancelled', meetingId: 'm' as MeetingId, reason: '不办了', at: clock.now(), by }],
    audit,
  );

  expect(must(moved).standing.state).toBe('cancelled');
  expect(asked).toBe(3);
});
