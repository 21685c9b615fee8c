// `npm run bench -- page`: the workspace as one note-taker has it, in Chromium on a processor four times slower, while five
// others write. An empty page that only holds a box to write in stands beside it in the same run: what the machine and the
// browser take by themselves. `--profile FILE` keeps a CPU profile of the writing; `--memory` adds half an hour of writing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright';
import * as Y from 'yjs';
import { addItem, itemMinutes, readAgenda } from '../../shared/doc/desk-agenda.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { Caller } from '../support/app.ts';
import { launchChromium } from '../support/chromium.ts';
import { openStockClient, type WireClient } from '../support/wire-clients.ts';
import { addPerson, Desk, liveMeeting, PASSWORD } from '../e2e/support/desk.ts';
import { ServerUnderTest } from '../e2e/support/server.ts';
import { plantMeters, plantProbe, type Probe } from './page-probe.ts';
import { tracing, type MainThread } from './page-trace.ts';
import { startWriter, write, type Writer } from './writers.ts';

const THROTTLE = 4;
const ITEMS = 14;
const PARAGRAPHS = 12;
const SENTENCE = '会议听取了标准化建设情况的汇报，要求各委员会按期完成团体标准的编制、评审与发布，并于年底前报送总结。';
const OTHERS = ['甲', '乙', '丙', '丁', '戊'];
/** Three of the five write in the item of the one who is measured. */
const PLACES = [
  { item: 1, paragraph: 2 },
  { item: 1, paragraph: 5 },
  { item: 1, paragraph: 9 },
  { item: 0, paragraph: 3 },
  { item: 4, paragraph: 3 },
];
const KEY_MS = 125;
const HALF_AN_HOUR_KEYS = 5 * 8 * 1800;

interface Ground {
  readonly server: ServerUnderTest;
  readonly admin: Caller;
  readonly meetingId: string;
  readonly doc: string;
  readonly browser: Browser;
}

/** Measures and prints. `seconds` of writing. */
export async function benchPage({ seconds, profile, memory, parts }: PageBench): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'gongbi-page-'));
  const server = await ServerUnderTest.start({ dataDir });
  const browser = await launchChromium();
  try {
    const admin = await server.admin();
    const meetingId = await liveMeeting(admin);
    const doc = `${meetingId}/desk`;
    const ground = { server, admin, meetingId, doc, browser };
    await fill(ground);
    if (parts.includes('opening'))
      for (const throttle of [1, THROTTLE]) await benchOpening(ground, { throttle, profile });
    if (parts.includes('writing')) await benchWriting(ground, { seconds, profile });
    if (memory) await benchMemory(ground);
  } finally {
    await browser.close();
    await server.stop('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  }
}

export interface PageBench {
  readonly seconds: number;
  readonly profile: string | null;
  readonly memory: boolean;
  readonly parts: readonly ('opening' | 'writing')[];
}

/** The reference meeting with fourteen items, each of about six hundred words. */
async function fill({ server, admin, doc }: Ground): Promise<void> {
  const client = openStockClient({ url: server.url, token: await server.tokenOf(admin), doc });
  await synced(client);
  for (let index = readAgenda(client.doc).length; index < ITEMS; index += 1) {
    const id = brand<ItemId>(`bench-${index}`);
    addItem(client.doc, { id, kind: 'briefing', title: `情况介绍 ${index}`, order: `y${index + 10}1` });
  }
  for (const { id } of readAgenda(client.doc)) {
    const fragment = itemMinutes(client.doc, id);
    while (fragment && fragment.length < PARAGRAPHS) {
      const text = new Y.XmlText(SENTENCE.repeat(2));
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [text]);
      fragment.push([paragraph]);
    }
  }
  await synced(client);
  client.close();
  client.doc.destroy();
}

async function open(ground: Ground, name: string, throttle: number): Promise<{ desk: Desk; session: CDPSession }> {
  const { browser, server, meetingId, admin } = ground;
  await addPerson(admin, name, 'notetaker').catch(() => undefined);
  const desk = await Desk.open(browser, {
    ...{ server, username: name, meetingId },
    prepare: async (context) => {
      await plant(context, ITEMS);
    },
  });
  const session = await desk.context.newCDPSession(desk.page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: throttle });
  return { desk, session };
}

