// Positions on the page of an editor from positions in its fragment, with withdrawn and deleted blocks between: a place in
// one of those is where it stood. And the same as readers without an editor count them (shared/doc/anchor.ts): for those,
// what is on the page only because one's own caret stands in it takes no room.
import { Node } from 'prosemirror-model';
import type { ProsemirrorBinding } from 'y-prosemirror';
import * as Y from 'yjs';
import type { TextRange } from '../../shared/doc/anchor.ts';

/** Null for what lies outside the fragment, or is not known yet. */
export function absoluteIn(
  { doc, type: fragment, mapping }: ProsemirrorBinding,
  place: Y.RelativePosition,
): number | null {
  const found = Y.createAbsolutePositionFromRelativePosition(place, doc);
  if (found === null) return null;
  const sizeOf = sizesIn(mapping);
  const position = found.type instanceof Y.XmlText ? found.index : sizeBefore(childAt(found.type, found.index), sizeOf);
  return outwards({ type: found.type, position }, fragment, sizeOf);
}

/** Positions on the page that no reader of the document counts, in order, none inside another. */
export type PageOnly = readonly TextRange[];

/** What `blocks`, which are on the page, take up there. */
export function roomOf(
  blocks: readonly Y.XmlElement[],
  { fragment, mapping }: { readonly fragment: Y.XmlFragment; readonly mapping: ProsemirrorBinding['mapping'] },
): PageOnly {
  const sizeOf = sizesIn(mapping);
  return blocks
    .flatMap((block) => {
      const item = block._item;
      // The place before its content, less the tag that opens it.
      const inside = outwards({ type: block, position: 0 }, fragment, sizeOf);
      return item === null || inside === null || sizeOf(item) === 0
        ? []
        : [{ from: inside - 1, to: inside - 1 + sizeOf(item) }];
    })
    .sort((a, b) => a.from - b.from);
}

/** A range of the page as the document counts; what begins or ends in what is only on the page does so where that stands. */
export function inDocument({ from, to }: TextRange, pageOnly: PageOnly): TextRange {
  const place = (position: number): number =>
    pageOnly.reduce((left, piece) => left - Math.max(0, Math.min(position, piece.to) - piece.from), position);
  return { from: place(from), to: place(to) };
}

/** A range of the document on the page. */
export function onPage({ from, to }: TextRange, pageOnly: PageOnly): TextRange {
  const place = (position: number): number =>
    pageOnly.reduce((at, piece) => (piece.from < at ? at + piece.to - piece.from : at), position);
  return { from: place(from), to: place(to) };
}

function sizesIn(mapping: ProsemirrorBinding['mapping']): (item: Y.Item) => number {
  return (item) => {
    if (item.deleted || !(item.content instanceof Y.ContentType)) return 0;
    if (item.content.type instanceof Y.XmlText) return item.content.type.length;
    const node = mapping.get(item.content.type);
    return node instanceof Node ? node.nodeSize : 0;
  };
}

/** A position inside a type as one of `fragment`; null for what lies outside. */
function outwards(
  inside: { readonly type: unknown; readonly position: number },
  fragment: Y.XmlFragment,
  sizeOf: (item: Y.Item) => number,
): number | null {
  let at = inside.type;
  let { position } = inside;
  while (at !== fragment) {
    if (!(at instanceof Y.AbstractType) || at._item === null) return null;
    const item: Y.Item = at._item;
    const within: number = sizeOf(item) === 0 ? 0 : at instanceof Y.XmlText ? position : position + 1;
    position = within + sizeBefore({ last: item.left }, sizeOf);
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
