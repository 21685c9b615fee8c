// The editor's keys over every selection that a text of everything allows: none fails by itself.
import { afterEach, describe, expect, it } from 'vitest';
import type { Node } from 'prosemirror-model';
import { AllSelection, EditorState, NodeSelection, TextSelection, type Selection } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { minutesSchema } from '../../../shared/doc/minutes-schema.ts';
import { editorKeys } from '../../../client/editor/keys.ts';
import { neverEmpty } from '../../../client/editor/shared-writing.ts';
import { keepTables } from '../../../client/editor/table-commands.ts';
import { DeskUndo } from '../../../client/state/desk-undo.ts';
import { deskWith, editorOn, type EditorFixture } from '../support/desk-fixture.ts';
import { FakePictures } from '../support/fake-pictures.ts';

const open: EditorFixture[] = [];

afterEach(() => {
  for (const fixture of open.splice(0)) fixture.close();
});

function node(name: string, ...content: readonly (Node | string)[]): Node {
  const inside = content.map((each) => (typeof each === 'string' ? minutesSchema.text(each) : each));
  return minutesSchema.node(name, null, inside);
}

const TEXTS: Readonly<Record<string, readonly Node[]>> = {
  'a list between paragraphs': [
    node('paragraph', '甲乙'),
    node('bullet_list', node('list_item', node('paragraph', '丙')), node('list_item', node('paragraph', '丁'))),
    node('heading', '戊'),
  ],
  'a table and a quote': [
    node(
      'table',
      node('table_row', node('table_header', node('paragraph', '甲')), node('table_header', node('paragraph'))),
      node('table_row', node('table_cell', node('paragraph', '乙')), node('table_cell', node('paragraph', '丙'))),
    ),
    node('blockquote', node('paragraph', '丁'), node('bullet_list', node('list_item', node('paragraph')))),
    node('paragraph', '戊'),
  ],
  'a rule, a picture and a line break': [
    node('horizontal_rule'),
    node('paragraph', '甲', node('hard_break'), '乙'),
    node('image'),
    node('paragraph'),
  ],
  'nothing but a list in a list': [
    node(
      'ordered_list',
      node('list_item', node('paragraph', '甲'), node('bullet_list', node('list_item', node('paragraph', '乙')))),
    ),
  ],
  'nothing but a rule': [node('horizontal_rule')],
};

const KEYS: readonly KeyboardEventInit[] = [
  { key: 'Enter' },
  { key: 'Enter', shiftKey: true },
  { key: 'Enter', ctrlKey: true },
  { key: 'Backspace' },
  { key: 'Delete' },
  { key: 'Tab' },
  { key: 'Tab', shiftKey: true },
  { key: 'ArrowDown' },
  { key: 'a', ctrlKey: true },
  { key: 'b', ctrlKey: true },
  { key: 'i', altKey: true },
];

/** Carets at both ends of all lines, from the start of each to the end of each, blocks that can be selected, everything. */
function selectionsIn(doc: Node): readonly Selection[] {
  const found: Selection[] = [new AllSelection(doc)];
  const starts: number[] = [];
  doc.descendants((each, at) => {
    if (NodeSelection.isSelectable(each)) found.push(NodeSelection.create(doc, at));
    if (!each.isTextblock) return;
    const end = at + each.nodeSize - 1;
    starts.push(at + 1);
    for (const from of [...starts, end]) found.push(TextSelection.create(doc, from, end));
  });
  return found;
}

describe('a key', () => {
  it.each(Object.entries(TEXTS))('never fails by itself, whatever is selected in %s', (_what, blocks) => {
    const doc = minutesSchema.node('doc', null, blocks);
    const undoing = new DeskUndo(deskWith());
    const plugins = [...editorKeys(undoing, new FakePictures()), neverEmpty(), keepTables()];
    const view = new EditorView(null, { state: EditorState.create({ doc, plugins }) });
    const failed: string[] = [];

    for (const init of KEYS) {
      for (const selection of selectionsIn(doc)) {
        view.updateState(EditorState.create({ doc, selection, plugins }));
        const event = new KeyboardEvent('keydown', { ...init, cancelable: true });
        try {
          view.someProp('handleKeyDown', (handle) => handle(view, event));
          view.state.doc.check();
        } catch (error) {
          failed.push(`${JSON.stringify(init)} over ${selection.from}–${selection.to}: ${String(error)}`);
        }
      }
    }
    view.destroy();
    undoing.close();

    expect(failed).toEqual([]);
  });

  it.each(['everything', 'all its words'])('Enter over %s leaves an empty paragraph to write in', (what) => {
    const fixture = editorOn(deskWith('甲'));
    open.push(fixture);
    const { view } = fixture.editor;
    const list = TEXTS['nothing but a list in a list'] ?? [];
    view.dispatch(view.state.tr.replaceWith(0, view.state.doc.content.size, list));
    const { doc } = view.state;
    const selection = what === 'everything' ? new AllSelection(doc) : TextSelection.create(doc, 3, 9);
    view.dispatch(view.state.tr.setSelection(selection));

    view.someProp('handleKeyDown', (handle) => handle(view, new KeyboardEvent('keydown', { key: 'Enter' })));
    fixture.type('新');

    expect(view.state.doc.toString()).toBe('doc(paragraph("新"))');
  });
});
