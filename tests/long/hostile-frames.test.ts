// A million mutated frames against a room, and twenty thousand over real sockets against the server as shipped.
// GONGBI_FRAMES says how many, 1,000,000 unless told; a fiftieth of them goes over the wires.
import { describe, expect, it } from 'vitest';
import { fuzzFrames } from '../support/hostile/frame-fuzz.ts';

const FRAMES = Number(process.env['GONGBI_FRAMES'] ?? 1_000_000);
/** Seeds that once failed stay here. */
const KEPT_SEEDS: readonly number[] = [85];

describe('mutated frames', () => {
  it(`[P16] ${FRAMES} in process stop no room, harm nobody in it and hold the process for no 50 ms`, async () => {
    const summary = await fuzzFrames(FRAMES, KEPT_SEEDS);

    process.stdout.write(`${summary}\n`);
    expect(summary).toContain('worst');
  });
});
