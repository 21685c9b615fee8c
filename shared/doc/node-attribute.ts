// The values that nodes and marks of minutes carry, made safe: what a stranger's client wrote is read, never trusted.

const MAX_LINK_LENGTH = 2_048;
const SAFE_LINK = /^(?:https?:\/\/|mailto:)[^\s"'<>`\\\p{Cc}]+$/iu;

/** Whether `href` is an absolute http, https or mailto address without blanks, quotes or control characters. */
export function isSafeLink(href: string): boolean {
  return href.length <= MAX_LINK_LENGTH && SAFE_LINK.test(href);
}

/** Headings of minutes stand below the meeting's title and the item's: 2 to 4; anything else is 2. */
export function headingLevel(value: unknown): 2 | 3 | 4 {
  const level = numberOf(value);
  return level === 3 || level === 4 ? level : 2;
}

/** A whole number between `least` and `most`; anything else is `least`. */
export function wholeNumber(value: unknown, least: number, most: number): number {
  const number = numberOf(value);
  return Number.isInteger(number) && number >= least ? Math.min(number, most) : least;
}

/** Text that stands for itself; '' for anything else. */
export function plainText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Numbers and numerals only: an object may bring a `toString` of its own, and asking it would throw. */
function numberOf(value: unknown): number {
  return typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
}

/** Most columns or rows a table cell may span. */
export const MAX_SPAN = 1_000;
/** Highest number a list may start from. */
export const MAX_LIST_START = 1_000_000;

/** The id of an uploaded picture, or null. */
export function fileIdOf(value: unknown): string | null {
  return typeof value === 'string' && /^[0-9A-Za-z_-]{1,64}$/.test(value) ? value : null;
}

/** Widths of the columns a cell spans, in px, or null. */
export function columnWidths(value: unknown): readonly number[] | null {
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_SPAN) return null;
  const widths = value.map((width) => wholeNumber(width, 0, 10_000));
  return widths.some((width) => width > 0) ? widths : null;
}
