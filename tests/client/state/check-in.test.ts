// A visit to the door on a phone: what it shows while the server answers, refuses, or is not to be reached.
import { flushSync } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { CheckInVisit } from '../../../client/state/check-in.svelte.ts';
import { tabDoorMemory, type DoorMemory } from '../../../client/state/door-memory.ts';
import type { Door } from '../../../shared/api/check-in.schema.ts';
import { FakeDevice } from '../support/fake-device.ts';

const DOOR: Door = {
  meeting: { title: '例会', titleLines: ['例会'], plannedStart: null, venue: null, timeZone: 'Asia/Shanghai' },
  people: [{ key: 'm1', name: '王一', org: null, title: null }],
  ...{ agenda: [], pass: 'p~pass', isPersonal: false, waiting: null },
};
const IN = { state: 'in', name: '王一', at: 5, isNew: true, receipt: 'r~1' };

/** What the server says next; `null` = no answer. */
type Answer = readonly [status: number, body: unknown] | null;

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

/** A tab's storage. */
function shelf() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  };
}

function visit(...answers: Answer[]) {
  return visitBy(tabDoorMemory(shelf()), answers);
}

function visitBy(memory: DoorMemory, answers: Answer[], token = 'c~code') {
  const device = new FakeDevice();
  const asked: { readonly path: string; readonly body: unknown }[] = [];
  const passes: string[] = [];
  const visiting = new CheckInVisit({
    ...{ token, phone: 'phone-0000000000000', device, memory },
    onpass: (pass) => passes.push(pass),
    fetch: (input, init) => {
      const path = String(input instanceof Request ? input.url : input).replace('/api/v1/checkin/', '');
      asked.push({ path: decodeURIComponent(path), body: JSON.parse(String(init?.body)) as unknown });
      const answer = answers.shift() ?? null;
      if (answer === null) return Promise.reject(new TypeError('no network'));
      const [status, body] = answer;
      return Promise.resolve(new Response(body === null ? null : JSON.stringify(body), { status }));
    },
  });
  closing.push(() => visiting.close());
  const settle = async (ms = 0): Promise<void> => {
    if (ms > 0) device.advance(ms);
    for (let turn = 0; turn < 8; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    flushSync();
  };
  return { visiting, asked, passes, settle, answers };
}

test('the code is exchanged once, and all that follows goes by the pass', async () => {
  const { visiting, asked, passes, settle } = visit([200, DOOR], [200, IN]);
  await settle();
  await visiting.say({ person: 'm1' });

  expect(passes).toEqual(['p~pass']);
  expect(asked).toEqual([
    { path: 'c~code/open', body: { device: 'phone-0000000000000' } },
    { path: 'p~pass', body: { device: 'phone-0000000000000', person: 'm1' } },
  ]);
  expect(visiting.visit).toEqual({ kind: 'in', signed: IN });
});

test('without a network the choice is kept, said, and sent when there is one', async () => {
  const { visiting, asked, settle, answers } = visit([200, DOOR], null);
  await settle();
  await visiting.say({ person: 'm1' });
  const meanwhile = visiting.visit;
  answers.push([200, IN]);
  await settle(2_000);

  expect(meanwhile).toEqual({ kind: 'sending', isOffline: true });
  expect(visiting.visit.kind).toBe('in');
  expect(asked.slice(1).map(({ body }) => body)).toEqual(Array.from({ length: 2 }, () => asked[1]?.body));
});

test('a gateway without its server is waited for like a network', async () => {
  const { visiting, settle, answers } = visit([502, '<html>']);
  await settle();
  answers.push([200, DOOR]);
  await settle(2_000);

  expect(visiting.visit.kind).toBe('choosing');
});

test('a page that was opened without a network opens by itself', async () => {
  const { visiting, settle, answers } = visit(null);
  await settle();
  const meanwhile = visiting.visit;
  answers.push([200, DOOR]);
  await settle(2_000);

  expect([meanwhile, visiting.visit.kind]).toEqual([{ kind: 'opening', isOffline: true }, 'choosing']);
});

test('a second tap while the first is on its way is none', async () => {
  const { visiting, asked, settle } = visit([200, DOOR], [200, IN], [200, IN]);
  await settle();
  await Promise.all([visiting.say({ person: 'm1' }), visiting.say({ person: 'm1' })]);
  expect(asked).toHaveLength(2);
});

test.each([
  [404, { code: 'not-found' }, 'gone'],
  [409, { code: 'code-expired' }, 'over'],
  [409, { code: 'check-in-closed' }, 'closed'],
  [500, '<html>', 'server'],
])('%s %j says what it means: %s', async (status, body, trouble) => {
  const { visiting, settle } = visit([status, body]);
  await settle();
  expect(visiting.visit).toEqual({ kind: 'shut', trouble });
});

test.each([
  ['many', { code: 'too-many-attempts', retryAfterSeconds: 60 }],
  ['often', { code: 'too-many-attempts', of: 'person' }],
])('whoever was too often there finds the list where it was, and whose limit it is: %s', async (trouble, body) => {
  const { visiting, settle } = visit([200, DOOR], [429, body]);
  await settle();
  await visiting.say({ person: 'm1' });
  expect(visiting.visit).toEqual({ kind: 'choosing', trouble, wasWithdrawn: false });
});

test('who is on no list waits, and learns what the clerk decided', async () => {
  const waiting = (state: string) => ({ ...DOOR, waiting: { name: '孙一', state } });
  const told = { state: 'waiting', name: '孙一', at: 5, isNew: true, receipt: null };
  const { visiting, settle } = visit([200, DOOR], [200, told], [200, waiting('waiting')], [200, waiting('in')]);
  await settle();
  await visiting.say({ name: '孙一', org: null });
  const first = visiting.visit;
  await settle(4_000);
  await settle(4_000);

  expect(first).toEqual({ kind: 'waiting', name: '孙一' });
  expect(visiting.visit).toMatchObject({ kind: 'in', signed: { name: '孙一' } });
});

test('who tapped another’s name is back at the list', async () => {
  const { visiting, asked, settle } = visit([200, DOOR], [200, IN], [204, null]);
  await settle();
  await visiting.say({ person: 'm1' });
  await visiting.takeBack();

  expect(asked.at(-1)).toMatchObject({ path: 'p~pass/withdraw', body: { receipt: 'r~1' } });
  expect(visiting.visit).toEqual({ kind: 'choosing', trouble: null, wasWithdrawn: true });
});

test('back from the hall’s picture, the page still says who signed in and takes it back; a new scan finds the list', async () => {
  const memory = tabDoorMemory(shelf());
  const reopened = { ...DOOR, pass: null };
  const first = visitBy(memory, [
    [200, DOOR],
    [200, IN],
  ]);
  await first.settle();
  await first.visiting.say({ person: 'm1' });
  const again = visitBy(
    memory,
    [
      [200, reopened],
      [204, null],
    ],
    'p~pass',
  );
  await again.settle();
  const after = again.visiting.visit;
  const anew = visitBy(memory, [[200, { ...DOOR, pass: 'p~other' }]]);
  await anew.settle();
  await again.visiting.takeBack();
  const last = visitBy(memory, [[200, reopened]], 'p~pass');
  await last.settle();

  expect(after).toEqual({ kind: 'in', signed: IN });
  expect(anew.visiting.visit.kind).toBe('choosing');
  expect(again.asked.at(-1)).toMatchObject({ path: 'p~pass/withdraw', body: { receipt: 'r~1' } });
  expect(last.visiting.visit.kind).toBe('choosing');
});
