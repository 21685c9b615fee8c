// Whoever may only read, or not even that, changes nothing by any message of the stock wire: all 256 first numbers and every
// step of the sync message, each over a connection of its own, before and after a demotion (T15, P12).
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { Doc, encodeStateAsUpdate } from 'yjs';
import { STOCK_MESSAGES } from '../../server/transport/stock-frame.ts';
import { knock } from './knocks.ts';
import { officeInUse, type Office, type Someone, type Target } from './office-in-use.ts';

const LIMIT_MS = 120_000;
const SYNC = 0;
const STEPS = [0, 1, 2, 3];
/** Connections at a time. */
const SIDE_BY_SIDE = 8;

/** What a stock client sends first, and all that it says on joining. */
const STEP_1 = Uint8Array.of(SYNC, 0, 1, 0);

/** A change that the guard would take from somebody who may write. */
function change(): Uint8Array {
  const doc = new Doc();
  doc.getMap('meeting').set('venue', '改过的会场');
  return encodeStateAsUpdate(doc);
}

/** Somebody who is not there. */
function ghost(): Uint8Array {
  const awareness = new Awareness(new Doc());
  awareness.setLocalState({ user: { name: '不在场的人' } });
  const update = encodeAwarenessUpdate(awareness, [awareness.clientID]);
  awareness.destroy();
  return update;
}

function frame(head: readonly number[], bytes: Uint8Array): Uint8Array {
  const length = bytes.length < 128 ? [bytes.length] : [(bytes.length & 127) | 128, bytes.length >> 7];
  return Uint8Array.from([...head, ...length, ...bytes]);
}

/** Every message there can be, by its first numbers; types above 127 take two bytes. */
function everyMessage(): readonly { readonly name: string; readonly bytes: Uint8Array }[] {
  const update = change();
  const steps = STEPS.map((step) => ({
    name: `sync ${step}`,
    bytes: frame([SYNC, step], step === 0 ? Uint8Array.of(0) : update),
  }));
  const types = Array.from({ length: 255 }, (_, index) => index + 1).map((type) => {
    const head = type < 128 ? [type] : [(type & 127) | 128, type >> 7];
    return { name: `type ${type}`, bytes: frame(head, type === 1 ? ghost() : update) };
  });
  return [...steps, ...types];
}

/** Joins, says `bytes`, and asks once more: by the answer (or the end) the message has been dealt with. */
function say(url: string, doc: string, token: string, bytes: Uint8Array): Promise<void> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/yjs/${doc}?token=${token}`);
  let answers = 0;
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', () => resolve());
    socket.on('open', () => socket.send(STEP_1));
    socket.on('message', (data: Buffer) => {
      if (data[0] !== SYNC || data[1] !== 1) return;
      answers += 1;
      if (answers === 1) {
        socket.send(bytes);
        socket.send(STEP_1);
      } else socket.terminate();
    });
  });
}

async function sayEverything(office: Office, doc: string, { token }: Someone): Promise<number> {
  const messages = [...everyMessage()];
  const turn = async (): Promise<void> => {
    for (let next = messages.pop(); next !== undefined; next = messages.pop())
      await say(office.app.url, doc, token, next.bytes);
  };
  const count = messages.length;
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, turn));
  return count;
}

/** Who is said to be present in `doc`, as one who may read it is told. */
function present(office: Office, doc: string, { token }: Someone): Promise<readonly string[]> {
  const awareness = new Awareness(new Doc());
  awareness.setLocalState(null);
  const socket = new WebSocket(`${office.app.url.replace('http', 'ws')}/yjs/${doc}?token=${token}`);
  let answers = 0;
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', (code) => reject(new Error(`closed with ${code}`)));
    socket.on('open', () => socket.send(STEP_1));
    socket.on('message', (data: Buffer) => {
      if (data[0] === 1)
        applyAwarenessUpdate(awareness, data.subarray(data[1] !== undefined && data[1] < 128 ? 2 : 3), null);
      if (data[0] !== SYNC || data[1] !== 1) return;
      answers += 1;
      if (answers === 1) return socket.send(STEP_1);
      socket.removeAllListeners('close');
      socket.terminate();
      resolve([...awareness.getStates().values()].map((state) => JSON.stringify(state)));
      awareness.destroy();
    });
  });
}

function one<T>(from: readonly T[], is: (each: T) => boolean): T {
  const found = from.find(is);
  if (found === undefined) throw new Error('the office is incomplete');
  return found;
}

const ofOwn =
  (state: Target['state']) =>
  (target: Target): boolean =>
    target.body === 'own' && target.state === state;

test(
  '[T15] [P12] what somebody who may not write says changes nothing and shows nobody',
  { timeout: LIMIT_MS },
  async () => {
    const office = await officeInUse();
    const noteTaker = one(office.people, ({ name }) => name === 'notetaker-own');
    const reader = one(office.people, ({ name }) => name === 'reader-own');
    const [live, sealed] = [one(office.targets, ofOwn('live')), one(office.targets, ofOwn('archived'))];
    const watched = [`${live.id}/record`, `${sealed.id}/desk`, `${live.id}/desk`];
    office.untouched.mark();

    const counts = [
      await sayEverything(office, `${live.id}/record`, noteTaker),
      await sayEverything(office, `${sealed.id}/desk`, noteTaker),
      await sayEverything(office, `${live.id}/desk`, reader),
    ];

    expect(counts.reduce((sum, count) => sum + count)).toBeGreaterThan(300);
    expect(office.untouched.since()).toBe(true);
    for (const doc of watched) expect(await present(office, doc, office.keeper)).toEqual([]);
  },
);

test(
  '[T15] [P12] a note-taker writes until they are demoted, and not once afterwards',
  { timeout: LIMIT_MS },
  async () => {
    const office = await officeInUse();
    const noteTaker = one(office.people, ({ name }) => name === 'notetaker-own');
    const doc = `${one(office.targets, ofOwn('live')).id}/desk`;
    const me = await office.send('GET', '/me', office.as(noteTaker));
    const id = /"id":"([^"]+)"/.exec(me.text)?.[1] ?? '';
    office.untouched.mark();
    await say(office.app.url, doc, noteTaker.token, frame([SYNC, 2], change()));
    expect(office.untouched.since()).toBe(false);
    const grants = [{ role: 'reader', bodyId: 'council' }];
    await office.send('PATCH', `/accounts/${id}`, office.as(office.keeper), { grants });
    office.untouched.mark();

    const count = await sayEverything(office, doc, noteTaker);

    expect(await knock(office.app.url, doc, { token: noteTaker.token })).toBe('4404 notFound');
    expect(count).toBe(everyMessage().length);
    expect(office.untouched.since()).toBe(true);
  },
);

test('every message that the wire knows is among those that are said', () => {
  const said = everyMessage().map(({ bytes }) => bytes);

  for (const { type, step } of STOCK_MESSAGES)
    expect(said.some((bytes) => bytes[0] === type && (step === null || bytes[1] === step))).toBe(true);
});
