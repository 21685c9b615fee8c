// A document's state at a sequence number, rebuilt from nothing but its journal: what verification trusts, since no
// folded snapshot and no live room has a part in it.
import { applyUpdate, Doc } from 'yjs';
import type { JournalRow } from '../ports.ts';

/**
 * The document after the rows 1 … `seq` of its journal, or null when one of them is missing or does not resolve.
 * The caller destroys it.
 */
export function replay(rows: readonly JournalRow[], seq: number): Doc | null {
  const wanted = rows.filter((row) => row.seq <= seq);
  if (wanted.length !== seq || wanted.some((row, index) => row.seq !== index + 1)) return null;
  const doc = new Doc();
  for (const row of wanted) applyUpdate(doc, row.bytes);
  const unresolved = doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
  if (!unresolved) return doc;
  doc.destroy();
  return null;
}
