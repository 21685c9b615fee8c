// Whom one can be at a meeting's door, and the public agenda beside it: read once for as long as the desk stays as it is,
// since a hall full of people asks for it within a minute, and each of their sign-ins looks somebody up.
import type { Door } from '../../shared/api/check-in.schema.ts';
import { readPeople } from '../../shared/doc/desk-people.ts';
import { buildSnapshot } from '../../shared/doc/snapshot.ts';
import type { MeetingId, PersonKey } from '../../shared/domain/ids.ts';
import type { Person } from '../../shared/domain/person.ts';
import { publicSnapshot } from '../../shared/domain/publish.ts';
import { deriveScene } from '../../shared/domain/stage.ts';
import { titleLines } from '../../shared/domain/title.ts';
import { SECOND_MS, type DurationMs, type EpochMs } from '../../shared/lib/time.ts';
import type { RoomView } from '../sync/room-options.ts';

/** Expected starts move by the minute, without anything having happened. */
const FRESH_MS: DurationMs = 20 * SECOND_MS;
const MOST_MEETINGS = 20;

type DoorFace = Pick<Door, 'meeting' | 'people' | 'agenda'>;

interface Kept {
  readonly state: string;
  readonly people: ReadonlyMap<PersonKey, Person>;
  face: { readonly at: EpochMs; readonly value: DoorFace } | null;
}

export class DoorLists {
  readonly #timeZone: string;
  readonly #kept = new Map<MeetingId, Kept>();

  constructor(timeZone: string) {
    this.#timeZone = timeZone;
  }

  /** Of the list as it is now; null for whoever is not on it. */
  person(view: RoomView, meetingId: MeetingId, key: PersonKey): Person | null {
    return this.#current(view, meetingId).people.get(key) ?? null;
  }

  /** What everybody at the door sees. */
  face(view: RoomView, meeting: { readonly id: MeetingId; readonly version: number }): DoorFace {
    const kept = this.#current(view, meeting.id);
    if (kept.face === null || view.now < kept.face.at || view.now >= kept.face.at + FRESH_MS)
      kept.face = { at: view.now, value: faceOf(view, meeting, this.#timeZone) };
    return kept.face.value;
  }

  #current({ desk, seqs, epochs }: RoomView, meetingId: MeetingId): Kept {
    const state = `${epochs.desk} ${seqs.desk}`;
    const known = this.#kept.get(meetingId);
    if (known?.state === state) return known;
    const people = new Map(readPeople(desk).map((person) => [person.id, person]));
    const kept: Kept = { state, people, face: null };
    this.#kept.delete(meetingId);
    this.#kept.set(meetingId, kept);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_MEETINGS) break;
      this.#kept.delete(oldest);
    }
    return kept;
  }
}

/** From the public picture of the meeting, so that nothing internal can be in it. */
function faceOf(
  { desk, record, now }: RoomView,
  { id, version }: { readonly id: MeetingId; readonly version: number },
  timeZone: string,
): DoorFace {
  const source = { desk, record, meetingId: id, version, audience: 'internal' } as const;
  const open = publicSnapshot(buildSnapshot({ ...source, wantsMinutes: () => false }));
  const scene = deriveScene(open, { mode: 'agenda', frozen: false }, now);
  const { title, plannedStart, venue } = open.facts;
  return {
    meeting: { title, titleLines: [...titleLines(open.facts)], plannedStart, venue, timeZone },
    people: open.people.filter(({ name }) => name.trim() !== '').map(asGuest),
    agenda: scene.kind === 'agenda' ? scene.rows.map((row) => ({ title: row.title, startsAt: row.startsAt })) : [],
  };
}

function asGuest({ id, name, org, titles }: Person): Door['people'][number] {
  return { key: id, name, org, title: titles.length === 0 ? null : titles.join('、') };
}
