// Words that somebody deleted and gave back by undo. In Yjs they are new and belong to whoever gave them back, so that the
// undo of who wrote them would no longer reach them. Here they are tied to what they were.
import * as Y from 'yjs';

/** One character is typed again more often than given back. */
const MIN_LENGTH = 2;

/** Follows what others do with the words that this replica wrote, until the answer is called. */
export function followGivenBack(desk: Y.Doc): () => void {
  const follow = (transaction: Y.Transaction): void => {
    if (transaction.local) return;
    keepOwn(transaction);
    for (const item of newWords(transaction)) tie(transaction, item);
  };
  desk.on('afterTransaction', follow);
  return () => desk.off('afterTransaction', follow);
}

/** What others deleted of one's own keeps its words: by them one knows it again. */
function keepOwn(transaction: Y.Transaction): void {
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct: unknown) => {
    if (struct instanceof Y.Item && isOwnText(struct, transaction.doc)) struct.keep = true;
  });
}

function isOwnText(item: Y.Item, { clientID }: Y.Doc): boolean {
  return item.id.client === clientID && item.content instanceof Y.ContentString;
}

function newWords({ beforeState, afterState, doc }: Y.Transaction): readonly Y.Item[] {
  return [...afterState.keys()].flatMap((client) => {
    const from = beforeState.get(client) ?? 0;
    const structs = from < (afterState.get(client) ?? 0) ? (doc.store.clients.get(client) ?? []) : [];
    return structs
      .slice(structs.length === 0 ? 0 : Y.findIndexSS(structs, Math.min(from, lastClock(structs))))
      .filter((struct): struct is Y.Item => struct instanceof Y.Item && struct.id.clock >= from)
      .filter((item) => !item.deleted && item.content instanceof Y.ContentString && item.length >= MIN_LENGTH);
  });
}

function lastClock(structs: readonly (Y.GC | Y.Item)[]): number {
  return structs.at(-1)?.id.clock ?? 0;
}

/** Undo writes what it gives back directly before what had been deleted; nothing else writes the same words there. */
function tie(transaction: Y.Transaction, item: Y.Item): void {
  const { doc } = transaction;
  const { rightOrigin, content } = item;
  if (rightOrigin?.client !== doc.clientID || !(content instanceof Y.ContentString)) return;
  const place = Y.createDeleteSet();
  place.clients.set(rightOrigin.client, [{ clock: rightOrigin.clock, len: item.length }]);
  const deleted: Y.Item[] = [];
  Y.iterateDeletedStructs(transaction, place, (struct: unknown) => {
    if (struct instanceof Y.Item && struct.deleted && struct.redone === null) deleted.push(struct);
  });
  const words = deleted.map((each) => (each.content instanceof Y.ContentString ? each.content.str : '')).join('');
  if (words !== content.str) return;
  for (const each of deleted) {
    each.redone = Y.createID(item.id.client, item.id.clock + (each.id.clock - rightOrigin.clock));
  }
}
