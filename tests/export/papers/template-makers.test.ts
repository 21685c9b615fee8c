// What a template holds besides what is read in it: taken out, hidden, or left behind by those who made it. Nothing of it lies in a
// file that is filled, wherever in the file it was, and Word opens what stays.
import { describe, expect, test } from 'vitest';
import { fillTemplate } from '../../../server/export/template/template-fill.ts';
import { zipFile, type ZipPart } from '../../../server/export/zip-writer.ts';
import { templateScope, trialFacts } from '../../../shared/papers/template-facts.ts';
import { outOfOrder } from './word-schema.ts';
import { nodesOf, partsOf, textOfPart } from './word-text.ts';

const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const KINDS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SECRET = '经办人李某';
const BY = `w:id="1" w:author="${SECRET}"`;
const LOST_MARK = `<w:pPr><w:rPr><w:del ${BY}/></w:rPr></w:pPr>`;

const run = (text: string, look = ''): string => `<w:r><w:rPr>${look}</w:rPr><w:t>${text}</w:t></w:r>`;
const line = (text: string): string => `<w:p>${run(text)}</w:p>`;
const taken = (inner: string): string => `<w:del ${BY}>${inner}</w:del>`;
const takenText = (text: string): string => taken(`<w:r><w:delText>${text}</w:delText></w:r>`);
const hidden = (inner: string): string => `<w:r><w:rPr><w:vanish/></w:rPr>${inner}</w:r>`;
const part = (name: string, text: string): ZipPart => ({ name, bytes: Buffer.from(text) });
const link = (id: string, kind: string, to: string, more = ''): string =>
  `<Relationship Id="${id}" Type="${KINDS}/${kind}" Target="${to}"${more}/>`;

interface Template {
  readonly body: string;
  readonly links?: string;
  readonly more?: readonly ZipPart[];
}

function filled({ body, links = '', more = [] }: Template): Buffer {
  const overrides = more
    .filter(({ name }) => name.endsWith('.xml'))
    .map(({ name }) => `<Override PartName="/${name}" ContentType="application/xml"/>`);
  const types = `<Types><Override PartName="/word/document.xml" ContentType="${MAIN}"/>${overrides.join('')}</Types>`;
  const file = fillTemplate(
    zipFile([
      part('[Content_Types].xml', types),
      part('_rels/.rels', `<Relationships>${link('d', 'officeDocument', 'word/document.xml')}</Relationships>`),
      part('word/document.xml', `<w:document xmlns:r="${KINDS}"><w:body>${body}</w:body></w:document>`),
      part('word/_rels/document.xml.rels', `<Relationships>${links}</Relationships>`),
      ...more,
    ]),
    templateScope(trialFacts(), '、'),
    { title: '纪要', organisation: '协会', mark: null },
  );
  if (!file.ok) throw new Error(`${file.code} ${JSON.stringify(file.data)}`);
  return file.value;
}

/** Also in a name of a part. */
function tellsSecret(file: Buffer): readonly string[] {
  return [...partsOf(file)].filter(([name, text]) => `${name}${text}`.includes(SECRET)).map(([name]) => name);
}
const document = (template: Template): string => partsOf(filled(template)).get('word/document.xml') ?? '';
const lines = (body: string, more: Omit<Template, 'body'> = {}): readonly string[] =>
  textOfPart(filled({ body, ...more }), 'word/document.xml');

