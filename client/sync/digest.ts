// The content digest that replicas compare with the server's (contract.md, Wires).
import { digest as sha256 } from 'lib0/hash/sha256';
import type * as Y from 'yjs';
import { canonicalRoots } from '../../shared/doc/canonical.ts';
import type { DocPart } from '../../shared/domain/ids.ts';

/**
 * Sha-256 (hex) of a document's canonical roots as they are at the call. On plain http, as in most offices' networks,
 * browsers keep `crypto.subtle` from the page; it is then computed in script.
 */
export function contentDigest(part: DocPart): (ydoc: Y.Doc) => Promise<string> {
  // Typed as always there; absent outside secure contexts.
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  return async (ydoc) => {
    const text = new TextEncoder().encode(canonicalRoots(ydoc, part));
    return hexOf(subtle ? new Uint8Array(await subtle.digest('SHA-256', text)) : sha256(text));
  };
}

function hexOf(hash: Uint8Array): string {
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
