// What was meant by a paste that comes in several forms at once: the words or the picture of them.
import { afterEach, describe, expect, it } from 'vitest';
import { carriedBy } from '../../../client/editor/carried-pictures.ts';
import { processorMs } from '../../support/patience.ts';
import { deskWith, editorOn, paragraphs, type EditorFixture } from '../support/desk-fixture.ts';
import { pictureFile } from '../support/fake-pictures.ts';

const PIXEL = 'iVBORw0KGgo=';

interface Forms {
  readonly html?: string;
  readonly text?: string;
  readonly files?: readonly File[];
}

function clipboard({ html, text, files = [] }: Forms): DataTransfer {
  const data = new DataTransfer();
  if (html !== undefined) data.setData('text/html', html);
  if (text !== undefined) data.setData('text/plain', text);
  for (const file of files) data.items.add(file);
  return data;
}

function names(files: readonly File[]): readonly string[] {
  return files.map(({ name }) => name);
}

describe('what a clipboard means', () => {
  it.each([
    ['a screenshot', { files: [pictureFile('image.png')] }],
    ['a picture of a web page', { html: '<img src="https://a.example/b.png">', files: [pictureFile('image.png')] }],
    [
      'a picture alone from Word',
      {
        html: '<html><body><!--x--><p>&nbsp;<img src="file:///C:/a.png"></p></body></html>',
        files: [pictureFile('image.png')],
      },
    ],
    ['a file copied in a folder window', { text: 'image.png', files: [pictureFile('image.png')] }],
  ])('%s: the picture', (_name, forms) => {
    const carried = carriedBy(clipboard(forms));

    expect(names(carried.pictures)).toEqual(['image.png']);
    expect(carried).toMatchObject({ hasWords: false, leavesBehind: false });
  });

  it.each([
    ['cells of Excel', { html: '<table><tr><td>1</td></tr></table>', text: '1', files: [pictureFile()] }],
    ['words of Word', { html: '<p class="MsoNormal">正文<o:p></o:p></p>', text: '正文', files: [pictureFile()] }],
    ['plain words', { text: '正文', files: [pictureFile()] }],
  ])('%s: the words', (_name, forms) => {
    expect(carriedBy(clipboard(forms))).toEqual({ pictures: [], others: [], hasWords: true, leavesBehind: false });
  });

  it('brings the pictures that are inside its HTML, as files', async () => {
    const { pictures, hasWords } = carriedBy(
      clipboard({ html: `<p>甲</p><img alt="a" src="data:image/png;base64,${PIXEL}"><p>乙</p>` }),
    );

    expect(names(pictures)).toEqual(['image.png']);
    expect(hasWords).toBe(true);
    expect(new Uint8Array((await pictures[0]?.arrayBuffer()) ?? new ArrayBuffer(0))[1]).toBe(80);
  });

  it.each(['https://a.example/b.png', '//a.example/b.png', 'file:///C:/b.png', 'cid:1'])(
    'leaves behind what is only named: %s',
    (src) => {
      expect(carriedBy(clipboard({ html: `<p>甲<img width=3 src="${src}"></p>` })).leavesBehind).toBe(true);
    },
  );

  it('takes a clipboard of nothing but opened tags in time', async () => {
    const evil = clipboard({ html: '<img '.repeat(200_000) });

    expect(await processorMs(() => carriedBy(evil))).toBeLessThan(3_000);
  });
});

describe('pasting', () => {
  const open: EditorFixture[] = [];

  function paste(forms: Forms): { readonly fixture: EditorFixture; readonly words: () => readonly string[] } {
    const desk = deskWith('');
    const fixture = editorOn(desk);
    open.push(fixture);
    const event = new ClipboardEvent('paste', { clipboardData: clipboard(forms), bubbles: true, cancelable: true });
    fixture.editor.view.dom.dispatchEvent(event);
    return { fixture, words: () => paragraphs(desk) };
  }

  afterEach(() => {
    for (const fixture of open.splice(0)) fixture.close();
  });

  it('a screenshot sends it and keeps its place', () => {
    const { fixture } = paste({ files: [pictureFile('image.png')] });

    expect(fixture.pictures.sent).toHaveLength(1);
    expect(fixture.editor.view.dom.querySelectorAll('.picture-place')).toHaveLength(1);
  });

  it('words with pictures inside takes both, and the bytes never enter the text', () => {
    const { fixture, words } = paste({ html: `<p>正文</p><img src="data:image/png;base64,${PIXEL}">` });

    expect(fixture.pictures.sent).toHaveLength(1);
    expect(words()).toEqual(['正文']);
  });

  it('a web page keeps its words, says that its pictures are not taken over, and asks for none of them', () => {
    const { fixture, words } = paste({ html: '<p>正文<img src="https://a.example/b.png"></p>' });

    expect(words()).toEqual(['正文']);
    expect(fixture.pictures.notes).toEqual(['left-behind']);
    expect(fixture.editor.view.dom.querySelector('img[src]')).toBeNull();
  });

  it('a file that is no picture goes to the item', () => {
    const { fixture } = paste({ files: [pictureFile('议程.pdf', 'application/pdf')] });

    expect(names(fixture.pictures.attached)).toEqual(['议程.pdf']);
    expect(fixture.pictures.sent).toEqual([]);
  });
});
