// Back and forward inside the workspace.
import { describe, expect, test } from 'vitest';
import { Trail, type Stand } from '../../../client/state/trail.ts';
import { FakeDevice } from '../support/fake-device.ts';

const START: Stand = { tab: 'tasks', task: null, drawer: 'none', dialog: null, over: 0, jumps: 0, top: 0 };

/** As the browser's: going back takes effect later. */
class FakeHistory {
  readonly #entries: unknown[] = [{ ours: 'router' }];
  #at = 0;
  #going = 0;

  get at(): number {
    return this.#at;
  }

  get state(): unknown {
    return this.#entries[this.#at];
  }

  pushState(state: unknown): void {
    this.#entries.splice(this.#at + 1, this.#entries.length, structuredClone(state));
    this.#at += 1;
  }

  replaceState(state: unknown): void {
    this.#entries[this.#at] = structuredClone(state);
  }

  back(): void {
    this.#going -= 1;
  }

  go(by: number): void {
    this.#at += by;
  }

  /** Goes where `back` was asked to; false when it was not. */
  arrive(): boolean {
    const goes = this.#going !== 0;
    this.#at += this.#going;
    this.#going = 0;
    return goes;
  }
}

function withoutTop(stand: Stand): Stand {
  if (stand.over > 0) return { ...stand, over: stand.over - 1 };
  return stand.dialog !== null ? { ...stand, dialog: null } : { ...stand, drawer: 'none' };
}

/** A page on a history of its own. `isLeaving`: another page was asked for, which has not come yet. */
function openPage({ begin = START, isLeaving = false } = {}) {
  const device = new FakeDevice();
  const history = new FakeHistory();
  let stand: Stand = begin;
  const scrolledTo: number[] = [];
  const open = (): Trail<Stand> =>
    new Trail<Stand>({
      ...{ history, stepBack: () => history.back() },
      read: () => stand,
      apply: (next) => {
        scrolledTo.push(next.top);
        stand = { ...next, jumps: stand.jumps };
      },
      closeTop: () => {
        stand = withoutTop(stand);
      },
      isLeaving: () => isLeaving,
      after: (delayMs, task) => device.after(delayMs, task),
    });
  let trail = open();
  /** Until the trail has asked the browser to go back, not until it has gone. */
  const wait = (): void => device.advance(100);
  const settle = (): void => {
    wait();
    if (history.arrive()) trail.popped(history.state);
  };
  return {
    steps: () => history.at,
    stand: () => stand,
    entry: () => history.state,
    scroll: (top: number) => {
      stand = { ...stand, top };
    },
    change: (patch: Partial<Stand>) => {
      stand = { ...stand, ...patch };
      trail.follow();
    },
    jump: (top: number, patch: Partial<Stand> = {}, then = (one: Trail<Stand>): void => one.follow()) => {
      trail.leave();
      stand = { ...stand, ...patch, top, jumps: stand.jumps + 1 };
      then(trail);
    },
    /** The same step of the history, on a page that begins. */
    reload: () => {
      trail.close();
      stand = START;
      trail = open();
    },
    /** The places the minutes were sent to. */
    scrolledTo: () => scrolledTo,
    wait,
    asksBack: () => history.arrive(),
    settle,
    go: (by: number) => {
      settle();
      history.go(by);
      return trail.popped(history.state);
    },
  };
}

