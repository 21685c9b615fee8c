// A body's own template: what its placeholders become, what is said when one is wrong, and what is refused before it is opened.
import { describe, expect, test } from 'vitest';
import { fillTemplate } from '../../../server/export/template/template-fill.ts';
import { templateSample } from '../../../server/export/template/template-sample.ts';
import { zipParts } from '../../../server/export/zip-reader.ts';
import { zipFile, type ZipPart } from '../../../server/export/zip-writer.ts';
import { templateScope, trialFacts, type TemplateFacts } from '../../../shared/papers/template-facts.ts';
import { textOfPart } from './word-text.ts';

const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const TYPES = `<Types><Override PartName="/word/document.xml" ContentType="${MAIN}"/></Types>`;
const FILE = { title: '纪要', organisation: '协会', mark: null };

const run = (text: string): string => `<w:r><w:rPr><w:b/></w:rPr><w:t>${text}</w:t></w:r>`;
const line = (...runs: readonly string[]): string => `<w:p>${runs.map(run).join('')}</w:p>`;
const row = (...cells: readonly string[]): string =>
  `<w:tr>${cells.map((cell) => `<w:tc>${line(cell)}</w:tc>`).join('')}</w:tr>`;

function wordFile(body: string, more: readonly ZipPart[] = []): Buffer {
  const part = (name: string, text: string): ZipPart => ({ name, bytes: Buffer.from(text) });
  const document = `<?xml version="1.0"?><w:document><w:body>${body}</w:body></w:document>`;
  return zipFile([part('[Content_Types].xml', TYPES), part('word/document.xml', document), ...more]);
}
const extra = (name: string, text: string): ZipPart => ({ name, bytes: Buffer.from(text) });

function facts(change: Partial<TemplateFacts['lists']> = {}): TemplateFacts {
  const person = (name: string) => ({ name, organisation: '甲公司', post: '会长', remark: '' });
  const trial = trialFacts();
  return {
    texts: { ...trial.texts, 'meeting.title': '三届二次理事会', 'minutes.text': '第一段\n第二段 <b>&' },
    lists: { ...trial.lists, attending: [person('张伟'), person('欧阳立新')], excused: [], ...change },
  };
}

function filled(body: string, more: readonly ZipPart[] = [], given = facts()): ReturnType<typeof fillTemplate> {
  return fillTemplate(wordFile(body, more), templateScope(given, '、'), FILE);
}

function lines(body: string, more: readonly ZipPart[] = [], part = 'word/document.xml'): readonly string[] {
  const file = filled(body, more);
  if (!file.ok) throw new Error(`${file.code} ${JSON.stringify(file.data)}`);
  return textOfPart(file.value, part);
}

