// A text paper as a Word file: 版头, the parts, 版记, and the feet of its pages (GB/T 9704-2012, 7.2, 7.4, 7.5). Knows no kind of
// part; those are in docx-parts.ts.
import { emWidth } from '../../../shared/papers/em-width.ts';
import type { Imprint, Masthead, TextPaper } from '../../../shared/papers/paper.ts';
import {
  FOOTNOTE_PT,
  GRID,
  IMPRINT,
  IMPRINT_PT,
  LINES_BEFORE,
  MARGIN_MM,
  MASTHEAD,
  PAGE_NUMBER,
  PAGE_NUMBER_PT,
  PAPER_MM,
  ptOfMm,
  RED,
  TEXT_AREA_MM,
  TEXT_PT,
  WIDE_MARGIN_MM,
  WIDE_TEXT_AREA_MM,
} from '../gb9704.ts';
import { characters, element, type Xml } from '../xml.ts';
import {
  CHARACTER_TWIPS,
  hairline,
  LINE_TWIPS,
  lookOf,
  paragraph,
  rule,
  tabRun,
  textRuns,
  twipsOfMm,
  twipsOfPt,
  type Look,
  type Paragraph,
  type Rule,
} from './docx-look.ts';
import { wordFile, type Footer } from './docx-package.ts';
import { blocksOf, blockXml } from './docx-parts.ts';
import { relationsOf, type PaperPictures } from './docx-relations.ts';

export function textPaperFile(paper: TextPaper, pictures: PaperPictures): Buffer {
  const relations = relationsOf(pictures);
  const isWide = paper.wide === true;
  const sheet = sheetOf(isWide);
  const blocks = blocksOf(paper.parts, {
    ...{ locale: paper.locale, relations, isWide, width: sheet.width },
    ...{ left: 0, first: 2 * CHARACTER_TWIPS, look: {}, line: LINE_TWIPS },
  });
  const [first, ...rest] = blocks;
  const begun =
    paper.masthead !== null && first?.kind === 'paragraph'
      ? [{ ...first, paragraph: { ...first.paragraph, before: LINES_BEFORE.title * LINE_TWIPS } }, ...rest]
      : blocks;
  const footers = footersOf(paper);
  const body = [
    ...(paper.masthead ? mastheadParagraphs(paper.masthead, sheet.width).map(paragraph) : []),
    ...begun.map(blockXml),
    ...(begun.at(-1)?.kind === 'table' ? [paragraph(hairline())] : []),
    ...ending(paper, sheet.width),
    section(sheet, footers, paper.footnote),
  ];
  const { title, organisation, locale } = paper;
  return wordFile({ title, organisation, locale, body, footers, isTwoSided: paper.isPaged }, relations);
}

/** In twips. */
interface Sheet {
  readonly paper: { readonly width: number; readonly height: number };
  readonly margin: { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };
  readonly width: number;
  readonly isWide: boolean;
}

/** The text area is exact, what is lost by rounding falls to the binding. */
function sheetOf(isWide: boolean): Sheet {
  const mm = isWide ? WIDE_MARGIN_MM : MARGIN_MM;
  const [across, along] = isWide ? [PAPER_MM.height, PAPER_MM.width] : [PAPER_MM.width, PAPER_MM.height];
  const paper = { width: twipsOfMm(across), height: twipsOfMm(along) };
  const width = twipsOfMm((isWide ? WIDE_TEXT_AREA_MM : TEXT_AREA_MM).width);
  const right = twipsOfMm(mm.right);
  const margin = { top: twipsOfMm(mm.top), bottom: twipsOfMm(mm.bottom), left: paper.width - width - right, right };
  return { paper, margin, width, isWide };
}

/** Of an exact line a fifth lies below the letters' base, in Word and in LibreOffice; of a letter about an eighth. */
const LINE_OF_NAME = 1.25;
const ABOVE_INK = 0.15;
const BELOW_TEXT_PT = 4.8;

