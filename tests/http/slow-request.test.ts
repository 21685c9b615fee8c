// Requests that never come to their end, or bring too much before it: each is ended, and who is honest is answered
// beside them (T59). Our own limits by hand; node's, which no clock of ours moves, set short.
import { expect, onTestFinished, test } from 'vitest';
import { createListener } from '../../server/http/server.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { HandClock } from '../support/hand-clock.ts';
import { portOf, rawLine, requestOf } from '../support/raw-request.ts';
import { eventually } from '../support/wire-clients.ts';

const SLOW = 8;
const headers = (count: number): readonly string[] => [
  'Host: x',
  ...Array.from({ length: count - 1 }, (_, index) => `X-${index}: y`),
];

async function statusOf(app: TestApp): Promise<number> {
  return (await app.anyone.get('//healthz')).status;
}

test('[T59] a header that never ends is cut off although it drips, and others are answered meanwhile', async () => {
  const server = createListener({ tls: null });
  const limitMs = server.headersTimeout;
  server.headersTimeout = 100;
  server.on('request', (_request, response) => response.end('honest'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const port = portOf(server);
  const slow = Array.from({ length: SLOW }, () => rawLine(port, 'GET / HTTP/1.1\r\nHost: x\r\n'));
  const drip = setInterval(() => slow.forEach(({ socket }) => socket.writable && socket.write('X-Drip: 1\r\n')), 20);
  onTestFinished(() => clearInterval(drip));

  const honest = await (await fetch(`http://127.0.0.1:${port}/`)).text();
  await eventually(() => slow.every(({ isGone }) => isGone), 'the end of all');

  expect(limitMs).toBe(10_000);
  expect(honest).toBe('honest');
  expect(slow.map(({ answer }) => answer.split('\r\n')[0])).toEqual(slow.map(() => 'HTTP/1.1 408 Request Timeout'));
});

test('[T59] of header lines 100 are taken, and 101 refused rather than forgotten', async () => {
  const app = await startApp();

  const taken = rawLine(app.port, requestOf('GET /healthz', headers(100)));
  const refused = rawLine(app.port, requestOf('GET /healthz', headers(101)));
  const refusedToo = rawLine(app.port, requestOf('GET /healthz', headers(400)));
  await eventually(() => taken.answer !== '' && refused.isGone && refusedToo.isGone, 'the answers');

  expect(taken.answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(refused.answer).toMatch(/^HTTP\/1\.1 431 /);
  expect(refusedToo.answer).toMatch(/^HTTP\/1\.1 431 /);
  expect(await statusOf(app)).toBe(200);
});

test('[T59] a header of more than 16 KB is refused and its line ended', async () => {
  const app = await startApp();

  const long = rawLine(app.port, requestOf('GET /healthz', ['Host: x', `X-Long: ${'y'.repeat(17_000)}`]));
  await eventually(() => long.isGone, 'the end');

  expect(long.answer).toMatch(/^HTTP\/1\.1 431 /);
  expect(await statusOf(app)).toBe(200);
});

test('[T59] a body that drips is cut off after 30 seconds, wherever it goes', async () => {
  const clock = new HandClock();
  const app = await startApp({ clock });
  const paths = ['/api/v1/session', '/api/v1/nowhere', '/socket.io/?EIO=4&transport=polling', '/a/page'];
  const form = ['Host: x', 'Content-Type: application/json', 'Content-Length: 1000', 'Expect: 100-continue'];
  const slow = paths.map((path) => rawLine(app.port, requestOf(`POST ${path}`, form)));
  await eventually(() => slow.every(({ answer }) => answer !== ''), 'that they have begun');
  for (const { socket } of slow) socket.write('{');

  clock.advance(29_000);
  for (const { socket } of slow) socket.write(' ');
  const before = await statusOf(app);
  const stillThere = slow[0]?.isGone;
  clock.advance(1_001);
  await eventually(() => slow.every(({ isGone }) => isGone), 'the end of all');

  expect([before, await statusOf(app)]).toEqual([200, 200]);
  expect(stillThere).toBe(false);
});
