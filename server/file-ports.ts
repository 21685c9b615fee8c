// Attached files, as they are kept: their rows, their bytes under the digest, and what looks into bytes before they become a
// file. Implementations are in store/files.ts and in files/.
import type { FileId, MeetingId } from '../shared/domain/ids.ts';
import type { Result } from '../shared/lib/result.ts';
import type { DurationMs, EpochMs } from '../shared/lib/time.ts';
import type { FileRow } from './ports.ts';

/** Reads of attached files; all their writes go through the ledger. */
export interface Files {
  /** Removed ones too. */
  byId(id: FileId): Promise<FileRow | null>;
  /** Oldest first; removed ones left out. */
  ofMeeting(meetingId: MeetingId): Promise<readonly FileRow[]>;
  /** What stands: removed ones count no more. */
  usageOf(meetingId: MeetingId): Promise<{ readonly count: number; readonly bytes: number }>;
  /** Whether anything needs the blob: a file that stands or was removed after `since`, a task's, or one that waits for its task since then, or a seal. */
  needs(digest: string, since: EpochMs): Promise<boolean>;
  /** Every blob that must be there, with its size: of files that stand, of tasks' files, and of all seals. */
  needed(): Promise<readonly { readonly digest: string; readonly sizeBytes: number }[]>;
}

/** Bytes on their way: on this machine's disk under a name nobody else knows, and in no reader's reach. */
export interface Incoming {
  readonly path: string;
  readonly sizeBytes: number;
  /** sha-256 of what came (hex). */
  readonly digest: string;
}

export interface Expected {
  readonly limitBytes: number;
  /** What will come, if that is known; checked against the room there is before anything is written. */
  readonly bytes: number | null;
}

/** Bytes by their sha-256, kept once however many files have them. Knows no meeting. */
export interface Blobs {
  /**
   * Writes what comes as it comes, no faster than the disk takes it. Refusals: `too-large` {limitBytes},
   * `storage-unavailable`; nothing is left then, nor when `source` rejects, which rejects this.
   */
  receive(
    source: AsyncIterable<Uint8Array>,
    expected: Expected,
  ): Promise<Result<Incoming, 'too-large' | 'storage-unavailable'>>;
  /** Forgets what came. */
  discard(incoming: Incoming): Promise<void>;
  /**
   * Puts what came under its digest, durable when this resolves; call `settle` once the commit that needs it has ended,
   * until then no sweep touches it. Refusal: `storage-unavailable`, after which there is nothing to settle.
   */
  keep(incoming: Incoming): Promise<Result<null, 'storage-unavailable'>>;
  /** Ends what `keep` began; the blob goes at once when nobody else keeps it and `needs` says no. */
  settle(digest: string, needs: BlobNeed): Promise<void>;
  /** The bytes of `range`, of all by default; null when they are missing or not `sizeBytes` long. */
  open(digest: string, sizeBytes: number, range?: ByteRange): Promise<BlobReader | null>;
  /** Reads all of them. */
  check(digest: string): Promise<BlobState>;
  /** Removes what nobody needs and nobody has kept for `olderThan`; answers how many. */
  sweep(needs: BlobNeed, olderThan: DurationMs): Promise<number>;
}

export type BlobNeed = (digest: string) => Promise<boolean>;
export type BlobState = 'intact' | 'missing' | 'damaged';
/** Ends included. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}
/** Must be read to its end or destroyed. */
export type BlobReader = NodeJS.ReadableStream & { destroy(error?: Error): unknown };

/** What was found in bytes, and what of them is kept. */
export interface PreparedFile {
  /** The bytes to keep: as they came, or a picture made anew. What came is gone in the second case. */
  readonly incoming: Incoming;
  readonly mediaType: string;
  /** What a name must end in, without the dot; '' = anything. */
  readonly extension: string;
  /** Other endings that mean the same. */
  readonly alike: readonly string[];
  /** Of a picture made anew, px. */
  readonly picture: { readonly width: number; readonly height: number } | null;
}

/** Looks into bytes before they become a file. */
export interface FileIntake {
  /** Refusals: `invalid` {errors: path `file`}, `storage-unavailable`; what came is gone then. Throws like `receive`. */
  prepare(incoming: Incoming, claimedName: string): Promise<Result<PreparedFile, 'invalid' | 'storage-unavailable'>>;
}
