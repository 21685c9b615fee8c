// @vitest-environment node
// What the browser keeps, on IndexedDB in memory: offline work over reloads, several pages, storage that fails.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import type { DocName, UserId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { CLOSE_CODES } from '../../../shared/protocol/close-code.ts';
import { LocalStore } from '../../../client/sync/local-store.ts';
import { FakeDevice } from '../support/fake-device.ts';
import { DESK, joinedPage, meetingServer, openPage, serverText, storageSettles, USER } from '../support/desk-page.ts';

const key = { user: USER, doc: DESK, epoch: 'e1' };

function updateWith(text: string): Uint8Array {
  const doc = new Y.Doc();
  doc.getText('t').insert(0, text);
  return Y.encodeStateAsUpdate(doc);
}

function textOf(state: Uint8Array | null): string {
  const doc = new Y.Doc();
  if (state) Y.applyUpdate(doc, state);
  return doc.getText('t').toString();
}

describe('offline work', () => {
  it('[F22] survives the tab, shows without the server, and is merged when it is back', async () => {
    const server = meetingServer(new FakeDevice());
    const storage = new IDBFactory();
    const first = await joinedPage(server, { storage });
    first.type('线上');
    server.device.advance(500);
    server.isUp = false;
    first.wire.drop();
    first.type('，离线');
    await first.stored();
    first.provider.close();

    const next = await openPage(server, { storage });
    const shown = { text: next.text(), save: next.provider.save, isReady: next.provider.isReady };
    next.type('，再写');
    server.isUp = true;
    server.device.advance(5_000);
    await next.stored();

    expect(shown).toEqual({
      text: '线上，离线',
      save: { kind: 'offline', unsent: 1, cause: 'disconnected' },
      isReady: true,
    });
    expect(serverText(server)).toBe('线上，离线，再写');
    expect(next.provider.save.kind).toBe('saved');
    expect(await next.store.unsentOf(USER)).toEqual([]);
  });

  it('is counted for whoever asks before signing out', async () => {
    const server = meetingServer(new FakeDevice());
    const storage = new IDBFactory();
    const page = await joinedPage(server, { storage });
    server.isUp = false;
    page.wire.drop();

    page.type('a');
    await page.stored();

    expect(await page.store.unsentOf(USER)).toMatchObject([{ doc: DESK, count: 1 }]);
  });

  it('[F20] of two pages of one browser is all kept and all merged', async () => {
    const server = meetingServer(new FakeDevice());
    const storage = new IDBFactory();
    const left = await joinedPage(server, { storage });
    const right = await joinedPage(server, { storage });
    server.isUp = false;
    left.wire.drop();
    right.wire.drop();
    left.type('left');
    right.type('right');
    await left.stored();
    await right.stored();
    left.provider.close();
    right.provider.close();

    server.isUp = true;
    const next = await joinedPage(server, { storage });
    await next.stored();

    expect([...serverText(server)].sort().join('')).toBe([...'leftright'].sort().join(''));
    expect(await next.store.unsentOf(USER)).toEqual([]);
  });
});

describe('a replica that is given up', () => {
  it('[P2] [F20] does not take along what another tab of this browser had left unsent', async () => {
    const server = meetingServer(new FakeDevice());
    const storage = new IDBFactory();
    const staying = await joinedPage(server, { storage });
    const closing = await joinedPage(server, { storage });
    server.isUp = false;
    closing.wire.drop();
    closing.type('只在本机');
    await closing.stored();
    closing.provider.close();

    server.isUp = true;
    server.end(DESK, CLOSE_CODES.refused, false);
    server.device.advance(1_000);
    await staying.stored();
    server.device.advance(1_000);
    await staying.stored();

    expect(staying.provider.late.flatMap(({ passages }) => passages.flatMap(({ lines }) => lines))).toEqual([
      '只在本机',
    ]);
    expect(await staying.store.lateOf(USER)).toHaveLength(1);
    expect(serverText(server)).toBe('');
  });

  it('[P2] [F20] does not take the ground from under what another open tab types afterwards', async () => {
    const server = meetingServer(new FakeDevice());
    const storage = new IDBFactory();
    const refusedTab = await joinedPage(server, { storage });
    const awayTab = await joinedPage(server, { storage });
    server.isUp = false;
    awayTab.wire.drop();
    awayTab.type('先写');
    await awayTab.stored();
    server.end(DESK, CLOSE_CODES.refused, false);
    server.device.advance(1_000);
    await refusedTab.stored();

    awayTab.type('，后写');
    await awayTab.stored();
    awayTab.provider.close();
    refusedTab.provider.close();
    const next = await openPage(server, { storage });

    expect(next.text()).toBe('先写，后写');
  });

  it('[P3] sends what another tab had left, when that comes in after joining, and says saved only then', async () => {
    const server = meetingServer(new FakeDevice());
    const storage = new IDBFactory();
    const staying = await joinedPage(server, { storage });
    const closing = await joinedPage(server, { storage });
    server.isUp = false;
    closing.wire.drop();
    server.access = 'read';
    server.end(DESK, CLOSE_CODES.restarting, true);
    server.device.advance(2_000);
    await staying.stored();
    closing.type('别处写的');
    await closing.stored();
    closing.provider.close();

    const untrue: string[] = [];
    staying.provider.onChange(() => {
      const { kind } = staying.provider.save;
      if (kind === 'saved' && staying.text() !== serverText(server)) untrue.push(staying.text());
    });
    server.access = 'write';
    server.end(DESK, CLOSE_CODES.restarting, true);
    for (let round = 0; round < 3; round += 1) {
      server.device.advance(1_000);
      await staying.stored();
    }

    expect(serverText(server)).toBe('别处写的');
    expect(staying.provider.save.kind).toBe('saved');
    expect(untrue).toEqual([]);
  });

  it('leaves nothing behind when the server has everything', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server, { storage: new IDBFactory() });
    page.type('甲');
    server.device.advance(500);

    server.end(DESK, CLOSE_CODES.refused, false);
    server.device.advance(1_000);
    await page.stored();

    expect(await page.store.lateOf(USER)).toEqual([]);
  });
});

