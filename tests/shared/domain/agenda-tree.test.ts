// Items and their parts: whose part one is, where one goes, what they come to together. The numbers are those of
// `settledParents`'s rules.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemPlaces } from '../../../shared/domain/agenda.ts';
import {
  droppedPlace,
  familyProgress,
  indentedPlace,
  inTreeOrder,
  outdentedPlace,
  settledParents,
  shiftedPlace,
} from '../../../shared/domain/agenda-tree.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { PENDING, type ItemState } from '../../../shared/domain/progress.ts';
import { itemFigure, itemMark } from '../../../shared/i18n/item-number.ts';
import { brand } from '../../../shared/lib/brand.ts';

const id = (name: string): ItemId => brand<ItemId>(name);
/** `b<a`: b is a part of a. In the order given. */
const tree = (...names: readonly string[]) =>
  names.map((name, index) => {
    const [own = '', parent] = name.split('<');
    const order = `a${String.fromCharCode(65 + index)}`;
    return { id: id(own), order, kind: 'briefing' as const, ...(parent === undefined ? {} : { parentId: id(parent) }) };
  });
const stored = (links: Readonly<Record<string, string | null>>) =>
  settledParents(
    new Map(Object.entries(links).map(([child, parent]) => [id(child), parent === null ? null : id(parent)])),
  );

describe('whose part an item is', () => {
  it('[1] is nobody’s when its item is gone', () => {
    expect(stored({ b: 'gone' }).get(id('b'))).toBeNull();
  });

  it('[2] is the topmost one’s when somebody moved its item into another meanwhile', () => {
    expect(stored({ a: null, b: 'a', c: 'b' }).get(id('c'))).toBe('a');
  });

  it('[3] is nobody’s when two people put two items into each other', () => {
    expect([...stored({ a: 'b', b: 'a' }).values()]).toEqual([null, null]);
  });

  it('is one level deep and the same for every replica, whatever was written', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const links = fc.array(fc.option(fc.constantFrom(...names, 'gone')), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(links, (list) => {
        const entries = names.map((name, at): [ItemId, ItemId | null] => {
          const parent = list[at] ?? null;
          return [id(name), parent === null ? null : id(parent)];
        });
        const parents = settledParents(new Map(entries));

        expect([...settledParents(new Map(entries.toReversed()))].sort()).toEqual([...parents].sort());
        for (const parent of parents.values()) if (parent !== null) expect(parents.get(parent)).toBeNull();
      }),
      { seed: 20210423, numRuns: 300 },
    );
  });
});

describe('order and numbers', () => {
  it('puts each item’s parts behind it, wherever their keys lie', () => {
    const [a, b, c, part] = tree('a', 'b', 'c', 'p<a');

    expect(inTreeOrder([c, part, b, a].flatMap((each) => each ?? [])).map((each) => each.id)).toEqual([
      'a',
      'p',
      'b',
      'c',
    ]);
  });

  it('counts parts by themselves: 一、（一）（二）二、', () => {
    const places = itemPlaces(tree('a', 'p<a', 'q<a', 'b'));

    expect([...places.values()].map((place) => itemMark(place, 'zh-CN'))).toEqual(['一、', '（一）', '（二）', '二、']);
    expect([...places.values()].map((place) => itemMark(place, 'en'))).toEqual(['1. ', '1.1 ', '1.2 ', '2. ']);
    expect([...places.values()].map(itemFigure)).toEqual(['1', '1.1', '1.2', '2']);
  });

  it('says in words, before a title, what stands before the meeting', () => {
    expect(itemMark({ number: 0 }, 'zh-CN')).toBe('会前　');
    expect(itemMark({ number: 0 }, 'en')).toBe('Before the meeting: ');
    expect(itemFigure({ number: 0 })).toBe('0');
  });

  it('counts no part of a break', () => {
    const [pause, part] = tree('a', 'p<a');
    const places = itemPlaces([{ ...pause, id: id('a'), kind: 'break' }, ...(part ? [part] : [])]);

    expect([...places.values()].map(({ number }) => number)).toEqual([null, null]);
  });
});

describe('moving', () => {
  const items = tree('a', 'p<a', 'q<a', 'b', 'c');

  it('steps over a neighbour with all its parts, and stays within its item', () => {
    expect(shiftedPlace(items, id('b'), -1)).toEqual({ parentId: null, beforeId: 'a' });
    expect(shiftedPlace(items, id('p'), 1)).toEqual({ parentId: 'a', beforeId: null });
    expect(shiftedPlace(items, id('p'), -1)).toBeNull();
    expect(shiftedPlace(items, id('c'), 1)).toBeNull();
  });

  it('indents under the item above, unless it has parts or none is above', () => {
    expect(indentedPlace(items, id('b'))).toEqual({ parentId: 'a', beforeId: null });
    expect(indentedPlace(items, id('c'))).toEqual({ parentId: 'b', beforeId: null });
    expect(indentedPlace(items, id('a'))).toBeNull();
    expect(indentedPlace(tree('z', 'a', 'p<a'), id('a'))).toBeNull();
  });

  it('outdents to stand behind its item', () => {
    expect(outdentedPlace(items, id('p'))).toEqual({ parentId: null, beforeId: 'b' });
    expect(outdentedPlace(items, id('b'))).toBeNull();
  });

  it.each([
    ['between two parts, into their item', tree('a', 'p<a', 'c', 'q<a', 'b'), 'c', { parentId: 'a', beforeId: 'q' }],
    ['below its own siblings, where it was', tree('a', 'q<a', 'p<a', 'b'), 'p', { parentId: 'a', beforeId: null }],
    ['alone below its item, where it was', tree('a', 'p<a', 'b'), 'p', { parentId: 'a', beforeId: null }],
    ['away from its item, out of it', tree('a', 'b', 'p<a', 'c'), 'p', { parentId: null, beforeId: 'c' }],
    ['below parts of another, behind that', tree('a', 'p<a', 'c', 'b'), 'c', { parentId: null, beforeId: 'b' }],
    [
      'with its parts into another, behind that',
      tree('a', 'c', 'p<a', 'x<c', 'b'),
      'c',
      { parentId: null, beforeId: 'b' },
    ],
  ])('drops %s', (_, rows, moved, place) => {
    expect(droppedPlace(rows, id(moved))).toEqual(place);
  });
});

describe('an item with its parts', () => {
  const family = (...states: readonly ItemState[]) => {
    const items = new Map(states.map((state, at) => [id(`i${at}`), { ...PENDING, state, spentMs: 1_000 }]));
    return familyProgress(id('i0'), [...items.keys()].slice(1), { items });
  };

  it.each<[ItemState, readonly ItemState[]]>([
    ['pending', ['pending', 'pending', 'pending']],
    ['pending', ['pending', 'postponed', 'pending']],
    ['current', ['done', 'current', 'pending']],
    ['suspended', ['pending', 'done', 'pending']],
    ['suspended', ['done', 'done', 'pending']],
    ['done', ['done', 'done', 'skipped']],
    ['done', ['pending', 'done', 'done']],
    ['done', ['pending', 'done', 'postponed']],
    ['postponed', ['pending', 'postponed', 'skipped']],
    ['skipped', ['pending', 'skipped', 'skipped']],
    ['postponed', ['postponed', 'pending', 'pending']],
    ['skipped', ['skipped', 'skipped', 'skipped']],
  ])('is %s when they are %j', (state, states) => {
    expect(family(...states).state).toBe(state);
  });

  it('took what all of them took', () => {
    expect(family('done', 'done', 'done').spentMs).toBe(3_000);
  });
});
