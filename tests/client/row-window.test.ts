// Which stretches of a long list are drawn: those that lie in sight, whatever their heights, and always at least one.
import { describe, expect, test } from 'vitest';
import { rangeWithin, STRETCH, stretchesOf } from '../../client/ui/row-window.svelte.ts';

test('each row is in one stretch, in its place', () => {
  const rows = Array.from({ length: STRETCH * 2 + 3 }, (_unused, at) => at);
  const stretches = stretchesOf(rows);

  expect(stretches.flatMap((stretch) => stretch.rows)).toEqual(rows);
  expect(stretches.map(({ first }) => first)).toEqual([0, STRETCH, STRETCH * 2]);
  expect(stretchesOf([])).toEqual([]);
});

describe('of stretches that are 100, 300, 100 and 100 high', () => {
  const heights = [100, 300, 100, 100];

  test.each([
    ['at the top', -500, 90, 0, 0],
    ['a boundary belongs to both', 50, 100, 0, 1],
    ['within a high one', 150, 350, 1, 1],
    ['over several', 350, 450, 1, 2],
    ['at the end', 550, 5_000, 3, 3],
    ['scrolled past it all', 5_000, 6_000, 3, 3],
    ['above it all', -900, -800, 0, 0],
  ])('%s', (_where, from, to, first, last) => {
    expect(rangeWithin(heights, { from, to })).toEqual({ first, last });
  });
});

test('of nothing the first is asked for', () => {
  expect(rangeWithin([], { from: 0, to: 100 })).toEqual({ first: 0, last: 0 });
});
