// The editor on a shared text: what typing, composing, undoing and others' edits leave in the document.
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { minutesSchema } from '../../../shared/doc/minutes-schema.ts';
import {
  insertMention,
  insertTable,
  insertTimestamp,
  insertWords,
  mentionNames,
  nextParagraph,
  setHeading,
  toggle,
  toggleInternal,
  withoutCommand,
} from '../../../client/editor/editing-commands.ts';
import type { InsertEditor } from '../../../client/editor/insert-menu.svelte.ts';
import { isReadable } from '../../../client/editor/readable.ts';
import { nextCell } from '../../../client/editor/table-commands.ts';
import {
  caretToEnd,
  deskWith,
  editorOn,
  exchange,
  firstText,
  minutesOf,
  paragraphs,
  replicaOf,
  SECOND,
  type EditorFixture,
} from '../support/desk-fixture.ts';

const open: EditorFixture[] = [];

function opened(fixture: EditorFixture): EditorFixture {
  open.push(fixture);
  return fixture;
}

afterEach(() => {
  for (const fixture of open.splice(0)) fixture.close();
});

describe('an editor', () => {
  it('shows the text and writes what is typed into it', () => {
    const desk = deskWith('会议');
    const fixture = opened(editorOn(desk));
    caretToEnd(fixture.editor);

    fixture.type('纪要');

    expect(fixture.editor.view.dom.textContent).toBe('会议纪要');
    expect(paragraphs(desk)).toEqual(['会议纪要']);
  });

  it('changes nothing by being opened and closed', () => {
    const desk = deskWith('会议', '第二段');
    const before = Y.encodeStateAsUpdate(desk);

    opened(editorOn(desk)).close();

    expect(Y.encodeStateAsUpdate(desk)).toEqual(before);
  });

  it('two people who type into one empty text at once share its paragraph', () => {
    const left = deskWith();
    const right = replicaOf(left);
    const a = opened(editorOn(left));
    const b = opened(editorOn(right));

    a.type('甲');
    b.type('乙');
    exchange(left, right);

    expect(paragraphs(left)).toHaveLength(1);
    expect(paragraphs(left)).toEqual(paragraphs(right));
  });

  it('keeps one paragraph to write in when everything is deleted, and makes none for a deletion elsewhere', () => {
    const left = deskWith('甲', '乙');
    const right = replicaOf(left);
    const a = opened(editorOn(left));
    opened(editorOn(right));
    const { view } = a.editor;

    view.dispatch(view.state.tr.delete(0, view.state.doc.content.size));
    exchange(left, right);
    exchange(left, right);

    expect(paragraphs(left)).toEqual(['']);
    expect(paragraphs(right)).toEqual(['']);
  });

  it('goes on when its view is gone and others still edit', () => {
    const left = deskWith('甲');
    const right = replicaOf(left);
    const fixture = opened(editorOn(left));
    fixture.close();

    minutesOf(right).insert(0, [new Y.XmlElement('paragraph')]);

    expect(() => exchange(left, right)).not.toThrow();
  });

  it('writes nothing while one may only read', () => {
    const desk = deskWith('甲');
    const fixture = opened(editorOn(desk));

    fixture.editor.setEditing({ canEdit: false, label: '记录', placeholder: '没有记录' });

    expect(fixture.editor.run(toggle('strong'))).toBe(false);
    expect(fixture.editor.view.editable).toBe(false);
  });

  it('asks an empty text for words as soon as one may write, and not before', () => {
    const fixture = opened(editorOn(deskWith('')));
    const asked = (): string | null => fixture.editor.view.dom.getAttribute('data-placeholder');

    fixture.editor.setEditing({ canEdit: false, label: '记录', placeholder: '没有记录' });
    const reading = asked();
    fixture.editor.setEditing({ canEdit: true, label: '记录', placeholder: '在此记录' });

    expect([reading, asked()]).toEqual(['没有记录', '在此记录']);
  });
});

