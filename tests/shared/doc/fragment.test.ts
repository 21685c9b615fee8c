// The walker over minutes text: every node and mark, odd content, and what it must never let through.
import { describe, expect, test } from 'vitest';
import { prosemirrorToYXmlFragment } from 'y-prosemirror';
import * as Y from 'yjs';
import { readBlocks, seedParagraphs } from '../../../shared/doc/fragment.ts';
import { minutesSchema } from '../../../shared/doc/minutes-schema.ts';
import type { Block } from '../../../shared/domain/minutes.ts';

type Json = Record<string, unknown>;
const para = (...content: Json[]): Json => ({ type: 'paragraph', content });
const text = (value: string, ...marks: Json[]): Json => ({
  type: 'text',
  text: value,
  ...(marks.length > 0 ? { marks } : {}),
});

/** Blocks of a document as the real editor binding writes it. */
function blocksOf(...content: Json[]): readonly Block[] {
  const fragment = new Y.Doc().getXmlFragment('f');
  prosemirrorToYXmlFragment(minutesSchema.nodeFromJSON({ type: 'doc', content }), fragment);
  return readBlocks(fragment);
}

function element(
  name: string,
  attributes: Record<string, unknown> = {},
  children: (Y.XmlElement | Y.XmlText)[] = [],
): Y.XmlElement {
  const node = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value as string);
  node.insert(0, children);
  return node;
}

function read(...nodes: (Y.XmlElement | Y.XmlText)[]): readonly Block[] {
  const fragment = new Y.Doc().getXmlFragment('f');
  fragment.insert(0, nodes);
  return readBlocks(fragment);
}

const plain = (value: string) => ({ kind: 'text', text: value, marks: {} });

describe('what an editor writes', () => {
  test('every block reads back', () => {
    const blocks = blocksOf(
      para(text('甲')),
      { type: 'heading', attrs: { level: 3 }, content: [text('乙')] },
      { type: 'bullet_list', content: [{ type: 'list_item', content: [para(text('丙'))] }] },
      { type: 'ordered_list', attrs: { order: 4 }, content: [{ type: 'list_item', content: [para(text('丁'))] }] },
      { type: 'blockquote', content: [para(text('戊'))] },
      { type: 'horizontal_rule' },
      { type: 'image', attrs: { fileId: 'f1', alt: '签约' } },
    );

    expect(blocks).toEqual([
      { kind: 'paragraph', inline: [plain('甲')] },
      { kind: 'heading', level: 3, inline: [plain('乙')] },
      { kind: 'list', ordered: false, start: 1, items: [[{ kind: 'paragraph', inline: [plain('丙')] }]] },
      { kind: 'list', ordered: true, start: 4, items: [[{ kind: 'paragraph', inline: [plain('丁')] }]] },
      { kind: 'quote', blocks: [{ kind: 'paragraph', inline: [plain('戊')] }] },
      { kind: 'rule' },
      { kind: 'image', fileId: 'f1', alt: '签约' },
    ]);
  });

  test('tables keep heads and spans', () => {
    const cell = (type: string, value: string, attrs: Json = {}): Json => ({
      type,
      attrs,
      content: [para(text(value))],
    });

    const blocks = blocksOf({
      type: 'table',
      content: [
        { type: 'table_row', content: [cell('table_header', '单位', { colspan: 2 })] },
        {
          type: 'table_row',
          content: [cell('table_cell', '甲', { rowspan: 3, colwidth: [80] }), cell('table_cell', '乙')],
        },
      ],
    });

    const paragraph = (value: string) => [{ kind: 'paragraph', inline: [plain(value)] }];
    expect(blocks).toEqual([
      {
        kind: 'table',
        rows: [
          [{ header: true, colspan: 2, rowspan: 1, blocks: paragraph('单位') }],
          [
            { header: false, colspan: 1, rowspan: 3, blocks: paragraph('甲') },
            { header: false, colspan: 1, rowspan: 1, blocks: paragraph('乙') },
          ],
        ],
      },
    ]);
  });

  test('every mark and every inline node reads back', () => {
    const link = { type: 'link', attrs: { href: 'https://example.cn/a?b=1' } };

    const blocks = blocksOf(
      para(
        text('粗', { type: 'strong' }),
        text('斜下', { type: 'em' }, { type: 'underline' }),
        text('码', { type: 'code' }),
        text('链', link),
        text('密', { type: 'internal' }),
        { type: 'hard_break' },
        { type: 'mention', attrs: { key: 'p1', label: '王坤泉' } },
        { type: 'timestamp', attrs: { at: 1_619_157_600_000 } },
      ),
    );

    expect(blocks).toEqual([
      {
        kind: 'paragraph',
        inline: [
          { kind: 'text', text: '粗', marks: { strong: true } },
          { kind: 'text', text: '斜下', marks: { em: true, underline: true } },
          { kind: 'text', text: '码', marks: { code: true } },
          { kind: 'text', text: '链', marks: { link: 'https://example.cn/a?b=1' } },
          { kind: 'text', text: '密', marks: { internal: true } },
          { kind: 'break' },
          { kind: 'mention', key: 'p1', label: '王坤泉', marks: {} },
          { kind: 'timestamp', at: 1_619_157_600_000, marks: {} },
        ],
      },
    ]);
  });

  test('a mark written under a hashed name is that mark', () => {
    const run = new Y.XmlText();
    run.insert(0, '密', { 'internal--AbCd+/1=': {} });

    expect(read(element('paragraph', {}, [run]))).toMatchObject([
      { inline: [{ text: '密', marks: { internal: true } }] },
    ]);
  });
});

