// What a Chinese typist's keyboard writes where the signs of the menus are: the menus open as at their half-width twins, never
// while something is being composed, and go on as text where nothing was meant by them. And how a line that begins with a
// command is told on.
import { afterEach, describe, expect, it, test } from 'vitest';
import type { InsertEntry } from '../../../client/editor/insert-menu.svelte.ts';
import { caretToEnd, deskWith, editorOn, paragraphs, type EditorFixture } from '../support/desk-fixture.ts';

const open: EditorFixture[] = [];
afterEach(() => {
  for (const fixture of open.splice(0)) fixture.close();
});

const entries: readonly InsertEntry[] = [
  { id: 'task', label: '任务', hint: '', terms: 'task rw', run: () => undefined },
  { id: 'table', label: '表格', hint: '', terms: 'table bg', run: () => undefined },
];

function writing(text = ''): EditorFixture {
  const fixture = editorOn(deskWith(text), { entries });
  open.push(fixture);
  caretToEnd(fixture.editor);
  return fixture;
}

function typed(text: string, into: EditorFixture): void {
  for (const letter of text) into.type(letter);
}

/** As an input method does: its letters, then the words they became, all marked as one composition. */
async function composed(fixture: EditorFixture, letters: string, words: string): Promise<void> {
  const { view } = fixture.editor;
  const put = (text: string, instead: number): void => {
    const end = view.state.selection.head;
    view.dispatch(view.state.tr.insertText(text, end - instead, end).setMeta('composition', 1));
  };
  view.dom.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
  put(letters, 0);
  expect(fixture.menu.place).toBeNull();
  put(words, letters.length);
  expect(fixture.menu.place).toBeNull();
  view.dom.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
  for (let turn = 0; turn < 4; turn += 1) await Promise.resolve();
}

describe('the insert menu', () => {
  it.each(['／', '/', '、'])('opens at %s where a paragraph or a sentence begins', (sign) => {
    for (const before of ['', '会议开始。', '注意：', '前文 ']) {
      const fixture = writing(before);

      fixture.type(sign);

      expect([before, fixture.menu.place?.kind, fixture.menu.entries.length]).toEqual([before, 'insert', 2]);
    }
  });

  it('is filtered behind the full-width sign as behind the other, and takes both out of the text', () => {
    const fixture = writing();

    typed('／bg', fixture);
    const offered = fixture.menu.entries.map(({ id }) => id);
    fixture.menu.press('Enter');

    expect(offered).toEqual(['table']);
    expect(fixture.editor.view.state.doc.textContent).toBe('');
  });

  it.each(['张三、', '甲／', '24／', 'km/'])('stays closed after %s', (text) => {
    const fixture = writing();

    typed(text, fixture);

    expect(fixture.menu.place).toBeNull();
  });

  it('leaves what was typed as text where nothing matches', () => {
    const desk = deskWith('');
    const fixture = editorOn(desk, { entries });
    open.push(fixture);
    caretToEnd(fixture.editor);

    typed('／四月', fixture);

    expect([fixture.menu.place, paragraphs(desk)]).toEqual([null, ['／四月']]);
  });

  it.each(['／', '、'])('opens at a %s that an input method wrote, once its composition is over', async (sign) => {
    const fixture = writing();

    await composed(fixture, '/', sign);

    expect(fixture.menu.place?.kind).toBe('insert');
  });

  it('stays closed when a composition ends behind a sign that stood there before', async () => {
    const fixture = writing('／');

    await composed(fixture, 'jiyao', '');

    expect(fixture.menu.place).toBeNull();
  });
});

describe('naming somebody', () => {
  it.each(['＠', '@'])('begins at %s, behind Chinese words too', (sign) => {
    const fixture = writing('请');

    fixture.type(sign);

    expect(fixture.menu.place?.kind).toBe('mention');
  });

  it('begins at a ＠ that an input method wrote, once its composition is over', async () => {
    const fixture = writing('请');

    await composed(fixture, '@', '＠');

    expect(fixture.menu.place?.kind).toBe('mention');
  });
});

describe('a line that begins with a command', () => {
  test.each(['／', '/', '、'])('is told on as it is typed behind %s, and no more once it is none', (sign) => {
    const fixture = writing();
    fixture.editor.view.focus();

    typed(`${sign}任务 提交报告`, fixture);
    const line = fixture.menu.draft?.line;
    const { view } = fixture.editor;
    view.dispatch(view.state.tr.delete(1, 2));

    expect(line).toBe(`${sign}任务 提交报告`);
    expect(fixture.menu.draft).toBeNull();
  });

  test('is not told on in mid-composition, and is once it is over', async () => {
    const fixture = writing();
    const { view } = fixture.editor;
    view.focus();
    typed('/任务 交', fixture);

    const during: unknown[] = [];
    const watched = composed(fixture, 'baogao', '报告');
    during.push(fixture.menu.draft?.line);
    await watched;

    expect(during).toEqual(['/任务 交']);
    expect(fixture.menu.draft?.line).toBe('/任务 交报告');
  });

  test('is not told on while the keyboard is elsewhere', () => {
    const fixture = writing();
    fixture.editor.view.focus();
    typed('/任务 提交', fixture);

    fixture.editor.view.dom.blur();

    expect(fixture.menu.draft).toBeNull();
  });
});
