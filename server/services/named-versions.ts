// Named versions of a meeting: given, listed, renamed, taken off and put back. A name points at a row of the journal; the
// minutes themselves are never touched here.
import type { NamedVersion } from '../../shared/api/history.schema.ts';
import { principalOf, type ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { MeetingId, NamedVersionId } from '../../shared/domain/ids.ts';
import { MAX_NAMED_VERSIONS } from '../../shared/domain/named-version.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { Ids, MeetingRow, NamedVersionRow, Write } from '../ports.ts';
import type { NamedVersions } from '../history-ports.ts';
import type { Meetings } from '../register-ports.ts';
import type { RoomView } from '../sync/room-options.ts';
import type { Rooms } from '../sync/rooms.ts';
import { aboutMeeting, auditWrite } from './audit.ts';
import { pointOf } from './history.ts';
import { whileCurrent } from './while-current.ts';

export interface NamedVersionOptions {
  readonly rooms: Pick<Rooms, 'change'>;
  readonly meetings: Pick<Meetings, 'byId'>;
  readonly namedVersions: NamedVersions;
  readonly ids: Pick<Ids, 'random'>;
}

interface Change {
  readonly row: NamedVersionRow;
  readonly writes: readonly Write[];
}

const NOT_FOUND = refused('not-found');

export class NamedVersionService {
  readonly #options: NamedVersionOptions;

  constructor(options: NamedVersionOptions) {
    this.#options = options;
  }

  /** Oldest first. Refusal: `not-found`. */
  async list(actor: ActingUser, meetingId: string): Promise<Result<readonly NamedVersion[], RefusalCode>> {
    const meeting = await this.#permitted(actor, meetingId, 'desk.read');
    if (!meeting.ok) return meeting;
    return ok((await this.#options.namedVersions.ofMeeting(meeting.value.id)).map(presented));
  }

  /** Refusal: `not-found`. */
  async read(actor: ActingUser, meetingId: string, id: string): Promise<Result<NamedVersion, RefusalCode>> {
    const meeting = await this.#permitted(actor, meetingId, 'desk.read');
    if (!meeting.ok) return meeting;
    const row = await this.#row(meeting.value.id, id);
    return row === null || row.removedAt !== null ? NOT_FOUND : ok(presented(row));
  }

  /** Names the meeting as it stands. Refusals: `not-found`, `sealed`, `versions-full` {limit}, those of the ledger. */
  create(actor: ActingUser, meetingId: string, name: string): Promise<Result<NamedVersion, RefusalCode>> {
    return this.#change(actor, meetingId, async (meeting, { now, seqs }) => {
      const room = await this.#roomIn(meeting.id);
      if (!room.ok) return room;
      const row: NamedVersionRow = {
        id: brand<NamedVersionId>(this.#options.ids.random()),
        ...{ meetingId: meeting.id, version: meeting.version, seq: seqs.desk, kind: 'named', name },
        ...{ at: now, by: actor.userId, byName: actor.displayName, removedAt: null },
      };
      return ok({ row, writes: [{ kind: 'named-version.insert', row }] });
    });
  }

  /** Refusals: `not-found`, `sealed`, those of the ledger. */
  rename(actor: ActingUser, meetingId: string, id: string, name: string): Promise<Result<NamedVersion, RefusalCode>> {
    return this.#change(actor, meetingId, async (meeting) => {
      const row = await this.#row(meeting.id, id);
      if (row === null || row.removedAt !== null) return NOT_FOUND;
      return ok({ row: { ...row, name }, writes: [{ kind: 'named-version.rename', id: row.id, name }] });
    });
  }

  /** Refusals as of `rename`. `restore` takes it back. */
  async remove(actor: ActingUser, meetingId: string, id: string): Promise<Result<null, RefusalCode>> {
    const removed = await this.#change(actor, meetingId, async (meeting, { now }) => {
      const row = await this.#row(meeting.id, id);
      if (row === null || row.removedAt !== null) return NOT_FOUND;
      return ok(marked(actor, row, { removedAt: now, now }));
    });
    return removed.ok ? ok(null) : removed;
  }

  /** Refusals as of `create`. One that stands stays as it is. */
  restore(actor: ActingUser, meetingId: string, id: string): Promise<Result<NamedVersion, RefusalCode>> {
    return this.#change(actor, meetingId, async (meeting, { now }) => {
      const row = await this.#row(meeting.id, id);
      if (row === null) return NOT_FOUND;
      if (row.removedAt === null) return ok({ row, writes: [] });
      const room = await this.#roomIn(meeting.id);
      return room.ok ? ok(marked(actor, row, { removedAt: null, now })) : room;
    });
  }

  /** In the meeting's queue, so that what is named is what everybody sees. */
  async #change(
    actor: ActingUser,
    meetingId: string,
    decide: (meeting: MeetingRow, view: RoomView) => Promise<Result<Change, RefusalCode>>,
  ): Promise<Result<NamedVersion, RefusalCode>> {
    const before = await this.#permitted(actor, meetingId, 'desk.write');
    if (!before.ok) return before;
    const { id, version } = before.value;
    const change = whileCurrent<NamedVersion>(actor, async (view) => {
      // It may have been archived, or gone into the trash, while this waited for the queue.
      const meeting = await this.#permitted(actor, meetingId, 'desk.write');
      if (!meeting.ok) return meeting;
      const decided = await decide(meeting.value, view);
      return decided.ok ? ok({ value: presented(decided.value.row), writes: decided.value.writes }) : decided;
    });
    return this.#options.rooms.change(id, version, principalOf(actor), change);
  }

  async #permitted(
    actor: ActingUser,
    meetingId: string,
    action: 'desk.read' | 'desk.write',
  ): Promise<Result<MeetingRow, RefusalCode>> {
    const meeting = await this.#options.meetings.byId(brand<MeetingId>(meetingId));
    if (meeting === null) return NOT_FOUND;
    const address = { version: meeting.version, part: 'desk' } as const;
    const permitted = authorize(actor, action, { kind: 'document', meeting, address });
    return permitted.ok ? ok(meeting) : permitted;
  }

  async #row(meetingId: MeetingId, id: string): Promise<NamedVersionRow | null> {
    const row = await this.#options.namedVersions.byId(brand<NamedVersionId>(id));
    return row?.meetingId === meetingId ? row : null;
  }

  async #roomIn(meetingId: MeetingId): Promise<Result<null, 'versions-full'>> {
    const rows = await this.#options.namedVersions.ofMeeting(meetingId);
    const named = rows.filter(({ kind }) => kind === 'named').length;
    return named < MAX_NAMED_VERSIONS ? ok(null) : refused('versions-full', { limit: MAX_NAMED_VERSIONS });
  }
}

function marked(
  actor: ActingUser,
  row: NamedVersionRow,
  { removedAt, now }: { readonly removedAt: EpochMs | null; readonly now: EpochMs },
): Change {
  const action = removedAt === null ? 'version.restored' : 'version.removed';
  const about = [aboutMeeting(row.meetingId), { kind: 'version', id: row.id }] as const;
  return {
    row: { ...row, removedAt },
    writes: [{ kind: 'named-version.remove', id: row.id, at: removedAt }, auditWrite(actor, now, action, ...about)],
  };
}

function presented(row: NamedVersionRow): NamedVersion {
  const { id, kind, name, at, by, byName } = row;
  return { id, point: pointOf(row), kind, name, at, by, byName };
}
