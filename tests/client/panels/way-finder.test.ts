// Links to places of a meeting: what is there is opened and shown, what was removed is said to be.
import { flushSync } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import WayFinder from '../../../client/panels/way-finder.svelte';
import { fragmentOf, type Place } from '../../../client/deep-link.ts';
import { anchorOf } from '../../../shared/doc/anchor.ts';
import { itemMinutes } from '../../../shared/doc/desk-agenda.ts';
import { addThread } from '../../../shared/doc/desk-comments.ts';
import type { CommentId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import * as Y from 'yjs';
import { ITEM, USER } from '../support/desk-page.ts';
import { showPage, type Shown } from '../support/page-stage.ts';

const GONE = '0123456789ABCDEFGHIJKL';
const THREAD = brand<CommentId>('0123456789ABCDEFGHIJKM');

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  location.hash = '';
  sessionStorage.clear();
});

async function follow(fragment: string, prepare: (shown: Shown) => void = () => undefined): Promise<Shown> {
  vi.stubGlobal('requestAnimationFrame', (task: () => void) => queueMicrotask(task));
  // What the page before went back to may come late.
  history.replaceState(null, '', location.pathname);
  const options = { areas: ['way', 'workspace', 'minutes', 'review'], answers: {}, inMeeting: true } as const;
  const shown = await showPage(WayFinder, options, closing);
  prepare(shown);
  location.hash = fragment;
  window.dispatchEvent(new PopStateEvent('popstate', { state: null }));
  await shown.settle();
  await new Promise((resolve) => setImmediate(resolve));
  flushSync();
  // What the last effects asked to be done with the next picture.
  await new Promise((resolve) => setImmediate(resolve));
  vi.unstubAllGlobals();
  return shown;
}

test.each<readonly [Place | '#item=<b>', string]>([
  [{ kind: 'item', id: GONE }, '链接所指的议题已经移除。'],
  [{ kind: 'task', id: GONE }, '链接所指的任务已经移除。'],
  [{ kind: 'decision', id: GONE }, '链接所指的决议已经移除。'],
  [{ kind: 'comment', id: GONE }, '链接所指的批注已经移除。'],
  ['#item=<b>', '这个链接看不懂，已打开会议本身。'],
])('a link to what is gone says so: %j', async (place, told) => {
  const shown = await follow(typeof place === 'string' ? place : fragmentOf(place));

  expect(shown.target.textContent).toContain(told);
});

test('a link to a remark opens its tab and its thread, and marks the passage it is about', async () => {
  const shown = await follow(fragmentOf({ kind: 'comment', id: THREAD }), remarkOn('标准化管理办法'));

  expect([shown.view.tab, shown.open?.remarks.opened]).toEqual(['comments', THREAD]);
  expect(shown.open?.passages.of(ITEM).map(({ kind, anchor }) => [kind, anchor.quote])).toEqual([
    ['flash', '标准化管理办法'],
  ]);
  expect(shown.target.textContent.trim()).toBe('');
});

test('a link to a remark whose words are gone opens the thread and says which words', async () => {
  const shown = await follow(fragmentOf({ kind: 'comment', id: THREAD }), (page) => {
    remarkOn('标准化管理办法')(page);
    const text = page.open && itemMinutes(page.open.meeting.desk, ITEM);
    text?.delete(0, text.length);
  });

  expect(shown.open?.remarks.opened).toBe(THREAD);
  expect(shown.target.textContent).toContain('链接所指的文字已不在纪要中：“标准化管理办法”');
});

test('a page that was asked for no place begins where one wrote last in this tab', async () => {
  const places: string[] = [];
  const article = document.createElement('article');
  article.id = `minutes-${ITEM}`;
  article.innerHTML = '<div contenteditable="true" tabindex="0"></div>';
  article.scrollIntoView = () => void places.push(article.id);
  document.body.append(article);
  closing.push(() => article.remove());
  const first = await follow('');
  const begun = places.length;
  article.firstElementChild?.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
  await first.settle();

  await follow('');

  expect([begun, places]).toEqual([0, [article.id]]);
});

/** The item's minutes hold `words`, and somebody remarked on them. */
function remarkOn(words: string): (shown: Shown) => void {
  return ({ open }) => {
    if (!open) throw new Error('no meeting');
    const { desk } = open.meeting;
    const text = itemMinutes(desk, ITEM);
    const paragraph = new Y.XmlElement('paragraph');
    text?.delete(0, text.length);
    text?.insert(0, [paragraph]);
    paragraph.insert(0, [new Y.XmlText(words)]);
    const anchor = anchorOf(desk, ITEM, { from: 1, to: 1 + words.length });
    if (!anchor) throw new Error('no passage');
    const by = { by: USER, byName: '李文静', at: 0 };
    addThread(desk, { id: THREAD, anchor, text: '请核对', ...by });
    flushSync();
  };
}
