// Whole numbers below a thousand as Chinese writes them: 三, 十二, 二十, 一百零五. Reads digits of either width as well.
import { narrowed } from './half-width.ts';

const DIGITS = '零一二三四五六七八九';
const VALUES: ReadonlyMap<string, number> = new Map([
  ...[...DIGITS].map((digit, value) => [digit, value] as const),
  ...[...'〇○'].map((zero) => [zero, 0] as const),
  ['两', 2],
]);
const LIMIT = 1_000;

/** One character of a number as `readNumber` understands it, for use in patterns. */
export const NUMBER_CHARACTER = '[0-9０-９〇○零一二两三四五六七八九十百]';

/** The number that the whole of `text` says; null when it says none. 二〇二六 is read digit by digit. */
export function readNumber(text: string): number | null {
  const plain = narrowed(text, /[０-９]/g);
  if (/^\d{1,4}$/.test(plain)) return Number(plain);
  const digits = [...plain].map((character) => VALUES.get(character));
  if (digits.length > 1 && digits.every((digit) => digit !== undefined)) return Number(digits.join(''));
  const parts = /^(?:([一二两三四五六七八九])百)?零?(?:([一二三四五六七八九])?(十))?零?([一二两三四五六七八九])?$/.exec(
    plain,
  );
  if (!parts || plain === '' || /^[零〇]/.test(plain)) return null;
  const [, hundreds, tens, ten, ones] = parts;
  const value = (digit: string | undefined, otherwise: number): number => VALUES.get(digit ?? '') ?? otherwise;
  return value(hundreds, 0) * 100 + (ten === undefined ? 0 : value(tens, 1) * 10) + value(ones, 0);
}

/** 1 → 一, 12 → 十二, 105 → 一百零五; digits from a thousand on, and for what is no whole number above nought. */
export function chineseNumber(number: number): string {
  if (!Number.isInteger(number) || number < 1 || number >= LIMIT) return String(number);
  const digit = (value: number): string => DIGITS[value] ?? '';
  const hundreds = Math.floor(number / 100);
  const tens = Math.floor((number % 100) / 10);
  const ones = number % 10;
  const head = hundreds === 0 ? '' : `${digit(hundreds)}百`;
  if (tens === 0) return `${head}${hundreds > 0 && ones > 0 ? '零' : ''}${ones > 0 ? digit(ones) : ''}`;
  const ten = tens === 1 && hundreds === 0 ? '十' : `${digit(tens)}十`;
  return `${head}${ten}${ones > 0 ? digit(ones) : ''}`;
}