describe('composing', () => {
  it('keeps pinyin out of the document until the words are chosen', () => {
    const desk = deskWith('会议');
    const fixture = opened(editorOn(desk));
    caretToEnd(fixture.editor);
    const updates: Uint8Array[] = [];
    desk.on('update', (update: Uint8Array) => updates.push(update));

    fixture.composition.start();
    for (const letter of 'jiyao') fixture.type(letter);
    const { view } = fixture.editor;
    const during = { document: paragraphs(desk), page: view.dom.textContent, updates: updates.length };
    const end = view.state.doc.content.size - 1;
    view.dispatch(view.state.tr.insertText('纪要', end - 5, end));
    fixture.composition.end();
    fixture.device.advance(60);

    expect(during).toEqual({ document: ['会议'], page: '会议jiyao', updates: 0 });
    expect(paragraphs(desk)).toEqual(['会议纪要']);
    expect(JSON.stringify(Y.decodeUpdate(Y.mergeUpdates(updates)).structs)).not.toContain('jiyao');
  });

  it('writes the words before what others typed meanwhile comes in', () => {
    const desk = deskWith('会议');
    const other = replicaOf(desk);
    const fixture = opened(editorOn(desk));
    caretToEnd(fixture.editor);
    fixture.composition.onRelease('wire', () => exchange(desk, other));

    fixture.composition.start();
    fixture.type('纪要');
    firstText(other).insert(2, '远程');
    fixture.composition.end();
    fixture.device.advance(60);

    expect(paragraphs(desk)[0]).toMatch(/^会议(纪要远程|远程纪要)$/);
    expect(paragraphs(other)).toEqual(paragraphs(desk));
  });
});

describe('undo', () => {
  it("takes back one's own words and leaves the others' alone", () => {
    const desk = deskWith('会议');
    const other = replicaOf(desk);
    const fixture = opened(editorOn(desk));
    caretToEnd(fixture.editor);
    fixture.type('纪要');
    exchange(desk, other);
    firstText(other).insert(0, '本次');
    exchange(desk, other);

    fixture.undoing.undo();

    expect(paragraphs(desk)).toEqual(['本次会议']);
  });

  it('is one for all items, step by step in the order they were written', () => {
    const desk = deskWith('甲');
    const first = opened(editorOn(desk));
    const second = opened(editorOn(desk, { itemId: SECOND, undoing: first.undoing }));
    caretToEnd(first.editor);
    caretToEnd(second.editor);
    first.type('一');
    second.type('二');

    first.undoing.undo();
    const afterOne = [paragraphs(desk), paragraphs(desk, SECOND)];
    first.undoing.undo();

    expect(afterOne).toEqual([['甲一'], ['甲']]);
    expect(paragraphs(desk)).toEqual(['甲']);
  });
});

describe('what the schema does not know', () => {
  it('is reported instead of shown, and nothing of it is deleted by typing on', () => {
    const desk = deskWith('甲');
    const newer = replicaOf(desk);
    const fixture = opened(editorOn(desk));
    const unknown = new Y.XmlElement('seating_plan');
    unknown.insert(0, [new Y.XmlText('主席台')]);
    minutesOf(newer).push([unknown]);

    exchange(desk, newer);
    fixture.type('乙');
    exchange(desk, newer);

    expect(fixture.saysUnreadable()).toBe(true);
    expect(
      minutesOf(newer)
        .toArray()
        .map((node) => (node instanceof Y.XmlElement ? node.nodeName : '')),
    ).toEqual(['paragraph', 'seating_plan']);
  });

  it.each([
    ['an unknown node', new Y.XmlElement('seating_plan')],
    ['a node out of its place', new Y.XmlElement('table_row')],
    ['stray text', new Y.XmlText('stray')],
  ])('is found before an editor is made: %s', (_name, node) => {
    const desk = deskWith('甲');

    minutesOf(desk).push([node]);

    expect(isReadable(minutesOf(desk), minutesSchema)).toBe(false);
  });

  it('is found in the marks of a text', () => {
    const desk = deskWith('甲');
    firstText(desk).format(0, 1, { blinking: {} });

    expect(isReadable(minutesOf(desk), minutesSchema)).toBe(false);
  });
});

