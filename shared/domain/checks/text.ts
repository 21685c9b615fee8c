// The text of formal minutes as checks read it: sentence by sentence, each with the section it stands in.
import { wordsIn } from '../minutes.ts';
import type { DraftSection, SectionKey } from '../minutes-draft.ts';

export interface Sentence {
  readonly key: SectionKey;
  readonly text: string;
}

/** Where a sentence ends; in English at a full stop before a capital, unless it is one of Mr. or No. */
const ENDS =
  /(?<=[。；;！？!?\n])|(?<=[\p{L}\d)”"]\.)(?<!\b(?:Mr|Mrs|Ms|Dr|Prof|No|St|Jr|Inc|Ltd|Co|[A-Z])\.)\s+(?=[\p{Lu}“"(])/u;

export function sentencesOf(sections: readonly DraftSection[]): readonly Sentence[] {
  return sections.flatMap(({ key, blocks }) =>
    // A list of names is one line, whatever stands between its names.
    (key === 'names' ? trimmed(wordsIn(blocks).split('\n')) : sentencesIn(wordsIn(blocks))).map((text) => ({
      key,
      text,
    })),
  );
}

export function sentencesIn(text: string): readonly string[] {
  return trimmed(text.split(ENDS));
}

function trimmed(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/** Words alone, for comparing what was typed in two places. */
export function bare(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{P}]/gu, '')
    .toLowerCase();
}

const MAX_QUOTE_CHARS = 40;
/** A sentence is found again by its beginning; what is behind that would make the mark of a finding too long to keep. */
const MAX_PLACE_CHARS = 200;

/** As a line of findings calls it. */
export function quoted(text: string): string {
  const letters = [...text.trim()];
  return letters.length <= MAX_QUOTE_CHARS ? letters.join('') : `${letters.slice(0, MAX_QUOTE_CHARS - 1).join('')}…`;
}

/** As it is found again where it stands. */
export function quoteOf(text: string): string {
  return [...text.trim()].slice(0, MAX_PLACE_CHARS).join('');
}

const FIGURES: Readonly<Record<string, string>> = { 〇: '0', 零: '0', 一: '1', 二: '2', 三: '3', 四: '4' };
const MORE_FIGURES: Readonly<Record<string, string>> = { 五: '5', 六: '6', 七: '7', 八: '8', 九: '9' };

/** 二十五 or 25; null when it is no number up to 9999. */
export function numberOf(text: string): number | null {
  const plain = text.normalize('NFKC');
  if (/^\d{1,5}$/u.test(plain)) return Number(plain);
  const parts = /^(?:(.)千)?零?(?:(.)百)?零?(?:(.?)十)?(.)?$/u.exec(plain);
  if (!parts || plain === '') return null;
  const [thousands, hundreds, tens, ones] = parts.slice(1, 5).map((digit) => digitOf(digit));
  if (thousands === null || hundreds === null || ones === null) return null;
  const tenth = parts[3] === '' ? 1 : tens;
  if (tenth === null) return null;
  return (thousands ?? 0) * 1_000 + (hundreds ?? 0) * 100 + (tenth ?? 0) * 10 + (ones ?? 0);
}

/** Undefined where nothing stands; null where no digit does. */
function digitOf(digit: string | undefined): number | null | undefined {
  if (digit === undefined || digit === '') return undefined;
  if (digit === '两') return 2;
  const found = FIGURES[digit] ?? MORE_FIGURES[digit];
  return found === undefined ? null : Number(found);
}
