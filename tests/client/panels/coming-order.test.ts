// The order of the faces in the bar.
import { expect, test } from 'vitest';
import { inOrderOfComing } from '../../../client/panels/coming-order.ts';

const people = (...ids: readonly string[]) => ids.map((userId) => ({ userId, doing: 'looking' }));

test('who comes stands behind those who are there, wherever the list has them', () => {
  expect(inOrderOfComing(people('b', 'd'), people('a', 'b', 'c', 'd'))).toEqual(people('b', 'd', 'a', 'c'));
});

test('who left stands nowhere, and who comes back comes last', () => {
  const without = inOrderOfComing(people('b', 'a', 'c'), people('a', 'c'));

  expect(without).toEqual(people('a', 'c'));
  expect(inOrderOfComing(without, people('a', 'b', 'c'))).toEqual(people('a', 'c', 'b'));
});

test('each is told as the list has them now', () => {
  expect(inOrderOfComing([{ userId: 'a' }], [{ userId: 'a', doing: 'typing' }])).toEqual([
    { userId: 'a', doing: 'typing' },
  ]);
});
