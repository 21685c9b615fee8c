// A million mutated frames against a room, and twenty thousand over real sockets against the server as shipped.
// GONGBI_FRAMES says how many, 1,000,000 unless told; a fiftieth of them goes over the wires.
import { describe, expect, it, onTestFinished } from 'vitest';
import { ServerUnderTest } from '../e2e/support/server.ts';
import { fuzzFrames } from '../support/hostile/frame-fuzz.ts';
import { fuzzWires } from '../support/hostile/wire-fuzz.ts';

const FRAMES = Number(process.env['GONGBI_FRAMES'] ?? 1_000_000);
/** Seeds that once failed stay here. */
const KEPT_SEEDS: readonly number[] = [85];

describe('mutated frames', () => {
  it(`[P16] ${FRAMES} in process stop no room, harm nobody in it and hold the process for no 50 ms`, async () => {
    const summary = await fuzzFrames(FRAMES, KEPT_SEEDS);

    process.stdout.write(`${summary}\n`);
    expect(summary).toContain('worst');
  });

  it(`[P16] [R3] ${FRAMES / 50} over real sockets on both wires are noticed by nobody who types in the same room`, async () => {
    const server = await ServerUnderTest.start();
    onTestFinished(() => server.stop('SIGKILL'));

    const summary = await fuzzWires(server, FRAMES / 50);

    process.stdout.write(`${summary}\n`);
    expect(summary).toContain('hostile messages');
  });
});
