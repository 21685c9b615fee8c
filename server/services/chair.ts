// The page of whoever chairs follows its meeting: agenda with the forecast, who is there, what the secretariat worded. Only
// while someone looks, at most once a second, and by itself as the forecast moves.
import type { MeetingId } from '../../shared/domain/ids.ts';
import type { Brief } from '../../shared/domain/brief.ts';
import { CHAIR_TIGHTNESS, type ChairView } from '../../shared/domain/chair.ts';
import { readChair, readChairWords } from '../../shared/doc/desk-chair.ts';
import { fitted } from '../../shared/domain/screen-content.ts';
import { invariant } from '../../shared/lib/assert.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import { CHAIR_VERSION, MAX_CHAIR_BYTES, type ChairState } from '../../shared/protocol/chair-state.ts';
import type { Clock, Log, MeetingRow } from '../ports.ts';
import type { Meetings } from '../register-ports.ts';
import type { CommittedChange, RoomView } from '../sync/room-options.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { BriefService } from './briefs.ts';
import { Paced } from './paced.ts';
import type { ShownReviews } from './screen-reviews.ts';

export interface ChairServiceOptions {
  readonly rooms: Pick<Rooms, 'read' | 'onCommitted'>;
  readonly meetings: Pick<Meetings, 'byId'>;
  readonly briefs: Pick<BriefService, 'forChair'>;
  readonly reviews: Pick<ShownReviews, 'onChanged'>;
  readonly clock: Clock;
  readonly log: Log;
  /** IANA name: the page shows times in it. */
  readonly timeZone: string;
}

export type SendChair = (state: ChairState) => void;

const MIN_INTERVAL_MS = 1_000;
const RETRY_MS = 2_000;
/** The forecast is told to the minute; this is how late a change of it may be. */
const TICK_MS = 10_000;
/** Of a message, whatever the agenda takes. */
const ROOM_FOR_WORDS = 32_768;
const UNSEEN: ReadonlySet<string> = new Set(['notes', 'comments', 'claims', 'screens', 'files']);

interface Seat {
  readonly viewers: Set<SendChair>;
  readonly pace: Paced;
  last: ChairState | null;
  /** Null = it has to be put together again. */
  briefed: { readonly bodyId: string | null; readonly brief: Brief | null; readonly at: EpochMs } | null;
}

/** Of a message. */
const ROOM_FOR_BRIEF = 24_576;
/** Other meetings of the body change without this page hearing of it. */
const BRIEF_LASTS_MS = 60_000;

interface Asked {
  readonly meetingId: MeetingId;
  readonly version: number;
  readonly seat: Seat;
  readonly brief: Brief | null;
}

export class ChairService {
  readonly #options: ChairServiceOptions;
  readonly #seats = new Map<MeetingId, Seat>();
  readonly #unsubscribe: readonly (() => void)[];

