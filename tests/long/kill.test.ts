// The server as shipped, killed again and again while people type on both wires: what was acknowledged or shown to
// somebody else is there afterwards, once. GONGBI_KILLS says how many rounds, 30 unless told.
import { describe, expect, it, onTestFinished } from 'vitest';
import { addItem, readAgenda } from '../../shared/doc/desk-agenda.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { textField } from '../support/app.ts';
import { minutesText, wordsOf } from '../support/rooms-fixture.ts';
import { eventually, openSocketIoClient, openStockClient, type WireClient } from '../support/wire-clients.ts';
import { ServerUnderTest } from '../e2e/support/server.ts';

const ROUNDS = Number(process.env['GONGBI_KILLS'] ?? 30);
const ITEM = brand<ItemId>('item-1');
const WRITERS = 6;

describe('a server that is killed again and again', () => {
  it(`loses and doubles nothing in ${ROUNDS} rounds`, async () => {
    const server = await ServerUnderTest.start();
    onTestFinished(() => server.stop('SIGKILL'));
    const admin = await server.admin();
    const doc = `${textField(await admin.post('/meetings', { title: '会议' }), 'id')}/desk`;
    const token = await server.tokenOf(admin);
    const open = (index: number): WireClient => {
      const client = (index % 2 === 0 ? openStockClient : openSocketIoClient)({ url: server.url, token, doc });
      onTestFinished(() => client.close());
      return client;
    };
    const watcher = open(0);
    const writers = Array.from({ length: WRITERS }, (_, index) => open(index));
    await eventually(() => watcher.isSynced && writers.every((writer) => writer.isSynced), 'everybody synced');
    addItem(watcher.doc, { id: ITEM, kind: 'briefing', title: '标准化建设', order: 'a0' });
    await eventually(() => writers.every((writer) => readAgenda(writer.doc).length === 1), 'the item everywhere');
    let typed = 0;

    for (let round = 0; round < ROUNDS; round += 1) {
      const typing = setInterval(() => {
        for (const writer of writers) minutesText(writer.doc, ITEM).insert(0, `⟦${(typed += 1)}⟧`);
      }, 15);
      await new Promise((resolve) => setTimeout(resolve, 150 + ((round * 137) % 600)));
      await server.stop('SIGKILL');
      clearInterval(typing);
      const shown: readonly string[] = wordsOf(watcher.doc, ITEM).match(/⟦\d+⟧/g) ?? [];
      await server.start();
      const reader = open(round);
      await eventually(
        () => reader.isSynced && readAgenda(reader.doc).length === 1,
        `round ${round}: the reader`,
        30_000,
      );
      const found = wordsOf(reader.doc, ITEM);
      for (const token_ of shown) expect(found.split(token_).length - 1, `round ${round} ${token_}`).toBe(1);
      reader.close();
    }

    const everything = (client: WireClient): number => (wordsOf(client.doc, ITEM).match(/⟦\d+⟧/g) ?? []).length;
    await eventually(() => everything(watcher) === typed, `all ${typed} words at the watcher`, 60_000);
    expect(new Set(wordsOf(watcher.doc, ITEM).match(/⟦\d+⟧/g)).size).toBe(typed);
  });
});
