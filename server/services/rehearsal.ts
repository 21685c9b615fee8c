// One rehearsal: copies of a meeting's two documents in memory, a clock and a script of its own, and the screens that show
// them. It has no ledger, no room and no port that writes: what happens in it ends with it.
import * as Y from 'yjs';
import { readAgenda } from '../../shared/doc/desk-agenda.ts';
import { readFacts } from '../../shared/doc/desk-facts.ts';
import { readPeople } from '../../shared/doc/desk-people.ts';
import { addProgress, startItem } from '../../shared/doc/desk-progress.ts';
import { addAttendance } from '../../shared/doc/record-room.ts';
import { readTurns, writeTurn } from '../../shared/doc/record-speakers.ts';
import { readState, writeState } from '../../shared/doc/record.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { EventId, MeetingId } from '../../shared/domain/ids.ts';
import { rehearsalScript, type RehearsalStep } from '../../shared/domain/rehearsal.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import { HOUR_MS, MINUTE_MS, type EpochMs } from '../../shared/lib/time.ts';
import type { ChairState } from '../../shared/protocol/chair-state.ts';
import type { ScreenState } from '../../shared/protocol/screen-state.ts';
import type { Clock, Log, MeetingRow } from '../ports.ts';
import type { CommittedChange, RoomView } from '../sync/room-options.ts';
import { ChairService } from './chair.ts';
import type { ShownLooks } from './hall-looks.ts';
import { RehearsalClock } from './rehearsal-clock.ts';
import { ScreenService } from './screen.ts';

export interface RehearsalOptions {
  readonly meeting: MeetingRow;
  /** Both documents as they are, encoded. */
  readonly desk: Uint8Array;
  readonly record: Uint8Array;
  readonly clock: Clock;
  readonly log: Log;
  readonly timeZone: string;
  readonly rate: number;
  readonly looks: ShownLooks;
  /** Once, when its script is over. */
  readonly onOver: () => void;
}

/** How it stands, for whoever runs it. */
export interface RehearsalStanding {
  readonly at: EpochMs;
  readonly rate: number;
  readonly done: number;
  readonly steps: number;
  readonly next: RehearsalStep | null;
}

type Listener = (change: CommittedChange) => void;
/** A state with the mark that every page shows, and how fast its time runs. */
type Marked<State> = State & { readonly rehearsal: { readonly rate: number } };

/** No console waits for a screen of it. */
/** A rehearsal is of one meeting: the tasks and topics of others are not played. */
const NO_REVIEWS = { read: async () => null, onChanged: () => () => undefined };
const NO_BRIEFS = { forChair: async () => null };
const NO_DISPLAYS = { attend: () => ({ heard: () => undefined, leave: () => undefined }) };
/** Who acts in it; no account is called so. */
const NOBODY = 'rehearsal';
const BOTH = ['agenda', 'attendance', 'state', 'speakers', 'progress'];

export class Rehearsal {
  readonly #options: RehearsalOptions;
  readonly #clock: RehearsalClock;
  readonly #desk = new Y.Doc();
  readonly #record = new Y.Doc();
  readonly #script: readonly RehearsalStep[];
  readonly #listeners = new Set<Listener>();
  /** Told anew when time runs at another rate. */
  readonly #again = new Set<() => void>();
  readonly #screens: ScreenService;
  readonly #chairs: ChairService;
  #done = 0;
  #cancel: () => void = () => undefined;

