// A .docx as text, read in the browser: the file goes nowhere. A zip's table leads to the one part that holds the text; how
// much may come out of it is counted while it comes, whatever the table promises (T28).
import { docxText } from '../shared/capture/notice/docx-text.ts';
import { ok, refused, type Result } from '../shared/lib/result.ts';

/** Of the file, and of the part that holds its text. */
export const MAX_DOCX_BYTES = 10 * 1024 * 1024;
const MAX_XML_BYTES = 8 * 1024 * 1024;
const MAX_ENTRIES = 2_000;
const MAIN_PART = 'word/document.xml';
const END_OF_TABLE = 0x06054b50;
const TABLE_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const END_BYTES = 22;
const MAX_REMARK_BYTES = 65_535;

interface Entry {
  readonly method: number;
  readonly flags: number;
  readonly packedBytes: number;
  readonly offset: number;
}

/** Refusals: `too-large`, `not-docx` (an old .doc, another file, one with a password, a damaged one). */
export async function readDocx(bytes: Uint8Array<ArrayBuffer>): Promise<Result<string, 'too-large' | 'not-docx'>> {
  if (bytes.byteLength > MAX_DOCX_BYTES) return refused('too-large');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entry = mainEntry(view, bytes);
  const packed = entry && packedBytes(view, bytes, entry);
  if (!entry || !packed) return refused('not-docx');
  if (entry.method === 0) {
    return packed.byteLength > MAX_XML_BYTES ? refused('too-large') : ok(docxText(new TextDecoder().decode(packed)));
  }
  return inflated(packed);
}

/** The table stands at the end, before a remark of any length. */
function mainEntry(view: DataView, bytes: Uint8Array): Entry | null {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= Math.max(0, last - MAX_REMARK_BYTES); at--) {
    if (view.getUint32(at, true) === END_OF_TABLE) return entryIn(view, bytes, at);
  }
  return null;
}

function entryIn(view: DataView, bytes: Uint8Array, end: number): Entry | null {
  const count = Math.min(view.getUint16(end + 10, true), MAX_ENTRIES);
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count && at + 46 <= view.byteLength; index++) {
    if (view.getUint32(at, true) !== TABLE_ENTRY) return null;
    const [name, extra, remark] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    if (name === undefined || extra === undefined || remark === undefined) return null;
    if (new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)) === MAIN_PART) {
      return {
        flags: view.getUint16(at + 8, true),
        method: view.getUint16(at + 10, true),
        packedBytes: view.getUint32(at + 20, true),
        offset: view.getUint32(at + 42, true),
      };
    }
    at += 46 + name + extra + remark;
  }
  return null;
}

/** Null for what is encrypted, packed in a way we do not know, or not where the table says. */
function packedBytes(view: DataView, bytes: Uint8Array<ArrayBuffer>, entry: Entry): Uint8Array<ArrayBuffer> | null {
  const { offset, flags, method, packedBytes: length } = entry;
  const isKnown = (flags & 1) === 0 && (method === 0 || method === 8);
  if (!isKnown || offset + 30 > view.byteLength || view.getUint32(offset, true) !== LOCAL_ENTRY) return null;
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  return start + length <= bytes.byteLength ? bytes.subarray(start, start + length) : null;
}

async function inflated(packed: Uint8Array<ArrayBuffer>): Promise<Result<string, 'too-large' | 'not-docx'>> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let xml = '';
  let length = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      length += next.value.byteLength;
      if (length > MAX_XML_BYTES) {
        await reader.cancel();
        return refused('too-large');
      }
      xml += decoder.decode(next.value, { stream: true });
    }
  } catch {
    // The bytes are not what they say they are.
    return refused('not-docx');
  }
  return ok(docxText(xml));
}
