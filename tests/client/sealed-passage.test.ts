// From a task of a sealed meeting to its passage: found by its words, and no way where they are gone.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { holdsPassage, revealPassage } from '../../client/sealed-passage.ts';
import type { Anchor } from '../../shared/domain/anchor.ts';
import type { ItemId, PersonKey } from '../../shared/domain/ids.ts';
import type { Block, Inline } from '../../shared/domain/minutes.ts';
import { brand } from '../../shared/lib/brand.ts';

const ITEM = brand<ItemId>('i1');
const anchor = (quote: string): Anchor => ({ itemId: ITEM, from: '', to: '', quote });
const text = (words: string): Inline => ({ kind: 'text', text: words, marks: {} });
const paragraph = (...inline: Inline[]): Block => ({ kind: 'paragraph', inline });
const NAME: Inline = { kind: 'mention', key: brand<PersonKey>('p1'), label: '张三', marks: {} };

function snapshotWith(...minutes: Block[]): Parameters<typeof holdsPassage>[0] {
  return { agenda: [{ id: ITEM, minutes }] };
}

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = `
    <article><section data-item="i2"><p>六月底前发布</p></section>
    <section data-item="i1"><h2>标准化</h2><p>请<span data-mention>张三</span>于<b>六月底</b>前 发布，</p><p>并抄送各会员。</p></section>
    <ol><li data-item="i1">六月底前发布</li></ol></article>`;
});
afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

const flashing = (): readonly string[] =>
  [...document.querySelectorAll('[data-flash]')].map((element) => element.textContent);
const sheet = (): Element => document.querySelector('article') ?? document.body;

test('is offered while the words stand in its item, names set into them aside', () => {
  const snapshot = snapshotWith(paragraph(text('请'), NAME, text('于六月底前 发布，')), paragraph(text('并抄送')));

  expect(
    ['请于六月底前发布', '六月底前发布，并抄送', '九月底', ''].map((quote) => holdsPassage(snapshot, anchor(quote))),
  ).toEqual([true, true, false, false]);
  expect(holdsPassage(snapshot, { ...anchor('六月底'), itemId: brand<ItemId>('i9') })).toBe(false);
  expect(holdsPassage(snapshot, undefined)).toBe(false);
});

test('leads to the passage in its own item, marks it for a moment and gives it the focus', () => {
  const found = revealPassage(sheet(), anchor('于六月底前发布'));

  expect([found, flashing()]).toEqual([true, ['请张三于六月底前 发布，']]);
  expect(document.activeElement?.textContent).toBe('请张三于六月底前 发布，');
  vi.advanceTimersByTime(1_600);
  expect(flashing()).toEqual([]);
});

test('marks both paragraphs of one that stands in two', () => {
  revealPassage(sheet(), anchor('发布，并抄送'));

  expect(flashing()).toEqual(['请张三于六月底前 发布，', '并抄送各会员。']);
});

test('leads nowhere when the words are gone', () => {
  expect([revealPassage(sheet(), anchor('九月底')), flashing()]).toEqual([false, []]);
});
