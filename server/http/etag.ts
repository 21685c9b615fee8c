// Revisions as HTTP carries them: the ETag of an answer, the If-Match of a change.
import type { ExpectedRevisions } from '../services/revision.ts';

export function etagOf(revision: string): string {
  return `"${revision}"`;
}

/** `ifMatch` as it came; without one any state will do. Quotes and weakness marks are optional. */
export function expectedRevisions(ifMatch: string | null): ExpectedRevisions {
  if (ifMatch === null || ifMatch.trim() === '*') return 'any';
  return ifMatch.split(',').map((tag) => tag.trim().replace(/^(?:W\/)?"?([^"]*)"?$/, '$1'));
}
