// The frame fuzz in short; tests/long/hostile-frames.test.ts is the same for as long as it takes.
import { expect, it } from 'vitest';
import { fuzzFrames } from '../support/hostile/frame-fuzz.ts';

/** Seeds that once failed stay here. */
const KEPT_SEEDS: readonly number[] = [85];

it(
  '[P16] [R3] 25,000 mutated frames stop no room, harm nobody in it and hold the process for no 50 ms',
  { timeout: 120_000 },
  async () => {
    expect(await fuzzFrames(20_000, KEPT_SEEDS)).toContain('25000 frames');
  },
);
