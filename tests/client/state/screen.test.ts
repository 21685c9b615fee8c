// Which screen state counts, what survives a reload, and the server's clock on a PC whose own is wrong.
import { describe, expect, it, vi } from 'vitest';
import { ScreenClock } from '../../../client/state/screen-clock.ts';
import {
  isScreenState,
  openScreenMemory,
  replaces,
  ScreenMemory,
  type Shelf,
} from '../../../client/state/screen-memory.ts';
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

const HOUR = 3_600_000;

function shelf(): Shelf {
  const kept = new Map<string, string>();
  return {
    keys: () => [...kept.keys()],
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => void kept.set(key, text),
    removeItem: (key) => void kept.delete(key),
  };
}

function memory(over: Shelf, name: string, at = 0): ScreenMemory {
  return new ScreenMemory({ shelf: over, name, knows: isScreenState, now: () => at });
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
    expect(replaces(state(5), state(4), { isFirstOfConnection: false, knows: isScreenState })).toBe(false);
    expect(replaces(state(5), state(6), { isFirstOfConnection: false, knows: isScreenState })).toBe(true);
  });

  it('believes the first state of a connection, for a restarted server counts from one', () => {
    expect(replaces(state(500), state(1), { isFirstOfConnection: true, knows: isScreenState })).toBe(true);
  });

  it('keeps what it shows when a newer server speaks another version', () => {
    const other: ScreenState = JSON.parse(JSON.stringify({ ...state(9), version: 2 }));

    expect(replaces(state(5), other, { isFirstOfConnection: true, knows: isScreenState })).toBe(false);
  });
});

describe('the memory of a link', () => {
  it('gives back what was kept for this link, and nothing for another', () => {
    const kept = shelf();

    memory(kept, 'a').keep({ state: state(3), aheadMs: 7 });

    expect(memory(kept, 'a').recall()).toEqual({ state: state(3), aheadMs: 7 });
    expect(memory(kept, 'b').recall()).toBeNull();
  });

  it('forgets a withdrawn link', () => {
    const kept = shelf();
    memory(kept, 'a').keep({ state: state(3), aheadMs: 0 });

    memory(kept, 'a').forget();

    expect(memory(kept, 'a').recall()).toBeNull();
    expect(kept.keys()).toEqual([]);
  });

  it('shows nothing that is older than half a day, and clears away what other links left', () => {
    const kept = shelf();
    for (const name of ['a', 'b']) memory(kept, name).keep({ state: state(3), aheadMs: 0 });
    kept.setItem('of the site', 'stays');

    const justInTime = memory(kept, 'a', 12 * HOUR).recall();
    const tooLate = memory(kept, 'a', 12 * HOUR + 1).recall();

    expect(justInTime?.state).toEqual(state(3));
    expect(tooLate).toBeNull();
    expect(kept.keys()).toEqual(['of the site']);
  });

  it('takes damage and forbidden storage for nothing kept', () => {
    const damaged: Shelf = { ...shelf(), keys: () => ['gongbi:screen:a'], getItem: () => '{"state":' };
    const denied = (): never => {
      throw new Error('denied');
    };
    const forbidden: Shelf = { keys: denied, getItem: denied, setItem: denied, removeItem: denied };

    expect(memory(damaged, 'a').recall()).toBeNull();
    expect(memory(forbidden, 'a').recall()).toBeNull();
    expect(() => {
      memory(forbidden, 'a').keep({ state: state(1), aheadMs: 0 });
      memory(forbidden, 'a').forget();
    }).not.toThrow();
  });

  it('lies on the device, under a name that does not tell the link', async () => {
    localStorage.clear();
    const token = 'k3mZ9QpL0aVt7wXyB2nCde';

    (await openScreenMemory(token, () => 0)).keep({ state: state(3), aheadMs: 0 });

    expect((await openScreenMemory(token, () => 0)).recall()?.state).toEqual(state(3));
    expect((await openScreenMemory('another', () => 0)).recall()).toBeNull();
    expect(JSON.stringify({ ...localStorage })).not.toContain(token);
  });

  it('lies in the tab where the browser can neither hash nor open the page without the server', async () => {
    localStorage.clear();
    vi.stubGlobal('crypto', {});

    (await openScreenMemory('token', () => 0)).keep({ state: state(3), aheadMs: 0 });
    const again = await openScreenMemory('token', () => 0);
    vi.unstubAllGlobals();

    expect(again.recall()?.state).toEqual(state(3));
    expect(localStorage.length).toBe(0);
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
