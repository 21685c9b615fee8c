// Archiving, reopening, reading and verifying sealed meetings. Sealing is one step of the meeting's queue and one
// commit: either all of it is there (frozen documents, seal, index rows, tasks, phase) or none of it.
import type { ArchiveEntry, Archived, Verification } from '../../shared/api/archive.schema.ts';
import { principalOf, type ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import { docName, type ArchiveId, type DocPart, type MeetingId, type NamedVersionId } from '../../shared/domain/ids.ts';
import { publicSnapshot } from '../../shared/domain/publish.ts';
import { readiness } from '../../shared/domain/readiness.ts';
import { writeState } from '../../shared/doc/record.ts';
import { buildSnapshot } from '../../shared/doc/snapshot.ts';
import type { MeetingSnapshot } from '../../shared/domain/snapshot.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { localDateIn } from '../../shared/lib/time.ts';
import { searchRows } from '../archive/passages.ts';
import { fullStates, reopeningEntry } from '../archive/reopening.ts';
import { sealMeeting, type SealCheck, type SealedDocument } from '../archive/seal.ts';
import { parseStoredSnapshot } from '../archive/stored-snapshot.ts';
import type { ArchiveRow, Clock, Ids, Ledger, MeetingRow, SealedTaskRow } from '../ports.ts';
import type { Archives, Audit, Meetings } from '../register-ports.ts';
import type { RoomChange, RoomView } from '../sync/room-options.ts';
import type { Rooms } from '../sync/rooms.ts';
import { aboutMeeting, auditWrite } from './audit.ts';
import { phaseVersion } from './phase-version.ts';
import { mayReadSeal, maySeeInside } from './readable-seal.ts';
import { Turnstile } from './turnstile.ts';
import type { Verifier } from './verification.ts';
import { whileCurrent } from './while-current.ts';

const MAX_REASON_LENGTH = 500;
const PARTS: readonly DocPart[] = ['desk', 'record'];

export interface ArchiveOptions {
  readonly rooms: Pick<Rooms, 'read' | 'change' | 'endVersion'>;
  readonly ledger: Ledger;
  readonly meetings: Meetings;
  readonly archives: Archives;
  readonly audit: Pick<Audit, 'head'>;
  readonly verifier: Verifier;
  readonly clock: Clock;
  readonly ids: Ids;
  /** IANA name: the day of a meeting is told in it. */
  readonly timeZone: string;
}

export class ArchiveService {
  readonly #options: ArchiveOptions;
  /** One sealing at a time over all meetings: each seal stands on the one before it. */
  readonly #sealing = new Turnstile();
  /** Likewise: it reads every byte of what is sealed, whoever asks how often. */
  readonly #verifying = new Turnstile();

  constructor(options: ArchiveOptions) {
    this.#options = options;
  }

  /**
   * Seals the meeting as it stands: its documents close for good. With `override` it is sealed despite findings, and
   * the reason is part of the seal. Refusals: `not-found`, `not-allowed`, `already-archived` {archiveId}, `not-ready`
   * {findings}, `reason-required`, `invalid`, `document-damaged`, `storage-unavailable`.
   */
  async archive(
    actor: ActingUser,
    meetingId: MeetingId,
    { override }: { readonly override?: { readonly reason: string } | undefined } = {},
  ): Promise<Result<Archived, RefusalCode>> {
    const reason = override === undefined ? ok(null) : checkedReason(override.reason);
    if (!reason.ok) return reason;
    return this.#sealing.pass(async () => {
      const meeting = await this.#permitted(actor, meetingId, 'meeting.archive');
      if (!meeting.ok) return meeting;
      // The archive is one chain for ever: what was made to be looked at does not stand in it.
      if (meeting.value.sample === true) return refused('sample');
      const { rooms } = this.#options;
      const seal = whileCurrent(actor, (view) => this.#seal(actor, meeting.value, view, reason.value));
      return rooms.change(meetingId, meeting.value.version, principalOf(actor), seal);
    });
  }

  /**
   * Opens version n + 1 of a sealed meeting under new document names; the sealed documents stay closed. Refusals:
   * `not-found`, `not-allowed`, `not-archived`, `reason-required`, `invalid`, `document-damaged`,
   * `storage-unavailable`.
   */
  async reopen(
    actor: ActingUser,
    meetingId: MeetingId,
    reason: string,
  ): Promise<Result<{ readonly version: number }, RefusalCode>> {
    const checked = checkedReason(reason);
    if (!checked.ok) return checked;
    return this.#sealing.pass(async () => {
      const meeting = await this.#permitted(actor, meetingId, 'meeting.reopen');
      if (!meeting.ok) return meeting;
      const { rooms, ledger, clock, ids } = this.#options;
      const whole = await this.#whole(meeting.value);
      if (!whole.ok) return whole;
      const sealed = await rooms.read(meetingId, meeting.value.version, fullStates);
      if (!sealed.ok) return sealed;
      const by = principalOf(actor);
      const at = clock.now();
      const entry = reopeningEntry(meeting.value, sealed.value, { by, reason: checked.value, at }, ids);
      const writes = [...entry.writes, auditWrite(actor, at, 'meeting.reopened', aboutMeeting(meetingId))];
      const committed = await ledger.commit({ ...entry, writes });
      if (!committed.ok) return committed;
      // Whoever reads the closed version comes back and finds the new one.
      rooms.endVersion(meetingId, meeting.value.version, 'restarting');
      return ok({ version: meeting.value.version + 1 });
    });
  }

  /** A sealed version; its snapshot is the public one for those who may read no more. Refusal: `not-found`. */
  async entry(actor: ActingUser, archiveId: ArchiveId): Promise<Result<ArchiveEntry, RefusalCode>> {
    const found = await this.#readable(actor, archiveId);
    if (!found.ok) return found;
    const row = found.value;
    const isInternal = maySeeInside(actor, row);
    const snapshot = parseStoredSnapshot(row.snapshot);
    const { id, meetingId, version, title, date, archivedAt, digest, previousDigest, overrideReason } = row;
    return ok({
      ...{ id, meetingId, version, title, date, archivedAt, digest, previousDigest },
      archivedBy: row.archivedByName,
      overrideReason: isInternal ? overrideReason : null,
      snapshot: isInternal ? snapshot : publicSnapshot(snapshot),
      versions: await this.#versions(actor, meetingId),
    });
  }

  /** Recomputes every part of a seal from what is stored today. Refusal: `not-found`. */
  async verify(actor: ActingUser, archiveId: ArchiveId): Promise<Result<Verification, RefusalCode>> {
    const found = await this.#readable(actor, archiveId);
    if (!found.ok) return found;
    const checks = await this.#verifying.pass(() => this.#options.verifier.verify(found.value));
    const told = maySeeInside(actor, found.value) ? checks : checks.map(toldToReaders);
    return ok({ archiveId, intact: checks.every((check) => check.intact), checks: [...told] });
  }

  async #seal(
    actor: ActingUser,
    before: MeetingRow,
    view: RoomView,
    overrideReason: string | null,
  ): Promise<Result<RoomChange<Archived>, RefusalCode>> {
    const { archives, audit, meetings, ids, timeZone } = this.#options;
    // What stood before the queue was reached may have changed while waiting for it.
    const meeting = await meetings.byId(before.id);
    if (meeting === null || meeting.trashedAt !== null) return refused('not-found');
    if (meeting.phase === 'archived' || meeting.version !== before.version) return this.#alreadyArchived(meeting.id);
    const identity = { meetingId: meeting.id, version: meeting.version };
    const snapshot = buildSnapshot({ desk: view.desk, record: view.record, ...identity, audience: 'internal' });
    const findings = readiness(snapshot);
    if (overrideReason === null && findings.some((finding) => finding.level === 'blocker'))
      return refused('not-ready', { findings });
    const whole = await this.#whole(meeting);
    if (!whole.ok) return whole;
    const documents = await this.#sealedDocuments(identity, view);
    if (!documents.ok) return documents;
    const row = sealMeeting({
      ...identity,
      archiveId: brand<ArchiveId>(ids.random()),
      bodyId: meeting.bodyId,
      date: dayOf(snapshot, timeZone),
      snapshot,
      documents: documents.value,
      archivedAt: view.now,
      archivedBy: actor.userId,
      archivedByName: actor.displayName,
      overrideReason,
      previousDigest: (await archives.head())?.digest ?? null,
      auditHead: await audit.head(),
    });
    return ok(this.#sealingChange(actor, row, snapshot, view.seqs.desk));
  }

  /**
   * The seal covers the documents as they stood before this change; the phase it writes into the record is the one row
   * after them, so that the sealed state can be rebuilt from the journal by itself.
   */
  #sealingChange(actor: ActingUser, row: ArchiveRow, snapshot: MeetingSnapshot, seq: number): RoomChange<Archived> {
    const { id: archiveId, meetingId, version, digest, archivedAt } = row;
    const passages = searchRows(archiveId, { internal: snapshot, public: publicSnapshot(snapshot) });
    const payload = JSON.stringify({ meetingId, archiveId, version, digest });
    const versionId = brand<NamedVersionId>(this.#options.ids.random());
    return {
      value: { id: archiveId, archiveId, version, digest },
      record: (record) => writeState(record, { phase: 'archived', version }),
      writes: [
        { kind: 'document.freeze', doc: docName({ meetingId, version, part: 'desk' }) },
        { kind: 'document.freeze', doc: docName({ meetingId, version, part: 'record' }) },
        { kind: 'archive.insert', row },
        { kind: 'archive.text', rows: passages },
        { kind: 'sealed-task.insert', rows: sealedTasks(row, snapshot) },
        { kind: 'meeting.update', id: meetingId, set: { phase: 'archived', updatedAt: archivedAt } },
        phaseVersion('archived', versionId, { meetingId, version, seq, at: archivedAt }, actor),
        auditWrite(actor, archivedAt, 'meeting.archived', aboutMeeting(meetingId), { kind: 'archive', id: archiveId }),
      ],
      outbox: [{ id: this.#options.ids.random(), topic: 'meeting.archived', payload, dueAt: archivedAt, meetingId }],
    };
  }

  /** What is damaged is neither sealed nor copied: its last good part would pass for the whole. */
  async #whole({ id: meetingId, version }: MeetingRow): Promise<Result<null, RefusalCode>> {
    for (const part of PARTS) {
      const stored = await this.#options.ledger.open(docName({ meetingId, version, part }));
      if (stored === null) return refused('not-found');
      if (stored.damaged) {
        const { lastGoodSeq } = stored.damaged;
        return refused('document-damaged', { doc: stored.doc, lastGoodSeq });
      }
    }
    return ok(null);
  }

  async #sealedDocuments(
    identity: { readonly meetingId: MeetingId; readonly version: number },
    view: RoomView,
  ): Promise<Result<readonly SealedDocument[], RefusalCode>> {
    const sealed: SealedDocument[] = [];
    for (const part of PARTS) {
      const doc = docName({ ...identity, part });
      const seq = view.seqs[part];
      const journalDigest = await this.#options.ledger.journalDigest(doc, seq);
      if (journalDigest === null) return refused('document-damaged', { doc, lastGoodSeq: seq });
      sealed.push({ doc, epoch: view.epochs[part], seq, journalDigest });
    }
    return ok(sealed);
  }

  /** The meeting when `actor` may do `action` to it now; tells a wrong phase from a missing permission. */
  async #permitted(
    actor: ActingUser,
    meetingId: MeetingId,
    action: 'meeting.archive' | 'meeting.reopen',
  ): Promise<Result<MeetingRow, RefusalCode>> {
    const meeting = await this.#options.meetings.byId(meetingId);
    if (meeting === null) return refused('not-found');
    const permitted = authorize(actor, action, { kind: 'meeting', meeting });
    if (permitted.ok) return ok(meeting);
    return permitted.code === 'sealed' ? this.#alreadyArchived(meetingId) : permitted;
  }

  async #readable(actor: ActingUser, archiveId: ArchiveId): Promise<Result<ArchiveRow, RefusalCode>> {
    const row = await this.#options.archives.byId(archiveId);
    if (row === null) return refused('not-found');
    return (await mayReadSeal(this.#options.archives, actor, row)) ? ok(row) : refused('not-found');
  }

  async #alreadyArchived(meetingId: MeetingId): Promise<Result<never, RefusalCode>> {
    const archives = await this.#options.archives.ofMeeting(meetingId);
    const archiveId = archives.toSorted((a, b) => a.version - b.version).at(-1)?.id;
    return archiveId === undefined ? refused('not-found') : refused('already-archived', { archiveId });
  }

  /** Those `actor` may read: a meeting that was opened again may have moved to another body. */
  async #versions(actor: ActingUser, meetingId: MeetingId): Promise<ArchiveEntry['versions']> {
    const { archives } = this.#options;
    const told: ArchiveEntry['versions'] = [];
    for (const seal of await archives.ofMeeting(meetingId)) {
      const { id, version, archivedAt } = seal;
      if (await mayReadSeal(archives, actor, seal)) told.push({ id, version, archivedAt });
    }
    return told.sort((a, b) => a.version - b.version);
  }
}

