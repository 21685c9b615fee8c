// Anchors: where a passage stands after whatever was done around it, and what is read from anybody's anchors.
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  anchorOf,
  anchorsIn,
  isAsQuoted,
  readAnchor,
  resolveAnchor,
  type TextRange,
} from '../../../shared/doc/anchor.ts';
import { addItem, itemMinutes } from '../../../shared/doc/desk-agenda.ts';
import { MAX_QUOTE, type Anchor } from '../../../shared/domain/anchor.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { invariant } from '../../../shared/lib/assert.ts';
import { brand } from '../../../shared/lib/brand.ts';

const ITEM = brand<ItemId>('i1');

function deskWith(...minutes: string[]): Y.Doc {
  const desk = new Y.Doc();
  addItem(desk, { id: ITEM, kind: 'briefing', title: '', order: 'a1', minutes });
  return desk;
}

function fragmentOf(desk: Y.Doc): Y.XmlFragment {
  const fragment = itemMinutes(desk, ITEM);
  invariant(fragment, 'the item has minutes');
  return fragment;
}

function textAt(desk: Y.Doc, index: number): Y.XmlText {
  const block = fragmentOf(desk).get(index);
  const text = block instanceof Y.XmlElement ? block.get(0) : null;
  invariant(text instanceof Y.XmlText, 'the block has text');
  return text;
}

function anchored(desk: Y.Doc, range: TextRange): Anchor {
  const anchor = anchorOf(desk, ITEM, range);
  invariant(anchor, 'there is text to point at');
  return anchor;
}

function paragraph(...content: (Y.XmlText | Y.XmlElement)[]): Y.XmlElement {
  const element = new Y.XmlElement('paragraph');
  element.insert(0, content);
  return element;
}

describe('an anchor', () => {
  test('resolves to where it was made, with the words it read', () => {
    const desk = deskWith('团标委抓紧审核', '六月底前发布');

    const anchor = anchored(desk, { from: 4, to: 8 });

    expect(anchor.quote).toBe('抓紧审核');
    expect(resolveAnchor(desk, anchor)).toEqual({ from: 4, to: 8 });
  });

  test('counts pictures, mentions and tables as ProseMirror does', () => {
    const desk = deskWith();
    const cell = new Y.XmlElement('table_cell');
    cell.insert(0, [paragraph(new Y.XmlText('甲乙'))]);
    const row = new Y.XmlElement('table_row');
    row.insert(0, [cell]);
    const table = new Y.XmlElement('table');
    table.insert(0, [row]);
    const mention = new Y.XmlElement('mention');
    // 0 image 1 <p> 2 mention 3 后文 5 </p> 6 <table><row><cell><p> 10 甲乙 12
    fragmentOf(desk).delete(0, 1);
    fragmentOf(desk).insert(0, [new Y.XmlElement('image'), paragraph(mention, new Y.XmlText('后文')), table]);

    const anchor = anchored(desk, { from: 3, to: 12 });

    expect(anchor.quote).toBe('后文 甲乙');
    expect(resolveAnchor(desk, anchor)).toEqual({ from: 3, to: 12 });
  });

  test('keeps to its words when others write before, behind and inside them', () => {
    const desk = deskWith('请团标委审核。');
    const anchor = anchored(desk, { from: 2, to: 7 });
    const text = textAt(desk, 0);

    text.insert(6, '，完毕');
    text.insert(4, '抓紧');
    text.insert(1, '各位');

    expect(resolveAnchor(desk, anchor)).toEqual({ from: 4, to: 11 });
    expect(text.toString().slice(3, 10)).toBe('团标委抓紧审核');
  });

  test('stands after a reload of the document from its bytes', () => {
    const desk = deskWith('请团标委审核');
    const anchor = anchored(desk, { from: 2, to: 5 });
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(desk));

    expect(resolveAnchor(copy, { ...anchor })).toEqual({ from: 2, to: 5 });
  });

  test('finds its words again when they were deleted and written anew, as splitting a paragraph does', () => {
    const desk = deskWith('团标委已立项。要抓紧审核');
    const anchor = anchored(desk, { from: 8, to: 13 });

    textAt(desk, 0).delete(7, 5);
    fragmentOf(desk).insert(1, [paragraph(new Y.XmlText('要抓紧审核'))]);

    expect(resolveAnchor(desk, anchor)).toEqual({ from: 10, to: 15 });
  });

  test('is whole again when it was split across two paragraphs', () => {
    const desk = deskWith('要抓紧审核、讨论');
    const anchor = anchored(desk, { from: 1, to: 9 });

    textAt(desk, 0).delete(5, 3);
    fragmentOf(desk).insert(1, [paragraph(new Y.XmlText('、讨论'))]);

    expect(resolveAnchor(desk, anchor)).toEqual({ from: 1, to: 11 });
  });

  test('prefers the nearest of equal words', () => {
    const desk = deskWith('审核', '中间', '请审核一下');
    const anchor = anchored(desk, { from: 10, to: 12 });

    textAt(desk, 2).delete(1, 4);
    fragmentOf(desk).insert(3, [paragraph(new Y.XmlText('审核一下'))]);

    expect(resolveAnchor(desk, anchor)).toEqual({ from: 12, to: 14 });
  });

  test('does not run to equal words elsewhere while its own are only edited', () => {
    const desk = deskWith('抓紧审核', '抓紧审核');
    const anchor = anchored(desk, { from: 1, to: 5 });

    textAt(desk, 0).insert(2, '尽快');

    expect(resolveAnchor(desk, anchor)).toEqual({ from: 1, to: 7 });
  });

  test('is null when its text is gone, and when its item is', () => {
    const desk = deskWith('请团标委审核', '别的');
    const anchor = anchored(desk, { from: 2, to: 5 });
    const elsewhere = { ...anchor, itemId: brand<ItemId>('i9') };

    textAt(desk, 0).delete(0, 6);

    expect([resolveAnchor(desk, anchor), resolveAnchor(desk, elsewhere)]).toEqual([null, null]);
  });

  test('keeps what is left when the paragraph with one of its ends is deleted', () => {
    const desk = deskWith('第一段', '第二段');
    const anchor = anchored(desk, { from: 2, to: 8 });

    fragmentOf(desk).delete(0, 1);

    expect(resolveAnchor(desk, anchor)).toEqual({ from: 1, to: 3 });
  });

  test('comes back with its text when the deletion is undone', () => {
    const desk = deskWith('请团标委审核');
    const anchor = anchored(desk, { from: 2, to: 5 });
    const undoing = new Y.UndoManager(fragmentOf(desk));
    textAt(desk, 0).delete(0, 6);

    undoing.undo();

    expect(resolveAnchor(desk, anchor)).toEqual({ from: 2, to: 5 });
  });

  test('keeps no more than its limit of words and tears no character', () => {
    const desk = deskWith(`${'字'.repeat(MAX_QUOTE - 1)}𠮷尾`);

    const anchor = anchored(desk, { from: 1, to: MAX_QUOTE + 3 });

    expect(anchor.quote).toBe('字'.repeat(MAX_QUOTE - 1));
    expect(resolveAnchor(desk, anchor)).toEqual({ from: 1, to: MAX_QUOTE + 3 });
  });

  test('is not made where there is no text', () => {
    const desk = deskWith();

    expect([anchorOf(desk, ITEM, { from: 0, to: 2 }), anchorOf(desk, brand('i9'), { from: 0, to: 2 })]).toEqual([
      null,
      null,
    ]);
  });
});

