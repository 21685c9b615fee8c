// The content digest that replicas compare with the server's (contract.md, Wires).
import type * as Y from 'yjs';
import { canonicalRoots } from '../../shared/doc/canonical.ts';
import type { DocPart } from '../../shared/domain/ids.ts';

/**
 * Sha-256 (hex) of a document's canonical roots as they are at the call; null where the page is not in a secure
 * context (plain http on a LAN), since browsers keep `crypto.subtle` from it and the check is then left out.
 */
export function contentDigest(part: DocPart): ((ydoc: Y.Doc) => Promise<string>) | null {
  // Typed as always there; absent outside secure contexts.
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (!subtle) return null;
  return async (ydoc) => {
    const text = new TextEncoder().encode(canonicalRoots(ydoc, part));
    const hash = new Uint8Array(await subtle.digest('SHA-256', text));
    return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  };
}
