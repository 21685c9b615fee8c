// Many seeded runs of the frame fuzz, one after another, and what they came to in one line.
import { expect } from 'vitest';
import { FrameRun, type FrameReport, type Hostility } from './frame-run.ts';
import { MAX_HELD_MS } from './main-thread.ts';

const FRAMES_A_RUN = 5_000;
/** Heap that a whole fuzz may take: it is bounded by the room, not by what was sent. */
const MAX_HEAP_BYTES = 1_000_000_000;

interface Run {
  readonly seed: number;
  readonly hostility: Hostility;
}

/** Plays the kept seeds and then as many as `frames` take; answers the line to print. */
export async function fuzzFrames(frames: number, keptSeeds: readonly number[]): Promise<string> {
  const answers = new Map<string, number>();
  const count = Math.ceil(frames / FRAMES_A_RUN);
  const kept = keptSeeds.map((seed): Run => ({ seed, hostility: 'bytes' }));
  const fresh = Array.from({ length: count }, (_, index): Run => {
    return { seed: index + 1, hostility: index % 2 === 0 ? 'bytes' : 'drafts' };
  });
  const runs = [...kept, ...fresh];
  let [worstMs, readable, heapBytes, diverged] = [0, 0, 0, 0];
  for (const run of runs) {
    const report = await play(run);
    const [heldMs, frame] = await confirmedWorst(run, report);
    worstMs = Math.max(worstMs, heldMs);
    readable += report.readable;
    diverged += report.isDiverged ? 1 : 0;
    heapBytes = Math.max(heapBytes, process.memoryUsage().heapUsed);
    for (const [answer, count] of report.answers) answers.set(answer, (answers.get(answer) ?? 0) + count);
    expect(heldMs, `seed ${run.seed} of ${run.hostility}: frame ${frame} held the process`).toBeLessThanOrEqual(
      MAX_HELD_MS,
    );
  }
  expect(heapBytes).toBeLessThan(MAX_HEAP_BYTES);
  expect(readable, 'frames that reach the guard').toBeGreaterThan((runs.length * FRAMES_A_RUN) / 3);
  const kinds = [...answers].sort(([, a], [, b]) => b - a).map(([answer, count]) => `${answer} ${count}`);
  const summary = `${runs.length * FRAMES_A_RUN} frames, seeds 1–${count}, worst ${worstMs.toFixed(1)} ms`;
  return `${summary}, heap ${Math.round(heapBytes / 1e6)} MB; readable ${readable}, runs that ended with differing replicas ${diverged}; ${kinds.join(', ')}`;
}

/**
 * The frame that held the process longest, and how long. One over the limit is sent again, in its whole run, up to three
 * times, and the shortest reading counts: a busy machine is not the frame's fault.
 */
async function confirmedWorst(run: Run, { heldMs }: FrameReport): Promise<readonly [heldMs: number, frame: number]> {
  let shortest = heldMs;
  for (let again = 0; again < 3 && Math.max(...shortest) > MAX_HELD_MS; again += 1) {
    const next = await play(run);
    shortest = shortest.map((ms, frame) => Math.min(ms, next.heldMs[frame] ?? ms));
  }
  const worst = Math.max(...shortest);
  return [worst, shortest.indexOf(worst)];
}

function play({ seed, hostility }: Run): Promise<FrameReport> {
  return new FrameRun(seed, hostility).play(FRAMES_A_RUN);
}
