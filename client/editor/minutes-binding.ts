// The binding of one fragment and its editor: y-prosemirror's plugin with another way to read and write (text-mirror.ts), and
// with what it lacks: it stands still while an input method composes, so that pinyin never enters the document, it is never
// shown what our schema would refuse, and what others write replaces only what differs. Uses internals of the pinned
// version, all named here and tested.
import { Slice, type Fragment, type Node, type Schema } from 'prosemirror-model';
import {
  AllSelection,
  EditorState,
  NodeSelection,
  Plugin,
  PluginKey,
  TextSelection,
  type Transaction,
} from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { getRelativeSelection, ySyncPlugin, ySyncPluginKey, ProsemirrorBinding } from 'y-prosemirror';
import * as Y from 'yjs';
import { invariant } from '../../shared/lib/assert.ts';
import { isShellName, isWithdrawnBy } from '../../shared/doc/withdrawn.ts';
import type { CompositionGuard } from '../sync/composition.ts';
import { isStillReadable } from './readable.ts';
import { TextMirror } from './text-mirror.ts';
import { absoluteIn, type PageOnly } from './text-places.ts';

/** Origin of the edits that a binding makes; undo tracks it. */
export const EDITOR_ORIGIN: unknown = ySyncPluginKey;

const MIRROR = new PluginKey<TextMirror>('text mirror');

export interface HoldOptions {
  readonly schema: Schema;
  readonly composition: CompositionGuard;
  /** What came in cannot be shown without loss; the editor must close and leave the fragment alone. */
  readonly onUnreadable: () => void;
}

export interface BoundText {
  readonly doc: Node;
  /** Go before all others: what they do on a change then finds both sides alike. */
  readonly plugins: readonly Plugin[];
}

/** What a state is made of: the text of a readable fragment and the plugins that keep both alike. */
export function bindText(fragment: Y.XmlFragment, schema: Schema): BoundText {
  const mirror = new TextMirror(fragment, schema, new Map());
  const doc = schema.topNodeType.create(null, mirror.read());
  mirror.mapping.set(fragment, doc);
  const plugin: unknown = ySyncPlugin(fragment, { mapping: mirror.mapping });
  invariant(plugin instanceof Plugin, 'y-prosemirror makes a plugin');
  // The plugin gives every state the same binding.
  const binding = bindingOf(EditorState.create({ doc, plugins: [plugin] }));
  binding._prosemirrorChanged = (shown: Node): void => {
    binding.doc.transact(() => mirror.write(shown), ySyncPluginKey);
    remember(binding);
  };
  binding._typeChanged = (_events: unknown, transaction: Y.Transaction): void => {
    binding.mux(() => show(binding, mirror, transaction));
  };
  binding._observeFunction = binding._typeChanged;
  return { doc, plugins: [plugin, letGo(binding, mirror)] };
}

export function bindingOf(state: EditorState): ProsemirrorBinding {
  const synced: unknown = ySyncPluginKey.getState(state);
  const binding: unknown = typeof synced === 'object' && synced !== null && 'binding' in synced ? synced.binding : null;
  invariant(binding instanceof ProsemirrorBinding, 'the state was made with bindText');
  return binding;
}

/** What of the page is not in the document (text-places.ts). */
export function pageOnlyIn(state: EditorState): PageOnly {
  return MIRROR.getState(state)?.pageOnly() ?? [];
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
  const intoEditor = binding._typeChanged.bind(binding);
  binding._observeFunction = (events: Y.YEvent<Y.XmlFragment>[], transaction: Y.Transaction): void => {
    if (isReadable && !events.every((event) => isStillReadable(event.target, schema))) {
      isReadable = false;
      onUnreadable();
    }
    if (isReadable) intoEditor(events, transaction);
  };
}

/** Where the selection is, for the transactions of others that come after a change of one's own. */
function remember(binding: ProsemirrorBinding): void {
  const view = viewOf(binding);
  if (view) binding.beforeTransactionSelection = getRelativeSelection(binding, view.state);
}

function viewOf({ prosemirrorView }: ProsemirrorBinding): EditorView | null {
  const view: unknown = prosemirrorView;
  return view instanceof EditorView ? view : null;
}

/**
 * Shows what the fragment holds after a transaction. Only the blocks that differ are replaced: with the whole document
 * every position in it would be lost to whatever is drawn beside the text, and the page laid out at once. Nothing is
 * scrolled: browsers keep what one looks at in its place by themselves.
 */
