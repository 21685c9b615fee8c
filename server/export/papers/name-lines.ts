// Lists of names and where their lines end: a name is not torn, nor parted from the bracket behind it; the firm within the
// bracket may be. Typst is told what to keep in one piece. Word has nothing for that which leaves the text as it was written
// (a joiner within 刘晓新 would hide it from whoever searches), so before a name that would be torn its line ends by hand.
import { emWidth, isFullWidth } from '../../../shared/papers/em-width.ts';

/** Characters; what is longer is no name. */
const LONGEST_KEPT = 9;
/** Never first in a line: whatever stands before goes down with it. */
const NOT_FIRST = /^[，。、；：！？）》〉」』】〕”’…—·,.;:!?)\]}%]/u;
/** Never last in one. */
const NOT_LAST = /[（《〈「『【〔“‘([{]$/u;

/** 张　伟（甲 | 公司）: what is kept in one piece, and what may break. A bracket never begins a line. */
export function nameAndRest(words: string): readonly [string, string] {
  const name = /^[^（(]*(?:[（(](?:\p{Script=Han}|[\w:.-]{1,12})?)?/u.exec(words)?.[0] ?? words;
  return name.length > LONGEST_KEPT ? ['', words] : [name, words.slice(name.length)];
}

/** The list in stretches: between two of them a line is ended by hand, within one it ends where it is full. */
export function nameLines(names: readonly string[], separator: string, capacity: number): readonly string[] {
  const lines: string[] = [''];
  let room: Room = { least: capacity, most: capacity };
  names.forEach((words, at) => {
    const [name, rest] = nameAndRest(words);
    if (emWidth(name) > room.most && room.most < capacity && room.least < capacity / 2) {
      lines.push('');
      room = { least: capacity, most: capacity };
    }
    const text = words + (at + 1 < names.length ? separator : '');
    const pieces = [...(name === '' ? [] : [name]), ...unitsOf(rest + text.slice(words.length))];
    room = {
      most: roomAfter(pieces, { room: room.most, capacity, widthOf: emWidth }),
      least: roomAfter(pieces, { room: room.least, capacity, widthOf: widestOf }),
    };
    lines[lines.length - 1] += text;
  });
  return lines.map((line) => line.trim());
}

/**
 * Of the line that is being filled, in characters: in Word, and where Latin letters are wider and stand off Chinese ones, as in
 * LibreOffice. There a line may just have begun by itself when in Word it is full: to end it by hand would leave it short.
 */
interface Room {
  readonly most: number;
  readonly least: number;
}

function widestOf(text: string): number {
  const signs = [...text];
  const edges = signs.filter((sign, at) => /[A-Za-z0-9]/u.test(sign) !== /[A-Za-z0-9]/u.test(signs[at - 1] ?? sign));
  return emWidth(text) + 0.15 * signs.filter((sign) => /[A-Za-z0-9]/u.test(sign)).length + 0.25 * edges.length;
}

/** What a line is not broken within: a character of Chinese with its marks, a word of anything else. */
function unitsOf(text: string): readonly string[] {
  const units: string[] = [];
  for (const sign of text) {
    const last = units.at(-1);
    const isWord = (word: string): boolean => /^\S+$/u.test(word) && ![...word].some(isFullWidth);
    const clings = NOT_FIRST.test(sign) || NOT_LAST.test(last ?? '') || (isWord(last ?? '') && isWord(sign));
    if (last !== undefined && clings) units[units.length - 1] = last + sign;
    else units.push(sign);
  }
  return units;
}

/** What is left of the line on which the last of them stands. */
function roomAfter(
  pieces: readonly string[],
  {
    room,
    capacity,
    widthOf,
  }: { readonly room: number; readonly capacity: number; readonly widthOf: (text: string) => number },
): number {
  return pieces.reduce((left, piece) => {
    const width = widthOf(piece);
    if (width <= left) return left - width;
    return Math.max(0, capacity - width);
  }, room);
}
