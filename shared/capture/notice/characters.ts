// The characters of a notice: one width for digits and signs, the marks that number its paragraphs. Every change here keeps
// the length of a line, so that places found in it are places of the text as it came.
import { narrowed, WIDE_ASCII } from '../../lib/half-width.ts';

const SAME: ReadonlyMap<string, string> = new Map([
  ['　', ' '],
  [' ', ' '],
  ['，', ','],
  ['～', '~'],
  ['—', '-'],
  ['–', '-'],
  ['－', '-'],
  ['―', '-'],
  ['∶', ':'],
  ['．', '.'],
  ['•', '·'],
]);

/** The line with one form for each sign; as long as it was. */
export function evened(line: string): string {
  const even = [...line].map((character) => SAME.get(character) ?? narrowed(character, WIDE_ASCII)).join('');
  // 10.00 Welcome: a time, not the number of a paragraph.
  return even.replace(/^(\s*\d{1,2})\.(\d{2})(?=\s+[A-Z])/, '$1:$2');
}

/** What numbers a paragraph, by its form: paragraphs of one form are of one level. */
export type MarkKind =
  | 'han'
  | 'han-bracket'
  | 'digit-comma'
  | 'digit-dot'
  | 'digit-close'
  | 'digit-bracket'
  | 'decimal'
  | 'circled'
  | 'han-is'
  | 'letter'
  | 'named'
  | 'bullet';

const MARKS: readonly (readonly [MarkKind, RegExp])[] = [
  ['han', /^第?[一二三四五六七八九十]{1,3}(?:项\s|[、.])\s*/],
  ['han-bracket', /^\([一二三四五六七八九十]{1,3}\)[、.]?\s*/],
  ['digit-bracket', /^\(\d{1,2}\)[、.]?\s*/],
  ['digit-comma', /^\d{1,2}、\s*/],
  ['digit-close', /^\d{1,2}\)\s*/],
  // 2.1 春季考察; 6-30 下午 is a day.
  ['decimal', /^\d{1,2}[.-]\d{1,2}(?:[、.]\s*|\s+)(?=[\p{Script=Han}《“A-Z])(?!上午|下午|晚|周|星期|全天)/u],
  ['digit-dot', /^\d{1,2}\.(?!\d)\s*/],
  ['circled', /^[①-⑳]\s*/],
  ['han-is', /^[一二三四五六七八九十]{1,2}(?:是|要)\s*/],
  ['letter', /^\(?[a-h]\)\s*/],
  ['named', /^(?:议案|议题|事项|提案)\s*[一二三四五六七八九十\d]{1,3}\s*[:、.]\s*/],
  ['bullet', /^[◆◇●○■□▲★☆·※✓*]\s*|^-(?!\d)\s*/],
];

export interface Mark {
  readonly kind: MarkKind;
  /** Of the mark with the space after it. */
  readonly length: number;
}

/** The mark at the start of an evened text without space before it. */
export function markOf(text: string): Mark | null {
  for (const [kind, pattern] of MARKS) {
    const found = pattern.exec(text);
    if (found) return { kind, length: found[0].length };
  }
  return null;
}

/** Without space around it; runs of space are one. */
export function singleSpaced(text: string): string {
  return text.replace(/[\s\u3000\u00a0]+/g, ' ').trim();
}

/** As `tidy`, but a space that sets whole words apart stays: 会长 管向东 作工作报告; 审 议 章 程 is written wide. */
export function titled(text: string): string {
  return singleSpaced(text)
    .replace(/(?<=[，。；：、！？）》”]) (?=[\p{Script=Han}（《“])/gu, '')
    .replace(
      /(?<=(?:^|[^\p{Script=Han}])\p{Script=Han}) (?=\p{Script=Han})|(?<=\p{Script=Han}) (?=\p{Script=Han}(?!\p{Script=Han}))/gu,
      '',
    );
}

/** Without space around it, and without space between Chinese characters. */
export function tidy(text: string): string {
  return singleSpaced(text).replace(/(?<=[\p{Script=Han}，。；：、！？）》”]) (?=[\p{Script=Han}（《“])/gu, '');
}
