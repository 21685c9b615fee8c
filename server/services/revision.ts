// A short name for one state of a thing, so that a change can say which state it was made for (If-Match).
import { createHash } from 'node:crypto';

/** The states a change is willing to meet; `any` = whichever is there. */
export type ExpectedRevisions = readonly string[] | 'any';

/** Equal values have equal revisions. `value`: plain JSON whose keys come in a fixed order. */
export function revisionOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);
}

export function isExpected(revision: string, expected: ExpectedRevisions): boolean {
  return expected === 'any' || expected.includes(revision);
}
