// The journal's chain: what makes a row provably the next one of its document. The exact bytes are public, so that an
// archive can be checked without this program:
//   first:  sha256( JSON ["gongbi-journal", 1, doc, epoch] )
//   row:    sha256( hash of the row before ‖ JSON [seq, receivedAt, principal] ‖ 0x0A ‖ bytes )      (JSON without spaces)
import { createHash } from 'node:crypto';
import type { DocName } from '../../shared/domain/ids.ts';
import type { JournalRow } from '../ports.ts';

/** What the first row of a document stands on: rows cannot be moved to another document or epoch. */
export function firstHash(doc: DocName, epoch: string): Uint8Array {
  return createHash('sha256')
    .update(JSON.stringify(['gongbi-journal', 1, doc, epoch]))
    .digest();
}

/** The hash of `row` when it follows the row whose hash is `previous`. */
export function rowHash(previous: Uint8Array, row: JournalRow): Uint8Array {
  return createHash('sha256')
    .update(previous)
    .update(`${JSON.stringify([row.seq, row.receivedAt, row.principal])}\n`)
    .update(row.bytes)
    .digest();
}