function show(binding: ProsemirrorBinding, mirror: TextMirror, transaction: Y.Transaction): void {
  const view = viewOf(binding);
  if (!view) return;
  const before: unknown = binding.beforeTransactionSelection;
  mirror.forget(transaction);
  const place = view.hasFocus() ? standingPlace(binding, before) : null;
  // What oneself deletes or undoes is gone at once.
  mirror.hold(transaction.local && withdrawsAround(transaction, place) ? null : place);
  const tr = replaceDiffering(view.state.tr, mirror.read());
  mirror.mapping.set(mirror.fragment, tr.doc);
  restoreSelection(tr, binding, before);
  const isUndoRedoOperation = transaction.origin instanceof Y.UndoManager;
  view.dispatch(
    tr.setMeta('addToHistory', false).setMeta(ySyncPluginKey, { isChangeOrigin: true, isUndoRedoOperation }),
  );
}

/** The type that one's caret stands in. */
function standingPlace({ doc }: ProsemirrorBinding, before: unknown): unknown {
  const head = placeIn(before, 'head');
  return head && Y.createAbsolutePositionFromRelativePosition(head, doc)?.type;
}

/** Whether it was this transaction that withdrew a block around the place. */
function withdrawsAround(transaction: Y.Transaction, place: unknown): boolean {
  for (let at = place; at instanceof Y.AbstractType; at = at._item?.parent)
    if (isWithdrawnBy(transaction, at)) return true;
  return false;
}

function placeIn(selection: unknown, end: 'anchor' | 'head'): Y.RelativePosition | null {
  if (typeof selection !== 'object' || selection === null) return null;
  const place: unknown = Reflect.get(selection, end);
  return place instanceof Y.RelativePosition ? place : null;
}

function restoreSelection(tr: Transaction, binding: ProsemirrorBinding, before: unknown): void {
  const [from, to] = [placeIn(before, 'anchor'), placeIn(before, 'head')];
  if (from === null || to === null || typeof before !== 'object' || before === null) return;
  const type: unknown = Reflect.get(before, 'type');
  const [anchor, head] = [absoluteIn(binding, from), absoluteIn(binding, to)];
  if (type === 'all') tr.setSelection(new AllSelection(tr.doc));
  else if (anchor === null || head === null) return;
  else if (type === 'node') {
    const place = tr.doc.resolve(anchor);
    if (place.nodeAfter && NodeSelection.isSelectable(place.nodeAfter)) tr.setSelection(new NodeSelection(place));
    else tr.setSelection(TextSelection.near(place));
  } else tr.setSelection(TextSelection.between(tr.doc.resolve(anchor), tr.doc.resolve(head)));
}

/** A block that somebody else deleted around one's caret goes when one leaves it without having written. */
function letGo(binding: ProsemirrorBinding, mirror: TextMirror): Plugin {
  return new Plugin({
    key: MIRROR,
    state: { init: () => mirror, apply: () => mirror },
    appendTransaction: (transactions, before, state) =>
      transactions.some((each) => each.docChanged && each.getMeta(ySyncPluginKey) === undefined)
        ? withoutShells(before.doc, state)
        : null,
    view: () => ({
      update: (view, before) => {
        const held = mirror.held();
        if (held.length === 0 || view.composing || before.selection.eq(view.state.selection)) return;
        const { $head } = view.state.selection;
        const around = Array.from({ length: $head.depth + 1 }, (_, depth) => $head.node(depth));
        if (held.some((node) => around.includes(node))) return;
        binding.mux(() => {
          mirror.hold(null);
          const tr = replaceDiffering(view.state.tr, mirror.read());
          mirror.mapping.set(mirror.fragment, tr.doc);
          view.dispatch(tr.setMeta('addToHistory', false).setMeta(ySyncPluginKey, { isChangeOrigin: true }));
        });
      },
    }),
  });
}

/** Lists, quotes … without content are on nobody's page (withdrawn.ts): they go from where an edit of one's own left them. */
function withoutShells(before: Node, { doc, tr }: EditorState): Transaction | null {
  const same = sameEnds(before.content, doc.content);
  if (same === null) return null;
  const shells: { readonly from: number; readonly to: number }[] = [];
  doc.nodesBetween(same.start, doc.content.size - same.end, (node, at) => {
    if (!isShell(node)) return !node.isTextblock;
    shells.push({ from: at, to: at + node.nodeSize });
    return false;
  });
  for (const { from, to } of shells.toReversed()) tr.delete(from, to);
  return tr.docChanged ? tr : null;
}

function isShell(node: Node): boolean {
  return isShellName(node.type.name) && node.content.content.every(isShell);
}

function replaceDiffering(tr: Transaction, content: Fragment): Transaction {
  const before = tr.doc.content;
  const same = sameEnds(before, content);
  if (same === null) return tr;
  const fresh = content.cut(same.start, content.size - same.end);
  return tr.replace(same.start, before.size - same.end, new Slice(fresh, 0, 0));
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
