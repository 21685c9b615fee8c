// What uploads cost the program as it is shipped: a line of figures each, and bounds wide enough for a busy machine.
// While they come in, somebody asks the server the time: what they wait is what everybody waits.
import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { textField, type Caller } from '../support/app.ts';
import { hollowPng, jpeg } from '../support/files/pictures.ts';
import { download, upload } from '../support/files/uploads.ts';
import { ServerUnderTest } from '../e2e/support/server.ts';

const MEGABYTE = 1024 * 1024;

interface Scene {
  readonly server: ServerUnderTest;
  readonly admin: Caller;
  readonly meetingId: string;
}

async function stage(): Promise<Scene> {
  const server = await ServerUnderTest.start();
  onTestFinished(() => server.stop('SIGKILL'));
  const admin = await server.admin();
  const meetingId = textField(await admin.post('/meetings', { title: '会议' }), 'id');
  await upload(admin, meetingId, { content: 'warm' });
  return { server, admin, meetingId };
}

interface Watched<T> {
  readonly value: T;
  readonly elapsedMs: number;
  readonly worstMs: number;
  /** Of the server's own process; null where there is no /proc. */
  readonly grownBytes: number;
}

/** Does `work` while somebody asks all the time. */
async function watched<T>({ server }: Scene, work: () => Promise<T>): Promise<Watched<T>> {
  const before = residentBytes(server);
  let [worstMs, most, isOver] = [0, before, false];
  const asking = (async () => {
    while (!isOver) {
      const askedAt = performance.now();
      await (await fetch(`${server.url}/healthz`)).text();
      worstMs = Math.max(worstMs, performance.now() - askedAt);
      most = Math.max(most, residentBytes(server));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  })();
  const startedAt = performance.now();
  const value = await work();
  const elapsedMs = performance.now() - startedAt;
  isOver = true;
  await asking;
  return { value, elapsedMs, worstMs, grownBytes: most - before };
}

function residentBytes({ pid }: ServerUnderTest): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}

function print(what: string, { elapsedMs, worstMs, grownBytes }: Watched<unknown>, more = ''): void {
  const figures = `${Math.round(elapsedMs)} ms${more}, worst answer meanwhile ${Math.round(worstMs)} ms`;
  process.stdout.write(`${what}: ${figures}, memory +${Math.round(grownBytes / MEGABYTE)} MB\n`);
}

describe.skipIf(process.platform !== 'linux')('measured (needs /proc)', () => {
  it('fifty megabytes up and down', async () => {
    const scene = await stage();
    const content = Buffer.alloc(50 * MEGABYTE - 1_000, 'a');

    const up = await watched(scene, () => upload(scene.admin, scene.meetingId, { content }));
    const down = await watched(scene, () => download(scene.admin, textField(up.value, 'id')));

    const rate = (ms: number): string => `, ${Math.round(50_000 / ms)} MB/s`;
    print('50 MB up', up, rate(up.elapsedMs));
    print('50 MB down', down, rate(down.elapsedMs));
    expect([up.value.status, down.value.bytes.equals(content)]).toEqual([201, true]);
    for (const { worstMs, grownBytes } of [up, down]) {
      expect(worstMs).toBeLessThan(500);
      expect(grownBytes).toBeLessThan(100 * MEGABYTE);
    }
  });

  it('a photo of twelve megapixels', async () => {
    const scene = await stage();
    const content = jpeg(4_032, 3_024);

    const photo = await watched(scene, () => upload(scene.admin, scene.meetingId, { name: 'p.jpg', content }));

    print('12-megapixel photo to 201', photo);
    expect(photo.value.status).toBe(201);
    expect(photo.elapsedMs).toBeLessThan(10_000);
    expect(photo.worstMs).toBeLessThan(500);
    expect(photo.grownBytes).toBeLessThan(100 * MEGABYTE);
  });

  it('[T28] a picture that asks for gigabytes', async () => {
    const scene = await stage();
    const content = hollowPng(60_000, 60_000);

    const bomb = await watched(scene, () => upload(scene.admin, scene.meetingId, { name: 'p.png', content }));

    print('3.6-gigapixel PNG to 422', bomb);
    expect(bomb.value.status).toBe(422);
    expect(bomb.elapsedMs).toBeLessThan(2_000);
    expect(bomb.grownBytes).toBeLessThan(150 * MEGABYTE);
  });
});
