// What a meeting says of itself: a day that is set or moved takes the times of the agenda along.
import { flushSync, type Component } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import FactsDialog from '../../../client/panels/facts-dialog.svelte';
import { useMeeting } from '../../../client/state/meeting.svelte.ts';
import { addItem, setItem } from '../../../shared/doc/desk-agenda.ts';
import { setFact } from '../../../shared/doc/desk-facts.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { ITEM } from '../support/desk-page.ts';
import { showPage } from '../support/page-stage.ts';

const LATER = brand<ItemId>('later');
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const at = (text: string): number => Date.parse(`${text}:00+08:00`);

/** Opens the dialog over a meeting with items at 09:00 and 15:00 of 26 November, writes into its fields, and saves. */
async function save(plannedStart: number | null, fields: readonly (readonly [label: string, value: string])[]) {
  const dialog: Component = (anchor) => {
    const { desk } = useMeeting();
    setFact(desk, 'title', '例会');
    setFact(desk, 'plannedStart', plannedStart);
    addItem(desk, { id: LATER, kind: 'discussion', title: '讨论', order: 'a2' });
    setItem(desk, ITEM, { fixedStart: at('2026-11-26T09:00') });
    setItem(desk, LATER, { fixedStart: at('2026-11-26T15:00') });
    return FactsDialog(anchor, { onclose: () => undefined });
  };
  const shown = await showPage(dialog, { areas: ['workspace', 'closing'], answers: {}, inMeeting: true }, closing);
  for (const [label, value] of fields) {
    const box = [...shown.target.querySelectorAll('label')].find((each) => each.textContent.startsWith(label))?.control;
    if (!(box instanceof HTMLInputElement)) throw new Error(`no field ${label}`);
    box.value = value;
    box.dispatchEvent(new Event('input', { bubbles: true }));
  }
  flushSync();
  shown.target.querySelector('form')?.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
  return shown.open?.meeting.items.map(({ fixedStart }) => fixedStart);
}

test('a day that is set at last takes the fixed times of the agenda to it', async () => {
  const starts = await save(null, [
    ['日期', '2026-12-03'],
    ['开始', '09:00'],
  ]);

  expect(starts).toEqual([at('2026-12-03T09:00'), at('2026-12-03T15:00')]);
});

test('another day takes them along; another hour of the same day leaves them', async () => {
  const start = at('2026-11-26T09:00');

  const postponed = await save(start, [['日期', '2026-11-27']]);
  const delayed = await save(start, [['开始', '10:00']]);

  expect(postponed).toEqual([at('2026-11-27T09:00'), at('2026-11-27T15:00')]);
  expect(delayed).toEqual([start, at('2026-11-26T15:00')]);
});
