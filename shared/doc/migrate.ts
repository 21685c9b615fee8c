// From one shape of the documents to the next, a step a version. The version a meeting was written in stands in its
// record, where only the server writes; what is newer than this program knows is refused, never guessed at.
import type * as Y from 'yjs';
import { invariant } from '../lib/assert.ts';
import { ok, refused, type Result } from '../lib/result.ts';
import { asNumber } from './reading.ts';
import { DOCUMENT_SCHEMA_VERSION } from './schema.ts';

export interface MeetingDocuments {
  readonly desk: Y.Doc;
  readonly record: Y.Doc;
}

/** Changes both documents from version n to n + 1; step number n stands at index n − 1. It must not delete text. */
export type MigrationStep = (documents: MeetingDocuments) => void;

/** All steps to this program's version: none yet. */
const STEPS: readonly MigrationStep[] = [];

/** The version the documents are in: 1 unless the record says otherwise. */
export function schemaVersionOf(record: Y.Doc): number {
  const version = asNumber(record.getMap('state').get('schema'));
  return version !== null && Number.isInteger(version) && version >= 1 ? version : 1;
}

/**
 * Brings both documents to the version of `steps` and notes it in the record; nothing is written when they are there
 * already. Refusal: `client-too-old` {schema} when they were written by a newer program.
 */
export function migrate(
  documents: MeetingDocuments,
  steps: readonly MigrationStep[] = STEPS,
): Result<{ readonly from: number; readonly to: number }, 'client-too-old'> {
  const known = steps.length + 1;
  invariant(steps !== STEPS || known === DOCUMENT_SCHEMA_VERSION, 'each document version has its step');
  const from = schemaVersionOf(documents.record);
  if (from > known) return refused('client-too-old', { schema: from });
  for (const step of steps.slice(from - 1)) step(documents);
  if (from < known) documents.record.getMap<unknown>('state').set('schema', known);
  return ok({ from, to: known });
}
