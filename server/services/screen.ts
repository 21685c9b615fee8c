// Hall screens follow their meetings: after each commit that could matter, at most 8 times a second a meeting, and only
// while someone looks. Screens get nothing but what services/meeting-screens derives.
import type { MeetingId } from '../../shared/domain/ids.ts';
import { MINUTE_MS, type DurationMs, type EpochMs } from '../../shared/lib/time.ts';
import type { Clock, Log } from '../ports.ts';
import type { Meetings } from '../register-ports.ts';
import type { CommittedChange } from '../sync/room-options.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { Attendance, ScreenDisplays } from './screen-displays.ts';
import { MeetingScreens, type SendScreen, type ShownCode } from './meeting-screens.ts';

export interface ScreenServiceOptions {
  readonly rooms: Pick<Rooms, 'read' | 'onCommitted'>;
  readonly meetings: Meetings;
  readonly clock: Clock;
  readonly log: Log;
  /** IANA name: screens show times in it. */
  readonly timeZone: string;
  readonly checkIn: { shown: ShownCode };
  readonly displays: Pick<ScreenDisplays, 'attend'>;
}

/** 8 a second. */
const MIN_INTERVAL_MS = 125;
const RETRY_MS = 2_000;
/** Roots that no screen shows anything of. */
const UNSEEN: ReadonlySet<string> = new Set(['notes', 'comments', 'claims']);

interface Stage {
  readonly screens: MeetingScreens;
  derivedAtMs: number;
  /** Cancels the derivation that is planned. */
  cancel: (() => void) | null;
  dueAtMs: number;
  isDeriving: boolean;
  isStale: boolean;
}

export class ScreenService {
  readonly #options: ScreenServiceOptions;
  readonly #stages = new Map<MeetingId, Stage>();
  readonly #unsubscribe: () => void;

  constructor(options: ScreenServiceOptions) {
    this.#options = options;
    this.#unsubscribe = options.rooms.onCommitted((change) => this.#onCommitted(change));
  }

  /** Sends the present state as soon as it is known, then each new one; returns the unsubscribe. */
  subscribe(meetingId: MeetingId, screenId: string, send: SendScreen): () => void {
    const stage = this.#stages.get(meetingId) ?? this.#open(meetingId);
    if (!stage.screens.add(screenId, send, this.#options.clock.now())) this.#plan(meetingId, stage, 0);
    return () => {
      stage.screens.remove(screenId, send);
      this.#leaveIfEmpty(meetingId, stage);
    };
  }

  attend(meetingId: MeetingId, screenId: string): Attendance {
    return this.#options.displays.attend(meetingId, screenId);
  }

  close(): void {
    this.#unsubscribe();
    for (const stage of this.#stages.values()) stage.cancel?.();
    this.#stages.clear();
  }

  #open(meetingId: MeetingId): Stage {
    const screens = new MeetingScreens(meetingId, this.#options.timeZone, (id) => this.#options.checkIn.shown(id));
    const stage: Stage = {
      screens,
      derivedAtMs: -Infinity,
      cancel: null,
      dueAtMs: Infinity,
      isDeriving: false,
      isStale: false,
    };
    this.#stages.set(meetingId, stage);
    return stage;
  }

  #onCommitted({ meetingId, roots }: CommittedChange): void {
    const stage = this.#stages.get(meetingId);
    if (stage?.screens.hasViewers && [...roots].some((root) => !UNSEEN.has(root))) this.#plan(meetingId, stage, 0);
  }

  /** Derives in `delayMs`, or when the interval since the last time is over; an earlier plan stands. */
  #plan(meetingId: MeetingId, stage: Stage, delayMs: DurationMs): void {
    if (stage.isDeriving) {
      stage.isStale = true;
      return;
    }
    const { clock } = this.#options;
    const nowMs = clock.monotonicMs();
    const dueAtMs = Math.max(nowMs + delayMs, stage.derivedAtMs + MIN_INTERVAL_MS);
    if (stage.cancel !== null && stage.dueAtMs <= dueAtMs) return;
    stage.cancel?.();
    stage.dueAtMs = dueAtMs;
    stage.cancel = clock.after(dueAtMs - nowMs, () => {
      stage.cancel = null;
      void this.#derive(meetingId, stage);
    });
  }

  async #derive(meetingId: MeetingId, stage: Stage): Promise<void> {
    const { clock, log } = this.#options;
    stage.isDeriving = true;
    stage.isStale = false;
    stage.derivedAtMs = clock.monotonicMs();
    const next = await this.#read(meetingId, stage).catch((error: unknown) => {
      // The hall keeps what it shows; the next attempt may find the disk well again.
      log.error('a screen could not be derived', { meetingId, error });
      return clock.now() + RETRY_MS;
    });
    stage.isDeriving = false;
    if (this.#stages.get(meetingId) !== stage || !stage.screens.hasViewers) return;
    if (stage.isStale) this.#plan(meetingId, stage, 0);
    else if (next !== null) this.#plan(meetingId, stage, Math.min(MINUTE_MS, Math.max(0, next - clock.now())));
  }

  /** Answers when to look again without a commit. */
  async #read(meetingId: MeetingId, stage: Stage): Promise<EpochMs | null> {
    const { meetings, rooms, clock } = this.#options;
    const meeting = await meetings.byId(meetingId);
    if (meeting === null || meeting.trashedAt !== null) return null;
    const read = await rooms.read(meetingId, meeting.version, (view) => stage.screens.derive(view, meeting.version));
    if (!read.ok) throw new Error(`the room answered ${read.code}`);
    return stage.screens.nextChange(clock.now());
  }

  #leaveIfEmpty(meetingId: MeetingId, stage: Stage): void {
    if (!stage.screens.hasViewers) {
      stage.cancel?.();
      stage.cancel = null;
    }
    if (stage.screens.mayBeForgotten && this.#stages.get(meetingId) === stage) this.#stages.delete(meetingId);
  }
}
