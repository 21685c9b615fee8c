// The outline of an agenda that is being prepared: items, and their parts below them.
import { expect, test } from 'vitest';
import type { ItemKind } from '../../../shared/domain/agenda.ts';
import {
  canBePart,
  canMoveDown,
  canMoveUp,
  movedDown,
  movedUp,
  outlineCount,
  outlineNumbers,
  titledRows,
  withoutRow,
  type OutlineRow,
} from '../../../client/plan-parts.ts';

/** `2.` an item, `2.1` a part: each row keeps the name it began with. */
function rows(
  ...names: readonly string[]
): readonly (OutlineRow & { readonly kind: ItemKind; readonly name: string })[] {
  return names.map((name, key) => ({ key, kind: 'briefing', name, isPart: name.length > 2 }));
}

const AGENDA = rows('1.', '2.', '2.1', '2.2', '3.', '3.1');

function names(list: readonly { readonly name: string }[]): readonly string[] {
  return list.map(({ name }) => name);
}

test('items are counted by themselves, and parts under their item', () => {
  expect(outlineNumbers(AGENDA)).toEqual(['1', '2', '2.1', '2.2', '3', '3.1']);
});

test('a part without an item before it is counted as one', () => {
  expect(outlineNumbers(rows('1.1', '1.2', '2.'))).toEqual(['1', '1.1', '2']);
});

test('rows have the numbers of the meeting: guests come before the first, a break has none, and only items are counted', () => {
  const kinds = ['guest_introduction', 'briefing', 'break', 'briefing', 'closing'] as const;
  const plain = kinds.map((kind, key) => ({ key, kind }));

  expect(outlineNumbers(plain)).toEqual(['0', '1', '', '2', '3']);
  expect(outlineCount(plain)).toBe(3);
  expect(outlineCount(AGENDA)).toBe(3);
});

test('an item passes the one above with all its parts', () => {
  expect(names(movedUp(AGENDA, 4))).toEqual(['1.', '3.', '3.1', '2.', '2.1', '2.2']);
  expect(names(movedUp(AGENDA, 1))).toEqual(['2.', '2.1', '2.2', '1.', '3.', '3.1']);
});

test('a part passes the part above, and the first part stays under its item', () => {
  expect(names(movedUp(AGENDA, 3))).toEqual(['1.', '2.', '2.2', '2.1', '3.', '3.1']);
  expect(canMoveUp(AGENDA, 2)).toBe(false);
  expect(movedUp(AGENDA, 2)).toBe(AGENDA);
  expect(movedUp(AGENDA, 0)).toBe(AGENDA);
});

test('an item passes the one below with all its parts, and the last stays last', () => {
  expect(names(movedDown(AGENDA, 1))).toEqual(['1.', '3.', '3.1', '2.', '2.1', '2.2']);
  expect(names(movedDown(AGENDA, 0))).toEqual(['2.', '2.1', '2.2', '1.', '3.', '3.1']);
  expect(canMoveDown(AGENDA, 4)).toBe(false);
  expect(movedDown(AGENDA, 4)).toBe(AGENDA);
});

test('a part passes the part below, and the last part stays under its item', () => {
  expect(names(movedDown(AGENDA, 2))).toEqual(['1.', '2.', '2.2', '2.1', '3.', '3.1']);
  expect(canMoveDown(AGENDA, 3)).toBe(false);
  expect(movedDown(AGENDA, 3)).toBe(AGENDA);
  expect(canMoveDown(AGENDA, 5)).toBe(false);
});

test('the parts of an item that is taken off stand by themselves, and do not slip under the item before', () => {
  const left = withoutRow(AGENDA, 1);

  expect(left.map(({ name, isPart }) => [name, isPart])).toEqual([
    ['1.', false],
    ['2.1', false],
    ['2.2', false],
    ['3.', false],
    ['3.1', true],
  ]);
  expect(names(withoutRow(AGENDA, 2))).toEqual(['1.', '2.', '2.2', '3.', '3.1']);
});

test('what has parts of its own, and what stands first, cannot be a part', () => {
  expect([...AGENDA.keys()].filter((at) => canBePart(AGENDA, at))).toEqual([]);
  expect([...rows('1.', '2.', '3.').keys()].filter((at) => canBePart(rows('1.', '2.', '3.'), at))).toEqual([1, 2]);
});

test('the parts of an item without a title stand by themselves too', () => {
  const left = titledRows(
    AGENDA.map((row) => ({ ...row, title: row.name === '2.' || row.name === '3.1' ? ' ' : row.name })),
  );

  expect(left.map(({ name, isPart }) => [name, isPart])).toEqual([
    ['1.', false],
    ['2.1', false],
    ['2.2', false],
    ['3.', false],
  ]);
});
