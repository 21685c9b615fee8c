// The archive's search box: it follows the address, except where the address only echoes what was typed a moment ago.
import { flushSync, mount, unmount, type Component } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Calendar, provideCalendar } from '../../../client/calendar.ts';
import { provideWords, Words } from '../../../client/i18n.svelte.ts';
import ArchiveList from '../../../client/panels/archive-list.svelte';

const mounted: object[] = [];

interface Shown {
  readonly asked: readonly string[];
  readonly box: HTMLInputElement;
  type(text: string): void;
  /** What the address says now. */
  address(query: string): void;
}

async function show(): Promise<Shown> {
  const words = new Words(['zh-CN']);
  await words.load(['common', 'archive', 'formal', 'refusal']);
  const address = new SvelteMap([['q', '']]);
  const asked: string[] = [];
  const inContext: Component = (anchor) => {
    provideWords(words);
    provideCalendar(new Calendar({ words, timeZone: 'Asia/Shanghai', now: () => Date.UTC(2026, 10, 25) }));
    return ArchiveList(anchor, {
      get query() {
        return address.get('q') ?? '';
      },
      ...{ year: null, years: [], rows: [], currentKey: null, results: [], waiting: false, failure: null },
      ...{ hasMore: false, rowAddress: () => '/archive', onopen: () => undefined },
      onask: ({ query }: { readonly query: string }) => void asked.push(query),
      ...{ onmore: () => undefined, onretry: () => undefined },
    });
  };
  const target = document.createElement('div');
  mounted.push(mount(inContext, { target }));
  const box = target.querySelector('input');
  if (!box) throw new Error('no box');
  return {
    ...{ asked, box },
    type: (text) => {
      box.value = text;
      box.dispatchEvent(new InputEvent('input', { bubbles: true }));
    },
    address: (query) => {
      address.set('q', query);
      flushSync();
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(async () => {
  vi.useRealTimers();
  for (const component of mounted.splice(0)) await unmount(component);
});

test('what is typed while the page is still on its way to the last question stays, and is asked', async () => {
  const { asked, box, type, address } = await show();

  type('聘');
  vi.advanceTimersByTime(1_000);
  type('聘书');
  address('聘');
  vi.advanceTimersByTime(1_000);

  expect(box.value).toBe('聘书');
  expect(asked).toEqual(['聘', '聘书']);
});

test('the Back button brings the words of that place back into the box', async () => {
  const { box, type, address } = await show();

  type('聘书');
  vi.advanceTimersByTime(1_000);
  address('聘书');
  address('');

  expect(box.value).toBe('');
});
