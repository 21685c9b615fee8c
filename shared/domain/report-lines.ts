// The lines of a cell of a work report: what people write with numbers of every kind, with semicolons, or one a line. A line is
// told with the place where it stands, so that something can be tied to it. Knows nothing of what a line says.

export interface ReportLine {
  /** As it is written, without its number. */
  readonly text: string;
  /** Of its first character, and behind its last one. */
  readonly from: number;
  readonly to: number;
}

/** More than any cell has that somebody wrote. */
const MAX_LINES = 100;
const HAN_NUMBER = '[一二三四五六七八九十]{1,3}';
/** One of them opens a line, whatever stands before it: ① */
const CIRCLED = /[①-⑳]/u;
/** In front of a line: 1. · 1) · （1） · 一、 · （一） · 第一， · a) · ① · - */
const NUMBER = new RegExp(
  `^\\s*(?:[（(]\\s*(?:\\d{1,2}|${HAN_NUMBER}|[a-z])\\s*[）)][、.]?|(?:\\d{1,2}|${HAN_NUMBER})[）)、]|\\d{1,2}[.．](?!\\d)` +
    `|${HAN_NUMBER}[.．]|第${HAN_NUMBER}[，,、：:]|[a-z][).](?=\\s)|[①-⑳][.、]?|[-–—•·●○■□◆▪*✓√]+(?=\\s|\\p{Script=Han}))\\s*`,
  'iu',
);
/** A number in the middle of a line: it opens the next one when it counts on from the one before it. */
const INNER = new RegExp(`[（(]?(?:(\\d{1,2})|(${HAN_NUMBER}))(?:[.．](?!\\d)|[）)、](?!\\d))`, 'gu');
/** Ends an English sentence: not that of an abbreviation, nor one before a figure. */
const ENGLISH_STOP =
  /(?<=\b(?!(?:[Pp]rof|[Cc]orp|[Dd]ept|[Gg]ovt|[Ii]ncl?|[Mm]rs|approx|etc|resp)\.)[A-Za-z][a-z]{2,}\.)\s+(?=[A-Z])/gu;
const OPENING = '（(《“「【[';
const CLOSING = '）)》”」】]';

/** In their order. What heads the lines below it (一、培训工作：) is none, nor is a remark in brackets. */
export function reportLines(cell: string): readonly ReportLine[] {
  const lines: ReportLine[] = [];
  let at = 0;
  for (const row of cell.split('\n')) {
    for (const cut of piecesOf(row)) lines.push(...lineAt(cell, at + cut.from, at + cut.to));
    at += row.length + 1;
  }
  return lines.filter(({ text }) => !isHeading(text)).slice(0, MAX_LINES);
}

interface Piece {
  readonly from: number;
  readonly to: number;
}

/** The pieces of one written row: cut at semicolons and full stops outside of brackets, and where the next number stands. */
function piecesOf(row: string): readonly Piece[] {
  const cuts = [...stopsIn(row), ...numbersIn(row)].sort((a, b) => a - b);
  const edges = [0, ...cuts, row.length];
  return edges.slice(1).map((to, index) => ({ from: edges[index] ?? 0, to }));
}

function stopsIn(row: string): readonly number[] {
  const cuts: number[] = [];
  let depth = 0;
  for (let at = 0; at < row.length; at += 1) {
    const sign = row.charAt(at);
    if (OPENING.includes(sign)) depth += 1;
    else if (CLOSING.includes(sign)) depth = Math.max(0, depth - 1);
    else if (depth === 0 && '；;。'.includes(sign)) cuts.push(at + 1);
  }
  for (const stop of row.matchAll(ENGLISH_STOP)) cuts.push(stop.index);
  return cuts;
}

/** 1.甲2.乙 is two: a number counts that goes on from the one before. 3、4月 and 1.5版 are none. */
function numbersIn(row: string): readonly number[] {
  const cuts: number[] = [];
  let last: number | null = null;
  for (const match of row.matchAll(INNER)) {
    const value = match[1] === undefined ? hanValue(match[2] ?? '') : Number(match[1]);
    // Of 一、1. too, the second opens the line.
    const isFirst = row.slice(0, match.index).replace(NUMBER, '').trim() === '';
    if (isFirst) last = value;
    else if (last !== null && value === last + 1) {
      cuts.push(match.index);
      last = value;
    } else if (value === 1 && /[：:]\s*$/u.test(row.slice(0, match.index))) {
      cuts.push(match.index);
      last = value;
    }
  }
  for (let at = 1; at < row.length; at += 1) if (CIRCLED.test(row.charAt(at))) cuts.push(at);
  return cuts;
}

function hanValue(text: string): number {
  const digit = (sign: string): number => '一二三四五六七八九'.indexOf(sign) + 1;
  const ten = text.indexOf('十');
  if (ten < 0) return digit(text.charAt(text.length - 1));
  return (ten === 0 ? 1 : digit(text.charAt(0))) * 10 + (ten === text.length - 1 ? 0 : digit(text.charAt(ten + 1)));
}

/** Without its number, blanks and the stop behind it. Two numbers may stand before it: 一、1. */
function lineAt(cell: string, start: number, end: number): readonly ReportLine[] {
  let from = start;
  for (let number = NUMBER.exec(cell.slice(from, end)); number; number = NUMBER.exec(cell.slice(from, end)))
    from += number[0].length;
  const rest = cell.slice(from, end);
  const begin = from + (rest.length - rest.trimStart().length);
  const text = withoutStops(rest.trim());
  return text === '' ? [] : [{ text, from: begin, to: begin + text.length }];
}

/** A full stop of an English word goes, that of a figure or an abbreviation of two letters stays. */
function withoutStops(text: string): string {
  let end = text.length;
  const isStop = (sign: string): boolean => sign !== '' && '；;。 \t\u3000'.includes(sign);
  const isEnglishStop = (): boolean => text.charAt(end - 1) === '.' && /[a-z]{3}/u.test(text.slice(end - 4, end - 1));
  while (isStop(text.charAt(end - 1)) || isEnglishStop()) end -= 1;
  return text.slice(0, end);
}

function isHeading(text: string): boolean {
  return /[：:]$/u.test(text) || /^[（(][^（()）]*[）)]$/u.test(text);
}
