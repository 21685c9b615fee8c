// @vitest-environment node
// The provider against a server in memory: what leaves, when the light says saved, and what every fault does to both.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { CLOSE_CODES } from '../../../shared/protocol/close-code.ts';
import { FakeDevice } from '../support/fake-device.ts';
import {
  DESK,
  MEETING,
  ITEM,
  joinedPage,
  meetingServer,
  openPage,
  serverText,
  storageSettles,
  USER,
} from '../support/desk-page.ts';
import * as Y from 'yjs';
import { itemTitle } from '../../../shared/doc/desk-agenda.ts';
import { docName } from '../../../shared/domain/ids.ts';

describe('typing online', () => {
  it('says saving while the server has not answered and saved once it has', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);

    page.type('会议');
    const during = page.provider.save;
    server.device.advance(100);

    expect(during.kind).toBe('saving');
    expect(page.provider.save.kind).toBe('saved');
    expect(serverText(server)).toBe('会议');
  });

  it('keeps one update in flight and sends what gathered meanwhile as one', async () => {
    const server = meetingServer(new FakeDevice());
    server.latencyMs = 200;
    const page = await joinedPage(server);
    const before = server.received.length;

    for (const letter of 'abcdefghij') {
      page.type(letter);
      server.device.advance(20);
    }
    server.device.advance(2_000);

    expect(serverText(server)).toBe('abcdefghij');
    expect(server.received.length - before).toBe(2);
  });

  it('[P3] says not saved five seconds after sending without an answer, and keeps counting as unsaved', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);
    server.answersUpdates = false;

    page.type('a');
    server.device.advance(4_900);
    const before = page.provider.save;
    server.device.advance(300);

    expect(before.kind).toBe('saving');
    expect(page.provider.save).toEqual({ kind: 'offline', unsent: 1, cause: 'no-answer' });
  });

  it('drops a connection that swallows answers and is saved by the next one without sending anything twice', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);
    server.answersUpdates = false;
    page.type('a');
    server.device.advance(6_000);
    const sent = server.received.length;

    server.answersUpdates = true;
    server.device.advance(20_000);

    expect(page.provider.save.kind).toBe('saved');
    expect(server.received.length).toBe(sent);
    expect(serverText(server)).toBe('a');
  });

  it('[P3] says offline at once when the connection breaks', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);
    page.type('a');

    server.isUp = false;
    page.wire.drop();

    expect(page.provider.save).toEqual({ kind: 'offline', unsent: 1, cause: 'disconnected' });
  });
});