describe('the store', () => {
  it('keeps users apart and forgets one whole', async () => {
    const device = new FakeDevice();
    const store = await LocalStore.open(new IDBFactory(), device);
    const other = { ...key, user: brand<UserId>('zhou-min') };
    for (const each of [key, other]) {
      const replica = await store.openReplica(each, 'write');
      replica.append(updateWith(each.user));
      replica.setUnsent(1);
      await replica.flushed();
    }

    await store.deleteAllOf(USER);

    expect(await store.lastReplica(USER, DESK)).toBeNull();
    expect(await store.unsentOf(USER)).toEqual([]);
    expect(textOf((await store.openReplica(other, 'write')).state)).toBe('zhou-min');
    expect(await store.unsentOf(other.user)).toHaveLength(1);
  });

  it('names the meetings that open without the server: both documents kept, the newest version, opened last first', async () => {
    const device = new FakeDevice();
    const store = await LocalStore.open(new IDBFactory(), device);
    for (const doc of ['m1/desk', 'm1/record', 'm2/desk', 'm2/record', 'm2~2/desk', 'm2~2/record', 'm3/desk']) {
      device.advance(1_000);
      await store.openReplica({ user: USER, doc: brand<DocName>(doc), epoch: 'e1' }, 'write');
    }
    await store.openReplica(
      { user: brand<UserId>('zhou-min'), doc: brand<DocName>('m3/record'), epoch: 'e1' },
      'write',
    );

    const kept = await store.meetingsOf(USER);

    expect(kept.map(({ meetingId, version }) => `${meetingId} ${version}`)).toEqual(['m2 2', 'm1 1']);
  });

  it('tells what it has of a replica without opening it', async () => {
    const store = await LocalStore.open(new IDBFactory(), new FakeDevice());
    const replica = await store.openReplica(key, 'write');
    const before = await store.contentOf(replica.key);
    replica.append(updateWith('一'));
    await replica.flushed();

    expect(before).toBeNull();
    expect(textOf(await store.contentOf(replica.key))).toBe('一');
  });

  it('folds a long list of updates and loses none', async () => {
    const store = await LocalStore.open(new IDBFactory(), new FakeDevice());
    const replica = await store.openReplica(key, 'write');
    const doc = new Y.Doc();
    doc.on('update', (update: Uint8Array) => replica.append(update));

    for (let count = 0; count < 450; count += 1) {
      doc.getText('t').insert(0, String(count % 10));
      await replica.flushed();
    }

    expect(textOf((await store.openReplica(key, 'write')).state)).toBe(doc.getText('t').toString());
  });

  it('merges late work of one history instead of replacing it', async () => {
    const store = await LocalStore.open(new IDBFactory(), new FakeDevice());
    const late = { ...key, reason: 'update-not-allowed', at: 1 };

    await store.putLate({ ...late, state: updateWith('one') });
    await store.putLate({ ...late, state: updateWith('two') });

    const rows = await store.lateOf(USER);
    expect(rows).toHaveLength(1);
    expect(textOf(rows[0]?.state ?? null)).toContain('one');
    expect(textOf(rows[0]?.state ?? null)).toContain('two');
  });

  it('[F23] says that nothing is kept where storage is blocked, and the page still saves online', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);

    page.type('a');
    server.device.advance(500);

    expect(page.provider.keepsLocally).toBe(false);
    expect(page.provider.save.kind).toBe('saved');
    expect(serverText(server)).toBe('a');
  });

  it('[F23] says so when storage fills up later, and goes on', async () => {
    const server = meetingServer(new FakeDevice());
    const storage = new IDBFactory();
    const page = await joinedPage(server, { storage });
    const trouble: boolean[] = [];
    page.provider.onChange(() => trouble.push(page.provider.keepsLocally));
    const full = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });

    page.type('a');
    await storageSettles();
    server.device.advance(500);
    full.mockRestore();

    expect(trouble).toContain(false);
    expect(serverText(server)).toBe('a');
  });

  it('[F23] hears once, not twice, that the browser took a write back', async () => {
    const unheard: unknown[] = [];
    const hear = (reason: unknown): unknown => unheard.push(reason);
    process.on('unhandledRejection', hear);
    const store = await LocalStore.open(new IDBFactory(), new FakeDevice());
    const begin = IDBDatabase.prototype.transaction;
    const aborting = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
      this: IDBDatabase,
      ...of
    ) {
      const transaction = begin.apply(this, of);
      setImmediate(() => transaction.abort());
      return transaction;
    });

    await store.putLate({ ...key, reason: 'update-not-allowed', at: 1, state: updateWith('one') });
    await storageSettles();
    aborting.mockRestore();
    process.off('unhandledRejection', hear);

    expect(unheard).toEqual([]);
    expect(store.keeps).toBe(false);
  });

  it('opens as keeping nothing when the browser never answers', async () => {
    const device = new FakeDevice();
    const silent = Object.assign(new IDBFactory(), { open: () => ({}) as IDBOpenDBRequest });

    const opening = LocalStore.open(silent, device);
    device.advance(3_000);

    expect((await opening).keeps).toBe(false);
  });
});
