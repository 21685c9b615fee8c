// Where a secret stands in a file for the public: in its bytes, in its name, in each part of a package, in every stream of a PDF
// and in the words a reader of PDFs takes from it; as UTF-8, as UTF-16, as the hex of PDFs, with blanks between, and in base 64.
import { spawnSync } from 'node:child_process';
import { inflateSync } from 'node:zlib';
import { zipParts } from '../../../server/export/zip-reader.ts';
import { HAS_POPPLER } from './print.ts';

const LIMITS = { entries: 5_000, unpackedBytes: 200 * 1024 * 1024 };

/** Where each of `secrets` was found; empty = nowhere. */
export function leaksIn(
  { fileName, content }: { readonly fileName: string; readonly content: string | Uint8Array },
  secrets: ReadonlySet<string>,
): readonly string[] {
  const bytes = Buffer.from(content);
  const texts = [fileName, ...textsIn(bytes)].map((text) => text.replace(BLANKS, ''));
  const lower = texts.map((text) => text.toLowerCase());
  return [...secrets].flatMap((secret) => {
    const isTold = texts.some((text) => text.includes(secret) || text.includes(inBase64(secret)));
    const isInHex = lower.some((text) => text.includes(inHex(secret)));
    return isTold || isInHex ? [`${fileName}: ${secret}`] : [];
  });
}

/** What may stand between letters without being read. */
const BLANKS = /[\s\u200b-\u200d\u2060\u00ad]+/gu;

/** Every text that a file can be read as. */
function textsIn(bytes: Buffer): readonly string[] {
  const head = bytes.subarray(0, 4).toString('latin1');
  const plain = [bytes.toString('utf8'), bytes.toString('utf16le')];
  if (head === '%PDF') return [...plain, ...streamsOf(bytes), ...wordsOf(bytes)];
  if (head !== 'PK\u0003\u0004') return plain;
  const parts = zipParts(bytes, LIMITS);
  if (parts === null || parts === 'too-large') throw new Error('a package cannot be unpacked');
  return [...plain, ...parts.flatMap(({ name, bytes: inside }) => [name, ...textsIn(Buffer.from(inside))])];
}

/** As PDFs write their titles. */
function inHex(secret: string): string {
  return Buffer.from(secret, 'utf16le').swap16().toString('hex');
}

/** The middle of it, which is the same wherever it begins in steps of three. */
function inBase64(secret: string): string {
  return Buffer.from(secret).toString('base64').slice(0, -4);
}

function streamsOf(pdf: Buffer): readonly string[] {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/stream\r?\n/gu)].flatMap((found) => {
    const from = found.index + found[0].length;
    const to = text.indexOf('endstream', from);
    try {
      return [inflateSync(pdf.subarray(from, to)).toString('latin1')];
    } catch {
      // Not packed: its bytes were searched as they are.
      return [];
    }
  });
}

function wordsOf(pdf: Buffer): readonly string[] {
  if (!HAS_POPPLER) return [];
  const told = [
    spawnSync('pdftotext', ['-', '-'], { input: pdf }),
    spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf }),
  ];
  return told.map(({ stdout }) => stdout.toString('utf8'));
}
