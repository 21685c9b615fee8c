// Ctrl+P in the workspace: the sheet stands there while the browser prints, and only then.
import { flushSync } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import PrintPlace from '../../../client/panels/print-place.svelte';
import { setFact } from '../../../shared/doc/desk-facts.ts';
import { itemTitle, setItem } from '../../../shared/doc/desk-agenda.ts';
import { writeState } from '../../../shared/doc/record.ts';
import { MINUTE_MS } from '../../../shared/lib/time.ts';
import { ITEM } from '../support/desk-page.ts';
import { showPage } from '../support/page-stage.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

test('the meeting stands on the sheet from the browser’s question to its answer, named at the head of every page', async () => {
  const shown = await showPage(
    PrintPlace,
    { areas: ['files', 'archive', 'formal'], answers: {}, inMeeting: true },
    closing,
  );
  if (!shown.open) throw new Error('no meeting');
  setFact(shown.open.meeting.desk, 'title', '三届二次常务理事会');
  itemTitle(shown.open.meeting.desk, ITEM)?.insert(0, '审议团体标准');
  // It comes once the page stands.
  await import('../../../client/panels/print-sheet.svelte');
  await shown.settle();

  window.dispatchEvent(new Event('beforeprint'));
  const printed = shown.target.textContent;
  const heads = document.adoptedStyleSheets.map(({ cssRules }) => [...cssRules].map((rule) => rule.cssText).join());
  window.dispatchEvent(new Event('afterprint'));
  flushSync();

  for (const part of ['三届二次常务理事会', '审议团体标准', '尚未归档']) expect(printed).toContain(part);
  expect(heads.length).toBe(1);
  expect([shown.target.textContent.trim(), document.adoptedStyleSheets.length]).toEqual(['', 0]);
});

test('once the minutes are sealed, the sheet says which version it is', async () => {
  const areas = ['files', 'archive', 'formal'] as const;
  const shown = await showPage(PrintPlace, { areas, answers: {}, inMeeting: true }, closing);
  if (!shown.open) throw new Error('no meeting');
  writeState(shown.open.meeting.record, { phase: 'archived', version: 2 });
  await import('../../../client/panels/print-sheet.svelte');
  await shown.settle();

  window.dispatchEvent(new Event('beforeprint'));

  expect(shown.target.querySelector('.number')?.textContent).toMatch(/第2版.*打印于/);
  expect(shown.target.textContent).not.toContain('尚未归档');
  window.dispatchEvent(new Event('afterprint'));
});

test('before the meeting it is its agenda, with how long each item shall take', async () => {
  const areas = ['files', 'archive', 'formal'] as const;
  const shown = await showPage(PrintPlace, { areas, answers: {}, inMeeting: true }, closing);
  if (!shown.open) throw new Error('no meeting');
  const { desk, record } = shown.open.meeting;
  writeState(record, { phase: 'prepare', version: 1 });
  setItem(desk, ITEM, { plannedMs: 15 * MINUTE_MS });
  await import('../../../client/panels/print-sheet.svelte');
  await shown.settle();

  window.dispatchEvent(new Event('beforeprint'));

  expect(shown.target.querySelector('td.long')?.textContent).toBe('15分钟');
  window.dispatchEvent(new Event('afterprint'));
});
