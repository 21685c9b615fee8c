// Every namespace and event, every document and command, on both wires, as every role with every grant and every kind of
// credential; and every upgrade that leads nowhere (T15, T16). What is enumerated comes from the code, what is expected from
// here: an event or a command without a line below fails by name.
import { expect, test } from 'vitest';
import { NAMESPACES } from '../../server/transport/event-rules.ts';
import { COMMAND_ACTIONS } from '../../shared/commands/command.ts';
import type { Role } from '../../shared/domain/roles.ts';
import { asked, enter, entered, joinOf, knock, upgrade, type Carried } from './knocks.ts';
import { officeInUse, reaches, type Office, type Someone, type Target } from './office-in-use.ts';

const LIMIT_MS = 120_000;
const UNKNOWN = 'AAAAAAAAAAAAAAAAAAAAAAA';
/** What one connection may have open, and may ask for at once. */
const JOINS_A_CONNECTION = 7;

type Access = 'write' | 'read' | null;

const keepsMinutes = (role: Role): boolean => role !== 'reader';
const steers = (role: Role): boolean => role === 'admin' || role === 'secretary';
const isOpen = ({ state }: Target): boolean => state === 'prepare' || state === 'live' || state === 'follow-up';

/** By hand: what a person may do with a document of a meeting. */
function promised({ role, reach }: Someone, target: Target, part: string): Access {
  if (!keepsMinutes(role) || !reaches(reach, target.body) || target.state === 'trashed') return null;
  if (part !== 'desk' && part !== 'record') return null;
  return part === 'desk' && isOpen(target) ? 'write' : 'read';
}

/** Documents of a meeting, by what stands behind its id: those there are, and one of a version that is still to come. */
const NAMES = ['/desk', '/record', '~2/desk'] as const;

function partOf(name: string): string {
  return name.startsWith('~') ? 'none' : name.slice(1);
}

/** By hand: events of each namespace, and what one without a session in the document hears. */
const EVENTS: Readonly<
  Record<string, Readonly<Record<string, { readonly message: unknown; readonly stranger: string }>>>
> = {
  '/': {
    'doc:join': { message: joinOf(`${UNKNOWN}/desk`), stranger: '{"refused":"not-found","data":{}}' },
    'doc:update': {
      message: { doc: `${UNKNOWN}/desk`, update: Uint8Array.of(0, 0) },
      stranger: '{"refused":"not-found"}',
    },
    'doc:leave': { message: { doc: `${UNKNOWN}/desk` }, stranger: '{"refused":"not-found"}' },
    presence: { message: { doc: `${UNKNOWN}/desk`, update: Uint8Array.of(0) }, stranger: '{"refused":"not-found"}' },
    command: {
      message: {
        id: 'a-command-of-nobody',
        meetingId: UNKNOWN,
        kind: 'meeting.phase',
        data: { to: 'live' },
        claimedAt: 0,
      },
      stranger: '{"refused":"not-found","data":{}}',
    },
    clock: { message: 0, stranger: '' },
  },
  // Heard of whoever was let in, and answered to nobody.
  '/screen': { alive: { message: 0, stranger: '' } },
};

interface CommandPolicy {
  readonly data: unknown;
  /** The refusal's code, or `ok`. */
  expected(role: Role, target: Target): string;
}

const COMMANDS: Readonly<Record<string, CommandPolicy>> = {
  'meeting.phase': {
    data: { to: 'archived' },
    expected: (role) => (steers(role) ? 'phase-not-allowed' : 'not-allowed'),
  },
  'screen.set': {
    data: { screen: 'main', mode: 'auto' },
    expected: (_role, target) => (isOpen(target) ? 'ok' : 'sealed'),
  },
  'screen.prepare': {
    data: { screen: 'main', preview: { mode: 'agenda' } },
    expected: (_role, target) => (isOpen(target) ? 'ok' : 'sealed'),
  },
  // Another than what is prepared, and from what is not up: whoever may steer the screen is told so.
  'screen.take': {
    data: { screen: 'main', preview: { mode: 'closing' } },
    expected: (_role, target) => (isOpen(target) ? 'invalid' : 'sealed'),
  },
  'screen.back': {
    data: { screen: 'main', from: { mode: 'closing' } },
    expected: (_role, target) => (isOpen(target) ? 'invalid' : 'sealed'),
  },
  'screen.overlay': {
    data: { screen: 'main', blank: true },
    expected: (_role, target) => (isOpen(target) ? 'ok' : 'sealed'),
  },
  'speaker.ask': {
    data: { name: '张春野' },
    expected: (_role, target) => (isOpen(target) ? 'ok' : 'sealed'),
  },
  // Of a turn that nobody asked for.
  ...Object.fromEntries(
    ['begin', 'end', 'withdraw', 'extend', 'move'].map((step): readonly [string, CommandPolicy] => [
      `speaker.${step}`,
      {
        data: { speaker: 'no-such-turn', byMs: 60_000, before: null },
        expected: (_role, target) => (isOpen(target) ? 'invalid' : 'sealed'),
      },
    ]),
  ),
  // Of nobody on the list: whoever may keep the roll is told so.
  'attendance.mark': {
    data: { marks: [{ key: 'nobody', kind: 'in' }] },
    expected: (_role, target) => (isOpen(target) ? 'invalid' : 'sealed'),
  },
  'attendance.revoke': {
    data: { of: 'no-such-mark' },
    expected: (_role, target) => (isOpen(target) ? 'invalid' : 'sealed'),
  },
  'arrival.settle': {
    data: { arrival: 'nobody-came', key: null },
    expected: (_role, target) => (isOpen(target) ? 'invalid' : 'sealed'),
  },
  'room.rule': {
    data: {
      ...{ preset: null, from: null, seats: null },
      rule: {
        ...{ quorum: null, pass: null, secret: 'optional', channels: ['in_person'], proxy: 'none' },
        allowAcclamation: false,
      },
    },
    expected: (role, target) => (steers(role) ? (isOpen(target) ? 'ok' : 'sealed') : 'not-allowed'),
  },
  'check.override': {
    data: { finding: 'chair-missing:', mark: '["",""]', reason: '现场轮值' },
    expected: (role, target) => (steers(role) ? (isOpen(target) ? 'ok' : 'sealed') : 'not-allowed'),
  },
  // Of nothing on the desk: whoever may hand tasks out is told so, of what is sealed too.
  'task.assign': {
    data: { tasks: [{ task: 'no-such-task' }] },
    expected: (role) => (steers(role) ? 'invalid' : 'not-allowed'),
  },
};

