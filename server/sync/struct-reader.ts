// The structs of a V1 update, one after another, as places in its bytes: nothing is built, nothing nests, and no step
// costs more than one struct's bytes. Knows the format (yjs, `utils/encoding`), not what is allowed.
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

export interface ReadLimits {
  /** Bytes of one struct that is no text. */
  readonly maxBytes: number;
}

export interface StructId {
  readonly client: number;
  readonly clock: number;
}

/** A struct, or a part of one, as it is written: bytes and the clock they begin at. */
export interface Run {
  readonly clock: number;
  readonly bytes: Uint8Array;
}

export type CutFault = { readonly kind: 'malformed' } | { readonly kind: 'too-large' };

/** What a struct says in its first byte. */
const ORIGIN = 0x80;
const RIGHT_ORIGIN = 0x40;
const PARENT_SUB = 0x20;
const CONTENT = 0x1f;

const [GC, DELETED, JSONS, BINARY, STRING, EMBED, FORMAT, TYPE, ANY, DOC, SKIP] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
/** Types that carry a name. */
const [XML_ELEMENT, XML_HOOK] = [3, 5];
/** Nesting of one plain value; decode.ts allows less. */
const MAX_NESTING = 64;

class TooLarge extends Error {}

export class StructReader {
  readonly #bytes: Uint8Array;
  readonly #limits: ReadLimits;
  readonly #decoder: decoding.Decoder;
  #begin = 0;
  readonly #client: number;
  #clock: number;
  #length = 0;
  #info = 0;
  #origin: StructId | null = null;
  #rightOrigin: StructId | null = null;
  #parent: StructId | null = null;
  /** Where the text of a text struct begins, and before it its length; null for all others. */
  #text: { readonly size: number; readonly begin: number } | null = null;

  /** `first` names the struct that comes next. */
  constructor(bytes: Uint8Array, position: number, limits: ReadLimits, first: StructId = { client: 0, clock: 0 }) {
    this.#bytes = bytes;
    this.#limits = limits;
    this.#decoder = decoding.createDecoder(bytes);
    this.#decoder.pos = position;
    this.#client = first.client;
    this.#clock = first.clock;
  }

  static faultOf(fault: unknown): CutFault {
    return { kind: fault instanceof TooLarge ? 'too-large' : 'malformed' };
  }

  static tooLarge(): Error {
    return new TooLarge();
  }

  static malformed(): Error {
    return new Error('not an update');
  }

  get position(): number {
    return this.#decoder.pos;
  }

  /** Clock of the struct that was read last. */
  get clock(): number {
    return this.#clock;
  }

