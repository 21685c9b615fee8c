// Meetings as wholes: making, listing, changing their facts, the trash, a snapshot of one. What stands in a meeting's
// documents changes inside its queue, in one commit with its row.
import type { CreateMeeting, Meeting, PatchMeeting } from '../../shared/api/meeting.schema.ts';
import { setFact } from '../../shared/doc/desk-facts.ts';
import { readState, writeState } from '../../shared/doc/record.ts';
import { readMeetingRule, writeMeetingRule } from '../../shared/doc/record-room.ts';
import { buildSnapshot } from '../../shared/doc/snapshot.ts';
import { principalOf, type ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import { docName, type MeetingId } from '../../shared/domain/ids.ts';
import type { MeetingAction } from '../../shared/domain/roles.ts';
import type { Audience, MeetingSnapshot } from '../../shared/domain/snapshot.ts';
import type { MeetingRule } from '../../shared/domain/room.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { localDateIn } from '../../shared/lib/time.ts';
import type { Clock, Ids, Ledger, MeetingRow, Write } from '../ports.ts';
import type { Archives, Meetings } from '../register-ports.ts';
import type { RoomChange } from '../sync/room-options.ts';
import type { Rooms } from '../sync/rooms.ts';
import { aboutMeeting, auditWrite } from './audit.ts';
import type { CharterService } from './charters.ts';
import { foundingEntry, importedMeeting, plannedMeeting, type Founding } from './founding.ts';
import type { LastReportService } from './last-report.ts';
import { prefillReports } from './report-prefill.ts';
import type { Revocation } from './revocation.ts';
import { isExpected, revisionOf, type ExpectedRevisions } from './revision.ts';
import type { SnapshotMemory } from './snapshot-memory.ts';
import type { TopicService } from './topics.ts';
import { whileCurrent } from './while-current.ts';

export interface MeetingServiceOptions {
  readonly rooms: Pick<Rooms, 'read' | 'change' | 'endMeeting'>;
  readonly revocation: Pick<Revocation, 'endMeeting'>;
  readonly ledger: Pick<Ledger, 'commit'>;
  readonly meetings: Meetings;
  readonly archives: Pick<Archives, 'ofMeeting'>;
  readonly clock: Clock;
  readonly ids: Ids;
  /** IANA name: wall times of imported meetings are read in it. */
  readonly timeZone: string;
  /** What the register has for a meeting of a body on a day. */
  readonly charters: Pick<CharterService, 'ruleOn'>;
  /** What bodies mean to talk about. */
  readonly topics: Pick<TopicService, 'isOf'>;
  /** What the table of a work report begins with. */
  readonly lastReports: Pick<LastReportService, 'toFill'>;
  /** The sample meeting, as a file. */
  readonly sampleMeeting: SampleFile;
}

/** Facts that stand on the desk and are mirrored in the meeting's row. */
const MIRRORED = ['title', 'plannedStart', 'plannedEnd', 'venue'] as const;
type MirroredFacts = Pick<MeetingRow, (typeof MIRRORED)[number]>;

/** As much of a meeting file as is changed to make a sample of it. */
export interface SampleFile {
  readonly meeting: object;
}

export class MeetingService {
  readonly #options: MeetingServiceOptions;

  constructor(options: MeetingServiceOptions) {
    this.#options = options;
  }

  /** What `user` may see, newest planned start first. Readers learn of archived meetings only. */
  async list(
    user: ActingUser,
    filter: { readonly trashed: boolean },
  ): Promise<Result<readonly Meeting[], RefusalCode>> {
    const rows = await this.#options.meetings.list(filter);
    const visible = rows.filter((meeting) => authorize(user, 'meetings.list', { kind: 'meeting', meeting }).ok);
    return ok(await Promise.all(visible.map((row) => this.#present(row))));
  }

  /** Refusals: `not-found`. A trashed meeting is found by whoever may restore it. */
  async read(user: ActingUser, id: string): Promise<Result<Meeting, RefusalCode>> {
    const found = await this.#find(user, id, 'meeting.read');
    return found.ok ? ok(await this.#present(found.value)) : found;
  }

  /** Refusals: `not-allowed`, `invalid` (an item continues one of a meeting there is not), `storage-unavailable`. */
  async create(user: ActingUser, body: CreateMeeting): Promise<Result<Meeting, RefusalCode>> {
    const permitted = authorize(user, 'meeting.create', { kind: 'body', bodyId: body.bodyId ?? null });
    if (!permitted.ok) return permitted;
    const unknown = (await this.#unknownContinued(user, body)) ?? (await this.#unknownTopic(body));
    if (unknown !== null) return refused('invalid', { errors: [{ path: unknown, code: 'unknown' }] });
    const founding = await this.#withLastReport(user, body, plannedMeeting(body, this.#options));
    return this.#found(user, { ...founding, rule: await this.#ruleFor(founding) }, 'meeting.created');
  }

  /** The sample meeting, dated today. Refusals: those of `create`. */
  async createSample(user: ActingUser): Promise<Result<Meeting, RefusalCode>> {
    const { sampleMeeting, clock, timeZone } = this.#options;
    const today = localDateIn(timeZone, clock.now());
    const file = { ...sampleMeeting, meeting: { ...sampleMeeting.meeting, date: today } };
    const founding = importedMeeting(file, this.#options);
    return founding.ok ? this.#found(user, { ...founding.value, sample: true }, 'meeting.created') : founding;
  }

  /** Ends a draft; a meeting that is none stays as it is. Refusals as of `trash`. */
  async publish(user: ActingUser, id: string): Promise<Result<Meeting, RefusalCode>> {
    const found = await this.#find(user, id, 'meeting.edit');
    if (!found.ok) return found;
    const { id: meetingId, version } = found.value;
    const change = whileCurrent<MeetingRow>(user, async ({ record, now }) => {
      const row = await this.#find(user, id, 'meeting.edit');
      if (!row.ok) return row;
      const { draft: wasDraft, ...value } = row.value;
      if (wasDraft !== true) return ok({ value: row.value });
      const { phase } = readState(record);
      return ok({
        value: { ...value, updatedAt: now },
        writes: [
          { kind: 'meeting.update', id: meetingId, set: { draft: false, updatedAt: now } },
          auditWrite(user, now, 'meeting.published', aboutMeeting(meetingId)),
        ],
        record: (doc) => writeState(doc, { phase, version }),
      });
    });
    const published = await this.#options.rooms.change(meetingId, version, principalOf(user), change);
    return published.ok ? ok(await this.#present(published.value)) : published;
  }

  /** `file`: the shape of a reference meeting. Refusals: `invalid` naming each wrong field, those of `create`. */
  async import(user: ActingUser, file: unknown): Promise<Result<Meeting, RefusalCode>> {
    const founding = importedMeeting(file, this.#options);
    return founding.ok ? this.#found(user, founding.value, 'meeting.imported') : founding;
  }

  /** Refusals: `not-found`, `not-allowed`, `sealed`, `version-mismatch`, `invalid`, those of the ledger. */
  async patch(
    user: ActingUser,
    id: string,
    patch: PatchMeeting,
    expected: ExpectedRevisions,
  ): Promise<Result<Meeting, RefusalCode>> {
    const found = await this.#find(user, id, 'meeting.edit');
    if (!found.ok) return found;
    const { id: meetingId, version, bodyId, phase } = found.value;
    const target = patch.bodyId === undefined ? bodyId : patch.bodyId;
    const permitted =
      target === bodyId ? ok(null) : authorize(user, 'meeting.create', { kind: 'body', bodyId: target });
    if (!permitted.ok) return permitted;
    const { rooms } = this.#options;
    const change = whileCurrent<MeetingRow>(user, async ({ record, now }) => {
      // It may have gone into the trash, or to another body, while this waited for the queue.
      const row = await this.#find(user, id, 'meeting.edit');
      if (!row.ok) return row;
      const current = (await this.#present(row.value)).revision;
      if (!isExpected(current, expected)) return refused('version-mismatch', { current });
      const change = withAudit(user, row.value, patched(row.value, patch, now), now);
      if (!change.ok || phase !== 'prepare') return change;
      return ok({ ...change.value, ...(await this.#ruleAgain(row.value, change.value.value, record)) });
    });
    const changed = await rooms.change(meetingId, version, principalOf(user), change);
    if (!changed.ok) return changed;
    // Whoever may still read it comes back by themselves; the others are told that there is nothing.
    if (changed.value.bodyId !== bodyId) rooms.endMeeting(meetingId, 'restarting');
    return ok(await this.#present(changed.value));
  }

  /** Into the trash. Refusals: `not-found`, `not-allowed`, `sealed` (any version was), those of the ledger. */
  async trash(user: ActingUser, id: string): Promise<Result<null, RefusalCode>> {
    const found = await this.#find(user, id, 'meeting.trash');
    if (!found.ok) return found;
    const { id: meetingId, version } = found.value;
    const { rooms, archives, revocation } = this.#options;
    const discard = whileCurrent<null>(user, async ({ record, now }) => {
      const seals = await archives.ofMeeting(meetingId);
      if (seals.length > 0 || readState(record).phase === 'archived') return refused('sealed', { version });
      return ok({
        value: null,
        writes: [
          { kind: 'meeting.update', id: meetingId, set: { trashedAt: now, updatedAt: now } },
          auditWrite(user, now, 'meeting.trashed', aboutMeeting(meetingId)),
        ],
      });
    });
    const trashed = await rooms.change(meetingId, version, principalOf(user), discard);
    if (trashed.ok) revocation.endMeeting(meetingId);
    return trashed;
  }

  /** Out of the trash; a meeting that is not in it stays as it is. Refusals as of `trash`. */
  async restore(user: ActingUser, id: string): Promise<Result<Meeting, RefusalCode>> {
    const found = await this.#find(user, id, 'meeting.restore');
    if (!found.ok) return found;
    const updatedAt = this.#options.clock.now();
    const writes: readonly Write[] = [
      { kind: 'meeting.update', id: found.value.id, set: { trashedAt: null, updatedAt } },
      auditWrite(user, updatedAt, 'meeting.restored', aboutMeeting(found.value.id)),
    ];
    const committed = await this.#options.ledger.commit({ appends: [], writes, outbox: [] });
    return committed.ok ? ok(await this.#present({ ...found.value, trashedAt: null, updatedAt })) : committed;
  }

  /** The whole meeting at this instant, for the secretariat only, whichever audience it is cut for. Refusals: `not-found`, `not-allowed`. */
  async snapshot(
    user: ActingUser,
    id: string,
    audience: Audience,
    memory?: SnapshotMemory,
  ): Promise<Result<MeetingSnapshot, RefusalCode>> {
    const found = await this.#find(user, id, 'export.internal');
    if (!found.ok) return found;
    // The public's view of a draft is the first step out of the house.
    if (audience === 'public' && found.value.draft === true) return refused('draft');
    const { id: meetingId, version } = found.value;
    return this.#options.rooms.read(meetingId, version, ({ desk, record, epochs, seqs }) => {
      // All that a snapshot is read from.
      const state = [epochs.desk, seqs.desk, epochs.record, seqs.record].join(' ');
      const stamp = `${meetingId} ${version} ${state} ${audience}`;
      const snapshot = memory?.recall(stamp) ?? buildSnapshot({ desk, record, meetingId, version, audience });
      memory?.keep(stamp, snapshot);
      return snapshot;
    });
  }

  /** The path of the first item that continues one of a meeting `user` may not read; null when there is none. */
  async #unknownContinued(user: ActingUser, { agenda = [] }: CreateMeeting): Promise<string | null> {
    for (const [index, { continues }] of agenda.entries()) {
      if (continues === undefined) continue;
      const found = await this.#find(user, continues.meetingId, 'meeting.read');
      if (!found.ok) return `agenda.${index}.continues.meetingId`;
    }
    return null;
  }

  /** The path of the first item made from a topic that is none of the meeting's body. */
  async #unknownTopic({ agenda = [], bodyId = null }: CreateMeeting): Promise<string | null> {
    for (const [index, { topic }] of agenda.entries()) {
      if (topic !== undefined && !(await this.#options.topics.isOf(bodyId, topic))) return `agenda.${index}.topic`;
    }
    return null;
  }

  /** A meeting that can be made without its last report is made without it. */
  async #withLastReport(user: ActingUser, body: CreateMeeting, founding: Founding): Promise<Founding> {
    if (!(body.agenda ?? []).some(({ kind }) => kind === 'work_report')) return founding;
    const { lastReports, ids } = this.#options;
    const last = await lastReports.toFill(user, founding);
    if (last === null) return founding;
    const fillDesk: Founding['fillDesk'] = (desk) => {
      founding.fillDesk(desk);
      prefillReports(desk, last, { ids, locale: body.locale ?? 'zh-CN' });
    };
    return { ...founding, fillDesk };
  }

  /** The rule in force on the meeting's day; null for a meeting of no body, or of one without rules. */
  async #ruleFor({ bodyId, plannedStart }: Pick<MeetingRow, 'bodyId' | 'plannedStart'>): Promise<MeetingRule | null> {
    if (bodyId === null) return null;
    const { charters, clock, timeZone } = this.#options;
    return charters.ruleOn(bodyId, localDateIn(timeZone, plannedStart ?? clock.now()));
  }

  /** Another day or body, another rule, unless one was set for this meeting by hand. */
  async #ruleAgain(
    before: MeetingRow,
    after: MeetingRow,
    record: Parameters<typeof readMeetingRule>[0],
  ): Promise<Pick<RoomChange<MeetingRow>, 'record'>> {
    const isSame = before.bodyId === after.bodyId && before.plannedStart === after.plannedStart;
    const known = readMeetingRule(record);
    if (isSame || (known !== null && known.from === null)) return {};
    const rule = await this.#ruleFor(after);
    if (rule === null || JSON.stringify(rule) === JSON.stringify(known)) return {};
    return { record: (doc) => writeMeetingRule(doc, { ...rule, seats: known?.seats ?? null }) };
  }

  async #found(
    user: ActingUser,
    founding: Founding,
    action: 'meeting.created' | 'meeting.imported',
  ): Promise<Result<Meeting, RefusalCode>> {
    const permitted = authorize(user, 'meeting.create', { kind: 'body', bodyId: founding.bodyId });
    if (!permitted.ok) return permitted;
    const { entry, row } = foundingEntry(founding, this.#options);
    const writes = [...entry.writes, auditWrite(user, row.createdAt, action, aboutMeeting(row.id))];
    const committed = await this.#options.ledger.commit({ ...entry, writes });
    return committed.ok ? ok(await this.#present(row)) : committed;
  }

  /** The meeting, when `user` may do `action` to it. */
  async #find(user: ActingUser, id: string, action: MeetingAction): Promise<Result<MeetingRow, RefusalCode>> {
    const meeting = await this.#options.meetings.byId(brand<MeetingId>(id));
    if (meeting === null) return refused('not-found');
    const permitted = authorize(user, action, { kind: 'meeting', meeting });
    return permitted.ok ? ok(meeting) : permitted;
  }

  async #present(row: MeetingRow): Promise<Meeting> {
    const { id: meetingId, version } = row;
    const part = (name: 'desk' | 'record'): string => docName({ meetingId, version, part: name });
    const wasSealed = row.phase === 'archived' || version > 1;
    const seals = wasSealed ? await this.#options.archives.ofMeeting(meetingId) : [];
    const newest = seals.reduce<(typeof seals)[number] | null>(
      (best, seal) => (best && best.version > seal.version ? best : seal),
      null,
    );
    const { title, phase, bodyId, plannedStart, plannedEnd, venue, createdAt, updatedAt, trashedAt } = row;
    const docs = { desk: part('desk'), record: part('record') };
    // Key by key, since the revision is taken over them in this order.
    const facts = { id: meetingId, title, phase, version, bodyId, plannedStart, plannedEnd, venue };
    const marks = {
      ...(row.draft === true && { draft: true as const }),
      ...(row.sample === true && { sample: true as const }),
    };
    const meeting = { ...facts, createdAt, updatedAt, trashedAt, ...marks, docs, archiveId: newest?.id ?? null };
    return { ...meeting, revision: revisionOf(meeting) };
  }
}

/** Whose meeting it is decides who reads it. */
function withAudit(
  user: ActingUser,
  before: MeetingRow,
  change: Result<RoomChange<MeetingRow>, RefusalCode>,
  now: number,
): Result<RoomChange<MeetingRow>, RefusalCode> {
  if (!change.ok || change.value.value.bodyId === before.bodyId) return change;
  const entry = auditWrite(user, now, 'meeting.moved', aboutMeeting(before.id));
  return ok({ ...change.value, writes: [...(change.value.writes ?? []), entry] });
}

/** Desk and row change together; what did not change is not written. */
function patched(row: MeetingRow, patch: PatchMeeting, now: number): Result<RoomChange<MeetingRow>, RefusalCode> {
  const facts: MirroredFacts = {
    title: patch.title ?? row.title,
    plannedStart: patch.plannedStart === undefined ? row.plannedStart : patch.plannedStart,
    plannedEnd: patch.plannedEnd === undefined ? row.plannedEnd : patch.plannedEnd,
    venue: patch.venue === undefined ? row.venue : patch.venue,
  };
  if (facts.plannedStart !== null && facts.plannedEnd !== null && facts.plannedEnd <= facts.plannedStart) {
    return refused('invalid', { errors: [{ path: 'plannedEnd', code: 'before-start' }] });
  }
  const bodyId = patch.bodyId === undefined ? row.bodyId : patch.bodyId;
  const changed = MIRRORED.filter((key) => facts[key] !== row[key]);
  if (changed.length === 0 && bodyId === row.bodyId) return ok({ value: row });
  const value: MeetingRow = { ...row, ...facts, bodyId, updatedAt: now };
  return ok({
    value,
    writes: [{ kind: 'meeting.update', id: row.id, set: { ...facts, bodyId, updatedAt: now } }],
    ...(changed.length > 0 ? { desk: (desk) => changed.forEach((key) => setFact(desk, key, facts[key])) } : {}),
  });
}
