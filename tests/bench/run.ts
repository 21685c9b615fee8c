// `npm run bench`: both wires against the bare relay, in turn within one run, the median of several rounds. Ratios are
// the result; absolute figures belong to the machine. `npm run bench -- --quick` is one short round;
// `npm run bench -- page` measures the workspace in a browser instead, `-- tasks` the register of tasks, `-- papers` what is printed.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { benchPage } from './page.ts';
import { benchPapers } from './papers.ts';
import { coldOpen, kill, room, storm } from './scenarios.ts';
import { slowReader } from './slow-reader.ts';
import { benchTasks } from './tasks.ts';
import type { WireName } from './peers.ts';

const quick = process.argv.includes('--quick');
const ROUNDS = quick ? 1 : 3;
const SECONDS = quick ? 4 : 8;
const READERS = quick ? [30, 150] : [30, 150, 500];
const WIRES: readonly WireName[] = ['null', 'y-websocket', 'socket.io'];
const STATE_BYTES = 1_100_000;

interface Row {
  readonly scenario: string;
  readonly wire: WireName;
  readonly figures: Readonly<Record<string, string>>;
}

const rows: Row[] = [];

async function benchRoom(readers: number): Promise<void> {
  const runs = new Map<WireName, { cpu: number[]; p50: number[]; p99: number[] }>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const wire of WIRES) {
      const figures = await room(wire, readers, SECONDS);
      const run = runs.get(wire) ?? { cpu: [], p50: [], p99: [] };
      run.cpu.push(figures.cpuPerThousand);
      run.p50.push(figures.p50Ms);
      run.p99.push(figures.p99Ms);
      runs.set(wire, run);
    }
  }
  const base = median(runs.get('null')?.cpu ?? []);
  for (const [wire, run] of runs) {
    const cpu = median(run.cpu);
    const figures = {
      'cpu ms/1000': cpu.toFixed(1),
      '× null': (cpu / base).toFixed(2),
      'p50 ms': median(run.p50).toFixed(1),
      'p99 ms': median(run.p99).toFixed(1),
    };
    rows.push({ scenario: `S1 N=${readers}`, wire, figures });
  }
}

async function benchStorm(): Promise<void> {
  const runs = new Map<WireName, { last: number[]; cpu: number[] }>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const wire of WIRES) {
      const { lastMs, cpuMs } = await storm(wire, 200, STATE_BYTES);
      const run = runs.get(wire) ?? { last: [], cpu: [] };
      run.last.push(lastMs);
      run.cpu.push(cpuMs);
      runs.set(wire, run);
    }
  }
  const base = median(runs.get('null')?.cpu ?? []);
  for (const [wire, run] of runs) {
    const figures = {
      'last ms': median(run.last).toFixed(0),
      'cpu ms': median(run.cpu).toFixed(0),
      '× null': (median(run.cpu) / base).toFixed(2),
    };
    rows.push({ scenario: 'S3 200 joins', wire, figures });
  }
}

async function benchSlowReader(): Promise<void> {
  const runs = new Map<WireName, { without: number[]; with: number[]; rssWithout: number[]; rssWith: number[] }>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const wire of WIRES) {
      const figures = await slowReader(wire, quick ? 3 : 5);
      const run = runs.get(wire) ?? { without: [], with: [], rssWithout: [], rssWith: [] };
      run.without.push(figures.p95WithoutMs);
      run.with.push(figures.p95WithMs);
      run.rssWithout.push(figures.growthWithoutMb);
      run.rssWith.push(figures.growthWithMb);
      runs.set(wire, run);
    }
  }
  for (const [wire, run] of runs) {
    const [without, withOne] = [median(run.without), median(run.with)];
    const figures = {
      'p95 ms without': without.toFixed(1),
      'with one slow': withOne.toFixed(1),
      ratio: (withOne / without).toFixed(2),
      'RSS MB without': median(run.rssWithout).toFixed(0),
      with: median(run.rssWith).toFixed(0),
    };
    rows.push({ scenario: 'S7 slow reader', wire, figures });
  }
}

async function benchColdOpen(): Promise<void> {
  for (const wire of ['y-websocket', 'socket.io'] as const) {
    const took: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) took.push(await coldOpen(wire, STATE_BYTES));
    rows.push({ scenario: 'S4 cold open', wire, figures: { ms: median(took).toFixed(0) } });
  }
}

async function benchKill(): Promise<void> {
  for (const wire of ['y-websocket', 'socket.io'] as const) {
    const totals = { acknowledged: 0, delivered: 0, lost: 0, doubled: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      const figures = await kill(wire);
      for (const key of ['acknowledged', 'delivered', 'lost', 'doubled'] as const) totals[key] += figures[key];
    }
    rows.push({
      scenario: `S6 ${ROUNDS} kills`,
      wire,
      figures: Object.fromEntries(Object.entries(totals).map(([key, value]) => [key, String(value)])),
    });
    if (totals.lost + totals.doubled > 0) process.exitCode = 1;
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function print(): void {
  for (const row of rows) {
    const figures = Object.entries(row.figures).map(([name, value]) => `${name} ${value}`);
    process.stdout.write(`${row.scenario.padEnd(14)} ${row.wire.padEnd(12)} ${figures.join('  ')}\n`);
  }
}

if (!process.argv.includes('--no-build')) {
  const build = fileURLToPath(new URL('../../.config/build.mjs', import.meta.url));
  execFileSync(process.execPath, [build, '--if-stale'], { stdio: 'inherit' });
}
if (process.argv.includes('page')) {
  const only = (['opening', 'writing'] as const).find((part) => process.argv.includes(`--${part}`));
  const profileAt = process.argv.indexOf('--profile');
  await benchPage({
    seconds: quick ? 10 : 30,
    profile: profileAt < 0 ? null : (process.argv[profileAt + 1] ?? null),
    memory: process.argv.includes('--memory'),
    parts: only !== undefined ? [only] : process.argv.includes('--memory') ? [] : ['opening', 'writing'],
  });
} else if (process.argv.includes('tasks')) {
  if (!(await benchTasks())) process.exitCode = 1;
} else if (process.argv.includes('papers')) {
  if (!(await benchPapers())) process.exitCode = 1;
} else {
  for (const readers of READERS) await benchRoom(readers);
  await benchStorm();
  await benchSlowReader();
  await benchColdOpen();
  await benchKill();
  print();
}
