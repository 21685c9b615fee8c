// The built server on a disk without room: what it refuses and how, what goes on, and that it recovers by itself
// (reliability F7, F8, F28, M15).
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Caller, textField, type Reply } from '../support/app.ts';
import { NO_SHIM, type DiskState } from '../support/disk/disk.ts';
import { ADMINISTRATOR, ServerUnderTest } from '../e2e/support/server.ts';
import { StorageGround } from './support/storage-ground.ts';

const needs = NO_SHIM === '' ? '' : ` (${NO_SHIM})`;
const brokenDisk = it.skipIf(NO_SHIM !== '');

const create = (caller: Caller): Promise<Reply> => caller.post('/meetings', { title: '会议' });
const status = async (reply: Promise<Reply>): Promise<number> => (await reply).status;

describe('a disk that takes nothing', () => {
  brokenDisk(`[F7] gives the reserve back at the first refusal, which is room for the next hours${needs}`, async () => {
    const { admin, disk } = await StorageGround.start();
    const reserve = join(disk.folder, 'gongbi.reserve');
    expect(existsSync(reserve)).toBe(true);
    disk.setState('full');

    const statuses = [await status(create(admin)), await status(create(admin))];

    expect(statuses).toEqual([503, 201]);
    expect(existsSync(reserve)).toBe(false);
  });

  const states: readonly DiskState[] = ['full', 'read-only'];
  it.skipIf(NO_SHIM !== '').each(states)(
    `[F7, F8] %s: refused by name and not ready within a second, reading goes on, recovered without a restart${needs}`,
    async (state) => {
      const ground = await StorageGround.start();
      const { admin, disk, server } = ground;
      const id = textField(await create(admin), 'id');
      disk.setState(state);
      await create(admin);
      disk.setState(state);
      const since = performance.now();

      const refused = await create(admin);
      const ready = await admin.get('//readyz');
      const elapsedMs = performance.now() - since;
      // Not within the second: a password takes what it takes, on a disk that is well too.
      const signIn = await new Caller(server.url).post('/session', ADMINISTRATOR);
      const reads = await Promise.all(
        [`/meetings/${id}`, `/meetings/${id}/export.md`, '/archive?q=x', '/me', '//healthz'].map((path) =>
          status(admin.get(path)),
        ),
      );
      await ground.recover();

      expect([refused.status, ready.status]).toEqual([503, 503]);
      for (const reply of [refused, signIn]) {
        expect(reply.headers.get('content-type')).toContain('application/problem+json');
        expect(reply.body).toMatchObject({ status: 503, code: 'storage-unavailable' });
      }
      expect(elapsedMs).toBeLessThan(3_000);
      expect(reads).toEqual([200, 200, 200, 200, 200]);
      expect(await status(admin.get('//readyz'))).toBe(200);
      expect(await status(new Caller(server.url).post('/session', ADMINISTRATOR))).toBe(200);
    },
  );

  brokenDisk(`[F7] is noticed by whoever watches although nobody writes${needs}`, async () => {
    const { admin, disk } = await StorageGround.start();
    const before = await status(admin.get('//readyz'));
    disk.setState('read-only');

    const end = performance.now() + 5_000;
    let now = before;
    while (now === 200 && performance.now() < end) now = await status(admin.get('//readyz'));

    expect([before, now]).toEqual([200, 503]);
  });
});

const canLimit = spawnSync('prlimit', ['--version']).status === 0;

it.skipIf(!canLimit)(
  '[F28] a server that has no descriptor left lives, and lets people in again (needs prlimit)',
  async () => {
    const server = await ServerUnderTest.start();
    onTestFinished(() => server.stop('SIGKILL'));
    const admin = await server.admin();
    const pid = String(server.pid);
    const open = execFileSync('ls', [`/proc/${pid}/fd`])
      .toString()
      .trim()
      .split('\n').length;
    execFileSync('prlimit', ['--pid', pid, `--nofile=${open}:`]);

    const crowd = await Promise.allSettled(
      Array.from({ length: 20 }, () => fetch(`${server.url}/healthz`, { headers: { connection: 'close' } })),
    );
    execFileSync('prlimit', ['--pid', pid, '--nofile=1024:']);
    const after = await create(admin);

    expect(crowd.some((each) => each.status === 'rejected')).toBe(true);
    expect(server.isRunning).toBe(true);
    expect(after.status).toBe(201);
  },
);
