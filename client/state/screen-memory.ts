// Which screen state counts, and the last good one kept across a reload, so that a hall never sees an empty wall.
import { SCREEN_VERSION, type ScreenState } from '../../shared/protocol/screen-state.ts';

/** The part of `Storage` that is needed here. */
export interface Shelf {
  getItem(key: string): string | null;
  setItem(key: string, text: string): void;
  removeItem(key: string): void;
}

export interface Remembered {
  readonly state: ScreenState;
  /** Server time minus this device's time when it was kept. */
  readonly aheadMs: number;
}

/**
 * Whether `next` takes the place of `shown`. Within a connection an older revision is a straggler; the first state of a
 * connection always counts, because a restarted server may count from one again.
 */
export function replaces(shown: ScreenState | null, next: ScreenState, isFirstOfConnection: boolean): boolean {
  if (!isScreenState(next)) return false;
  return shown === null || isFirstOfConnection || next.revision >= shown.revision;
}

/** What `keep` kept for this link, or null: nothing there, storage forbidden, or written by another version. */
export function recallScreen(shelf: Shelf, token: string): Remembered | null {
  try {
    const kept: unknown = JSON.parse(shelf.getItem(shelfKey(token)) ?? 'null');
    return isRemembered(kept) ? kept : null;
  } catch {
    // Forbidden or damaged: the server's next message is the whole answer.
    return null;
  }
}

export function keepScreen(shelf: Shelf, token: string, remembered: Remembered): void {
  try {
    shelf.setItem(shelfKey(token), JSON.stringify(remembered));
  } catch {
    // Forbidden or full: only a reload during an outage would miss it.
  }
}

export function forgetScreen(shelf: Shelf, token: string): void {
  try {
    shelf.removeItem(shelfKey(token));
  } catch {
    // Forbidden: then nothing was kept either.
  }
}

/** This tab's storage; where the browser forbids it, a shelf that holds nothing. */
export function tabShelf(): Shelf {
  try {
    return sessionStorage;
  } catch {
    // Reading the property itself throws where cookies and storage are blocked.
    return { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
  }
}

function shelfKey(token: string): string {
  return `gongbi:screen:${token}`;
}

function isRemembered(value: unknown): value is Remembered {
  return isRecord(value) && isScreenState(value['state']) && typeof value['aheadMs'] === 'number';
}

/** A newer server may speak a version this page does not know: it keeps what it shows until it is loaded again. */
function isScreenState(value: unknown): value is ScreenState {
  return (
    isRecord(value) &&
    value['version'] === SCREEN_VERSION &&
    typeof value['revision'] === 'number' &&
    typeof value['serverNow'] === 'number' &&
    isRecord(value['meeting']) &&
    isRecord(value['scene'])
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
