// The table of contents of a zip, as far as it takes to tell an office file from a bomb. Reads no more than the table
// and, of what it must believe, counts what comes out; nothing is ever unpacked anywhere.
import { open, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly isDeflated: boolean;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  /** Of its local header. */
  readonly offset: number;
}

export interface ZipContents {
  readonly entries: readonly ZipEntry[];
  readonly packedBytes: number;
  readonly unpackedBytes: number;
}

const TAIL_BYTES = 65_557;
const END = 0x06054b50;
const END_BYTES = 22;
const CENTRAL = 0x02014b50;
const CENTRAL_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const MAX_TABLE_BYTES = 4 * 1024 * 1024;
const STORED = 0;
const DEFLATED = 8;

/** Null when the file has no sound table of contents: truncated, encrypted, of several disks, or of another packing. */
export async function zipContents(path: string, sizeBytes: number): Promise<ZipContents | null> {
  const handle = await open(path, 'r');
  try {
    const tail = await readAt(handle, Math.max(0, sizeBytes - TAIL_BYTES), Math.min(sizeBytes, TAIL_BYTES));
    const end = endRecord(tail);
    if (end === null || end.tableBytes > MAX_TABLE_BYTES || end.tableOffset + end.tableBytes > sizeBytes) return null;
    const entries = tableEntries(await readAt(handle, end.tableOffset, end.tableBytes), end.count);
    if (entries === null) return null;
    const sum = (size: (entry: ZipEntry) => number): number => entries.reduce((total, entry) => total + size(entry), 0);
    const contents = { entries, packedBytes: sum((e) => e.packedBytes), unpackedBytes: sum((e) => e.unpackedBytes) };
    // Entries that share their bytes: a small file that unpacks without end.
    return contents.packedBytes > sizeBytes ? null : contents;
  } finally {
    await handle.close();
  }
}

/** Whether every entry unpacks to what the table says; stops at the first byte too many. */
export async function unpacksAsTold(path: string, { entries }: ZipContents): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    for (const entry of entries) if (!(await isAsTold(handle, entry))) return false;
    return true;
  } finally {
    await handle.close();
  }
}

/** The beginning of a stored entry. */
export async function storedText(path: string, entry: ZipEntry, maxBytes: number): Promise<string> {
  const handle = await open(path, 'r');
  try {
    const from = await dataOffset(handle, entry);
    const bytes = Math.min(maxBytes, entry.packedBytes);
    return from === null || entry.isDeflated ? '' : (await readAt(handle, from, bytes)).toString('latin1');
  } finally {
    await handle.close();
  }
}

function endRecord(
  tail: Buffer,
): { readonly count: number; readonly tableBytes: number; readonly tableOffset: number } | null {
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== END) continue;
    const count = tail.readUInt16LE(at + 10);
    // Several disks, or the 64-bit form, which no file of 50 MB needs.
    if (tail.readUInt16LE(at + 4) !== 0 || count === 0xffff) return null;
    return { count, tableBytes: tail.readUInt32LE(at + 12), tableOffset: tail.readUInt32LE(at + 16) };
  }
  return null;
}

function tableEntries(table: Buffer, count: number): readonly ZipEntry[] | null {
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < count;) {
    if (at + CENTRAL_BYTES > table.length || table.readUInt32LE(at) !== CENTRAL) return null;
    const [flags, method] = [table.readUInt16LE(at + 8), table.readUInt16LE(at + 10)];
    if ((flags & 1) !== 0 || (method !== STORED && method !== DEFLATED)) return null;
    const nameBytes = table.readUInt16LE(at + 28);
    const next = at + CENTRAL_BYTES + nameBytes + table.readUInt16LE(at + 30) + table.readUInt16LE(at + 32);
    if (next > table.length) return null;
    entries.push({
      name: table.toString('utf8', at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameBytes),
      isDeflated: method === DEFLATED,
      packedBytes: table.readUInt32LE(at + 20),
      unpackedBytes: table.readUInt32LE(at + 24),
      offset: table.readUInt32LE(at + 42),
    });
    at = next;
  }
  return entries;
}

async function isAsTold(handle: FileHandle, entry: ZipEntry): Promise<boolean> {
  const from = await dataOffset(handle, entry);
  if (from === null) return false;
  if (!entry.isDeflated) return entry.packedBytes === entry.unpackedBytes;
  if (entry.packedBytes === 0) return false;
  const range = { start: from, end: from + entry.packedBytes - 1, autoClose: false };
  let unpacked = 0;
  try {
    await pipeline(handle.createReadStream(range), createInflateRaw(), async (out: AsyncIterable<Buffer>) => {
      for await (const chunk of out) {
        unpacked += chunk.length;
        if (unpacked > entry.unpackedBytes) throw new RangeError('more than the table says');
      }
    });
  } catch {
    // Broken or lying: either way not what it says it is.
    return false;
  }
  return unpacked === entry.unpackedBytes;
}

/** Where its bytes begin: behind the local header, whose length only that header tells. */
async function dataOffset(handle: FileHandle, { offset }: ZipEntry): Promise<number | null> {
  const header = await readAt(handle, offset, LOCAL_BYTES);
  if (header.length < LOCAL_BYTES || header.readUInt32LE(0) !== LOCAL) return null;
  return offset + LOCAL_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
}

async function readAt(handle: FileHandle, position: number, bytes: number): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(bytes), 0, bytes, position);
  return buffer.subarray(0, bytesRead);
}
