// What is done to pictures in a text: putting one in at a place, saying what it is called.
import { NodeSelection, TextSelection, type Command, type EditorState, type Transaction } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { plainText } from '../../shared/doc/node-attribute.ts';
import { nodeType } from './text-state.ts';
import type { Pictures, SentPicture } from './pictures.ts';

/**
 * The picture at `position`: before or after the paragraph whose end that is, else between its halves. A caret that
 * still stands there goes on behind it, and there is always a paragraph behind it to go on in.
 */
export function withPicture(state: EditorState, position: number, { fileId, alt }: SentPicture): Transaction {
  const { selection, tr } = state;
  const at = openPlace(tr, Math.min(position, state.doc.content.size));
  tr.insert(at, nodeType('image').create({ fileId, alt }));
  const behind = at + 1;
  if (tr.doc.resolve(behind).nodeAfter === null) tr.insert(behind, nodeType('paragraph').create());
  if (selection.empty && selection.head === position)
    tr.setSelection(TextSelection.near(tr.doc.resolve(behind), 1)).scrollIntoView();
  return tr;
}

/** Where a block may stand next to `position`, splitting its paragraph where it stands amid words. */
function openPlace(tr: Transaction, position: number): number {
  const resolved = tr.doc.resolve(position);
  const { parent, parentOffset } = resolved;
  if (!parent.isTextblock) {
    const index = resolved.index();
    return parent.canReplaceWith(index, index, nodeType('image')) ? position : tr.doc.content.size;
  }
  if (parentOffset === 0) return resolved.before();
  if (parentOffset === parent.content.size) return resolved.after();
  tr.split(position);
  return position + 1;
}

/** Asks what the picture at `position` is called. Whatever others do meanwhile, only that picture is named. */
export function namePicture(pictures: Pictures, view: EditorView, position: number): void {
  const asked = view.state.doc.nodeAt(position);
  if (asked?.type.name !== 'image' || !view.editable) return;
  const fileId: unknown = asked.attrs['fileId'];
  pictures.ask({
    alt: plainText(asked.attrs['alt']),
    apply: (alt) => {
      if (view.isDestroyed || !view.editable) return;
      const at = nearestPicture(view.state, fileId, position);
      if (at !== null) view.dispatch(view.state.tr.setNodeAttribute(at, 'alt', alt));
      view.focus();
    },
  });
}

/** Enter on a selected picture. */
export function nameSelected(pictures: Pictures): Command {
  return ({ selection }, dispatch, view) => {
    if (!(selection instanceof NodeSelection) || selection.node.type.name !== 'image' || !view) return false;
    if (dispatch) namePicture(pictures, view, selection.from);
    return true;
  };
}

function nearestPicture(state: EditorState, fileId: unknown, position: number): number | null {
  let nearest: number | null = null;
  state.doc.descendants((node, at) => {
    if (node.type.name !== 'image' || node.attrs['fileId'] !== fileId) return;
    if (nearest === null || Math.abs(at - position) < Math.abs(nearest - position)) nearest = at;
  });
  return nearest;
}
