// A zip that grows part by part into a file, so that a large one never lies in memory: only its table does. The same parts in the
// same order make the same bytes. Knows neither where the bytes go nor what is in them; the small ones that are made at once are
// zip-writer's.
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';
import type { LocalDate } from '../../shared/lib/time.ts';
import type { GrowingFile } from '../bundle-ports.ts';

export interface ZipEntry {
  /** A path with `/`, in UTF-8. */
  readonly name: string;
  /** The day that programs show for it; null for the first one a zip knows. */
  readonly day: LocalDate | null;
}

/** Bytes that come one after another, as many as was said. */
export interface ComingBytes {
  readonly sizeBytes: number;
  readonly chunks: AsyncIterable<Uint8Array | string>;
}

/** What became of one part. */
export interface AddedPart {
  readonly sizeBytes: number;
  /** sha-256 (hex). */
  readonly digest: string;
}

/** From where on a size or a count is written in the 64-bit form, which the others only hint at. */
export interface ZipWidths {
  readonly bytes: number;
  readonly entries: number;
}

const LOCAL = Buffer.from('PK\x03\x04', 'latin1');
const CENTRAL = Buffer.from('PK\x01\x02', 'latin1');
const END = Buffer.from('PK\x05\x06', 'latin1');
const WIDE_END = Buffer.from('PK\x06\x06', 'latin1');
const WIDE_PLACE = Buffer.from('PK\x06\x07\0\0\0\0', 'latin1');
const NOTHING = Buffer.alloc(0);
const WIDTHS: ZipWidths = { bytes: 0xffff_ffff, entries: 0xffff };
/** Stands where a number is told in the wide form. */
const ELSEWHERE = 0xffff_ffff;
const MANY = 0xffff;
/** Names are UTF-8. */
const FLAGS = 0x0800;
/** Who made it, as the table says: what Info-ZIP finds made on DOS it reads in a code page, whatever the flag says of its names. */
const MADE_ON_UNIX = 3 << 8;
/** A file that its owner writes and all may read. */
const MODE = (0o100644 << 16) >>> 0;
const STORED = 0;
const DEFLATED = 8;
const FIRST_DAY = 0x21;
const packed = promisify(deflateRaw);

interface Facts {
  readonly path: Buffer;
  readonly day: LocalDate | null;
  readonly method: typeof STORED | typeof DEFLATED;
  readonly offset: number;
  readonly isWide: boolean;
  crc: number;
  packedBytes: number;
  sizeBytes: number;
}

export class ZipStream {
  readonly #file: GrowingFile;
  readonly #widths: ZipWidths;
  readonly #entries: Facts[] = [];
  #offset = 0;

  constructor(file: GrowingFile, widths: ZipWidths = WIDTHS) {
    this.#file = file;
    this.#widths = widths;
  }

  /** Written so far; the table at the end comes on top. */
  get sizeBytes(): number {
    return this.#offset;
  }

  get count(): number {
    return this.#entries.length;
  }

  /** `isPacked`: what is packed already only grows by packing it again. Rejects with what the file says. */
  async add(entry: ZipEntry, bytes: Uint8Array, { isPacked }: { readonly isPacked: boolean }): Promise<AddedPart> {
    const body = isPacked ? bytes : await packed(bytes);
    const method = isPacked ? STORED : DEFLATED;
    const facts = this.#begin(entry, { method, mostBytes: Math.max(body.length, bytes.length) });
    Object.assign(facts, { crc: crc32(bytes), packedBytes: body.length, sizeBytes: bytes.length });
    await this.#append(this.#localOf(facts));
    await this.#append(body);
    this.#entries.push(facts);
    return { sizeBytes: bytes.length, digest: createHash('sha256').update(bytes).digest('hex') };
  }

  /** Stored as they come. Rejects with what `chunks` or the file says; the part is not in the zip then, nor a byte of it. */
  async addComing(entry: ZipEntry, coming: ComingBytes): Promise<AddedPart> {
    const facts = this.#begin(entry, { method: STORED, mostBytes: coming.sizeBytes });
    try {
      const digest = await this.#take(facts, coming);
      // Its check sum is known only now.
      await this.#file.patch(facts.offset, this.#localOf(facts));
      this.#entries.push(facts);
      return { sizeBytes: facts.sizeBytes, digest };
    } catch (error) {
      await this.#file.cut(facts.offset);
      this.#offset = facts.offset;
      throw error;
    }
  }

