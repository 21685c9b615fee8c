// What is pasted or typed by others never becomes more than our own nodes and marks: each hostile text through the
// clipboard of an editor, and raw into the shared text as a program of somebody's own would put it there.
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { isSafeLink } from '../../../shared/doc/node-attribute.ts';
import { blocksToHtml } from '../../../shared/doc/blocks-html.ts';
import { blocksToMarkdown } from '../../../shared/doc/blocks-markdown.ts';
import { readBlocks } from '../../../shared/doc/fragment.ts';
import { wallTimeIn } from '../../../shared/lib/time.ts';
import { minutesSchema } from '../../../shared/doc/minutes-schema.ts';
import { isReadable } from '../../../client/editor/readable.ts';
import { CANARY_NAME } from '../../support/inert/bait.ts';
import { CORPUS, HOSTILE_ADDRESSES, HOSTILE_HTML } from '../../support/inert/corpus.ts';
import { processorMs } from '../../support/patience.ts';
import { liveParts } from '../support/live-parts.ts';
import { deskWith, editorOn, firstText, minutesOf, type EditorFixture } from '../support/desk-fixture.ts';

/** No value of its attribute; each can be in an update that every structural check lets through. */
const OFF_VALUES: readonly unknown[] = [
  ...[1e300, -1e300, Number.MAX_SAFE_INTEGER, 8_640_000_000_000_000, -1, 0.5, true, null],
  ...[{ toString: 'x' }, { valueOf: 1, toString: 2 }, { toJSON: 'x' }, [['javascript:0']], [], {}],
];

const open: EditorFixture[] = [];

function emptyEditor(): { readonly fixture: EditorFixture; readonly desk: Y.Doc } {
  const desk = deskWith('');
  const fixture = editorOn(desk);
  open.push(fixture);
  return { fixture, desk };
}

/** The addresses of links that stand in a text, whatever the editor makes of them. */
function storedLinks(fragment: Y.XmlFragment): readonly string[] {
  const links: string[] = [];
  const walk = (node: Y.XmlFragment | Y.XmlElement | Y.XmlText | Y.XmlHook): void => {
    if (node instanceof Y.XmlText) {
      for (const run of node.toDelta() as { attributes?: { link?: { href: unknown } } }[])
        if (run.attributes?.link) links.push(String(run.attributes.link.href));
    } else if (node instanceof Y.XmlFragment) node.toArray().forEach(walk);
  };
  walk(fragment);
  return links;
}

afterEach(() => {
  for (const fixture of open.splice(0)) fixture.close();
  Reflect.deleteProperty(window, CANARY_NAME);
});

describe('a hostile clipboard', () => {
  it.each(HOSTILE_HTML)('$family $id becomes our own nodes and marks: as html', ({ text }) => {
    const { fixture, desk } = emptyEditor();

    fixture.editor.view.pasteHTML(text);

    expect(liveParts(fixture.editor.view.dom)).toEqual([]);
    expect(storedLinks(minutesOf(desk)).filter((href) => !isSafeLink(href))).toEqual([]);
    expect(isReadable(minutesOf(desk), minutesSchema)).toBe(true);
    expect(Reflect.get(window, CANARY_NAME)).toBeUndefined();
  });

  it.each(CORPUS)('$family $id stays words: as plain text', ({ text }) => {
    const { fixture, desk } = emptyEditor();

    fixture.editor.view.pasteText(text);

    expect(liveParts(fixture.editor.view.dom)).toEqual([]);
    expect(storedLinks(minutesOf(desk))).toEqual([]);
  });

  it('brings no attribute that the text schema would not read back', () => {
    const { fixture, desk } = emptyEditor();

    fixture.editor.view.pasteHTML(
      `<h2 data-pm-slice='0 0 ["ordered_list",{"order":{"deep":[[[1]]]}},"list_item",null]'>伪造</h2>`,
    );

    const [list] = minutesOf(desk).toArray();
    expect(list instanceof Y.XmlElement && list.nodeName).toBe('ordered_list');
    expect(list instanceof Y.XmlElement && Number(list.getAttribute('order') ?? 1)).toBe(1);
  });

  it.each([
    ['comments', '<!--'],
    ['style sheets', '<style>'],
    ['elements', '<p><b>'],
    ['own elements', '<o:p'],
    ['attributes', '<p a="'],
    ['blanks', '<p      '],
  ])('does not hold the page up: unclosed %s', async (_name, opening) => {
    const { fixture } = emptyEditor();
    const { view } = fixture.editor;
    const evil = opening.repeat(40_000);

    const took = await processorMs(() => view.someProp('transformPastedHTML', (clean) => clean(evil, view)));

    expect(took).toBeLessThan(1_000);
  });
});

describe("a stranger's text", () => {
  it.each(HOSTILE_ADDRESSES)('$family $id leads nowhere as the address of a link', ({ text }) => {
    const desk = deskWith('甲乙');
    firstText(desk).format(0, 1, { link: { href: text } });
    const fixture = editorOn(desk);
    open.push(fixture);

    expect([...fixture.editor.view.dom.querySelectorAll('a')].map((a) => a.getAttribute('href'))).toEqual(
      isSafeLink(text) ? [text] : [],
    );
    expect(liveParts(fixture.editor.view.dom)).toEqual([]);
  });

  it.each(CORPUS)('$family $id stays a value in every attribute that nodes carry', ({ text }) => {
    const desk = deskWith('甲');
    const attributed: [string, Record<string, string>][] = [
      ['heading', { level: text }],
      ['ordered_list', { order: text }],
      ['image', { fileId: text, alt: text, src: text, onerror: text }],
    ];
    minutesOf(desk).push(attributed.map(([name, attributes]) => elementWith(name, attributes)));
    minutesOf(desk).push([
      paragraphOf(elementWith('mention', { key: text, label: text }), elementWith('timestamp', { at: text })),
    ]);
    const fixture = editorOn(desk);
    open.push(fixture);

    expect(liveParts(fixture.editor.view.dom)).toEqual([]);
  });

  it.each(OFF_VALUES)('does not take the editor or the reader down: attributes of %j', (value) => {
    const desk = deskWith('甲');
    const attributes = { level: value, order: value, at: value, alt: value, label: value, key: value, colspan: value };
    minutesOf(desk).push(['heading', 'ordered_list', 'image'].map((name) => elementWith(name, attributes)));
    minutesOf(desk).push([paragraphOf(elementWith('mention', attributes), elementWith('timestamp', attributes))]);
    firstText(desk).format(0, 1, { link: { href: value } });

    const read = (): string => {
      const fixture = editorOn(desk, { wallTime: (instant) => wallTimeIn('Asia/Shanghai', instant) });
      open.push(fixture);
      const blocks = readBlocks(minutesOf(desk));
      return blocksToHtml(blocks, { timeText: (at) => wallTimeIn('Asia/Shanghai', at) }) + blocksToMarkdown(blocks);
    };

    expect(read).not.toThrow();
    expect(liveParts(open.at(-1)?.editor.view.dom ?? document.body)).toEqual([]);
  });
});

function elementWith(name: string, attributes: Readonly<Record<string, unknown>>): Y.XmlElement {
  const element = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value as string);
  return element;
}

function paragraphOf(...inline: Y.XmlElement[]): Y.XmlElement {
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, inline);
  return paragraph;
}