describe('coming back', () => {
  it('sends exactly what the server lacks after a break that lost an update on its way', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);
    page.type('lost');
    server.device.advance(17);

    page.wire.drop();
    page.type(' kept');
    server.device.advance(2_000);

    expect(serverText(server)).toBe('lost kept');
    expect(page.provider.save.kind).toBe('saved');
  });

  it('brings deletions made offline, which no state vector shows', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);
    page.type('abc');
    server.device.advance(500);
    server.isUp = false;
    page.wire.drop();
    itemTitle(page.provider.desk, ITEM)?.delete(0, 2);

    server.isUp = true;
    server.device.advance(5_000);

    expect(serverText(server)).toBe('c');
    expect(page.provider.save.kind).toBe('saved');
  });

  it('cuts large offline work to updates the server takes', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);
    server.isUp = false;
    page.wire.drop();
    for (let line = 0; line < 40; line += 1) page.type('汉字'.repeat(6_000), 0);
    const before = server.received.length;

    server.isUp = true;
    server.device.advance(10_000);

    const sizes = server.received.slice(before).map(({ update }) => update.length);
    expect(Math.max(...sizes)).toBeLessThan(256 * 1_024);
    expect(sizes.length).toBeGreaterThan(5);
    expect(serverText(server)).toBe(page.text());
    expect(page.provider.save.kind).toBe('saved');
  });

  it('rejoins by itself after an end that allows it', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);

    server.end(DESK, CLOSE_CODES.restarting, true);
    server.device.advance(20);
    page.type('a');
    server.device.advance(3_000);

    expect(serverText(server)).toBe('a');
    expect(page.provider.save.kind).toBe('saved');
  });

  it('asks more and more rarely while the server ends each of its sessions at once', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);
    const before = server.joins.length;

    for (let step = 0; step < 600; step += 1) {
      server.end(DESK, CLOSE_CODES.restarting, true);
      server.device.advance(100);
    }
    const asked = server.joins.length - before;
    page.type('a');
    server.device.advance(60_000);

    expect(asked).toBeLessThan(15);
    expect(serverText(server)).toBe('a');
    expect(page.provider.save.kind).toBe('saved');
  });

  it('waits for a person after its session ran out, keeps what is written, and merges it then', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);
    server.end(DESK, CLOSE_CODES.unauthorised, false);
    server.device.advance(100);
    page.type('written signed out');
    server.device.advance(60_000);
    const halted = page.provider.save;

    page.provider.retry();
    server.device.advance(1_000);

    expect(halted).toEqual({ kind: 'refused', code: 'not-signed-in' });
    expect(serverText(server)).toBe('written signed out');
    expect(page.provider.save.kind).toBe('saved');
  });

  it('takes a new client id when another live page writes under the old one', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await openPage(server);
    const first = page.provider.desk.clientID;
    server.refuseJoin = ({ clientId }) => (clientId === first ? { refused: 'client-id-taken' } : null);

    server.device.advance(1_000);
    page.type('a');
    server.device.advance(1_000);

    expect(page.provider.desk.clientID).not.toBe(first);
    expect(page.provider.awareness.clientID).toBe(page.provider.desk.clientID);
    expect(serverText(server)).toBe('a');
  });

  it('goes on by itself when a full disk is emptied', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);
    server.refuseUpdate = () => ({ refused: 'storage-unavailable' });
    page.type('a');
    server.device.advance(1_000);
    const full = page.provider.save;

    server.refuseUpdate = () => null;
    server.device.advance(60_000);

    expect(full).toEqual({ kind: 'offline', unsent: 1, cause: 'storage-unavailable' });
    expect(page.provider.save.kind).toBe('saved');
    expect(serverText(server)).toBe('a');
  });
});

describe('a damaged document', () => {
  it('[F9] is shown as far as it can be read, says so, and gives up nothing that this device holds', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);
    page.type('已存的');
    server.device.advance(1_000);
    server.isDamaged = true;

    server.restart();
    page.type('本机的');
    server.device.advance(60_000);
    const broken = page.provider.save;
    server.isDamaged = false;
    server.restart();
    server.device.advance(60_000);

    expect(broken).toEqual({ kind: 'refused', code: 'document-damaged' });
    expect(page.provider.late).toEqual([]);
    expect(page.provider.save.kind).toBe('saved');
    expect(serverText(server)).toContain('本机的');
  });

  it('[F12] found by writing says so at once, not after a minute of saving', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);
    server.refuseUpdate = () => ({ refused: 'document-damaged' });

    page.type('a');
    server.device.advance(1_000);

    expect(page.provider.save).toEqual({ kind: 'refused', code: 'document-damaged' });
  });
});

describe('composing', () => {
  it('holds what is typed until 60 ms after the composition ends', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);

    page.provider.composition.start();
    page.type('ji');
    server.device.advance(3_000);
    const during = serverText(server);
    page.provider.composition.end();
    server.device.advance(59);
    const settling = server.received.length;
    server.device.advance(200);

    expect(during).toBe('');
    expect(settling).toBe(0);
    expect(serverText(server)).toBe('ji');
  });

  it('holds what others type meanwhile', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);

    page.provider.composition.start();
    server.change(DESK, (desk) => itemTitle(desk, ITEM)?.insert(0, '远程'));
    server.device.advance(1_000);
    const during = page.text();
    page.provider.composition.end();
    server.device.advance(100);

    expect(during).toBe('');
    expect(page.text()).toBe('远程');
  });

  it('lets go after ten seconds, so that an end that never comes cuts nobody off', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);

    page.provider.composition.start();
    page.type('a');
    server.device.advance(10_200);

    expect(serverText(server)).toBe('a');
  });

  it('does not take over the answer to a join in the middle of a composition', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);
    page.wire.drop();
    page.provider.composition.start();
    server.change(DESK, (desk) => itemTitle(desk, ITEM)?.insert(0, '远程'));

    server.device.advance(2_000);
    const during = page.text();
    page.provider.composition.end();
    server.device.advance(500);

    expect(during).toBe('');
    expect(page.text()).toBe('远程');
    expect(page.provider.save.kind).toBe('saved');
  });

  it('shows no caret inside half-typed pinyin', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);
    const other = await joinedPage(server);
    page.provider.awareness.setLocalStateField('itemId', 'before');
    server.device.advance(500);

    page.provider.composition.start();
    page.provider.awareness.setLocalStateField('itemId', 'during');
    server.device.advance(500);
    const seen = other.provider.awareness.getStates().get(page.provider.awareness.clientID);

    expect(seen).toMatchObject({ itemId: 'before' });
  });
});

