// Order of versions as npm, Node and SQLite write them.
import { describe, expect, test } from 'vitest';
import { isOlder } from '../../../shared/lib/version-order.ts';

describe('which version is older', () => {
  test.each([
    ['8.20.1', '8.21.0', true],
    ['8.21.0', '8.21.0', false],
    ['8.100.0', '8.21.0', false],
    ['9.0.0', '8.21.0', false],
    ['7.99.99', '8.21.0', true],
    ['4.2.7-beta.1', '4.2.7', true],
    ['4.2.8-beta.1', '4.2.7', false],
    ['v20.19.0', '20.19.0', false],
    ['3.53.2.1', '3.51.3', false],
    ['3.51.2+patched', '3.51.3', true],
  ])('%s before %s: %s', (found, oldest, older) => {
    expect(isOlder(found, oldest)).toBe(older);
  });

  test('what is no version is never taken for a new one', () => {
    expect(() => isOlder('latest', '1.0.0')).toThrow(/"latest" is no version/);
  });
});
