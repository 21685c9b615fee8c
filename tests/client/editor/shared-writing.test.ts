// What keeps others' words safe from the browser, in every editor of a shared text.
import { EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { afterEach, describe, expect, it } from 'vitest';
import { ySyncPluginKey } from 'y-prosemirror';
import { neverEmpty, refuseBrowserUndo } from '../../../client/editor/shared-writing.ts';
import { minutesSchema } from '../../../shared/doc/minutes-schema.ts';

const views: EditorView[] = [];
afterEach(() => {
  for (const view of views.splice(0)) view.destroy();
});

function editor(): EditorView {
  const doc = minutesSchema.node('doc', null, [minutesSchema.node('paragraph', null, [minutesSchema.text('备忘')])]);
  const state = EditorState.create({ doc, plugins: [neverEmpty()] });
  const view = new EditorView(document.createElement('div'), {
    state,
    handleDOMEvents: { beforeinput: refuseBrowserUndo },
  });
  views.push(view);
  return view;
}

/** The whole text deleted, by oneself or, with `isRemote`, by somebody else. */
function emptied(view: EditorView, isRemote: boolean): number {
  const deletion = view.state.tr.delete(0, view.state.doc.content.size);
  view.dispatch(isRemote ? deletion.setMeta(ySyncPluginKey, { isChangeOrigin: true }) : deletion);
  return view.state.doc.childCount;
}

describe('a shared text that was emptied', () => {
  it('keeps one paragraph to write in when it was oneself', () => {
    expect(emptied(editor(), false)).toBe(1);
  });

  it('gets none when somebody else did it, or each page would add its own', () => {
    expect(emptied(editor(), true)).toBe(0);
  });
});

describe("the browser's own undo", () => {
  const input = (view: EditorView, inputType: string): boolean =>
    view.dom.dispatchEvent(new InputEvent('beforeinput', { inputType, bubbles: true, cancelable: true }));

  it.each(['historyUndo', 'historyRedo'])('is refused: %s', (inputType) => {
    expect(input(editor(), inputType)).toBe(false);
  });

  it('is all that is refused', () => {
    expect(input(editor(), 'insertText')).toBe(true);
  });
});
