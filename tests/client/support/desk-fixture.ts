// A desk with agenda items, and editors on it, without a server.
import * as Y from 'yjs';
import { TextSelection } from 'prosemirror-state';
import { Awareness } from 'y-protocols/awareness';
import { addItem, itemMinutes } from '../../../shared/doc/desk-agenda.ts';
import type { ItemId, UserId } from '../../../shared/domain/ids.ts';
import { standing } from '../../../shared/doc/withdrawn.ts';
import { invariant } from '../../../shared/lib/assert.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { InsertMenu, type InsertEntry } from '../../../client/editor/insert-menu.svelte.ts';
import type { WallTime } from '../../../client/editor/node-views.ts';
import { MinutesEditor, type EditorListener } from '../../../client/editor/minutes-editor.ts';
import { Passages, type Passage } from '../../../client/editor/passage-board.ts';
import { DeskUndo } from '../../../client/state/desk-undo.ts';
import { Presence } from '../../../client/state/presence.svelte.ts';
import { CompositionGuard } from '../../../client/sync/composition.ts';
import { FakeDevice } from './fake-device.ts';
import { FakePictures } from './fake-pictures.ts';

export const FIRST = brand<ItemId>('item1');
export const SECOND = brand<ItemId>('item2');

export function deskWith(...texts: readonly string[]): Y.Doc {
  const desk = new Y.Doc();
  for (const [index, id] of [FIRST, SECOND].entries())
    addItem(desk, { id, kind: 'discussion', title: `第${index + 1}项`, order: `a${index + 1}`, minutes: texts });
  return desk;
}

/** A second replica; `exchange` brings both up to date. */
export function replicaOf(desk: Y.Doc): Y.Doc {
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(desk), 'remote');
  return other;
}

export function exchange(a: Y.Doc, b: Y.Doc): void {
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a, Y.encodeStateVector(b)), 'remote');
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b, Y.encodeStateVector(a)), 'remote');
}

export function minutesOf(desk: Y.Doc, id: ItemId = FIRST): Y.XmlFragment {
  const fragment = itemMinutes(desk, id);
  invariant(fragment, 'the item has minutes');
  return fragment;
}

/** The text of the first paragraph, as a client that knows no editor would edit it. */
export function firstText(desk: Y.Doc): Y.XmlText {
  const paragraph = minutesOf(desk).get(0);
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
  invariant(text instanceof Y.XmlText, 'the first paragraph has text');
  return text;
}

/** The paragraphs' texts as plain strings; those that somebody has deleted are not there. */
export function paragraphs(desk: Y.Doc, id: ItemId = FIRST): string[] {
  return standing(minutesOf(desk, id)).map((node) =>
    node instanceof Y.XmlElement ? node.toArray().map(String).join('') : String(node),
  );
}

export interface EditorFixture {
  readonly editor: MinutesEditor;
  readonly undoing: DeskUndo;
  readonly composition: CompositionGuard;
  readonly device: FakeDevice;
  readonly awareness: Awareness;
  readonly menu: InsertMenu;
  readonly pictures: FakePictures;
  readonly passages: Passages;
  /** The passages whose task, decision or remark was asked for. */
  readonly openedPassages: readonly Passage[];
  /** Lines that began with a command, when Enter was pressed behind them. */
  readonly commands: readonly string[];
  /** Whether the editor said that it cannot show what came in. */
  readonly saysUnreadable: () => boolean;
  /** Types at the end of the text, as the browser would. */
  type(text: string): void;
  close(): void;
}

interface FixtureOptions {
  readonly itemId?: ItemId;
  readonly undoing?: DeskUndo;
  readonly entries?: readonly InsertEntry[];
  readonly wallTime?: WallTime;
  /** By default a board of its own. */
  readonly passages?: Passages;
  /** By default nobody. */
  readonly listener?: EditorListener;
}

const NOBODY: EditorListener = {
  opened: () => undefined,
  entered: () => undefined,
  changed: () => undefined,
  closed: () => undefined,
};

export function editorOn(
  desk: Y.Doc,
  {
    itemId = FIRST,
    undoing = new DeskUndo(desk),
    entries = [],
    wallTime = () => '16:10',
    passages: given,
    listener = NOBODY,
  }: FixtureOptions = {},
): EditorFixture {
  const device = new FakeDevice();
  const composition = new CompositionGuard(device);
  const commands: string[] = [];
  const menu = new InsertMenu({ entries: () => entries, command: (_editor, line) => commands.push(line) > 0 });
  const awareness = new Awareness(desk);
  const pictures = new FakePictures();
  const presence = new Presence(awareness, brand<UserId>('me'));
  const openedPassages: Passage[] = [];
  const passages = given ?? boardOn(desk, openedPassages);
  const place = document.createElement('div');
  document.body.append(place);
  let unreadable = false;
  const editor = new MinutesEditor({
    ...{
      place,
      itemId,
      composition,
      undoing,
      presence,
      menu,
      pictures,
      passages,
      canEdit: true,
      label: '记录',
      placeholder: '',
    },
    fragment: minutesOf(desk, itemId),
    wallTime,
    listener,
    onUnreadable: () => (unreadable = true),
  });
  return {
    ...{ editor, undoing, composition, device, awareness, menu, pictures, passages, openedPassages, commands },
    saysUnreadable: () => unreadable,
    type: (text) => {
      const { view } = editor;
      const end = view.state.selection.head;
      const typed = view.someProp('handleTextInput', (handle) => handle(view, end, end, text, () => view.state.tr));
      if (typed !== true) view.dispatch(view.state.tr.insertText(text));
    },
    close: () => {
      if (!editor.view.isDestroyed) editor.close();
      passages.close();
      presence.close();
      awareness.destroy();
      place.remove();
    },
  };
}

function boardOn(desk: Y.Doc, opened: Passage[]): Passages {
  return new Passages({
    desk: () => desk,
    marginOf: (inside) => inside.map(({ kind, number }) => `${kind} ${number}`).join('、'),
    open: (passage) => opened.push(passage) > 0,
    renew: () => undefined,
    approach: () => undefined,
  });
}

/** Puts the caret at the end of the text. */
export function caretToEnd({ view }: MinutesEditor): void {
  const end = view.state.doc.content.size - 1;
  view.dispatch(view.state.tr.setSelection(selectionAt(view.state, end)));
}

function selectionAt(state: MinutesEditor['view']['state'], position: number): typeof state.selection {
  return TextSelection.near(state.doc.resolve(position), -1);
}
