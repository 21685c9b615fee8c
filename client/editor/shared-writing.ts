// What every editor of a shared text needs, minutes and notes alike, so that others' words are safe from the browser.
import { Plugin } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { ySyncPluginKey } from 'y-prosemirror';
import { isComposed } from '../ui/composed-key.ts';
import { nodeType } from './text-state.ts';

/** Deleting everything leaves one empty paragraph to write in; only for one's own deletion, or each client adds one. */
export function neverEmpty(): Plugin {
  return new Plugin({
    appendTransaction: (transactions, _old, state) => {
      if (state.doc.childCount > 0) return null;
      const isOwn = transactions.some((each) => each.docChanged && each.getMeta(ySyncPluginKey) === undefined);
      return isOwn ? state.tr.insert(0, nodeType('paragraph').create()) : null;
    },
  });
}

/** The browser's own undo knows nothing of other people's words; during a composition it would tear what is composed. */
export function refuseBrowserUndo(_view: EditorView, event: InputEvent): boolean {
  if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return false;
  event.preventDefault();
  return true;
}

/**
 * A key acts where the caret is by now. Browsers tell of a caret they moved only in a later task, and keys overtake that
 * on a busy page: Enter right after Ctrl+End would split the line the caret came from. Saying it again costs a comparison.
 */
export function caughtUp(view: EditorView, event: KeyboardEvent): boolean {
  if (!isComposed(event) && !view.composing) view.dom.ownerDocument.dispatchEvent(new Event('selectionchange'));
  return false;
}
