// What the saved light may say, as a pure reducer over what happened. The light never lies: `saved` means that the
// server has every change of this replica on disk (P3).
import type { RefusalCode } from '../../shared/domain/errors.ts';
import { unreachable } from '../../shared/lib/assert.ts';
import type { EpochMs } from '../../shared/lib/time.ts';

/** Why changes are only on this device: no connection, no answer for 5 s, or the server cannot write just now. */
export type UnsavedCause = 'disconnected' | 'no-answer' | 'storage-unavailable';

export type SaveState =
  | { readonly kind: 'loading' }
  /** `at`: when the last change was acknowledged, server time; null when none was made here. */
  | { readonly kind: 'saved'; readonly at: EpochMs | null }
  | { readonly kind: 'saving'; readonly unsent: number }
  /** `unsent`: changes kept on this device; 0 when only the connection is gone. */
  | { readonly kind: 'offline'; readonly unsent: number; readonly cause: UnsavedCause }
  /** The session ended for a reason that needs a person; what was written is kept on the device. */
  | { readonly kind: 'refused'; readonly code: RefusalCode }
  | { readonly kind: 'read-only' };

export type SaveEvent =
  /** Content can be shown, from this device or from the server. */
  | { readonly kind: 'loaded'; readonly unsent: number }
  /** `owing`: the replica holds changes that the server lacks. */
  | { readonly kind: 'joined'; readonly access: 'write' | 'read'; readonly owing: boolean }
  | { readonly kind: 'left' }
  | { readonly kind: 'typed'; readonly at: EpochMs }
  | { readonly kind: 'sent' }
  /** `owing`: something newer than what was acknowledged still waits. */
  | { readonly kind: 'acked'; readonly at: EpochMs; readonly owing: boolean }
  /** Sent, and nothing came back in time. */
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'storage-failed' }
  | { readonly kind: 'refused'; readonly code: RefusalCode }
  /** The replica was given up for a fresh one, which owes nothing. */
  | { readonly kind: 'replaced' };

export interface SaveModel {
  readonly loaded: boolean;
  readonly link: 'none' | 'write' | 'read';
  /** Whether anything is unacknowledged. `unsent` counts it for people; this decides. */
  readonly owing: boolean;
  readonly unsent: number;
  /** Changes that the frame in flight does not hold. */
  readonly unsentAfterFrame: number;
  readonly lastTypedAt: EpochMs | null;
  readonly savedAt: EpochMs | null;
  readonly trouble: 'no-answer' | 'storage-unavailable' | null;
  readonly refusal: RefusalCode | null;
}

/** Keystrokes closer together than this are one change to a reader of the light. */
const ONE_CHANGE_MS = 2_000;

export const INITIAL_SAVE: SaveModel = {
  loaded: false,
  link: 'none',
  owing: false,
  unsent: 0,
  unsentAfterFrame: 0,
  lastTypedAt: null,
  savedAt: null,
  trouble: null,
  refusal: null,
};

/** What `event` makes of `model`. */
export function reduceSave(model: SaveModel, event: SaveEvent): SaveModel {
  switch (event.kind) {
    case 'loaded':
      return { ...model, loaded: true, owing: model.owing || event.unsent > 0, unsent: model.unsent + event.unsent };
    case 'joined':
      return joined(model, event.access, event.owing);
    case 'left':
      return { ...model, link: 'none', trouble: null };
    case 'typed':
      return typed(model, event.at);
    case 'sent':
      return { ...model, unsentAfterFrame: 0 };
    case 'acked':
      return acked(model, event.at, event.owing);
    case 'unanswered':
      return { ...model, trouble: 'no-answer' };
    case 'storage-failed':
      return { ...model, trouble: 'storage-unavailable' };
    case 'refused':
      return { ...model, link: 'none', refusal: event.code };
    case 'replaced':
      return { ...INITIAL_SAVE, savedAt: model.savedAt };
    default:
      return unreachable(event);
  }
}

/** What the light says. */
export function saveStateOf(model: SaveModel): SaveState {
  if (model.refusal !== null) return { kind: 'refused', code: model.refusal };
  if (!model.loaded) return { kind: 'loading' };
  if (model.link === 'none') return { kind: 'offline', unsent: model.unsent, cause: 'disconnected' };
  if (model.link === 'read') return { kind: 'read-only' };
  if (!model.owing) return { kind: 'saved', at: model.savedAt };
  if (model.trouble !== null) return { kind: 'offline', unsent: model.unsent, cause: model.trouble };
  return { kind: 'saving', unsent: model.unsent };
}

function joined(model: SaveModel, access: 'write' | 'read', owing: boolean): SaveModel {
  return {
    ...model,
    loaded: true,
    link: access,
    owing,
    unsent: owing ? Math.max(1, model.unsent) : 0,
    // Joining reads only: that the disk takes writes again is known once something was acknowledged.
    trouble: owing && model.trouble === 'storage-unavailable' ? model.trouble : null,
    refusal: null,
  };
}

function typed(model: SaveModel, at: EpochMs): SaveModel {
  const isNewChange = model.unsent === 0 || model.lastTypedAt === null || at - model.lastTypedAt > ONE_CHANGE_MS;
  return {
    ...model,
    owing: true,
    unsent: model.unsent + (isNewChange ? 1 : 0),
    unsentAfterFrame: Math.max(1, model.unsentAfterFrame + (isNewChange ? 1 : 0)),
    lastTypedAt: at,
  };
}

function acked(model: SaveModel, at: EpochMs, owing: boolean): SaveModel {
  return {
    ...model,
    owing,
    unsent: owing ? Math.max(1, model.unsentAfterFrame) : 0,
    unsentAfterFrame: owing ? model.unsentAfterFrame : 0,
    savedAt: at,
    trouble: null,
  };
}
