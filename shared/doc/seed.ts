// A new document as one update: what the server writes into the journal before anyone has joined.
import * as Y from 'yjs';

/** The V1 update of a document that `clientId` filled with `fill`; without content it is still a valid update. */
export function seedDocument(clientId: number, fill: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  doc.transact(() => fill(doc));
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}
