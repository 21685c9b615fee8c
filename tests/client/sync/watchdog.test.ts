// @vitest-environment node
// A copy that differs from the server's document is found, made whole and told of, whatever the person does meanwhile.
// The difference is made below Yjs: state vectors stay equal, so only contents can tell. [R16] [M3] [B32]
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { itemTitle } from '../../../shared/doc/desk-agenda.ts';
import { contentDigest } from '../../../client/sync/digest.ts';
import { canonicalRoots } from '../../../shared/doc/canonical.ts';
import { createHash } from 'node:crypto';
import { FakeDevice } from '../support/fake-device.ts';
import {
  DESK,
  ITEM,
  joinedPage,
  meetingServer,
  openPage,
  serverText,
  storageSettles,
  USER,
  type Page,
} from '../support/desk-page.ts';
import type { FakeServer } from '../support/fake-server.ts';

const RENEWED = { at: expect.any(Number), isRepeated: false };

/** Changes a page's content without an update: as a bug, a damaged store or a forged struct would. */
function corrupt(desk: Y.Doc, words: string): void {
  const title = itemTitle(desk, ITEM);
  for (let item = title?._start ?? null; item !== null; item = item.right) {
    if (item.content instanceof Y.ContentString && !item.deleted) item.content.str = words.slice(0, item.length);
  }
}

async function written(server: FakeServer, storage = new IDBFactory()): Promise<Page> {
  const page = await joinedPage(server, { storage });
  page.type('标准化建设');
  server.device.advance(1_000);
  await page.stored();
  return page;
}

/** Lets `ms` pass in steps, and the storage and the hashing of each step settle. */
async function pass(server: FakeServer, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 50) {
    server.device.advance(50);
    await storageSettles();
  }
}

describe('[R16] a copy that differs from the server', () => {
  it('is whole again and told of within a second of the digest that shows it', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await written(server);
    corrupt(page.provider.desk, '桥准化建设');

    server.sendDigest(DESK);
    await pass(server, 1_000);

    expect(page.text()).toBe('标准化建设');
    expect(page.provider.save.kind).toBe('saved');
    expect(page.provider.renewal).toEqual(RENEWED);
  });

  it('keeps caret and undo where joining again is enough', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await written(server);
    const { desk } = page.provider;
    const room = server.room(DESK);
    for (const member of room.members) room.members.delete(member);
    server.change(DESK, (doc) => itemTitle(doc, ITEM)?.insert(0, '漏掉的'));
    room.members.add(page.wire);

    server.sendDigest(DESK);
    await pass(server, 1_000);

    expect(page.provider.desk).toBe(desk);
    expect(page.text()).toBe('漏掉的标准化建设');
    expect(page.provider.renewal).toEqual(RENEWED);
  });

  it('says at which number it differed, so that the server can log it', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await written(server);
    corrupt(page.provider.desk, '桥准化建设');

    server.sendDigest(DESK);
    await pass(server, 1_000);

    const { seq } = server.room(DESK);
    expect(server.joins.filter(({ doc }) => doc === DESK).map(({ differedAt }) => differedAt)).toEqual([
      undefined,
      seq,
      undefined,
    ]);
  });

  it('loses nothing that is typed while it is made whole, and waits for no more than its acknowledgement', async () => {
    const server = meetingServer(new FakeDevice());
    server.latencyMs = 60;
    const page = await written(server);
    corrupt(page.provider.desk, '桥准化建设');
    server.sendDigest(DESK);
    await pass(server, 100);

    for (const letter of '继续写') {
      page.type(letter);
      await pass(server, 50);
    }
    await pass(server, 1_000);

    expect(page.text()).toBe('标准化建设继续写');
    expect(serverText(server)).toBe('标准化建设继续写');
    expect(page.provider.renewal).toEqual(RENEWED);
  });

  it('is given up within five seconds even where the server answers no update', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await written(server);
    corrupt(page.provider.desk, '桥准化建设');
    server.answersUpdates = false;

    server.sendDigest(DESK);
    server.device.advance(6);
    await storageSettles();
    page.type('没有回音');
    await pass(server, 4_900);

    expect(page.text()).toBe(serverText(server));
    expect(page.provider.renewal).toEqual(RENEWED);
  });

  it('offers the words that only it had, and forgets a copy that had none', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await written(server);
    corrupt(page.provider.desk, '桥准化建设');
    server.sendDigest(DESK);
    await pass(server, 1_000);
    const more = page.provider.late;
    for (const work of more) await page.provider.dismissLate(work);

    corrupt(page.provider.desk, '');
    server.sendDigest(DESK);
    await pass(server, 1_000);
    await page.stored();

    expect(more).toMatchObject([{ reason: 'diverged', passages: [{ place: 'title', lines: ['桥准化建设'] }] }]);
    expect(page.text()).toBe('标准化建设');
    expect(page.provider.late).toEqual([]);
    expect(await page.store.lateOf(USER)).toEqual([]);
  });

  it('is not what the browser opens next time', async () => {
    const server = meetingServer(new FakeDevice());
    const storage = new IDBFactory();
    const page = await written(server, storage);
    corrupt(page.provider.desk, '桥准化建设');
    server.sendDigest(DESK);
    await pass(server, 1_000);
    await page.stored();
    page.provider.close();
    server.isUp = false;

    const next = await openPage(server, { storage });

    expect(next.text()).toBe('标准化建设');
  });

  it('is still looked for behind what a composition holds back', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await written(server);
    corrupt(page.provider.desk, '桥准化建设');

    page.provider.composition.start();
    server.change(DESK, (doc) => itemTitle(doc, ITEM)?.insert(0, '远程'));
    server.sendDigest(DESK);
    await pass(server, 1_000);
    page.provider.composition.end();
    await pass(server, 1_000);

    expect(page.text()).toBe('远程标准化建设');
    expect(page.provider.renewal).toEqual(RENEWED);
  });
});

