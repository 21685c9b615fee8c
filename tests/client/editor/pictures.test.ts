// Pictures on their way into a text, and in it: what the document holds at each moment, whatever others, an input method
// or undo do meanwhile.
import { NodeSelection, TextSelection } from 'prosemirror-state';
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readBlocks } from '../../../shared/doc/fragment.ts';
import {
  caretToEnd,
  deskWith,
  editorOn,
  exchange,
  firstText,
  minutesOf,
  replicaOf,
  type EditorFixture,
} from '../support/desk-fixture.ts';
import { pictureFile } from '../support/fake-pictures.ts';

const open: EditorFixture[] = [];

function editing(...texts: readonly string[]): { readonly desk: Y.Doc; readonly fixture: EditorFixture } {
  const desk = deskWith(...texts);
  const fixture = editorOn(desk);
  open.push(fixture);
  return { desk, fixture };
}

/** Each block of the document as one word: a paragraph's text, or the picture's id in brackets. */
function blocks(desk: Y.Doc): readonly string[] {
  return readBlocks(minutesOf(desk)).map((block) => {
    if (block.kind === 'image') return `[${block.fileId}]`;
    return block.kind === 'paragraph'
      ? block.inline.map((part) => (part.kind === 'text' ? part.text : '')).join('')
      : '?';
  });
}

function caretTo({ editor: { view } }: EditorFixture, position: number): void {
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, position)));
}

/** What the page shows, a picture on its way as `…`. */
function shown({ editor: { view } }: EditorFixture): string {
  const copy = view.dom.cloneNode(true);
  if (!(copy instanceof HTMLElement)) return '';
  for (const place of copy.querySelectorAll('.picture-place')) place.replaceWith('…');
  return [...copy.children].map((child) => child.textContent).join('|');
}

afterEach(() => {
  for (const fixture of open.splice(0)) fixture.close();
});

describe('a picture on its way', () => {
  it('has a place on this page and nothing in the document until it is there', () => {
    const { desk, fixture } = editing('会议');
    const before = Y.encodeStateAsUpdate(desk);
    caretToEnd(fixture.editor);

    fixture.editor.takeFiles([pictureFile()]);
    const during = { document: Y.encodeStateAsUpdate(desk), page: shown(fixture) };
    fixture.pictures.arrive(0);

    expect(during).toEqual({ document: before, page: '会议…' });
    expect(blocks(desk)).toEqual(['会议', '[file0]', '']);
    expect(fixture.editor.view.dom.querySelector('.picture-place')).toBeNull();
  });

  it('stands between the halves of the paragraph that the caret stood in', () => {
    const { desk, fixture } = editing('会前会后');
    caretTo(fixture, 3);

    fixture.editor.takeFiles([pictureFile()]);
    fixture.pictures.arrive(0);

    expect(blocks(desk)).toEqual(['会前', '[file0]', '会后']);
  });

  it('keeps its place before what is typed on, and through the edits of others', () => {
    const { desk, fixture } = editing('会议', '第二段');
    const other = replicaOf(desk);
    caretTo(fixture, 3);
    fixture.editor.takeFiles([pictureFile()]);

    fixture.type('之后');
    exchange(desk, other);
    firstText(other).insert(0, '本次');
    const added = new Y.XmlElement('paragraph');
    added.insert(0, [new Y.XmlText('开头')]);
    minutesOf(other).insert(0, [added]);
    exchange(desk, other);
    const during = shown(fixture);
    fixture.pictures.arrive(0);

    expect(during).toBe('开头|本次会议…之后|第二段');
    expect(blocks(desk)).toEqual(['开头', '本次会议', '[file0]', '之后', '第二段']);
  });

  it('finds a place when others have deleted the words around it', () => {
    const { desk, fixture } = editing('会议', '第二段');
    const other = replicaOf(desk);
    caretTo(fixture, 2);
    fixture.editor.takeFiles([pictureFile()]);

    minutesOf(other).delete(0, 1);
    exchange(desk, other);
    fixture.pictures.arrive(0);

    expect(blocks(desk)).toContain('[file0]');
    expect(blocks(desk)).toContain('第二段');
  });

  it('several keep their order, whichever comes first', () => {
    const { desk, fixture } = editing('会议');
    caretToEnd(fixture.editor);

    fixture.editor.takeFiles([pictureFile('甲.png'), pictureFile('乙.png')]);
    fixture.pictures.arrive(1);
    fixture.pictures.arrive(0);

    expect(blocks(desk).filter((block) => block.startsWith('['))).toEqual(['[file0]', '[file1]']);
  });

  it('leaves no trace when it is broken off', () => {
    const { desk, fixture } = editing('会议');
    const before = Y.encodeStateAsUpdate(desk);
    fixture.editor.takeFiles([pictureFile()]);

    fixture.editor.view.dom.querySelector<HTMLButtonElement>('.picture-place button')?.click();

    expect(shown(fixture)).toBe('会议');
    expect(Y.encodeStateAsUpdate(desk)).toEqual(before);
  });

  it('waits for the end of a composition', () => {
    const { desk, fixture } = editing('会议');
    caretToEnd(fixture.editor);
    fixture.editor.takeFiles([pictureFile()]);

    fixture.composition.start();
    fixture.type('ji');
    fixture.pictures.arrive(0);
    const during = blocks(desk);
    fixture.composition.end();
    fixture.device.advance(60);

    return Promise.resolve().then(() => {
      expect(during).toEqual(['会议']);
      expect(blocks(desk)).toEqual(['会议', '[file0]', 'ji']);
    });
  });

  it('is only attached when one may no longer write, and a person is told', () => {
    const { desk, fixture } = editing('会议');
    fixture.editor.takeFiles([pictureFile()]);

    fixture.editor.setEditing({ canEdit: false, label: '记录', placeholder: '没有记录' });
    fixture.pictures.arrive(0);

    expect(blocks(desk)).toEqual(['会议']);
    expect(fixture.pictures.notes).toEqual(['only-attached']);
    expect(shown(fixture)).toBe('会议');
  });

  it('is only attached when its text is gone, and a person is told', () => {
    const { desk, fixture } = editing('会议');
    fixture.editor.takeFiles([pictureFile()]);

    fixture.close();
    fixture.pictures.arrive(0);

    expect(blocks(desk)).toEqual(['会议']);
    expect(fixture.pictures.notes).toEqual(['only-attached']);
  });

  it('is only attached when pages cannot show its kind', () => {
    const { desk, fixture } = editing('会议');
    fixture.editor.takeFiles([pictureFile('照片.heic', 'image/heic')]);

    fixture.pictures.arrive(0, { isShown: false });

    expect(blocks(desk)).toEqual(['会议']);
    expect(fixture.pictures.notes).toEqual(['not-shown']);
  });
});