describe('Back', () => {
  test('returns from a jump to where one was reading', () => {
    const page = openPage();
    page.scroll(320);
    page.jump(4000);

    page.go(-1);

    expect(page.stand().top).toBe(320);
  });

  test('shows the tab and the task as they were', () => {
    const page = openPage();
    page.change({ tab: 'decisions' });
    page.change({ tab: 'tasks', task: 't1' });

    page.go(-1);
    const once = page.stand();
    page.go(-1);

    expect(once).toMatchObject({ tab: 'decisions', task: null });
    expect(page.stand()).toMatchObject({ tab: 'tasks', task: null });
  });

  test('closes a drawer, and leaves no step of its own', () => {
    const page = openPage();
    page.change({ drawer: 'side' });

    page.go(-1);
    page.settle();

    expect(page.stand().drawer).toBe('none');
    expect(page.steps()).toBe(0);
  });

  test('after a jump out of a drawer does not open the drawer again', () => {
    const page = openPage();
    page.change({ drawer: 'agenda' });
    page.jump(900, { drawer: 'none' });

    page.go(-1);

    expect(page.stand()).toMatchObject({ drawer: 'none', top: 0 });
    expect(page.steps()).toBe(0);
  });

  test('after something was chosen in a dialog that closed first does not open the dialog again', () => {
    const page = openPage();
    page.change({ dialog: 'palette' });
    page.change({ dialog: null });
    page.jump(900);

    page.go(-1);

    expect(page.stand()).toMatchObject({ dialog: null, top: 0 });
    expect(page.steps()).toBe(0);
  });

  test('and Forward lead to the same place again', () => {
    const page = openPage();
    page.change({ tab: 'people' });

    page.go(-1);
    page.go(1);

    expect(page.stand().tab).toBe('people');
  });
});

test('a drawer closed by its own means takes its step away', () => {
  const page = openPage();
  page.change({ drawer: 'side' });

  page.change({ drawer: 'none' });
  page.settle();

  expect(page.steps()).toBe(0);
});

describe('a layer closed by its own means', () => {
  test('leaves the minutes where they are', () => {
    const page = openPage();
    page.scroll(320);
    page.change({ dialog: 'share' });

    page.change({ dialog: null });
    page.settle();

    expect(page.stand()).toMatchObject({ dialog: null, top: 320 });
    expect(page.scrolledTo()).toEqual([]);
  });

  test('leaves the minutes where they were scrolled to meanwhile', () => {
    const page = openPage();
    page.change({ drawer: 'agenda' });
    page.scroll(640);

    page.change({ drawer: 'none' });
    page.settle();
    page.change({ tab: 'people' });
    page.go(-1);

    expect(page.stand().top).toBe(640);
  });

  test('keeps the tab and the task that were chosen in it', () => {
    const page = openPage();
    page.change({ drawer: 'side' });
    page.change({ tab: 'decisions' });
    page.change({ tab: 'tasks', task: 't1' });

    page.change({ drawer: 'none' });
    page.settle();
    const closed = page.stand();
    page.change({ dialog: 'keys' });
    page.go(-1);

    expect(closed).toMatchObject({ tab: 'tasks', task: 't1', drawer: 'none' });
    expect(page.stand()).toMatchObject({ tab: 'tasks', task: 't1', drawer: 'none', dialog: null });
  });

  test('leaves the layer below it open', () => {
    const page = openPage();
    page.change({ drawer: 'side' });
    page.change({ dialog: 'keys' });

    page.change({ dialog: null });
    page.settle();
    const below = page.stand();
    page.go(-1);

    expect(below).toMatchObject({ drawer: 'side', dialog: null });
    expect(page.stand().drawer).toBe('none');
    expect(page.steps()).toBe(0);
  });

  test('leaves open what is opened before the browser has gone back', () => {
    const page = openPage();
    page.change({ dialog: 'share' });
    page.change({ dialog: null });
    page.wait();

    page.change({ dialog: 'keys' });
    page.settle();

    expect(page.stand().dialog).toBe('keys');
    expect(page.steps()).toBe(1);
  });

  test('keeps the place that is left by a jump before the browser has gone back', () => {
    const page = openPage();
    page.change({ dialog: 'share' });
    page.change({ dialog: null });
    page.scroll(320);
    page.wait();

    page.jump(4000);
    page.settle();
    const jumped = page.stand();
    page.go(-1);

    expect(jumped.top).toBe(4000);
    expect(page.stand().top).toBe(320);
  });
});

test('Back out of a layer leads to where the minutes stood when it was opened', () => {
  const page = openPage();
  page.scroll(320);
  page.change({ dialog: 'share' });

  page.go(-1);

  expect(page.stand()).toMatchObject({ dialog: null, top: 320 });
});

