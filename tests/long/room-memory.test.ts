// Rooms that came and went leave nothing behind: no room, no timer, no document; alone over a real database, and in the
// whole app with its sockets. [P23] [R17]
import { runInNewContext } from 'node:vm';
import { setFlagsFromString } from 'node:v8';
import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../server/store/store.ts';
import { connect, Typist } from '../bench/peers.ts';
import { startApp, textField } from '../support/app.ts';
import { HandClock } from '../support/hand-clock.ts';
import { exchange } from '../support/room-hall.ts';
import {
  createMeeting,
  docsOf,
  ITEMS,
  minutesText,
  principal,
  Replica,
  roomsOver,
  SILENT_LOG,
} from '../support/rooms-fixture.ts';
import { brand } from '../../shared/lib/brand.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { eventually } from '../support/wire-clients.ts';

const DOCUMENTS = Number(process.env['GONGBI_DOCUMENTS'] ?? 2_000);
const AT_ONCE = 40;
const [FIRST = brand('i1')] = ITEMS;

it(`[P23] ${DOCUMENTS} documents opened, edited and closed leave the heap as it was`, async () => {
  const clock = new HandClock();
  const onFatal = (error: Error): never => {
    throw error;
  };
  const store = await openStore({ dataDir: temporaryFolder(), clock, log: SILENT_LOG, onFatal });
  onTestFinished(() => store.close());
  const rooms = roomsOver({ ledger: store.ledger, clock });
  let opened = 0;
  const openEditClose = async (count: number): Promise<void> => {
    for (const end = opened + count; opened < end; opened += 1) {
      const meetingId = await createMeeting(store.ledger, `m${opened}`);
      const writer = new Replica(rooms, docsOf(meetingId).desk, principal('李文静'));
      writer.connect();
      while (!writer.doc.getMap('agenda').has(FIRST)) await exchange(writer);
      minutesText(writer.doc, FIRST).insert(0, '会议听取了标准化建设情况的汇报。'.repeat(20));
      while (writer.acknowledged.length === 0) await exchange(writer);
      writer.disconnect();
      writer.doc.destroy();
      clock.advance(3_000);
      await eventually(() => rooms.size === 0, `room ${opened} gone`, 30_000);
    }
  };

  await openEditClose(DOCUMENTS / 5);
  const before = heapMb();
  await openEditClose(DOCUMENTS);
  const after = heapMb();

  process.stdout.write(
    `heap, ${DOCUMENTS} documents opened, edited, closed: ${before.toFixed(1)} MB before, ${after.toFixed(1)} MB after\n`,
  );
  expect(rooms.size).toBe(0);
  expect(clock.pending).toBe(0);
  expect(after).toBeLessThan(before * 1.05);
});

it(`[P23] ${DOCUMENTS} documents opened and edited through the whole app leave its heap as it was`, async () => {
  const app = await startApp();
  const admin = await app.admin();
  const token = textField(await admin.post('/tokens', { label: 'long' }), 'token');
  const openEditClose = async (): Promise<void> => {
    const id = textField(await admin.post('/meetings', { title: '会议' }), 'id');
    const peer = connect({ wire: 'socket.io', url: app.url, token, doc: `${id}/desk` }, () => undefined);
    const typist = new Typist(await peer.ready, 'page');
    for (const update of typist.takeUpdates()) await peer.send(update);
    for (let line = 0; line < 10; line += 1)
      await peer.send(typist.type('会议听取了标准化建设情况的汇报。'.repeat(10)));
    peer.close();
    typist.doc.destroy();
  };
  const inBatches = async (count: number): Promise<void> => {
    for (let done = 0; done < count; done += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, openEditClose));
    // The last rooms linger for three seconds and fold.
    await new Promise((resolve) => setTimeout(resolve, 5_000));
  };

  await inBatches(DOCUMENTS / 2);
  const before = heapMb();
  await inBatches(DOCUMENTS);
  let after = heapMb();
  // A busy disk is still folding the last rooms; what leaks stays however long one waits.
  for (let waited = 0; waited < 60 && after >= before * 1.05; waited += 2) {
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    after = heapMb();
  }

  process.stdout.write(
    `heap of the whole app, ${DOCUMENTS} documents opened, edited, closed: ${before.toFixed(1)} MB before, ` +
      `${after.toFixed(1)} MB after\n`,
  );
  expect(after).toBeLessThan(before * 1.05);
});

/** Of what is still reachable. */
function heapMb(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('this Node cannot be asked to collect its garbage');
  for (let round = 0; round < 3; round += 1) Reflect.apply(collect, undefined, []);
  return process.memoryUsage().heapUsed / 2 ** 20;
}
