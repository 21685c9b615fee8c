// What a room is given by app.ts: ports, rules, limits, and the two hooks through which the rest of the server sees
// what happens in it.
import type * as Y from 'yjs';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { DocPart, MeetingId } from '../../shared/domain/ids.ts';
import type { Result } from '../../shared/lib/result.ts';
import type { DurationMs, EpochMs } from '../../shared/lib/time.ts';
import type { Clock, CommandRow, Ids, Ledger, Log, OutboxRow, Write } from '../ports.ts';
import { CUT_LIMITS, type CutLimits } from './cut.ts';
import type { Canonical } from './digest.ts';
import { FANOUT_LIMITS, type FanoutLimits } from './fanout.ts';
import type { DocumentRules, GuardLimits } from './guard.ts';
import type { ParkingLimits } from './parking.ts';
import { PRESENCE_LIMITS, type PresenceLimits } from './presence.ts';

export interface SyncLimits {
  readonly guard: GuardLimits;
  readonly parking: ParkingLimits;
  readonly parkingMs: DurationMs;
  readonly presence: PresenceLimits;
  readonly presenceMs: DurationMs;
  /** Who is here is told of again this often; stock readers forget after 30 s. */
  readonly presenceRenewalMs: DurationMs;
  readonly fanout: FanoutLimits;
  /** New structs of one update. */
  readonly maxUpdateBytes: number;
  readonly maxDocumentBytes: number;
  /** Client ids of one principal in one document; a person takes a new one with each page load that writes. */
  readonly maxClaims: number;
  /** Bytes of an update that is decoded as it stands; a larger one is cut first. */
  readonly maxWholeBytes: number;
  readonly cut: CutLimits;
  /** Updates taken into one commit. */
  readonly maxBatch: number;
  /** Structs and delete ranges taken into one commit. */
  readonly maxBatchParts: number;
  /** Journal rows, or bytes, after which a snapshot is folded. */
  readonly foldRows: number;
  readonly foldBytes: number;
  readonly digestMs: DurationMs;
  /** A digest comes this soon after somebody joined: what a browser kept may be damaged. */
  readonly joinDigestMs: DurationMs;
  /** How long an empty room stays in memory. */
  readonly lingerMs: DurationMs;
  /** Pause before storage that refused is tried again. */
  readonly retryStorageMs: DurationMs;
}

/** Both documents at one instant, inside the room's queue. Reading only: changes go into a RoomChange. */
export interface RoomView {
  readonly desk: Y.Doc;
  readonly record: Y.Doc;
  readonly seqs: { readonly desk: number; readonly record: number };
  readonly epochs: { readonly desk: string; readonly record: string };
  readonly now: EpochMs;
}

/** What a decision wants done: both mutations, the command and all writes land in one commit, or nothing does. */
export interface RoomChange<T> {
  readonly value: T;
  readonly desk?: (doc: Y.Doc) => void;
  readonly record?: (doc: Y.Doc) => void;
  readonly command?: CommandRow;
  readonly writes?: readonly Write[];
  readonly outbox?: readonly OutboxRow[];
}

export type Decide<T> = (
  view: RoomView,
) => Result<RoomChange<T>, RefusalCode> | Promise<Result<RoomChange<T>, RefusalCode>>;

/** A batch of desk changes about to be committed, as the witness sees it. */
export interface WitnessedBatch {
  readonly meetingId: MeetingId;
  readonly version: number;
  readonly desk: Y.Doc;
  readonly record: Y.Doc;
  /** Who brought it; several when a batch merged several people's updates. */
  readonly principals: readonly string[];
  readonly receivedAt: EpochMs;
  /** Roots of the desk that changed. */
  readonly roots: ReadonlySet<string>;
}

/** What the server adds to a batch of desk changes, in the same commit. Called once per batch, must not throw. */
export type Witness = (batch: WitnessedBatch) => {
  readonly record?: (doc: Y.Doc) => void;
  readonly writes: readonly Write[];
};

export interface CommittedChange {
  readonly meetingId: MeetingId;
  readonly version: number;
  readonly parts: ReadonlySet<DocPart>;
  /** Roots of either document that changed. */
  readonly roots: ReadonlySet<string>;
}

export interface RoomOptions {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly rules: Readonly<Record<DocPart, DocumentRules>>;
  readonly canonical: Canonical;
  readonly limits: SyncLimits;
  readonly witness: Witness;
  readonly onCommitted: (change: CommittedChange) => void;
}

export const SYNC_LIMITS: SyncLimits = {
  guard: { maxDepth: 64, maxDeleteRanges: 10_000 },
  parking: { maxStructs: 1_000, maxBytes: 65_536 },
  parkingMs: 30_000,
  presence: PRESENCE_LIMITS,
  presenceMs: 100,
  presenceRenewalMs: 12_000,
  fanout: FANOUT_LIMITS,
  maxUpdateBytes: 262_144,
  maxDocumentBytes: 20_971_520,
  maxClaims: 2_000,
  maxWholeBytes: 16_384,
  cut: CUT_LIMITS,
  maxBatch: 256,
  maxBatchParts: 2_500,
  foldRows: 500,
  foldBytes: 524_288,
  digestMs: 5_000,
  joinDigestMs: 1_000,
  lingerMs: 3_000,
  retryStorageMs: 2_000,
};

/** How far a document's size may be overstated: measuring it encodes it whole, so not at every keystroke. */
export function sizeTolerance(limits: SyncLimits): number {
  return limits.maxDocumentBytes / 100;
}