describe('what is referred to nowhere', () => {
  const blip = (id: string): string => `<w:drawing><a:blip r:embed="${id}"/></w:drawing>`;
  const pictures = {
    links: link('p1', 'image', 'media/image1.png') + link('p2', 'image', '/word/media/image2.png'),
    more: [part('word/media/image1.png', SECRET), part('word/media/image2.png', '印')],
  };

  test.each([
    ['deleted with its change noted', taken(`<w:r>${blip('p1')}</w:r>`)],
    ['in a hidden run', hidden(blip('p1'))],
    [
      'in a drawing that is not shown',
      `<w:r><w:drawing><wp:inline><wp:docPr hidden="1"/>${blip('p1')}</wp:inline></w:drawing></w:r>`,
    ],
    [
      'not shown, with another for older programs',
      `<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:inline><wp:docPr hidden="true"/></wp:inline></w:drawing></mc:Choice><mc:Fallback>${blip('p1')}</mc:Fallback></mc:AlternateContent></w:r>`,
    ],
    ['nowhere', ''],
  ])('a picture that is %s is no part of the file, and others stay', (_name, gone) => {
    const file = filled({ body: `<w:p>${gone}${run('{会议名称}')}<w:r>${blip('p2')}</w:r></w:p>`, ...pictures });

    expect(tellsSecret(file)).toEqual([]);
    expect([...partsOf(file).keys()].filter((name) => name.includes('media'))).toEqual(['word/media/image2.png']);
    expect(partsOf(file).get('word/_rels/document.xml.rels')).not.toContain('image1');
  });

  test('a picture between a condition that does not hold goes with it', () => {
    const body = `${line('{?议题}')}<w:p><w:r>${blip('p1')}</w:r></w:p>${line('{/议题}')}`;
    const none = { ...trialFacts(), lists: { ...trialFacts().lists, items: [] } };
    const file = fillTemplate(
      zipFile([
        part('[Content_Types].xml', `<Types><Override PartName="/word/document.xml" ContentType="${MAIN}"/></Types>`),
        part('word/document.xml', `<w:document><w:body>${body}</w:body></w:document>`),
        part('word/_rels/document.xml.rels', `<Relationships>${pictures.links}</Relationships>`),
        ...pictures.more,
      ]),
      templateScope(none, '、'),
      { title: '纪要', organisation: null, mark: null },
    );
    if (!file.ok) throw new Error(file.code);

    expect(tellsSecret(file.value)).toEqual([]);
  });

  test.each([
    ['deleted', takenText('旧')],
    ['hidden', hidden('<w:t>旧</w:t>')],
    ['a comment', `<w:r><w:rPr/><w:commentReference w:id="1"/></w:r>${takenText('旧')}`],
  ])('a link all of whose words were %s is none, and its address goes', (_name, words) => {
    const marks = '<w:bookmarkStart w:id="1" w:name="b"/><w:bookmarkEnd w:id="1"/>';
    const file = filled({
      body: `<w:p><w:hyperlink r:id="a">${words}${marks}</w:hyperlink>${run('完')}</w:p>`,
      links: link('a', 'hyperlink', `mailto:${SECRET}@example.org`, ' TargetMode="External"'),
    });

    expect(tellsSecret(file)).toEqual([]);
    expect(partsOf(file).get('word/document.xml')).toContain(`<w:p>${marks}<w:r>`);
  });

  test('the address of a link that was deleted is not in the file, and that of one that stayed is', () => {
    const away = ' TargetMode="External"';
    const file = filled({
      body: `<w:p>${taken(`<w:hyperlink r:id="a">${run('旧')}</w:hyperlink>`)}<w:hyperlink r:id="b">${run('新')}</w:hyperlink></w:p>`,
      links:
        link('a', 'hyperlink', `mailto:${SECRET}@example.org`, away) +
        link('b', 'hyperlink', 'https://example.org', away),
    });

    expect(partsOf(file).get('word/_rels/document.xml.rels')).toBe(
      `<Relationships>${link('b', 'hyperlink', 'https://example.org', away)}</Relationships>`,
    );
  });

  test('an id that is only spelt in the text, or names something else, keeps nothing', () => {
    const body = `<w:p><w:bookmarkStart w:id="p1" w:name="p1"/><w:bookmarkEnd w:id="p1"/>${run('r:embed="p1"')}</w:p>`;

    expect(tellsSecret(filled({ body, ...pictures }))).toEqual([]);
  });

  test('what leads from a part that stays is followed, under whatever prefix', () => {
    const file = filled({
      body: `${line('x')}<w:sectPr><w:headerReference r:id="h"/></w:sectPr>`,
      links: link('h', 'header', 'header1.xml') + link('h2', 'header', 'header2.xml'),
      more: [
        part('word/header1.xml', `<w:hdr xmlns:q="${KINDS}"><w:p><w:r><a:blip q:embed="p"/></w:r></w:p></w:hdr>`),
        part(
          'word/_rels/header1.xml.rels',
          `<Relationships>${link('p', 'image', 'media/%E5%BE%BD.png')}</Relationships>`,
        ),
        part('word/media/徽.png', '徽'),
        part('word/header2.xml', `<w:hdr>${line(SECRET)}</w:hdr>`),
        part('word/_rels/header2.xml.rels', `<Relationships>${link('p', 'image', 'media/b.png')}</Relationships>`),
        part('word/media/b.png', SECRET),
      ],
    });

    expect(tellsSecret(file)).toEqual([]);
    expect([...partsOf(file).keys()].filter((name) => /header|media/.test(name))).toEqual([
      ...['word/header1.xml', 'word/_rels/header1.xml.rels', 'word/media/徽.png'],
    ]);
    expect(partsOf(file).get('[Content_Types].xml')).not.toContain('header2');
  });

  test('a drawn diagram goes with its data, and stays with them', () => {
    const links = link('d', 'diagramData', 'diagrams/data1.xml') + link('w', 'diagramDrawing', 'diagrams/drawing1.xml');
    const more = [
      part('word/diagrams/data1.xml', '<dgm:dataModel><dsp:dataModelExt relId="w"/></dgm:dataModel>'),
      part('word/diagrams/drawing1.xml', `<dsp:drawing><a:t>${SECRET}</a:t></dsp:drawing>`),
    ];
    const drawing = `<w:r><w:drawing><dgm:relIds r:dm="d"/></w:drawing></w:r>`;

    expect(tellsSecret(filled({ body: `<w:p>${drawing}</w:p>`, links, more }))).toEqual(['word/diagrams/drawing1.xml']);
    expect(tellsSecret(filled({ body: `<w:p>${taken(drawing)}</w:p>`, links, more }))).toEqual([]);
  });

  test.each(['footnote', 'endnote'])(
    'a %s whose reference was deleted or hidden goes, the lines above notes stay',
    (kind) => {
      const note = (id: number, inner: string, type = ''): string =>
        `<w:${kind} w:id="${id}"${type}>${inner}</w:${kind}>`;
      const refer = (id: number): string => `<w:${kind}Reference w:id="${id}"/>`;
      const separator = note(0, '<w:p><w:r><w:separator/></w:r></w:p>', ' w:type="separator"');
      const notes = [1, 2, 3].map((id) => note(id, line(id === 3 ? '留' : SECRET))).join('');
      const file = filled({
        body: `<w:p>${taken(`<w:r>${refer(1)}</w:r>`)}${hidden(refer(2))}<w:r>${refer(3)}</w:r></w:p>`,
        links: link('n', `${kind}s`, `${kind}s.xml`),
        more: [part(`word/${kind}s.xml`, `<w:${kind}s>${separator}${notes}</w:${kind}s>`)],
      });

      expect(partsOf(file).get(`word/${kind}s.xml`)).toBe(
        `<w:${kind}s>${separator}${note(3, line('留').replace('<w:rPr></w:rPr>', '<w:rPr/>'))}</w:${kind}s>`,
      );
    },
  );
});