async function plant(context: BrowserContext, editors: number): Promise<void> {
  // What runs these files names the functions in them by a helper that no page has.
  await context.addInitScript('globalThis.__name ??= (named) => named');
  await context.addInitScript(plantProbe, editors);
  await context.addInitScript(plantMeters);
}

/** A fresh load of the page by somebody who is signed in, whose browser has nothing of the meeting yet. */
async function benchOpening(
  ground: Ground,
  { throttle, profile }: { readonly throttle: number } & Pick<PageBench, 'profile'>,
): Promise<void> {
  const { desk, session } = await open(ground, `开${throttle}`, throttle);
  const { page } = desk;
  const visible: number[] = [];
  const all: number[] = [];
  let shifts = 0;
  for (let round = 0; round < 5; round += 1) {
    const probe = await openAgain(page);
    visible.push(probe.visibleAt - probe.dataAt);
    all.push(probe.allAt - probe.dataAt);
    shifts += probe.shifts.length;
    if (round === 0) showShifts(probe);
  }
  say(`opening ×${throttle}`, {
    'visible ready ms': median(visible),
    '14 editors ready ms': median(all),
    'layout shifts': shifts,
  });
  if (profile !== null) await startProfile(session);
  const thread = await tracing(ground.browser, page, async () => void (await openAgain(page)));
  if (profile !== null) await keepProfile(session, `${profile}.opening-${throttle}`);
  say(`– until all 14 stand`, { 'own ms of the main thread': thread.busyMs, pictures: thread.frames });
  showKinds(thread, thread.busyMs);
  await desk.context.close();
}

async function openAgain(page: Page): Promise<Probe> {
  await page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) if (name !== undefined) indexedDB.deleteDatabase(name);
  });
  await page.reload();
  await page.waitForFunction(() => Reflect.get(window, 'probe').allAt > 0);
  return probeOf(page);
}

async function startProfile(session: CDPSession): Promise<void> {
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: 200 });
  await session.send('Profiler.start');
}

async function keepProfile(session: CDPSession, file: string): Promise<void> {
  const { profile } = await session.send('Profiler.stop');
  writeFileSync(file, JSON.stringify(profile));
}

async function benchWriting(
  ground: Ground,
  { seconds, profile }: Pick<PageBench, 'seconds' | 'profile'>,
): Promise<void> {
  const { desk, session } = await open(ground, '周敏', THROTTLE);
  const writers = await startWriters(ground);
  const { page } = desk;
  await page.waitForFunction(() => Reflect.get(window, 'probe').allAt > 0);
  await desk.minutesOf('律所情况介绍').locator('p').nth(1).click();
  await page.keyboard.press('End');
  await page.evaluate(() => {
    const probe: Probe = Reflect.get(window, 'probe');
    for (const list of [probe.keysMs, probe.longTasksMs, probe.shifts]) list.length = 0;
  });
  if (profile !== null) await startProfile(session);
  const startedAt = performance.now();
  const thread = await tracing(ground.browser, page, () => type(page, seconds));
  if (profile !== null) await keepProfile(session, profile);
  const wallMs = performance.now() - startedAt;
  const probe = await probeOf(page);
  for (const writer of writers) writer.stop();
  const empty = await benchEmpty(ground, seconds);
  const remote = writers.reduce((sum, { written }) => sum + written, 0);
  say(`writing ×${THROTTLE}, five others`, {
    ...spread(probe.keysMs),
    'layout shifts': probe.shifts.length,
    'long tasks': probe.longTasksMs.length,
    'longest ms': Math.max(0, ...probe.longTasksMs),
    ...cpu(thread, wallMs),
    'remote letters so far': remote,
  });
  showShifts(probe);
  showKinds(thread, wallMs);
  say(`an empty page ×${THROTTLE}`, empty);
  await desk.context.close();
}

function showKinds({ kinds }: MainThread, wholeMs: number): void {
  for (const [kind, ms] of [...kinds].slice(0, 12))
    process.stdout.write(`  ${((ms * 100) / wholeMs).toFixed(1).padStart(5)} %  ${kind}\n`);
}

function showShifts({ shifts }: Probe): void {
  for (const { value, what } of shifts.slice(0, 5))
    process.stdout.write(`  moved by ${value.toFixed(4)}: ${what.join(' ')}\n`);
}

