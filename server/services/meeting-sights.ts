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

/** More than a house holds in its lifetime; those kept longest go first. */
const MAX_KEPT = 5_000;

export class MeetingSights {
  readonly #options: MeetingSightsOptions;
  readonly #kept = new Map<MeetingId, { readonly version: number; readonly sight: MeetingSight }>();
  readonly #unsubscribe: () => void;

  constructor(options: MeetingSightsOptions) {
    this.#options = options;
    this.#unsubscribe = options.rooms.onCommitted(({ meetingId }) => this.#kept.delete(meetingId));
  }

  /** The body's meetings, the earliest first; samples left out. */
  async ofBody(bodyId: string): Promise<readonly SeenMeeting[]> {
    const all = await this.#options.meetings.list({ trashed: false });
    const seen: SeenMeeting[] = [];
    for (const row of all.filter((each) => each.bodyId === bodyId && each.sample !== true)) {
      const sight = await this.#sight(row);
      if (sight !== null) seen.push({ row, sight });
    }
    return seen.toSorted(byDay);
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
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= MAX_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(meetingId, seen);
  }
}

/** Of one that was held without a planned day, the day on which it began; null while it has none. */
export function dayOf({ row, sight }: SeenMeeting): EpochMs | null {
  return row.plannedStart ?? sight.begunAt;
}

/** Those without a day last, in the order in which they were made. */
function byDay(a: SeenMeeting, b: SeenMeeting): number {
  const day = (seen: SeenMeeting): EpochMs => dayOf(seen) ?? Number.MAX_SAFE_INTEGER;
  return day(a) - day(b) || a.row.createdAt - b.row.createdAt;
}
