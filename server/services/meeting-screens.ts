// The hall screens of one meeting while anyone looks at them: derives after commits, sends what changed, keeps what is
// frozen. How often it may run, and where the meeting is read, is given by services/screen.
import { hallRoll } from '../../shared/doc/hall-roll.ts';
import { buildSnapshot } from '../../shared/doc/snapshot.ts';
import { readTurnsHeld } from '../../shared/doc/record-speakers.ts';
import { readScreens } from '../../shared/doc/record-screens.ts';
import { backupDeck } from '../../shared/domain/backup-deck.ts';
import type { HallLook } from '../../shared/domain/hall-look.ts';
import type { ItemId, MeetingId } from '../../shared/domain/ids.ts';
import type { Block } from '../../shared/domain/minutes.ts';
import type { ItemState } from '../../shared/domain/progress.ts';
import { publicSnapshot } from '../../shared/domain/publish.ts';
import type { SceneOverlay, SceneReview, SceneRoll } from '../../shared/domain/scene.ts';
import { screenContent } from '../../shared/domain/screen-content.ts';
import { FOLLOWING, type ScreenShow } from '../../shared/domain/screen-show.ts';
import type { MeetingSnapshot } from '../../shared/domain/snapshot.ts';
import type { Turn } from '../../shared/domain/speakers.ts';
import { itemOnFloor } from '../../shared/domain/stage.ts';
import { wallTimeIn, type EpochMs } from '../../shared/lib/time.ts';
import { DECK_VERSION, MAX_DECK_BYTES, type ScreenDeck } from '../../shared/protocol/screen-deck.ts';
import { MAX_SCREEN_BYTES, SCREEN_VERSION, type ScreenState } from '../../shared/protocol/screen-state.ts';
import type { RoomView } from '../sync/room-options.ts';
import { nextSettling, settle, shownLines, type Paragraph } from './settled-minutes.ts';

/** The address in the check-in code, and when another takes its place. */
export type ShownCode = (meetingId: MeetingId) => { readonly url: string; readonly until: EpochMs };

export type SendScreen = (state: ScreenState) => void;
export type SendDeck = (deck: ScreenDeck) => void;

interface Screen {
  readonly viewers: Set<SendScreen>;
  last: ScreenState | null;
  /** What stands while it is frozen: the picture without what was laid over it. */
  held: Picture | null;
  isFrozen: boolean;
}

type Picture = Omit<ScreenState, 'version' | 'revision' | 'serverNow' | 'overlay'>;

/** What a screen needs beside the meeting's documents. */
interface Beside {
  readonly version: number;
  readonly look: HallLook | null;
  readonly review: SceneReview | null;
}

interface Derived {
  readonly snapshot: MeetingSnapshot;
  readonly roll: SceneRoll | null;
  readonly turns: readonly Turn[];
  readonly look: HallLook | null;
  readonly review: SceneReview | null;
  readonly settings: ScreenShow;
  readonly now: EpochMs;
}

/** Left for `version`, what is told of the room, the look and what lies over the scene, which the content does not count. */
const ENVELOPE_BYTES = 1_536;
const DECK_ENVELOPE_BYTES = 256;

export class MeetingScreens {
  readonly #meetingId: MeetingId;
  readonly #timeZone: string;
  readonly #code: ShownCode;
  readonly #screens = new Map<string, Screen>();
  #floor: { readonly itemId: ItemId; readonly paragraphs: readonly Paragraph[] } | null = null;
  #revision = 0;
  readonly #keepers = new Set<SendDeck>();
  #deck: ScreenDeck | null = null;

  constructor(meetingId: MeetingId, timeZone: string, code: ShownCode) {
    this.#meetingId = meetingId;
    this.#code = code;
    this.#timeZone = timeZone;
  }

  get hasViewers(): boolean {
    return this.#keepers.size > 0 || [...this.#screens.values()].some((screen) => screen.viewers.size > 0);
  }

