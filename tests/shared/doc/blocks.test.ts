// Blocks as text, HTML and Markdown: complete, and inert whatever was typed.
import { Window } from 'happy-dom';
import { describe, expect, test } from 'vitest';
import { blocksToHtml } from '../../../shared/doc/blocks-html.ts';
import { blocksToMarkdown } from '../../../shared/doc/blocks-markdown.ts';
import { blocksToText, tableGrid } from '../../../shared/doc/blocks-text.ts';
import type { Block, Inline, InlineMarks, TableCell } from '../../../shared/domain/minutes.ts';

const text = (value: string, marks: InlineMarks = {}): Inline => ({ kind: 'text', text: value, marks });
const paragraph = (...inline: (Inline | string)[]): Block => ({
  kind: 'paragraph',
  inline: inline.map((run) => (typeof run === 'string' ? text(run) : run)),
});
const cell = (value: string, more: Partial<TableCell> = {}): TableCell => ({
  header: false,
  colspan: 1,
  rowspan: 1,
  blocks: [paragraph(value)],
  ...more,
});
const list = (ordered: boolean, ...items: Block[][]): Block => ({ kind: 'list', ordered, start: 1, items });

const EVERYTHING: Block[] = [
  { kind: 'heading', level: 2, inline: [text('标准化')] },
  paragraph(
    text('重点', { strong: true }),
    '与',
    text('斜', { em: true }),
    { kind: 'break' },
    text('码', { code: true }),
  ),
  list(true, [paragraph('第一'), list(false, [paragraph('内')])], [paragraph('第二')]),
  { kind: 'quote', blocks: [paragraph('引语')] },
  { kind: 'rule' },
  { kind: 'image', fileId: 'f1', alt: '签约' },
  {
    kind: 'table',
    rows: [[cell('单位', { header: true }), cell('职务', { header: true })], [cell('甲', { colspan: 2 })]],
  },
  paragraph({ kind: 'mention', key: 'p', label: '王坤泉', marks: {} }, '于', { kind: 'timestamp', at: 0, marks: {} }),
];
const timeText = () => '14:52';
const PAYLOADS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '</p></td></table><iframe src=javascript:alert(1)>',
  '&lt;script&gt;',
  '\u0000<\u0008script>',
];

describe('text', () => {
  test('one line a text block, markers and tabs where they belong', () => {
    expect(blocksToText(EVERYTHING, { timeText }).split('\n')).toEqual([
      '标准化',
      '重点与斜',
      '码',
      '1. 第一',
      '   • 内',
      '2. 第二',
      '引语',
      '签约',
      '单位\t职务',
      '甲\t',
      '王坤泉于14:52',
    ]);
  });

  test('without a zone an instant is written as such, and nonsense as nothing', () => {
    const at = (value: number) => blocksToText([paragraph({ kind: 'timestamp', at: value, marks: {} })]);

    expect([at(0), at(Infinity)]).toEqual(['1970-01-01T00:00:00.000Z', '']);
  });

  test('a grid spells out spans and is bounded', () => {
    const grid = tableGrid([[cell('a', { rowspan: 2 }), cell('b', { colspan: 1000 })], [cell('c')]]);

    expect(grid[1]?.[0]).toBeNull();
    expect(grid[1]?.[1]?.blocks).toEqual([paragraph('c')]);
    expect(grid[0]?.length).toBeLessThanOrEqual(64);
  });
});

