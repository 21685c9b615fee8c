// What a change on the page costs: it must not grow with the square of the text.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { toggleMark } from 'prosemirror-commands';
import { AllSelection } from 'prosemirror-state';
import * as Y from 'yjs';
import { minutesSchema } from '../../../shared/doc/minutes-schema.ts';
import { nodeType } from '../../../client/editor/text-state.ts';
import { deskWith, editorOn, minutesOf, type EditorFixture } from '../support/desk-fixture.ts';

const open: EditorFixture[] = [];

afterEach(() => {
  vi.restoreAllMocks();
  for (const fixture of open.splice(0)) fixture.close();
});

function opened(desk: Y.Doc): EditorFixture {
  const fixture = editorOn(desk);
  open.push(fixture);
  return fixture;
}

describe('writing what the page shows', () => {
  it('does not walk the text once for each paragraph that is replaced', () => {
    const desk = deskWith(...Array.from({ length: 50 }, (_, index) => `第${index}段`));
    const { view } = opened(desk).editor;
    const walks = vi.spyOn(minutesOf(desk), 'toArray');
    const fresh = Array.from({ length: 50 }, () => nodeType('heading').create(null, minutesSchema.text('新')));

    view.dispatch(view.state.tr.replaceWith(0, view.state.doc.content.size, fresh));

    expect(view.state.doc.childCount).toBe(50);
    expect(walks.mock.calls.length).toBeLessThan(10);
  });

  it('marks a long passage with one stroke', () => {
    const desk = deskWith('字'.repeat(300));
    const { view } = opened(desk).editor;
    const strokes = vi.spyOn(Y.XmlText.prototype, 'format');
    view.dispatch(view.state.tr.setSelection(new AllSelection(view.state.doc)));

    toggleMark(minutesSchema.mark('strong').type)(view.state, view.dispatch.bind(view));

    expect(minutesOf(desk).toString()).toBe(`<paragraph><strong>${'字'.repeat(300)}</strong></paragraph>`);
    expect(strokes).toHaveBeenCalledTimes(1);
  });
});
