// Where a title breaks into lines (GB/T 9704-2012, 7.3.1): no word is torn, what belongs together stays together, and the lines
// form a rhombus or a trapezium, as nearly even as that allows. Pure, so that every renderer and the preview break alike.
import { emWidth } from './em-width.ts';

interface Wishes {
  /** Of a line, in characters of the title's size. */
  readonly capacity: number;
  /** What is never torn besides what a dictionary knows: names of people and firms. */
  readonly kept?: readonly string[];
}

/** A title of more lines is none; it is filled line by line. */
const MOST_LINES = 8;
const TORN = 40;
/** Never first in a line, never last in one. */
const NOT_FIRST = /^[，。、；：！？）》〉」』】〕”’…—·,.;:!?)\]}%的了等化性]/u;
const NOT_LAST = /[（《〈「『【〔“‘([{第]$/u;
const LEANS_ON_NEXT = /^(关于|召开|暨|和|与|及|以及|对|在|为|将|把|the|a|an|of|and|for|on|to|in)$/iu;
/** A line begins well with these. */
const BEGINS_WELL = /^(关于|暨)$/u;
/** 第三届 · 三届二次 · 第五次会议 · 2021年4月 : counts and what they count, as long as one follows the other. */
const COUNT =
  /(?:第?[0-9〇零一二三四五六七八九十百两]+[届次期年月日号个项家名位条款章节批]+)+(?:(?<=次)(?:全体|扩大)?(?:会议|大会|例会))?|第?[0-9〇零一二三四五六七八九十百两]+(?=[\p{Script=Han}])/gu;

/** GB/T 9704—2012 */
const STANDARD = /[A-Z]{1,8}(?:\/[A-Z]{1,4})? ?\d{1,6}(?:\.\d{1,4})?[—–-]\d{4}/gu;
/** Sign-in sheet: 苏州市…: English words before a Chinese name stand in a line of their own. */
const LABELLED = /^([\x20-\x7e]{1,40}:) (\p{Script=Han}.*)$/u;

interface Word {
  readonly text: string;
  readonly width: number;
  /** What a break before it costs. */
  readonly cost: number;
}

export function balancedLines(text: string, { capacity, kept = [] }: Wishes): readonly string[] {
  const line = text.replace(/\s+/gu, (blank) => (blank.includes('\u3000') ? '\u3000' : ' ')).trim();
  if (emWidth(line) <= capacity) return [line];
  const [, label, rest] = LABELLED.exec(line) ?? [];
  if (label !== undefined && rest !== undefined) return [label, ...balancedLines(rest, { capacity, kept })];
  const words = fitting(wordsOf(line, kept), capacity);
  const total = words.reduce((sum, { width }) => sum + width, 0);
  for (let lines = Math.ceil(total / capacity); lines <= MOST_LINES; lines++) {
    const best = bestBreaks(words, lines, capacity);
    if (best !== null) return best;
  }
  return filled(words, capacity);
}

/** Spaces end a word; marks cling to the word they belong to. */
function wordsOf(line: string, kept: readonly string[]): readonly Word[] {
  const ends = new Set<number>();
  for (const { index, segment } of new Intl.Segmenter('zh', { granularity: 'word' }).segment(line))
    ends.add(index + segment.length);
  for (const [from, to] of togetherIn(line, kept)) for (let at = from + 1; at < to; at++) ends.delete(at);
  const texts: string[] = [];
  let from = 0;
  for (const end of [...ends].sort((a, b) => a - b)) {
    const text = line.slice(from, end);
    const last = texts.at(-1);
    if (last !== undefined && (NOT_LAST.test(last) || NOT_FIRST.test(text) || text.trim() === ''))
      texts.push((texts.pop() ?? '') + text);
    else texts.push(text);
    from = end;
  }
  return texts.map((text, index) => ({ text, width: emWidth(text), cost: costBefore(texts[index - 1], text) }));
}

/** What stays whole: titles of books and documents, counts, and the names that were given. */
function togetherIn(line: string, kept: readonly string[]): readonly (readonly [number, number])[] {
  const spans = [...line.matchAll(/《[^《》]*》|“[^“”]*”/gu), ...line.matchAll(COUNT), ...line.matchAll(STANDARD)].map(
    (match) => [match.index, match.index + match[0].length] as const,
  );
  for (const name of kept)
    for (let at = name === '' ? -1 : line.indexOf(name); at >= 0; at = line.indexOf(name, at + name.length))
      spans.push([at, at + name.length]);
  return spans;
}

function costBefore(before: string | undefined, word: string): number {
  if (before === undefined) return 0;
  if (LEANS_ON_NEXT.test(before.trim())) return 40;
  if (BEGINS_WELL.test(word)) return -25;
  // Two single characters side by side are mostly a name that no dictionary has.
  return [...before.trim()].length === 1 && [...word].length === 1 && /\p{Script=Han}/u.test(word) ? 8 : 0;
}

/** What is wider than a line is torn after all: `TORN` keeps that for the last resort. */
function fitting(words: readonly Word[], capacity: number): readonly Word[] {
  return words.flatMap((word) =>
    word.width <= capacity
      ? [word]
      : [...word.text].map((text, index) => ({ text, width: emWidth(text), cost: index === 0 ? word.cost : TORN })),
  );
}

/** Widths a line should have: even, of three the middle one longest. */
function wishedWidth(line: number, lines: number, total: number): number {
  if (lines !== 3) return total / lines;
  return (total / 3) * (line === 1 ? 1.14 : 0.93);
}

interface Ending {
  readonly cost: number;
  readonly from: number;
}

/** The cheapest way into exactly so many lines; null when there is none. */
function bestBreaks(words: readonly Word[], lines: number, capacity: number): readonly string[] | null {
  const total = words.reduce((sum, { width }) => sum + width, 0);
  const table: (readonly (Ending | null)[])[] = [words.map(() => null)];
  let before: readonly (Ending | null)[] = [{ cost: 0, from: 0 }, ...words.map(() => null)];
  for (let line = 0; line < lines; line++) {
    const wished = wishedWidth(line, lines, total);
    const row = [null, ...words.map((_, index) => cheapest(words, before, { end: index + 1, wished, capacity }))];
    table.push(row);
    before = row;
  }
  return before[words.length] ? traced(words, table) : null;
}

function cheapest(
  words: readonly Word[],
  before: readonly (Ending | null)[],
  { end, wished, capacity }: { readonly end: number; readonly wished: number; readonly capacity: number },
): Ending | null {
  let best: Ending | null = null;
  let width = 0;
  for (let from = end - 1; from >= 0; from--) {
    const first = words[from];
    width += first?.width ?? 0;
    if (width > capacity) break;
    const earlier = before[from];
    if (!earlier) continue;
    const cost = earlier.cost + (width - wished) ** 2 + (first?.cost ?? 0);
    if (best === null || cost < best.cost) best = { cost, from };
  }
  return best;
}

function traced(words: readonly Word[], table: readonly (readonly (Ending | null)[])[]): readonly string[] {
  const lines: string[] = [];
  let end = words.length;
  for (let line = table.length - 1; line > 0; line--) {
    const from = table[line]?.[end]?.from ?? 0;
    lines.unshift(textOf(words.slice(from, end)));
    end = from;
  }
  return lines;
}

function filled(words: readonly Word[], capacity: number): readonly string[] {
  const lines: Word[][] = [];
  let left = 0;
  for (const word of words) {
    if (lines.length === 0 || word.width > left) {
      lines.push([]);
      left = capacity;
    }
    lines.at(-1)?.push(word);
    left -= word.width;
  }
  return lines.map(textOf);
}

const textOf = (words: readonly Word[]): string =>
  words
    .map(({ text }) => text)
    .join('')
    .trim();
