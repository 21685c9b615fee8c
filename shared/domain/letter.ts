// Letters: what a person gets to read by mail or in a group, as plain parts. What markup there is, its channel adds.
import { parsedJson } from '../lib/parsed-json.ts';

/** One part of a letter, in the order of reading. */
export type LetterPart =
  | { readonly kind: 'text'; readonly text: string }
  /** A passage of the minutes. */
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'facts'; readonly rows: readonly { readonly label: string; readonly value: string }[] }
  | { readonly kind: 'link'; readonly label: string; readonly url: string };

/** What a person gets to read. */
export interface Letter {
  readonly language: 'zh-CN' | 'en';
  readonly subject: string;
  readonly parts: readonly LetterPart[];
  /** An RFC 5545 calendar that goes along as a file. */
  readonly calendar?: string;
}

/** Letters are bounded: one that holds more is not written into the outbox. */
const LETTER_LIMITS = { subjectChars: 200, parts: 200, partChars: 4_000, calendarChars: 64_000 } as const;

/** The letter that the payload of a mail is; null when nobody could read it. */
export function letterIn(payload: string): Letter | null {
  return letterFrom(parsedJson(payload));
}

/** Null unless `value` is a letter within its bounds; what else it carries is left away. */
export function letterFrom(value: unknown): Letter | null {
  if (!isObject(value)) return null;
  const { language, subject, parts, calendar } = value;
  if (language !== 'zh-CN' && language !== 'en') return null;
  if (!isText(subject, LETTER_LIMITS.subjectChars) || !Array.isArray(parts)) return null;
  if (parts.length > LETTER_LIMITS.parts) return null;
  const read = parts.map(partFrom);
  const whole = read.filter((part) => part !== null);
  if (whole.length < read.length) return null;
  if (calendar === undefined) return { language, subject, parts: whole };
  return isText(calendar, LETTER_LIMITS.calendarChars) ? { language, subject, parts: whole, calendar } : null;
}

function partFrom(value: unknown): LetterPart | null {
  if (!isObject(value)) return null;
  const { kind, text, rows, label, url } = value;
  if (kind === 'text' || kind === 'quote') return isText(text) ? { kind, text } : null;
  if (kind === 'link') return isText(label) && isText(url) && isWebAddress(url) ? { kind, label, url } : null;
  if (kind !== 'facts' || !Array.isArray(rows)) return null;
  const read = rows.flatMap((row: unknown) =>
    isObject(row) && isText(row.label) && isText(row.value) ? [{ label: row.label, value: row.value }] : [],
  );
  return read.length === rows.length && rows.length <= LETTER_LIMITS.parts ? { kind, rows: read } : null;
}

function isText(value: unknown, maxChars: number = LETTER_LIMITS.partChars): value is string {
  return typeof value === 'string' && value.length <= maxChars;
}

/** Nothing that runs: a letter's links open pages. */
function isWebAddress(url: string): boolean {
  return /^https?:\/\/[^\s]+$/i.test(url);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
