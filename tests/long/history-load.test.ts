// The history of a meeting of 20,000 rows, read cold and at many moments, while another meeting goes on: what its people
// notice. Figures are printed; the claim is that the live room's 99th percentile stays what it is without anybody reading.
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { openStore } from '../../server/store/store.ts';
import type { Append } from '../../server/ports.ts';
import { systemClock } from '../../server/clock.ts';
import { createLog } from '../../server/log.ts';
import { addItem, itemMinutes } from '../../shared/doc/desk-agenda.ts';
import { writeState } from '../../shared/doc/record.ts';
import { seedDocument } from '../../shared/doc/seed.ts';
import { docName, type ItemId, type MeetingId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { startApp, textField, type Caller, type TestApp } from '../support/app.ts';
import { entryOf, meetingRow } from '../support/store-rows.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { eventually, openStockClient, type WireClient } from '../support/wire-clients.ts';

const ROWS = 20_000;
const KEYSTROKES = 400;
const LONG = brand<MeetingId>('long-meeting');
const ITEM = brand<ItemId>('item');

/** Four people write in four items, a character a row. */
function journalOf(rows: number): readonly Append[] {
  const desk = new Y.Doc();
  const appends: Append[] = [];
  let principal = 'server';
  const add = (bytes: Uint8Array): void => {
    const receivedAt = 1_000_000 + appends.length * 300;
    appends.push({
      doc: docName({ meetingId: LONG, version: 1, part: 'desk' }),
      epoch: 'epoch',
      principal,
      receivedAt,
      bytes,
      claims: [],
    });
  };
  desk.on('update', add);
  const items = [ITEM, ...['b', 'c', 'd'].map((id) => brand<ItemId>(id))];
  desk.transact(() => items.forEach((id) => addItem(desk, { id, kind: 'briefing', title: id, order: id })));
  for (let row = 1; row < rows; row += 1) {
    principal = `user:u${row % 4}`;
    const text = itemMinutes(desk, items[row % 4] ?? ITEM);
    const paragraph = text?.get(text.length - 1);
    const words = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
    if (words instanceof Y.XmlText && words.length < 200) words.insert(words.length, '字');
    else {
      const fresh = new Y.XmlElement('paragraph');
      fresh.insert(0, [new Y.XmlText('段')]);
      text?.insert(text.length, [fresh]);
    }
  }
  return appends;
}

async function longMeeting(dataDir: string): Promise<void> {
  const fatal = (error: Error): never => {
    throw error;
  };
  const store = await openStore({ dataDir, clock: systemClock(), log: createLog('silent'), onFatal: fatal });
  const record = docName({ meetingId: LONG, version: 1, part: 'record' });
  const appends = journalOf(ROWS);
  const state = seedDocument(7, (doc) => writeState(doc, { phase: 'live', version: 1 }));
  const first: Append = { doc: record, epoch: 'epoch', principal: 'server', receivedAt: 1, bytes: state, claims: [] };
  const desk = docName({ meetingId: LONG, version: 1, part: 'desk' });
  const writes = [desk, record].map((doc) => ({ kind: 'document.insert' as const, doc, epoch: 'epoch' }));
  const row = { kind: 'meeting.insert' as const, row: { ...meetingRow(LONG), phase: 'live' as const } };
  await store.ledger.commit(entryOf({ appends: [first], writes: [...writes, row] }));
  for (let from = 0; from < appends.length; from += 1_000)
    await store.ledger.commit(entryOf({ appends: appends.slice(from, from + 1_000) }));
  await store.close();
}

async function liveRoom(app: TestApp, secretary: Caller): Promise<readonly [WireClient, WireClient]> {
  const id = textField(await secretary.post('/meetings', { title: '进行中' }), 'id');
  const token = textField(await secretary.post('/tokens', { label: 'x' }), 'token');
  const target = { url: app.url, token, doc: `${id}/desk` };
  const clients = [openStockClient(target), openStockClient(target)] as const;
  onTestFinished(() => clients.forEach((client) => client.close()));
  await eventually(() => clients.every((client) => client.isSynced), 'both are synced');
  return clients;
}

/** From one person's key to the other person's page, ms, each keystroke. */
async function delays([writer, reader]: readonly [WireClient, WireClient]): Promise<readonly number[]> {
  const measured: number[] = [];
  for (let stroke = 0; stroke < KEYSTROKES; stroke += 1) {
    const sentAt = performance.now();
    const came = new Promise<void>((resolve) => reader.doc.once('update', () => resolve()));
    writer.doc.getMap('meeting').set('venue', `${stroke} ${sentAt}`);
    await came;
    measured.push(performance.now() - sentAt);
  }
  return measured.toSorted((a, b) => a - b);
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

test('reading the history of 20,000 rows is not felt in a live room', async () => {
  const dataDir = join(temporaryFolder(), 'data');
  await longMeeting(dataDir);
  const app = await startApp({ dataDir });
  const secretary = await app.as('secretary');
  const room = await liveRoom(app, secretary);
  await delays(room);

  const usual = await delays(room);
  let isOver = false;
  const asked: number[] = [];
  const reading = (async () => {
    for (let round = 0; !isOver; round += 1) {
      const askedAt = performance.now();
      const path = round === 0 ? 'history?item=item' : `history/1-${1 + ((round * 2_731) % ROWS)}?item=item`;
      const reply = await secretary.get(`/meetings/${LONG}/${path}`);
      if (reply.status !== 200 && reply.status !== 404) throw new Error(JSON.stringify(reply.body));
      asked.push(performance.now() - askedAt);
    }
  })();
  const reads = await delays(room);
  isOver = true;
  await reading;

  const figures = {
    usual: { p50: percentile(usual, 0.5), p99: percentile(usual, 0.99) },
    whileRead: { p50: percentile(reads, 0.5), p99: percentile(reads, 0.99) },
    history: {
      cold: asked[0],
      then: percentile(
        asked.slice(1).toSorted((a, b) => a - b),
        0.5,
      ),
      count: asked.length,
    },
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  expect(figures.whileRead.p99).toBeLessThan(2 * figures.usual.p99 + 25);
}, 300_000);