describe('what placeholders become', () => {
  test('a value stands under its Chinese and its English name, also between full-width braces', () => {
    expect(lines(line('关于{会议名称}、{ meeting.title }和｛会议名称｝'))).toEqual([
      '关于三届二次理事会、三届二次理事会和三届二次理事会',
    ]);
  });

  test('a placeholder that Word tore over several runs is one, and looks as where it began', () => {
    expect(lines(line('前{会', '议', '名称}后'))).toEqual(['前三届二次理事会后']);
  });

  test('a repetition on lines of its own repeats the lines between', () => {
    const body = [line('{#出席}'), line('{姓名}，{单位}'), line('——'), line('{/出席}'), line('完')].join('');

    expect(lines(body)).toEqual(['张伟，甲公司', '——', '欧阳立新，甲公司', '——', '完']);
  });

  test('a repetition within a line repeats there, with a mark between', () => {
    expect(lines(line('出席：{#出席}{姓名}{顿号}', '{/出席}。'))).toEqual(['出席：张伟、欧阳立新。']);
  });

  test('a row whose first and last placeholder belong together is repeated', () => {
    expect(
      lines(`<w:tbl>${row('姓名', '单位')}${row('{#attending}{name}', '{organisation}{/attending}')}</w:tbl>`),
    ).toEqual(['姓名', '单位', '张伟', '甲公司', '欧阳立新', '甲公司']);
  });

  test('a condition holds for a list that has entries and a text that says something', () => {
    const body = [
      line('{?请假}'),
      line('请假：{请假名单}'),
      line('{/请假}'),
      line('{?出席}有人{/出席}{?请假}无{/请假}'),
    ];

    expect(lines(body.join(''))).toEqual(['有人']);
  });

  test('a field of a table whose lines all went keeps an empty one', () => {
    const file = filled(`<w:tbl><w:tr><w:tc>${line('{?请假}')}${line('x')}${line('{/请假}')}</w:tc></w:tr></w:tbl>`);
    if (!file.ok) throw new Error(file.code);

    const parts = zipParts(file.value, { entries: 10, unpackedBytes: 1e6 });
    expect(Array.isArray(parts) ? parts.map(({ bytes }) => bytes.toString()).join('') : '').toContain(
      '<w:tc><w:p/></w:tc>',
    );
  });

  test('a text of several lines alone in a paragraph makes as many paragraphs, and never markup', () => {
    expect(lines(line('{纪要正文}'))).toEqual(['第一段', '第二段 <b>&']);
  });

  test('headers and footers are filled, and the author of the template is not that of the minutes', () => {
    const link = '<Relationship Id="h" Type="http://x/header" Target="header1.xml"/>';
    const more = [
      extra('word/_rels/document.xml.rels', `<Relationships>${link}</Relationships>`),
      extra('word/header1.xml', `<w:hdr>${line('{文号}')}</w:hdr>`),
      extra('docProps/core.xml', '<cp:coreProperties><dc:creator>王小明</dc:creator></cp:coreProperties>'),
    ];
    const file = filled(`${line('x')}<w:sectPr><w:headerReference r:id="h"/></w:sectPr>`, more);
    if (!file.ok) throw new Error(file.code);

    expect(textOfPart(file.value, 'word/header1.xml')).toEqual(['文号']);
    expect(file.value.includes('王小明')).toBe(false);
    const parts = zipParts(file.value, { entries: 10, unpackedBytes: 1e6 });
    const all = Array.isArray(parts) ? parts.map(({ bytes }) => bytes.toString()).join('') : '';
    expect(all).not.toContain('王小明');
    expect(all).toContain('<dc:creator>协会</dc:creator>');
  });

  test('an edition that is not for the public says so in front of all, whatever the template asks for', () => {
    const file = { ...FILE, mark: '内部版本' };
    const marked = fillTemplate(wordFile(line('{会议名称}')), templateScope(facts(), '、'), file);
    if (!marked.ok) throw new Error(marked.code);

    expect(textOfPart(marked.value, 'word/document.xml')).toEqual(['内部版本', '三届二次理事会']);
  });

  test('the same template and facts make the same bytes', () => {
    const [one, two] = [filled(line('{会议名称}')), filled(line('{会议名称}'))];

    expect(one.ok && two.ok && one.value.equals(two.value)).toBe(true);
  });

  test.each(['zh-CN', 'en'] as const)('the sample (%s) takes every fact it names', async (locale) => {
    const labels = {
      ...{ minutes: '纪要', number: '序号', what: '事项', owner: '责任人', due: '时限', attending: '出席' },
      ...{ excused: '请假', invited: '列席', recorder: '记录', copies: '分送' },
    };
    const words = {
      title: 't',
      listTitle: '一览',
      listLede: 'x',
      head: { chinese: 'a', english: 'b', use: 'c' },
      value: 'v',
    };
    const sample = await templateSample(locale, { ...words, repetition: 'r', within: (l) => l, mark: 'm', labels });

    const file = fillTemplate(sample, templateScope(facts(), '、'), FILE);

    if (!file.ok) throw new Error(JSON.stringify(file.data));
    const text = textOfPart(file.value, 'word/document.xml');
    expect(text.join('\n')).not.toMatch(/[{}]/);
    expect(text.join('\n')).toMatch(/出席(：|: )张伟（甲公司）、欧阳立新（甲公司）/);
  });
});

