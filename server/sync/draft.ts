// From a batch to the ledger's entry: what people contributed, what the server witnessed or decided, one append a
// principal and document. Mutates the record for the witness; commits nothing.
import * as Y from 'yjs';
import type { MeetingId } from '../../shared/domain/ids.ts';
import { InvariantError } from '../../shared/lib/assert.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { Append, LedgerEntry } from '../ports.ts';
import type { Contribution } from './intake.ts';
import type { LiveDocument } from './live-document.ts';
import type { RoomChange, Witness } from './room-options.ts';
import type { Session } from './session.ts';

export interface Documents {
  readonly desk: LiveDocument;
  readonly record: LiveDocument;
}

/** A batch on its way: desk contributions by principal, and the decision that came with them, if any. */
export interface Batch {
  readonly meetingId: MeetingId;
  readonly version: number;
  readonly contributions: ReadonlyMap<string, Contribution>;
  /** Author of the record's change: the acting principal of a command, else the server. */
  readonly recordPrincipal: string;
  readonly change: RoomChange<unknown> | null;
}

/** What will be shown once the entry is on disk. */
export interface Draft {
  readonly entry: LedgerEntry;
  readonly deskUpdates: readonly Uint8Array[];
  readonly recordUpdates: readonly Uint8Array[];
  /** The one session all desk updates came from; null when it is several, or none. */
  readonly only: Session | null;
  readonly roots: ReadonlySet<string>;
}

/** Null when there is nothing to commit. */
export function draftEntry(docs: Documents, batch: Batch, witness: Witness, receivedAt: EpochMs): Draft | null {
  const deskRoots = docs.desk.takeRoots();
  const witnessed = witnessDesk(docs, batch, witness, receivedAt, deskRoots);
  const contributions = [...batch.contributions.values()];
  const deskUpdates = contributions.map(({ updates }) => mergeUpdates(updates));
  const emitted = docs.record.takeEmitted();
  const recordUpdates = emitted.length > 0 ? [mergeUpdates(emitted)] : [];

  const append = (live: LiveDocument, principal: string, bytes: Uint8Array, claims: readonly number[]): Append => {
    return { doc: live.name, epoch: live.epoch, principal, receivedAt, bytes, claims };
  };
  const appends = [
    ...contributions.map(({ principal, claims }, index) =>
      append(docs.desk, principal, at(deskUpdates, index), claims),
    ),
    ...recordUpdates.map((bytes) => append(docs.record, batch.recordPrincipal, bytes, [])),
  ];
  const entry: LedgerEntry = {
    appends,
    writes: [...witnessed, ...(batch.change?.writes ?? [])],
    outbox: batch.change?.outbox ?? [],
    ...(batch.change?.command && { command: batch.change.command }),
  };
  const isEmpty = appends.length + entry.writes.length + entry.outbox.length === 0 && !entry.command;
  if (isEmpty) return null;
  const roots = new Set([...deskRoots, ...docs.record.takeRoots()]);
  return { entry, deskUpdates, recordUpdates, only: onlySession(contributions), roots };
}

function witnessDesk(
  docs: Documents,
  batch: Batch,
  witness: Witness,
  receivedAt: EpochMs,
  roots: ReadonlySet<string>,
): LedgerEntry['writes'] {
  if (batch.contributions.size === 0) return [];
  const { meetingId, version } = batch;
  const principals = [...batch.contributions.keys()];
  const seen = { meetingId, version, desk: docs.desk.doc, record: docs.record.doc, principals, receivedAt, roots };
  const witnessed = witness(seen);
  // A damaged record takes nothing in; its desk goes on unwitnessed rather than refuse everybody's words.
  if (witnessed.record && !docs.record.damaged) docs.record.mutate(witnessed.record);
  return witnessed.writes;
}

function onlySession(contributions: readonly Contribution[]): Session | null {
  const sessions = new Set(contributions.flatMap((contribution) => [...contribution.sessions]));
  const [first] = sessions;
  return sessions.size === 1 && first ? first : null;
}

function at(updates: readonly Uint8Array[], index: number): Uint8Array {
  const update = updates[index];
  if (!update) throw new InvariantError('an append without bytes');
  return update;
}

/** One update for several; the ledger's rows and the readers' frames are fewer that way. */
function mergeUpdates(updates: readonly Uint8Array[]): Uint8Array {
  return updates.length === 1 ? at(updates, 0) : Y.mergeUpdates([...updates]);
}
