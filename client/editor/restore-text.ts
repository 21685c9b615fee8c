// Brings an item's text back to an earlier state as new edits of one's own: block by block and word by word only where the
// two differ, so that what others write elsewhere, and what is anchored in words that stay, lives on.
import { Fragment, Slice, type Node } from 'prosemirror-model';
import { EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import type * as Y from 'yjs';
import { minutesSchema } from '../../shared/doc/minutes-schema.ts';
import type { PastNode } from '../../shared/domain/past-text.ts';
import { diffLists, wordsOf } from '../../shared/domain/text-diff.ts';
import type { DeskUndo } from '../state/desk-undo.ts';
import { bindText, EDITOR_ORIGIN } from './minutes-binding.ts';
import { documentOf } from './past-node.ts';
import { isReadable } from './readable.ts';

/** `same`: there was nothing to do; `unreadable`: one of the two holds what this page does not know. */
export type Restored = 'done' | 'same' | 'unreadable';

/** A stretch of the document and what stands there instead. */
interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly content: Fragment;
}

/** One step of undo, whatever was done just before or is done just after. */
export function restoreText(fragment: Y.XmlFragment, past: PastNode, undoing: DeskUndo): Restored {
  const target = documentOf(past, minutesSchema);
  if (target === null || !isReadable(fragment, minutesSchema)) return 'unreadable';
  undoing.track(EDITOR_ORIGIN);
  undoing.separate();
  const view = detachedView(fragment);
  try {
    const replacements = differences(view.state.doc, target, 0);
    // From the end, so that the places of those before stay true; each by itself, so that the words between two of them
    // are not written anew.
    for (const { from, to, content } of replacements.toReversed())
      view.dispatch(view.state.tr.replace(from, to, new Slice(content, 0, 0)));
    return replacements.length === 0 ? 'same' : 'done';
  } finally {
    view.destroy();
    undoing.separate();
  }
}

/** A binding beside the one on the page, which may not be there when the item is out of sight. */
function detachedView(fragment: Y.XmlFragment): EditorView {
  const { doc, plugins } = bindText(fragment, minutesSchema);
  return new EditorView(null, { state: EditorState.create({ doc, plugins: [...plugins] }) });
}

/** What makes the content of `before` (which begins at `start`) that of `after`, in order. */
function differences(before: Node, after: Node, start: number): readonly Replacement[] {
  const [a, b] = [childrenOf(before), childrenOf(after)];
  return diffLists(a, b, (one, other) => one.eq(other)).flatMap((hunk) => {
    const gone = a.slice(hunk.before.from, hunk.before.to);
    const come = b.slice(hunk.after.from, hunk.after.to);
    return changed(gone, come, start + sizeOf(a.slice(0, hunk.before.from)));
  });
}

/** Blocks of one kind in a row are changed inside; the rest goes and comes as a whole. */
function changed(gone: readonly Node[], come: readonly Node[], start: number): readonly Replacement[] {
  const pairs = Math.min(gone.length, come.length);
  const replacements: Replacement[] = [];
  let at = start;
  for (let index = 0; index < pairs; index += 1) {
    const [one, other] = [gone[index], come[index]];
    if (!one || !other) break;
    replacements.push(...within(one, other, at));
    at += one.nodeSize;
  }
  const rest = sizeOf(gone.slice(pairs));
  const added = Fragment.fromArray(come.slice(pairs));
  if (rest > 0 || added.childCount > 0) replacements.push({ from: at, to: at + rest, content: added });
  return replacements;
}

function within(one: Node, other: Node, at: number): readonly Replacement[] {
  if (one.isLeaf || !one.sameMarkup(other)) {
    return one.eq(other) ? [] : [{ from: at, to: at + one.nodeSize, content: Fragment.from(other) }];
  }
  return one.isTextblock ? words(one, other, at + 1) : differences(one, other, at + 1);
}

interface Token {
  readonly key: string;
  readonly size: number;
}

function words(one: Node, other: Node, start: number): readonly Replacement[] {
  const [a, b] = [tokensOf(one), tokensOf(other)];
  const lengthOf = (tokens: readonly Token[], to: number): number =>
    tokens.slice(0, to).reduce((sum, { size }) => sum + size, 0);
  return diffLists(a, b, (x, y) => x.key === y.key).map(({ before, after }) => ({
    from: start + lengthOf(a, before.from),
    to: start + lengthOf(a, before.to),
    content: other.content.cut(lengthOf(b, after.from), lengthOf(b, after.to)),
  }));
}

function tokensOf(block: Node): readonly Token[] {
  return childrenOf(block).flatMap((node): readonly Token[] => {
    const dress = JSON.stringify(node.marks.map((mark): unknown => mark.toJSON()));
    if (node.isText) return wordsOf(node.text ?? '').map((text) => ({ key: `${dress}${text}`, size: text.length }));
    return [{ key: `${dress}${JSON.stringify(node.toJSON())}`, size: node.nodeSize }];
  });
}

function childrenOf(node: Node): readonly Node[] {
  return Array.from({ length: node.childCount }, (_, index) => node.child(index));
}

function sizeOf(nodes: readonly Node[]): number {
  return nodes.reduce((sum, node) => sum + node.nodeSize, 0);
}