describe('a refusal ends the replica', () => {
  it('keeps the whole state as late work, goes on with a fresh replica, and never sends it again', async () => {
    const server = meetingServer(new FakeDevice());
    const storage = new IDBFactory();
    const page = await joinedPage(server, { storage });
    server.refuseUpdate = () => ({ refused: 'update-not-allowed', data: { reason: 'shape' } });
    page.type('refused words');
    server.device.advance(100);
    await storageSettles();

    server.refuseUpdate = () => null;
    server.device.advance(10_000);
    page.type('after');
    server.device.advance(1_000);
    await page.stored();

    expect(serverText(server)).toBe('after');
    expect(page.provider.late).toMatchObject([
      { reason: 'update-not-allowed', passages: [{ place: 'title', lines: ['refused words'] }] },
    ]);
    expect((await page.store.lateOf(USER)).map(({ path }) => path)).toEqual([`late/${DESK}/e1`]);
  });

  it('is over at once: nobody can type into it while its rows are still being put away', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server, { storage: new IDBFactory() });
    const { desk } = page.provider;
    server.refuseUpdate = () => ({ refused: 'update-not-allowed' });

    page.type('refused words');
    server.device.advance(100);

    expect(page.provider.desk).not.toBe(desk);
    expect(page.provider.access).toBe('read');
    await storageSettles();
    server.device.advance(1_000);
    expect(page.provider.access).toBe('write');
  });

  it('does not send refused work after a reload either', async () => {
    const server = meetingServer(new FakeDevice());
    const storage = new IDBFactory();
    const page = await joinedPage(server, { storage });
    server.refuseUpdate = () => ({ refused: 'update-not-allowed' });
    page.type('refused words');
    server.device.advance(100);
    await storageSettles();
    page.provider.close();

    server.refuseUpdate = () => null;
    const next = await joinedPage(server, { storage });

    expect(serverText(server)).toBe('');
    expect(next.provider.late).toHaveLength(1);
  });

  it('[F21] shows late work after a reload also where the server answers before the browser’s storage does', async () => {
    const server = meetingServer(new FakeDevice());
    const storage = new IDBFactory();
    const page = await joinedPage(server, { storage });
    server.refuseUpdate = () => ({ refused: 'update-not-allowed' });
    page.type('refused words');
    server.device.advance(100);
    await storageSettles();
    page.provider.close();
    server.refuseUpdate = () => null;

    const opening = openPage(server, { storage });
    for (let turn = 0; turn < 60; turn += 1) {
      server.device.advance(20);
      await new Promise((resolve) => setImmediate(resolve));
    }
    const next = await opening;

    expect(next.provider.save.kind).toBe('saved');
    expect(next.provider.late).toHaveLength(1);
  });

  it('[F21] offers what a closed tab had written into the version before a reopening', async () => {
    const server = meetingServer(new FakeDevice());
    const storage = new IDBFactory();
    const page = await joinedPage(server, { storage });
    server.isUp = false;
    page.wire.drop();
    page.type('never sent');
    await page.stored();
    page.provider.close();
    const reopened = docName({ meetingId: MEETING, version: 2, part: 'desk' });
    server.change(reopened, (desk) => Y.applyUpdate(desk, Y.encodeStateAsUpdate(server.room(DESK).doc)));
    server.isUp = true;

    const next = await joinedPage(server, { storage, set: { version: 2 } });
    await next.stored();

    expect(next.provider.late).toMatchObject([{ doc: DESK, reason: 'sealed', passages: [{ lines: ['never sent'] }] }]);
    expect(serverText(server)).toBe('');
    expect(await next.store.unsentOf(USER)).toEqual([]);
  });

  it('[F21] offers work that was written offline while the meeting was archived', async () => {
    const server = meetingServer(new FakeDevice());
    const storage = new IDBFactory();
    const page = await joinedPage(server, { storage });
    server.isUp = false;
    page.wire.drop();
    page.type('written on the train');
    await page.stored();

    server.access = 'read';
    server.isUp = true;
    server.device.advance(5_000);
    await storageSettles();
    server.device.advance(5_000);

    expect(page.provider.save.kind).toBe('read-only');
    expect(page.text()).toBe('');
    expect(page.provider.late).toMatchObject([{ reason: 'access-read-only' }]);
    expect(serverText(server)).toBe('');
  });

  it('starts afresh when the history was written anew', async () => {
    const server = meetingServer(new FakeDevice());
    const storage = new IDBFactory();
    const page = await joinedPage(server, { storage });
    page.type('old');
    server.device.advance(100);
    page.wire.drop();

    const anew = meetingServer(server.device).room(DESK);
    server.room(DESK).doc = anew.doc;
    server.room(DESK).epoch = 'e2';
    server.device.advance(2_000);
    await storageSettles();
    server.device.advance(2_000);

    expect(page.text()).toBe('');
    expect(page.provider.save.kind).toBe('saved');
    expect(page.provider.late).toEqual([]);
  });

  it('keeps what was on its way when the history was written anew', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server, { storage: new IDBFactory() });
    server.answersUpdates = false;
    page.type('unanswered');
    server.device.advance(100);
    page.wire.drop();

    server.room(DESK).doc = meetingServer(server.device).room(DESK).doc;
    server.room(DESK).epoch = 'e2';
    server.answersUpdates = true;
    server.device.advance(2_000);
    await storageSettles();
    server.device.advance(2_000);

    expect(page.text()).toBe('');
    expect(page.provider.late).toMatchObject([{ reason: 'epoch-changed' }]);
  });

  it('stops for a person when fresh replicas are refused again and again', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);
    server.refuseUpdate = () => ({ refused: 'update-not-allowed' });

    for (let round = 0; round < 4; round += 1) {
      page.type('x');
      server.device.advance(1_000);
      await storageSettles();
      server.device.advance(1_000);
    }

    expect(page.provider.save).toEqual({ kind: 'refused', code: 'update-not-allowed' });
  });
});

