// An item of which nobody said how long it takes: the line that writes it says so, and the forecast names no minute as if it
// were known.
import { flushSync, type Component } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import InsertItem from '../../../client/panels/insert-item.svelte';
import PlannedMinutes from '../../../client/panels/planned-minutes.svelte';
import TimeGauges from '../../../client/panels/time-gauges.svelte';
import { useMeeting } from '../../../client/state/meeting.svelte.ts';
import { step } from '../../../client/state/steering.ts';
import { setItem } from '../../../shared/doc/desk-agenda.ts';
import { setFact } from '../../../shared/doc/desk-facts.ts';
import { HOUR_MS, MINUTE_MS } from '../../../shared/lib/time.ts';
import { ITEM } from '../support/desk-page.ts';
import { showPage } from '../support/page-stage.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const stage = { areas: ['workspace'], answers: {}, inMeeting: true } as const;

test('the line that inserts an item says which length it read, and how to give one', async () => {
  const line: Component = (anchor) => InsertItem(anchor, { after: null, onclose: () => undefined });
  const { target, open } = await showPage(line, stage, closing);
  const box = target.querySelector('input');
  const write = (text: string): string => {
    if (box) box.value = text;
    box?.dispatchEvent(new Event('input', { bubbles: true }));
    flushSync();
    return target.textContent.trim();
  };

  expect(write('临时动议')).toContain('时长未定，末尾写“20分”就算上');
  expect(write('临时动议 20分')).toContain('计划20分');
  expect(target.textContent).not.toContain('时长未定');
  box?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  flushSync();
  expect(open?.meeting.items.at(-1)).toMatchObject({ title: '临时动议', plannedMs: 20 * MINUTE_MS });
});

test('the forecast is about so late, and says how many lengths are missing', async () => {
  const gauges: Component = (anchor) => {
    const meeting = useMeeting();
    const start = Math.floor(meeting.now / MINUTE_MS) * MINUTE_MS;
    setFact(meeting.desk, 'plannedStart', start);
    setFact(meeting.desk, 'plannedEnd', start + HOUR_MS);
    step(meeting, 'start', ITEM);
    return TimeGauges(anchor, {});
  };
  const { target, open } = await showPage(gauges, stage, closing);
  flushSync();
  const said = target.textContent.replaceAll(/\s+/gu, ' ');

  expect(said).toMatch(/预计散会 约\d\d:\d\d ?1项时长未定/u);
  expect(said).not.toMatch(/准时|[晚早]\d/u);

  if (open) setItem(open.meeting.desk, ITEM, { plannedMs: HOUR_MS });
  flushSync();
  expect(target.textContent).not.toMatch(/约|未定/u);
});

test('in the agenda it is a dash', async () => {
  const minutes: Component = (anchor) => {
    const [item] = useMeeting().items;
    return item ? PlannedMinutes(anchor, { item, title: '', totalMs: null, shorterMs: null }) : {};
  };

  const { target } = await showPage(minutes, stage, closing);

  expect(target.querySelector('i')?.textContent).toBe('—');
});
