// Parts of the page that come after its first picture.
import { flushSync, mount, unmount, type Component } from 'svelte';
import { createSubscriber } from 'svelte/reactivity';
import { afterEach, expect, test } from 'vitest';
import { later, type Later } from '../../../client/state/later.svelte.ts';
import { PageParts, providePageParts, type PartKind } from '../../../client/state/page-parts.svelte.ts';

const mounted: object[] = [];
afterEach(async () => {
  for (const component of mounted.splice(0)) await unmount(component);
});

interface Asked {
  readonly held: Later<string>;
  readonly page: PageParts;
  readonly times: () => number;
  /** The network answers what was asked last. */
  readonly answer: (part: string | null) => Promise<void>;
  /** What was asked as the `nth`, from 0, does not come. */
  readonly fail: (nth: number) => Promise<void>;
  /** Somebody wants the part. */
  readonly want: () => void;
}

interface Asking {
  readonly page: PageParts;
  readonly what: PartKind;
}

function ask({ page = new PageParts(), what = 'editor' }: Partial<Asking> = {}): Asked {
  const asked: ((part: string | null) => void)[] = [];
  let tell = (): void => undefined;
  const wanted = createSubscriber((update) => {
    tell = update;
  });
  const load = (): Promise<string> =>
    new Promise((resolve, reject) => {
      asked.push((part) => (part === null ? reject(new TypeError('no network')) : resolve(part)));
    });
  const made: Later<string>[] = [];
  const component: Component = () => {
    providePageParts(page);
    made.push(later(load, wanted, what));
    return {};
  };
  mounted.push(mount(component, { target: document.createElement('div') }));
  flushSync();
  const [held] = made;
  if (!held) throw new Error('nothing was made');
  return {
    held,
    page,
    times: () => asked.length,
    answer: async (part) => {
      asked.at(-1)?.(part);
      await Promise.resolve();
      flushSync();
    },
    fail: async (nth) => {
      asked[nth]?.(null);
      await Promise.resolve();
      flushSync();
    },
    want: () => {
      tell();
      flushSync();
    },
  };
}

test('a part is asked for at once and there when it came', async () => {
  const asked = ask();
  const before = asked.held.part;

  await asked.answer('dialogs');

  expect(before).toBeNull();
  expect(asked.held.part).toBe('dialogs');
});

test('a part that did not come is asked for again when someone wants it', async () => {
  const asked = ask();
  await asked.answer(null);

  asked.want();
  await asked.answer('dialogs');

  expect(asked.times()).toBe(2);
  expect(asked.held.part).toBe('dialogs');
});

test('whoever wants a part once more is told once more that it did not come', async () => {
  const asked = ask();
  await asked.answer(null);
  const told = [asked.held.isMissing];

  asked.want();
  told.push(asked.held.isMissing);
  await asked.answer(null);

  expect([...told, asked.held.isMissing]).toEqual([true, false, true]);
});

test('the page knows what is missing until it comes, and asks for it again', async () => {
  const asked = ask();
  const before = asked.page.lack;
  await asked.answer(null);
  const missing = [asked.page.lack, asked.held.isMissing];

  asked.page.again();
  await asked.answer('dialogs');

  expect(before).toBeNull();
  expect(missing).toEqual(['editor', true]);
  expect([asked.page.lack, asked.held.isMissing, asked.held.part]).toEqual([null, false, 'dialogs']);
});

test('of two who were asked the one that came counts, also when the other fails after it', async () => {
  const asked = ask();
  await asked.answer(null);
  asked.page.again();
  asked.want();

  await asked.answer('dialogs');
  await asked.fail(1);

  expect([asked.page.lack, asked.held.isMissing, asked.held.part]).toEqual([null, false, 'dialogs']);
});

test('what nobody waits for any more is not missing', async () => {
  const asked = ask();
  await asked.answer(null);

  await unmount(mounted.pop() ?? {});

  expect(asked.page.lack).toBeNull();
});

test('a part that is here is not asked for again', async () => {
  const asked = ask();
  await asked.answer('dialogs');

  asked.want();

  expect(asked.times()).toBe(1);
});

test('what comes later is asked for once, when nothing holds it back any more', () => {
  const page = new PageParts();
  const letGo = page.hold();
  const asked = ask({ page, what: 'page' });
  asked.want();
  const before = asked.times();

  letGo();

  expect([before, asked.times()]).toEqual([0, 1]);
});

test('nothing holds back the editor', () => {
  const page = new PageParts();
  page.hold();

  const asked = ask({ page, what: 'editor' });

  expect(asked.times()).toBe(1);
});

test('what is held back is not asked for when its place is left', async () => {
  const page = new PageParts();
  const letGo = page.hold();
  const asked = ask({ page, what: 'page' });
  await unmount(mounted.pop() ?? {});

  letGo();

  expect(asked.times()).toBe(0);
});

test('a part that nobody asked for counts as missing no more once whoever held it is gone', async () => {
  const asked = ask();
  await asked.answer(null);
  const before = asked.page.lack;

  for (const component of mounted.splice(0)) await unmount(component);

  expect([before, asked.page.lack]).toEqual(['editor', null]);
});

test('parts are coming from when they are asked for until the last of them came or did not', async () => {
  const page = new PageParts();
  const before = page.areComing;
  const [one, other] = [ask({ page }), ask({ page })];
  const seen = [page.areComing];

  await one.answer('dialogs');
  seen.push(page.areComing);
  await other.answer(null);

  expect([before, ...seen, page.areComing]).toEqual([false, true, true, false]);
});

test('parts are coming while something holds them back', () => {
  const page = new PageParts();
  const letGo = page.hold();
  const held = page.areComing;

  letGo();
  letGo();

  expect([held, page.areComing]).toEqual([true, false]);
});

test('a part that resolves to nothing because nobody wanted it yet is not missing', async () => {
  const page = new PageParts();
  const made: Later<string | null>[] = [];
  const component: Component = () => {
    providePageParts(page);
    // As the dialogs of a menu are asked for: what nobody wants resolves to nothing.
    made.push(later(() => Promise.resolve(null)));
    return {};
  };
  mounted.push(mount(component, { target: document.createElement('div') }));
  flushSync();
  await Promise.resolve();

  expect([made[0]?.isMissing, page.lack]).toEqual([false, null]);
});