  constructor(options: RehearsalOptions) {
    this.#options = options;
    const { meeting, clock, log, timeZone } = options;
    Y.applyUpdate(this.#desk, options.desk);
    Y.applyUpdate(this.#record, options.record);
    const start = readFacts(this.#desk).plannedStart ?? clock.now() + HOUR_MS;
    this.#script = rehearsalScript({ items: readAgenda(this.#desk), people: readPeople(this.#desk), start });
    this.#clock = new RehearsalClock(clock, (this.#script[0]?.at ?? start) - MINUTE_MS, options.rate);
    const rooms = {
      read: async <T>(_id: MeetingId, _version: number, read: (view: RoomView) => T) => this.#read(read),
      onCommitted: (listener: Listener) => this.#listen(listener),
    };
    const meetings = { byId: async () => meeting };
    const shared = { ...{ rooms, meetings, log, timeZone }, clock: this.#clock };
    // A code on it would sign people in to the meeting itself; see `#marked`.
    const checkIn = { shown: () => ({ url: '', until: Infinity }) };
    this.#screens = new ScreenService({
      ...shared,
      checkIn,
      displays: NO_DISPLAYS,
      looks: options.looks,
      reviews: NO_REVIEWS,
    });
    this.#chairs = new ChairService({ ...shared, briefs: NO_BRIEFS, reviews: NO_REVIEWS });
    this.#await();
  }

  get standing(): RehearsalStanding {
    return {
      ...{ at: this.#clock.now(), rate: this.#clock.rate, done: this.#done, steps: this.#script.length },
      next: this.#script[this.#done] ?? null,
    };
  }

  run(rate: number): void {
    this.#clock.run(rate);
    this.#await();
    for (const again of this.#again) again();
  }

  /** Sets its time to the next item's start, or to the end; everything before it happens at once. */
  skip(): void {
    const next = this.#script.slice(this.#done).find(({ kind }) => kind === 'start' || kind === 'adjourn');
    if (next === undefined) return;
    this.#clock.set(next.at);
    this.#catchUp();
  }

  watchScreen(send: (state: ScreenState) => void): () => void {
    return this.#watch<ScreenState>(send, (told) =>
      this.#screens.subscribe(this.#options.meeting.id, 'main', ({ room, ...state }) =>
        told(room?.roll ? { ...state, room: { roll: room.roll } } : state),
      ),
    );
  }

  watchChair(send: (state: ChairState) => void): () => void {
    return this.#watch<ChairState>(send, (told) => this.#chairs.subscribe(this.#options.meeting.id, told));
  }

  close(): void {
    this.#cancel();
    this.#screens.close();
    this.#chairs.close();
    this.#desk.destroy();
    this.#record.destroy();
  }

  #watch<State extends { readonly revision: number; readonly serverNow: EpochMs }>(
    send: (state: Marked<State>) => void,
    subscribe: (told: (state: State) => void) => () => void,
  ): () => void {
    let last: State | null = null;
    const marked = (state: State): void => send({ ...state, rehearsal: { rate: this.#clock.rate } });
    const again = (): void => {
      if (last) marked({ ...last, serverNow: this.#clock.now() });
    };
    this.#again.add(again);
    const unsubscribe = subscribe((state) => {
      last = state;
      marked(state);
    });
    return () => {
      this.#again.delete(again);
      unsubscribe();
    };
  }

  #read<T>(read: (view: RoomView) => T): Result<T, RefusalCode> {
    const none = { desk: 0, record: 0 };
    const epochs = { desk: NOBODY, record: NOBODY };
    return ok(read({ desk: this.#desk, record: this.#record, seqs: none, epochs, now: this.#clock.now() }));
  }

  #listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #await(): void {
    this.#cancel();
    const next = this.#script[this.#done];
    if (next === undefined || this.#clock.rate === 0) return;
    // An item may be planned for weeks; a machine's timer takes no more than 24 days.
    const waitMs = Math.min(HOUR_MS, Math.max(0, next.at - this.#clock.now()));
    this.#cancel = this.#clock.after(waitMs, () => this.#catchUp());
  }

  #catchUp(): void {
    const now = this.#clock.now();
    const from = this.#done;
    for (let next = this.#script[this.#done]; next && next.at <= now; next = this.#script[this.#done]) {
      this.#play(next, this.#done);
      this.#done += 1;
    }
    if (this.#done > from) {
      const { id: meetingId, version } = this.#options.meeting;
      const change = { meetingId, version, parts: new Set(['desk', 'record'] as const), roots: new Set(BOTH) };
      for (const listener of this.#listeners) listener(change);
    }
    if (from < this.#script.length && this.#done === this.#script.length) this.#options.onOver();
    this.#await();
  }

  #play(step: RehearsalStep, index: number): void {
    const eventId = brand<EventId>(`rehearsed-${index}`);
    const { at } = step;
    switch (step.kind) {
      case 'open':
        return writeState(this.#record, { ...readState(this.#record), phase: 'live' });
      case 'adjourn':
        return addProgress(this.#desk, eventId, { kind: 'adjourn', at, by: NOBODY });
      case 'in':
      case 'out': {
        const mark = { kind: step.kind, key: step.key, via: 'clerk', at, recordedAt: at, by: NOBODY } as const;
        return addAttendance(this.#record, eventId, mark);
      }
      case 'start':
        return startItem(this.#desk, { eventId, itemId: step.itemId, at, by: NOBODY });
      default:
        return this.#speak(step);
    }
  }

  #speak({ kind, at, turn, itemId, speaker }: Extract<RehearsalStep, { kind: 'asks' | 'speaks' | 'ends' }>): void {
    const id = brand<EventId>(`turn-${itemId}-${turn}`);
    const known = readTurns(this.#record).find((one) => one.id === id);
    const asked = known ?? {
      id,
      itemId,
      ...speaker,
      allowedMs: 2 * MINUTE_MS,
      askedAt: at,
      beganAt: null,
      endedAt: null,
    };
    writeTurn(this.#record, {
      ...asked,
      ...(kind === 'speaks' ? { beganAt: at } : {}),
      ...(kind === 'ends' ? { endedAt: at } : {}),
    });
  }
}
