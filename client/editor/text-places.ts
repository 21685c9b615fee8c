// Positions in an editor's document from positions in its fragment, with withdrawn and deleted blocks between: a place in
// one of those is where it stood.
import { Node } from 'prosemirror-model';
import type { ProsemirrorBinding } from 'y-prosemirror';
import * as Y from 'yjs';

/** Null for what lies outside the fragment, or is not known yet. */
export function absoluteIn(
  { doc, type: fragment, mapping }: ProsemirrorBinding,
  place: Y.RelativePosition,
): number | null {
  const found = Y.createAbsolutePositionFromRelativePosition(place, doc);
  if (found === null) return null;
  const sizeOf = (item: Y.Item): number => {
    if (item.deleted || !(item.content instanceof Y.ContentType)) return 0;
    if (item.content.type instanceof Y.XmlText) return item.content.type.length;
    const node = mapping.get(item.content.type);
    return node instanceof Node ? node.nodeSize : 0;
  };
  let at: unknown = found.type;
  let position = found.type instanceof Y.XmlText ? found.index : sizeBefore(childAt(found.type, found.index), sizeOf);
  while (at !== fragment) {
    if (!(at instanceof Y.AbstractType) || at._item === null) return null;
    const item: Y.Item = at._item;
    const inside: number = sizeOf(item) === 0 ? 0 : at instanceof Y.XmlText ? position : position + 1;
    position = inside + sizeBefore({ last: item.left }, sizeOf);
    at = item.parent;
  }
  return position;
}

interface Row {
  /** The last item of the row that counts. */
  readonly last: Y.Item | null;
}

/** The children before an index. */
function childAt(parent: { readonly _start: Y.Item | null }, index: number): Row {
  let last: Y.Item | null = null;
  let left = index;
  for (let item = parent._start; item !== null && left > 0; item = item.right) {
    last = item;
    if (!item.deleted && item.countable) left -= item.length;
  }
  return { last };
}

function sizeBefore({ last }: Row, sizeOf: (item: Y.Item) => number): number {
  let size = 0;
  for (let item = last; item !== null; item = item.left) size += sizeOf(item);
  return size;
}