describe('odd content', () => {
  test('unknown nodes keep their text', () => {
    const blocks = read(
      element('callout', { tone: 'x' }, [element('paragraph', {}, [new Y.XmlText('要点')])]),
      element('widget', {}, [new Y.XmlText('旁注')]),
    );

    expect(blocks).toEqual([
      { kind: 'paragraph', inline: [plain('要点')] },
      { kind: 'paragraph', inline: [plain('旁注')] },
    ]);
  });

  test('nodes out of their place keep their text', () => {
    const blocks = read(
      new Y.XmlText('散'),
      element('list_item', {}, [element('paragraph', {}, [new Y.XmlText('项')])]),
      element('bullet_list', {}, [element('paragraph', {}, [new Y.XmlText('非项')])]),
      element('table', {}, [element('paragraph', {}, [new Y.XmlText('非行')])]),
      element('paragraph', {}, [new Y.XmlText('前'), element('paragraph', {}, [new Y.XmlText('内')])]),
    );

    for (const value of ['散', '项', '非项', '非行', '前', '内'])
      expect(JSON.stringify(blocks)).toContain(`"${value}"`);
  });

  test('missing and wrongly typed attributes fall back', () => {
    const blocks = read(
      element('heading', { level: 'x' }),
      element('ordered_list', { order: -3 }, [element('list_item')]),
      element('table', {}, [element('table_row', {}, [element('table_cell', { colspan: 1e9, rowspan: 0.5 })])]),
      element('image', { fileId: '../secret' }),
      element('paragraph', {}, [element('mention'), element('timestamp', { at: 'soon' })]),
    );

    expect(blocks).toEqual([
      { kind: 'heading', level: 2, inline: [] },
      { kind: 'list', ordered: true, start: 1, items: [[]] },
      { kind: 'table', rows: [[{ header: false, colspan: 1000, rowspan: 1, blocks: [] }]] },
      { kind: 'paragraph', inline: [{ kind: 'mention', key: '', label: '', marks: {} }] },
    ]);
  });

  test('links that run or read are dropped, their text stays', () => {
    const hrefs = [
      'javascript:alert(1)',
      'JAVASCRIPT:alert(1)',
      ' https://a.cn',
      'data:text/html,x',
      'https://a.cn/" onclick="x',
      'file:///etc/passwd',
      '//a.cn',
      'java\nscript:x',
      7,
      null,
    ];

    for (const href of hrefs) {
      const run = new Y.XmlText();
      run.insert(0, '链', { link: { href } });
      expect(read(element('paragraph', {}, [run]))).toEqual([{ kind: 'paragraph', inline: [plain('链')] }]);
    }
  });

  test('names of the prototype are names like any other', () => {
    const run = new Y.XmlText();
    const marks: object = JSON.parse('{"constructor": {}, "toString": true, "hasOwnProperty": {}}');
    run.insert(0, '文', marks);

    const blocks = read(
      element('constructor', {}, [element('paragraph', {}, [run])]),
      element('toString'),
      element('hasOwnProperty'),
    );

    expect(blocks).toEqual([{ kind: 'paragraph', inline: [plain('文')] }]);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  test('depth is bounded: what lies deeper is left out and nothing overflows', () => {
    let node: Y.XmlElement = element('paragraph', {}, [new Y.XmlText('底')]);
    for (let depth = 0; depth < 500; depth += 1) node = element('blockquote', {}, [node]);

    expect(JSON.stringify(read(node))).not.toContain('底');
  });

  test('reading changes nothing', () => {
    const doc = new Y.Doc();
    const fragment = doc.getXmlFragment('f');
    fragment.insert(0, [element('callout', {}, [new Y.XmlText('x')])]);
    const before = Y.encodeStateAsUpdate(doc);

    readBlocks(fragment);

    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });
});

describe('seedParagraphs', () => {
  test.each([
    [[], 1],
    [['一', '', '三'], 3],
  ])('%j makes %i paragraphs', (texts, count) => {
    const fragment = new Y.Doc().getXmlFragment('f');

    seedParagraphs(fragment, texts);

    expect(readBlocks(fragment)).toHaveLength(count);
  });
});
