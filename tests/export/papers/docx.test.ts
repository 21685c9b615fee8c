// Papers as Word files, judged by what Word reads: the standard's numbers (GB/T 9704-2012) in the parts of the file.
import { describe, expect, test } from 'vitest';
import { docxFile } from '../../../server/export/papers/docx.ts';
import { CHARACTER_TWIPS } from '../../../server/export/papers/docx-look.ts';
import { elementsIn, parseXml, type Element } from '../../../server/export/template/xml-tree.ts';
import type { Paper, Part, TextPaper } from '../../../shared/papers/paper.ts';
import { SAMPLE_CARDS, SAMPLE_LETTER, SAMPLE_MINUTES, SAMPLE_NOTICE } from '../../fixtures/sample-papers.ts';
import { nodesOf, partsOf, textOfPart } from './word-text.ts';
import { outOfOrder } from './word-schema.ts';
import { processorMs } from '../../support/patience.ts';

const DOCUMENT = 'word/document.xml';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const PICTURES = new Map([['signing', { bytes: PNG, mediaType: 'image/png', width: 1600, height: 900 }]]);
const print = (paper: Paper) => docxFile(paper, PICTURES);
const text = (own: string): Part => ({ kind: 'paragraph', runs: [{ kind: 'text', text: own }] });
const paper = (parts: readonly Part[], change: Partial<TextPaper> = {}): TextPaper => ({
  ...{ form: 'text', locale: 'zh-CN', audience: 'public', organisation: null, title: 't' },
  ...{ masthead: null, imprint: null, isPaged: true, footnote: null },
  ...change,
  parts,
});

async function documentOf(one: Paper): Promise<string> {
  return partsOf(await print(one)).get(DOCUMENT) ?? '';
}

/** The paragraphs that say this. */
async function paragraphsWith(one: Paper, wanted: string): Promise<readonly string[]> {
  const source = await documentOf(one);
  return source.split('<w:p>').filter((piece) => plain(piece).includes(wanted));
}

const plain = (markup: string): string => markup.replace(/<[^>]*>/g, '');
const faceOf = (markup: string): string | undefined => /w:eastAsia="([^"]*)"/.exec(markup)?.[1];

describe('the page', () => {
  test('is A4 with the margins of the standard, filled by 22 lines of 28 characters', async () => {
    const parts = partsOf(await print(SAMPLE_MINUTES));
    const [document, styles] = [parts.get(DOCUMENT) ?? '', parts.get('word/styles.xml') ?? ''];

    expect(document).toContain('<w:pgSz w:w="11906" w:h="16838"/>');
    expect(document).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"/);
    expect(document).toContain('<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-849"/>');
    expect(22 * 579).toBeLessThanOrEqual(16838 - 2098 - 1984);
    // The squares of the grid, in twips: of the size of the base style, less 849/4096 pt.
    const square = 20 * (16 - 849 / 4096);
    expect(28 * square).toBeLessThanOrEqual(11906 - 1474 - 1588);
    expect(29 * square).toBeGreaterThan(11906 - 1474 - 1588);
    expect(/w:styleId="Normal">.*?<\/w:style>/.exec(styles)?.[0]).toContain('<w:sz w:val="32"/>');
    // The text keeps the same grid by itself, in programs that lay none.
    expect(styles).toContain('w:line="579" w:lineRule="exact"');
    expect(styles).toContain('<w:snapToGrid w:val="0"/><w:spacing w:val="-6"/><w:sz w:val="32"/>');
    expect(28 * (16 * 20 - 6)).toBeLessThanOrEqual(11906 - 1474 - 1588);
    expect(29 * (16 * 20 - 6)).toBeGreaterThan(11906 - 1474 - 1588);
  });

  test('lies where a table is wide', async () => {
    expect(await documentOf(paper([text('x')], { wide: true }))).toContain(
      '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>',
    );
  });

  test('has its number in 4号宋体, odd pages right, even left, one character in', async () => {
    const parts = partsOf(await print(SAMPLE_MINUTES));
    const [odd, even] = [parts.get('word/footer1.xml') ?? '', parts.get('word/footer2.xml') ?? ''];

    expect(parts.get('word/settings.xml')).toContain('<w:evenAndOddHeaders/>');
    expect(parts.get(DOCUMENT)).toMatch(
      /footerReference w:type="default" r:id="rId10"\/><w:footerReference w:type="even" r:id="rId11"/,
    );
    expect(odd).toContain('<w:ind w:right="280"/><w:jc w:val="right"/>');
    expect(even).toContain('<w:ind w:left="280"/><w:jc w:val="left"/>');
    for (const footer of [odd, even]) {
      expect(plain(footer).trim()).toBe('—  PAGE 1 —');
      expect(footer).toContain('w:ascii="宋体" w:eastAsia="宋体"');
      expect(footer).toContain('<w:sz w:val="28"/>');
    }
  });

  test('has no number on a single sheet, and its note on every page', async () => {
    const parts = partsOf(await print(paper([text('x')], { isPaged: false, footnote: '草案' })));

    expect(plain(parts.get('word/footer1.xml') ?? '').trim()).toBe('草案');
    expect(parts.has('word/footer2.xml')).toBe(false);
    expect(parts.get('word/settings.xml')).not.toContain('evenAndOddHeaders');
  });
});

