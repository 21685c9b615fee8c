// What the meetings of a body look like to each other (domain/meeting-sight), read of each meeting once and kept until it changes.
// Knows nothing of who asks.
import { buildSnapshot } from '../../shared/doc/snapshot.ts';
import { sightOf, type MeetingSight } from '../../shared/domain/meeting-sight.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { Log, MeetingRow } from '../ports.ts';
import type { Meetings } from '../register-ports.ts';
import type { Rooms } from '../sync/rooms.ts';

export interface MeetingSightsOptions {
  readonly rooms: Pick<Rooms, 'read' | 'onCommitted'>;
  readonly meetings: Pick<Meetings, 'list'>;
  readonly log: Log;
}

export interface SeenMeeting {
  readonly row: MeetingRow;
  readonly sight: MeetingSight;
}

/** So many of a body are looked at, its newest ones. */
const MAX_MEETINGS = 60;
const MAX_KEPT = 600;

export class MeetingSights {
  readonly #options: MeetingSightsOptions;
  readonly #kept = new Map<MeetingId, { readonly version: number; readonly sight: MeetingSight }>();
  readonly #unsubscribe: () => void;

  constructor(options: MeetingSightsOptions) {
    this.#options = options;
    this.#unsubscribe = options.rooms.onCommitted(({ meetingId }) => this.#kept.delete(meetingId));
  }

  /** The body's meetings, the earliest first; samples left out. */
  async ofBody(bodyId: string): Promise<{ readonly meetings: readonly SeenMeeting[]; readonly isCut: boolean }> {
    const all = await this.#options.meetings.list({ trashed: false });
    const rows = all.filter((row) => row.bodyId === bodyId && row.sample !== true).toSorted(byDay);
    const seen: SeenMeeting[] = [];
    for (const row of rows.slice(-MAX_MEETINGS)) {
      const sight = await this.#sight(row);
      if (sight !== null) seen.push({ row, sight });
    }
    return { meetings: seen, isCut: rows.length > MAX_MEETINGS };
  }

  close(): void {
    this.#unsubscribe();
    this.#kept.clear();
  }

  /** Null when it cannot be read now: the others are told all the same. */
  async #sight({ id: meetingId, version }: MeetingRow): Promise<MeetingSight | null> {
    const kept = this.#kept.get(meetingId);
    if (kept?.version === version) return kept.sight;
    const { rooms, log } = this.#options;
    const read = await rooms.read(meetingId, version, ({ desk, record }) => {
      const source = { desk, record, meetingId, version, audience: 'internal', wantsMinutes: () => false } as const;
      const sight = sightOf(buildSnapshot(source));
      // Within the room's queue: whatever changes it afterwards is told afterwards.
      this.#keep(meetingId, { version, sight });
      return sight;
    });
    if (read.ok) return read.value;
    log.error('a meeting of a series could not be read', { meetingId, code: read.code });
    return null;
  }

  #keep(meetingId: MeetingId, seen: { readonly version: number; readonly sight: MeetingSight }): void {
    if (this.#kept.size >= MAX_KEPT) this.#kept.clear();
    this.#kept.set(meetingId, seen);
  }
}

/** Those without a day last, in the order in which they were made. */
function byDay(a: MeetingRow, b: MeetingRow): number {
  const day = (row: MeetingRow): EpochMs => row.plannedStart ?? Number.MAX_SAFE_INTEGER;
  return day(a) - day(b) || a.createdAt - b.createdAt;
}
