// What unmodified WebsocketProviders do on bad lines, over real sockets against the real app: offline for more than one
// piece holds, back under the same client id while the old line still stands, all histories sent again, others' presence
// echoed. None of it may ever be refused, and no word may be missing or doubled.
import * as encoding from 'lib0/encoding';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { encodeAwarenessUpdate } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { addItem, readAgenda } from '../../shared/doc/desk-agenda.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { startApp, textField } from '../support/app.ts';
import { written } from '../support/hostile/bytes.ts';
import { below, pick, type Random } from '../support/hostile/mutations.ts';
import { seeded } from '../support/seeded.ts';
import { minutesText, wordsOf } from '../support/rooms-fixture.ts';
import { eventually, type WireTarget } from '../support/wire-clients.ts';

const ITEM = brand<ItemId>('item-1');
/** In UTF-8 more than a piece of the server's and more than an update may have. */
const LARGE = '会'.repeat(100_000);

/** One replica, and the provider that connects it at the moment. */
class Stock {
  readonly doc = new Y.Doc();
  /** Codes that say more than that a line went down. */
  readonly codes: number[] = [];
  readonly words: string[] = [];
  readonly #target: WireTarget;
  readonly #name: string;
  provider: WebsocketProvider;

  constructor(target: WireTarget, name: string) {
    this.#target = target;
    this.#name = name;
    this.provider = this.#connect(null);
    onTestFinished(() => this.provider.destroy());
  }

  type(rest = ''): void {
    const word = `⟦${this.#name}${this.words.length}⟧`;
    minutesText(this.doc, ITEM).insert(0, word + rest);
    this.words.push(word);
  }

  /** The line breaks, and only the client knows: the server goes on holding the old one for open. */
  comeBackBesideItself(): void {
    const { provider } = this;
    const old = provider.ws;
    if (!old) return;
    old.onclose = old.onmessage = old.onerror = null;
    onTestFinished(() => old.close());
    provider.ws = null;
    provider.destroy();
    this.provider = this.#connect(provider);
  }

  send(head: readonly number[], bytes: Uint8Array): void {
    const frame = written((encoder) => {
      for (const number of head) encoding.writeVarUint(encoder, number);
      encoding.writeVarUint8Array(encoder, bytes);
    });
    if (this.provider.wsconnected) this.provider.ws?.send(Uint8Array.from(frame));
  }

  #connect(before: WebsocketProvider | null): WebsocketProvider {
    const { url, token, doc: name } = this.#target;
    const provider = new WebsocketProvider(`${url.replace('http', 'ws')}/yjs`, name, this.doc, {
      params: { token },
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
      disableBc: true,
      ...(before ? { awareness: before.awareness } : {}),
    });
    provider.on('connection-close', (event: { code?: number } | null) => {
      if (event?.code !== undefined && event.code >= 4_000) this.codes.push(event.code);
    });
    return provider;
  }
}

const DEEDS: readonly ((stock: Stock, random: Random) => void)[] = [
  (stock) => stock.type(),
  (stock) => stock.type(),
  (stock) => stock.provider.disconnect(),
  (stock) => stock.provider.connect(),
  (stock) => stock.comeBackBesideItself(),
  (stock) => stock.send([0, 2], Y.encodeStateAsUpdate(stock.doc)),
  (stock) => stock.send([0, 0], Y.encodeStateVector(stock.doc)),
  ({ provider }, random) => provider.awareness.setLocalState({ cursor: below(random, 100) }),
  (stock) => {
    const { awareness } = stock.provider;
    stock.send([1], encodeAwarenessUpdate(awareness, [...awareness.getStates().keys()]));
  },
];

it.each([1, 2, 3])('[P16] [R5] [R6] [R7] [R14] stock clients on bad lines are never refused, seed %i', async (seed) => {
  const random = seeded(seed);
  const app = await startApp();
  const doc = `${textField(await (await app.admin()).post('/meetings', { title: '会议' }), 'id')}/desk`;
  const stocks: Stock[] = [];
  for (const name of ['甲', '乙', '丙']) {
    const token = textField(await (await app.as('notetaker')).post('/tokens', { label: 'test' }), 'token');
    stocks.push(new Stock({ url: app.url, token, doc }, name));
  }
  const [first = stocks[0]] = stocks;
  await eventually(() => stocks.every(({ provider }) => provider.synced), 'everybody');
  if (first) addItem(first.doc, { id: ITEM, kind: 'briefing', title: '标准化建设', order: 'a0' });
  if (first) minutesText(first.doc, ITEM).insert(0, '开始。');
  await eventually(() => stocks.every((stock) => readAgenda(stock.doc).length === 1), 'the item at everybody');

  for (let deed = 0; deed < 150; deed += 1) {
    const stock = pick(random, stocks);
    if (deed === 50 || deed === 100) {
      stock.provider.disconnect();
      stock.type(LARGE);
    }
    pick(random, DEEDS)(stock, random);
    // Lines go up and down in the middle of what was sent, as the network has it.
    if (below(random, 3) === 0) await new Promise((resolve) => setTimeout(resolve, below(random, 20)));
  }
  for (const { provider } of stocks) provider.connect();

  const words = stocks.flatMap((stock) => stock.words);
  const shown = (): readonly string[] => stocks.map((stock) => wordsOf(stock.doc, ITEM));
  await eventually(() => new Set(shown()).size === 1, 'the same words with everybody');
  expect(words.filter((word) => shown()[0]?.split(word).length !== 2)).toEqual([]);
  expect(stocks.map(({ codes }) => codes)).toEqual([[], [], []]);
});
