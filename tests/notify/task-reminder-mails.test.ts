// What the calendar brings (催办、督办), over a real store and mail server and a clock that only the test moves.
import { expect, test } from 'vitest';
import { newSecretToken } from '../../server/auth/secret-token.ts';
import type { TaskRow } from '../../server/ports.ts';
import { randomIds } from '../../server/random-ids.ts';
import type { Store } from '../../server/register-ports.ts';
import { SameParties } from '../../server/services/same-parties.ts';
import { TaskPost } from '../../server/services/task-post.ts';
import { TaskReminders } from '../../server/services/task-reminders.ts';
import { CHINA_HOLIDAYS } from '../../shared/domain/china-holidays.ts';
import type { AssignedTaskId } from '../../shared/domain/ids.ts';
import { identitiesOf } from '../../shared/domain/task-party.ts';
import { DEFAULT_REMINDERS } from '../../shared/domain/task-reminders.ts';
import { workCalendar } from '../../shared/domain/working-days.ts';
import { brand } from '../../shared/lib/brand.ts';
import { refused } from '../../shared/lib/result.ts';
import { DAY_MS, HOUR_MS, instantIn, type LocalDate } from '../../shared/lib/time.ts';
import { HandClock, START } from '../support/hand-clock.ts';
import { recordingLog, storeForTest } from '../support/store-fixture.ts';
import { must, userWith } from '../support/office.ts';
import { openMailedHall, tokenIn, type MailedHall, type ReadMail } from '../support/mailed-hall.ts';

const KEEPER = userWith('admin');
const OPERATOR = { userId: brand<never>('cli') };
const LI = { name: '李明', kind: 'outsider', lead: false, email: 'li@example.org', personId: null } as const;

/** An account that supervises; its id. */
async function supervisor({ office }: MailedHall, email: string | null = 'zhou@example.org'): Promise<string> {
  const { accounts } = office.services;
  const made = must(
    await accounts.add(OPERATOR, {
      ...{ username: 'zhou', displayName: '周敏', password: null },
      grants: [{ role: 'secretary', bodyId: null }],
    }),
  );
  if (email !== null) must(await accounts.change(OPERATOR, made.id, { email }));
  return made.id;
}

async function give(hall: MailedHall, due: string, more: object = {}): Promise<string> {
  const task = { bodyId: null, meetingId: null, what: '寄出聘书', dueText: null, supervisor: null, supporters: [] };
  const made = must(await hall.office.services.tasks.create(KEEPER, { ...task, owners: [LI], due, ...more }));
  return made.id;
}

/** To `time` of `day`, without anything on the way. */
function goTo({ office: { clock } }: MailedHall, day: string, time = '08:31'): void {
  const at = instantIn('Asia/Shanghai', day, time) ?? expect.fail();
  clock.advance(Math.max(0, at - clock.now()));
}

/** What came in since `known`, after a look at each of the days at 08:31. */
async function lookOn(hall: MailedHall, days: readonly string[]): Promise<readonly (readonly [string, ReadMail])[]> {
  const found: (readonly [string, ReadMail])[] = [];
  let known = (await hall.post()).length;
  for (const day of days) {
    goTo(hall, day);
    await hall.office.services.reminders.look();
    const mails = await hall.post();
    found.push(...mails.slice(known).map((mail) => [day, mail] as const));
    known = mails.length;
  }
  return found;
}

function daysFrom(first: string, count: number): readonly string[] {
  const start = Date.parse(`${first}T00:00:00Z`);
  return Array.from({ length: count }, (_, at) => new Date(start + at * DAY_MS).toISOString().slice(0, 10));
}

test('over the golden week an owner is reminded on working days only, each time once', async () => {
  const hall = await openMailedHall();
  await give(hall, '2021-10-08');
  await hall.mails(1);

  const found = await lookOn(hall, daysFrom('2021-09-24', 27));

  expect(found.map(([day, { subject }]) => `${day.slice(5)} ${subject}`)).toEqual([
    '09-28 【催办】还有3个工作日：寄出聘书',
    '09-30 【催办】还有1个工作日：寄出聘书',
    '10-08 【催办】今天到期：寄出聘书',
    '10-09 【催办】已逾期1个工作日：寄出聘书',
    '10-12 【催办】已逾期3个工作日：寄出聘书',
    '10-19 【催办】已逾期8个工作日：寄出聘书',
  ]);
});

test('what was to be said while the server was away is said once, at the start on the next working day', async () => {
  const hall = await openMailedHall();
  await give(hall, '2021-05-14');
  await hall.mails(1);

  // Away from the day before the first reminder to the last but one day.
  const found = await lookOn(hall, ['2021-05-10', '2021-05-13', '2021-05-13', '2021-05-14']);

  expect(found.map(([day, { subject }]) => `${day.slice(5)} ${subject}`)).toEqual([
    '05-13 【催办】还有1个工作日：寄出聘书',
    '05-14 【催办】今天到期：寄出聘书',
  ]);
});

