// Bundles (导出包), papers of many meetings as one zip, as they are kept: a file that grows and the facts beside it. Kept in the data
// folder for a day, in no table (ADR 0062); the implementation is in files/bundle-shelf.ts.
import type { LocalDate } from '../shared/lib/time.ts';
import type { Result } from '../shared/lib/result.ts';
import type { BlobReader, ByteRange } from './file-ports.ts';

/** The disk takes no more, or gives nothing back. */
export class ShelfFault extends Error {
  override readonly name = 'ShelfFault';
}

/** A file on its way, which nobody else can read yet. All reject with `ShelfFault`. */
export interface GrowingFile {
  /** Resolves when it is written: whoever waits for it makes no more than the disk takes. */
  append(bytes: Uint8Array): Promise<void>;
  /** Writes over what stands at `at`. */
  patch(at: number, bytes: Uint8Array): Promise<void>;
  /** Takes back everything from `at` on. */
  cut(at: number): Promise<void>;
}

export interface BundleFile extends GrowingFile {
  /** It stands under its name when this resolves. Rejects with `ShelfFault`; nothing is left then. */
  finish(): Promise<void>;
  /** Leaves nothing, as far as the disk lets it. */
  abandon(): Promise<void>;
}

/** What was kept of a bundle by an earlier process. */
export interface KeptBundle {
  readonly id: string;
  /** As they were given to `keep`; whoever reads them checks them. */
  readonly facts: unknown;
  /** Size of the whole zip; null = there is none. */
  readonly sizeBytes: number | null;
}

export interface BundleShelf {
  /** What is kept. Half-made zips, and what nothing can be made of, are gone after this. Rejects with `ShelfFault`. */
  load(): Promise<readonly KeptBundle[]>;
  /** Keeps `facts`, plain JSON, in place of the earlier ones: either is there, never half of one. */
  keep(id: string, facts: unknown): Promise<Result<null, 'storage-unavailable'>>;
  /** Whether there is room for so many bytes more. */
  hasRoom(bytes: number): Promise<boolean>;
  /** In place of the zip there was. */
  begin(id: string): Promise<Result<BundleFile, 'storage-unavailable'>>;
  /** The bytes of `range`, of all by default; null when they are missing or not `sizeBytes` long. */
  open(id: string, sizeBytes: number, range?: ByteRange): Promise<BlobReader | null>;
  /** Facts and zip. What cannot be removed now is removed at the next start. */
  remove(id: string): Promise<void>;
}

/** One part of a zip: its path, and the day that programs show for it. */
export interface BundleEntry {
  readonly name: string;
  readonly day: LocalDate | null;
}

/** Writes a zip into a file; implemented in export/zip-stream.ts. All reject with what the file says. */
export interface BundleZip {
  /** Written so far. */
  readonly sizeBytes: number;
  add(
    entry: BundleEntry,
    bytes: Uint8Array,
    how: { readonly isPacked: boolean },
  ): Promise<{ readonly sizeBytes: number; readonly digest: string }>;
  /** Rejects also when there are not just as many bytes, and with what `chunks` says; such a part is not in the zip. */
  addComing(
    entry: BundleEntry,
    coming: { readonly sizeBytes: number; readonly chunks: AsyncIterable<Uint8Array | string> },
  ): Promise<{ readonly sizeBytes: number; readonly digest: string }>;
  finish(): Promise<void>;
}
