// Every route the server mounts × every role × every grant × every kind of credential × every phase and body, held against
// the policy that was written by hand (T16, T37, T38).
import { expect, test } from 'vitest';
import { Caller, Matrix } from './matrix.ts';
import { officeInUse } from './office-in-use.ts';
import { ROUTE_POLICY } from './policy.ts';

const LIMIT_MS = 240_000;
/** Fewer would mean that an axis is gone. */
const LEAST_CASES = 9_900;

test('every route gives everybody what was promised, and nothing to anybody else', { timeout: LIMIT_MS }, async () => {
  const office = await officeInUse();
  const matrix = new Matrix(office);
  await matrix.learn();

  for (const route of office.routes) {
    for (const policy of ROUTE_POLICY[route.name] ?? []) await new Caller(office, matrix, route).everything(policy);
  }

  const without = office.routes.filter(({ name }) => !(name in ROUTE_POLICY)).map(({ name }) => name);
  const gone = Object.keys(ROUTE_POLICY).filter((name) => !office.routes.some((route) => route.name === name));
  expect({ without, gone }).toEqual({ without: [], gone: [] });
  expect(matrix.wrong).toEqual([]);
  expect(matrix.cases).toBeGreaterThan(LEAST_CASES);
});
