// Hall screens follow their meetings: after each commit that could matter, at most 8 times a second a meeting, and only
// while someone looks. Screens get nothing but what services/meeting-screens derives.
import type { MeetingId } from '../../shared/domain/ids.ts';
import type { SceneReview } from '../../shared/domain/scene.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { Clock, Log, MeetingRow } from '../ports.ts';
import type { Meetings } from '../register-ports.ts';
import type { CommittedChange } from '../sync/room-options.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { ShownLooks } from './hall-looks.ts';
import type { Attendance, ScreenDisplays } from './screen-displays.ts';
import { MeetingScreens, type SendDeck, type SendScreen, type ShownCode } from './meeting-screens.ts';
import type { ShownReview, ShownReviews } from './screen-reviews.ts';
import { Paced } from './paced.ts';

export interface ScreenServiceOptions {
  readonly rooms: Pick<Rooms, 'read' | 'onCommitted'>;
  readonly meetings: Pick<Meetings, 'byId'>;
  readonly clock: Clock;
  readonly log: Log;
  /** IANA name: screens show times in it. */
  readonly timeZone: string;
  readonly checkIn: { shown: ShownCode };
  readonly displays: Pick<ScreenDisplays, 'attend'>;
  readonly looks: ShownLooks;
  readonly reviews: ShownReviews;
}

/** 8 a second. */
const MIN_INTERVAL_MS = 125;
const RETRY_MS = 2_000;
/** Roots that no screen shows anything of. */
const UNSEEN: ReadonlySet<string> = new Set([
  ...['notes', 'comments', 'claims', 'chairWords', 'papers', 'paperFacts', 'paperWritings'],
]);

interface Stage {
  readonly screens: MeetingScreens;
  readonly pace: Paced;
  /** As it was read last; null = it has to be read again. */
  reviewed: { readonly bodyId: string | null; readonly shown: ShownReview | null; readonly at: EpochMs } | null;
}

/** A day may begin while nothing happens: then other tasks are late. */
const REVIEW_LASTS_MS = 60_000;

export class ScreenService {
  readonly #options: ScreenServiceOptions;
  readonly #stages = new Map<MeetingId, Stage>();
  readonly #unsubscribe: readonly (() => void)[];