async function office(): Promise<Office> {
  return officeInUse();
}

test(
  'every namespace lets in whom it was promised to, and tells all others the same',
  { timeout: LIMIT_MS },
  async () => {
    const { app, people, dead, targets } = await office();
    const told = new Set<string>();
    const wrong: string[] = [];
    const knockAt = async (namespace: string, name: string, carried: Carried, isWelcome: boolean): Promise<void> => {
      const result = await enter(app.url, namespace, carried);
      if ('error' in result) told.add(`${namespace} ${result.error}`);
      else result.socket.disconnect();
      if ('error' in result === isWelcome) wrong.push(`${namespace} ${name}`);
    };

    for (const { name, headers, token } of dead)
      for (const namespace of Object.keys(NAMESPACES)) {
        const isLink = name.startsWith('a link’s token as bearer') && namespace === '/screen';
        await knockAt(namespace, name, { token, headers }, isLink);
      }
    for (const { name, token, cookie } of people) {
      await knockAt('/', name, { token }, true);
      await knockAt('/', `${name} by session`, { token: null, headers: { cookie, origin: app.url } }, true);
      await knockAt('/screen', name, { token }, false);
      await knockAt('/screen', `${name} by session`, { token: null, headers: { cookie, origin: app.url } }, false);
    }
    for (const { linkToken, state, body } of targets) {
      await knockAt('/', `link of ${state} of ${body}`, { token: linkToken }, false);
      await knockAt('/screen', `link of ${state} of ${body}`, { token: linkToken }, state !== 'trashed');
    }

    expect(wrong).toEqual([]);
    expect([...told].toSorted()).toEqual([
      '/ ["not-signed-in",{"code":4401,"mayReturn":false}]',
      '/screen ["not-found",{"code":4401,"mayReturn":false}]',
    ]);
  },
);

test('a namespace that is not in the table does not exist, for anybody', { timeout: LIMIT_MS }, async () => {
  const { app, people } = await office();

  for (const { token } of people)
    expect(await enter(app.url, '/admin', { token })).toEqual({ error: '["Invalid namespace",null]' });
});

test('every event needs what its line says, and what has no line is not heard', { timeout: LIMIT_MS }, async () => {
  const { app, people, targets, untouched } = await office();
  const lines = Object.entries(NAMESPACES).map(([name, { events }]) => [name, Object.keys(events).toSorted()]);
  expect(lines).toEqual(Object.entries(EVENTS).map(([name, events]) => [name, Object.keys(events).toSorted()]));
  const screens = await entered(app.url, '/screen', { token: targets[0]?.linkToken ?? null });
  untouched.since();

  for (const { token } of people) {
    const desk = await entered(app.url, '/', { token });
    for (const [event, { message, stranger }] of Object.entries(EVENTS['/'] ?? {})) {
      const answer = event === 'clock' ? '' : await asked(desk, event, message);
      expect([event, answer]).toEqual([event, stranger]);
    }
    for (const event of ['meeting:delete', 'doc:update ', '__proto__', 'constructor'])
      expect([event, await asked(desk, event, {})]).toEqual([event, '{"refused":"not-found"}']);
    desk.disconnect();
  }
  for (const [event, { message }] of Object.entries(EVENTS['/'] ?? {}))
    expect([event, await asked(screens, event, message)]).toEqual([event, '{"refused":"not-found"}']);

  expect(untouched.since()).toBe(true);
});

