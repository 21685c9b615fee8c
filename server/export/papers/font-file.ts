// What a font file says of itself: how its families are called, and which characters it has. Reads its tables and not its
// outlines; a file that is no font is none (null).
import { open } from 'node:fs/promises';

export interface FontFile {
  /** In every language that the file knows. */
  readonly families: readonly string[];
  readonly covered: Coverage;
}

/** Ranges in rising order: first and last character of each. */
export type Coverage = readonly (readonly [number, number])[];

const FAMILY = 1;
const TYPOGRAPHIC_FAMILY = 16;
const MAX_TABLE_BYTES = 8 * 1024 * 1024;
const MAX_RANGES = 200_000;

type Reader = (offset: number, length: number) => Promise<Buffer>;

/** Throws what the system says when the file cannot be read. */
export async function readFontFile(path: string): Promise<FontFile | null> {
  const file = await open(path, 'r');
  try {
    return await readFont(async (offset, length) => {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, offset);
      return buffer.subarray(0, bytesRead);
    });
  } finally {
    await file.close();
  }
}

export function readFontBytes(bytes: Buffer): Promise<FontFile | null> {
  return readFont((offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)));
}

async function readFont(read: Reader): Promise<FontFile | null> {
  try {
    const families = new Set<string>();
    const covered: (readonly [number, number])[] = [];
    for (const start of await faceStarts(read)) {
      const tables = await tablesOf(read, start);
      familiesOf(await tableOf(read, tables, 'name')).forEach((name) => families.add(name));
      covered.push(...rangesOf(await tableOf(read, tables, 'cmap')));
    }
    if (families.size === 0 || covered.length === 0) return null;
    return { families: [...families], covered: merged(covered) };
  } catch (error) {
    // Cut off or no font at all: reads beyond the end of a table.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

export function covers(covered: Coverage, character: number): boolean {
  let [low, high] = [0, covered.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [first, last] = covered[middle] ?? [Infinity, -Infinity];
    if (character < first) high = middle - 1;
    else if (character > last) low = middle + 1;
    else return true;
  }
  return false;
}

/** One, or those of a collection (.ttc). */
async function faceStarts(read: Reader): Promise<readonly number[]> {
  const head = await read(0, 12);
  if (head.toString('latin1', 0, 4) !== 'ttcf') return [0];
  const count = Math.min(head.readUInt32BE(8), 64);
  const offsets = await read(12, 4 * count);
  return Array.from({ length: count }, (_, index) => offsets.readUInt32BE(4 * index));
}

type Tables = ReadonlyMap<string, { readonly offset: number; readonly length: number }>;

async function tablesOf(read: Reader, start: number): Promise<Tables> {
  const count = (await read(start, 12)).readUInt16BE(4);
  const list = await read(start + 12, 16 * count);
  return new Map(
    Array.from({ length: count }, (_, index) => {
      const at = 16 * index;
      const place = { offset: list.readUInt32BE(at + 8), length: list.readUInt32BE(at + 12) };
      return [list.toString('latin1', at, at + 4), place];
    }),
  );
}

async function tableOf(read: Reader, tables: Tables, tag: string): Promise<Buffer> {
  const place = tables.get(tag);
  return place === undefined ? Buffer.alloc(0) : read(place.offset, Math.min(place.length, MAX_TABLE_BYTES));
}

function familiesOf(names: Buffer): readonly string[] {
  if (names.length === 0) return [];
  const count = names.readUInt16BE(2);
  const texts = names.readUInt16BE(4);
  const found: string[] = [];
  for (let at = 6; at < 6 + 12 * count; at += 12) {
    const [platform, kind] = [names.readUInt16BE(at), names.readUInt16BE(at + 6)];
    if (kind !== FAMILY && kind !== TYPOGRAPHIC_FAMILY) continue;
    const from = texts + names.readUInt16BE(at + 10);
    const text = Buffer.from(names.subarray(from, from + names.readUInt16BE(at + 8)));
    // Unicode and Windows write UTF-16 with the high byte first; what else there is, is old and Latin.
    if ((platform === 0 || platform === 3) && text.length % 2 === 0) found.push(text.swap16().toString('utf16le'));
    else if (platform === 1) found.push(text.toString('latin1'));
  }
  return found.filter((name) => name !== '');
}

function rangesOf(map: Buffer): readonly (readonly [number, number])[] {
  if (map.length === 0) return [];
  const ranges: (readonly [number, number])[] = [];
  for (let index = 0; index < map.readUInt16BE(2); index += 1) {
    const at = map.readUInt32BE(4 + 8 * index + 4);
    const format = map.readUInt16BE(at);
    if (format === 12) ranges.push(...groupsOf(map, at));
    else if (format === 4) ranges.push(...segmentsOf(map, at));
    if (ranges.length > MAX_RANGES) break;
  }
  return ranges;
}

function groupsOf(map: Buffer, at: number): readonly (readonly [number, number])[] {
  const count = Math.min(map.readUInt32BE(at + 12), MAX_RANGES);
  return Array.from({ length: count }, (_, index) => {
    const group = at + 16 + 12 * index;
    return [map.readUInt32BE(group), map.readUInt32BE(group + 4)] as const;
  });
}

/** Format 4: characters of a segment may still be none; of such fonts the few gaps are told by their box alone. */
function segmentsOf(map: Buffer, at: number): readonly (readonly [number, number])[] {
  const double = map.readUInt16BE(at + 6);
  return Array.from({ length: double / 2 }, (_, index) => {
    const last = map.readUInt16BE(at + 14 + 2 * index);
    const first = map.readUInt16BE(at + 16 + double + 2 * index);
    return [first, Math.min(last, 0xfffe)] as const;
  }).filter(([first, last]) => first <= last);
}

function merged(ranges: readonly (readonly [number, number])[]): Coverage {
  const result: [number, number][] = [];
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const end = result.at(-1);
    if (end !== undefined && first <= end[1] + 1) end[1] = Math.max(end[1], last);
    else result.push([first, last]);
  }
  return result;
}
