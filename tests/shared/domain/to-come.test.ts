// What is still to come of an agenda with parts: numbers are those of `itemsToCome`.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { PENDING, type ItemState, type Progress } from '../../../shared/domain/progress.ts';
import { itemsHeld, itemsToCome, nextItem, type SteeredItem } from '../../../shared/domain/to-come.ts';
import { brand } from '../../../shared/lib/brand.ts';

const id = (text: string): ItemId => brand<ItemId>(text);

/** `a`, or `p<a` for a part of it, each with its state: `a pending`, `p<a done`. */
type Row = `${string} ${ItemState}`;

function agenda(...rows: readonly Row[]): { items: readonly SteeredItem[]; progress: Progress } {
  const items: SteeredItem[] = [];
  const states = new Map<ItemId, Progress['items'] extends ReadonlyMap<ItemId, infer Each> ? Each : never>();
  let currentId: ItemId | null = null;
  for (const row of rows) {
    const [place = '', state = ''] = row.split(' ');
    const [own = '', parent] = place.split('<');
    items.push({ id: id(own), ...(parent === undefined ? {} : { parentId: id(parent) }) });
    const known = (['pending', 'current', 'suspended', 'done', 'skipped', 'postponed'] as const).find(
      (each) => each === state,
    );
    if (known !== undefined && known !== 'pending') states.set(id(own), { ...PENDING, state: known });
    if (known === 'current') currentId = id(own);
  }
  return { items, progress: { currentId, adjournedAt: null, recesses: [], items: states, lastEventId: null } };
}

describe('what is still to come', () => {
  it.each<[string, readonly Row[], readonly string[]]>([
    ['[1] what nothing has happened to', ['a done', 'b current', 'c pending', 'd skipped', 'e pending'], ['c', 'e']],
    ['[2] a heading none of whose parts was begun', ['a pending', 'p<a pending', 'q<a pending'], ['a', 'p', 'q']],
    ['[2] not a heading whose parts were all held', ['a pending', 'p<a done', 'q<a done', 'b pending'], ['b']],
    ['[2] not a heading that one part began without', ['a pending', 'p<a current', 'q<a pending'], ['q']],
    ['[2] not a heading with a part held and a part left', ['a pending', 'p<a done', 'q<a pending'], ['q']],
    ['[2] not a heading all of whose parts were put off', ['a pending', 'p<a postponed', 'q<a skipped'], []],
    ['[2] a heading with one part put off beforehand', ['a pending', 'p<a postponed', 'q<a pending'], ['a', 'q']],
    ['[1] the parts of a heading that was held itself', ['a done', 'p<a pending'], ['p']],
    ['[3] not the parts of what was skipped', ['a skipped', 'p<a pending', 'b pending'], ['b']],
    ['[3] not the parts of what was put off', ['a postponed', 'p<a pending'], []],
  ])('is %s', (_, rows, left) => {
    const { items, progress } = agenda(...rows);

    expect([...itemsToCome(items, progress)]).toEqual(left);
  });
});

describe('the next item', () => {
  it.each<[string, readonly Row[], string | null]>([
    ['the first one after the current', ['a pending', 'b current', 'c pending'], 'c'],
    ['one left out, when nothing follows', ['a pending', 'b current'], 'a'],
    ['past what was skipped or put off', ['a current', 'b skipped', 'c postponed', 'd pending'], 'd'],
    ['none when all is over', ['a done', 'b skipped', 'c postponed'], null],
    ['the first part of the current heading', ['a current', 'p<a pending', 'q<a pending'], 'p'],
    ['out of a family by its last part', ['a done', 'p<a done', 'q<a current', 'b pending'], 'b'],
    ['no heading whose parts began without it', ['a pending', 'p<a done', 'q<a current'], null],
    ['past a heading whose parts were held early', ['a current', 'b pending', 'p<b done', 'c pending'], 'c'],
  ])('is %s', (_, rows, next) => {
    const { items, progress } = agenda(...rows);

    expect(nextItem(items, progress)?.id ?? null).toBe(next);
  });
});

describe('what was held', () => {
  it.each<[string, readonly Row[], readonly string[]]>([
    ['what ended, not what was passed over or put off', ['a done', 'b skipped', 'c postponed', 'd pending'], ['a']],
    ['no heading with a part left', ['a done', 'p<a pending'], []],
    ['a heading once, when its parts are over too', ['a done', 'p<a skipped'], ['a']],
    ['a heading whose parts were held without it', ['a pending', 'p<a done', 'q<a done'], ['a']],
  ])('is %s', (_, rows, over) => {
    const { items, progress } = agenda(...rows);

    expect(itemsHeld(items, progress).map((item) => item.id)).toEqual(over);
  });
});

it('whatever happened: stepping on ends, takes each item once and leaves nothing that could have been taken', () => {
  const state = fc.constantFrom<ItemState>('pending', 'pending', 'done', 'skipped', 'postponed');
  const item = fc.record({ state, isPart: fc.boolean() });
  fc.assert(
    fc.property(fc.array(item, { maxLength: 14 }), (list) => {
      let top = '';
      const rows = list.map(({ state: own, isPart }, at): Row => {
        if (!isPart || top === '') top = `i${at}`;
        return top === `i${at}` ? `i${at} ${own}` : `i${at}<${top} ${own}`;
      });
      const { items, progress } = agenda(...rows);
      const states = new Map(progress.items);
      const taken: ItemId[] = [];
      let currentId: ItemId | null = null;
      for (;;) {
        const next: SteeredItem | null = nextItem(items, { items: states, currentId });
        if (next === null) break;
        taken.push(next.id);
        states.set(next.id, { ...PENDING, state: 'done' });
        currentId = next.id;
        expect(taken.length).toBeLessThanOrEqual(items.length);
      }

      expect(new Set(taken).size).toBe(taken.length);
      expect(itemsToCome(items, { items: states }).size).toBe(0);
    }),
    { seed: 20210423, numRuns: 300 },
  );
});