/** Every document of every meeting, as one person over fresh connections. */
async function joinAll({ app, targets, people }: Office, someone: Someone): Promise<readonly string[]> {
  const wrong: string[] = [];
  const clientId = 100 + people.indexOf(someone);
  const documents = targets.flatMap((target) => NAMES.map((name) => ({ target, name })));
  for (let first = 0; first < documents.length; first += JOINS_A_CONNECTION) {
    const socket = await entered(app.url, '/', { token: someone.token });
    const unknown = await asked(socket, 'doc:join', joinOf(`${UNKNOWN}/desk`));
    for (const { target, name } of documents.slice(first, first + JOINS_A_CONNECTION)) {
      const answer = await asked(socket, 'doc:join', joinOf(`${target.id}${name}`, clientId));
      const access = /"access":"(write|read)"/.exec(answer)?.[1] ?? null;
      const expected = promised(someone, target, partOf(name));
      const isAlike = expected !== null || answer === unknown;
      if (access !== expected || !isAlike)
        wrong.push(`${someone.name} ${name} of ${target.state} of ${target.body}: ${access ?? answer}`);
    }
    socket.disconnect();
  }
  return wrong;
}

test(
  'Socket.IO: every document opens for whom it was promised to, and is unknown to all others',
  { timeout: LIMIT_MS },
  async () => {
    const at = await office();
    at.untouched.since();

    const wrong = await Promise.all(at.people.map((someone) => joinAll(at, someone)));

    expect(wrong.flat()).toEqual([]);
    expect(at.untouched.since()).toBe(true);
  },
);

test(
  'y-websocket: every document opens for whom it was promised to, and is unknown to all others',
  { timeout: LIMIT_MS },
  async () => {
    const { app, people, targets, dead, untouched } = await office();
    const wrong: string[] = [];
    const live = targets.find(({ state }) => state === 'live');
    untouched.since();

    const doors = targets.flatMap((target) => NAMES.map((name) => ({ target, name })));
    for (const someone of people)
      for (const { target, name } of doors) {
        const answer = await knock(app.url, `${target.id}${name}`, { token: someone.token });
        const expected = promised(someone, target, partOf(name)) ?? '4404 notFound';
        if (answer !== expected) wrong.push(`${someone.name} ${name} of ${target.state} of ${target.body}: ${answer}`);
      }
    const unknown = await knock(app.url, `${UNKNOWN}/desk`, { token: people[0]?.token ?? '' });
    const refused = new Set<string>();
    for (const { token, headers } of dead)
      refused.add(await knock(app.url, `${live?.id ?? ''}/desk`, { token, headers }));

    expect(wrong).toEqual([]);
    expect(unknown).toBe('4404 notFound');
    expect([...refused]).toEqual(['4401 unauthorised']);
    expect(untouched.since()).toBe(true);
  },
);

test(
  'every command is carried out for whom it was promised to, and for nobody else',
  { timeout: LIMIT_MS },
  async () => {
    const { app, people, targets, untouched } = await office();
    const wrong: string[] = [];
    let count = 0;
    expect(Object.keys(COMMAND_ACTIONS).toSorted()).toEqual(Object.keys(COMMANDS).toSorted());

    for (const someone of people) {
      const { token, role, reach } = someone;
      const socket = await entered(app.url, '/', { token });
      const cases = Object.entries(COMMANDS).flatMap(([kind, policy]) =>
        targets.map((target) => ({ ...policy, kind, target })),
      );
      for (const { kind, target, data, expected } of cases) {
        untouched.since();
        const id = `command-of-the-matrix-${(count += 1)}`;
        const answer = await asked(socket, 'command', { id, meetingId: target.id, kind, data, claimedAt: 0 });
        const isThere = promised(someone, target, 'desk') !== null && reaches(reach, target.body);
        const code = /"refused":"([^"]+)"/.exec(answer)?.[1] ?? 'ok';
        const wanted = isThere ? expected(role, target) : 'not-found';
        const isAlike = wanted !== 'not-found' || answer === '{"refused":"not-found","data":{}}';
        const isSafe = code === 'ok' || untouched.since();
        if (code !== wanted || !isAlike || !isSafe)
          wrong.push(`${someone.name} ${kind} on ${target.state} of ${target.body}: ${answer} instead of ${wanted}`);
      }
      socket.disconnect();
    }

    expect(wrong).toEqual([]);
    expect(count).toBe(people.length * targets.length * Object.keys(COMMANDS).length);
  },
);

test('an upgrade to anywhere but the two wires is refused at once, whoever asks', { timeout: LIMIT_MS }, async () => {
  const { app, keeper } = await office();
  const cookie = { cookie: keeper.cookie, origin: app.url };

  for (const path of [
    '/',
    '/yjs',
    '/yjsx/m/desk',
    '/socket.io',
    '/socket.iox/?EIO=4&transport=websocket',
    '/screen',
    '/api/v1/meetings',
  ])
    for (const headers of [{}, cookie, { authorization: `Bearer ${keeper.token}` }])
      expect([path, await upgrade(app.port, path, headers)]).toEqual([path, 404]);
  expect(await upgrade(app.port, '/yjs/m/desk', {})).toBe('switched');
});