test('a second look at the same day by another process writes nothing', async () => {
  const clock = new HandClock();
  const store = await storeForTest({ clock });
  const processes = [remindersOver(store, clock), remindersOver(store, clock)] as const;
  const row = taskRow();
  const write = { kind: 'task.assign', row, identities: identitiesOf(row, row), entries: [] } as const;
  must(await store.ledger.commit({ appends: [], writes: [write], outbox: [] }));
  clock.advance((instantIn('Asia/Shanghai', '2021-05-11', '09:00') ?? 0) - clock.now());

  const written = [await processes[0].look(), await processes[1].look(), await processes[0].look()];

  expect(written).toEqual([1, 0, 0]);
  expect((await store.outbox.list({ states: ['waiting'], after: null, limit: 10 })).map(({ topic }) => topic)).toEqual([
    'task.reminder',
  ]);
});

function taskRow(): Omit<TaskRow, 'number'> {
  const owner = {
    key: 'li',
    name: '李明',
    lead: false,
    kind: 'outsider',
    email: 'li@example.org',
    personId: null,
  } as const;
  const nothing = {
    ...{ bodyId: null, meetingId: null, deskTask: null, itemId: null, reportLine: null },
    ...{ dueText: null, supervisor: null },
  };
  return {
    ...{
      ...nothing,
      id: brand<AssignedTaskId>('task-1'),
      what: '寄出聘书',
      state: 'assigned',
      since: START,
      revision: 1,
    },
    ...{ due: brand<LocalDate>('2021-05-14'), owners: [owner], supporters: [], createdAt: START, updatedAt: START },
  };
}

function remindersOver(store: Store, clock: HandClock, log = recordingLog()): TaskReminders {
  const mail = { hasMail: true, language: 'zh-CN' } as const;
  const around = { ...store, ...mail, clock, ids: randomIds(), site: { publicUrl: 'http://localhost' } };
  const parties = new SameParties(store);
  const post = new TaskPost({ ...around, parties, secrets: { create: newSecretToken } });
  return new TaskReminders({
    ...{
      ...around,
      parties,
      post,
      log,
      rules: DEFAULT_REMINDERS,
      digestAt: '08:30',
      timeZone: 'Asia/Shanghai',
    },
    calendar: () => workCalendar(CHINA_HOLIDAYS),
  });
}

test('one letter that the ledger refuses keeps no other back, and is logged', async () => {
  const clock = new HandClock();
  const store = await storeForTest({ clock });
  for (const [at, email] of ['li@example.org', 'wang@example.org', 'zhao@example.org'].entries()) {
    const task = taskRow();
    const owners = task.owners.map((owner) => ({ ...owner, email }));
    const row = { ...task, owners, id: brand<AssignedTaskId>(`task-${at}`) };
    const write = { kind: 'task.assign', row, identities: identitiesOf(row, row), entries: [] } as const;
    must(await store.ledger.commit({ appends: [], writes: [write], outbox: [] }));
  }
  clock.advance((instantIn('Asia/Shanghai', '2021-05-11', '09:00') ?? 0) - clock.now());
  const log = recordingLog();
  const commit: Store['ledger']['commit'] = async (entry) =>
    entry.outbox.some(({ target }) => target === 'wang@example.org')
      ? refused('not-found')
      : store.ledger.commit(entry);

  const written = await remindersOver({ ...store, ledger: { ...store.ledger, commit } }, clock, log).look();

  expect(written).toBe(2);
  expect(log.lines).toMatchObject([{ level: 'warn', message: 'a reminder was refused' }]);
});

test('nothing before the hour of the daily mail, and what is given, reported or paused is not reminded of', async () => {
  const hall = await openMailedHall();
  const { tasks } = hall.office.services;
  const submitted = await give(hall, '2021-05-14');
  const paused = await give(hall, '2021-05-14', { what: '联系会场' });
  await give(hall, '2021-05-14', { what: '印会议材料' });
  await hall.mails(1);
  must(await tasks.move(KEEPER, submitted, { action: 'submit', text: null, files: [] }, 'any'));
  must(await tasks.move(KEEPER, paused, { action: 'pause', reason: '等批复' }, 'any'));
  await hall.post();

  goTo(hall, '2021-05-14', '08:00');
  const early = await hall.office.services.reminders.look();
  const found = await lookOn(hall, ['2021-05-14']);

  expect(early).toBe(0);
  expect(found.map(([, { subject }]) => subject)).toEqual(['【催办】今天到期：印会议材料']);
});

test('several tasks of one owner are one reminder, with a link that opens them', async () => {
  const hall = await openMailedHall();
  await give(hall, '2021-05-11', { what: '寄出聘书' });
  await give(hall, '2021-05-14', { what: '联系会场' });
  await hall.mails(1);

  const found = await lookOn(hall, ['2021-05-12']);

  const [[, mail] = expect.fail()] = found;
  expect(found).toHaveLength(1);
  expect(mail.subject).toBe('【催办】1项工作即将到期，1项工作已经逾期');
  expect(mail.text).toContain('完成时限：2021年5月11日（星期二）、已逾期1个工作日');
  const page = must(await hall.office.services.taskLinks.open(tokenIn(mail), '10.0.0.1'));
  expect(page.tasks.map(({ what }) => what)).toEqual(['寄出聘书', '联系会场']);
});

