// Where a text's tail begins.
import { expect, test } from 'vitest';
import { tailStart, withoutTail } from '../../../shared/lib/tail.ts';

test.each([
  ['', 0],
  ['abc', 3],
  ['abc. .', 3],
  ['. a', 3],
  ['. .', 0],
])('the tail of dots and blanks of "%s" begins at %d', (text, start) => {
  expect(tailStart(text, '. ')).toBe(start);
});

test('a text is kept up to its tail, and so is what looks like a tail within it', () => {
  expect(withoutTail('a. b. . ', '. ')).toBe('a. b');
});
