// The parts of a small zip that came from outside, in memory and within limits that are counted while it comes out, whatever
// its table promises (T28). Null for what is broken, encrypted, or says one thing twice.
import { inflateRawSync } from 'node:zlib';
import type { ZipPart } from './zip-writer.ts';

export interface ZipLimits {
  readonly entries: number;
  readonly unpackedBytes: number;
}

const END = 0x06054b50;
const END_BYTES = 22;
const MAX_REMARK_BYTES = 65_535;
const CENTRAL = 0x02014b50;
const CENTRAL_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly offset: number;
}

export function zipParts(bytes: Buffer, limits: ZipLimits): readonly ZipPart[] | 'too-large' | null {
  const entries = tableOf(bytes, limits.entries);
  if (entries === null || entries === 'too-large') return entries;
  const parts: ZipPart[] = [];
  const names = new Set<string>();
  let left = limits.unpackedBytes;
  for (const entry of entries) {
    // Folders hold nothing.
    if (entry.name.endsWith('/')) continue;
    // Two of one name, or differing in case only: programs would not agree on which they read.
    const key = entry.name.toLowerCase();
    if (names.has(key) || !isPlain(entry.name)) return null;
    names.add(key);
    const unpacked = unpackedOf(bytes, entry, left);
    if (unpacked === null || unpacked === 'too-large') return unpacked;
    left -= unpacked.length;
    parts.push({ name: entry.name, bytes: unpacked });
  }
  return parts;
}

function isPlain(name: string): boolean {
  return name !== '' && !name.startsWith('/') && !/[\\:\0]/.test(name) && !name.split('/').includes('..');
}

function tableOf(bytes: Buffer, most: number): readonly Entry[] | 'too-large' | null {
  const last = bytes.length - END_BYTES;
  for (let at = last; at >= Math.max(0, last - MAX_REMARK_BYTES); at--) {
    if (bytes.readUInt32LE(at) !== END) continue;
    const count = bytes.readUInt16LE(at + 10);
    // Several disks, or the 64-bit form, which nothing so small needs.
    if (bytes.readUInt16LE(at + 4) !== 0) return null;
    return count > most ? 'too-large' : entriesOf(bytes, { from: bytes.readUInt32LE(at + 16), count });
  }
  return null;
}

function entriesOf(
  bytes: Buffer,
  { from, count }: { readonly from: number; readonly count: number },
): readonly Entry[] | null {
  const entries: Entry[] = [];
  for (let at = from; entries.length < count;) {
    if (at + CENTRAL_BYTES > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) return null;
    const [flags, method] = [bytes.readUInt16LE(at + 8), bytes.readUInt16LE(at + 10)];
    if ((flags & 1) !== 0 || (method !== STORED && method !== DEFLATED)) return null;
    const nameBytes = bytes.readUInt16LE(at + 28);
    const next = at + CENTRAL_BYTES + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    if (next > bytes.length) return null;
    entries.push({
      ...{ name: bytes.toString('utf8', at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameBytes), method },
      packedBytes: bytes.readUInt32LE(at + 20),
      unpackedBytes: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at = next;
  }
  return entries;
}

function unpackedOf(bytes: Buffer, entry: Entry, most: number): Buffer | 'too-large' | null {
  const { offset, method, packedBytes, unpackedBytes } = entry;
  if (unpackedBytes > most) return 'too-large';
  if (offset + LOCAL_BYTES > bytes.length || bytes.readUInt32LE(offset) !== LOCAL) return null;
  const from = offset + LOCAL_BYTES + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  if (from + packedBytes > bytes.length) return null;
  const packed = bytes.subarray(from, from + packedBytes);
  const unpacked = method === STORED ? packed : inflated(packed, unpackedBytes);
  return unpacked?.length === unpackedBytes ? unpacked : null;
}

/** Stops at the first byte more than was told. */
function inflated(packed: Buffer, mostBytes: number): Buffer | null {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, mostBytes) });
  } catch {
    // Broken or lying: either way not what it says it is.
    return null;
  }
}
