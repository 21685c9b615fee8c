// @vitest-environment node
// How often copies are compared while six people type without end, eight keys a second each: a watchdog that sleeps then
// would sleep just when it is needed. [R16]
import { describe, expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import { canonicalRoots } from '../../../shared/doc/canonical.ts';
import { FakeDevice } from '../support/fake-device.ts';
import { DESK, joinedPage, meetingServer, storageSettles, type Page } from '../support/desk-page.ts';

const WRITERS = 6;
const KEY_MS = 125;
const DIGEST_MS = 5_000;

async function comparedOf(latencyMs: number, digests: number): Promise<readonly number[]> {
  const server = meetingServer(new FakeDevice());
  const counts: number[] = [];
  const pages: Page[] = [];
  for (let index = 0; index < WRITERS; index += 1) {
    counts.push(0);
    const digestOf = (part: 'desk' | 'record') => async (ydoc: Parameters<typeof canonicalRoots>[0]) => {
      if (part === 'desk') counts[index] = (counts[index] ?? 0) + 1;
      return createHash('sha256').update(canonicalRoots(ydoc, part)).digest('hex');
    };
    pages.push(await joinedPage(server, { set: { digestOf } }));
  }
  server.latencyMs = latencyMs;
  const { device } = server;
  pages.forEach((page, index) => {
    const type = (): void => {
      page.type('字');
      // No two people type in step, and nobody like a clock.
      device.after(KEY_MS * (0.5 + device.random()), type);
    };
    device.after((KEY_MS / WRITERS) * index, type);
  });
  for (let digest = 0; digest < digests; digest += 1) {
    device.advance(DIGEST_MS + device.random() * 100);
    server.sendDigest(DESK);
    device.advance(latencyMs + 1);
    await storageSettles();
  }
  expect(pages.map((page) => page.provider.renewal)).toEqual(pages.map(() => null));
  return counts;
}

describe('[R16] six people who type without end', () => {
  // Measured over 60 digests: 84 % compared at 2 ms there and back, 74 % at 10 ms, 50 % at 50 ms, 12 % at 100 ms, none
  // at 200 ms, where the next key always comes before the answer to the last; who pauses for that long is compared.
  it.each([
    { where: 'in one house', latencyMs: 5, atLeast: 8 },
    { where: 'across a country', latencyMs: 25, atLeast: 2 },
  ])('are compared again and again $where, and nobody is renewed for nothing', async ({ latencyMs, atLeast }) => {
    const counts = await comparedOf(latencyMs, 15);

    expect(Math.min(...counts)).toBeGreaterThanOrEqual(atLeast);
  });
});
