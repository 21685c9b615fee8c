// Chinese names in the orders that lists of people have: by the strokes of the surname (姓氏笔画), in either custom, and by
// sound with surnames read as surnames (domain.md §7). Order of rank is the list's own and is set by hand.
import { charactersRead } from './pinyin-syllables.ts';
import { strokePlace } from './stroke-order.ts';

/**
 * `surname-strokes`: a single given name stands before double ones of the same surname, as if its place were empty (田富,
 * 田大利). `name-strokes`: its character is compared with the first of theirs (田大利, 田富). `sound`: pinyin.
 */
export type NameOrder = 'surname-strokes' | 'name-strokes' | 'sound';

const COMPOUND = new Set(
  (
    '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 ' +
    '钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 ' +
    '东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 第五'
  ).split(' '),
);

/** Surnames that are read otherwise than the character usually is, with one that is always read so. */
const READ_AS: ReadonlyMap<string, string> = new Map([
  ['单', '善'],
  ['曾', '增'],
  ['仇', '求'],
  ['任', '人'],
  ['解', '谢'],
  ['区', '欧'],
  ['查', '渣'],
  ['盖', '葛'],
  ['朴', '瓢'],
  ['华', '画'],
  ['缪', '妙'],
  ['翟', '宅'],
  ['冼', '显'],
  ['员', '运'],
  ['逄', '旁'],
  ['种', '虫'],
  ['乐', '月'],
  ['尉迟', '玉迟'],
  ['万俟', '莫其'],
  ['乐正', '月正'],
  ['澹台', '谈台'],
]);

export interface NameParts {
  readonly surname: string;
  readonly given: string;
}

/** A name as it is sorted: blanks inside it are only for show. Names with a ·, and others not of this form, are all surname. */
export function nameParts(name: string): NameParts {
  const plain = name.replace(/[\s\u3000]/gu, '');
  const characters = [...plain];
  if (!/^\p{Script=Han}{2,4}$/u.test(plain)) return { surname: plain, given: '' };
  const two = characters.slice(0, 2).join('');
  const length = characters.length > 2 && COMPOUND.has(two) ? 2 : 1;
  return { surname: characters.slice(0, length).join(''), given: characters.slice(length).join('') };
}

/**
 * `entries` sorted anew by what `nameOf` says; those of the same name keep their order. `readingOf`: how their surname is
 * read, in pinyin with or without tones, where that was written down (Shàn, qiu2).
 */
export function sortByName<T>(
  entries: readonly T[],
  nameOf: (entry: T) => string,
  order: NameOrder,
  readingOf: (entry: T) => string | null = () => null,
): readonly T[] {
  const compare = order === 'sound' ? bySound() : byStrokes(order);
  const parts = (entry: T): ReadName => ({ ...nameParts(nameOf(entry)), reading: readingOf(entry) });
  return entries
    .map((entry) => ({ entry, name: parts(entry) }))
    .sort((a, b) => compare(a.name, b.name))
    .map(({ entry }) => entry);
}

interface ReadName extends NameParts {
  readonly reading: string | null;
}
type Compare = (a: ReadName, b: ReadName) => number;

function byStrokes(order: 'surname-strokes' | 'name-strokes'): Compare {
  const { compare: platform } = new Intl.Collator('zh-u-co-stroke');
  const keyOf = ({ surname, given }: NameParts): readonly string[] => {
    const characters = [...given];
    const isShort = order === 'surname-strokes' && characters.length === 1;
    return [...surname, '', ...(isShort ? [''] : []), ...characters];
  };
  return (a, b) => compareLists(keyOf(a), keyOf(b), (left, right) => compareStrokes(left, right, platform));
}

/** Characters by their strokes; whatever is no Chinese character stands behind them. */
function compareStrokes(a: string, b: string, platform: (a: string, b: string) => number): number {
  const [left, right] = [a, b].map((each) => (HAN.test(each) ? strokePlace(each, platform) : null));
  if (!left || !right) return left ? -1 : right ? 1 : platform(a, b);
  return left.strokes - right.strokes || placeOf(left) - placeOf(right) || (left.place === null ? platform(a, b) : 0);
}

const HAN = /\p{Script=Han}/u;
const placeOf = ({ place }: { readonly place: number | null }): number => place ?? Number.MAX_SAFE_INTEGER;

function bySound(): Compare {
  const { compare } = new Intl.Collator('zh-u-co-pinyin');
  const readOf = ({ surname, reading }: ReadName): string =>
    (reading === null ? null : charactersRead(reading)) ?? READ_AS.get(surname) ?? surname;
  return (a, b) => compare(readOf(a), readOf(b)) || compare(a.surname, b.surname) || compare(a.given, b.given);
}

/** Character by character; what ends first comes first. */
function compareLists(a: readonly string[], b: readonly string[], compare: (a: string, b: string) => number): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const [left, right] = [a[at], b[at]];
    if (left === undefined || right === undefined) return left === right ? 0 : left === undefined ? -1 : 1;
    const difference = left === right ? 0 : left === '' ? -1 : right === '' ? 1 : compare(left, right);
    if (difference !== 0) return difference;
  }
  return 0;
}
