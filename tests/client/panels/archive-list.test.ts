// The archive's list: what each line says of what was found; its search box, which follows the address, except where the address only echoes what was typed a moment ago.
import { flushSync, mount, unmount, type Component } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ArchiveHit } from '../../../shared/api/archive.schema.ts';
import { rowsOf } from '../../../client/archive-search.svelte.ts';
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
  /** What each line says, piece by piece. */
  lines(): readonly (readonly string[])[];
}

async function show(hits: readonly ArchiveHit[] = []): Promise<Shown> {
  const words = new Words(['zh-CN']);
  await words.load(['common', 'archive', 'formal', 'refusal']);
  const address = new SvelteMap([['q', '']]);
  const asked: string[] = [];
  const meeting = { archiveId: 'a1', meetingId: 'm1', version: 1, title: '例会', date: null, archivedAt: 0 };
  const rows = rowsOf(hits.length > 0 ? [{ ...meeting, hits: [...hits] }] : []);
  const inContext: Component = (anchor) => {
    provideWords(words);
    provideCalendar(new Calendar({ words, timeZone: 'Asia/Shanghai', now: () => Date.UTC(2026, 10, 25) }));
    return ArchiveList(anchor, {
      get query() {
        return address.get('q') ?? '';
      },
      ...{ year: null, body: null, years: [], rows, currentKey: null, results: [], waiting: false, failure: null },
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
    lines: () =>
      [...target.querySelectorAll('a')].map((line) =>
        [...line.querySelectorAll('.kind, .item, .text')].map((piece) => piece.textContent),
      ),
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

test('each line says what was found, in which item, and how it reads', async () => {
  const { lines } = await show([
    { kind: 'minutes', itemId: 'i1', itemTitle: '聘任顾问', text: '颁发聘书', ranges: [] },
    { kind: 'file', text: '聘书样张.pdf', ranges: [] },
    { itemId: 'i1', itemTitle: '聘任顾问', text: '从前编入索引的一段', ranges: [] },
  ]);

  expect(lines()).toEqual([
    ['纪要', '聘任顾问', '颁发聘书'],
    ['附件', '聘书样张.pdf'],
    ['聘任顾问', '从前编入索引的一段'],
  ]);
});