describe("anybody's anchors", () => {
  test.each([
    ['no positions', '', ''],
    ['no JSON', '{', '['],
    ['a name of a root', '{"tname":"mine"}', '{"tname":"mine"}'],
    ['numbers out of range', '{"item":{"client":-1,"clock":1.5}}', '{"item":{"client":1e300,"clock":0}}'],
    ['characters that are not here', '{"item":{"client":7,"clock":9}}', '{"type":{"client":7,"clock":9}}'],
    ['endless text', `{"item":${'['.repeat(5_000)}`, '""'],
  ])('%s: only the quote counts, and nothing is made', (_name, from, to) => {
    const desk = deskWith('请团标委审核');
    const before = Y.encodeStateAsUpdate(desk);

    const found = resolveAnchor(desk, { itemId: ITEM, from, to, quote: '团标委' });
    const lost = resolveAnchor(desk, { itemId: ITEM, from, to, quote: '别的' });

    expect([found, lost]).toEqual([{ from: 2, to: 5 }, null]);
    expect(Y.encodeStateAsUpdate(desk)).toEqual(before);
    expect(desk.share.has('mine')).toBe(false);
  });

  test('without an item they are none', () => {
    expect([readAnchor(null), readAnchor({ quote: '字' }), readAnchor({ itemId: '../x' })]).toEqual([null, null, null]);
  });
});

describe('many passages of one item', () => {
  test('are found as each alone would be, by one walk of its text', () => {
    const desk = deskWith(...Array.from({ length: 200 }, (_, at) => `第${at}段抓紧审核`));
    const starts = paragraphStarts(desk);
    const anchors = Array.from({ length: 200 }, (_, at) => {
      const start = starts[at] ?? 0;
      return anchored(desk, { from: start, to: start + 3 });
    });
    const alone = anchors.map((anchor) => resolveAnchor(desk, anchor));
    const walks = countWalks(desk);

    const place = anchorsIn(desk, ITEM);
    const together = anchors.map((anchor) => place(anchor));

    expect(together).toEqual(alone);
    expect(walks()).toBe(1);
  });

  test('of another item are none of it', () => {
    const desk = deskWith('抓紧审核');
    const anchor = anchored(desk, { from: 1, to: 3 });

    expect(anchorsIn(desk, brand<ItemId>('i2'))(anchor)).toBeNull();
  });
});

test('a passage reads as quoted until a letter of it changes, not when one beside it does', () => {
  const desk = deskWith('团标委抓紧审核');
  const anchor = anchored(desk, { from: 4, to: 8 });
  textAt(desk, 0).insert(0, '请');
  const beside = isAsQuoted(desk, anchor);
  textAt(desk, 0).insert(6, '再');

  expect([beside, isAsQuoted(desk, anchor)]).toEqual([true, false]);
});

function paragraphStarts(desk: Y.Doc): readonly number[] {
  const starts: number[] = [];
  let at = 1;
  for (const block of fragmentOf(desk).toArray()) {
    starts.push(at);
    at += (block instanceof Y.XmlElement ? block.toArray().map(String).join('').length : 0) + 2;
  }
  return starts;
}

/** How often the item's blocks are asked for from now on. */
function countWalks(desk: Y.Doc): () => number {
  const fragment = fragmentOf(desk);
  const blocks = fragment.toArray.bind(fragment);
  let walks = 0;
  fragment.toArray = () => {
    walks += 1;
    return blocks();
  };
  return () => walks;
}
