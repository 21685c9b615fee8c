// When a reader counts as behind and when as too slow. [P21]
import { describe, expect, it } from 'vitest';
import { Backlog } from '../../server/transport/backlog.ts';
import { HandClock } from '../support/hand-clock.ts';

const KB = 1_024;

function backlog(): { readonly clock: HandClock; readonly line: Backlog; hold(bytes: number): void } {
  const clock = new HandClock();
  let queued = 0;
  return { clock, line: new Backlog(() => queued, clock), hold: (bytes) => (queued = bytes) };
}

describe('a reader', () => {
  it('is behind above 256 KB and too slow above 1 MB', () => {
    const { line, hold } = backlog();
    const judged = [256, 257, 1_024, 1_025].map((kilobytes) => {
      hold(kilobytes * KB);
      return [line.isBehind, line.isTooSlow];
    });

    expect(judged).toEqual([
      [false, false],
      [true, false],
      [true, false],
      [true, true],
    ]);
  });

  it('is too slow when it stays behind for over ten seconds, however little', () => {
    const { clock, line, hold } = backlog();
    hold(300 * KB);
    const first = line.isTooSlow;
    clock.advance(10_000);
    const inTime = line.isTooSlow;
    clock.advance(1);

    expect([first, inTime, line.isTooSlow]).toEqual([false, false, true]);
  });

  it('that catches up in between has its ten seconds again', () => {
    const { clock, line, hold } = backlog();
    hold(300 * KB);
    expect(line.isTooSlow).toBe(false);
    clock.advance(9_000);
    hold(200 * KB);
    expect(line.isTooSlow).toBe(false);
    hold(300 * KB);
    expect(line.isTooSlow).toBe(false);
    clock.advance(9_000);

    expect(line.isTooSlow).toBe(false);
  });

  it('is not blamed for the state it joined with, until it has read it', () => {
    const { line, hold } = backlog();
    line.allow('desk', 20_000 * KB);
    hold(20_100 * KB);
    const joining = line.bytes;
    hold(0);
    const read = line.bytes;
    hold(2_000 * KB);

    expect([joining, read, line.isTooSlow]).toEqual([100 * KB, 0, true]);
  });

  it('that joins again without having read is too slow: asking alone must not fill the memory', () => {
    const { line, hold } = backlog();
    line.allow('desk', 2_000 * KB);
    line.allow('record', 10 * KB);
    hold(2_010 * KB);
    const joined = line.isTooSlow;
    line.allow('desk', 2_000 * KB);
    hold(4_010 * KB);

    expect([joined, line.isTooSlow]).toEqual([false, true]);
  });
});
