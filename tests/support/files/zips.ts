// Zips byte by byte: honest office files, and those that lie about what comes out of them (T28).
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  readonly name: string;
  readonly bytes?: Buffer | string;
  readonly isStored?: boolean;
  /** What the table says comes out; the truth by default. */
  readonly toldBytes?: number;
  /** Shares the bytes of the part at this place. */
  readonly sameAs?: number;
}

export function zip(parts: readonly ZipPart[]): Buffer {
  const locals: Buffer[] = [];
  const table: Buffer[] = [];
  const offsets: number[] = [];
  let at = 0;
  const packed: Buffer[] = [];
  for (const { name, bytes = '', isStored = false, toldBytes, sameAs } of parts) {
    const raw = Buffer.from(bytes);
    const data = sameAs === undefined ? (isStored ? raw : deflateRawSync(raw)) : (packed[sameAs] ?? Buffer.alloc(0));
    packed.push(data);
    const told = toldBytes ?? raw.length;
    const fields = [u16(20), u16(0), u16(isStored ? 0 : 8), u32(0), u32(crc32(raw)), u32(data.length), u32(told)];
    const lengths = [u16(Buffer.byteLength(name)), u16(0)];
    const offset = sameAs === undefined ? at : (offsets[sameAs] ?? 0);
    offsets.push(offset);
    if (sameAs === undefined) {
      const local = Buffer.concat([u32(0x04034b50), ...fields, ...lengths, Buffer.from(name), data]);
      locals.push(local);
      at += local.length;
    }
    const rest = [u16(0), u16(0), u16(0), u32(0), u32(offset), Buffer.from(name)];
    table.push(Buffer.concat([u32(0x02014b50), u16(20), ...fields, ...lengths, ...rest]));
  }
  const directory = Buffer.concat(table);
  const counts = [u16(0), u16(0), u16(parts.length), u16(parts.length), u32(directory.length), u32(at), u16(0)];
  return Buffer.concat([...locals, directory, u32(0x06054b50), ...counts]);
}

/** A document of a word processor, with these parts besides. */
export function docx(...more: readonly ZipPart[]): Buffer {
  const document = '<w:document><w:p>预算</w:p></w:document>';
  return zip([
    { name: '[Content_Types].xml', bytes: '<Types/>' },
    { name: 'word/document.xml', bytes: document },
    ...more,
  ]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}
