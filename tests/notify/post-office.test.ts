// The background work of the outbox, over a real database and a clock that only the test moves. What sends is the test's own:
// it stands for a mail server or a robot, which have tests with real ones.
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Deliver, Delivery, DeliveryFailure, DeliveryOutcome } from '../../server/notify/delivery.ts';
import { fanOut } from '../../server/notify/fan-out.ts';
import type { LaneOf } from '../../server/notify/lane.ts';
import { PostOffice } from '../../server/notify/post-office.ts';
import type { NoticeRow, Outbox } from '../../server/outbox-ports.ts';
import type { MeetingRow, OutboxRow } from '../../server/ports.ts';
import { randomIds } from '../../server/random-ids.ts';
import type { Store } from '../../server/register-ports.ts';
import { DATABASE_NAME } from '../../server/store/backup.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/lib/time.ts';
import { HandClock, settled, START } from '../support/hand-clock.ts';
import { recordingLog, storeForTest } from '../support/store-fixture.ts';
import { entryOf, meetingRow, noticeRow } from '../support/store-rows.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const M1 = brand<MeetingId>('m1');
/** Friday, 14:00 in Shanghai. */
const HOURS = { quiet: { from: '22:00', to: '07:00' }, digestAt: '08:30', timeZone: 'Asia/Shanghai' };
const SENT: DeliveryOutcome = { kind: 'sent' };
const AWAY: DeliveryFailure = { kind: 'failed', fault: 'unreachable', detail: 'ECONNREFUSED', of: 'target' };
const BUSY: DeliveryFailure = { kind: 'failed', fault: 'busy', detail: '451 later', of: 'notice' };

/** Answers as told, and keeps what it was asked. */
class Counter {
  readonly asked: Delivery[] = [];
  answer: Deliver = () => Promise.resolve(SENT);

  readonly deliver: Deliver = (delivery, signal) => {
    this.asked.push(delivery);
    return this.answer(delivery, signal);
  };

  get ids(): readonly (readonly string[])[] {
    return this.asked.map(({ notices }) => notices.map(({ id }) => id));
  }
}

interface Office {
  readonly store: Store;
  readonly clock: HandClock;
  readonly mail: Counter;
  readonly postOffice: PostOffice;
  readonly log: ReturnType<typeof recordingLog>;
  hand(...rows: readonly OutboxRow[]): Promise<void>;
  row(id: string): Promise<NoticeRow | null>;
  /** In steps of three seconds, so that everything that falls due on the way runs. */
  pass(ms: number): Promise<void>;
}

async function openPostOffice({
  more = [],
  dataDir = temporaryFolder(),
  clock = new HandClock(),
  broom = null,
}: {
  readonly more?: readonly LaneOf[];
  readonly dataDir?: string;
  readonly clock?: HandClock;
  /** What sweeps instead of the store. */
  readonly broom?: Outbox['sweep'] | null;
} = {}): Promise<Office> {
  const store = await storeForTest({ dataDir, clock });
  const mail = new Counter();
  const lanes = [{ lane: { channel: 'mail' }, rings: true, deliver: mail.deliver } as const, ...more];
  const log = recordingLog();
  const outbox = broom === null ? store.outbox : { ...store.outbox, sweep: broom };
  const around = { ...store, outbox, hours: HOURS, clock, ids: randomIds(), log };
  const postOffice = new PostOffice({ ...around, lanes });
  postOffice.start();
  onTestFinished(() => postOffice.close());
  // A write is made in another thread: a question behind it is answered when it is done.
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 4; turn += 1) {
      await store.outbox.hand([], []);
      await new Promise((resolve) => setImmediate(resolve));
      clock.advance(0);
    }
  };
  return {
    ...{ store, clock, mail, postOffice, log },
    hand: (...rows) => store.outbox.hand(rows, []),
    row: (id) => store.outbox.byId(id),
    async pass(ms) {
      const step = Math.max(3 * SECOND_MS, ms / 40);
      for (let passed = 0; passed < ms; passed += step) {
        clock.advance(Math.min(step, ms - passed));
        await settle();
      }
    },
  };
}

