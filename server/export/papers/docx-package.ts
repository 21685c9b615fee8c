// What lies around the text of a Word file: content types, properties, styles, fonts with their substitutes, settings. The
// styles are the standard's kinds of text under the names Word itself uses, so that a secretary restyles a paper in one place.
import type { Locale } from '../../../shared/i18n/locale.ts';
import { FACES, HEADING_FACE, TEXT_PT, TITLE_PT, type Face } from '../gb9704.ts';
import { characters, element, xmlFile, type Xml } from '../xml.ts';
import { zipFile, type ZipPart } from '../zip-writer.ts';
import { CHARACTER_TWIPS, LINE_TWIPS, lookOf, paragraphChildren, type ParagraphLook } from './docx-look.ts';
import { relationship, relationships, type Relations } from './docx-relations.ts';

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const PROPERTIES = 'http://schemas.openxmlformats.org/package/2006/metadata/core-properties';
const EXTENDED = 'http://schemas.openxmlformats.org/officeDocument/2006/extended-properties';

export interface WordText {
  readonly title: string;
  /** Author in the properties: never a person. */
  readonly organisation: string | null;
  readonly locale: Locale;
  readonly body: readonly Xml[];
  readonly footers: readonly Footer[];
  /** With pages that differ left and right. */
  readonly isTwoSided: boolean;
}

export interface Footer {
  readonly relation: string;
  readonly paragraphs: readonly Xml[];
}

export function wordFile(text: WordText, relations: Relations): Buffer {
  const footers = text.footers.map(({ paragraphs }, at) => ({
    name: `word/footer${at + 1}.xml`,
    bytes: xmlFile(element('w:ftr', NAMES, paragraphs)),
  }));
  const parts: readonly ZipPart[] = [
    { name: '[Content_Types].xml', bytes: xmlFile(contentTypes(text.footers.length)) },
    { name: '_rels/.rels', bytes: xmlFile(packageRelations()) },
    { name: 'docProps/core.xml', bytes: xmlFile(coreProperties(text)) },
    { name: 'docProps/app.xml', bytes: xmlFile(appProperties(text)) },
    {
      name: 'word/document.xml',
      bytes: xmlFile(element('w:document', NAMES, [element('w:body', {}, text.body)])),
    },
    { name: 'word/_rels/document.xml.rels', bytes: xmlFile(documentRelations(text, relations)) },
    { name: 'word/styles.xml', bytes: xmlFile(styles(text.locale)) },
    { name: 'word/settings.xml', bytes: xmlFile(settings(text)) },
    { name: 'word/fontTable.xml', bytes: xmlFile(fontTable()) },
    ...footers,
    ...relations.files(),
  ];
  return zipFile(parts);
}

const NAMES = {
  'xmlns:w': WORD,
  'xmlns:r': OFFICE,
  'xmlns:wp': `${DRAWING}/wordprocessingDrawing`,
  'xmlns:a': `${DRAWING}/main`,
  'xmlns:pic': `${DRAWING}/picture`,
  'xmlns:v': 'urn:schemas-microsoft-com:vml',
  'xmlns:o': 'urn:schemas-microsoft-com:office:office',
};

function contentTypes(footers: number): Xml {
  const byEnding = (ending: string, type: string): Xml => element('Default', { Extension: ending, ContentType: type });
  const part = (name: string, type: string): Xml => element('Override', { PartName: name, ContentType: type });
  const MAIN_PARTS = ['styles', 'settings', 'fontTable'];
  return element('Types', { xmlns: 'http://schemas.openxmlformats.org/package/2006/content-types' }, [
    byEnding('rels', 'application/vnd.openxmlformats-package.relationships+xml'),
    byEnding('xml', 'application/xml'),
    ...['png', 'jpeg', 'gif'].map((ending) => byEnding(ending, `image/${ending}`)),
    part('/word/document.xml', `${TYPES}.document.main+xml`),
    ...MAIN_PARTS.map((name) => part(`/word/${name}.xml`, `${TYPES}.${name}+xml`)),
    ...Array.from({ length: footers }, (_, at) => part(`/word/footer${at + 1}.xml`, `${TYPES}.footer+xml`)),
    part('/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'),
    part('/docProps/app.xml', 'application/vnd.openxmlformats-officedocument.extended-properties+xml'),
  ]);
}

function packageRelations(): Xml {
  return relationships([
    relationship({ id: 'rId1', type: 'officeDocument', target: 'word/document.xml' }),
    relationship({
      id: 'rId2',
      type: 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties',
      target: 'docProps/core.xml',
    }),
    relationship({ id: 'rId3', type: 'extended-properties', target: 'docProps/app.xml' }),
  ]);
}

function documentRelations({ footers }: WordText, relations: Relations): Xml {
  const parts = ['styles', 'settings', 'fontTable'];
  return relationships([
    ...parts.map((name, at) => relationship({ id: `rId${at + 1}`, type: name, target: `${name}.xml` })),
    ...footers.map(({ relation }, at) => relationship({ id: relation, type: 'footer', target: `footer${at + 1}.xml` })),
    ...relations.entries(),
  ]);
}

/** Without dates: the same paper makes the same bytes. */
function coreProperties({ title, organisation, locale }: WordText): Xml {
  const author = organisation === null ? [] : [element('dc:creator', {}, [characters(organisation)])];
  const names = { 'xmlns:cp': PROPERTIES, 'xmlns:dc': 'http://purl.org/dc/elements/1.1/' };
  return element('cp:coreProperties', names, [
    element('dc:title', {}, [characters(title)]),
    ...author,
    element('dc:language', {}, [characters(locale)]),
  ]);
}

