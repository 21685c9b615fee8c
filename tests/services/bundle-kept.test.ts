// What the shelf does late, or not at all, while people go on: begun anew on a full disk, taken back before it was written down.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { BundleShelf } from '../../server/bundle-ports.ts';
import { BundleFolder } from '../../server/files/bundle-shelf.ts';
import { createMeetingBody } from '../../shared/api/meeting.schema.ts';
import { refused } from '../../shared/lib/result.ts';
import { bundleGround, orderOf } from '../support/bundles.ts';
import { START } from '../support/hand-clock.ts';
import { must, openTestOffice, userWith } from '../support/office.ts';
import { SILENT_LOG } from '../support/rooms-fixture.ts';

const SECRETARY = userWith('secretary');

/** A shelf whose writing of facts a test holds in its hand. */
async function ground() {
  const office = await openTestOffice();
  const agenda = [{ title: '审议工作报告', kind: 'deliberation' }];
  const body = createMeetingBody.parse({ title: '例会', plannedStart: START, agenda });
  const { id: meeting } = must(await office.services.meetings.create(SECRETARY, body));
  const folder = new BundleFolder({ dataDir: office.dataDir, log: SILENT_LOG });
  const disk = { isFull: false, before: (): Promise<void> => Promise.resolve() };
  const keep: BundleShelf['keep'] = async (id, facts) => {
    await disk.before();
    return disk.isFull ? refused('storage-unavailable') : folder.keep(id, facts);
  };
  const rest = {
    load: folder.load.bind(folder),
    hasRoom: folder.hasRoom.bind(folder),
    begin: folder.begin.bind(folder),
  };
  const others = {
    open: folder.open.bind(folder),
    strip: folder.strip.bind(folder),
    remove: folder.remove.bind(folder),
  };
  const on = await bundleGround(office, [SECRETARY], { shelf: { ...rest, ...others, keep } });
  const left = () => readdirSync(join(office.dataDir, 'bundles'));
  return { on, disk, left, office, order: orderOf([meeting]) };
}

/** Whoever waits for it goes on when it is opened. */
function gate() {
  let open: () => void = () => undefined;
  const isOpen = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, isOpen };
}

test('one that cannot be begun anew on a full disk is still there, as it was', async () => {
  const { on, disk, order, office } = await ground();
  const { id } = must(await on.bundles.create(SECRETARY, order));
  must(await on.bundles.cancel(SECRETARY, id));
  office.clock.advance(1_000);
  const later = must(await on.bundles.create(SECRETARY, order));
  await on.ended(SECRETARY, later.id);
  const before = on.bundles.list(SECRETARY);
  disk.isFull = true;

  expect(await on.bundles.again(SECRETARY, id)).toMatchObject({ ok: false, code: 'storage-unavailable' });

  expect(on.bundles.list(SECRETARY)).toEqual(before);
  disk.isFull = false;
  must(await on.bundles.again(SECRETARY, id));
  expect(await on.ended(SECRETARY, id)).toMatchObject({ state: 'ready', entries: 2 });
});

test('one that is removed before it was written down leaves nothing, now or for the next start', async () => {
  const { on, disk, left, order } = await ground();
  const { open, isOpen } = gate();
  disk.before = () => isOpen;
  const creating = on.bundles.create(SECRETARY, order);
  await expect.poll(() => on.bundles.list(SECRETARY).exports.length).toBe(1);
  const id = on.bundles.list(SECRETARY).exports[0]?.id ?? '';
  const removing = on.bundles.remove(SECRETARY, id);

  open();
  await Promise.all([creating, removing]);

  expect(on.bundles.list(SECRETARY).exports).toEqual([]);
  expect(left()).toEqual([]);
});

test('one that is cancelled before it was written down stays cancelled, at the next start too', async () => {
  const { on, disk, order } = await ground();
  const { open, isOpen } = gate();
  disk.before = () => isOpen;
  const creating = on.bundles.create(SECRETARY, order);
  await expect.poll(() => on.bundles.list(SECRETARY).exports.length).toBe(1);
  const id = on.bundles.list(SECRETARY).exports[0]?.id ?? '';
  const cancelling = on.bundles.cancel(SECRETARY, id);

  open();
  await Promise.all([creating, cancelling]);

  expect(must(await on.bundles.read(SECRETARY, id)).state).toBe('cancelled');
  await on.bundles.close();
  expect(must(await (await on.restarted()).bundles.read(SECRETARY, id)).state).toBe('cancelled');
});

test('one that the disk did not take is not made, whatever else ends meanwhile', async () => {
  const { on, disk, left, order } = await ground();
  const held = gate();
  on.between = (count) => (count === 2 ? held.isOpen : undefined);
  const first = must(await on.bundles.create(SECRETARY, order));
  const writing = gate();
  disk.before = () => writing.isOpen;
  const second = on.bundles.create(SECRETARY, order);
  await expect.poll(() => on.bundles.list(SECRETARY).exports.length).toBe(2);
  // The first ends, and the queue looks for the next, which nothing has been written down of.
  disk.before = () => Promise.resolve();
  held.open();
  await on.ended(SECRETARY, first.id);
  await new Promise((resolve) => setImmediate(resolve));
  expect(on.bundles.list(SECRETARY).exports.map(({ state }) => state)).toEqual(['waiting', 'ready']);
  disk.isFull = true;
  writing.open();

  expect(await second).toMatchObject({ ok: false, code: 'storage-unavailable' });
  expect(on.bundles.list(SECRETARY).exports.map(({ state }) => state)).toEqual(['ready']);
  expect(left().toSorted()).toEqual([`${first.id}.json`, `${first.id}.zip`]);
});
