// The text schema: complete, forgiving, and good at pasting from Word and WeChat.
import { Window } from 'happy-dom';
import { DOMParser, DOMSerializer, type Node } from 'prosemirror-model';
import { describe, expect, test } from 'vitest';
import { minutesSchema, SCHEMA_VERSION } from '../../../shared/doc/minutes-schema.ts';
import { MARK_NAMES, NODE_NAMES } from '../../../shared/doc/schema.ts';

function parse(html: string): Node {
  const { document } = new Window();
  document.body.innerHTML = html;
  return DOMParser.fromSchema(minutesSchema).parse(document.body as never);
}

function html(node: Node): string {
  const { document } = new Window();
  const holder = document.createElement('div');
  holder.appendChild(
    DOMSerializer.fromSchema(minutesSchema).serializeFragment(node.content, { document: document as never }) as never,
  );
  return holder.innerHTML;
}

describe('shape', () => {
  test('its names are the names the documents accept', () => {
    const nodes = Object.keys(minutesSchema.nodes).filter((name) => name !== 'doc' && name !== 'text');

    expect(new Set(nodes)).toEqual(NODE_NAMES);
    expect(new Set(Object.keys(minutesSchema.marks))).toEqual(MARK_NAMES);
  });

  test('what version 1 holds is pinned: a new name or attribute raises the version', () => {
    const shape = [...Object.values(minutesSchema.nodes), ...Object.values(minutesSchema.marks)].map(({ name, spec }) =>
      [name, ...Object.keys(spec.attrs ?? {})].join(' '),
    );

    expect([SCHEMA_VERSION, shape]).toEqual([
      1,
      [
        'doc',
        'paragraph',
        'heading level',
        'bullet_list',
        'ordered_list order',
        'list_item',
        'blockquote',
        'horizontal_rule',
        'image fileId alt',
        'table',
        'table_row',
        'table_cell colspan rowspan colwidth',
        'table_header colspan rowspan colwidth',
        'hard_break',
        'mention key label',
        'timestamp at',
        'text',
        'internal',
        'link href',
        'strong',
        'em',
        'underline',
        'code',
      ],
    ]);
  });

  test('every container may be empty and every attribute may be missing, so that no concurrent edit is deleted', () => {
    for (const [name, type] of Object.entries(minutesSchema.nodes)) {
      if (name === 'text') continue;
      expect(() => type.createChecked(null).check(), name).not.toThrow();
    }
    for (const type of Object.values(minutesSchema.marks)) expect(() => type.create()).not.toThrow();
  });

  test('odd attributes neither throw nor come out', () => {
    const { nodes, marks } = minutesSchema;
    const odd = nodes['doc']?.create(null, [
      minutesSchema.node('heading', { level: 'x onload=1' }),
      minutesSchema.node('image', { fileId: '../x', alt: 3 }),
      minutesSchema.node('paragraph', null, [
        minutesSchema.node('timestamp', { at: 'soon' }),
        minutesSchema.text('链', [minutesSchema.mark('link', { href: 'javascript:alert(1)' })]),
      ]),
    ]);

    expect(marks['link']).toBeDefined();
    expect(odd && html(odd)).not.toMatch(/javascript|onload|\.\./);
  });

  test('what it writes it reads', () => {
    const source =
      '<h3>标题</h3><p><strong>粗</strong><u>下</u><span class="internal" data-internal="">密</span><br><a href="https://a.cn">链</a></p>' +
      '<ol start="3"><li><p>项</p></li></ol><blockquote><p>引</p></blockquote><hr><img data-file-id="f1" alt="图">' +
      '<table><tbody><tr><th colspan="2" data-colwidth="80,90"><p>头</p></th></tr><tr><td><p>甲</p></td><td><p>乙</p></td></tr></tbody></table>' +
      '<p><span class="mention" data-mention="p1">王坤泉</span><time data-at="0" datetime="1970-01-01T00:00:00.000Z">x</time></p>';

    const once = parse(source);

    expect(parse(html(once)).toJSON()).toEqual(once.toJSON());
    expect(once.textBetween(0, once.content.size, '\n')).toContain('王坤泉');
  });
});

describe('pasting', () => {
  test('Word: headings, bold by style, empty paragraphs of Office, tables', () => {
    const doc = parse(
      '<h1 style="mso-outline-level:1">一、汇报</h1>' +
        '<p class="MsoNormal"><span style="font-weight:bold">团标委</span><o:p></o:p></p>' +
        '<p class="MsoListParagraph"><span style="mso-list:Ignore">1.</span>审核发布</p>' +
        '<table class="MsoTableGrid"><tr><td width="100"><p class="MsoNormal">甲</p></td></tr></table><style>p{}</style>',
    );

    expect(doc.child(0).type.name).toBe('heading');
    expect(doc.child(1).firstChild?.marks.map(({ type }) => type.name)).toEqual(['strong']);
    expect(doc.textContent).toBe('一、汇报团标委1.审核发布甲');
    expect(doc.child(3).type.name).toBe('table');
  });

  test('WeChat: nested sections become paragraphs, foreign pictures and scripts stay outside', () => {
    const doc = parse(
      '<section><section style="text-align:center"><p><span style="font-size:17px">会议</span></p></section>' +
        '<section>第二段</section><img data-src="https://mmbiz.qpic.cn/x" onerror="alert(1)"><script>alert(1)</script></section>',
    );

    expect(doc.content.content.map((node) => [node.type.name, node.textContent])).toEqual([
      ['paragraph', '会议'],
      ['paragraph', '第二段'],
    ]);
  });

  test('links other than web and mail keep only their text', () => {
    const doc = parse('<p><a href="javascript:alert(1)">甲</a><a href="mailto:a@b.cn">乙</a></p>');

    expect(doc.textContent).toBe('甲乙');
    expect(doc.firstChild?.content.content.map(({ marks }) => marks.length)).toEqual([0, 1]);
  });

  test('Google Docs: a <b> of normal weight makes nothing bold', () => {
    expect(parse('<b style="font-weight:normal"><p>平</p></b>').toString()).toBe('doc(paragraph("平"))');
  });
});