function mastheadParagraphs({ lines, number, issuer, date }: Masthead, width: number): readonly Paragraph[] {
  const widest = Math.max(1, ...lines.map(emWidth));
  // Whole squares of the grid: LibreOffice leaves no more of the width, and half points are all that Word knows.
  const room = Math.floor(width / CHARACTER_TWIPS) * CHARACTER_TWIPS;
  const pt = Math.min(MASTHEAD.largestPt, Math.floor(room / 10 / widest) / 2);
  const name: Look = { face: 'xiaoBiaoSong', pt, colour: RED };
  const side = MASTHEAD.sideCharacters * CHARACTER_TWIPS;
  const drop = twipsOfMm(MASTHEAD.dropMm) - twipsOfPt(pt * ABOVE_INK);
  const names = lines.map((line, at): Paragraph => {
    const before = at === 0 ? drop : 0;
    return { place: 'centre', line: twipsOfPt(pt * LINE_OF_NAME), before, runs: textRuns(line, name) };
  });
  const gap = MASTHEAD.linesBeforeNumber * LINE_TWIPS;
  const numbered: Paragraph[] = number === null ? [] : [{ place: 'centre', before: gap, runs: textRuns(number) }];
  const issued: Paragraph[] =
    issuer === null && date === null
      ? []
      : [
          {
            // Open to the right: a line that ends just where its date does is broken before it.
            ...{ place: 'left', left: side, before: number === null ? gap : 0 },
            tabs: [{ at: width - side, kind: 'right' }],
            runs: [...textRuns(issuer ?? ''), tabRun(), ...textRuns(date ?? '')],
          },
        ];
  const red: Rule = { mm: MASTHEAD.ruleMm, colour: RED };
  const ruleGap = Math.round(twipsOfPt(ptOfMm(MASTHEAD.ruleGapMm) - BELOW_TEXT_PT));
  return [...names, ...numbered, ...issued, hairline({ before: Math.max(0, ruleGap - 20), below: red })];
}

/**
 * 版记 is a table that floats at the lower edge of the text area of the page on which the last line stands: Word and LibreOffice
 * keep it there, and carry it to a new page when there is no room.
 */
function ending({ imprint }: TextPaper, width: number): readonly Xml[] {
  return imprint === null ? [] : [imprintTable(imprint, width), paragraph(hairline())];
}

function imprintTable({ copies, issuer, date }: Imprint, width: number): Xml {
  const side = twipsOfPt(IMPRINT_PT) * IMPRINT.sideCharacters;
  const look: Look = { pt: IMPRINT_PT };
  const label = copies === null ? '' : `${copies.label}：`;
  const room = emWidth(label) * twipsOfPt(IMPRINT_PT);
  const told: Paragraph = {
    ...{ left: side + room, first: -room, right: side },
    runs: textRuns(`${label}${copies?.to ?? ''}`, look),
  };
  const issued: Paragraph = {
    ...{ place: 'left', left: side },
    tabs: [{ at: width - side, kind: 'right' }],
    runs: [...textRuns(issuer, look), tabRun(look), ...textRuns(date, look)],
  };
  const outer = (name: string): Xml => rule(name, { mm: IMPRINT.outerRuleMm });
  const none = { 'w:w': 0, 'w:type': 'dxa' };
  const row = (content: Paragraph): Xml =>
    element('w:tr', {}, [
      element('w:trPr', {}, [element('w:cantSplit')]),
      element('w:tc', {}, [
        element('w:tcPr', {}, [element('w:tcW', { 'w:w': width, 'w:type': 'dxa' })]),
        paragraph(content),
      ]),
    ]);
  return element('w:tbl', {}, [
    element('w:tblPr', {}, [
      element('w:tblpPr', {
        ...{ 'w:leftFromText': 0, 'w:rightFromText': 0, 'w:topFromText': 0, 'w:bottomFromText': 0 },
        ...{ 'w:vertAnchor': 'margin', 'w:horzAnchor': 'page', 'w:tblpX': 1588, 'w:tblpYSpec': 'bottom' },
      }),
      element('w:tblOverlap', { 'w:val': 'never' }),
      element('w:tblW', { 'w:w': width, 'w:type': 'dxa' }),
      element('w:tblBorders', {}, [outer('w:top'), outer('w:bottom'), rule('w:insideH', { mm: IMPRINT.innerRuleMm })]),
      element('w:tblLayout', { 'w:type': 'fixed' }),
      element(
        'w:tblCellMar',
        {},
        ['w:top', 'w:left', 'w:bottom', 'w:right'].map((side) => element(side, none)),
      ),
    ]),
    element('w:tblGrid', {}, [element('w:gridCol', { 'w:w': width })]),
    ...(copies === null ? [] : [row(told)]),
    row(issued),
  ]);
}

