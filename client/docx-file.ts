// A .docx as text, read in the browser: the file goes nowhere.
import { docxText } from '../shared/capture/notice/docx-text.ts';
import { ok, refused, type Result } from '../shared/lib/result.ts';
import { zipParts } from './zip-parts.ts';

/** Of the file, and of the part that holds its text. */
export const MAX_DOCX_BYTES = 10 * 1024 * 1024;
const LIMITS = { unpackedBytes: 8 * 1024 * 1024, entries: 2_000 };
const MAIN_PART = 'word/document.xml';

/** Refusals: `too-large`, `not-docx` (an old .doc, another file, one with a password, a damaged one). */
export async function readDocx(bytes: Uint8Array<ArrayBuffer>): Promise<Result<string, 'too-large' | 'not-docx'>> {
  if (bytes.byteLength > MAX_DOCX_BYTES) return refused('too-large');
  const parts = await zipParts(bytes, (name) => name === MAIN_PART, LIMITS);
  if (!parts.ok) return refused(parts.code === 'too-large' ? 'too-large' : 'not-docx');
  const text = parts.value.get(MAIN_PART);
  return text === undefined ? refused('not-docx') : ok(docxText(text));
}