describe('HTML', () => {
  test('every block and mark has its tag', () => {
    expect(blocksToHtml(EVERYTHING, { timeText, imageUrl: (id) => `/files/${id}` })).toBe(
      '<h2>标准化</h2>' +
        '<p><strong>重点</strong>与<em>斜</em><br><code>码</code></p>' +
        '<ol><li><p>第一</p><ul><li><p>内</p></li></ul></li><li><p>第二</p></li></ol>' +
        '<blockquote><p>引语</p></blockquote><hr>' +
        '<p><img src="/files/f1" alt="签约"></p>' +
        '<table><tbody><tr><th><p>单位</p></th><th><p>职务</p></th></tr><tr><td colspan="2"><p>甲</p></td></tr></tbody></table>' +
        '<p><span class="mention">王坤泉</span>于<time datetime="1970-01-01T00:00:00.000Z">14:52</time></p>',
    );
  });

  test.each(PAYLOADS)('%j is text wherever it stands', (payload) => {
    const html = blocksToHtml(
      [
        paragraph(
          payload,
          text(payload, { link: payload, strong: true }),
          text('x', { link: `https://a.cn/${payload}` }),
        ),
        paragraph({ kind: 'mention', key: payload, label: payload, marks: {} }),
        { kind: 'image', fileId: payload, alt: payload },
        { kind: 'table', rows: [[cell(payload)]] },
        list(true, [paragraph(payload)]),
        paragraph({ kind: 'timestamp', at: 0, marks: {} }),
      ],
      { imageUrl: (id) => id, timeText: () => payload },
    );
    const { document } = new Window();
    document.body.innerHTML = html;

    const elements = [...document.body.querySelectorAll('*')];
    expect(elements.map(({ tagName }) => tagName)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/SCRIPT|SVG|IFRAME/)]),
    );
    const names = elements.flatMap((node) => [...node.attributes].map(({ name }) => name));
    expect(new Set(names)).toEqual(
      new Set(names.filter((name) => ['class', 'src', 'alt', 'href', 'rel', 'datetime', 'start'].includes(name))),
    );
    expect(document.body.querySelectorAll('a[href^="javascript"]')).toHaveLength(0);
  });

  test('internal spans are recognisable', () => {
    expect(blocksToHtml([paragraph(text('密', { internal: true }))])).toBe('<p><span class="internal">密</span></p>');
  });
});

describe('Markdown', () => {
  test('every block has its form', () => {
    expect(blocksToMarkdown(EVERYTHING, { timeText, imageUrl: (id) => `/files/${id}` })).toBe(
      [
        '## 标准化',
        '**重点**与*斜*\\\n`码`',
        '1. 第一\n\n   - 内\n\n2. 第二',
        '> 引语',
        '---',
        '![签约](</files/f1>)',
        '| 单位 | 职务 |\n| --- | --- |\n| 甲 |  |',
        '王坤泉于14:52',
      ].join('\n\n'),
    );
  });

  test.each([
    ['# 不是标题', '\\# 不是标题'],
    ['- 不是列表', '\\- 不是列表'],
    ['1. 不是列表', '1\\. 不是列表'],
    ['12) 不是列表', '12\\) 不是列表'],
    ['---', '\\---'],
    ['    不是代码', '不是代码'],
    ['*星* _线_ `码` [链](x) <b> a|b &amp; ~~', '\\*星\\* \\_线\\_ \\`码\\` \\[链\\](x) \\<b\\> a\\|b \\&amp; \\~\\~'],
    ['反斜\\线', '反斜\\\\线'],
    ['行\n内', '行 内'],
  ])('%j is text', (typed, written) => {
    expect(blocksToMarkdown([paragraph(typed)])).toBe(written);
  });

  test('emphasis that would not bind beside Chinese punctuation takes a tag', () => {
    expect(blocksToMarkdown([paragraph(text('重点:', { strong: true }), '标准')])).toBe('<strong>重点:</strong>标准');
    expect(blocksToMarkdown([paragraph(text(' 空 ', { strong: true }), '后')])).toBe('**空** 后');
    expect(blocksToMarkdown([paragraph(text('粗', { strong: true }), text('斜', { em: true }))])).toBe(
      '<strong>粗</strong>*斜*',
    );
  });

  test('code holds back-quotes, links stand in pointed brackets, tables hold bars', () => {
    expect(blocksToMarkdown([paragraph(text('a`b', { code: true }))])).toBe('``a`b``');
    expect(blocksToMarkdown([paragraph(text('链', { link: 'https://a.cn/(x)' }))])).toBe('[链](<https://a.cn/(x)>)');
    expect(blocksToMarkdown([{ kind: 'table', rows: [[cell('a|b')]] }])).toBe('|  |\n| --- |\n| a\\|b |');
  });

  test('two lists in a row stay two', () => {
    expect(blocksToMarkdown([list(false, [paragraph('甲')]), list(false, [paragraph('乙')])])).toBe('- 甲\n\n* 乙');
  });

  test.each(PAYLOADS)('%j opens no tag', (payload) => {
    expect(blocksToMarkdown([paragraph(payload), { kind: 'table', rows: [[cell(payload)]] }])).not.toMatch(
      /(^|[^\\])<(?!br>|strong|em|u>)/,
    );
  });
});
