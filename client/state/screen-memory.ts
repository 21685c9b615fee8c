// Which screen state counts, and the last good one of a link, so that a hall never sees an empty wall: kept on the device
// where the page can be opened without the server, in the tab elsewhere. It is what the wall showed and nothing more; the
// link itself, which opens the meeting's screen, is not written down.
import { HOUR_MS, type DurationMs, type EpochMs } from '../../shared/lib/time.ts';
import { SCREEN_VERSION, type ScreenState } from '../../shared/protocol/screen-state.ts';

/** `Storage`, as far as it is needed here. Any of these may throw where the browser forbids it. */
export interface Shelf {
  keys(): readonly string[];
  getItem(key: string): string | null;
  setItem(key: string, text: string): void;
  removeItem(key: string): void;
}

export interface Remembered {
  readonly state: ScreenState;
  /** Server time minus this device's time when it was kept. */
  readonly aheadMs: number;
}

interface ScreenMemoryOptions {
  readonly shelf: Shelf;
  /** Names the link among the others on the shelf. */
  readonly name: string;
  /** This device's clock. */
  readonly now: () => EpochMs;
}

const PREFIX = 'gongbi:screen:';
/** A picture of the day before would mislead a hall more than an empty wall. */
const MAX_AGE_MS: DurationMs = 12 * HOUR_MS;

/** The last picture of one link. Never throws: where storage is forbidden nothing is kept. */
export class ScreenMemory {
  readonly #options: ScreenMemoryOptions;

  /** Drops what other links left too long ago. */
  constructor(options: ScreenMemoryOptions) {
    this.#options = options;
    const { shelf } = options;
    attempt(() => {
      for (const key of shelf.keys()) if (key.startsWith(PREFIX) && !this.#read(key)) shelf.removeItem(key);
    });
  }

  /** Null when there is nothing, when it is too old, and when another version wrote it. */
  recall(): Remembered | null {
    return attempt(() => this.#read(this.#key)) ?? null;
  }

  keep(remembered: Remembered): void {
    const { shelf, now } = this.#options;
    attempt(() => shelf.setItem(this.#key, JSON.stringify({ ...remembered, keptAt: now() })));
  }

  /** A link that was withdrawn shows nothing any more, here neither. */
  forget(): void {
    attempt(() => this.#options.shelf.removeItem(this.#key));
  }

  get #key(): string {
    return PREFIX + this.#options.name;
  }

  #read(key: string): Remembered | null {
    const kept = parsed(this.#options.shelf.getItem(key));
    if (!isRecord(kept) || !isRemembered(kept)) return null;
    const ageMs = typeof kept['keptAt'] === 'number' ? Math.abs(this.#options.now() - kept['keptAt']) : Infinity;
    return ageMs <= MAX_AGE_MS ? { state: kept.state, aheadMs: kept.aheadMs } : null;
  }
}

/**
 * The memory of the link with `token` on this page. On the device only where browsers let a page open without the server
 * (https, or the machine itself), which is also where they can hash: the name is a digest that leads back to no token.
 */
export async function openScreenMemory(token: string, now: () => EpochMs): Promise<ScreenMemory> {
  // Typed as always there; absent outside secure contexts.
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (!subtle) return new ScreenMemory({ shelf: shelfOf(() => sessionStorage), name: token, now });
  const digest = new Uint8Array(await subtle.digest('SHA-256', new TextEncoder().encode(token)));
  const name = [...digest.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return new ScreenMemory({ shelf: shelfOf(() => localStorage), name, now });
}

/**
 * Whether `next` takes the place of `shown`. Within a connection an older revision is a straggler; the first state of a
 * connection always counts, because a restarted server may count from one again.
 */
export function replaces(shown: ScreenState | null, next: ScreenState, isFirstOfConnection: boolean): boolean {
  if (!isScreenState(next)) return false;
  return shown === null || isFirstOfConnection || next.revision >= shown.revision;
}

/** Reading the property itself throws where cookies and storage are blocked, so it is read at each use. */
function shelfOf(storage: () => Storage): Shelf {
  return {
    keys: () => Object.keys(storage()),
    getItem: (key) => storage().getItem(key),
    setItem: (key, text) => storage().setItem(key, text),
    removeItem: (key) => storage().removeItem(key),
  };
}

function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    // Forbidden or full: the server's next message is the whole answer, and only a reload during an outage misses it.
    return null;
  }
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    // Damaged: as if nothing were there.
    return null;
  }
}

function isRemembered(value: Readonly<Record<string, unknown>>): value is Record<string, unknown> & Remembered {
  return isScreenState(value['state']) && typeof value['aheadMs'] === 'number';
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
