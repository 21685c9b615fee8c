// The content digest: what replicas compare, because equal state vectors do not prove equal content.
import { createHash } from 'node:crypto';
import type * as Y from 'yjs';
import type { DocPart } from '../../shared/domain/ids.ts';

/** Canonical JSON of all roots of a document; passed in by app.ts, since the core does not know what a document holds. */
export type Canonical = (doc: Y.Doc, part: DocPart) => string;

/** sha-256 (hex) of the canonical JSON of all roots of `doc`. [R16] */
export function contentDigest(doc: Y.Doc, part: DocPart, canonical: Canonical): string {
  return createHash('sha256').update(canonical(doc, part)).digest('hex');
}