test('a limit that was moved away is not reminded of any more', async () => {
  const hall = await openMailedHall();
  const id = await give(hall, '2021-05-14');
  await hall.mails(1);
  const later = { action: 'move-due', due: '2021-06-30', dueText: null, reason: '等批复' } as const;
  must(await hall.office.services.tasks.move(KEEPER, id, later, 'any'));
  const [, moved = expect.fail()] = await hall.mails(2);

  const found = await lookOn(hall, ['2021-05-11', '2021-05-13', '2021-05-14', '2021-05-18']);

  expect(moved.subject).toBe('【督办】时限改为6月30日：寄出聘书');
  expect(moved.text).toContain('原定时限：2021年5月14日（星期五）');
  expect(moved.calendar).toContain('DTSTART;VALUE=DATE:20210630');
  expect(found).toEqual([]);
});

test('who supervises is told once of what is overdue by three working days, and each week of what is open', async () => {
  const hall = await openMailedHall();
  const zhou = await supervisor(hall);
  await give(hall, '2021-05-11', { supervisor: zhou });
  await give(hall, '2021-07-30', { supervisor: zhou, what: '修订章程' });
  await hall.mails(1);

  const found = await lookOn(hall, daysFrom('2021-05-12', 13));

  const toZhou = found.filter(([, { to }]) => to === 'zhou@example.org');
  expect(toZhou.map(([day, { subject }]) => `${day.slice(5)} ${subject}`)).toEqual([
    '05-12 【督办】本周督办清单：2项未办结，其中1项逾期',
    '05-14 【督办】1项工作逾期3个工作日以上，请您督促',
    '05-17 【督办】本周督办清单：2项未办结，其中1项逾期',
    '05-24 【督办】本周督办清单：2项未办结，其中1项逾期',
  ]);
  expect(toZhou[0]?.[1].text).toContain('寄出聘书（李明，2021年5月11日（星期二）、已逾期1个工作日）');
  expect(toZhou[0]?.[1].text).toContain('http://localhost/tasks');
});

test('what an owner says by the link reaches whoever supervises; their answer reaches the owner', async () => {
  const hall = await openMailedHall();
  const zhou = await supervisor(hall);
  const id = await give(hall, '2021-05-14', { supervisor: zhou });
  const [mail = expect.fail()] = await hall.mails(1);
  const { taskLinks, tasks } = hall.office.services;
  const token = tokenIn(mail);
  const ask = { action: 'ask-extension', due: '2021-05-20', reason: '等对方盖章' } as const;
  must(await taskLinks.answer(token, { ...ask, task: id, revision: '1' }, '10.0.0.1'));
  const [, asked = expect.fail()] = await hall.mails(2);
  const zhouMin = { userId: brand<never>(zhou), displayName: '周敏', grants: KEEPER.grants };

  must(await tasks.move(zhouMin, id, { action: 'grant-extension', due: null }, 'any'));
  const [, , granted = expect.fail()] = await hall.mails(3);

  expect(asked).toMatchObject({ to: 'zhou@example.org', subject: '【督办】李明申请延期到5月20日：寄出聘书' });
  expect(asked.text).toContain('> 等对方盖章');
  expect(asked.text).toContain(`http://localhost/tasks/${id}`);
  expect(granted).toMatchObject({ to: 'li@example.org', subject: '【督办】同意延期到5月20日：寄出聘书' });
});

test('an account without an address is written to about nothing, and nothing fails by it', async () => {
  const hall = await openMailedHall();
  await give(hall, '2021-05-11', { supervisor: await supervisor(hall, null) });
  await hall.mails(1);

  const found = await lookOn(hall, ['2021-05-17']);

  expect(found.map(([, { to }]) => to)).toEqual(['li@example.org']);
});

test('by itself it looks twenty seconds after the start and at the hour of the daily mail', async () => {
  const hall = await openMailedHall();
  await give(hall, '2021-04-28');
  await hall.mails(1);
  hall.office.services.reminders.start();

  // Friday afternoon; by Sunday, which is worked in exchange, three working days are left.
  const { clock } = hall.office;
  const until = (instantIn('Asia/Shanghai', '2021-04-25', '08:40') ?? 0) - clock.now();
  for (let passed = 0; passed < until; passed += HOUR_MS / 4) {
    clock.advance(HOUR_MS / 4);
    await hall.post(1);
  }
  const mails = await hall.mails(2);

  expect(mails.map(({ subject }) => subject)).toEqual([
    '【督办】1项工作请您落实（4月28日前）',
    '【催办】还有3个工作日：寄出聘书',
  ]);
});