  /** A frozen screen must show the same again when its projector comes back. */
  get mayBeForgotten(): boolean {
    return !this.hasViewers && ![...this.#screens.values()].some((screen) => screen.isFrozen);
  }

  /** Whether `screenId` has something to show; if so `send` gets it at once, with the clock of `now`. */
  add(screenId: string, send: SendScreen, now: EpochMs): boolean {
    const screen = this.#screens.get(screenId) ?? { viewers: new Set(), last: null, held: null, isFrozen: false };
    this.#screens.set(screenId, screen);
    // What nobody looked at was not kept up to date; whoever comes is sent the next state even if it is the same again.
    if (screen.viewers.size === 0) screen.last = null;
    screen.viewers.add(send);
    if (screen.last) send({ ...screen.last, serverNow: now });
    return screen.last !== null;
  }

  remove(screenId: string, send: SendScreen): void {
    this.#screens.get(screenId)?.viewers.delete(send);
  }

  /** As `add`, of what displays keep for the time the server is away. */
  addKeeper(send: SendDeck, now: EpochMs): boolean {
    // As above: nobody kept it up to date.
    if (this.#keepers.size === 0) this.#deck = null;
    this.#keepers.add(send);
    if (this.#deck) send({ ...this.#deck, serverNow: now });
    return this.#deck !== null;
  }

  removeKeeper(send: SendDeck): void {
    this.#keepers.delete(send);
  }

  /** Reads the meeting as it is now and sends each screen what changed on it. Inside the room's queue; sends only. */
  derive({ desk, record, now }: RoomView, { version, look, review }: Beside): void {
    const meetingId = this.#meetingId;
    const identity = { meetingId, version, audience: 'internal' } as const;
    const snapshot = buildSnapshot({ desk, record, ...identity, wantsMinutes: hasFloor });
    const open = publicSnapshot(snapshot);
    this.#settleFloor(snapshot, open, now);
    this.#updateDeck(open, now);
    const settings = readScreens(record);
    const roll = hallRoll({ desk, record }, open, now);
    const turns = readTurnsHeld({ desk, record });
    for (const [screenId, screen] of this.#screens)
      this.#update(screen, {
        ...{ snapshot: open, roll, turns, look, review, now },
        settings: settings.get(screenId) ?? FOLLOWING,
      });
  }

  /** When it must be derived again without a commit: a paragraph settles, or time itself changes the scene. */
  nextChange(now: EpochMs): EpochMs | null {
    const shown = [...this.#screens.values()].filter((screen) => screen.viewers.size > 0).map((screen) => screen.last);
    const settling = shown.some((state) => state?.scene.kind === 'minutes')
      ? nextSettling(this.#floor?.paragraphs ?? [])
      : null;
    const ticking = shown.some((state) => state?.phase === 'live' && TICKING.has(state.scene.kind))
      ? now + TICK_MS
      : null;
    const coded = shown.some((state) => state?.room?.door !== undefined) ? this.#code(this.#meetingId).until : null;
    const over = shown.flatMap((state) => overlayEnds(state?.overlay));
    const next = [settling, ticking, coded, ...over].flatMap((at) => at ?? []);
    return next.length === 0 ? null : Math.min(...next);
  }

  #room({ scene, phase }: Pick<ScreenState, 'scene' | 'phase'>, roll: SceneRoll | null): Pick<ScreenState, 'room'> {
    const isAwaiting = scene.kind === 'welcome' && (phase === 'prepare' || phase === 'live');
    if (roll === null && !isAwaiting) return {};
    const door = isAwaiting ? { door: { url: this.#code(this.#meetingId).url } } : {};
    return { room: { ...(roll === null ? {} : { roll }), ...door } };
  }

  #settleFloor(snapshot: MeetingSnapshot, open: MeetingSnapshot, now: EpochMs): void {
    const item = itemOnFloor(open.agenda);
    if (item === null) {
      this.#floor = null;
      return;
    }
    const blocks: readonly Block[] = snapshot.agenda.find(({ id }) => id === item.id)?.minutes ?? [];
    const previous = this.#floor?.itemId === item.id ? this.#floor.paragraphs : [];
    this.#floor = {
      itemId: item.id,
      paragraphs: settle(previous, blocks, { now, timeText: (at) => wallTimeIn(this.#timeZone, at) }),
    };
  }

  #update(screen: Screen, derived: Derived): void {
    const { settings, now } = derived;
    screen.isFrozen = settings.frozen;
    if (screen.viewers.size === 0) return;
    const { held } = screen;
    screen.held = settings.frozen && held !== null ? this.#withFreshCode(held) : this.#picture(derived);
    // Above what any earlier process sent, since a restart forgets the last one.
    const stamp = { revision: Math.max(this.#revision + 1, now), serverNow: now };
    const state: ScreenState = { version: SCREEN_VERSION, ...stamp, ...laidOver(screen.held, settings, now) };
    if (screen.last !== null && looksLike(screen.last, state)) return;
    this.#revision = state.revision;
    screen.last = state;
    for (const send of screen.viewers) send(state);
  }

  #updateDeck(open: MeetingSnapshot, now: EpochMs): void {
    if (this.#keepers.size === 0) return;
    const pages = backupDeck(open, now, MAX_DECK_BYTES - DECK_ENVELOPE_BYTES);
    if (this.#deck !== null && JSON.stringify(this.#deck.pages) === JSON.stringify(pages)) return;
    // As with states: above what an earlier process sent.
    const revision = Math.max((this.#deck?.revision ?? 0) + 1, now);
    this.#deck = { version: DECK_VERSION, revision, serverNow: now, pages };
    for (const send of this.#keepers) send(this.#deck);
  }

  /** A code that stood still would let nobody in. */
  #withFreshCode(held: Picture): Picture {
    if (held.room?.door === undefined) return held;
    return { ...held, room: { ...held.room, door: { url: this.#code(this.#meetingId).url } } };
  }

  #picture({ snapshot, roll, turns, look, review, settings, now }: Derived): Picture {
    const settled = shownLines(this.#floor?.paragraphs ?? []);
    const common = { locale: 'zh-CN', timeZone: this.#timeZone, maxBytes: MAX_SCREEN_BYTES - ENVELOPE_BYTES } as const;
    const content = screenContent({ snapshot, settings, now, revision: now, settled, turns, review, ...common });
    const { revision: _revision, serverNow: _serverNow, ...picture } = content;
    return { ...picture, ...(look === null ? {} : { look }), ...this.#room(content, roll) };
  }
}

/** Black is black: nothing shows through, and nothing lies on it. A frozen picture can be blanked and written over. */
function laidOver(picture: Picture, show: ScreenShow, now: EpochMs): Picture & Pick<ScreenState, 'overlay'> {
  const { room: _room, look: _look, ...bare } = picture;
  if (show.isBlanked === true) return { ...bare, scene: { kind: 'blank' } };
  const { message, countdown } = show;
  const says = message !== undefined && (message.until === null || message.until > now);
  const runs = countdown !== undefined && countdown.to + ENDED_MS > now;
  const overlay: SceneOverlay = { ...(says ? { message } : {}), ...(runs ? { countdown } : {}) };
  return says || runs ? { ...picture, overlay } : picture;
}

/** Of no other item is any text on a screen. */
function hasFloor(state: ItemState): boolean {
  return state === 'current' || state === 'suspended';
}

/** How long a countdown stands at nought. */
const ENDED_MS = 60_000;
const TICK_MS = 15_000;
/** Scenes that change by the clock alone: the planned start passes, expected starts move. */
const TICKING: ReadonlySet<string> = new Set(['welcome', 'agenda']);

function overlayEnds(overlay: SceneOverlay | undefined): readonly EpochMs[] {
  const { message, countdown } = overlay ?? {};
  return [...(message?.until ? [message.until] : []), ...(countdown ? [countdown.to + ENDED_MS] : [])];
}

function looksLike(a: ScreenState, b: ScreenState): boolean {
  const bare = (state: ScreenState): string => JSON.stringify({ ...state, revision: 0, serverNow: 0 });
  return bare(a) === bare(b);
}
