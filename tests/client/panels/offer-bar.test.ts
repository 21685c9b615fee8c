// The bar with the way back: it leaves by itself, never under one's hands, and at once when the meeting has moved on.
import { flushSync } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import OfferBar from '../../../client/panels/offer-bar.svelte';
import { addProgress } from '../../../shared/doc/desk-progress.ts';
import { itemTitle } from '../../../shared/doc/desk-agenda.ts';
import type { EventId, UserId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { ITEM } from '../support/desk-page.ts';
import { showPage, type Shown } from '../support/page-stage.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const close of closing.splice(0).reverse()) await close();
});

async function show(): Promise<Shown> {
  const shown = await showPage(OfferBar, { areas: ['workspace'], answers: {}, inMeeting: true }, closing);
  vi.useFakeTimers();
  return shown;
}
const text = ({ target }: Shown): string => {
  flushSync();
  return target.textContent.replaceAll(/\s+/gu, ' ').trim();
};

test('what can be taken back is offered for twenty seconds', async () => {
  const shown = await show();
  shown.view.offerUndo('已移除', () => undefined);
  const seen = [0, 19_000, 2_000].map((ms) => {
    flushSync();
    vi.advanceTimersByTime(ms);
    return text(shown);
  });

  expect(seen).toEqual(['已移除 撤销 知道了', '已移除 撤销 知道了', '']);
});

test('what is only told goes sooner', async () => {
  const shown = await show();
  shown.view.tell('链接已复制');
  const before = text(shown);

  vi.advanceTimersByTime(7_000);

  expect([before, text(shown)]).toEqual(['链接已复制 知道了', '']);
});

test('it stays while one stands on it', async () => {
  const shown = await show();
  shown.view.offerUndo('已移除', () => undefined);
  flushSync();
  shown.target.querySelector('.bar')?.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
  flushSync();

  vi.advanceTimersByTime(60_000);

  expect(text(shown)).toContain('已移除');
});

test('a step of the meeting is no longer offered once one has written on', async () => {
  const shown = await show();
  shown.view.offerStep('开始：交流发言', () => undefined);
  const before = text(shown);

  if (!shown.open) throw new Error('no meeting');
  itemTitle(shown.open.meeting.desk, ITEM)?.insert(0, '交流');

  expect([before === '', text(shown)]).toEqual([false, '']);
});

test('a step of the meeting is no longer offered once somebody else has moved the meeting on', async () => {
  const shown = await show();
  shown.view.offerStep('开始：交流发言', () => undefined);
  const before = text(shown);
  if (!shown.open) throw new Error('no meeting');

  const { desk } = shown.open.meeting;
  const by = { at: 0, by: brand<UserId>('chen-yiming'), byName: '陈一鸣' };
  addProgress(desk, brand<EventId>('e1'), { kind: 'start', itemId: ITEM, ...by });

  expect([before === '', text(shown)]).toEqual([false, '']);
});
