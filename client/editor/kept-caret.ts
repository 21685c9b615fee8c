// One's caret in a text that leaves the page and comes back, as places in the document: others may write meanwhile.
import { Node } from 'prosemirror-model';
import { Selection, TextSelection, type EditorState } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { absolutePositionToRelativePosition } from 'y-prosemirror';
import * as Y from 'yjs';
import { invariant } from '../../shared/lib/assert.ts';
import { bindingOf } from './minutes-binding.ts';
import { absoluteIn } from './text-places.ts';

export interface KeptCaret {
  readonly anchor: Y.RelativePosition;
  readonly head: Y.RelativePosition;
}

export function caretOf(state: EditorState): KeptCaret {
  const { type, mapping } = bindingOf(state);
  const written = mapping.get(type);
  // The letters of an unfinished word are nowhere in the document: the place they stand at is.
  const end = written instanceof Node ? written.content.findDiffStart(state.doc.content) : null;
  const place = (position: number): Y.RelativePosition => {
    const at: unknown = absolutePositionToRelativePosition(Math.min(position, end ?? position), type, mapping);
    invariant(at instanceof Y.RelativePosition, 'each place of the page is one of the document');
    return at;
  };
  return { anchor: place(state.selection.anchor), head: place(state.selection.head) };
}

/** Puts the caret there, with the focus; at the end of the text when the document does not know the place. */
export function standAt(view: EditorView, caret: KeptCaret): void {
  const binding = bindingOf(view.state);
  const [anchor, head] = [absoluteIn(binding, caret.anchor), absoluteIn(binding, caret.head)];
  const { doc, tr } = view.state;
  const isKnown = anchor !== null && head !== null && Math.max(anchor, head) <= doc.content.size;
  const selection = isKnown ? TextSelection.between(doc.resolve(anchor), doc.resolve(head)) : Selection.atEnd(doc);
  view.dispatch(tr.setSelection(selection));
  view.focus();
}