describe('[R16] a copy that does not differ', () => {
  it('is left alone while a composition holds back what the digest speaks of', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await written(server);
    const joins = server.joins.length;

    page.provider.composition.start();
    server.change(DESK, (doc) => itemTitle(doc, ITEM)?.insert(0, '远程'));
    server.sendDigest(DESK);
    await pass(server, 1_000);
    page.provider.composition.end();
    await pass(server, 1_000);

    expect(page.text()).toBe('远程标准化建设');
    expect(server.joins.length).toBe(joins);
    expect(page.provider.renewal).toBeNull();
  });
});

describe('copies that differ again and again', () => {
  it('are compared no more for a while, which is told; after it they are again', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await written(server);
    const differ = async (): Promise<void> => {
      corrupt(page.provider.desk, '桥准化建设');
      server.sendDigest(DESK);
      await pass(server, 1_000);
    };

    for (let time = 0; time < 3; time += 1) await differ();
    const told = page.provider.renewal;
    await differ();
    const resting = page.text();
    page.provider.readRenewal();
    server.device.advance(600_000);
    await differ();

    expect(told).toEqual({ at: expect.any(Number), isRepeated: true });
    expect(resting).toBe('桥准化建设');
    expect(page.text()).toBe('标准化建设');
    expect(page.provider.renewal).toEqual(RENEWED);
  });
});

describe('the digest of a page', () => {
  it('is the published one where the browser hashes and where it does not', async () => {
    const server = meetingServer(new FakeDevice());
    const desk = server.room(DESK).doc;
    const published = createHash('sha256').update(canonicalRoots(desk, 'desk')).digest('hex');
    const secure = await contentDigest('desk')(desk);
    const { subtle } = globalThis.crypto;

    Object.defineProperty(globalThis.crypto, 'subtle', { value: undefined, configurable: true });
    const plain = await contentDigest('desk')(desk);
    Object.defineProperty(globalThis.crypto, 'subtle', { value: subtle, configurable: true });

    expect([secure, plain]).toEqual([published, published]);
  });
});

describe('a document that fills up', () => {
  it('[R18] is said to from four fifths on, and no more once there is room again', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);

    server.sendDigest(DESK, server.digest(DESK), 0.83);
    await pass(server, 50);
    const nearly = page.provider.fullness;
    server.sendDigest(DESK);
    await pass(server, 50);

    expect(nearly).toBe(0.83);
    expect(page.provider.fullness).toBeNull();
  });
});