describe('what is said of a wrong one', () => {
  const faults = (body: string, more: readonly ZipPart[] = []): unknown => {
    const file = filled(body, more);
    return file.ok ? [] : file.data.faults;
  };

  test.each([
    ['an unknown name', line('在{会议名}中'), 'unknown-placeholder', '会议名', '在{会议名}中'],
    ['an unknown list', line('{#名单}{姓名}{/名单}'), 'unknown-placeholder', '名单', '{#名单}{姓名}{/名单}'],
    ['a field outside its repetition', line('{姓名}'), 'unknown-placeholder', '姓名', '{姓名}'],
    ['a beginning without an end', line('甲{#出席}乙'), 'unclosed-placeholder', '出席', '甲{#出席}乙'],
    ['one on a line of its own', line('{?请假}') + line('乙'), 'unclosed-placeholder', '请假', '{?请假}'],
    ['an end without a beginning', line('乙{/出席}'), 'unopened-placeholder', '出席', '乙{/出席}'],
    ['an end on a line of its own', line('{/出席}'), 'unopened-placeholder', '出席', '{/出席}'],
    ['a brace that stays open', line('见{会议名称。'), 'unclosed-placeholder', '会议名称', '见{会议名称。'],
    ['a repetition within one', line('{#出席}{#出席}{姓名}{/出席}{/出席}'), 'nested-placeholder', '出席', null],
    ['crossed ends', line('{#出席}{?请假}{/出席}{/请假}'), 'unclosed-placeholder', '出席', null],
  ])('%s is named, with its place', (_name, body, code, placeholder, excerpt) => {
    expect(faults(body)).toMatchObject([{ code, placeholder, part: 'text', ...(excerpt === null ? {} : { excerpt }) }]);
  });

  test('all of them are told at once, each with its part', () => {
    expect(
      faults(line('{甲}') + line('{乙}'), [extra('word/footer2.xml', `<w:ftr>${line('{丙}')}</w:ftr>`)]),
    ).toMatchObject([
      { placeholder: '甲', part: 'text' },
      { placeholder: '乙', part: 'text' },
      { placeholder: '丙', part: 'footer' },
    ]);
  });

  test('every placeholder of the list is known', () => {
    const scope = templateScope(trialFacts(), '、');
    const values = [...scope.texts.keys()].map((name) => line(`{${name}}`));
    const lists = [...scope.lists].map(([name, [entry]]) => {
      const inner = [...(entry?.texts.keys() ?? [])].map((one) => `{${one}}`).join('');
      return line(`{#${name}}${inner}{/${name}}`);
    });

    expect(faults([...values, ...lists].join(''))).toEqual([]);
  });
});

