// The desk as drafts are read from it by whoever writes nothing in it: archive, export, search, screens, a page of papers. What
// several wrote anew at once, and no page of papers has settled yet, stands once here. Never changes the desk it is given.
import * as Y from 'yjs';
import { settleWritings, unsettled } from './desk-writings.ts';

/** The desk itself where nothing stands several times; else a copy that is put right as a page of papers puts the desk right. */
export function settledDesk(desk: Y.Doc): Y.Doc {
  if (!unsettled(desk)) return desk;
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(desk));
  settleWritings(copy, null);
  return copy;
}
