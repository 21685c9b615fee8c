// A hundred meetings bundled as Word files and PDFs by the built server, while two people write in another one: how long it takes,
// what memory it costs, and what they notice. Figures are printed; the claim is that the live room stays what it is without it.
import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { startGongbi } from '../bench/server-process.ts';
import { Caller, textField } from '../support/app.ts';
import { readZip } from '../support/read-zip.ts';
import { eventually, openStockClient, type WireClient } from '../support/wire-clients.ts';

const MEETINGS = 100;
const KEYSTROKES = 300;
/** As fast as two people type. */
const PAUSE_MS = 40;
const ORDER = { papers: ['minutes', 'record', 'notice', 'agenda'], formats: ['docx', 'pdf'], audience: 'internal' };

async function meetings(caller: Caller): Promise<readonly string[]> {
  const file = JSON.parse(readFileSync('server/demo/reference-meeting.json', 'utf8')) as { meeting: { name: string } };
  const ids: string[] = [];
  for (let at = 1; at <= MEETINGS; at += 1) {
    const meeting = { ...file.meeting, name: `${file.meeting.name}（第${at}次）` };
    ids.push(textField(await caller.post('/meetings/import', { ...file, meeting }), 'id'));
  }
  return ids;
}

/** From one person's key to the other person's page, ms. */
async function delay([writer, reader]: readonly [WireClient, WireClient], stroke: number): Promise<number> {
  const sentAt = performance.now();
  const came = new Promise<void>((resolve) => reader.doc.once('update', () => resolve()));
  writer.doc.getMap('meeting').set('venue', `${stroke} ${sentAt}`);
  await came;
  const took = performance.now() - sentAt;
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  return took;
}

function figuresOf(all: readonly number[]): {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
} {
  const sorted = all.toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round((sorted[Math.floor((sorted.length - 1) * share)] ?? 0) * 10) / 10;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

test('bundling a hundred meetings is not felt in a live room', async () => {
  const server = await startGongbi();
  onTestFinished(() => server.dispose());
  const caller = new Caller(server.url, { authorization: `Bearer ${server.token}` });
  const ids = await meetings(caller);
  const doc = `${await server.createMeeting()}/desk`;
  const open = (): WireClient => openStockClient({ url: server.url, token: server.token, doc });
  const room = [open(), open()] as const;
  onTestFinished(() => room.forEach((client) => client.close()));
  await eventually(() => room.every((client) => client.isSynced), 'both are synced');
  const usual: number[] = [];
  for (let stroke = 0; stroke < KEYSTROKES; stroke += 1) usual.push(await delay(room, stroke));

  const beganAt = performance.now();
  const [before, cpuBefore] = [server.rssMb(), server.cpuMs()];
  const id = textField(await caller.post('/exports', { ...ORDER, meetings: ids }), 'id');
  const during: number[] = [];
  let [peak, state, asked] = [before, 'waiting', 0];
  while (state === 'waiting' || state === 'making') {
    during.push(await delay(room, during.length));
    peak = Math.max(peak, server.rssMb());
    // As a page asks.
    if (performance.now() - asked < 2_000) continue;
    asked = performance.now();
    state = textField(await caller.get(`/exports/${id}`), 'state');
  }

  const seconds = Math.round((performance.now() - beganAt) / 1_000);
  const cpuMs = server.cpuMs();
  const response = await caller.raw('GET', `/exports/${id}/file`);
  const zip = Buffer.from(await response.arrayBuffer());
  const figures = {
    usual: figuresOf(usual),
    during: figuresOf(during),
    seconds,
    rssMb: { before, peak },
    zipMb: zip.length / 1e6,
    // Of the server alone; what sets PDFs is a process of its own.
    cpuMs: cpuMs - cpuBefore,
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  expect(state).toBe('ready');
  expect(readZip(zip).size).toBe(MEETINGS * ORDER.papers.length * ORDER.formats.length + 3);
  expect(figures.during.p95).toBeLessThan(2 * figures.usual.p95 + 25);
  expect(peak - before).toBeLessThan(150);
}, 900_000);