  /** The table; nothing can be added after it. */
  async finish(): Promise<void> {
    const from = this.#offset;
    for (const facts of this.#entries) await this.#append(this.#centralOf(facts));
    await this.#append(this.#endOf(from, this.#offset - from));
  }

  async #take(facts: Facts, { sizeBytes, chunks }: ComingBytes): Promise<string> {
    const hash = createHash('sha256');
    await this.#append(this.#localOf(facts));
    for await (const chunk of chunks) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      hash.update(bytes);
      facts.crc = crc32(bytes, facts.crc);
      facts.sizeBytes += bytes.length;
      if (facts.sizeBytes > sizeBytes) break;
      await this.#append(bytes);
    }
    if (facts.sizeBytes !== sizeBytes) throw new Error(`of ${sizeBytes} bytes of a part came ${facts.sizeBytes}`);
    facts.packedBytes = facts.sizeBytes;
    return hash.digest('hex');
  }

  #begin(
    { name, day }: ZipEntry,
    { method, mostBytes }: { readonly method: Facts['method']; readonly mostBytes: number },
  ): Facts {
    return {
      ...{ path: Buffer.from(name, 'utf8'), day, method, offset: this.#offset },
      ...{ isWide: mostBytes >= this.#widths.bytes, crc: 0, packedBytes: 0, sizeBytes: 0 },
    };
  }

  async #append(bytes: Uint8Array): Promise<void> {
    await this.#file.append(bytes);
    this.#offset += bytes.length;
  }

  #localOf(facts: Facts): Buffer {
    const { path, isWide, sizeBytes, packedBytes } = facts;
    const wide = isWide ? wideOf([sizeBytes, packedBytes]) : NOTHING;
    return Buffer.concat([LOCAL, headOf(facts, isWide, wide.length), path, wide]);
  }

  #centralOf(facts: Facts): Buffer {
    const { path, isWide, sizeBytes, packedBytes, offset } = facts;
    const isFar = offset >= this.#widths.bytes;
    const wide = wideOf([...(isWide ? [sizeBytes, packedBytes] : []), ...(isFar ? [offset] : [])]);
    const made = Buffer.alloc(2);
    made.writeUInt16LE(MADE_ON_UNIX | versionOf(isWide || isFar));
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(MODE, 6);
    tail.writeUInt32LE(isFar ? ELSEWHERE : offset, 10);
    return Buffer.concat([CENTRAL, made, headOf(facts, isWide || isFar, wide.length), tail, path, wide]);
  }

  #endOf(from: number, listingBytes: number): Buffer {
    const count = this.#entries.length;
    const { bytes, entries } = this.#widths;
    const isWide = count >= entries || from >= bytes || listingBytes >= bytes;
    const end = Buffer.alloc(18);
    end.writeUInt16LE(isWide ? MANY : count, 4);
    end.writeUInt16LE(isWide ? MANY : count, 6);
    end.writeUInt32LE(isWide ? ELSEWHERE : listingBytes, 8);
    end.writeUInt32LE(isWide ? ELSEWHERE : from, 12);
    return Buffer.concat([isWide ? wideEndOf(count, from, listingBytes) : NOTHING, END, end]);
  }
}

/** What both headers of a part say of it: 26 bytes. */
function headOf({ path, day, method, isWide, ...facts }: Facts, isNew: boolean, extraBytes: number): Buffer {
  const head = Buffer.alloc(26);
  head.writeUInt16LE(versionOf(isNew), 0);
  head.writeUInt16LE(FLAGS, 2);
  head.writeUInt16LE(method, 4);
  head.writeUInt16LE(dayOf(day), 8);
  head.writeUInt32LE(facts.crc, 10);
  head.writeUInt32LE(isWide ? ELSEWHERE : facts.packedBytes, 14);
  head.writeUInt32LE(isWide ? ELSEWHERE : facts.sizeBytes, 18);
  head.writeUInt16LE(path.length, 22);
  head.writeUInt16LE(extraBytes, 24);
  return head;
}

function versionOf(isWide: boolean): number {
  return isWide ? 45 : 20;
}

/** The extra field of 64-bit numbers; nothing for none. */
function wideOf(numbers: readonly number[]): Buffer {
  if (numbers.length === 0) return NOTHING;
  const extra = Buffer.alloc(4 + 8 * numbers.length);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(8 * numbers.length, 2);
  numbers.forEach((number, index) => extra.writeBigUInt64LE(BigInt(number), 4 + 8 * index));
  return extra;
}

function wideEndOf(count: number, from: number, listingBytes: number): Buffer {
  const end = Buffer.alloc(52);
  end.writeBigUInt64LE(44n, 0);
  end.writeUInt16LE(versionOf(true), 8);
  end.writeUInt16LE(versionOf(true), 10);
  end.writeBigUInt64LE(BigInt(count), 20);
  end.writeBigUInt64LE(BigInt(count), 28);
  end.writeBigUInt64LE(BigInt(listingBytes), 36);
  end.writeBigUInt64LE(BigInt(from), 44);
  const place = Buffer.alloc(12);
  place.writeBigUInt64LE(BigInt(from + listingBytes), 0);
  place.writeUInt32LE(1, 8);
  return Buffer.concat([WIDE_END, end, WIDE_PLACE, place]);
}

/** As zips tell days: from 1980 to 2107. */
function dayOf(day: LocalDate | null): number {
  const [year = 0, month = 0, date = 0] = (day ?? '').split('-').map(Number);
  return year < 1980 || year > 2107 ? FIRST_DAY : ((year - 1980) << 9) | (month << 5) | date;
}