function appProperties({ organisation }: WordText): Xml {
  const company = organisation === null ? [] : [element('Company', {}, [characters(organisation)])];
  return element('Properties', { xmlns: EXTENDED }, [element('Application', {}, [characters('Gongbi')]), ...company]);
}

function styles(locale: Locale): Xml {
  const outlined = ([1, 2, 3, 4] as const).map((level) =>
    style({
      id: `Heading${level}`,
      name: `heading ${level}`,
      look: { keepsNext: true, first: 2 * CHARACTER_TWIPS },
      face: HEADING_FACE[level],
      level: level - 1,
    }),
  );
  return element('w:styles', { 'xmlns:w': WORD }, [
    element('w:docDefaults', {}, [
      element('w:rPrDefault', {}, [element('w:rPr', {}, defaultLook())]),
      element('w:pPrDefault', {}, [element('w:pPr', {}, gridLook({}))]),
    ]),
    style({
      id: 'Normal',
      name: 'Normal',
      // Drawn out to one width, few long Latin words would tear the Chinese ones between them apart.
      look: { line: LINE_TWIPS, before: 0, after: 0, place: locale === 'en' ? 'left' : 'both' },
      // The grid's squares are reckoned from the size of this style, wherever its letters have it from.
      pt: TEXT_PT,
      isBase: true,
    }),
    style({
      id: 'Title',
      name: 'Title',
      look: { place: 'centre', keepsNext: true },
      face: 'xiaoBiaoSong',
      pt: TITLE_PT,
    }),
    ...outlined,
    element('w:style', { 'w:type': 'table', 'w:default': 1, 'w:styleId': 'TableNormal' }, [
      element('w:name', { 'w:val': 'Normal Table' }),
      element('w:uiPriority', { 'w:val': 99 }),
      element('w:semiHidden'),
      element('w:unhideWhenUsed'),
    ]),
  ]);
}

/** Latin words are English whatever the rest is: as Chinese, LibreOffice would break 50348 and 09:45 between two digits. */
function defaultLook(): readonly Xml[] {
  return [
    ...lookOf({ face: 'fangSong', pt: TEXT_PT, isOffGrid: true }),
    element('w:lang', { 'w:val': 'en-GB', 'w:eastAsia': 'zh-CN', 'w:bidi': 'ar-SA' }),
  ];
}

interface Style {
  readonly id: string;
  readonly name: string;
  readonly look: ParagraphLook;
  readonly face?: Face;
  readonly pt?: number;
  /** Of the outline. */
  readonly level?: number;
  readonly isBase?: boolean;
}

function style({ id, name, look, face, pt, level, isBase }: Style): Xml {
  const letters = lookOf({ ...(face && { face }), ...(pt !== undefined && { pt }) });
  const outline = level === undefined ? [] : [element('w:outlineLvl', { 'w:val': level })];
  return element('w:style', { 'w:type': 'paragraph', 'w:default': isBase ? 1 : undefined, 'w:styleId': id }, [
    element('w:name', { 'w:val': name }),
    ...(isBase ? [] : [element('w:basedOn', { 'w:val': 'Normal' }), element('w:next', { 'w:val': 'Normal' })]),
    element('w:qFormat'),
    element('w:pPr', {}, [...(isBase ? gridLook(look) : paragraphChildren(look)), ...outline]),
    ...(letters.length === 0 ? [] : [element('w:rPr', {}, letters)]),
  ]);
}

/**
 * The text fills its grid: no line is moved to keep another company, no mark hangs over the edge, nothing is put between Chinese
 * and numbers.
 */
function gridLook(look: ParagraphLook): readonly Xml[] {
  const off = (name: string): Xml => element(name, { 'w:val': 0 });
  const held = ['w:widowControl', 'w:overflowPunct', 'w:autoSpaceDE', 'w:autoSpaceDN', 'w:snapToGrid'];
  return [...held.map(off), ...paragraphChildren(look)];
}

function settings({ isTwoSided, locale }: WordText): Xml {
  const compatible = (name: string, value: number): Xml =>
    element('w:compatSetting', { 'w:name': name, 'w:uri': 'http://schemas.microsoft.com/office/word', 'w:val': value });
  return element('w:settings', { 'xmlns:w': WORD }, [
    element('w:zoom', { 'w:percent': 100 }),
    element('w:bordersDoNotSurroundHeader'),
    element('w:bordersDoNotSurroundFooter'),
    // Names and numbers of standards in Chinese text are no misspelt English.
    ...(locale === 'zh-CN' ? [element('w:hideSpellingErrors')] : []),
    element('w:defaultTabStop', { 'w:val': 2 * CHARACTER_TWIPS }),
    ...(isTwoSided ? [element('w:evenAndOddHeaders')] : []),
    element('w:characterSpacingControl', { 'w:val': 'doNotCompress' }),
    element('w:compat', {}, [compatible('compatibilityMode', 15)]),
    element('w:themeFontLang', { 'w:val': 'en-US', 'w:eastAsia': 'zh-CN' }),
  ]);
}

/** Where an official face is missing, Word takes the first of its substitutes that is there. */
function fontTable(): Xml {
  return element(
    'w:fonts',
    { 'xmlns:w': WORD },
    Object.values(FACES).map(([name, ...others]) =>
      element('w:font', { 'w:name': name }, [
        element('w:altName', { 'w:val': others.join(',') }),
        element('w:charset', { 'w:val': '86' }),
        element('w:family', { 'w:val': 'auto' }),
        element('w:pitch', { 'w:val': 'variable' }),
      ]),
    ),
  );
}
