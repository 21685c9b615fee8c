// What 500 lines that never finish their request cost those who do (T59). The program as it is shipped, with its real
// limits; prints what it found.
import { expect, onTestFinished, test } from 'vitest';
import { ServerUnderTest } from '../e2e/support/server.ts';
import { rawLine, type RawLine } from '../support/raw-request.ts';
import { eventually } from '../support/wire-clients.ts';

const SLOW = 500;
const HONEST = 400;
const HEAD = 'POST /api/v1/session HTTP/1.1\r\nHost: x\r\n';
const BODY = `${HEAD}Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{`;

async function p95Of(ask: () => Promise<unknown>): Promise<number> {
  const tookMs: number[] = [];
  for (let count = 0; count < HONEST; count += 1) {
    const startedMs = performance.now();
    await ask();
    tookMs.push(performance.now() - startedMs);
  }
  return tookMs.sort((a, b) => a - b)[Math.floor(HONEST * 0.95)] ?? Infinity;
}

test('[T59] 500 slow lines hold up nobody, and all are ended', { timeout: 120_000 }, async () => {
  const server = await ServerUnderTest.start();
  onTestFinished(() => server.stop('SIGKILL'));
  const admin = await server.admin();
  const ask = async (): Promise<void> => expect((await admin.get('/me')).status).toBe(200);
  await p95Of(ask);
  const aloneMs = await p95Of(ask);
  const port = Number(new URL(server.url).port);
  const slow: readonly RawLine[] = Array.from({ length: SLOW }, (_, index) =>
    rawLine(port, index % 2 === 0 ? HEAD : BODY),
  );
  await eventually(() => slow.every(({ socket }) => !socket.connecting), 'the slow ones');
  const drip = setInterval(() => {
    slow.forEach(({ socket }, index) => socket.writable && socket.write(index % 2 === 0 ? 'X-Drip: 1\r\n' : ' '));
  }, 1_000);
  onTestFinished(() => clearInterval(drip));

  const besideMs = await p95Of(ask);
  await eventually(() => slow.every(({ isGone }) => isGone), 'the end of every slow one', 45_000);

  process.stdout.write(
    `p95 of honest requests: ${aloneMs.toFixed(1)} ms alone, ${besideMs.toFixed(1)} ms beside ${SLOW}\n`,
  );
  expect(besideMs).toBeLessThanOrEqual(aloneMs + 100);
});
