// What a hall screen can show. A scene is complete in itself: the page that draws it computes nothing but time.
import type { DurationMs, EpochMs, LocalDate } from '../lib/time.ts';
import type { ItemId } from './ids.ts';
import type { ItemKind, ItemPlace } from './agenda.ts';
import type { ItemState } from './progress.ts';
import type { TaskState } from './task-history.ts';

export interface SceneSpeaker {
  readonly name: string;
  readonly org: string | null;
  readonly title: string | null;
}

export interface SceneAgendaRow extends ItemPlace {
  readonly itemId: ItemId;
  /** The item whose part it is; its row comes before. */
  readonly parentId?: ItemId;
  /** How many of its parts have no row of their own; absent for none. */
  readonly folded?: number;
  readonly title: string;
  readonly speakers: readonly string[];
  /** With that of its parts. */
  readonly state: ItemState;
  /** Planned or forecast start, for rows still to come. */
  readonly startsAt: EpochMs | null;
}

/** What comes after what is shown. */
export interface SceneNext extends ItemPlace {
  readonly title: string;
  readonly speakers: readonly string[];
}

export interface SceneTimer {
  readonly plannedMs: DurationMs | null;
  readonly spentMs: DurationMs;
  /** Null while suspended. */
  readonly runningSince: EpochMs | null;
}

/** A ceremony as the hall sees it: who signs what, or who is appointed to what by whose hand. */
export type SceneCeremony =
  | {
      readonly kind: 'signing';
      readonly document: string;
      readonly parties: readonly { readonly org: string; readonly signatory: string; readonly title: string | null }[];
    }
  | {
      readonly kind: 'appointment';
      readonly appointee: SceneSpeaker;
      readonly post: string;
      readonly presentedBy: SceneSpeaker | null;
    };

export type Scene =
  | {
      readonly kind: 'welcome';
      /** The full title split at 暨 and between organisation and session, one line each. */
      readonly titleLines: readonly string[];
      readonly plannedStart: EpochMs | null;
      readonly plannedEnd: EpochMs | null;
      readonly venue: string | null;
    }
  | {
      /** 合影: what stands behind people who are photographed. After a signing its document and parties, else the meeting. */
      readonly kind: 'photo';
      readonly titleLines: readonly string[];
      /** Organisations; none = the whole meeting. */
      readonly parties: readonly string[];
      readonly plannedStart: EpochMs | null;
      readonly venue: string | null;
    }
  | { readonly kind: 'agenda'; readonly rows: readonly SceneAgendaRow[] }
  | ({
      readonly kind: 'item';
      readonly itemKind: ItemKind;
      readonly title: string;
      readonly speakers: readonly SceneSpeaker[];
      /** Present when the item is a signing or an appointment whose people are known; the hall then shows the ceremony. */
      readonly ceremony?: SceneCeremony;
      /** Present on a guest introduction: those introduced, in the order of courtesy. */
      readonly guests?: readonly SceneSpeaker[];
      readonly timer: SceneTimer;
      readonly next: SceneNext | null;
    } & ItemPlace)
  | {
      /** How many are there and whether that is enough, as the chair says it; the figures are the room's (`SceneRoom`). */
      readonly kind: 'quorum';
    }
  | {
      /** For the one who speaks and for those who wait: the stage's monitor, or the hall during a discussion. */
      readonly kind: 'speaker';
      /** Of the item they speak to; '' = to the meeting. */
      readonly title: string;
      readonly speaking: SceneSpeaker | null;
      readonly timer: SceneTimer;
      /** In their order; the hall has room for a few. */
      readonly waiting: readonly SceneSpeaker[];
    }
  | {
      readonly kind: 'break';
      readonly title: string;
      readonly timer: SceneTimer;
      readonly next: SceneNext | null;
    }
  | ({
      readonly kind: 'minutes';
      readonly title: string;
      readonly paragraphs: readonly string[];
    } & ItemPlace)
  | ({
      readonly kind: 'decision';
      readonly title: string;
      /** What is decided on the item, as it is being worded. */
      readonly wordings: readonly string[];
    } & ItemPlace)
  | {
      readonly kind: 'closing';
      readonly itemsDone: number;
      readonly startedAt: EpochMs | null;
      readonly endedAt: EpochMs | null;
      readonly tasks: readonly {
        readonly what: string;
        readonly owners: readonly string[];
        readonly due: string | null;
      }[];
    }
  | ({
      /** 上次会议决定事项落实情况. */
      readonly kind: 'tasks';
    } & SceneReview)
  | { readonly kind: 'blank' };

/** How the tasks of the body's last meeting stand: all of them count, those that are public are named, whose they are together. */
export interface SceneReview {
  /** What that meeting is called. */
  readonly meeting: string;
  readonly all: number;
  readonly closed: number;
  readonly overdue: number;
  readonly tasks: readonly {
    readonly what: string;
    readonly owners: readonly string[];
    readonly state: TaskState;
    readonly due: LocalDate | null;
    readonly isLate: boolean;
    /** The screen turns to the page on which something has just changed. */
    readonly changedAt: EpochMs;
  }[];
}

/** How many are there, and whether that is enough: figures only, nobody's name. */
export interface SceneRoll {
  readonly seats: number;
  readonly present: number;
  /** Null where the charter asks for none. */
  readonly needed: number | null;
  readonly met: boolean;
}

/** What stands on a screen besides its scene. */
export interface SceneRoom {
  /** Once the roll is open, until the meeting is over. */
  readonly roll?: SceneRoll;
  /** On the welcome: the address in the check-in code, another one each half minute. */
  readonly door?: { readonly url: string };
}

/** What an operator laid over the scene. A screen takes it away by itself when its time is over. */
export interface SceneOverlay {
  readonly message?: { readonly text: string; readonly until: EpochMs | null };
  readonly countdown?: { readonly label: string; readonly to: EpochMs };
}

export type SceneKind = Scene['kind'];
export const SCREEN_MODES = [
  'auto',
  'welcome',
  'quorum',
  'agenda',
  'item',
  'speaker',
  'break',
  'minutes',
  'decision',
  'photo',
  'closing',
  'tasks',
  'blank',
] as const;

/** 自动 follows phase and agenda and never chooses the minutes; pinned shows one kind until released. */
export interface ScreenSettings {
  readonly mode: (typeof SCREEN_MODES)[number];
  readonly frozen: boolean;
  /** With `item`: this one of the agenda, whether or not it has the floor. */
  readonly itemId?: ItemId;
}