describe('undoing a picture', () => {
  it("takes back the picture alone, not the words typed around it and not others' words", () => {
    const { desk, fixture } = editing('会');
    const other = replicaOf(desk);
    caretToEnd(fixture.editor);
    fixture.type('议');
    fixture.editor.takeFiles([pictureFile()]);
    fixture.pictures.arrive(0);
    exchange(desk, other);
    firstText(other).insert(0, '本次');
    exchange(desk, other);

    fixture.undoing.undo();

    expect(blocks(desk).filter((block) => block !== '')).toEqual(['本次会议']);
  });

  it('joins the halves of a paragraph again', () => {
    const { desk, fixture } = editing('会前会后');
    caretTo(fixture, 3);
    fixture.editor.takeFiles([pictureFile()]);
    fixture.pictures.arrive(0);

    fixture.undoing.undo();

    expect(blocks(desk)).toEqual(['会前会后']);
  });
});

describe('a picture in the text', () => {
  function withPicture(): { readonly desk: Y.Doc; readonly fixture: EditorFixture } {
    const made = editing('会议');
    made.fixture.pictures.known.set('file0', { src: '/api/v1/files/file0', width: 800, height: 600 });
    caretToEnd(made.fixture.editor);
    made.fixture.editor.takeFiles([pictureFile()]);
    made.fixture.pictures.arrive(0);
    return made;
  }

  /** Behind the one paragraph of two characters. */
  function selectPicture({ editor: { view } }: EditorFixture): void {
    view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, 4)));
  }

  function press({ editor: { view } }: EditorFixture, key: string): boolean {
    const event = new KeyboardEvent('keydown', { key });
    return view.someProp('handleKeyDown', (handle) => handle(view, event)) === true;
  }

  it('keeps its room by numbers of its own, and is loaded from nowhere but the files of the meeting', () => {
    const { fixture } = withPicture();

    const picture = fixture.editor.view.dom.querySelector('img');
    const values = ['src', 'alt', 'width', 'height', 'style'].map((name) => picture?.getAttribute(name));

    expect(values).toEqual(['/api/v1/files/file0', '合影', '533', '400', null]);
  });

  it('is its name in a frame where its file is not of this meeting', () => {
    const { fixture } = editing('会议');

    fixture.editor.view.pasteHTML('<img data-file-id="other" alt="名单" src="https://elsewhere.example/a.png">');

    expect(fixture.editor.view.dom.querySelector('img')).toBeNull();
    expect(fixture.editor.view.dom.querySelector('figure')?.textContent).toContain('名单');
  });

  it('shows that it is selected, is named by Enter, and deleted by Delete', () => {
    const { desk, fixture } = withPicture();
    const { view } = fixture.editor;
    selectPicture(fixture);
    const figure = view.dom.querySelector('figure');
    const isMarked = figure?.classList.contains('ProseMirror-selectednode');

    press(fixture, 'Enter');
    fixture.pictures.wording?.apply('全体合影');
    const [, named] = readBlocks(minutesOf(desk));
    press(fixture, 'Delete');

    expect(isMarked).toBe(true);
    expect(fixture.pictures.wording?.alt).toBe('合影');
    expect(named).toEqual({ kind: 'image', fileId: 'file0', alt: '全体合影' });
    expect(blocks(desk)).toEqual(['会议', '']);
  });

  it('names the picture that was asked about, though others have moved it', () => {
    const { desk, fixture } = withPicture();
    const other = replicaOf(desk);
    selectPicture(fixture);
    press(fixture, 'Enter');

    minutesOf(other).insert(0, [new Y.XmlElement('paragraph'), new Y.XmlElement('paragraph')]);
    exchange(desk, other);
    fixture.pictures.wording?.apply('全体合影');

    expect(readBlocks(minutesOf(desk))).toContainEqual({ kind: 'image', fileId: 'file0', alt: '全体合影' });
  });
});
