// The fuzz over real sockets: attackers on both wires against the server as shipped, and in the same room two honest
// clients that type all the while. Nothing of the attackers may be noticed by them, nor by whoever asks how the server is.
import { expect, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import type { ServerUnderTest } from '../../e2e/support/server.ts';
import { addItem, readAgenda } from '../../../shared/doc/desk-agenda.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { textField } from '../app.ts';
import { minutesText, wordsOf } from '../rooms-fixture.ts';
import { eventually, openSocketIoClient, openStockClient, type OpenClient, type WireClient } from '../wire-clients.ts';
import { seeded } from '../seeded.ts';
import { attackSocketIo, attackStock, updatesOf, type Attack } from './wire-attackers.ts';

const [ATTACKED, HONEST] = [brand<ItemId>('attacked'), brand<ItemId>('honest')];
/** Attackers on each wire at once. */
const ATTACKERS = 6;
/** Between two words of one honest client. */
const WORD_MS = 25;
/** Within which a room answers somebody new once the attackers are gone. */
const ANSWER_MS = 1_000;
const ATTACKER = { username: 'attacker', password: 'a password for attackers', displayName: '攻击者' };

/** Sends `messages` hostile ones; throws when anybody came to harm, answers what became of them in one line. */
export async function fuzzWires(server: ServerUnderTest, messages: number, seed = 1): Promise<string> {
  const admin = await server.admin();
  const doc = `${textField(await admin.post('/meetings', { title: '会议' }), 'id')}/desk`;
  const token = await server.tokenOf(admin);
  await admin.post('/accounts', { ...ATTACKER, role: 'notetaker' });
  const attackerToken = await server.tokenOf(await server.signIn(ATTACKER.username, ATTACKER.password));
  const open = async (openClient: OpenClient): Promise<WireClient> => {
    const client = openClient({ url: server.url, token, doc });
    onTestFinished(() => client.close());
    await eventually(() => client.isSynced, 'the state of the document');
    return client;
  };
  const honest = [await open(openStockClient), await open(openSocketIoClient)] as const;
  const secretary = await open(openSocketIoClient);
  const updates = await prepare(secretary, honest);
  secretary.close();

  const outcomes = new Map<string, number>();
  let left = messages;
  const attack = (index: number): Attack => ({
    target: { url: server.url, token: attackerToken, doc },
    random: seeded(seed * 1_000 + index),
    updates,
    take: () => (left -= 1) >= 0,
    count: (outcome) => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1),
  });
  const typing = honest.map((client, index) => new Typing(client, index));
  const watch = new HealthWatch(server.url);
  try {
    await Promise.all(
      Array.from({ length: 2 * ATTACKERS }, (_, index) =>
        index % 2 === 0 ? attackStock(attack(index)) : attackSocketIo(attack(index)),
      ),
    );
  } finally {
    for (const each of [...typing, watch]) each.stop();
  }
  const began = performance.now();
  await open(openSocketIoClient);
  const answeredMs = performance.now() - began;
  await finish(server, honest, typing);

  expect(watch.failures).toEqual([]);
  expect(answeredMs).toBeLessThan(ANSWER_MS);
  const words = typing.reduce((sum, { written }) => sum + written.length, 0);
  const counts = [...outcomes].map(([outcome, count]) => `${outcome} ${count}`).join(', ');
  const health = `/healthz ${watch.answers} times, worst ${watch.worstMs.toFixed(0)} ms`;
  return `${messages} hostile messages: ${counts}; ${words} honest words; ${health}; room answered in ${answeredMs.toFixed(0)} ms`;
}

/**
 * Makes an item to attack and one to write in; answers updates that know nothing of the second nor of who writes there:
 * what somebody who may write deletes is deleted.
 */
async function prepare(
  secretary: WireClient,
  [first, second]: readonly [WireClient, WireClient],
): Promise<readonly Uint8Array[]> {
  addItem(secretary.doc, { id: ATTACKED, kind: 'briefing', title: '标准化建设', order: 'a0' });
  minutesText(secretary.doc, ATTACKED).insert(0, '会议听取了汇报。');
  const updates = updatesOf(Y.encodeStateAsUpdate(secretary.doc), [
    (doc) => minutesText(doc, ATTACKED).insert(0, '会议继续。'),
    (doc) => minutesText(doc, ATTACKED).format(0, 2, { strong: true }),
    (doc) => minutesText(doc, ATTACKED).delete(0, 1),
    (doc) => void doc.getMap('meeting').set('venue', { room: '三楼', seats: [1, null] }),
  ]);
  await eventually(() => readAgenda(second.doc).length === 1, 'the first item');
  addItem(second.doc, { id: HONEST, kind: 'briefing', title: '别的事', order: 'a1' });
  minutesText(second.doc, HONEST).insert(0, '开始。');
  await eventually(() => readAgenda(first.doc).length === 2, 'the second item');
  await eventually(() => wordsOf(first.doc, HONEST) === '开始。', 'its text');
  return updates;
}

/** Every honest word is with everybody, once; nobody honest was ended, and the process is the same. */
async function finish(
  server: ServerUnderTest,
  honest: readonly [WireClient, WireClient],
  typing: readonly Typing[],
): Promise<void> {
  const [one, other] = honest;
  const isSame = (): boolean => wordsOf(one.doc, HONEST) === wordsOf(other.doc, HONEST);
  const words = typing.flatMap(({ written }) => written);
  await eventually(
    () => isSame() && words.every((word) => wordsOf(one.doc, HONEST).includes(word)),
    'all honest words',
  );
  const shown = wordsOf(one.doc, HONEST);
  expect(words.filter((word) => shown.split(word).length !== 2)).toEqual([]);
  expect(honest.map(({ codes }) => codes)).toEqual([[], []]);
  expect(server.isRunning).toBe(true);
}

/** Somebody who writes a word every few milliseconds. */
class Typing {
  readonly written: string[] = [];
  readonly #timer: ReturnType<typeof setInterval>;

  constructor({ doc }: WireClient, index: number) {
    this.#timer = setInterval(() => {
      const word = `⟦${index}:${this.written.length}⟧`;
      minutesText(doc, HONEST).insert(0, word);
      this.written.push(word);
    }, WORD_MS);
    onTestFinished(() => this.stop());
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

/** Asks all the while whether the server lives. */
class HealthWatch {
  readonly failures: string[] = [];
  answers = 0;
  worstMs = 0;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(url: string) {
    this.#timer = setInterval(() => {
      const began = performance.now();
      fetch(`${url}/healthz`, { signal: AbortSignal.timeout(5_000) }).then(
        (response) => {
          if (!response.ok) this.failures.push(String(response.status));
          this.answers += 1;
          this.worstMs = Math.max(this.worstMs, performance.now() - began);
        },
        (fault: unknown) => this.failures.push(String(fault)),
      );
    }, 100);
    onTestFinished(() => this.stop());
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
