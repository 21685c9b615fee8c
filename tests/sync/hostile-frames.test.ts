// The frame fuzz in short: the kept seed and one run of each hostility; tests/long/hostile-frames.test.ts is the same for
// as long as it takes.
import { expect, it } from 'vitest';
import { fuzzFrames } from '../support/hostile/frame-fuzz.ts';

/** Seeds that once failed stay here. */
const KEPT_SEEDS: readonly number[] = [85];

it(
  '[P16] [R3] 15,000 mutated frames stop no room, harm nobody in it and hold the process for no 50 ms',
  { timeout: 120_000 },
  async () => {
    expect(await fuzzFrames(10_000, KEPT_SEEDS)).toContain('15000 frames');
  },
);