function mailTo(id: string, target: string, parts: Partial<OutboxRow> = {}): OutboxRow {
  return noticeRow(id, { target, dueAt: START, ...parts });
}

async function meetingIn(store: Store, parts: Partial<MeetingRow>): Promise<void> {
  await store.ledger.commit(entryOf({ writes: [{ kind: 'meeting.insert', row: meetingRow('m1', parts) }] }));
}

it('what was handed over is sent within seconds, once', async () => {
  const { mail, hand, row, pass } = await openPostOffice();
  await hand(mailTo('n1', 'li@example.org'));
  await pass(9 * SECOND_MS);

  expect(mail.ids).toEqual([['n1']]);
  expect(await row('n1')).toMatchObject({ state: 'sent', attempts: 1 });
});

it('what failed by itself is tried again later and later, with the same message, while others go on', async () => {
  const { mail, hand, row, pass } = await openPostOffice();
  mail.answer = ({ notices }) => Promise.resolve(notices[0].id === 'n1' ? BUSY : SENT);
  await hand(mailTo('n1', 'li@example.org'));
  await pass(6 * SECOND_MS);
  const first = await row('n1');
  await hand(mailTo('n2', 'zhou@example.org'));
  await pass(6 * SECOND_MS);
  const other = await row('n2');
  await pass(2 * MINUTE_MS);
  const second = await row('n1');

  const waitMs = (found: NoticeRow | null) => (found?.nextAt ?? 0) - START;
  expect(first).toMatchObject({ state: 'waiting', attempts: 1, fault: 'busy', detail: '451 later' });
  expect(waitMs(first)).toBeGreaterThanOrEqual(45 * SECOND_MS);
  expect(waitMs(first)).toBeLessThanOrEqual(75 * SECOND_MS + 6 * SECOND_MS);
  expect(other?.state).toBe('sent');
  expect(second).toMatchObject({ attempts: 2 });
  expect(waitMs(second) - waitMs(first)).toBeGreaterThan(85 * SECOND_MS);
  expect(new Set(mail.asked.filter(({ notices }) => notices[0].id === 'n1').map(({ message }) => message)).size).toBe(
    1,
  );
});

it('what the other side asks to wait for is waited for', async () => {
  const { mail, hand, row, pass } = await openPostOffice();
  mail.answer = () => Promise.resolve({ ...BUSY, retryAfterMs: HOUR_MS });
  await hand(mailTo('n1', 'li@example.org'));
  await pass(6 * SECOND_MS);

  expect((await row('n1'))?.nextAt).toBeGreaterThanOrEqual(START + HOUR_MS);
});

it('a notice that fails for days is given up, and says why', async () => {
  const { mail, hand, row, pass } = await openPostOffice();
  mail.answer = () => Promise.resolve(BUSY);
  await hand(mailTo('n1', 'li@example.org'));
  for (let day = 0; day < 6 && (await row('n1'))?.state !== 'given-up'; day += 1) await pass(DAY_MS);

  expect(await row('n1')).toMatchObject({ state: 'given-up', fault: 'busy', attempts: 21 });
}, 30_000);

it('what the other side does not want is not sent twice', async () => {
  const { mail, hand, row, pass } = await openPostOffice();
  mail.answer = () => Promise.resolve({ ...BUSY, fault: 'refused', detail: '550 no such user' });
  await hand(mailTo('n1', 'li@example.org'));
  await pass(HOUR_MS);

  expect(mail.asked).toHaveLength(1);
  expect(await row('n1')).toMatchObject({ state: 'given-up', fault: 'refused', detail: '550 no such user' });
});

it('a target that is away is asked now and then, not by every notice, and no attempt is counted', async () => {
  const { mail, hand, row, pass } = await openPostOffice();
  mail.answer = () => Promise.resolve(AWAY);
  await hand(...Array.from({ length: 30 }, (_, index) => mailTo(`n${index}`, `p${index}@example.org`)));
  await pass(5 * MINUTE_MS);
  const whileAway = mail.asked.length;
  const waiting = await row('n0');
  mail.answer = () => Promise.resolve(SENT);
  await pass(20 * MINUTE_MS);

  expect(whileAway).toBeLessThan(8);
  expect(waiting).toMatchObject({ state: 'waiting', attempts: 0, fault: 'unreachable' });
  const states = await Promise.all(Array.from({ length: 30 }, (_, index) => row(`n${index}`)));
  expect(states.filter((found) => found?.state === 'sent')).toHaveLength(30);
});

