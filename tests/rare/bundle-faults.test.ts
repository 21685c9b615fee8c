// Exports of many meetings by the built server, when the disk fills up or the process is gone in the middle of one: it ends by name,
// nothing half-made is left, and it is made as soon as there is room again.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { textField } from '../support/app.ts';
import { NO_SHIM } from '../support/disk/disk.ts';
import { START } from '../support/hand-clock.ts';
import { readZip } from '../support/read-zip.ts';
import { StorageGround } from '../faults/support/storage-ground.ts';

const MEETINGS = 12;
const PAPERS = ['notice', 'agenda', 'sign-in', 'record'];
const ORDER = { papers: PAPERS, formats: ['docx', 'html'], audience: 'internal' };
const needs = NO_SHIM === '' ? '' : ` (${NO_SHIM})`;

/** How long the audit log's line takes to reach the disk that each meeting of an export waits for: the middle of it lasts. */
const HELD_MS = 1_000;

/** One that is in the middle of being made, and stays there while the disk is slow: a starved tester sees it too. */
async function begun({ admin, disk }: StorageGround): Promise<string> {
  const agenda = [{ title: '审议', kind: 'deliberation' }];
  const meetings: string[] = [];
  for (let at = 1; at <= MEETINGS; at += 1) {
    meetings.push(textField(await admin.post('/meetings', { title: `第${at}次`, plannedStart: START, agenda }), 'id'));
  }
  disk.setFlushDelay(HELD_MS);
  const id = textField(await admin.post('/exports', { ...ORDER, meetings }), 'id');
  const entries = async () => Number(Reflect.get(Object((await admin.get(`/exports/${id}`)).body), 'entries'));
  await expect.poll(entries, { timeout: 20_000, interval: 5 }).toBeGreaterThan(1);
  return id;
}

const lying = (ground: StorageGround): readonly string[] => readdirSync(join(ground.disk.folder, 'bundles')).toSorted();

async function expectMade(ground: StorageGround, id: string): Promise<void> {
  const { admin } = ground;
  expect((await admin.post(`/exports/${id}/again`)).status).toBe(200);
  const state = async () => textField(await admin.get(`/exports/${id}`), 'state');
  await expect.poll(state, { timeout: 30_000 }).toBe('ready');
  const zip = Buffer.from(await (await admin.raw('GET', `/exports/${id}/file`)).arrayBuffer());
  expect(readZip(zip).size).toBeGreaterThan(MEETINGS * 4);
  expect(lying(ground)).toEqual([`${id}.json`, `${id}.zip`]);
}

it.skipIf(NO_SHIM !== '')(
  `an export on a disk that fills up says so, and is made once there is room${needs}`,
  async () => {
    const ground = await StorageGround.start();
    const { admin, disk } = ground;
    const id = await begun(ground);
    disk.setState('full');
    disk.setFlushDelay(0);

    const told = async () => (await admin.get(`/exports/${id}`)).body;
    await expect
      .poll(told, { timeout: 20_000 })
      .toMatchObject({ state: 'failed', fault: 'storage-unavailable', entries: 0 });
    // What was given back has made room for a while.
    disk.setState('read-only');
    const again = await admin.post(`/exports/${id}/again`);

    expect([again.status, textField(again, 'code')]).toEqual([503, 'storage-unavailable']);
    // It is still there to be begun anew.
    expect(await told()).toMatchObject({ state: 'failed', fault: 'storage-unavailable' });
    expect(lying(ground).filter((name) => !name.endsWith('.json'))).toEqual([]);
    await ground.recover();
    await expectMade(ground, id);
  },
);

it.skipIf(NO_SHIM !== '')(`an export whose server is killed is interrupted, and is made anew${needs}`, async () => {
  const ground = await StorageGround.start();
  const id = await begun(ground);

  await ground.server.stop('SIGKILL');
  ground.disk.setFlushDelay(0);
  await ground.server.start();

  expect((await ground.admin.get(`/exports/${id}`)).body).toMatchObject({ state: 'interrupted', entries: 0 });
  expect(lying(ground)).toEqual([`${id}.json`]);
  await expectMade(ground, id);
});