describe('what is refused', () => {
  const rels = (text: string): ZipPart =>
    extra('word/_rels/document.xml.rels', `<Relationships>${text}</Relationships>`);
  const field = (instruction: string, within = ''): string =>
    `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${instruction}</w:instrText></w:r>${within}</w:p>`;
  const external = (type: string, target: string): ZipPart =>
    rels(`<Relationship Id="a" Type="http://x/${type}" Target="${target}" TargetMode="External"/>`);

  test.each([
    ['another file', Buffer.from('not a zip at all, but long enough to be looked at'), 'not-docx'],
    ['nothing', Buffer.alloc(0), 'not-docx'],
    ['a zip without a text', zipFile([extra('a.txt', 'x')]), 'not-docx'],
    ['a damaged text', wordFile('<w:p>'), 'not-docx'],
    ['a document type', wordFile('<!DOCTYPE x [<!ENTITY a "aaaa">]><w:p/>'), 'not-docx'],
    ['a part outside its folder', wordFile(line('x'), [extra('../evil.xml', '<a/>')]), 'not-docx'],
    ['two parts of one name', wordFile(line('x'), [extra('word/Document.xml', '<a/>')]), 'not-docx'],
    ['macros', wordFile(line('x'), [extra('word/vbaProject.bin', 'x')]), 'has-macros'],
    ['a file within', wordFile(line('x'), [extra('word/embeddings/a.xlsx', 'x')]), 'has-macros'],
    [
      'a template elsewhere',
      wordFile(line('x'), [external('attachedTemplate', 'http://evil/a.dotm')]),
      'points-outside',
    ],
    ['a picture elsewhere', wordFile(line('x'), [external('image', 'http://evil/a.png')]), 'points-outside'],
    ['a link that runs', wordFile(line('x'), [external('hyperlink', 'javascript:alert(1)')]), 'points-outside'],
    [
      'a field that fetches',
      wordFile('<w:p><w:r><w:instrText>DDEAUTO cmd</w:instrText></w:r></w:p>'),
      'points-outside',
    ],
    ['a field that fetches, in small letters', wordFile(field('includepicture "http://evil/a.png"')), 'points-outside'],
    ['a field whose name another one tells', wordFile(field('', field('QUOTE x'))), 'points-outside'],
    ['a field in a footnote', wordFile(line('x'), [extra('word/footnotes.xml', field('dde cmd'))]), 'points-outside'],
    ['a field beside the folder', wordFile(line('x'), [extra('else/main.xml', field('DDE cmd'))]), 'points-outside'],
    ['a field under another prefix', wordFile(field('DDE cmd').replaceAll('w:', 'v:')), 'points-outside'],
    ['a field cut in characters', wordFile(field('<![CDATA[dde]]><![CDATA[auto]]>')), 'points-outside'],
    ['a piece of another file under another prefix', wordFile('<v:altChunk/>'), 'points-outside'],
    ['a question to a database', wordFile(line('x'), [extra('word/settings.xml', '<w:mailMerge/>')]), 'points-outside'],
    [
      'a template elsewhere under a prefix',
      wordFile(line('x'), [rels('<r:Relationship Type="x/attachedTemplate" Target="a" TargetMode="External"/>')]),
      'points-outside',
    ],
    [
      'a template elsewhere, spelt in entities and denied under a prefix',
      wordFile(line('x'), [
        rels('<Relationship Type="x/image" Target="a" TargetMode="&#69;xternal" x:TargetMode="Internal"/>'),
      ]),
      'points-outside',
    ],
    ['a picture of an old drawing', wordFile('<v:imagedata src="http://evil/a.png"/>'), 'points-outside'],
    [
      'a part that is XML and not called so',
      zipFile([
        extra(
          '[Content_Types].xml',
          TYPES.replace('</Types>', '<Default Extension="foo" ContentType="a+xml"/></Types>'),
        ),
        extra('word/document.xml', '<w:document/>'),
      ]),
      'not-docx',
    ],
    [
      'another encoding',
      wordFile(line('x'), [extra('a.xml', '<?xml version="1.0" encoding="utf-7"?><a/>')]),
      'not-docx',
    ],
    [
      'too many parts',
      wordFile(
        line('x'),
        Array.from({ length: 600 }, (_, at) => extra(`a${at}.txt`, '')),
      ),
      'too-large',
    ],
    ['too much', Buffer.alloc(3 * 1024 * 1024), 'too-large'],
    ['a bomb', wordFile(line('x'), [{ name: 'word/a.xml', bytes: Buffer.alloc(30 * 1024 * 1024, 97) }]), 'too-large'],
    ['too deep a text', wordFile('<w:p>'.repeat(5_000) + '</w:p>'.repeat(5_000)), 'not-docx'],
  ])('%s', (_name, bytes, code) => {
    const file = fillTemplate(bytes, templateScope(facts(), '、'), FILE);

    expect(file).toMatchObject({ ok: false, code });
  });

  test('fields, links and pictures of an ordinary template are none of that', () => {
    const link = field('HYPERLINK "https://example.org/link/rd"');
    const body = [line('x'), field(' PAGE  \\* MERGEFORMAT '), link, '<v:imagedata r:id="a" o:title=""/>'].join('');
    const more = [
      external('hyperlink', 'https://example.org/link'),
      extra('word/settings.xml', '<?xml version="1.0" encoding="UTF-8"?><w:settings/>'),
    ];

    expect(filled(body, more)).toMatchObject({ ok: true });
  });

  test('a part that unpacks to more than its table says is not believed', () => {
    const bytes = wordFile(line('x'), [extra('word/a.xml', 'a'.repeat(1000))]);
    const at = bytes.lastIndexOf(Buffer.from('word/a.xml'));
    bytes.writeUInt32LE(10, at - 22);

    expect(fillTemplate(bytes, templateScope(facts(), '、'), FILE)).toMatchObject({ ok: false, code: 'not-docx' });
  });

  test('a template that would swell with its entries is refused, and nothing of it is cut off', () => {
    const body = line('{#出席}') + line('x').repeat(3_000) + line('{/出席}');
    const person = { name: '甲', organisation: '', post: '', remark: '' };

    const file = filled(body, [], facts({ attending: Array.from({ length: 500 }, () => person) }));

    expect(file).toMatchObject({ ok: false, code: 'too-large' });
  });

  test('a link that is clicked stays', () => {
    expect(filled(line('x'), [external('hyperlink', 'https://example.org/')]).ok).toBe(true);
  });
});