describe('commands', () => {
  it('make headings, time stamps, tables and marks that other replicas read back', () => {
    const desk = deskWith('标题');
    const fixture = opened(editorOn(desk));
    const { editor } = fixture;
    caretToEnd(editor);

    editor.run(setHeading(2));
    editor.run(insertTimestamp(1_700_000_000_000));
    editor.run(insertTable(2, 2));
    fixture.type('甲');
    editor.run(nextCell);
    fixture.type('乙');
    const other = opened(editorOn(replicaOf(desk)));

    expect(isReadable(minutesOf(desk), minutesSchema)).toBe(true);
    expect(other.editor.view.dom.querySelector('h2')?.textContent).toContain('标题');
    expect(other.editor.view.dom.querySelector('time')?.textContent).toBe('16:10');
    expect([...other.editor.view.dom.querySelectorAll('th')].map((cell) => cell.textContent)).toEqual(['甲', '乙']);
  });
});

describe('the insert menu', () => {
  const entries = [
    { id: 'task', label: '任务', hint: '', terms: 'task rw renwu', run: () => undefined },
    { id: 'table', label: '表格', hint: '', terms: 'table bg biaoge', run: () => undefined },
  ];

  it('opens at a slash, filters by what follows, and takes both out when an entry is chosen', () => {
    const desk = deskWith();
    let chosen = '';
    const own = entries.map((entry) => ({ ...entry, run: () => (chosen = entry.id) }));
    const fixture = opened(editorOn(desk, { entries: own }));

    for (const letter of '/biao') fixture.type(letter);
    const offered = fixture.menu.entries.map(({ id }) => id);
    fixture.menu.press('Enter');

    expect(offered).toEqual(['table']);
    expect(chosen).toBe('table');
    expect(paragraphs(desk)).toEqual(['']);
    expect(fixture.menu.place).toBeNull();
  });

  it('opens at 、 in an empty paragraph, where Chinese punctuation puts it', () => {
    const fixture = opened(editorOn(deskWith(), { entries }));

    fixture.type('、');

    expect(fixture.menu.entries).toHaveLength(2);
  });

  it.each(['24/7/', '甲、', 'http:/'])('stays closed after %s', (text) => {
    const fixture = opened(editorOn(deskWith(), { entries }));

    for (const letter of text) fixture.type(letter);

    expect(fixture.menu.place).toBeNull();
  });

  it('leaves the text as typed when it is dismissed, and does not come back by itself', () => {
    const desk = deskWith();
    const fixture = opened(editorOn(desk, { entries }));

    fixture.type('/');
    fixture.menu.press('Escape');
    fixture.type('b');

    expect(paragraphs(desk)).toEqual(['/b']);
    expect(fixture.menu.place).toBeNull();
  });

  it('moves its mark around the ends', () => {
    const fixture = opened(editorOn(deskWith(), { entries }));
    fixture.type('/');

    fixture.menu.press('ArrowUp');
    const last = fixture.menu.marked;
    fixture.menu.press('ArrowDown');

    expect([last, fixture.menu.marked]).toEqual([1, 0]);
  });
});

