// The numbers of the standard as the template reads them: gb9704.ts in the template's units. Decides nothing.
import type { Paper } from '../../../shared/papers/paper.ts';
import {
  CAPTION_PT,
  CARD,
  CHARACTER_MM,
  FOOTNOTE_PT,
  IMPRINT,
  IMPRINT_PT,
  INDENT_CHARACTERS,
  LETTER,
  LINES_BEFORE,
  LINE_MM,
  MARGIN_MM,
  MASTHEAD,
  PAGE_NUMBER,
  PAGE_NUMBER_PT,
  PAPER_MM,
  RED,
  SIGNATURE,
  SUBTITLE_PT,
  TABLE,
  TEXT_AREA_MM,
  TITLE_PT,
  WIDE_MARGIN_MM,
  WIDE_TEXT_AREA_MM,
} from '../gb9704.ts';

export function typstNumbers(paper: Paper): object {
  const isWide = paper.form === 'text' && paper.wide === true;
  return {
    characterMm: CHARACTER_MM,
    lineMm: LINE_MM,
    red: `#${RED}`,
    sheetMm: isWide ? { width: PAPER_MM.height, height: PAPER_MM.width } : PAPER_MM,
    marginMm: isWide ? WIDE_MARGIN_MM : MARGIN_MM,
    textWidthMm: isWide ? WIDE_TEXT_AREA_MM.width : TEXT_AREA_MM.width,
    indentCharacters: INDENT_CHARACTERS,
    titlePt: TITLE_PT,
    subtitlePt: SUBTITLE_PT,
    captionPt: CAPTION_PT,
    footnotePt: FOOTNOTE_PT,
    imprintPt: IMPRINT_PT,
    pageNumberPt: PAGE_NUMBER_PT,
    masthead: MASTHEAD,
    imprint: IMPRINT,
    pageNumber: PAGE_NUMBER,
    signature: SIGNATURE,
    linesBefore: LINES_BEFORE,
    table: TABLE,
    letter: { ...LETTER, sheetMm: { width: PAPER_MM.height, height: PAPER_MM.width } },
    card: CARD,
  };
}
