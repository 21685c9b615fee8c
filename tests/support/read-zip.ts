// A zip read by its table, 64-bit forms too, for tests of what is written: each part's bytes are checked against its sum, and every
// part's own head against the table.
import { crc32, inflateRawSync } from 'node:zlib';

export interface ReadPart {
  readonly bytes: Buffer;
  readonly isStored: boolean;
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly isWide: boolean;
}

/** In the order of the table; throws for whatever does not fit together. */
export function readZip(zip: Buffer): ReadonlyMap<string, ReadPart> {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end === -1 || end + 22 !== zip.length) throw new Error('no end');
  let [count, from] = [zip.readUInt16LE(end + 10), zip.readUInt32LE(end + 16)];
  if (count === 0xffff || from === 0xffffffff) {
    if (zip.toString('latin1', end - 20, end - 16) !== 'PK\x06\x07') throw new Error('no wide place');
    const wide = Number(zip.readBigUInt64LE(end - 12));
    if (zip.toString('latin1', wide, wide + 4) !== 'PK\x06\x06') throw new Error('no wide end');
    [count, from] = [Number(zip.readBigUInt64LE(wide + 32)), Number(zip.readBigUInt64LE(wide + 48))];
  }
  const parts = new Map<string, ReadPart>();
  for (let at = from; parts.size < count;) {
    const { name, part, next } = partAt(zip, at);
    if (parts.has(name)) throw new Error(`twice: ${name}`);
    parts.set(name, part);
    at = next;
  }
  return parts;
}

function partAt(zip: Buffer, at: number): { readonly name: string; readonly part: ReadPart; readonly next: number } {
  if (zip.toString('latin1', at, at + 4) !== 'PK\x01\x02') throw new Error('no entry');
  const [nameBytes, extraBytes] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30)];
  const name = zip.toString('utf8', at + 46, at + 46 + nameBytes);
  // Linux's unzip takes names that were made on DOS for a code page's, and a mode of nothing for nobody's file.
  if (zip.readUInt8(at + 5) !== 3 || zip.readUInt16LE(at + 40) !== 0o100644) throw new Error(`made elsewhere: ${name}`);
  const wide = widthsIn(zip.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes));
  const told = (value: number): number => (value === 0xffffffff ? (wide.shift() ?? Number.NaN) : value);
  const isWide = zip.readUInt32LE(at + 24) === 0xffffffff || zip.readUInt32LE(at + 42) === 0xffffffff;
  const sizeBytes = told(zip.readUInt32LE(at + 24));
  const packedBytes = told(zip.readUInt32LE(at + 20));
  const offset = told(zip.readUInt32LE(at + 42));
  if (zip.toString('latin1', offset, offset + 4) !== 'PK\x03\x04') throw new Error(`no head: ${name}`);
  const local = zip.subarray(offset + 4, offset + 30);
  const listed = zip.subarray(at + 6, at + 32);
  // Flags, way, time, day, sum: the same in both; the length of the extra may differ.
  if (!local.subarray(2, 14).equals(listed.subarray(2, 14))) throw new Error(`two heads: ${name}`);
  const begin = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
  const body = zip.subarray(begin, begin + packedBytes);
  const isStored = zip.readUInt16LE(at + 10) === 0;
  const bytes = isStored ? Buffer.from(body) : inflateRawSync(body);
  if (bytes.length !== sizeBytes || crc32(bytes) !== zip.readUInt32LE(at + 16)) throw new Error(`torn: ${name}`);
  const date = zip.readUInt16LE(at + 14);
  const day = [1980 + (date >> 9), (date >> 5) & 15, date & 31].map((part) => String(part).padStart(2, '0')).join('-');
  return { name, part: { bytes, isStored, day, isWide }, next: at + 46 + nameBytes + extraBytes };
}

function widthsIn(extra: Buffer): number[] {
  if (extra.length === 0) return [];
  return Array.from({ length: extra.readUInt16LE(2) / 8 }, (_, index) => Number(extra.readBigUInt64LE(4 + 8 * index)));
}
