// Every route the server mounts × every role × every grant × every kind of credential × every phase and body, held against
// the policy that was written by hand (T16, T37, T38). The two credentials take turns at meetings;
// tests/long/routes.test.ts has everybody ask by both.
import { expect, test } from 'vitest';
import { askEveryRoute } from './matrix.ts';

const LIMIT_MS = 600_000;
/** Fewer would mean that an axis is gone. */
const LEAST_CASES = 10_000;

test('every route gives everybody what was promised, and nothing to anybody else', { timeout: LIMIT_MS }, async () => {
  const { wrong, cases, without, gone } = await askEveryRoute('in turn');

  expect({ without, gone }).toEqual({ without: [], gone: [] });
  expect(wrong).toEqual([]);
  expect(cases).toBeGreaterThan(LEAST_CASES);
});
