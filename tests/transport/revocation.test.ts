// Every way to lose a right × every wire, against the real app: the line ends within a second, hears nothing more, and
// nothing that it sends afterwards has an effect (T45, P13).
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Clock } from '../../server/ports.ts';
import { systemClock } from '../../server/clock.ts';
import { DAY_MS, HOUR_MS } from '../../shared/lib/time.ts';
import { accountId, Caller, PASSWORD, startApp, textField, type TestApp } from '../support/app.ts';
import { lastNumberIn, LIVE_WIRES, type Credential, type LiveWire } from '../support/live-wires.ts';
import { atEndOfFile } from '../support/temporary-folder.ts';
import { eventually, openSocketIoClient, type WireClient } from '../support/wire-clients.ts';

/** The machine's clock, which a test may set forward. */
class SettableClock implements Clock {
  readonly #clock = systemClock();
  aheadMs = 0;

  now(): number {
    return this.#clock.now() + this.aheadMs;
  }

  monotonicMs(): number {
    return this.#clock.monotonicMs();
  }

  after(delay: number, task: () => void): () => void {
    return this.#clock.after(delay, task);
  }
}

interface Ground {
  readonly app: TestApp;
  readonly clock: SettableClock;
  readonly admin: Caller;
  readonly meetingId: string;
  /** The one whose right is taken. */
  readonly li: Caller;
  readonly cookie: string;
  readonly token: string;
  readonly tokenId: string;
  readonly userId: string;
}

interface Reason {
  readonly by: 'cookie' | 'token';
  take(ground: Ground): Promise<unknown> | void;
  /** How a session that stood is ended. */
  readonly code: number;
  /** What asking again answers: a code, or null where one may return. */
  readonly again: number | null;
  readonly isTime?: true;
}

const account = (ground: Ground): string => `/accounts/${ground.userId}`;
const REASONS: Readonly<Record<string, Reason>> = {
  'signing out': {
    ...{ by: 'cookie', code: 4401, again: 4401 },
    take: ({ li }) => li.delete('/session'),
  },
  'the deleting of its token': {
    ...{ by: 'token', code: 4401, again: 4401 },
    take: ({ li, tokenId }) => li.delete(`/tokens/${tokenId}`),
  },
  'the disabling of the account, by its session': {
    ...{ by: 'cookie', code: 4401, again: 4401 },
    take: (ground) => ground.admin.patch(account(ground), { disabled: true }),
  },
  'the disabling of the account, by its token': {
    ...{ by: 'token', code: 4401, again: 4401 },
    take: (ground) => ground.admin.patch(account(ground), { disabled: true }),
  },
  'a new password': {
    ...{ by: 'cookie', code: 4401, again: 4401 },
    take: (ground) => ground.admin.patch(account(ground), { password: `${PASSWORD} 2` }),
  },
  'another role, by its session': {
    ...{ by: 'cookie', code: 4503, again: 4404 },
    take: (ground) => ground.admin.patch(account(ground), { role: 'reader' }),
  },
  'another role, by its token': {
    ...{ by: 'token', code: 4503, again: 4404 },
    take: (ground) => ground.admin.patch(account(ground), { role: 'reader' }),
  },
  'the end of its session by time': {
    ...{ by: 'cookie', code: 4401, again: 4401, isTime: true },
    take: ({ clock }) => {
      clock.aheadMs = 8 * DAY_MS;
    },
  },
  'the end of its token by time': {
    ...{ by: 'token', code: 4401, again: 4401, isTime: true },
    take: ({ clock }) => {
      clock.aheadMs = 2 * HOUR_MS;
    },
  },
  'the meeting’s way into the trash': {
    ...{ by: 'cookie', code: 4404, again: 4404 },
    take: ({ admin, meetingId }) => admin.delete(`/meetings/${meetingId}`),
  },
  'the archiving of the meeting': {
    ...{ by: 'cookie', code: 4503, again: null },
    take: ({ admin, meetingId }) => admin.post(`/meetings/${meetingId}/archive`, { override: { reason: '测试' } }),
  },
};

/** For every right that no clock ends: each case has a meeting and a person of its own in it. */
const atEnd = atEndOfFile();
let house: { readonly app: TestApp; readonly clock: SettableClock };
let people = 0;

beforeAll(async () => {
  const clock = new SettableClock();
  house = { clock, app: await startApp({ clock, atEnd }) };
});