describe('words that a style hides', () => {
  const style = (type: string, id: string, inner: string): string =>
    `<w:style w:type="${type}" w:styleId="${id}">${inner}</w:style>`;
  const vanish = (value = ''): string => `<w:rPr><w:vanish${value}/></w:rPr>`;
  const basedOn = (id: string): string => `<w:basedOn w:val="${id}"/>`;
  const styles = [
    style('character', 'Hid', vanish()),
    style('character', 'Child', basedOn('Hid')),
    style('character', 'Shown', basedOn('Hid') + vanish(' w:val="false"')),
    style('character', 'Always', '<w:rPr><w:specVanish/></w:rPr>'),
    style('character', 'Round', basedOn('Round')),
    style('paragraph', 'Para', vanish()),
    style('paragraph', 'ParaChild', basedOn('Para')),
    style('table', 'Tab', vanish()),
  ].join('');
  const withStyles = {
    links: link('s', 'styles', 'styles.xml'),
    more: [part('word/styles.xml', `<w:styles>${styles}</w:styles>`)],
  };
  const styled = (id: string, more = ''): string => run(SECRET, `<w:rStyle w:val="${id}"/>${more}`);
  const paragraph = (id: string, inner: string): string =>
    `<w:p><w:pPr><w:pStyle w:val="${id}"/></w:pPr>${inner}</w:p>`;

  test.each([
    ['of characters', `<w:p>${styled('Hid')}</w:p>`],
    ['based on one that does', `<w:p>${styled('Child')}</w:p>`],
    ['that hides for ever', `<w:p>${styled('Always')}</w:p>`],
    ['of the paragraph', paragraph('Para', run(SECRET))],
    [
      'of the paragraph, based on one',
      paragraph('ParaChild', `<w:hyperlink w:anchor="a">${run(SECRET)}</w:hyperlink>`),
    ],
    [
      'of the table',
      `<w:tbl><w:tblPr><w:tblStyle w:val="Tab"/></w:tblPr><w:tr><w:tc>${line(SECRET)}</w:tc></w:tr></w:tbl>`,
    ],
  ])('%s are not in the file', (_name, body) => {
    expect(tellsSecret(filled({ body: body + line('完'), ...withStyles }))).toEqual([]);
  });

  test.each([
    ['a style that shows again', `<w:p>${styled('Shown')}</w:p>`],
    ['a run that shows itself', `<w:p>${styled('Hid', '<w:vanish w:val="0"/>')}</w:p>`],
    ['a run in a paragraph that hides', paragraph('Para', run(SECRET, '<w:vanish w:val="off"/>'))],
    ['two styles, of which one undoes the other', paragraph('Para', styled('Hid'))],
    ['a style based on itself', `<w:p>${styled('Round')}</w:p>`],
    ['a style nobody knows', `<w:p>${styled('Nobody')}</w:p>`],
  ])('words in %s are seen in Word, and stay', (_name, body) => {
    expect(lines(body, withStyles)).toEqual([SECRET]);
  });

  test('the usual paragraph may hide, and the defaults of all', () => {
    const usual = '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr><w:vanish/></w:rPr></w:style>';
    const all = '<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>';

    for (const inner of [usual, all])
      expect(
        lines(line(SECRET), { ...withStyles, more: [part('word/styles.xml', `<w:styles>${inner}</w:styles>`)] }),
      ).toEqual(['']);
  });

  test('words that hide for ever by the run itself, and in notes', () => {
    const file = filled({
      body: `<w:p>${run(SECRET, '<w:specVanish/>')}<w:r><w:footnoteReference w:id="1"/></w:r></w:p>`,
      links: `${withStyles.links}${link('f', 'footnotes', 'footnotes.xml')}`,
      more: [
        ...withStyles.more,
        part(
          'word/footnotes.xml',
          `<w:footnotes><w:footnote w:id="1"><w:p>${styled('Hid')}</w:p></w:footnote></w:footnotes>`,
        ),
      ],
    });

    expect(tellsSecret(file)).toEqual([]);
  });
});