  constructor(options: ScreenServiceOptions) {
    this.#options = options;
    this.#unsubscribe = [
      options.rooms.onCommitted((change) => this.#onCommitted(change)),
      options.looks.onChanged(() => this.#onLook()),
      options.reviews.onChanged((bodyId) => this.#onTask(bodyId)),
    ];
  }

  /** Sends the present state as soon as it is known, then each new one; returns the unsubscribe. */
  subscribe(meetingId: MeetingId, screenId: string, send: SendScreen): () => void {
    const stage = this.#stages.get(meetingId) ?? this.#open(meetingId);
    if (!stage.screens.add(screenId, send, this.#options.clock.now())) stage.pace.plan();
    return () => {
      stage.screens.remove(screenId, send);
      this.#leaveIfEmpty(meetingId, stage);
    };
  }

  /** Sends what a display keeps for the time the server is away, and again when it changed; returns the unsubscribe. */
  subscribeDeck(meetingId: MeetingId, send: SendDeck): () => void {
    const stage = this.#stages.get(meetingId) ?? this.#open(meetingId);
    if (!stage.screens.addKeeper(send, this.#options.clock.now())) stage.pace.plan();
    return () => {
      stage.screens.removeKeeper(send);
      this.#leaveIfEmpty(meetingId, stage);
    };
  }

  attend(meetingId: MeetingId, screenId: string): Attendance {
    return this.#options.displays.attend(meetingId, screenId);
  }

  close(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    for (const stage of this.#stages.values()) stage.pace.rest();
    this.#stages.clear();
  }

  #open(meetingId: MeetingId): Stage {
    const { clock, timeZone, checkIn } = this.#options;
    const screens = new MeetingScreens(meetingId, timeZone, (id) => checkIn.shown(id));
    const stage: Stage = {
      ...{ screens, reviewed: null },
      pace: new Paced({
        ...{ clock, minIntervalMs: MIN_INTERVAL_MS },
        derive: () => this.#derive(meetingId, stage),
        isWanted: () => this.#stages.get(meetingId) === stage && screens.hasViewers,
      }),
    };
    this.#stages.set(meetingId, stage);
    return stage;
  }

  #onCommitted({ meetingId, roots }: CommittedChange): void {
    if (roots.has('tasks') || roots.has('agenda')) this.#onSource(meetingId);
    const stage = this.#stages.get(meetingId);
    if (stage?.screens.hasViewers && [...roots].some((root) => !UNSEEN.has(root))) stage.pace.plan();
  }

  /** Of whichever body: looks change once in a year. */
  #onLook(): void {
    for (const { screens, pace } of this.#stages.values()) if (screens.hasViewers) pace.plan();
  }

  #onTask(bodyId: string | null): void {
    for (const stage of this.#stages.values()) {
      if (stage.reviewed === null || stage.reviewed.bodyId !== bodyId) continue;
      stage.reviewed = null;
      if (stage.screens.hasViewers) stage.pace.plan();
    }
  }

  /** Another meeting hands tasks out, and its minutes say which of them may be named. */
  #onSource(sourceId: MeetingId): void {
    for (const [meetingId, stage] of this.#stages) {
      const reviewed = stage.reviewed?.shown ?? null;
      if (meetingId === sourceId || (reviewed !== null && reviewed.sourceId !== sourceId)) continue;
      stage.reviewed = null;
      if (stage.screens.hasViewers) stage.pace.plan();
    }
  }

  async #derive(meetingId: MeetingId, stage: Stage): Promise<EpochMs | null> {
    const { clock, log } = this.#options;
    return this.#read(meetingId, stage).catch((error: unknown) => {
      // The hall keeps what it shows; the next attempt may find the disk well again.
      log.error('a screen could not be derived', { meetingId, error });
      return clock.now() + RETRY_MS;
    });
  }

  /** Answers when to look again without a commit. */
  async #read(meetingId: MeetingId, stage: Stage): Promise<EpochMs | null> {
    const { meetings, rooms, clock, looks } = this.#options;
    const meeting = await meetings.byId(meetingId);
    if (meeting === null || meeting.trashedAt !== null) return null;
    const { version } = meeting;
    const { screens } = stage;
    const look = await looks.shown(meeting.bodyId);
    const review = await this.#review(meeting, stage);
    const read = await rooms.read(meetingId, version, (view) => screens.derive(view, { version, look, review }));
    if (!read.ok) throw new Error(`the room answered ${read.code}`);
    return screens.nextChange(clock.now());
  }

  /** The same for as long as nothing it is made of changes. */
  async #review(meeting: MeetingRow, stage: Stage): Promise<SceneReview | null> {
    const now = this.#options.clock.now();
    const kept = stage.reviewed;
    if (kept !== null && kept.bodyId === meeting.bodyId && now - kept.at < REVIEW_LASTS_MS)
      return kept.shown?.review ?? null;
    // Before it is read: what changes meanwhile has it read once more.
    stage.reviewed = { bodyId: meeting.bodyId, shown: null, at: now };
    const mark = stage.reviewed;
    const shown = await this.#options.reviews.read(meeting).catch((error: unknown) => {
      if (stage.reviewed === mark) stage.reviewed = kept;
      throw error;
    });
    if (stage.reviewed === mark) stage.reviewed = { bodyId: meeting.bodyId, shown, at: now };
    return shown?.review ?? null;
  }

  #leaveIfEmpty(meetingId: MeetingId, stage: Stage): void {
    if (!stage.screens.hasViewers) stage.pace.rest();
    if (stage.screens.mayBeForgotten && this.#stages.get(meetingId) === stage) this.#stages.delete(meetingId);
  }
}