test('Back from another tab leads to where the minutes stood', () => {
  const page = openPage();
  page.scroll(320);
  page.change({ tab: 'people' });

  page.go(-1);

  expect(page.stand()).toMatchObject({ tab: 'tasks', top: 320 });
});

/** What the address names is opened. */
function arrived(trail: Trail<Stand>): void {
  trail.arrive();
  trail.follow();
}

test('the place that an address names leaves no step besides its own', () => {
  const page = openPage();

  page.jump(900, { tab: 'decisions' }, arrived);
  expect(page.steps()).toBe(0);
  expect(page.entry()).toMatchObject({ stand: { tab: 'decisions' } });

  page.jump(40);
  expect(page.steps()).toBe(1);
});

test('a dialog that an address opens has a step, for Back to close', () => {
  const page = openPage();

  page.jump(0, { dialog: 'facts' }, arrived);

  expect(page.steps()).toBe(1);
});

test('scrolling leaves no step', () => {
  const page = openPage();

  page.change({ top: 700 });

  expect(page.steps()).toBe(0);
});

test('what others keep in the history stays there', () => {
  const page = openPage();

  page.change({ tab: 'files' });

  expect(page.entry()).toMatchObject({ ours: 'router' });
});

test('a page that begins under a dialog of the last page is not left when that dialog goes', () => {
  const page = openPage({ begin: { ...START, over: 1, dialog: 'archive' } });

  page.change({ over: 0, dialog: null });
  page.wait();

  expect(page.asksBack()).toBe(false);
});

test('a dialog that closes as another page is asked for does not call that page off', () => {
  const page = openPage({ isLeaving: true });
  page.change({ dialog: 'palette' });

  page.change({ dialog: null });
  page.wait();

  expect(page.asksBack()).toBe(false);
});

test('a step of another page is left alone', () => {
  const page = openPage();
  page.change({ tab: 'files' });

  expect(page.go(-5)).toBe(false);
  expect(page.stand().tab).toBe('files');
});

describe('Back with a layer open closes it and does nothing else', () => {
  test.each<readonly [string, readonly Partial<Stand>[], Partial<Stand>]>([
    ['a drawer', [{ drawer: 'side' }], {}],
    ['a drawer in which another tab was chosen', [{ drawer: 'side' }, { tab: 'decisions' }], { tab: 'decisions' }],
    ['a drawer in which a task was opened', [{ drawer: 'side' }, { task: 't1' }], { task: 't1' }],
    ['a dialog of the bar', [{ dialog: 'share', over: 1 }], {}],
    ['a dialog of the agenda', [{ over: 1 }], {}],
    ['the history of an item', [{ over: 1 }], {}],
  ])('%s', (_what, opened, kept) => {
    const page = openPage();
    page.change({ tab: 'people' });
    page.scroll(320);
    for (const patch of opened) page.change(patch);
    // What a bar's dialog says of itself goes with its layer.
    page.change({ dialog: null });

    page.go(-1);
    page.settle();

    expect(page.stand()).toMatchObject({ tab: 'people', task: null, drawer: 'none', over: 0, top: 320, ...kept });
    expect(page.steps()).toBe(1);
  });

  test('the topmost first, then the one below it, then the page goes back', () => {
    const page = openPage();
    page.change({ tab: 'people' });
    page.change({ drawer: 'side' });
    page.change({ over: 1 });
    page.change({ over: 2 });

    const seen = [1, 2, 3, 4].map(() => {
      page.go(-1);
      page.settle();
      const { tab, drawer, over } = page.stand();
      return [tab, drawer, over];
    });

    expect(seen).toEqual([
      ['people', 'side', 1],
      ['people', 'side', 0],
      ['people', 'none', 0],
      ['tasks', 'none', 0],
    ]);
  });
});

test('a page that is loaded anew on the step of a dialog steps back from it', () => {
  const page = openPage();
  page.change({ over: 1 });

  page.reload();
  page.settle();

  expect(page.steps()).toBe(0);
  expect(page.entry()).toMatchObject({ stand: { over: 0 } });
});