describe('faces', () => {
  test.each([
    ['一、签订友好合作协议', 'Heading1', '黑体'],
    ['（一）四个专家委的工作', 'Heading2', '楷体_GB2312'],
    ['1.无人机专家委', 'Heading3', '仿宋_GB2312'],
    ['（1）教材', 'Heading4', '仿宋_GB2312'],
    ['学习会纪要', 'Title', '方正小标宋简体'],
  ])('%s', async (wanted, style, face) => {
    const found = (await paragraphsWith(SAMPLE_MINUTES, wanted)).filter((one) => one.includes('w:pStyle'));
    const styles = partsOf(await print(SAMPLE_MINUTES)).get('word/styles.xml') ?? '';
    const own = styles.split('<w:style ').find((one) => one.includes(`w:styleId="${style}"`)) ?? '';

    expect(found[0]).toContain(`<w:pStyle w:val="${style}"/>`);
    expect(faceOf(own)).toBe(face);
    expect(own).not.toContain('<w:b/>');
  });

  test('an official face names its substitutes, the free one last', async () => {
    const fonts = partsOf(await print(SAMPLE_MINUTES)).get('word/fontTable.xml') ?? '';

    expect(fonts).toMatch(/w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong,STFangsong,Noto Serif CJK SC/);
  });

  test('quotation marks are those of the text around them', async () => {
    const [english = ''] = await paragraphsWith(
      paper([text('“友好合作协议” was signed.')], { locale: 'en' }),
      'signed',
    );
    const [chinese = ''] = await paragraphsWith(paper([text('秉持“专业分工”的理念')]), '专业');
    const runs = (markup: string) => markup.match(/<w:t [^>]*>[^<]*/g)?.map(plain);

    expect(runs(english)).toEqual(['“', '友好合作协议', '” was signed.']);
    expect(runs(chinese)).toEqual(['秉持“专业分工”的理念']);
  });

  test('English text is not drawn out to one width', async () => {
    const base = async (locale: 'zh-CN' | 'en') =>
      /w:styleId="Normal">.*?<\/w:style>/.exec(
        partsOf(await print(paper([text('x')], { locale }))).get('word/styles.xml') ?? '',
      )?.[0];

    expect(await base('en')).toContain('<w:jc w:val="left"/>');
    expect(await base('zh-CN')).toContain('<w:jc w:val="both"/>');
  });

  test('numbers and Latin words are runs of their own, so that no hint tears them', async () => {
    const [one = ''] = await paragraphsWith(paper([text('参照GB 50348—2018编写')]), '50348');

    expect(one.match(/<w:t [^>]*>[^<]*/g)?.map(plain)).toEqual(['参照', 'GB 50348', '—', '2018', '编写']);
  });
});

