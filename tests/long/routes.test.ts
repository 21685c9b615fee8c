// Every route × everybody × both credentials × every meeting; tests/authority/routes.test.ts lets the credentials take turns.
import { expect, test } from 'vitest';
import { askEveryRoute } from '../authority/matrix.ts';

/** Fewer would mean that an axis is gone. */
const LEAST_CASES = 18_000;

test('every route gives everybody by both credentials what was promised, and nothing to anybody else', async () => {
  const { wrong, cases, without, gone } = await askEveryRoute('by both');

  expect({ without, gone }).toEqual({ without: [], gone: [] });
  expect(wrong).toEqual([]);
  expect(cases).toBeGreaterThan(LEAST_CASES);
});