  constructor(options: ChairServiceOptions) {
    this.#options = options;
    this.#unsubscribe = [
      options.rooms.onCommitted((change) => this.#onCommitted(change)),
      options.reviews.onChanged((bodyId) => this.#onTask(bodyId)),
    ];
  }

  /** Sends the present state as soon as it is known, then each new one; returns the unsubscribe. */
  subscribe(meetingId: MeetingId, send: SendChair): () => void {
    const seat = this.#seats.get(meetingId) ?? this.#open(meetingId);
    seat.viewers.add(send);
    if (seat.last) send({ ...seat.last, serverNow: this.#options.clock.now() });
    seat.pace.plan();
    return () => {
      seat.viewers.delete(send);
      if (seat.viewers.size > 0) return;
      seat.pace.rest();
      if (this.#seats.get(meetingId) === seat) this.#seats.delete(meetingId);
    };
  }

  close(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    for (const seat of this.#seats.values()) seat.pace.rest();
    this.#seats.clear();
  }

  #open(meetingId: MeetingId): Seat {
    const seat: Seat = {
      ...{ viewers: new Set<SendChair>(), last: null, briefed: null },
      pace: new Paced({
        ...{ clock: this.#options.clock, minIntervalMs: MIN_INTERVAL_MS },
        derive: () => this.#derive(meetingId, seat),
        isWanted: () => this.#seats.get(meetingId) === seat,
      }),
    };
    this.#seats.set(meetingId, seat);
    return seat;
  }

  #onCommitted({ meetingId, roots }: CommittedChange): void {
    if ([...roots].some((root) => !UNSEEN.has(root))) this.#seats.get(meetingId)?.pace.plan();
  }

  #onTask(bodyId: string | null): void {
    for (const seat of this.#seats.values()) {
      if (seat.briefed?.bodyId !== bodyId) continue;
      seat.briefed = null;
      seat.pace.plan();
    }
  }

  async #brief(meeting: MeetingRow, seat: Seat): Promise<Brief | null> {
    const { briefs, clock } = this.#options;
    const at = clock.now();
    const { bodyId } = meeting;
    const kept = seat.briefed;
    if (kept !== null && kept.bodyId === bodyId && at - kept.at < BRIEF_LASTS_MS) return kept.brief;
    // Before it is put together: what changes meanwhile has it put together once more.
    const mark = { bodyId, brief: null, at };
    seat.briefed = mark;
    const whole = await briefs.forChair(meeting).catch((error: unknown) => {
      if (seat.briefed === mark) seat.briefed = kept;
      throw error;
    });
    const brief = whole && (fitted([whole], ROOM_FOR_BRIEF)?.[0] ?? null);
    if (seat.briefed === mark) seat.briefed = { bodyId, brief, at };
    return brief;
  }

  async #derive(meetingId: MeetingId, seat: Seat): Promise<EpochMs | null> {
    const { clock, log } = this.#options;
    try {
      const state = await this.#read(meetingId, seat);
      if (state === null) return null;
      if (seat.last === null || !saysTheSame(seat.last, state)) {
        seat.last = state;
        for (const send of seat.viewers) send(state);
      }
      return state.view.phase === 'archived' || state.view.adjournedAt !== null ? null : clock.now() + TICK_MS;
    } catch (error) {
      // The page keeps what it shows; the next attempt may find the disk well again.
      log.error('a chair’s page could not be derived', { meetingId, error });
      return clock.now() + RETRY_MS;
    }
  }

  async #read(meetingId: MeetingId, seat: Seat): Promise<ChairState | null> {
    const { meetings, rooms } = this.#options;
    const meeting = await meetings.byId(meetingId);
    if (meeting === null || meeting.trashedAt !== null) return null;
    const { version } = meeting;
    const brief = await this.#brief(meeting, seat);
    const read = await rooms.read(meetingId, version, (view) => this.#state(view, { meetingId, version, seat, brief }));
    if (!read.ok) throw new Error(`the room answered ${read.code}`);
    return read.value;
  }

  #state({ desk, record, now }: RoomView, { meetingId, version, seat, brief }: Asked): ChairState {
    const source = { desk, record, meetingId, version };
    const views = CHAIR_TIGHTNESS.map((tightness) => () => readChair(source, now, tightness));
    const view = firstThatFits(views, MAX_CHAIR_BYTES - ROOM_FOR_WORDS - ROOM_FOR_BRIEF);
    // Above what any earlier process sent, since a restart forgets the last one.
    const revision = Math.max((seat.last?.revision ?? 0) + 1, now);
    const stamp = { version: CHAIR_VERSION, revision, serverNow: now, timeZone: this.#options.timeZone } as const;
    const bare = { ...stamp, view, ...(brief === null ? {} : { brief }) };
    return { ...bare, written: fitting(view, readChairWords(desk), MAX_CHAIR_BYTES - bytesOf(bare)) };
  }
}

/** The last one fits whatever there is. */
function firstThatFits(views: readonly (() => ChairView)[], room: number): ChairView {
  const [first, ...rest] = views;
  invariant(first, 'there is a view to be sent');
  const view = first();
  return rest.length === 0 || bytesOf(view) <= room ? view : firstThatFits(rest, room);
}

/** Of what whoever chairs may see, nearest to what runs first, as far as there is room. */
function fitting(view: ChairView, words: ReadonlyMap<string, string>, room: number): Readonly<Record<string, string>> {
  const open = view.rows.filter(({ isInternal }) => !isInternal).map(({ itemId }): string => itemId);
  const at = Math.max(
    0,
    open.findIndex((id) => id === view.currentId),
  );
  const keys = ['opening', ...open.slice(at), 'closing', ...open.slice(0, at).toReversed()];
  let left = room - 64;
  const kept = keys.flatMap((key) => {
    const text = words.get(key);
    if (text === undefined) return [];
    left -= bytesOf({ [key]: text });
    return left < 0 ? [] : [[key, text] as const];
  });
  return Object.fromEntries(kept);
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value), 'utf8');
}

function saysTheSame(a: ChairState, b: ChairState): boolean {
  const bare = (state: ChairState): string => JSON.stringify({ ...state, revision: 0, serverNow: 0 });
  return bare(a) === bare(b);
}