it('a target that never answers is cut after a minute and holds up nobody else', async () => {
  const hook = new Counter();
  const lane = { lane: { channel: 'webhook', target: 'group' }, rings: true, deliver: hook.deliver } as const;
  const { mail, hand, row, pass } = await openPostOffice({ more: [lane] });
  hook.answer = (_delivery, signal) =>
    new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve({ ...AWAY, fault: 'slow', detail: null }));
    });
  await hand(mailTo('h1', 'group', { channel: 'webhook' }), mailTo('n1', 'li@example.org'));
  await pass(9 * SECOND_MS);
  const meanwhile = [await row('h1'), await row('n1')];
  await pass(MINUTE_MS);

  expect(meanwhile).toMatchObject([{ state: 'sending' }, { state: 'sent' }]);
  expect(mail.ids).toEqual([['n1']]);
  expect(await row('h1')).toMatchObject({ state: 'waiting', fault: 'slow', attempts: 1 });
});

it('closing cuts what is under way, and it is free at once', async () => {
  const { mail, hand, row, pass, postOffice } = await openPostOffice();
  mail.answer = (_delivery, signal) =>
    new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve({ ...AWAY, fault: 'slow' }));
    });
  await hand(mailTo('n1', 'li@example.org'));
  await pass(6 * SECOND_MS);
  await postOffice.close();

  expect(await row('n1')).toMatchObject({ state: 'waiting', attempts: 0, fault: null });
});

it('what a process that died had in its hands is sent by the next one, with the same message', async () => {
  const { mail, hand, pass, store, clock } = await openPostOffice();
  await hand(mailTo('n1', 'li@example.org'));
  const wish = { id: 'of a process that died', now: START, until: START + 5 * MINUTE_MS, dailyUntil: 0 };
  const lost = await store.outbox.claim({ channel: 'mail' }, wish);
  await pass(4 * MINUTE_MS);
  const early = mail.asked.length;
  await pass(2 * MINUTE_MS);

  expect(early).toBe(0);
  expect(mail.asked.map(({ message }) => message)).toEqual([lost?.message]);
  expect(clock.now()).toBeGreaterThan(wish.until);
});

it('at night nobody’s phone rings; in the morning all of a person’s are one mail', async () => {
  const { mail, hand, pass, clock } = await openPostOffice();
  await pass(9 * HOUR_MS);
  await hand(mailTo('n1', 'li@example.org'), mailTo('n2', 'zhou@example.org'), mailTo('n3', 'li@example.org'));
  await pass(7 * HOUR_MS);
  const atNight = mail.asked.length;
  await pass(2 * HOUR_MS);

  expect(clock.now()).toBe(START + 18 * HOUR_MS);
  expect(atNight).toBe(0);
  expect(mail.ids).toEqual([['n1', 'n3'], ['n2']]);
});

it('reminders wait for the mail of the day', async () => {
  const { mail, hand, pass } = await openPostOffice();
  await hand(mailTo('n1', 'li@example.org', { daily: true }), mailTo('n2', 'li@example.org', { daily: true }));
  await pass(18 * HOUR_MS);
  const before = mail.asked.length;
  await pass(HOUR_MS);

  expect(before).toBe(0);
  expect(mail.ids).toEqual([['n1', 'n2']]);
});

it.each([
  ['draft', { draft: true }],
  ['sample', { sample: true }],
  ['trashed', { trashedAt: 1_000 }],
] as const)('nothing of a meeting leaves that is: %s', async (fault, parts) => {
  const { mail, hand, row, pass, store } = await openPostOffice();
  await meetingIn(store, parts);
  await hand(mailTo('n1', 'li@example.org', { meetingId: M1 }), mailTo('n2', 'li@example.org'));
  await pass(9 * SECOND_MS);

  expect(mail.ids).toEqual([['n2']]);
  expect(await row('n1')).toMatchObject({ state: 'given-up', fault });
});

