// How Word says what paragraphs and letters look like: plain values become pPr and rPr, their children in the order the
// schema wants (Word refuses others). Lengths come in twips (1/20 pt). Knows no kind of paper.
import { isFullWidth } from '../../../shared/papers/em-width.ts';
import { CHARACTER_MM, FACES, LATIN_FACE, LINE_MM, ptOfMm, TEXT_PT, type Face } from '../gb9704.ts';
import { characters, element, legal, type Xml } from '../xml.ts';
import { unbrokenBlanks } from './printable-text.ts';

export const twipsOfPt = (pt: number): number => Math.round(pt * 20);
export const twipsOfMm = (mm: number): number => Math.round(ptOfMm(mm) * 20);
/** Whole twips, rounded down: 22 lines must not be higher than the text area. */
export const LINE_TWIPS = Math.floor(ptOfMm(LINE_MM) * 20);
/** Of one character of the text, whole twips rounded down: so wide it stands in a line that is full. */
export const CHARACTER_TWIPS = Math.floor(ptOfMm(CHARACTER_MM) * 20);
/**
 * What is taken off behind every character of the text: 16 pt become 15.7, so that 28 stand in a line and are drawn out to its
 * full width. One twip less than a square: LibreOffice reckons 28 squares of whole twips, and a hair too much would leave 27.
 */
const TEXT_SPACING_TWIPS = CHARACTER_TWIPS - 1 - twipsOfPt(TEXT_PT);

/** Of letters; what is absent is as the paragraph's style has it. */
export interface Look {
  readonly face?: Face;
  readonly pt?: number;
  readonly colour?: string;
  readonly strong?: boolean;
  readonly em?: boolean;
  readonly underline?: boolean;
  /** Keeps its own widths, whatever squares the page has. */
  readonly isOffGrid?: true;
}

export interface Rule {
  readonly mm: number;
  readonly kind?: 'single' | 'dashed';
  readonly colour?: string;
}

/** Of a paragraph; lengths in twips. */
export interface ParagraphLook {
  readonly style?: string;
  readonly place?: 'left' | 'centre' | 'right' | 'both';
  readonly left?: number;
  readonly right?: number;
  /** Negative: the following lines stand in. */
  readonly first?: number;
  readonly before?: number;
  readonly after?: number;
  /** `exact` lines of so many twips, or as high as what stands in them. */
  readonly line?: number | 'auto';
  readonly tabs?: readonly { readonly at: number; readonly kind?: 'right'; readonly isRuled?: true }[];
  readonly keepsNext?: boolean;
  readonly keepsLines?: boolean;
  readonly breaksPage?: boolean;
  readonly above?: Rule;
  readonly below?: Rule;
  /** A word may end its line anywhere: an address is longer than a line. */
  readonly breaksWords?: boolean;
  readonly frame?: Readonly<Record<string, string | number>>;
  /** Of the paragraph's own mark: how high it is where it holds nothing. */
  readonly mark?: Look;
}

export interface Paragraph extends ParagraphLook {
  readonly runs: readonly Xml[];
}

const PLACES = { left: 'left', centre: 'center', right: 'right', both: 'both' } as const;

export function paragraph({ runs, ...look }: Paragraph): Xml {
  return element('w:p', {}, [...paragraphLook(look), ...runs]);
}

/** A paragraph that takes no room to speak of. It holds not even a space: on a grid, LibreOffice gives that a whole line. */
export function hairline(look: Partial<Paragraph> = {}): Paragraph {
  return { line: 20, mark: { pt: 1 }, runs: [], ...look };
}

/** None or one `w:pPr`. */
function paragraphLook(look: ParagraphLook): readonly Xml[] {
  const children = paragraphChildren(look);
  return children.length === 0 ? [] : [element('w:pPr', {}, children)];
}

/** The children of `w:pPr`. */
export function paragraphChildren(look: ParagraphLook): readonly Xml[] {
  return [
    ...(look.style === undefined ? [] : [element('w:pStyle', { 'w:val': look.style })]),
    ...(look.keepsNext ? [element('w:keepNext')] : []),
    ...(look.keepsLines ? [element('w:keepLines')] : []),
    ...(look.breaksPage ? [element('w:pageBreakBefore')] : []),
    ...(look.frame ? [element('w:framePr', look.frame)] : []),
    ...rules(look),
    ...tabs(look.tabs ?? []),
    ...(look.breaksWords ? [element('w:wordWrap', { 'w:val': 0 })] : []),
    ...spacing(look),
    ...indent(look),
    ...(look.place ? [element('w:jc', { 'w:val': PLACES[look.place] })] : []),
    ...(look.mark ? [element('w:rPr', {}, lookOf(look.mark))] : []),
  ];
}

function rules({ above, below }: ParagraphLook): readonly Xml[] {
  const sides = [...(above ? [rule('w:top', above)] : []), ...(below ? [rule('w:bottom', below)] : [])];
  return sides.length === 0 ? [] : [element('w:pBdr', {}, sides)];
}

/** Word counts the width of lines in eighths of a point. */
export function rule(name: string, { mm, kind = 'single', colour = '000000' }: Rule): Xml {
  return element(name, { 'w:val': kind, 'w:sz': Math.round(ptOfMm(mm) * 8), 'w:space': 0, 'w:color': colour });
}