describe('what Word would call damaged', () => {
  test.each([
    [
      'a row of which all fields were deleted',
      `<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel ${BY}/></w:tcPr>${line('x')}</w:tc></w:tr><w:tr><w:tc>${line('完')}</w:tc></w:tr></w:tbl>`,
      ['完'],
    ],
    [
      'a table of which all rows were',
      `<w:tbl><w:tr><w:trPr><w:del ${BY}/></w:trPr><w:tc>${line('x')}</w:tc></w:tr></w:tbl>${line('完')}`,
      ['完'],
    ],
    [
      'a control that was emptied',
      `<w:sdt><w:sdtPr/><w:sdtContent><w:p>${LOST_MARK}${takenText('x')}</w:p></w:sdtContent></w:sdt>${line('完')}`,
      ['完'],
    ],
    [
      'a control within a line',
      `<w:p><w:sdt><w:sdtContent>${hidden('<w:t>x</w:t>')}</w:sdtContent></w:sdt>${run('完')}</w:p>`,
      ['完'],
    ],
    [
      'a field whose only line went',
      `<w:tbl><w:tr><w:tc><w:p>${LOST_MARK}${takenText('x')}</w:p></w:tc></w:tr></w:tbl>`,
      [''],
    ],
    [
      'a field that ends with a table that went',
      `<w:tbl><w:tr><w:tc>${line('完')}<w:tbl><w:tr><w:trPr><w:del ${BY}/></w:trPr></w:tr></w:tbl></w:tc></w:tr></w:tbl>`,
      ['完'],
    ],
  ])('%s', (_name, body, expected) => {
    const file = filled({ body: `${body}<w:sectPr/>` });

    expect(textOfPart(file, 'word/document.xml')).toEqual(expected);
    expect(partsOf(file).get('word/document.xml')).not.toMatch(/<w:(?:tbl|tr|tc|sdtContent|sdt)\/>/);
    expect(outOfOrder(nodesOf(file, 'word/document.xml'))).toEqual([]);
  });

  test('a note whose only paragraph was deleted keeps an empty one', () => {
    const file = filled({
      body: `<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>`,
      links: link('f', 'footnotes', 'footnotes.xml'),
      more: [
        part(
          'word/footnotes.xml',
          `<w:footnotes><w:footnote w:id="2"><w:p>${LOST_MARK}${takenText(SECRET)}</w:p></w:footnote></w:footnotes>`,
        ),
      ],
    });

    expect(partsOf(file).get('word/footnotes.xml')).toBe(
      '<w:footnotes><w:footnote w:id="2"><w:p/></w:footnote></w:footnotes>',
    );
  });

  test('a bookmark behind the last line of a field is no reason for another line', () => {
    const end = '<w:bookmarkEnd w:id="1"/>';

    expect(lines(`<w:tbl><w:tr><w:tc>${line('完')}${end}</w:tc></w:tr></w:tbl>`)).toEqual(['完']);
  });
});

