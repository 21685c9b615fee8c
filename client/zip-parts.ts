// Parts of a zip (an office file) as text, read in the browser: the file goes nowhere. Its table leads to the parts; how much
// may come out of them is counted while it comes, whatever the table promises (T28).
import { ok, refused, type Result } from '../shared/lib/result.ts';

interface ZipLimits {
  /** Of all parts that are wanted, unpacked. */
  readonly unpackedBytes: number;
  readonly entries: number;
}

const END_OF_TABLE = 0x06054b50;
const TABLE_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const END_BYTES = 22;
const MAX_REMARK_BYTES = 65_535;
const STORED = 0;
const DEFLATED = 8;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly flags: number;
  readonly packedBytes: number;
  readonly offset: number;
}

/** The parts whose name `wants` likes. Refusals: `too-large`; `not-zip` (another file, one with a password, a damaged one). */
export async function zipParts(
  bytes: Uint8Array<ArrayBuffer>,
  wants: (name: string) => boolean,
  limits: ZipLimits,
): Promise<Result<ReadonlyMap<string, string>, 'too-large' | 'not-zip'>> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = tableOf(view, bytes, limits.entries);
  if (entries === null) return refused('not-zip');
  if (entries === 'too-many') return refused('too-large');
  const parts = new Map<string, string>();
  let left = limits.unpackedBytes;
  for (const entry of entries.filter(({ name }) => wants(name))) {
    const packed = packedBytes(view, bytes, entry);
    if (packed === null) return refused('not-zip');
    const part = await unpacked(packed, entry.method, left);
    if (!part.ok) return part;
    left -= part.value.bytes;
    parts.set(entry.name, part.value.text);
  }
  return ok(parts);
}

/** The table stands at the end, before a remark of any length. */
function tableOf(view: DataView, bytes: Uint8Array, most: number): readonly Entry[] | 'too-many' | null {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= Math.max(0, last - MAX_REMARK_BYTES); at--)
    if (view.getUint32(at, true) === END_OF_TABLE) return entriesIn(view, bytes, at, most);
  return null;
}

function entriesIn(view: DataView, bytes: Uint8Array, end: number, most: number): readonly Entry[] | 'too-many' | null {
  const count = view.getUint16(end + 10, true);
  if (count > most) return 'too-many';
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== TABLE_ENTRY) return null;
    const [name = 0, extra = 0, remark = 0] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      packedBytes: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + name + extra + remark;
  }
  return entries;
}

/** Null for what is encrypted, packed in a way we do not know, or not where the table says. */
function packedBytes(view: DataView, bytes: Uint8Array<ArrayBuffer>, entry: Entry): Uint8Array<ArrayBuffer> | null {
  const { offset, flags, method, packedBytes: length } = entry;
  const isKnown = (flags & 1) === 0 && (method === STORED || method === DEFLATED);
  if (!isKnown || offset + 30 > view.byteLength || view.getUint32(offset, true) !== LOCAL_ENTRY) return null;
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  return start + length <= bytes.byteLength ? bytes.subarray(start, start + length) : null;
}

async function unpacked(
  packed: Uint8Array<ArrayBuffer>,
  method: number,
  most: number,
): Promise<Result<{ readonly text: string; readonly bytes: number }, 'too-large' | 'not-zip'>> {
  if (method === STORED) {
    if (packed.byteLength > most) return refused('too-large');
    return ok({ text: new TextDecoder().decode(packed), bytes: packed.byteLength });
  }
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      bytes += next.value.byteLength;
      if (bytes > most) {
        await reader.cancel();
        return refused('too-large');
      }
      text += decoder.decode(next.value, { stream: true });
    }
  } catch {
    // The bytes are not what they say they are.
    return refused('not-zip');
  }
  return ok({ text, bytes });
}