const FOOTNOTE_LINE = twipsOfPt(FOOTNOTE_PT * 1.3);
/** From the upper edge of a dash to the lower edge of its line. */
const BELOW_DASH_PT = 6.85;

function footersOf({ isPaged, footnote }: TextPaper): readonly Footer[] {
  const note = footnote === null ? [] : [noteParagraph(footnote)];
  if (!isPaged) return footnote === null ? [] : [{ relation: 'rId10', paragraphs: note }];
  return [
    { relation: 'rId10', paragraphs: [numberParagraph('right'), ...note] },
    { relation: 'rId11', paragraphs: [numberParagraph('left'), ...note] },
  ];
}

function noteParagraph(text: string): Xml {
  return paragraph({ place: 'centre', line: FOOTNOTE_LINE, runs: textRuns(text, { pt: FOOTNOTE_PT }) });
}

function numberParagraph(place: 'left' | 'right'): Xml {
  const look: Look = { face: 'song', pt: PAGE_NUMBER_PT };
  const side = twipsOfPt(PAGE_NUMBER_PT) * PAGE_NUMBER.sideCharacters;
  const mark = (children: readonly Xml[]): Xml => element('w:r', {}, [element('w:rPr', {}, lookOf(look)), ...children]);
  const field = (kind: string): Xml => mark([element('w:fldChar', { 'w:fldCharType': kind })]);
  const instruction = mark([element('w:instrText', { 'xml:space': 'preserve' }, [characters(' PAGE ')])]);
  return paragraph({
    place,
    line: twipsOfPt(PAGE_NUMBER_PT),
    [place]: side,
    runs: [
      ...textRuns('— ', look),
      ...[field('begin'), instruction, field('separate'), ...textRuns('1', look), field('end')],
      ...textRuns(' —', look),
    ],
  });
}

/**
 * 22 lines of 28 characters (5.2.3), as Word's page set-up shows them and new text follows them. Ours keeps them by itself (exact
 * lines, letters set closer): LibreOffice gives a letter that is larger than its square two of them. A lying sheet is filled by
 * a table and has no squares.
 */
function grid(isWide: boolean): Xml {
  if (isWide) return element('w:docGrid', { 'w:linePitch': LINE_TWIPS });
  const squares = { 'w:type': 'linesAndChars', 'w:linePitch': LINE_TWIPS, 'w:charSpace': CHARACTER_SPACE };
  return element('w:docGrid', squares);
}

/** How much wider than the text's size a square is, in 1/4096 pt, as the format counts it; rounded down, or 27 would fit. */
const CHARACTER_SPACE = Math.floor((twipsOfMm(TEXT_AREA_MM.width) / 20 / GRID.characters - TEXT_PT) * 4096);

function section({ paper, margin, isWide, width }: Sheet, footers: readonly Footer[], footnote: string | null): Xml {
  const [odd, even] = footers;
  const noteLines = footnote === null ? 0 : Math.ceil((emWidth(footnote) * twipsOfPt(FOOTNOTE_PT)) / width);
  const below = margin.bottom - twipsOfMm(PAGE_NUMBER.belowMm) - twipsOfPt(BELOW_DASH_PT) - noteLines * FOOTNOTE_LINE;
  const reference = (type: string, footer: Footer | undefined): readonly Xml[] =>
    footer ? [element('w:footerReference', { 'w:type': type, 'r:id': footer.relation })] : [];
  return element('w:sectPr', {}, [
    ...reference('default', odd),
    ...reference('even', even),
    element('w:pgSz', {
      'w:w': paper.width,
      'w:h': paper.height,
      'w:orient': isWide ? 'landscape' : undefined,
    }),
    element('w:pgMar', {
      ...{ 'w:top': margin.top, 'w:right': margin.right, 'w:bottom': margin.bottom, 'w:left': margin.left },
      ...{ 'w:header': 850, 'w:footer': Math.max(284, below), 'w:gutter': 0 },
    }),
    grid(isWide),
  ]);
}