describe('of those who made the template nothing goes out', () => {
  const MAKER = '经办人李某';
  const kinds = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const target = (kind: string, to: string): string =>
    `<Relationship Id="${kind}" Type="${kinds}/${kind}" Target="${to}"/>`;
  const stay = ['styles', 'settings', 'footnotes'].map((kind) => target(kind, `${kind}.xml`)).join('');
  const made = [
    ...['comments', 'commentsExtended', 'people'].map((name) => extra(`word/${name}.xml`, `<x>${MAKER}</x>`)),
    ...['app', 'custom', 'core'].map((name) => extra(`docProps/${name}.xml`, `<x>${MAKER}</x>`)),
    extra('docProps/thumbnail.jpeg', MAKER),
    extra('customXml/item1.xml', `<x>${MAKER}</x>`),
    extra('word/glossary/document.xml', `<x>${MAKER}</x>`),
    extra('word/settings.xml', `<w:settings><w:docVars><w:docVar w:val="${MAKER}"/></w:docVars><w:zoom/></w:settings>`),
    extra(
      'word/footnotes.xml',
      `<w:footnotes><w:p><w:del w:author="${MAKER}"/><w:r><w:t>注</w:t></w:r></w:p></w:footnotes>`,
    ),
    extra(
      'word/_rels/document.xml.rels',
      `<Relationships>${target('comments', 'comments.xml')}${stay}</Relationships>`,
    ),
    extra('_rels/.rels', `<Relationships>${target('custom-properties', 'docProps/custom.xml')}</Relationships>`),
  ];
  const partsFilled = (body: string): ReadonlyMap<string, string> => {
    const file = filled(body, made);
    if (!file.ok) throw new Error(file.code);
    const parts = zipParts(file.value, { entries: 50, unpackedBytes: 1e6 });
    if (parts === null || parts === 'too-large') throw new Error('broken');
    return new Map(parts.map(({ name, bytes }) => [name, bytes.toString('utf8')]));
  };

  test('neither comments nor properties, data, variables or pictures of old pages, nor what leads to them', () => {
    const comment = '<w:commentRangeStart w:id="1"/>';
    const parts = partsFilled(`<w:p>${comment}${run('{会议名称}')}<w:r><w:commentReference w:id="1"/></w:r></w:p>`);

    expect([...parts.entries()].filter(([, text]) => text.includes(MAKER))).toEqual([]);
    expect([...parts.keys()].toSorted()).toEqual(
      [
        ...['[Content_Types].xml', '_rels/.rels', 'docProps/core.xml'],
        ...['word/_rels/document.xml.rels', 'word/document.xml', 'word/footnotes.xml', 'word/settings.xml'],
      ].toSorted(),
    );
    expect(parts.get('word/document.xml')).not.toContain('comment');
    expect(parts.get('word/_rels/document.xml.rels')).toBe(`<Relationships>${stay}</Relationships>`);
    expect(parts.get('_rels/.rels')).not.toContain('custom');
    expect(parts.get('word/settings.xml')).toBe('<w:settings><w:zoom/></w:settings>');
  });

  test('changes stand as accepted, and what was taken out is not in the file', () => {
    const by = `w:id="1" w:author="${MAKER}"`;
    const body = [
      `<w:p><w:del ${by}><w:r><w:delText>上次的话</w:delText></w:r></w:del><w:ins ${by}>${run('{会议名称}')}</w:ins></w:p>`,
      `<w:p><w:pPr><w:rPr><w:del ${by}/></w:rPr></w:pPr><w:del ${by}><w:r><w:delText>上次的段</w:delText></w:r></w:del></w:p>`,
      `<w:p><w:moveFrom ${by}>${run('上次的处')}</w:moveFrom><w:moveTo ${by}>${run('新处')}</w:moveTo></w:p>`,
      `<w:tbl><w:tr><w:trPr><w:del ${by}/></w:trPr><w:tc>${line('上次的行')}</w:tc></w:tr>${row('行')}</w:tbl>`,
      `<w:p><w:pPr><w:pPrChange ${by}><w:pPr/></w:pPrChange></w:pPr>${run('完')}</w:p>`,
    ].join('');
    const document = partsFilled(body).get('word/document.xml') ?? '';

    expect(document).not.toMatch(/上次|author|Change/);
    expect(lines(body)).toEqual(['三届二次理事会', '新处', '行', '完']);
  });

  test('words that are hidden are not in the file, also where they were filled in', () => {
    const hidden = (text: string, off = ''): string => `<w:r><w:rPr><w:vanish${off}/></w:rPr><w:t>${text}</w:t></w:r>`;

    expect(lines(`<w:p>${run('看')}${hidden('{会议名称}')}${hidden('得见', ' w:val="0"')}</w:p>`)).toEqual(['看得见']);
    expect(lines(`<w:p>${hidden('{#出席}')}</w:p>${line('{姓名}')}<w:p>${hidden('{/出席}')}</w:p>`)).toEqual([
      '张伟',
      '欧阳立新',
    ]);
  });
});
