// How a bundle ends while something is still going on for it, and what a start of the server makes of what the one before left.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createMeetingBody } from '../../shared/api/meeting.schema.ts';
import type { MeetingFile } from '../../shared/domain/file.ts';
import { brand } from '../../shared/lib/brand.ts';
import { HOUR_MS } from '../../shared/lib/time.ts';
import { writeFile } from '../../shared/doc/record-files.ts';
import { bundleGround, orderOf } from '../support/bundles.ts';
import { START } from '../support/hand-clock.ts';
import { meetingIn, must, openTestOffice, userWith } from '../support/office.ts';

const SECRETARY = userWith('secretary');

async function ground(given: Parameters<typeof bundleGround>[2] = {}) {
  const office = await openTestOffice();
  const agenda = [{ title: '审议工作报告', kind: 'deliberation' }];
  const body = createMeetingBody.parse({ title: '例会', plannedStart: START, agenda });
  const { id: meeting } = must(await office.services.meetings.create(SECRETARY, body));
  return { office, meeting, on: await bundleGround(office, [SECRETARY], given) };
}

/** A printer that has begun a paper and does not come to its end. */
async function stuck() {
  const { office, meeting } = await ground();
  const { papers } = office.services;
  let begun = 0;
  const print: typeof papers.print = () => {
    begun += 1;
    return new Promise(() => undefined);
  };
  const on = await bundleGround(office, [SECRETARY], { papers: { offers: papers.offers.bind(papers), print } });
  const { id } = must(await on.bundles.create(SECRETARY, orderOf([meeting])));
  await expect.poll(() => begun).toBe(1);
  return { office, on, id };
}

describe('a paper that is still being set', () => {
  test('does not keep the server from its end', async () => {
    const { on, id } = await stuck();

    await on.bundles.close();

    expect(await (await on.restarted()).bundles.read(SECRETARY, id)).toMatchObject({ value: { state: 'interrupted' } });
  });

  test('does not keep anyone who cancels waiting', async () => {
    const { on, id } = await stuck();

    expect(must(await on.bundles.cancel(SECRETARY, id))).toMatchObject({ state: 'cancelled', entries: 0 });
  });
});

test('one that would hold nothing but its index is none', async () => {
  const { on, meeting } = await ground();
  on.between = (count) =>
    count === 1
      ? on.accounts.set('secretary', { ...SECRETARY, grants: [{ role: 'secretary', bodyId: brand('x') }] })
      : undefined;

  const { id } = must(await on.bundles.create(SECRETARY, orderOf([meeting])));

  expect(await on.ended(SECRETARY, id)).toMatchObject({ state: 'failed', fault: 'not-allowed', entries: 0 });
});

test('a file that was opened and does not go in is closed', async () => {
  const office = await openTestOffice();
  const meeting = await meetingIn(office);
  const bytes = new Readable({ read: () => undefined });
  const file: MeetingFile = {
    ...{ id: brand('f1'), name: '照片.jpg', mediaType: 'image/jpeg', sizeBytes: 9_000, digest: 'd'.repeat(64) },
    ...{ parent: { kind: 'meeting' }, at: START, by: 'secretary', byName: '林静' },
  };
  must(
    await office.rooms.change(meeting, 1, 'user:secretary', () => ({
      ok: true,
      value: { value: null, record: (doc) => writeFile(doc, file) },
    })),
  );
  const { exportSource } = office.services;
  const source = {
    ...{ snapshot: exportSource.snapshot.bind(exportSource), seal: exportSource.seal.bind(exportSource) },
    bytes: () => Promise.resolve(bytes),
  };
  const on = await bundleGround(office, [SECRETARY], { source, limits: { bytes: 5_000 } });

  const order = orderOf([meeting], { papers: [], formats: [], files: true });
  const { id } = must(await on.bundles.create(SECRETARY, order));

  expect(await on.ended(SECRETARY, id)).toMatchObject({ state: 'failed', fault: 'too-large' });
  expect(bytes.destroyed).toBe(true);
});

test('one of which only the facts are unfinished has no bytes after a start, and goes after a day however often it starts', async () => {
  const { office, on, meeting } = await ground();
  const { id } = must(await on.bundles.create(SECRETARY, orderOf([meeting])));
  await on.ended(SECRETARY, id);
  await on.bundles.close();
  const [facts, zip] = ['json', 'zip'].map((ending) => join(office.dataDir, 'bundles', `${id}.${ending}`)) as [
    string,
    string,
  ];
  // As a crash leaves it between the zip that got its name and the facts that say so.
  const kept = JSON.parse(readFileSync(facts, 'utf8')) as object;
  writeFileSync(facts, JSON.stringify({ ...kept, state: 'waiting', endedAt: null }));

  const first = await on.restarted();
  expect(must(await first.bundles.read(SECRETARY, id)).state).toBe('interrupted');
  expect(existsSync(zip)).toBe(false);
  await first.bundles.close();
  office.clock.advance(20 * HOUR_MS);
  const second = await first.restarted();
  expect(second.bundles.list(SECRETARY).exports).toHaveLength(1);
  await second.bundles.close();
  office.clock.advance(4 * HOUR_MS);

  expect((await second.restarted()).bundles.list(SECRETARY).exports).toEqual([]);
  expect(existsSync(facts)).toBe(false);
});