describe('places', () => {
  test('text stands in by two characters; lists of names hang behind their colon', async () => {
    const [opening = ''] = await paragraphsWith(SAMPLE_MINUTES, '现纪要如下');
    const [present = ''] = await paragraphsWith(SAMPLE_MINUTES, '出席：');
    const [excused = ''] = await paragraphsWith(SAMPLE_MINUTES, '请假：');

    expect(opening).toContain('<w:ind w:firstLine="630"/>');
    expect(present).toContain('<w:spacing w:before="579"/><w:ind w:left="1575" w:hanging="945"/>');
    expect(faceOf(present)).toBe('黑体');
    expect(excused).toContain('<w:ind w:left="1575" w:hanging="945"/>');
  });

  test('the first line of a bulleted entry begins where its others do, however wide the bullet is set', async () => {
    const entries = [{ mark: '•', parts: [text('甲')] }];
    const [entry = ''] = await paragraphsWith(paper([{ kind: 'list', entries }]), '甲');
    const [, left, hanging] = /<w:ind w:left="(\d+)" w:hanging="(\d+)"/.exec(entry) ?? [];

    expect(entry).toContain(`<w:tab w:val="left" w:pos="${left ?? ''}"/>`);
    // A bullet in the Chinese face is a square wide.
    expect(Number(hanging)).toBeGreaterThan(CHARACTER_TWIPS);
  });

  test('a name that would be torn begins a line, whole as it was written', async () => {
    const names = ['王坤泉（苏州市安全技术防范行业协会副秘书长）', '刘晓新（上海市公共安全技术防范标委会）', '张　伟'];
    const part = { kind: 'names', label: '特邀', separator: '、', names } as const;
    const [list = ''] = await paragraphsWith(paper([part]), '特邀：');

    // 23 characters a line: 王坤泉… takes 22 and a comma, 刘晓新 begins the second line; 张　伟 fits behind it.
    expect(list.split('<w:br/>').map(plain)).toEqual([`特邀：${names[0] ?? ''}、`, `${names[1] ?? ''}、张　伟`]);
    expect(list).toContain('<w:jc w:val="left"/>');
  });

  test('who was there stands in the order of the standard, behind the text', async () => {
    const lines = textOfPart(await print(SAMPLE_MINUTES), DOCUMENT);
    const at = (begin: string): number => lines.findIndex((line) => line.startsWith(begin));

    const places = ['附件：', '出席：', '请假：', '列席：', '记录：', '附件1', '分送：'].map(at);
    expect(places.every((place) => place > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  test('attachments end without a mark, below one another; a single one has no number', async () => {
    const lines = textOfPart(await print(SAMPLE_MINUTES), DOCUMENT);
    const notice = textOfPart(await print(SAMPLE_NOTICE), DOCUMENT);

    expect(lines.filter((line) => /协议$|分解表$/.test(line)).slice(0, 3)).toContain('附件：1.友好合作协议');
    expect(lines).toContain('2.下半年工作任务分解表');
    expect(notice).toContain('附件：会议回执');
  });

  test('with a seal the date stands four characters in and the name is centred over it', async () => {
    const [name = ''] = await paragraphsWith(
      paper([{ kind: 'signature', name: '苏州市安全技术防范行业协会', date: '2021年4月12日', sealed: true }]),
      '行业协会',
    );
    const left = Number(/w:left="(\d+)"/.exec(name)?.[1]) / 315;

    // 6.5 characters of date end at 24; its middle is 20.75, and the name's thirteen are centred there.
    expect(left).toBeCloseTo(20.75 - 6.5, 1);
  });

  test('without one the name stands two in and the date begins two behind the name', async () => {
    const signed = paper([
      { kind: 'signature', name: '苏州市安全技术防范行业协会', date: '2021年4月12日', sealed: false },
    ]);
    const [name = ''] = await paragraphsWith(signed, '行业协会');
    const [date = ''] = await paragraphsWith(signed, '12日');
    const left = (one: string): number => Number(/w:left="(\d+)"/.exec(one)?.[1]) / 315;

    expect(left(name)).toBeCloseTo(28 - 2 - 13, 2);
    expect(left(date) - left(name)).toBeCloseTo(2, 2);
  });

  test('版记 floats at the lower edge of the text area between rules of 0.35 and 0.25 mm', async () => {
    const document = await documentOf(SAMPLE_MINUTES);
    const imprint = document.slice(document.lastIndexOf('<w:tbl>'));

    expect(imprint).toContain('w:vertAnchor="margin"');
    expect(imprint).toContain('w:tblpYSpec="bottom"');
    expect(imprint).toMatch(
      /<w:top w:val="single" w:sz="8"[^>]*\/><w:bottom w:val="single" w:sz="8"[^>]*\/><w:insideH w:val="single" w:sz="6"/,
    );
    expect(imprint.indexOf('<w:p>')).toBeGreaterThan(0);
  });

  test('a paragraph stands between a table and 版记, or at the end of the text', async () => {
    const table = { kind: 'table', columns: [{ width: 1 }], head: [], rows: [[{ parts: [text('甲')] }]] } as const;

    for (const imprint of [SAMPLE_MINUTES.imprint, null]) {
      const document = await documentOf(paper([table], { imprint }));
      expect(document).not.toMatch(/<\/w:tbl><w:(tbl|sectPr)>/);
    }
  });

  test('an address that is longer than a line breaks within it, other words do not', async () => {
    const long = `见https://example.org/${'a'.repeat(80)}。`;
    const [address = ''] = await paragraphsWith(paper([text(long)]), 'example.org');
    const [standard = ''] = await paragraphsWith(paper([text('参照GB 50348—2018编写')]), '50348');

    expect(address).toContain('<w:wordWrap w:val="0"/>');
    expect(standard).not.toContain('wordWrap');
  });

  test('a table repeats its head and tears no row', async () => {
    const document = await documentOf(SAMPLE_MINUTES);
    const rows = elementsIn(nodesOf(await print(SAMPLE_MINUTES), DOCUMENT), 'w:tr');

    expect(document.match(/<w:tblHeader\/>/g)).toHaveLength(1);
    expect(rows.slice(0, 9).every((row) => elementsIn([row], 'w:cantSplit').length === 1)).toBe(true);
  });

  test('a field over rows and columns is continued as Word wants it', async () => {
    const field = (own: string, more: object = {}) => ({ parts: [text(own)], ...more });
    const file = await print(
      paper([
        {
          kind: 'table',
          columns: [{ width: 1 }, { width: 1 }, { width: 1 }],
          head: [],
          rows: [
            [field('a', { rows: 2 }), field('b', { columns: 2 })],
            [field('c'), field('d')],
            [field('e'), { parts: [] }, field('f')],
          ],
        },
      ]),
    );
    const cells = elementsIn(nodesOf(file, DOCUMENT), 'w:tr').map((row) => elementsIn([row], 'w:tc'));
    const spans = (row: readonly Element[]): number =>
      row.reduce(
        (sum, cell) =>
          sum + Number(/w:val="(\d+)"/.exec(elementsIn([cell], 'w:gridSpan')[0]?.attributes ?? '')?.[1] ?? 1),
        0,
      );

    expect(cells.map(spans)).toEqual([3, 3, 3]);
    expect(cells.flat().every((cell) => cell.children.at(-1)?.kind === 'element')).toBe(true);
  });

  test('a picture is as wide as the text; one that is missing stands as its caption', async () => {
    const withPicture = await documentOf(SAMPLE_MINUTES);
    const without = partsOf(await docxFile(SAMPLE_MINUTES, new Map())).get(DOCUMENT) ?? '';

    const width = Number(/<wp:extent cx="(\d+)"/.exec(withPicture)?.[1]) / 36_000;
    expect(width).toBeCloseTo(156, 0);
    expect(without).not.toContain('<w:drawing>');
    expect(plain(without)).toContain('【签约仪式】');
  });
});

describe('the file', () => {
  const all: readonly (readonly [string, Paper])[] = [
    ['minutes', SAMPLE_MINUTES],
    ['a notice', SAMPLE_NOTICE],
    ['a letter', SAMPLE_LETTER],
    ['cards', SAMPLE_CARDS],
    ['English', { ...SAMPLE_NOTICE, locale: 'en' }],
    ['a lying table', { ...SAMPLE_NOTICE, wide: true }],
    ['nothing', paper([])],
  ];

  test.each(all)(
    '%s: well-formed, its children in the order of the schema, its bytes always the same',
    async (_name, one) => {
      const [file, again] = [await print(one), await print(one)];
      const parts = partsOf(file);

      expect(file.equals(again)).toBe(true);
      for (const name of parts.keys()) {
        if (/\.(xml|rels)$/.test(name)) expect(outOfOrder(nodesOf(file, name))).toEqual([]);
      }
      const related = [...(parts.get('word/_rels/document.xml.rels') ?? '').matchAll(/Target="([^"]*)"/g)].map(
        (m) => m[1] ?? '',
      );
      for (const target of related) expect(target.startsWith('http') || parts.has(`word/${target}`)).toBe(true);
    },
  );

  test.each([
    ['<w:pPr><w:jc/><w:ind/></w:pPr>', 1],
    ['<w:tc><w:tcPr/><w:tbl/></w:tc>', 1],
    ['<w:sectPr><w:docGrid/><w:pgMar/></w:sectPr>', 1],
    ['<w:rPr><w:sz/><w:sz/></w:rPr>', 1],
    ['<w:p><w:r/><w:pPr/></w:p>', 1],
    ['<w:jc><w:b/></w:jc>', 1],
    ['<w:p><w:pPr><w:ind/><w:jc/></w:pPr><w:r/></w:p>', 0],
  ])('%s: %i children stand where Word does not allow them', (markup, faults) => {
    expect(outOfOrder(parseXml(markup) ?? [])).toHaveLength(faults);
  });

  test('says its title and its organisation, no person, and a language whose spelling is not marked', async () => {
    const parts = partsOf(await print(SAMPLE_MINUTES));

    expect(parts.get('docProps/core.xml')).toContain(`<dc:creator>${SAMPLE_MINUTES.organisation ?? ''}</dc:creator>`);
    expect(parts.get('docProps/core.xml')).not.toMatch(/lastModifiedBy|created|modified/);
    expect(parts.get('word/styles.xml')).toContain('<w:lang w:val="en-GB" w:eastAsia="zh-CN"');
    expect(parts.get('word/settings.xml')).toContain('<w:hideSpellingErrors/>');
  });

  test('what people wrote is text, and what XML cannot hold is dropped', async () => {
    const odd = '<w:p>&amp;"\u0000\u0008\uFFFF\uD800甲\tb\n丙]]>';
    const file = await print(
      paper([{ kind: 'title', text: odd }, text(odd), { kind: 'names', label: odd, names: [odd], separator: odd }]),
    );

    expect(textOfPart(file, DOCUMENT)[1]).toBe('<w:p>&amp;"甲 b 丙]]>');
  });

  test('only addresses that a browser opens become links', async () => {
    const link = (own: string): Part => ({ kind: 'paragraph', runs: [{ kind: 'text', text: own, link: own }] });
    const parts = partsOf(
      await print(paper([link('javascript:alert(1)'), link('https://example.org/a?b&c'), link('file:///x')])),
    );
    const relations = parts.get('word/_rels/document.xml.rels') ?? '';

    expect(relations.match(/TargetMode="External"/g)).toHaveLength(1);
    expect(relations).toContain('https://example.org/a?b&amp;c');
  });

  test('a card has its name twice, once turned', async () => {
    const document = await documentOf(SAMPLE_CARDS);

    expect(document.match(/string="欧阳立新"/g)).toHaveLength(2);
    expect(document.match(/rotation:180/g)).toHaveLength(SAMPLE_CARDS.cards.length + 1);
    expect(document.match(/pageBreakBefore/g)).toHaveLength(SAMPLE_CARDS.cards.length - 1);
  });

  test('200,000 characters take less than two seconds', async () => {
    const long = Array.from({ length: 400 }, (_, at) =>
      text(`会议指出，第${at}项工作进展顺利。`.repeat(40).slice(0, 500)),
    );
    expect(await processorMs(() => print(paper(long)))).toBeLessThan(2_000);
  });
});