describe('the digest', () => {
  it('joins again when contents differ, and takes a fresh replica when they still do', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);
    const desk = page.provider.desk;

    server.sendDigest(DESK, 'other');
    server.device.advance(10);
    await storageSettles();
    server.device.advance(2_000);
    const afterOne = page.provider.desk;
    server.sendDigest(DESK, 'other');
    server.device.advance(10);
    await storageSettles();
    server.device.advance(2_000);

    expect(afterOne).toBe(desk);
    expect(page.provider.desk).not.toBe(desk);
    expect(page.provider.save.kind).toBe('saved');
  });

  it('agrees with the server on equal content', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);
    const dials = page.wire.dials;
    page.type('同样的内容 with "quotes"');
    server.device.advance(1_000);

    server.sendDigest(DESK);
    server.device.advance(10);
    await storageSettles();
    server.sendDigest(DESK);
    server.device.advance(1_000);
    await storageSettles();

    expect(page.wire.dials).toBe(dials);
    expect(page.provider.save.kind).toBe('saved');
  });

  it('is not compared while anything is unacknowledged', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);
    const desk = page.provider.desk;

    for (let round = 0; round < 3; round += 1) {
      server.sendDigest(DESK, 'other');
      page.type('x');
      server.device.advance(6);
      await storageSettles();
      server.device.advance(1_000);
    }

    expect(page.provider.desk).toBe(desk);
    expect(serverText(server)).toBe('xxx');
  });
});

describe('presence', () => {
  it('shows nobody while the connection is gone and everybody again after', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);
    const other = await joinedPage(server);
    other.provider.awareness.setLocalState({ itemId: 'x' });
    server.device.advance(500);
    const together = page.provider.awareness.getStates().size;

    page.wire.drop();
    const alone = page.provider.awareness.getStates().size;

    expect(together).toBe(2);
    expect(alone).toBe(1);
  });
});

describe('the server clock', () => {
  it('[F14] shows the server time on a device that is a day off', async () => {
    const device = new FakeDevice();
    const server = meetingServer(device);
    const page = await joinedPage(server);

    device.wallOffsetMs = 86_400_000;
    device.advance(5_000);

    expect(Math.abs(page.provider.clock.now() - device.monotonicMs())).toBeLessThan(50);
  });
});
