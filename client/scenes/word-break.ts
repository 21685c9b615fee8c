// Where a Chinese or English line may break: between words only, never inside the name of a body, a number with its
// measure, or against the punctuation rules (避头尾).

export interface Piece {
  readonly text: string;
  /** How unwelcome a line end after this piece is, 0 (natural pause) to 1. */
  readonly strain: number;
}

const OPENING = /[《〈“‘（(「『【[]$/u;
const CLOSING = /^[》〉”’）)」』】\],.;:!?，。、；：！？…—%％]/u;
/** A lone character leans on the word before it (无人机, 学习会, 苏州市), unless it opens a new part of the sentence. */
const LONE_OPENER =
  /^[与和及暨并或由于在为对向把将被从到以按聘请谈就第不未已关经拟应各本该其是有\p{Nd}〇一二三四五六七八九十]$/u;
const HAN = /^\p{Script=Han}$/u;
const CONJUNCTION = /^(与|和|及|以及|暨|并|或)/u;
const LATIN = /[\p{Script=Latin}\p{Nd}/_.-]$/u;
const LATIN_START = /^[\p{Script=Latin}\p{Nd}/_.-]/u;

/** 第三届, 三届二次, 第二十次, 2021年4月23日, 15分钟, 50348: taken as one word. */
const COUNTED =
  /第[〇一二三四五六七八九十百\d]+届第[〇一二三四五六七八九十百\d]+次|第[〇一二三四五六七八九十百\d]+[届次项号期批季条章]|[一二三四五六七八九十]+届[一二三四五六七八九十]+次|(\d+年)?\d+月\d+日|\d+(年|月|日|号|时|分钟?|秒|万|亿|%|％|周年)|[上下]半年/gu;

/** A word that ends the name of a body. */
const BODY_END =
  /(联合会|委员会|常务理事会|理事会|监事会|代表大会|董事会|专家委|标委会|协会|学会|商会|事务所|有限公司|集团|管理局|公安局|办公室|研究院|研究所|检测中心|大学|学院|银行|支行|政府)/gu;
/** Words that cannot belong to a name and so end the search for its beginning. */
const BEFORE_NAME =
  /^(关于|审议|讨论|听取|介绍|通过|表决|聘任|聘请|聘|选举|与|和|及|的|由|在|对|为|向|同|暨|签订|报告|汇报|[^\p{L}\p{N}]+)$/u;
/** Another name, or a count of a session, just before: the name begins after it. */
const ENDS_UNIT = /(会|委|事务所|公司|[届次项号期批日月年])$/u;
const LONGEST_NAME = 14;

/**
 * `text` cut into the pieces a line may be made of; joined they give `text` again. `names` are further wordings (names
 * of organisations on the screen) to be kept whole when they are not too long for a line.
 */
export function pieces(text: string, names: readonly string[] = []): readonly Piece[] {
  const starts = segmentStarts(text);
  const kept = keptRanges(text, starts, names);
  const breaks = starts.filter(
    (at, index) =>
      at > 0 && mayBreak(text, at, starts[index + 1]) && !kept.some(({ from, to }) => from < at && at < to),
  );
  const cuts = [0, ...breaks, text.length];
  const parts = cuts.slice(0, -1).map((from, index) => text.slice(from, cuts[index + 1]));
  return parts
    .filter((part) => part !== '')
    .map((part, index, all) => ({ text: part, strain: strainAfter(part, all[index + 1]) }));
}

function segmentStarts(text: string): readonly number[] {
  // Old projector browsers lack the segmenter; then every character may end a line, as Chinese always was set.
  if (typeof Intl.Segmenter === 'undefined') return [...text.matchAll(/./gsu)].map((match) => match.index);
  return [...new Intl.Segmenter('zh-CN', { granularity: 'word' }).segment(text)].map((segment) => segment.index);
}

function mayBreak(text: string, at: number, nextStart: number | undefined): boolean {
  // The two characters that the rules ask for: of a long text, all before each word is another text to read.
  const before = text.slice(Math.max(0, at - 4), at);
  const after = text.slice(at);
  const word = text.slice(at, nextStart);
  if (OPENING.test(before) || CLOSING.test(after) || /^\s/u.test(after)) return false;
  if (LATIN.test(before) && LATIN_START.test(after)) return false;
  const leans = HAN.test(word) && !LONE_OPENER.test(word) && /\p{Script=Han}{2}$/u.test(before);
  return !leans;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function keptRanges(text: string, starts: readonly number[], names: readonly string[]): readonly Range[] {
  const counted = [...text.matchAll(COUNTED)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }));
  const bodies = [...text.matchAll(BODY_END)].map((match) => bodyRange(text, starts, match.index, match[0].length));
  const given = names
    .filter((name) => name.length > 1 && name.length <= LONGEST_NAME)
    .flatMap((name) => occurrences(text, name));
  return [...counted, ...bodies, ...given];
}

function bodyRange(text: string, starts: readonly number[], endAt: number, endLength: number): Range {
  const to = endAt + endLength;
  let from = endAt;
  const before = starts.filter((at) => at < endAt).toReversed();
  for (const [index, at] of before.entries()) {
    const wordEnd = index === 0 ? endAt : (before[index - 1] ?? endAt);
    const isNewPart = index > 0 && ENDS_UNIT.test(text.slice(0, wordEnd));
    if (isNewPart || BEFORE_NAME.test(text.slice(at, wordEnd)) || to - at > LONGEST_NAME) break;
    from = at;
  }
  return { from, to };
}

function occurrences(text: string, name: string): readonly Range[] {
  const found: Range[] = [];
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + name.length)) {
    found.push({ from: at, to: at + name.length });
  }
  return found;
}

function strainAfter(part: string, next: string | undefined): number {
  if (next === undefined || /[，、；：。》”）)!?！？,;:]\s*$/u.test(part)) return 0;
  if (CONJUNCTION.test(next) || /^[《“（(]/u.test(next)) return 0;
  if (/\s$/u.test(part)) return 0.1;
  // After a body's name the sentence takes breath.
  if (/(会|委|局|所|司|院|校|行)$/u.test(part) && part.length > 3) return 0.15;
  if (part.endsWith('的')) return 0.3;
  return 0.6;
}
