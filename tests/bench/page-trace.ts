// What the main thread of a page did, from Chromium's own trace: processor time, which a busy machine does not stretch as
// it stretches waiting. Knows nothing of the page.
import type { Browser, Page } from 'playwright';

const CATEGORIES = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink', '__metadata'];

/** Times in milliseconds of processor time. */
export interface MainThread {
  readonly busyMs: number;
  /** Own time of each kind of work, the dearest first. */
  readonly kinds: ReadonlyMap<string, number>;
  readonly frames: number;
  /** For each key: the tasks that took it and the frame that showed it. */
  readonly keysMs: readonly number[];
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string; readonly data?: { readonly type?: string } };
}

interface Span {
  readonly name: string;
  readonly type: string | undefined;
  readonly from: number;
  readonly to: number;
  readonly cpuMs: number;
  /** Of the spans directly inside. */
  insideMs: number;
}

/** Runs `work` and answers what the page's main thread did meanwhile. */
export async function tracing(browser: Browser, page: Page, work: () => Promise<void>): Promise<MainThread> {
  await browser.startTracing(page, { categories: CATEGORIES });
  await work();
  const trace: { traceEvents: readonly TraceEvent[] } = JSON.parse((await browser.stopTracing()).toString());
  return read(trace.traceEvents);
}

function read(events: readonly TraceEvent[]): MainThread {
  const tasks = mainSpans(events);
  const kinds = new Map<string, number>();
  for (const { name, cpuMs, insideMs } of tasks.all) kinds.set(name, (kinds.get(name) ?? 0) + cpuMs - insideMs);
  const frames = tasks.all.filter(({ name }) => name === 'Commit');
  return {
    busyMs: tasks.outer.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    kinds: new Map([...kinds].sort((a, b) => b[1] - a[1])),
    frames: frames.length,
    keysMs: tasks.all
      .filter(({ name, type }) => name === 'EventDispatch' && type === 'keydown')
      .map((key) => costOf(key, tasks.outer, frames)),
  };
}

/** The tasks from the key's own to the one that hands the next picture over, those between them left out. */
function costOf(key: Span, tasks: readonly Span[], frames: readonly Span[]): number {
  const taken = tasks.find(({ from, to }) => from <= key.from && key.to <= to);
  const shown = frames.find(({ from }) => from >= key.to);
  const frame = shown && tasks.find(({ from, to }) => from <= shown.from && shown.to <= to);
  return (taken?.cpuMs ?? 0) + (frame && frame !== taken ? frame.cpuMs : 0);
}

/** The page's renderer is the one that was the busiest. */
function mainSpans(events: readonly TraceEvent[]): { readonly all: readonly Span[]; readonly outer: readonly Span[] } {
  const mains = events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  const [busiest] = mains
    .map(({ pid, tid }) => events.filter((event) => event.pid === pid && event.tid === tid && event.ph === 'X'))
    .sort((a, b) => b.length - a.length);
  const sorted = [...(busiest ?? [])].sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  const all: Span[] = [];
  const outer: Span[] = [];
  const open: Span[] = [];
  for (const { name, ts, dur = 0, tdur = 0, args } of sorted) {
    const span = { name, type: args?.data?.type, from: ts, to: ts + dur, cpuMs: tdur / 1000, insideMs: 0 };
    while (open.length > 0 && (open.at(-1)?.to ?? 0) <= ts) open.pop();
    const around = open.at(-1);
    if (around) around.insideMs += span.cpuMs;
    else outer.push(span);
    all.push(span);
    open.push(span);
  }
  return { all, outer };
}