describe('the menu of names', () => {
  const entries = [
    {
      id: 'z',
      label: '张三',
      hint: '',
      terms: 'zs',
      run: (editor: InsertEditor) => editor.run(insertMention('p1', '张三')),
    },
  ];

  it.each([
    ['@', 'mention'],
    ['请@', 'mention'],
    ['＠', 'mention'],
    ['a@', undefined],
    ['/@', undefined],
  ])('%s opens %s', (text, kind) => {
    const fixture = opened(editorOn(deskWith(), { entries }));

    for (const letter of text) fixture.type(letter);

    expect(fixture.menu.place?.kind).toBe(kind);
  });

  it('puts the person chosen where the sign and the filter stood', () => {
    const desk = deskWith();
    const fixture = opened(editorOn(desk, { entries }));

    for (const letter of '请@zs') fixture.type(letter);
    fixture.menu.press('Enter');

    expect(paragraphs(desk)).toEqual(['请<mention key="p1" label="张三"></mention>']);
    expect(fixture.menu.place).toBeNull();
  });
});

describe('groups of the insert menu', () => {
  const run = (editor: InsertEditor): unknown => editor.run(insertWords('会议决定，'));
  const entries = [
    { id: 'phrases', label: '常用语', hint: '', terms: 'cyy', opens: 'phrases', run: () => undefined },
    { id: 'decided', label: '会议决定', hint: '', terms: 'jd', group: 'phrases', run },
  ];

  it('are offered when their entry is chosen, and filter then', () => {
    const desk = deskWith();
    const fixture = opened(editorOn(desk, { entries }));

    for (const letter of '/cyy') fixture.type(letter);
    const before = fixture.menu.entries.map(({ id }) => id);
    fixture.menu.press('Enter');
    const inside = [fixture.menu.entries.map(({ id }) => id), fixture.menu.place?.query];
    fixture.menu.press('Enter');

    expect([before, inside, paragraphs(desk)]).toEqual([['phrases'], [['decided'], ''], ['会议决定，']]);
  });

  it('are found by who filters for them, and closed with the menu', () => {
    const fixture = opened(editorOn(deskWith(), { entries }));

    fixture.type('/');
    const all = fixture.menu.entries.map(({ id }) => id);
    for (const letter of 'jd') fixture.type(letter);

    expect([all, fixture.menu.entries.map(({ id }) => id)]).toEqual([['phrases'], ['decided']]);
  });
});

describe('a line that begins with a command', () => {
  const press = (fixture: EditorFixture): boolean =>
    !fixture.editor.view.dom.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }),
    );

  it('is told at Enter, with people named in it as they are typed', () => {
    const fixture = opened(editorOn(deskWith()));
    for (const letter of '/任务 ') fixture.type(letter);
    fixture.editor.run(insertMention('p1', '张三'));
    for (const letter of '月底前 编写') fixture.type(letter);

    const taken = press(fixture);

    expect([taken, fixture.commands]).toEqual([true, ['/任务 @张三 月底前 编写']]);
  });

  it.each(['/任务', '任务 编写', '和/任务 编写', '/ 任务'])('%s is none', (text) => {
    const fixture = opened(editorOn(deskWith()));
    for (const letter of text) fixture.type(letter);
    fixture.editor.dismissInsert();

    press(fixture);

    expect(fixture.commands).toEqual([]);
  });

  it('loses its command, its names become mentions, and a new paragraph follows', () => {
    const desk = deskWith('/任务 @张三、编写');
    const fixture = opened(editorOn(desk));
    const keys = new Map([
      ['张', ''],
      ['张三', 'p1'],
    ]);

    for (const step of [withoutCommand, mentionNames(keys), nextParagraph]) fixture.editor.run(step);

    expect(paragraphs(desk)).toEqual(['<mention key="p1" label="张三"></mention>、编写', '']);
    expect(fixture.editor.view.state.selection.$head.parent.childCount).toBe(0);
  });
});

describe('marking as internal', () => {
  it('without a selection takes the whole paragraph, and gives it back', () => {
    const desk = deskWith('只给秘书处');
    const fixture = opened(editorOn(desk));

    fixture.editor.run(toggleInternal);
    const marked = fixture.editor.view.dom.querySelector('.internal')?.textContent;
    fixture.editor.run(toggleInternal);

    expect([marked, fixture.editor.view.dom.querySelector('.internal')]).toEqual(['只给秘书处', null]);
  });
});