/** The columns of a seal say why it was sealed all the same, and by which account; whether they stand is for everybody. */
function toldToReaders(check: SealCheck): SealCheck {
  if (check.name !== 'columns') return check;
  return { ...check, expected: 'unchanged', found: check.intact ? 'unchanged' : 'changed' };
}

function checkedReason(reason: string): Result<string, RefusalCode> {
  const text = reason.trim();
  if (text === '') return refused('reason-required');
  if (text.length > MAX_REASON_LENGTH) return refused('invalid', { errors: [{ path: 'reason', code: 'too_long' }] });
  return ok(text);
}

/** The day it was held: planned, or else when its first item began. */
function dayOf({ facts, agenda }: MeetingSnapshot, timeZone: string): string | null {
  const started = agenda.map((item) => item.progress.startedAt).filter((at) => at !== null);
  const at = facts.plannedStart ?? (started.length > 0 ? Math.min(...started) : null);
  return at === null ? null : localDateIn(timeZone, at);
}

function sealedTasks({ id: archiveId, meetingId }: ArchiveRow, snapshot: MeetingSnapshot): readonly SealedTaskRow[] {
  return snapshot.tasks.map(({ id, itemId, what, owners, due, dueText, state }) => {
    return { id, meetingId, archiveId, itemId, what, owners: JSON.stringify(owners), due, dueText, state };
  });
}
