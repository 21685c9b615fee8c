// 署名 and 成文日期 (GB/T 9704-2012, 7.3.5), and lines on which people sign by hand. Where each begins is reckoned from the left,
// since only there a character's place is certain.
import type { Locale } from '../../../shared/i18n/locale.ts';
import { emWidth } from '../../../shared/papers/em-width.ts';
import type { Part } from '../../../shared/papers/paper.ts';
import { GRID, INDENT_CHARACTERS, LINES_BEFORE, SIGNATURE } from '../gb9704.ts';
import { CHARACTER_TWIPS, LINE_TWIPS, tabRun, textRuns, type Paragraph } from './docx-look.ts';

type Signature = Extract<Part, { kind: 'signature' }>;

export function signatureParagraphs(part: Signature): readonly Paragraph[] {
  const { name, date } = part.sealed ? sealedPlaces(part) : openPlaces(part);
  const before = (part.sealed ? LINES_BEFORE.sealedSignature : LINES_BEFORE.signature) * LINE_TWIPS;
  return [
    { place: 'left', before, left: name * CHARACTER_TWIPS, keepsNext: true, runs: textRuns(part.name) },
    { place: 'left', left: date * CHARACTER_TWIPS, runs: textRuns(part.date) },
  ];
}

/** The date four characters from the right, the name centred over it; a long name takes the date with it to the left. */
function sealedPlaces(part: Signature): { readonly name: number; readonly date: number } {
  const [wide, narrow] = [emWidth(part.name), emWidth(part.date)];
  const date = GRID.characters - SIGNATURE.sealedDateRight - narrow;
  const name = Math.min(date - (wide - narrow) / 2, GRID.characters - wide);
  return { name: Math.max(0, name), date: Math.max(0, name + (wide - narrow) / 2) };
}

/** The name two from the right, the date beginning two behind it; a date that is longer than the name stands two from the right. */
function openPlaces(part: Signature): { readonly name: number; readonly date: number } {
  const [wide, narrow] = [emWidth(part.name), emWidth(part.date)];
  const most = GRID.characters - SIGNATURE.nameRight - narrow;
  const date = Math.min(GRID.characters - SIGNATURE.nameRight - wide + SIGNATURE.dateShift, most);
  return { name: Math.max(0, date - SIGNATURE.dateShift), date: Math.max(0, date) };
}

/** Label by label, each with a line to its right, so long that a name can be written on it. */
export function signingParagraphs(labels: readonly string[], locale: Locale): readonly Paragraph[] {
  const widest = Math.max(0, ...labels.map(emWidth));
  const end = Math.min(GRID.characters, INDENT_CHARACTERS + widest + (locale === 'zh-CN' ? 10 : 14));
  return labels.map((label) => ({
    place: 'left',
    before: LINE_TWIPS / 2,
    first: INDENT_CHARACTERS * CHARACTER_TWIPS,
    tabs: [{ at: end * CHARACTER_TWIPS, isRuled: true }],
    runs: [...textRuns(label), tabRun()],
  }));
}
