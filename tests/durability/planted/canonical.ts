// Stands in for shared/doc/canonical.ts. With `equal-by-state-vector` two documents are equal when they have seen the same
// clocks, which forged or damaged content passes.
import * as Y from 'yjs';
import { canonicalRoots as byContent } from '../../../shared/doc/canonical.ts';
import type { DocPart } from '../../../shared/domain/ids.ts';
import { plantedDefect } from './defect.ts';

export function canonicalRoots(doc: Y.Doc, part: DocPart): string {
  if (plantedDefect() !== 'equal-by-state-vector') return byContent(doc, part);
  return JSON.stringify([...Y.decodeStateVector(Y.encodeStateVector(doc))].sort(([a], [b]) => a - b));
}
