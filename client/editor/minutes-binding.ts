// y-prosemirror's binding of one fragment, with three things it lacks: it stands still while an input method composes, so
// that pinyin never enters the document, it is never shown what our schema would refuse, and what others write replaces
// only what differs. Uses four internals of the pinned version, all named here and tested.
import { Slice, type Fragment, type Node, type Schema } from 'prosemirror-model';
import { Plugin, type EditorState, type Transaction } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { initProseMirrorDoc, ySyncPlugin, ySyncPluginKey, ProsemirrorBinding } from 'y-prosemirror';
import type * as Y from 'yjs';
import { invariant } from '../../shared/lib/assert.ts';
import type { CompositionGuard } from '../sync/composition.ts';
import { isStillReadable } from './readable.ts';

/** Origin of the edits that a binding makes; undo tracks it. */
export const EDITOR_ORIGIN: unknown = ySyncPluginKey;

export interface HoldOptions {
  readonly schema: Schema;
  readonly composition: CompositionGuard;
  /** What came in cannot be shown without loss; the editor must close and leave the fragment alone. */
  readonly onUnreadable: () => void;
}

export interface BoundText {
  readonly doc: Node;
  readonly plugin: Plugin;
}

/** What a state is made of: the text of a readable fragment and the binding that keeps both alike. */
export function bindText(fragment: Y.XmlFragment, schema: Schema): BoundText {
  const { doc, mapping } = initProseMirrorDoc(fragment, schema);
  const plugin: unknown = ySyncPlugin(fragment, { mapping });
  invariant(plugin instanceof Plugin, 'y-prosemirror makes a plugin');
  return { doc, plugin };
}

export function bindingOf(state: EditorState): ProsemirrorBinding {
  const synced: unknown = ySyncPluginKey.getState(state);
  const binding: unknown = typeof synced === 'object' && synced !== null && 'binding' in synced ? synced.binding : null;
  invariant(binding instanceof ProsemirrorBinding, 'the state was made with bindText');
  return binding;
}

/** Puts the holds into the binding of a state made of `bindText`, before it has a view. */
export function holdBinding(state: EditorState, { schema, composition, onUnreadable }: HoldOptions): void {
  const binding = bindingOf(state);
  const intoDocument = binding._prosemirrorChanged.bind(binding);
  let isReadable = true;
  binding._prosemirrorChanged = (doc: Node): void => {
    // An editor that does not show all of a fragment would delete the rest by writing what it shows.
    if (isReadable && !composition.isHolding) intoDocument(doc);
  };
  showOnlyChanges(binding);
  const intoEditor = binding._typeChanged.bind(binding);
  binding._observeFunction = (events: Y.YEvent<Y.XmlFragment>[], transaction: Y.Transaction): void => {
    if (isReadable && !events.every((event) => isStillReadable(event.target, schema))) {
      isReadable = false;
      onUnreadable();
    }
    if (isReadable) intoEditor(events, transaction);
  };
}

/**
 * The binding puts the whole document in place of the whole document at each remote edit, and brings the caret into view:
 * every position in it would be lost to whatever is drawn beside the text, and the page laid out at once. Here only the
 * blocks that differ are replaced, and browsers keep what one looks at in its place by themselves.
 */
function showOnlyChanges(binding: ProsemirrorBinding): void {
  Object.defineProperty(binding, '_tr', { get: () => transactionFor(binding) });
  binding._isLocalCursorInView = () => false;
}

function transactionFor({ prosemirrorView }: ProsemirrorBinding): Transaction {
  const view: unknown = prosemirrorView;
  invariant(view instanceof EditorView, 'the binding shows something in a view only');
  const { tr } = view.state;
  const replace = tr.replace.bind(tr);
  tr.replace = (from, to, slice = Slice.empty) => {
    const { content } = tr.doc;
    if (from !== 0 || to !== content.size) return replace(from, to, slice);
    const same = sameEnds(content, slice.content);
    if (same === null) return tr;
    const fresh = slice.content.cut(same.start, slice.content.size - same.end);
    return replace(same.start, content.size - same.end, new Slice(fresh, 0, 0));
  };
  return tr.setMeta('addToHistory', false);
}

/** Sizes of the blocks at both ends that two texts have in common; null when all of them are. */
function sameEnds(before: Fragment, after: Fragment): { readonly start: number; readonly end: number } | null {
  const shorter = Math.min(before.childCount, after.childCount);
  let first = 0;
  let start = 0;
  while (first < shorter && isSame(before.child(first), after.child(first))) {
    start += before.child(first).nodeSize;
    first += 1;
  }
  if (first === before.childCount && first === after.childCount) return null;
  let last = 0;
  let end = 0;
  while (
    last < shorter - first &&
    isSame(before.child(before.childCount - 1 - last), after.child(after.childCount - 1 - last))
  ) {
    end += before.child(before.childCount - 1 - last).nodeSize;
    last += 1;
  }
  return { start, end };
}

/** Unchanged blocks are mostly the same objects. */
function isSame(a: Node, b: Node): boolean {
  return a === b || a.eq(b);
}