async function startWriters({ server, admin, doc }: Ground): Promise<Writer[]> {
  const writers: Writer[] = [];
  for (const [index, name] of OTHERS.entries()) {
    await addPerson(admin, name, 'notetaker');
    const token = await server.tokenOf(await server.signIn(name, PASSWORD));
    const place = PLACES[index] ?? { item: 0, paragraph: 0 };
    writers.push(await startWriter({ url: server.url, token, doc, ...place }));
  }
  return writers;
}

async function benchEmpty({ browser }: Ground, seconds: number): Promise<Record<string, number>> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  await plant(context, 0);
  const page = await context.newPage();
  await page.goto('data:text/html,<div contenteditable>x</div>');
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
  await page.locator('div').click();
  const startedAt = performance.now();
  const thread = await tracing(browser, page, () => type(page, seconds));
  const wallMs = performance.now() - startedAt;
  const { keysMs } = await probeOf(page);
  await context.close();
  return { ...spread(keysMs), ...cpu(thread, wallMs) };
}

/** Half an hour of five people's writing, as fast as the page takes it in; then what the page holds. */
async function benchMemory(ground: Ground): Promise<void> {
  const { desk, session } = await open(ground, '陈一帆', 1);
  const { page } = desk;
  await page.waitForFunction(() => Reflect.get(window, 'probe').allAt > 0);
  const { server, admin, doc } = ground;
  const client = openStockClient({ url: server.url, token: await server.tokenOf(admin), doc });
  await synced(client);
  const heapBefore = await heapMb(session);
  for (let count = 0; count < HALF_AN_HOUR_KEYS; count += 1) {
    const place = PLACES[count % PLACES.length] ?? { item: 0, paragraph: 0 };
    write(client, { ...place, url: '', token: '', doc }, Math.floor(count / PLACES.length));
    if (count % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 4));
  }
  await synced(client);
  await desk.isSaved();
  say('half an hour of writing', {
    'heap MB before': heapBefore,
    after: await heapMb(session),
    letters: HALF_AN_HOUR_KEYS,
    'DOM nodes': await page.evaluate(() => document.querySelectorAll('*').length),
  });
  client.close();
  client.doc.destroy();
  await benchLeaving(desk, session);
  await desk.context.close();
}

const LEAVINGS = 20;

/** The page is left and come back to; what the browser holds is counted each time it was left. */
async function benchLeaving({ page }: Desk, session: CDPSession): Promise<void> {
  await session.send('Performance.enable');
  const held = async (): Promise<Record<string, number>> => {
    await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? NaN;
    return { 'heap MB': await heapMb(session), listeners: of('JSEventListeners'), nodes: of('Nodes') };
  };
  for (let round = 1; round <= LEAVINGS; round += 1) {
    await page.locator('header a.home').click();
    await page.locator('article').first().waitFor({ state: 'detached' });
    if (round === 1 || round === LEAVINGS) say(`left ${round} times`, await held());
    await page.goBack();
    await page.locator('article .ProseMirror').first().waitFor();
  }
}

async function type(page: Page, seconds: number): Promise<void> {
  const letters = Math.round((seconds * 1000) / KEY_MS);
  for (let index = 0; index < letters; index += 1) {
    await page.keyboard.press('abcdefghij'[index % 10] ?? 'a');
    // Not in step with the screen.
    await new Promise((resolve) => setTimeout(resolve, KEY_MS - 10 + Math.random() * 20));
  }
}

async function heapMb(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1e6;
}

async function probeOf(page: Page): Promise<Probe> {
  return page.evaluate((): Probe => Reflect.get(window, 'probe'));
}

async function synced(client: WireClient): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 50));
  while (!client.isSynced) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Processor time: a busy machine stretches waiting, not this. */
function cpu({ busyMs, keysMs, frames }: MainThread, wallMs: number): Record<string, number> {
  const own = spread(keysMs);
  return {
    'own ms a key p50': own['p50 ms'] ?? NaN,
    'own p95': own['p95 ms'] ?? NaN,
    'main thread busy %': (busyMs * 100) / wallMs,
    'pictures a second': (frames * 1000) / wallMs,
  };
}

function spread(values: readonly number[]): Record<string, number> {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { keys: sorted.length, 'p50 ms': at(0.5), 'p95 ms': at(0.95), 'p99 ms': at(0.99) };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function say(what: string, figures: Readonly<Record<string, number>>): void {
  const words = Object.entries(figures).map(([name, value]) => `${name} ${Number(value.toFixed(1))}`);
  process.stdout.write(`${what.padEnd(28)} ${words.join('  ')}\n`);
}