describe('paragraphs as they stand once changes are accepted', () => {
  const gone = (text: string): string => `<w:p>${LOST_MARK}${text}</w:p>`;

  test('one whose mark was deleted goes on in the next, which keeps its look', () => {
    const next = `<w:p><w:pPr><w:jc w:val="center"/></w:pPr>${run('名称}的')}</w:p>`;

    expect(lines(`${gone(run('关于{会议'))}<w:bookmarkStart w:id="1" w:name="b"/>${next}${line('完')}`)).toEqual([
      '关于会议名称的',
      '完',
    ]);
    expect(document({ body: gone(run('甲')) + next.replace('名称}', '') })).toContain(
      '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr/><w:t>甲</w:t></w:r><w:r>',
    );
  });

  test('several in a row become one, and one before a table stays', () => {
    const table = `<w:tbl><w:tr><w:tc>${line('格')}</w:tc></w:tr></w:tbl>`;

    expect(lines(gone(run('甲')) + gone('') + gone(run('乙')) + line('丙'))).toEqual(['甲乙丙']);
    expect(lines(gone(run('甲')) + table)).toEqual(['甲', '格']);
    expect(lines(line('甲') + gone(takenText('x')))).toEqual(['甲']);
  });

  test('one that was moved away leaves no empty line, and its bookmark moves on', () => {
    const away = `<w:pPr><w:rPr><w:moveFrom ${BY}/></w:rPr></w:pPr><w:moveFrom ${BY}>${run('移走')}</w:moveFrom>`;
    const here = `<w:pPr><w:rPr><w:moveTo ${BY}/></w:rPr></w:pPr><w:moveTo ${BY}>${run('移来')}</w:moveTo>`;
    const body = `<w:p>${away}<w:bookmarkStart w:id="1" w:name="b"/></w:p>${line('甲')}<w:p>${here}</w:p>`;

    expect(lines(body)).toEqual(['甲', '移来']);
    expect(document({ body })).toContain('<w:p><w:bookmarkStart w:id="1" w:name="b"/><w:r>');
    expect(document({ body })).not.toMatch(/move|author/);
  });
});

describe('other places that name who made it', () => {
  test.each([
    ['tasks', 'word/documenttasks/documenttasks1.xml', '<t:Tasks/>', 'word/_rels/document.xml.rels'],
    ['labels', 'docMetadata/LabelInfo.xml', '<clbl:labelList/>', '_rels/.rels'],
    ['signatures', '_xmlsignatures/sig1.xml', '<Signature/>', '_rels/.rels'],
  ])('%s', (_name, name, root) => {
    const secret = part(name, root.replace('/>', ` by="${SECRET}"/>`));
    const origin = part('_xmlsignatures/origin.sigs', '');
    const links = link('x', 'documenttasks', 'documenttasks/documenttasks1.xml');
    const file = filled({ body: line('x'), links, more: [secret, origin] });

    expect(tellsSecret(file)).toEqual([]);
    expect([...partsOf(file).keys()].toSorted()).toEqual(
      ['[Content_Types].xml', '_rels/.rels', 'word/_rels/document.xml.rels', 'word/document.xml'].toSorted(),
    );
    expect(partsOf(file).get('[Content_Types].xml')).not.toContain(name);
  });

  test('who may change a stretch, and the folder a picture came from; other words about a picture stay', () => {
    const picture = (words: string): string =>
      `<w:r><w:drawing><wp:inline><wp:docPr ${words}/></wp:inline></w:drawing></w:r>`;
    const body = [
      `<w:p><w:permStart w:id="1" w:ed="${SECRET}"/>${run('x')}<w:permEnd w:id="1"/></w:p>`,
      ...[
        `id="1" name="图1" descr="C:\\Users\\${SECRET}\\章.png"`,
        `id="2" name="/home/${SECRET}/章.png" descr='file:///D:/${SECRET}.png'`,
        `id="3" name="图3" title="D:&#47;${SECRET}/章.png"`,
        'id="4" name="图4" descr="协会徽标，红色/白色"',
      ].map((words) => `<w:p>${picture(words)}</w:p>`),
    ].join('');

    expect(document({ body })).not.toContain(SECRET);
    expect(document({ body })).toContain('<wp:docPr id="4" name="图4" descr="协会徽标，红色/白色"/>');
    expect(document({ body })).toContain('<w:permStart w:id="1"/>');
  });
});
