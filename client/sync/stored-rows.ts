// The rows of the browser's storage, as its tables hold them.
import type { DocName, UserId } from '../../shared/domain/ids.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { CommandRequest } from '../../shared/protocol/socket-events.ts';

export interface ReplicaKey {
  readonly user: UserId;
  readonly doc: DocName;
  readonly epoch: string;
}

/** A row of `replicas`. */
export interface ReplicaRow extends ReplicaKey {
  readonly key: string;
  /** Drawn when the row is made: a row that was given up and made again is another one. */
  readonly life: string;
  readonly openedAt: EpochMs;
  /** Access at the last join; decides whether offline typing is offered. */
  readonly access: 'write' | 'read';
}

/** Changes of one document that a page of this browser has not got acknowledged. */
export interface UnsentRow {
  readonly key: string;
  readonly page: string;
  readonly user: UserId;
  readonly doc: DocName;
  readonly count: number;
}

/** A replica that was given up, whole. */
export interface LateRow {
  readonly user: UserId;
  /** `late/<doc>/<epoch>`, and for one that had diverged the instant behind it: its bytes merge with no others. */
  readonly path: string;
  readonly doc: DocName;
  readonly epoch: string;
  readonly reason: string;
  readonly at: EpochMs;
  readonly state: Uint8Array;
}

export interface StoredCommand {
  readonly id: string;
  readonly user: UserId;
  readonly request: CommandRequest;
}
