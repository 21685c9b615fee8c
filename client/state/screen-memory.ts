// Which state of a link's page counts, and the last good one, so that a hall never sees an empty wall: kept on the device
// where the page can be opened without the server, in the tab elsewhere. It is what the page showed and nothing more; the
// link itself, which opens it, is not written down.
import { HOUR_MS, type DurationMs, type EpochMs } from '../../shared/lib/time.ts';
import { CHAIR_VERSION, type ChairState } from '../../shared/protocol/chair-state.ts';
import { SCREEN_VERSION, type ScreenState } from '../../shared/protocol/screen-state.ts';

/** `Storage`, as far as it is needed here. Any of these may throw where the browser forbids it. */
export interface Shelf {
  keys(): readonly string[];
  getItem(key: string): string | null;
  setItem(key: string, text: string): void;
  removeItem(key: string): void;
}

/** What every state of a link's page says of itself. */
export interface Stamped {
  readonly version: number;
  readonly revision: number;
  readonly serverNow: EpochMs;
  /** In a rehearsal: so many seconds of its time a second. */
  readonly rehearsal?: { readonly rate: number };
}

/** Whether a value is a state of a version that this page knows. */
export type Knows<State extends Stamped> = (value: unknown) => value is State;

interface Remembered<State extends Stamped> {
  readonly state: State;
  /** Server time minus this device's time when it was kept. */
  readonly aheadMs: number;
}

interface ScreenMemoryOptions<State extends Stamped> {
  readonly shelf: Shelf;
  readonly knows: Knows<State>;
  /** Names the link among the others on the shelf. */
  readonly name: string;
  /** This device's clock. */
  readonly now: () => EpochMs;
}

const PREFIX = 'gongbi:screen:';
/** A picture of the day before would mislead a hall more than an empty wall. */
const MAX_AGE_MS: DurationMs = 12 * HOUR_MS;

/** The last picture of one link. Never throws: where storage is forbidden nothing is kept. */
export class ScreenMemory<State extends Stamped = ScreenState> {
  readonly #options: ScreenMemoryOptions<State>;

  /** Drops what other links left too long ago. */
  constructor(options: ScreenMemoryOptions<State>) {
    this.#options = options;
    const { shelf } = options;
    attempt(() => {
      for (const key of shelf.keys()) if (key.startsWith(PREFIX) && this.#isOver(key)) shelf.removeItem(key);
    });
  }

  /** Null when there is nothing, when it is too old, and when another version wrote it. */
  recall(): Remembered<State> | null {
    return attempt(() => this.#read(this.#key)) ?? null;
  }

  keep(remembered: Remembered<State>): void {
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

  #read(key: string): Remembered<State> | null {
    const kept = this.#isOver(key) ? null : parsed(this.#options.shelf.getItem(key));
    if (!isRecord(kept)) return null;
    const { state, aheadMs } = kept;
    return this.#options.knows(state) && typeof aheadMs === 'number' ? { state, aheadMs } : null;
  }

  /** Too old, or not to be read. Of whichever page: several lie on one shelf. */
  #isOver(key: string): boolean {
    const kept = parsed(this.#options.shelf.getItem(key));
    if (!isRecord(kept) || typeof kept['keptAt'] !== 'number') return true;
    return Math.abs(this.#options.now() - kept['keptAt']) > MAX_AGE_MS;
  }
}

/**
 * The memory of the link with `token` on this page. On the device only where browsers let a page open without the server
 * (https, or the machine itself), which is also where they can hash: the name is a digest that leads back to no token.
 */
export async function openScreenMemory(token: string, now: () => EpochMs): Promise<ScreenMemory> {
  return new ScreenMemory({ ...(await placeOf(token)), knows: isScreenState, now });
}

/** Where the states of the link with `token` are kept, and under which name. */
export async function placeOf(token: string): Promise<{ readonly shelf: Shelf; readonly name: string }> {
  // Typed as always there; absent outside secure contexts.
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (!subtle) return { shelf: shelfOf(() => sessionStorage), name: token };
  const digest = new Uint8Array(await subtle.digest('SHA-256', new TextEncoder().encode(token)));
  const name = [...digest.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { shelf: shelfOf(() => localStorage), name };
}

/** The memory of whoever chairs: in the tab alone, since it holds more than a wall shows. */
export function openChairMemory(token: string, now: () => EpochMs): ScreenMemory<ChairState> {
  return new ScreenMemory({ shelf: shelfOf(() => sessionStorage), name: `chair ${token}`, knows: isChairState, now });
}

/**
 * Whether `next` takes the place of `shown`. Within a connection an older revision is a straggler; the first state of a
 * connection always counts, because a restarted server may count from one again.
 */
export function replaces<State extends Stamped>(
  shown: State | null,
  next: State,
  { isFirstOfConnection, knows }: { readonly isFirstOfConnection: boolean; readonly knows: Knows<State> },
): boolean {
  if (!knows(next)) return false;
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

/** A newer server may speak a version this page does not know: it keeps what it shows until it is loaded again. */
export function isScreenState(value: unknown): value is ScreenState {
  return isStamped(value, SCREEN_VERSION) && isRecord(value['meeting']) && isRecord(value['scene']);
}

export function isChairState(value: unknown): value is ChairState {
  return isStamped(value, CHAIR_VERSION) && isRecord(value['view']) && isRecord(value['written']);
}

export function isStamped(value: unknown, version: number): value is Readonly<Record<string, unknown>> {
  if (!isRecord(value) || value['version'] !== version) return false;
  return typeof value['revision'] === 'number' && typeof value['serverNow'] === 'number';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
