// An item on the sealed sheet that was found by its heading.
import { flushSync, type Component } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import SheetItem from '../../../client/panels/sheet-item.svelte';
import { invariant } from '../../../shared/lib/assert.ts';
import { snapshotOf } from '../../support/snapshot.ts';
import { showPage } from '../support/page-stage.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

test('the found words of a heading stay one run of text with their neighbours, which no row sets apart', async () => {
  const snapshot = snapshotOf({ items: [{ id: 'i1', title: '临时动议：会员费标准' }] });
  const [item] = snapshot.agenda;
  invariant(item, 'the meeting has an item');
  const sheet: Component = (anchor) => SheetItem(anchor, { item, snapshot, terms: ['会员费'] });

  const { target } = await showPage(sheet, { areas: ['archive', 'formal'], answers: {} }, closing);
  flushSync();

  const mark = target.querySelector('h2 mark');
  expect(mark?.textContent).toBe('会员费');
  expect(mark?.parentElement?.localName).toBe('span');
  expect(mark?.parentElement?.textContent).toContain('临时动议：会员费标准');
});
