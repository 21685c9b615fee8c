// 聘书 as a Word file: one lying sheet in a double frame, its heading large, the text in the middle, name and date below one
// another where the seal comes. Practice, not the standard's.
import { emWidth } from '../../../shared/papers/em-width.ts';
import type { LetterPaper, Part } from '../../../shared/papers/paper.ts';
import { LETTER, PAPER_MM, ptOfMm } from '../gb9704.ts';
import { element, type Xml } from '../xml.ts';
import {
  hairline,
  LINE_TWIPS,
  paragraph,
  textRuns,
  twipsOfMm,
  twipsOfPt,
  type Look,
  type Paragraph,
} from './docx-look.ts';
import { wordFile } from './docx-package.ts';
import { blocksOf, blockXml } from './docx-parts.ts';
import { relationsOf, type PaperPictures } from './docx-relations.ts';

const MARGIN = {
  top: twipsOfMm(LETTER.marginMm.top),
  right: twipsOfMm(LETTER.marginMm.right),
  bottom: twipsOfMm(LETTER.marginMm.bottom),
  left: twipsOfMm(LETTER.marginMm.left),
};
const WIDTH = twipsOfMm(PAPER_MM.height) - MARGIN.left - MARGIN.right;
const HEIGHT = twipsOfMm(PAPER_MM.width) - MARGIN.top - MARGIN.bottom;
const HEADING_LINE = twipsOfPt(LETTER.headingPt * 1.25);
/** Of lines: above the text, above the name; name and date themselves. */
const ROOM = { text: 0.5, end: 1.5 } as const;
/** How much wider a line of Latin may be than it is reckoned. */
const LATIN_SHARE = 1.25;

/** In twips. */
interface Size {
  readonly pt: number;
  readonly line: number;
  /** What is left of the sheet. */
  readonly spare: number;
}

export function letterFile(paper: LetterPaper, pictures: PaperPictures): Buffer {
  const relations = relationsOf(pictures);
  const size = fittingSize(paper);
  const blocks = blocksOf(paper.parts, {
    ...{ locale: paper.locale, relations, isWide: true, width: WIDTH, left: 0 },
    ...{ first: 2 * twipsOfPt(size.pt), look: textLook(size), line: size.line },
  });
  const body = [
    ...headParagraphs(paper, size).map(paragraph),
    ...blocks.map(blockXml),
    ...endParagraphs(paper, size).map(paragraph),
    section(),
  ];
  const { title, organisation, locale } = paper;
  return wordFile({ title, organisation, locale, body, footers: [], isTwoSided: false }, relations);
}

const textLook = ({ pt }: Size): Look => ({ face: 'kaiTi', pt });

/** A letter is one sheet: a long one is set smaller. */
function fittingSize({ parts, number }: LetterPaper): Size {
  const sizes = LETTER.textPt.map((pt): Size => {
    const line = twipsOfPt(pt * LETTER.lineOfSize);
    const perLine = WIDTH / twipsOfPt(pt);
    const lines = parts.reduce((sum, part) => sum + Math.max(1, Math.ceil((emWidth(textOf(part)) + 2) / perLine)), 0);
    const around = HEADING_LINE + (number === null ? 0 : LINE_TWIPS);
    return { pt, line, spare: HEIGHT - around - (lines + ROOM.text + ROOM.end + 2) * line };
  });
  return sizes.find(({ spare }) => spare >= 0) ?? sizes.at(-1) ?? { pt: 14, line: 490, spare: 0 };
}

/** Of the room that is left, a third goes above the text. What may still be taken by a line more stays below all of it. */
function given({ spare, line }: Size): number {
  return Math.max(0, spare - 1.5 * line);
}

function textOf(part: Part): string {
  if (part.kind !== 'paragraph' && part.kind !== 'heading' && part.kind !== 'fact') return '';
  return part.runs.map((run) => (run.kind === 'text' ? run.text : '')).join('');
}

function headParagraphs({ heading, number }: LetterPaper, size: Size): readonly Paragraph[] {
  // Two characters alone stand apart; an ideographic space between them is what a calligrapher would leave.
  const shown = [...heading].length === 2 ? [...heading].join('\u3000') : heading;
  // Latin capitals are wider than half a square.
  const pt = Math.min(LETTER.headingPt, Math.floor(WIDTH / 20 / (LATIN_SHARE * emWidth(shown))));
  const look: Look = { face: 'xiaoBiaoSong', pt, colour: LETTER.headingColour };
  const numbered: Paragraph[] =
    number === null ? [] : [{ place: 'right', runs: textRuns(number, { face: 'fangSong', pt: LETTER.numberPt }) }];
  const gap = hairline({ line: Math.round(size.line * ROOM.text + given(size) / 3) });
  return [{ style: 'Title', line: HEADING_LINE, runs: textRuns(shown, look) }, ...numbered, gap];
}

/** Name and date are centred over one another, two characters from the right. */
function endParagraphs({ issuer, date }: LetterPaper, size: Size): readonly Paragraph[] {
  const { line } = size;
  const letter = twipsOfPt(size.pt);
  const [wide, narrow] = [emWidth(issuer), emWidth(date)].map((width) => width * letter);
  const room = Math.max(wide ?? 0, narrow ?? 0);
  const left = Math.max(0, WIDTH - room - 2 * letter);
  const at = (width: number): number => left + (room - width) / 2;
  return [
    {
      ...{ place: 'left', line, before: line * ROOM.end + (given(size) * 2) / 3, left: at(wide ?? 0), keepsNext: true },
      runs: textRuns(issuer, textLook(size)),
    },
    { place: 'left', line, left: at(narrow ?? 0), runs: textRuns(date, textLook(size)) },
  ];
}

function section(): Xml {
  const side = (name: string): Xml =>
    element(name, {
      ...{ 'w:val': 'double', 'w:sz': 18, 'w:color': LETTER.frameColour },
      // Word allows a frame no more than 31 pt from the paper's edge.
      'w:space': Math.min(31, Math.round(ptOfMm(LETTER.frameMm))),
    });
  return element('w:sectPr', {}, [
    element('w:pgSz', {
      'w:w': twipsOfMm(PAPER_MM.height),
      'w:h': twipsOfMm(PAPER_MM.width),
      'w:orient': 'landscape',
    }),
    element('w:pgMar', {
      ...{ 'w:top': MARGIN.top, 'w:right': MARGIN.right, 'w:bottom': MARGIN.bottom, 'w:left': MARGIN.left },
      ...{ 'w:header': 284, 'w:footer': 284, 'w:gutter': 0 },
    }),
    element('w:pgBorders', { 'w:offsetFrom': 'page' }, ['w:top', 'w:left', 'w:bottom', 'w:right'].map(side)),
  ]);
}
