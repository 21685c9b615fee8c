// Where a task comes from, as its owner is told: the public words and nothing else, whatever is marked internal around them.
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { anchorOf } from '../../../shared/doc/anchor.ts';
import { addItem, itemMinutes } from '../../../shared/doc/desk-agenda.ts';
import { publicPassage } from '../../../shared/doc/public-passage.ts';
import { toldSource } from '../../../shared/doc/told-source.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';

const ITEM = brand<ItemId>('i1');

interface Words {
  readonly text: string;
  readonly internal?: true;
}

/** An item with one paragraph of these runs; `@` becomes a mention. */
function deskWith(runs: readonly Words[], more: { readonly internal?: true } = {}): Y.Doc {
  const desk = new Y.Doc();
  addItem(desk, { id: ITEM, kind: 'deliberation', title: '审议团标', order: 'a1', ...more });
  const paragraph = new Y.XmlElement('paragraph');
  itemMinutes(desk, ITEM)?.push([paragraph]);
  for (const { text, internal } of runs) {
    if (text.startsWith('@')) {
      const mention = new Y.XmlElement('mention');
      mention.setAttribute('key', 'p1');
      mention.setAttribute('label', text);
      paragraph.push([mention]);
      continue;
    }
    const run = new Y.XmlText();
    paragraph.push([run]);
    run.insert(0, text, internal ? { internal: {} } : {});
  }
  return desk;
}

const told = (desk: Y.Doc, from: number, to: number) => {
  const anchor = anchorOf(desk, ITEM, { from, to }) ?? expect.fail('there is text');
  return toldSource(desk, { itemId: ITEM, anchor });
};
const ALL = [0, 100] as const;
/** Behind the empty paragraph that every item begins with. */
const START = 3;

describe('the passage of a task', () => {
  test('is told as it stands, with the title of its item', () => {
    const desk = deskWith([{ text: '会议要求团标委六月底前发布。其余另议。' }]);

    expect(told(desk, START, START + 14)).toEqual({ item: '审议团标', passage: '会议要求团标委六月底前发布。' });
  });

  test('has the people in it that are mentioned', () => {
    const desk = deskWith([{ text: '请' }, { text: '@赵军' }, { text: '寄出聘书' }]);

    expect(told(desk, ...ALL).passage).toBe('请@赵军寄出聘书');
  });

  test.each([
    ['in the middle', [{ text: '请赵军' }, { text: '（他已答应）', internal: true }, { text: '寄出聘书' }]],
    ['at its end', [{ text: '请赵军寄出聘书' }, { text: '，别告诉律所', internal: true }]],
    ['as a whole', [{ text: '请赵军寄出聘书', internal: true }]],
  ] as const)('is not told when it is internal %s', (_where, runs) => {
    expect(told(deskWith(runs), ...ALL)).toEqual({ item: '审议团标', passage: null });
  });

  test('is told without what is internal beside it', () => {
    const desk = deskWith([{ text: '请赵军寄出聘书。' }, { text: '预算五万。', internal: true }]);

    expect(told(desk, START, START + 8).passage).toBe('请赵军寄出聘书。');
  });

  test('is the same for the page and for the letter, also where its words stand twice with somebody else', () => {
    const desk = deskWith([
      { text: '请' },
      { text: '@李明' },
      { text: '寄出聘书。请' },
      { text: '@赵军' },
      { text: '寄出聘书' },
    ]);
    const anchor = anchorOf(desk, ITEM, { from: START + 7, to: 100 }) ?? expect.fail('there is text');

    expect(toldSource(desk, { itemId: ITEM, anchor }).passage).toBe('请@赵军寄出聘书');
    expect(publicPassage(desk, anchor)).toBe('请@赵军寄出聘书');
  });

  test('is not told where the same words stand in the open besides', () => {
    const desk = deskWith([{ text: '请寄出聘书。' }, { text: '请寄出聘书。', internal: true }]);
    const anchor = anchorOf(desk, ITEM, { from: START + 6, to: START + 12 }) ?? expect.fail('there is text');

    expect(toldSource(desk, { itemId: ITEM, anchor }).passage).toBeNull();
  });

  test('is not told of an internal item, nor is its title', () => {
    expect(told(deskWith([{ text: '请赵军寄出聘书' }], { internal: true }), ...ALL)).toEqual({
      item: null,
      passage: null,
    });
  });

  test('is not told of an item that was taken off: it may have been internal', () => {
    const desk = deskWith([{ text: '请赵军寄出聘书' }]);
    const anchor = anchorOf(desk, ITEM, { from: 0, to: 100 }) ?? expect.fail('there is text');
    const entry = desk.getMap<Y.Map<unknown>>('agenda').get(ITEM);
    entry?.set('removed', true);

    expect(toldSource(desk, { itemId: ITEM, anchor })).toEqual({ item: null, passage: null });
  });
});

test('a task of no passage tells its item, one of no item nothing', () => {
  const desk = deskWith([{ text: '请赵军寄出聘书' }]);

  expect(toldSource(desk, { itemId: ITEM })).toEqual({ item: '审议团标', passage: null });
  expect(toldSource(desk, { itemId: null })).toEqual({ item: null, passage: null });
});
