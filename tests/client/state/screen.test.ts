// Which screen state counts, what survives a reload, and the server's clock on a PC whose own is wrong.
import { describe, expect, it } from 'vitest';
import { ScreenClock } from '../../../client/state/screen-clock.ts';
import { forgetScreen, keepScreen, recallScreen, replaces, type Shelf } from '../../../client/state/screen-memory.ts';
import type { Device } from '../../../client/sync/device.ts';
import type { ScreenState } from '../../../shared/protocol/screen-state.ts';

const state = (revision: number): ScreenState => ({
  version: 1,
  revision,
  serverNow: 1_000_000,
  locale: 'zh-CN',
  timeZone: 'Asia/Shanghai',
  phase: 'live',
  meeting: { title: '常务理事会', shortTitle: '常务理事会' },
  scene: { kind: 'blank' },
});

function shelf(): Shelf {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => void kept.set(key, text),
    removeItem: (key) => void kept.delete(key),
  };
}

function device(): Device & { wall: number; monotonic: number } {
  return {
    wall: 0,
    monotonic: 0,
    now() {
      return this.wall;
    },
    monotonicMs() {
      return this.monotonic;
    },
    after: () => () => undefined,
    random: () => 0.5,
    clientId: () => 1,
    randomId: () => 'id',
  };
}

describe('which state counts', () => {
  it('ignores a straggler of the same connection', () => {
    expect(replaces(state(5), state(4), false)).toBe(false);
    expect(replaces(state(5), state(6), false)).toBe(true);
  });

  it('believes the first state of a connection, for a restarted server counts from one', () => {
    expect(replaces(state(500), state(1), true)).toBe(true);
  });

  it('keeps what it shows when a newer server speaks another version', () => {
    const other: ScreenState = JSON.parse(JSON.stringify({ ...state(9), version: 2 }));

    expect(replaces(state(5), other, true)).toBe(false);
  });
});

describe('the shelf', () => {
  it('gives back what was kept for this link, and nothing for another', () => {
    const kept = shelf();

    keepScreen(kept, 'a', { state: state(3), aheadMs: 7 });

    expect(recallScreen(kept, 'a')).toEqual({ state: state(3), aheadMs: 7 });
    expect(recallScreen(kept, 'b')).toBeNull();
  });

  it('forgets a withdrawn link', () => {
    const kept = shelf();
    keepScreen(kept, 'a', { state: state(3), aheadMs: 0 });

    forgetScreen(kept, 'a');

    expect(recallScreen(kept, 'a')).toBeNull();
  });

  it('takes damage and forbidden storage for nothing kept', () => {
    const damaged: Shelf = { ...shelf(), getItem: () => '{"state":' };
    const forbidden: Shelf = {
      ...shelf(),
      setItem: () => {
        throw new Error('denied');
      },
    };

    expect(recallScreen(damaged, 'a')).toBeNull();
    expect(() => keepScreen(forbidden, 'a', { state: state(1), aheadMs: 0 })).not.toThrow();
  });
});

describe('the clock', () => {
  it('shows the server time on a PC a day off, also when someone sets that PC', () => {
    const pc = device();
    pc.wall = 86_400_000;
    const clock = new ScreenClock(pc);

    clock.hear(5_000);
    pc.monotonic = 2_000;
    pc.wall = 0;

    expect(clock.now()).toBe(7_000);
  });

  it('takes the message that was under way for the shortest time', () => {
    const pc = device();
    const clock = new ScreenClock(pc);

    clock.hear(10_000);
    pc.monotonic = 1_000;
    clock.hear(10_700);

    expect(clock.now()).toBe(11_000);
  });

  it('follows the server from its last word after an interruption', () => {
    const pc = device();
    const clock = new ScreenClock(pc);
    clock.hear(10_000);
    pc.monotonic = 1_000;
    clock.hear(10_700);

    clock.forget();

    expect(clock.now()).toBe(10_700);
  });

  it('starts a reloaded page from how far off the PC was', () => {
    const pc = device();
    pc.wall = 500;
    const clock = new ScreenClock(pc);

    clock.recallAhead(9_500);

    expect(clock.now()).toBe(10_000);
  });
});
