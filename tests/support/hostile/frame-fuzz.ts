// Many seeded runs of the frame fuzz, one after another, and what they came to in one line.
import { expect } from 'vitest';
import { FrameRun, type FrameReport } from './frame-run.ts';
import { MAX_HELD_MS } from './main-thread.ts';

const FRAMES_A_RUN = 5_000;
/** Heap that a whole fuzz may take: it is bounded by the room, not by what was sent. */
const MAX_HEAP_BYTES = 1_000_000_000;

/** Plays the kept seeds and then as many as `frames` take; answers the line to print. */
export async function fuzzFrames(frames: number, keptSeeds: readonly number[]): Promise<string> {
  const answers = new Map<string, number>();
  const runs = Math.ceil(frames / FRAMES_A_RUN);
  const seeds = [...keptSeeds, ...Array.from({ length: runs }, (_, index) => index + 1)];
  let worstMs = 0;
  let heapBytes = 0;
  for (const seed of seeds) {
    const report = await new FrameRun(seed).play(FRAMES_A_RUN);
    worstMs = Math.max(worstMs, await confirmedWorst(seed, report));
    heapBytes = Math.max(heapBytes, process.memoryUsage().heapUsed);
    for (const [answer, count] of report.answers) answers.set(answer, (answers.get(answer) ?? 0) + count);
    expect(worstMs, `seed ${seed}: a frame held the process`).toBeLessThanOrEqual(MAX_HELD_MS);
  }
  expect(heapBytes).toBeLessThan(MAX_HEAP_BYTES);
  const kinds = [...answers].sort(([, a], [, b]) => b - a).map(([answer, count]) => `${answer} ${count}`);
  const summary = `${seeds.length * FRAMES_A_RUN} frames, seeds 1–${runs}, worst ${worstMs.toFixed(1)} ms`;
  return `${summary}, heap ${Math.round(heapBytes / 1e6)} MB; ${kinds.join(', ')}`;
}

/** A frame over the limit is sent again, in its whole run, up to three times: a busy machine is not the frame's fault. */
async function confirmedWorst(seed: number, first: FrameReport): Promise<number> {
  let { worstMs, slow } = first;
  for (let again = 0; again < 3 && slow.size > 0; again += 1) {
    const next = await new FrameRun(seed).play(FRAMES_A_RUN);
    slow = new Map([...slow].filter(([frame]) => next.slow.has(frame)));
    if (slow.size === 0) worstMs = Math.min(worstMs, MAX_HELD_MS);
  }
  return worstMs;
}