function tabs(stops: NonNullable<ParagraphLook['tabs']>): readonly Xml[] {
  if (stops.length === 0) return [];
  return [
    element(
      'w:tabs',
      {},
      stops.map(({ at, kind, isRuled }) =>
        element('w:tab', {
          'w:val': kind ?? 'left',
          'w:leader': isRuled ? 'underscore' : undefined,
          'w:pos': Math.round(at),
        }),
      ),
    ),
  ];
}

function spacing({ before, after, line }: ParagraphLook): readonly Xml[] {
  if (before === undefined && after === undefined && line === undefined) return [];
  return [
    element('w:spacing', {
      'w:before': before === undefined ? undefined : Math.round(before),
      'w:after': after === undefined ? undefined : Math.round(after),
      'w:line': line === 'auto' ? 240 : line,
      'w:lineRule': line === undefined ? undefined : line === 'auto' ? 'auto' : 'exact',
    }),
  ];
}

function indent({ left, right, first }: ParagraphLook): readonly Xml[] {
  if (left === undefined && right === undefined && first === undefined) return [];
  const round = (twips: number | undefined): number | undefined =>
    twips === undefined ? undefined : Math.round(twips);
  return [
    element('w:ind', {
      'w:left': round(left),
      'w:right': round(right),
      'w:firstLine': first === undefined || first < 0 ? undefined : round(first),
      'w:hanging': first === undefined || first >= 0 ? undefined : round(-first),
    }),
  ];
}

/** The children of `w:rPr`. `isChinese`: quotation marks and dashes, which both scripts have, are set in the Chinese face. */
export function lookOf(look: Look, isChinese: boolean | null = null): readonly Xml[] {
  const { face, pt } = look;
  return [
    ...fonts(face, isChinese),
    ...(look.strong ? [element('w:b')] : []),
    ...(look.em ? [element('w:i')] : []),
    ...(look.isOffGrid ? [element('w:snapToGrid', { 'w:val': 0 })] : []),
    ...(look.colour === undefined ? [] : [element('w:color', { 'w:val': look.colour })]),
    ...(pt === undefined ? [] : sizes(pt)),
    ...(look.underline ? [element('w:u', { 'w:val': 'single' })] : []),
  ];
}

function fonts(face: Face | undefined, isChinese: boolean | null): readonly Xml[] {
  const hint = isChinese ? { 'w:hint': 'eastAsia' } : {};
  if (face === undefined) return isChinese ? [element('w:rFonts', hint)] : [];
  // Beside what is heavy, the Latin letters of the text would look pale.
  const latin = face === 'fangSong' || face === 'kaiTi' ? LATIN_FACE : FACES[face][0];
  return [
    element('w:rFonts', { ...hint, 'w:ascii': latin, 'w:eastAsia': FACES[face][0], 'w:hAnsi': latin, 'w:cs': latin }),
  ];
}

/** Text in the size of the grid is set closer, any other as its face has it. */
function sizes(pt: number): readonly Xml[] {
  const half = Math.round(pt * 2);
  return [
    element('w:spacing', { 'w:val': pt === TEXT_PT ? TEXT_SPACING_TWIPS : 0 }),
    element('w:sz', { 'w:val': half }),
    element('w:szCs', { 'w:val': half }),
  ];
}

/** Text as runs, one for each stretch of one script: a hint for Chinese would tear Latin words and numbers apart. */
export function textRuns(text: string, look: Look = {}): readonly Xml[] {
  const line = unbrokenBlanks(legal(text).replace(/[\t\n\r]+/g, ' '));
  return stretches(line).map(({ stretch, isChinese }) => {
    const children = lookOf(look, isChinese);
    return element('w:r', {}, [
      ...(children.length === 0 ? [] : [element('w:rPr', {}, children)]),
      element('w:t', { 'xml:space': 'preserve' }, [characters(stretch)]),
    ]);
  });
}

export function tabRun(look: Look = {}): Xml {
  return markRun('w:tab', look);
}

export function breakRun(look: Look = {}): Xml {
  return markRun('w:br', look);
}

function markRun(name: string, look: Look): Xml {
  const children = lookOf(look);
  return element('w:r', {}, [...(children.length === 0 ? [] : [element('w:rPr', {}, children)]), element(name)]);
}

/** “友好合作协议” was signed: the marks belong to the text around them, which spaces and marks of Latin tell. */
const LATIN_QUOTED = /(?<=[ (])[“‘][^“”‘’]*[”’]|[“‘][^“”‘’]*[”’](?=[ ,.;:!?)])/gu;

/** Where marks that both scripts have are those of Latin text. */
function latinMarks(text: string): ReadonlySet<number> {
  return new Set([...text.matchAll(LATIN_QUOTED)].flatMap(({ 0: all, index }) => [index, index + all.length - 1]));
}

function stretches(text: string): readonly { readonly stretch: string; readonly isChinese: boolean }[] {
  const found: { stretch: string; isChinese: boolean }[] = [];
  const latin = latinMarks(text);
  let at = 0;
  for (const character of text) {
    const last = found.at(-1);
    const isChinese = isFullWidth(character) && !latin.has(at);
    at += character.length;
    if (last?.isChinese === isChinese) last.stretch += character;
    else found.push({ stretch: character, isChinese });
  }
  return found;
}