async function ground({ isTime }: Reason): Promise<Ground> {
  const ownClock = new SettableClock();
  const { app, clock } = isTime === true ? { clock: ownClock, app: await startApp({ clock: ownClock }) } : house;
  const admin = await app.admin();
  const meetingId = textField(await admin.post('/meetings', { title: '会议' }), 'id');
  const username = `li-${++people}`;
  await app.as('notetaker', { username });
  const cookie = await app.cookieOf(username);
  const li = new Caller(app.url, { cookie, origin: app.url });
  const made = await li.post('/tokens', { label: 'test', expiresAt: clock.now() + HOUR_MS });
  return {
    ...{ app, clock, admin, meetingId, li, cookie, userId: await accountId(admin, username) },
    token: textField(made, 'token'),
    tokenId: textField(made, 'id'),
  };
}

function credentialOf({ cookie, token }: Ground, { by }: Reason): Credential {
  return by === 'cookie' ? { cookie } : { token };
}

/** Another note-taker, who stays. */
async function watcherOf({ app, meetingId }: Ground): Promise<WireClient> {
  const token = textField(await (await app.as('notetaker')).post('/tokens', { label: 'watcher' }), 'token');
  const watcher = openSocketIoClient({ url: app.url, token, doc: `${meetingId}/desk` });
  onTestFinished(() => watcher.close());
  await eventually(() => watcher.isSynced, 'the watcher');
  return watcher;
}

interface Pump {
  /** The next number that will be sent. */
  readonly next: number;
  stop(): void;
}

/** Writes without a pause, whatever happens to the line. */
function pump(line: LiveWire): Pump {
  let next = 0;
  const timer = setInterval(() => line.write(next++), 3);
  const stop = (): void => clearInterval(timer);
  onTestFinished(stop);
  return {
    get next() {
      return next;
    },
    stop,
  };
}

/** A word of somebody else's, there and back. */
async function anotherWord(watcher: WireClient, word: string): Promise<void> {
  watcher.doc.getMap('meeting').set('chair', word);
  await eventually(() => watcher.isSynced, 'a word of the other');
}

const CASES = Object.entries(LIVE_WIRES).flatMap(([wire, dial]) =>
  Object.entries(REASONS).map(([name, reason]) => ({ wire, dial, name, reason })),
);

describe.each(CASES)('$wire, at $name', ({ dial, reason }) => {
  it('[T45] [P13] whoever is in the document is out of it within a second, and writes no more', async () => {
    const at = await ground(reason);
    const watcher = await watcherOf(at);
    const target = { url: at.app.url, doc: `${at.meetingId}/desk`, credential: credentialOf(at, reason) };
    const line = await dial({ ...target, joins: true });
    const writing = pump(line);
    await eventually(() => lastNumberIn(watcher.doc) > 5, 'the first numbers');

    await reason.take(at);
    const sentByThen = writing.next;
    await eventually(() => line.codes.length > 0, 'the ending', 1_000);
    // Time is looked at twice a second.
    const sentBefore = reason.isTime ? writing.next : sentByThen;
    const { shown } = line;
    const isArchived = reason.again === null;
    for (const word of ['一', '二', '三']) if (!isArchived) await anotherWord(watcher, word);
    await eventually(() => writing.next > sentBefore + 20, 'later numbers');
    writing.stop();

    expect(line.codes[0]).toBe(reason.code);
    expect(line.shown).toBe(shown);
    expect(lastNumberIn(watcher.doc)).toBeLessThan(sentBefore);
    const again = await dial({ ...target, joins: true });
    expect(again.codes[0] ?? null).toBe(reason.again);
  });

  it('[T45] whoever has joined nothing yet gets nothing any more', async () => {
    const at = await ground(reason);
    const target = { url: at.app.url, doc: `${at.meetingId}/desk`, credential: credentialOf(at, reason) };
    const line = await dial({ ...target, joins: false });
    const { shown } = line;

    await reason.take(at);
    if (reason.code === 4401) await eventually(() => line.isGone, 'the ending', 1_000);
    line.join();
    line.write(1);

    if (reason.again === null) await eventually(() => line.shown > shown || line.codes[0] === 4503, 'the answer');
    else await eventually(() => line.isGone || line.codes.length > 0, 'the answer');
    expect(reason.again === null ? 0 : line.shown - shown).toBe(0);
  });
});
