// Crowds, measured: how soon 200 people are out who lost their right, and what 2,000 strangers cost who only stand there
// (P13, P15). The program as it is shipped; prints what it found.
import { readFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { accountId, startApp, textField } from '../support/app.ts';
import { LIVE_WIRES, type LiveWire } from '../support/live-wires.ts';
import { eventually, openSocketIoClient } from '../support/wire-clients.ts';
import { ServerUnderTest } from '../e2e/support/server.ts';

const MANY = 200;
const STRANGERS = 2_000;
const MEGABYTE = 1_048_576;

test('[P13] 200 lines of one person end within a second, and nothing comes after', { timeout: 120_000 }, async () => {
  const app = await startApp();
  const admin = await app.admin();
  const doc = `${textField(await admin.post('/meetings', { title: '会议' }), 'id')}/desk`;
  const li = await app.as('notetaker', { username: 'li' });
  const token = textField(await li.post('/tokens', { label: 'test' }), 'token');
  const other = textField(await (await app.as('notetaker')).post('/tokens', { label: 'test' }), 'token');
  const writer = openSocketIoClient({ url: app.url, token: other, doc });
  onTestFinished(() => writer.close());
  await eventually(() => writer.isSynced, 'the writer');
  const stock = LIVE_WIRES['y-websocket'];
  if (!stock) throw new Error('no such wire');
  const lines: LiveWire[] = [];
  for (let count = 0; count < MANY; count += 1) {
    lines.push(await stock({ url: app.url, doc, credential: { token }, joins: true }));
  }
  let word = 0;
  const typing = setInterval(() => writer.doc.getMap('meeting').set('chair', `${word++}`), 10);
  onTestFinished(() => clearInterval(typing));
  await eventually(() => lines.every(({ shown }) => shown > 2), 'words at everyone');

  const id = await accountId(admin, 'li');
  await admin.patch(`/accounts/${id}`, { disabled: true });
  const lostAtMs = performance.now();
  const endedMs = new Map<LiveWire, number>();
  await eventually(() => {
    for (const line of lines) if (line.isGone && !endedMs.has(line)) endedMs.set(line, performance.now() - lostAtMs);
    return endedMs.size === MANY;
  }, 'every ending');
  const shown = lines.map((line) => line.shown);
  const before = word;
  await eventually(() => word > before + 20, 'more words');

  const sorted = [...endedMs.values()].sort((a, b) => a - b);
  const p99 = sorted[Math.floor(MANY * 0.99) - 1] ?? Infinity;
  process.stdout.write(`out of the document after ${Math.round(p99)} ms (p99 of ${MANY})\n`);
  expect(p99).toBeLessThanOrEqual(1_000);
  expect(lines.map((line) => line.shown)).toEqual(shown);
});

test('[P15] 2,000 strangers cost at most 100 MB, and a person comes in beside them', { timeout: 120_000 }, async () => {
  const server = await ServerUnderTest.start();
  onTestFinished(() => server.stop('SIGKILL'));
  const admin = await server.admin();
  const token = await server.tokenOf(admin);
  const doc = `${textField(await admin.post('/meetings', { title: '会议' }), 'id')}/desk`;
  const before = rssOf(server.pid);
  const { hostname, port } = new URL(server.url);
  const lines = [
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ];
  let open = 0;
  for (let count = 0; count < STRANGERS; count += 1) {
    const socket = connectTcp(Number(port), hostname);
    socket.on('error', () => undefined);
    socket.on('connect', () => {
      open += 1;
      socket.write(
        `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${hostname}\r\n${lines.join('\r\n')}\r\n\r\n`,
      );
    });
    onTestFinished(() => void socket.destroy());
  }
  await eventually(() => open >= STRANGERS, 'the crowd', 30_000);

  const startedMs = performance.now();
  const client = openSocketIoClient({ url: server.url, token, doc });
  onTestFinished(() => client.close());
  let most = 0;
  await eventually(() => {
    most = Math.max(most, rssOf(server.pid));
    return client.isSynced;
  }, 'the person');
  const tookMs = performance.now() - startedMs;

  const cost = (most - before) / MEGABYTE;
  process.stdout.write(`${STRANGERS} strangers: ${cost.toFixed(1)} MB; a person in after ${Math.round(tookMs)} ms\n`);
  expect(cost).toBeLessThanOrEqual(100);
  expect(tookMs).toBeLessThanOrEqual(3_000);
});

function rssOf(pid: number | null): number {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1_024;
}