it('it is asked when it is about to leave: a meeting thrown away meanwhile tells nobody anything', async () => {
  const { mail, hand, row, pass, store } = await openPostOffice();
  await meetingIn(store, {});
  mail.answer = () => Promise.resolve(BUSY);
  await hand(mailTo('n1', 'li@example.org', { meetingId: M1 }));
  await pass(6 * SECOND_MS);
  await store.ledger.commit(entryOf({ writes: [{ kind: 'meeting.update', id: M1, set: { trashedAt: START } }] }));
  await pass(3 * MINUTE_MS);

  expect(mail.asked).toHaveLength(1);
  expect(await row('n1')).toMatchObject({ state: 'given-up', fault: 'trashed' });
});

it('a letter that nobody can read is given up alone: the person gets the others', async () => {
  const dataDir = temporaryFolder();
  const { mail, hand, row, pass, log } = await openPostOffice({ dataDir });
  await hand(...['n1', 'n2', 'n3'].map((id) => mailTo(id, 'li@example.org')));
  const file = new Database(join(dataDir, DATABASE_NAME));
  file.exec(`UPDATE outbox SET payload = '{"language":"fr"}' WHERE id = 'n1'`);
  file.close();
  await pass(9 * SECOND_MS);

  expect(mail.ids).toEqual([['n2', 'n3']]);
  expect(await row('n1')).toMatchObject({ state: 'given-up', fault: 'unreadable' });
  expect(await row('n2')).toMatchObject({ state: 'sent' });
  expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
});

it('an event becomes one notice for each hook that listens, of its body and its topics', async () => {
  const listeners = [
    { name: 'all', bodyId: null, topics: null },
    { name: 'council', bodyId: 'b1', topics: null },
    { name: 'other body', bodyId: 'b2', topics: null },
    { name: 'archive', bodyId: null, topics: ['meeting.archived'] },
    { name: 'tasks', bodyId: null, topics: ['task.assigned'] },
  ];
  const lane = { lane: { channel: 'event' }, rings: false, deliver: fanOut(listeners, randomIds()) } as const;
  const { hand, pass, store } = await openPostOffice({ more: [lane] });
  await meetingIn(store, { bodyId: 'b1' });
  await hand({ id: 'e1', topic: 'meeting.archived', payload: '{}', dueAt: START, meetingId: M1 });
  await pass(9 * SECOND_MS);

  const rows = await store.outbox.list({ states: ['waiting'], after: null, limit: 100 });
  expect(rows.map(({ target }) => target).sort()).toEqual(['all', 'archive', 'council']);
});

it('what nobody could send for a week is given up', async () => {
  const { hand, row, pass } = await openPostOffice();
  await hand(mailTo('n1', 'gone', { channel: 'webhook' }));
  await pass(6 * DAY_MS);
  const before = await row('n1');
  await pass(2 * DAY_MS);

  expect(before?.state).toBe('waiting');
  expect(await row('n1')).toMatchObject({ state: 'given-up', fault: 'late' });
}, 30_000);

it('a broom that stumbles is told to the log, and sweeps again an hour later', async () => {
  let sweeps = 0;
  const broom = (): Promise<never> => {
    sweeps += 1;
    return Promise.reject(new Error('no such column'));
  };
  const { pass, log } = await openPostOffice({ broom });
  await pass(3 * MINUTE_MS);
  const first = sweeps;
  await pass(HOUR_MS);

  expect([first, sweeps]).toEqual([1, 2]);
  expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(2);
});

it('closing waits for the broom', async () => {
  let done = (): void => undefined;
  const swept = new Promise<void>((resolve) => (done = resolve));
  const broom = () => swept.then(() => ({ givenUp: 0, forgotten: 0 }));
  const { pass, postOffice } = await openPostOffice({ broom });
  await pass(3 * MINUTE_MS);
  const order: string[] = [];
  const closed = postOffice.close().then(() => order.push('closed'));
  await settled();
  order.push('swept');
  done();
  await closed;

  expect(order).toEqual(['swept', 'closed']);
});
