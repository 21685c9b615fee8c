// The content digest: what replicas compare, because equal state vectors do not prove equal content.
import { createHash } from 'node:crypto';
import type * as Y from 'yjs';
import { canonicalRoots } from '../../shared/doc/canonical.ts';
import type { DocPart } from '../../shared/domain/ids.ts';

/** sha-256 (hex) of the canonical JSON of all roots of `doc`. [R16] */
export function contentDigest(doc: Y.Doc, part: DocPart): string {
  return createHash('sha256').update(canonicalRoots(doc, part)).digest('hex');
}
