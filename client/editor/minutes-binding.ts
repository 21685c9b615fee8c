// y-prosemirror's binding of one fragment, with two things it lacks: it stands still while an input method composes, so
// that pinyin never enters the document, and it is never shown what our schema would refuse. Uses two internals of the
// pinned version, both named here and tested.
import type { Node, Schema } from 'prosemirror-model';
import { Plugin, type EditorState } from 'prosemirror-state';
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
  const intoEditor = binding._typeChanged.bind(binding);
  binding._observeFunction = (events: Y.YEvent<Y.XmlFragment>[], transaction: Y.Transaction): void => {
    if (isReadable && !events.every((event) => isStillReadable(event.target, schema))) {
      isReadable = false;
      onUnreadable();
    }
    if (isReadable) intoEditor(events, transaction);
  };
}
