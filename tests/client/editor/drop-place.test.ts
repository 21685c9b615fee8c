// The mark of where something dragged would land: its code comes with the first drag, and goes with the text.
import { Schema } from 'prosemirror-model';
import { EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { afterEach, expect, test, vi } from 'vitest';
import { dropPlace } from '../../../client/editor/drop-place.ts';
import { PATIENCE } from '../../support/patience.ts';

const schema = new Schema({
  nodes: { doc: { content: 'p+' }, p: { content: 'text*', toDOM: () => ['p', 0] }, text: {} },
});
const views: EditorView[] = [];

afterEach(() => {
  for (const view of views.splice(0)) if (!view.isDestroyed) view.destroy();
  document.body.replaceChildren();
});

function openText(): EditorView {
  const doc = schema.node('doc', null, [schema.node('p', null, [schema.text('会议听取了汇报')])]);
  const view = new EditorView(document.body, { state: EditorState.create({ doc, plugins: [dropPlace()] }) });
  // A page without a layout has no places.
  view.posAtCoords = () => ({ pos: 3, inside: 0 });
  view.coordsAtPos = () => ({ left: 10, right: 10, top: 0, bottom: 20 });
  Object.defineProperty(view.dom, 'offsetParent', { value: document.body });
  views.push(view);
  return view;
}

const dragOver = (view: EditorView): boolean => view.dom.dispatchEvent(new Event('dragover', { bubbles: true }));
const marks = (): number => document.querySelectorAll('.drop-place').length;

test('what is dragged over a text shows where it would land, once the code of it is here', async () => {
  const view = openText();

  view.dom.dispatchEvent(new Event('dragenter'));
  await vi.waitFor(() => {
    dragOver(view);
    expect(marks()).toBe(1);
  }, PATIENCE);

  view.destroy();
  expect(marks()).toBe(0);
});

test('a text that closed while the code was coming is left alone', async () => {
  const view = openText();
  view.dom.dispatchEvent(new Event('dragenter'));

  view.destroy();
  await import('prosemirror-dropcursor');
  await Promise.resolve();

  dragOver(view);
  expect(marks()).toBe(0);
});