  /** What the struct that was read last refers to. */
  get references(): readonly StructId[] {
    return [this.#origin, this.#rightOrigin, this.#parent].filter((id) => id !== null);
  }

  /** Another reader at this place, where the struct `first` begins. */
  from(first: StructId): StructReader {
    return new StructReader(this.#bytes, this.position, this.#limits, first);
  }

  number(): number {
    return decoding.readVarUint(this.#decoder);
  }

  /** Reads one struct. Throws when the bytes end or mean nothing. */
  next(): void {
    this.#begin = this.position;
    this.#clock += this.#length;
    this.#origin = this.#rightOrigin = this.#parent = this.#text = null;
    this.#info = decoding.readUint8(this.#decoder);
    const content = this.#info & CONTENT;
    if (content === GC || content === SKIP) this.#length = this.number();
    else {
      this.#readPlace();
      this.#length = this.#readContent(content);
    }
    const size = this.position - this.#begin;
    if (this.#text === null && size > this.#limits.maxBytes) throw StructReader.tooLarge();
  }

  /** The struct that was read last, as written; a long text as several structs of at most `maxRun` UTF-16 units. */
  *runs(maxRun: number): Generator<Run, void> {
    const end = this.position;
    if (this.#text === null || this.#length <= maxRun) {
      yield { clock: this.#clock, bytes: this.#bytes.subarray(this.#begin, end) };
      return;
    }
    let clock = this.#clock;
    for (let from = this.#text.begin; from < end;) {
      const { to, units } = runFrom(this.#bytes, from, end, maxRun);
      yield { clock, bytes: this.#textStruct(this.#text.size, clock, this.#bytes.subarray(from, to)) };
      clock += units;
      from = to;
    }
  }

  #readPlace(): void {
    if (this.#info & ORIGIN) this.#origin = this.#id();
    if (this.#info & RIGHT_ORIGIN) this.#rightOrigin = this.#id();
    if (this.#info & (ORIGIN | RIGHT_ORIGIN)) return;
    if (this.number() === 1) this.#skip(this.number());
    else this.#parent = this.#id();
    if (this.#info & PARENT_SUB) this.#skip(this.number());
  }

  /** Skips the content; answers its length on the clock. */
  #readContent(content: number): number {
    switch (content) {
      case DELETED:
        return this.number();
      case STRING:
        return this.#skipText();
      case JSONS:
      case ANY:
        return this.#skipList(content);
      case FORMAT:
        this.#skip(this.number());
        this.#skip(this.number());
        return 1;
      case BINARY:
      case EMBED:
        this.#skip(this.number());
        return 1;
      case TYPE: {
        const type = this.number();
        if (type === XML_ELEMENT || type === XML_HOOK) this.#skip(this.number());
        return 1;
      }
      case DOC:
        this.#skip(this.number());
        this.#skipAny();
        return 1;
      default:
        throw StructReader.malformed();
    }
  }

  #skipList(content: number): number {
    const count = this.number();
    for (let index = 0; index < count; index += 1) {
      if (content === ANY) this.#skipAny();
      else this.#skip(this.number());
      if (this.position - this.#begin > this.#limits.maxBytes) throw StructReader.tooLarge();
    }
    return count;
  }

  #skipText(): number {
    const before = this.position;
    const size = this.number();
    this.#text = { size: before, begin: this.position };
    this.#skip(size);
    // Megabytes of text count faster natively; what is no UTF-8 is found out when its piece is decoded.
    return Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + this.#text.begin, size).toString('utf8').length;
  }

  /** One plain value (lib0 `any`), without recursion: what nests in it waits as counts of values still to come. */
  #skipAny(): void {
    const open: { left: number; readonly keyed: boolean }[] = [{ left: 1, keyed: false }];
    for (let inner = open.at(-1); inner; inner = open.at(-1)) {
      if (inner.left === 0) {
        open.pop();
        continue;
      }
      inner.left -= 1;
      if (inner.keyed) this.#skip(this.number());
      const kind = decoding.readUint8(this.#decoder);
      if (kind === 117 || kind === 118) open.push({ left: this.number(), keyed: kind === 118 });
      else this.#skipPrimitive(kind);
      if (open.length > MAX_NESTING || this.position - this.#begin > this.#limits.maxBytes) {
        throw StructReader.tooLarge();
      }
    }
  }

  #skipPrimitive(kind: number): void {
    if (kind === 119 || kind === 116) this.#skip(this.number());
    else if (kind === 125) decoding.readVarInt(this.#decoder);
    else if (kind === 124) this.#skip(4);
    else if (kind === 123 || kind === 122) this.#skip(8);
    else if (kind !== 127 && kind !== 126 && kind !== 121 && kind !== 120) throw StructReader.malformed();
  }

  #skip(bytes: number): void {
    this.#decoder.pos += bytes;
    if (this.position > this.#bytes.length) throw StructReader.malformed();
  }

  #id(): StructId {
    return { client: this.number(), clock: this.number() };
  }

  /** A part of this text struct: the first stands where the whole stood, each other one right of the one before. */
  #textStruct(placeEnd: number, clock: number, text: Uint8Array): Uint8Array {
    const encoder = encoding.createEncoder();
    if (clock === this.#clock) {
      encoding.writeUint8Array(encoder, this.#bytes.subarray(this.#begin, placeEnd));
    } else {
      encoding.writeUint8(encoder, STRING | ORIGIN | (this.#rightOrigin ? RIGHT_ORIGIN : 0));
      encoding.writeVarUint(encoder, this.#client);
      encoding.writeVarUint(encoder, clock - 1);
      if (this.#rightOrigin) {
        encoding.writeVarUint(encoder, this.#rightOrigin.client);
        encoding.writeVarUint(encoder, this.#rightOrigin.clock);
      }
    }
    encoding.writeVarUint8Array(encoder, text);
    return encoding.toUint8Array(encoder);
  }
}

/** Where a run of at most `maxUnits` UTF-16 units of UTF-8 ends, and how many it has; never inside a character. */
function runFrom(bytes: Uint8Array, from: number, end: number, maxUnits: number): { to: number; units: number } {
  let units = 0;
  for (let to = from; to < end; to += 1) {
    const byte = bytes[to] ?? 0;
    // Continuation bytes belong to the character before; four-byte characters are two units.
    if (byte >= 0x80 && byte < 0xc0) continue;
    const more = byte >= 0xf0 ? 2 : 1;
    if (units + more > maxUnits) return { to, units };
    units += more;
  }
  return { to: end, units };
}
