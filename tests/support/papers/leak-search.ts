// Where a secret stands in a file for the public: in its bytes, in its name, in each part of a package, in every stream of a PDF
// and in the words a reader of PDFs takes from it; as UTF-8, as UTF-16, as the hex of PDFs, with blanks or tags between, in base 64,
// whole or cut short. Each file is read once, whatever the number of secrets.
import { spawn } from 'node:child_process';
import { inflateSync } from 'node:zlib';
import { zipParts } from '../../../server/export/zip-reader.ts';
import { HAS_POPPLER } from './print.ts';

const LIMITS = { entries: 5_000, unpackedBytes: 200 * 1024 * 1024 };

export interface SearchedFile {
  readonly fileName: string;
  readonly content: string | Uint8Array;
}

/** What was found of `secrets`, each as file and secret; empty = nothing. */
export async function leaksIn(
  { fileName, content }: SearchedFile,
  secrets: ReadonlySet<string>,
): Promise<readonly string[]> {
  if (secrets.size === 0) throw new Error('nothing is searched for');
  const bytes = Buffer.from(content);
  const pattern = patternOf(secrets);
  const others = [...secrets].filter((secret) => !PLANTED.test(secret));
  const found = new Set<string>();
  for (const text of [fileName, ...textsIn(bytes), ...(await wordsOf(bytes))]) {
    const read = text.replace(UNREAD, '');
    if (pattern !== null) for (const [word] of read.matchAll(pattern)) found.add(word);
    for (const other of others) if (read.includes(other)) found.add(other);
  }
  const cut = [...found].filter((word) => !word.endsWith(PLANTED_END) && isBegun(word, secrets));
  return [
    ...[...secrets].filter((secret) => found.has(secret)).map((secret) => `${fileName}: ${secret}`),
    ...cut.map((word) => `${fileName}: ${word} (cut short)`),
  ];
}

function isBegun(word: string, secrets: ReadonlySet<string>): boolean {
  return !secrets.has(word) && [...secrets].some((secret) => secret.startsWith(word));
}

/** What may stand between letters without being read; ASCII in UTF-16 is read through it too. */
const UNREAD = /[\s\0\u200b-\u200d\u2060\u00ad]+/gu;
/** Of planted secrets the end may be cut off, as titles and digests are. */
const PLANTED = /^(SEC[A-J]+Q)[A-J]+ZX$/u;
const PLANTED_END = 'ZX';

/** Finds all planted ones in one go; null when there are none. */
function patternOf(secrets: ReadonlySet<string>): RegExp | null {
  const heads = new Set([...secrets].flatMap((secret) => PLANTED.exec(secret)?.[1] ?? []));
  return heads.size === 0 ? null : new RegExp(`(?:${[...heads].join('|')})[A-J]+(?:${PLANTED_END})?`, 'gu');
}

/** Every text that the bytes themselves can be read as. */
function textsIn(bytes: Buffer): readonly string[] {
  const head = bytes.subarray(0, 5).toString('latin1');
  const text = bytes.toString('utf8');
  if (head.startsWith('PK\u0003\u0004')) {
    const parts = zipParts(bytes, LIMITS);
    if (parts === null || parts === 'too-large') throw new Error('a package cannot be unpacked');
    return [text, ...parts.flatMap(({ name, bytes: inside }) => [name, ...textsIn(Buffer.from(inside))])];
  }
  const packed = [text, ...inBase64(text), ...inHex(text)];
  if (head === '%PDF-') return [...packed, ...streamsOf(bytes).flatMap((stream) => [stream, ...inHex(stream)])];
  // Words are torn into runs, and each is in tags of its own.
  return head.startsWith('<') ? [...packed, text.replace(/<[^>]*>/gu, '')] : [...packed, ...inUtf16(bytes)];
}

/** What is written in figures, as PDFs write their titles. */
function inHex(text: string): readonly string[] {
  const stretches = text.match(/(?:[0-9A-Fa-f]{2}\s*){8,}/gu) ?? [];
  return stretches.flatMap((stretch) => {
    const bytes = Buffer.from(stretch.replace(/\s/gu, ''), 'hex');
    return [bytes.toString('utf8'), ...inUtf16(bytes)];
  });
}

/** As pictures and fonts are carried in pages. */
function inBase64(text: string): readonly string[] {
  const stretches = text.match(/[0-9A-Za-z+/]{16,}/gu) ?? [];
  return stretches.map((stretch) => Buffer.from(stretch, 'base64').toString('utf8'));
}

function inUtf16(bytes: Buffer): readonly string[] {
  const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
  return [even.toString('utf16le'), Buffer.from(even).swap16().toString('utf16le')];
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

/** What a reader of PDFs copies out of it. */
function wordsOf(bytes: Buffer): Promise<readonly string[]> {
  if (!HAS_POPPLER || bytes.subarray(0, 5).toString('latin1') !== '%PDF-') return Promise.resolve([]);
  return new Promise((resolve, reject) => {
    const reader = spawn('pdftotext', ['-', '-'], { stdio: ['pipe', 'pipe', 'ignore'] });
    const read: Buffer[] = [];
    reader.stdout.on('data', (chunk: Buffer) => read.push(chunk));
    reader.on('error', reject);
    reader.on('close', (code) => {
      if (code === 0) resolve([Buffer.concat(read).toString('utf8')]);
      else reject(new Error('a PDF cannot be read'));
    });
    // One that gives up before it has all of it says so by its code.
    reader.stdin.on('error', () => undefined);
    reader.stdin.end(bytes);
  });
}
