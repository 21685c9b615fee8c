// What a link's page is told: listens on the `/screen` namespace, keeps the last state while the server is away, comes back
// alone. A hall's screen and the page of whoever chairs differ in what they are sent, not in how.
import { io, type Socket } from 'socket.io-client';
import type { EpochMs } from '../../shared/lib/time.ts';
import { CLOSE_CODES } from '../../shared/protocol/close-code.ts';
import type { ChairState } from '../../shared/protocol/chair-state.ts';
import type { ScreenClientEvents, ScreenServerEvents } from '../../shared/protocol/socket-events.ts';
import type { ScreenDeck } from '../../shared/protocol/screen-deck.ts';
import type { ScreenState } from '../../shared/protocol/screen-state.ts';
import type { Device } from '../sync/device.ts';
import { ScreenClock } from './screen-clock.ts';
import { isChairState, isScreenState, replaces, type Knows, type ScreenMemory, type Stamped } from './screen-memory.ts';

/** `ended`: the link is wrong or was withdrawn; asked again slowly, in case it was a mistake. */
export type ScreenLink = 'connecting' | 'live' | 'away' | 'ended';

interface LinkFeedOptions<State extends Stamped> {
  readonly token: string;
  readonly device: Device;
  readonly memory: Pick<ScreenMemory<State>, 'recall' | 'keep' | 'forget'>;
  /** A display of the hall, which its console waits for; a phone that looks on says nothing. */
  readonly isDisplay?: boolean;
  /** What a display keeps for the time the server is away. */
  readonly onDeck?: (deck: ScreenDeck) => void;
  /** Origin of the server; absent = the page's own. */
  readonly url?: string;
}

type ScreenSocket = Socket<ScreenServerEvents, ScreenClientEvents>;

const TICK_MS = 1_000;
const REHEARSED_TICK_MS = 250;
/** A short gap (a server restart takes a second or two) is not worth a mark. */
const GRACE_MS = 4_000;
const ASK_AGAIN_MS = 5_000;
const ASK_ENDED_AGAIN_MS = 60_000;
const LINK_REFUSALS: readonly unknown[] = [
  'not-found',
  'not-signed-in',
  'not-allowed',
  CLOSE_CODES.unauthorised,
  CLOSE_CODES.notFound,
];

interface Kind<State extends Stamped> {
  readonly knows: Knows<State>;
  /** Which event brings the state. */
  readonly listen: (socket: ScreenSocket, show: (state: State) => void) => void;
}

class LinkFeed<State extends Stamped> {
  readonly #options: LinkFeedOptions<State>;
  readonly #kind: Kind<State>;
  readonly #clock: ScreenClock;
  readonly #socket: ScreenSocket;
  #state = $state.raw<State | null>(null);
  #link = $state.raw<ScreenLink>('connecting');
  #now = $state.raw<EpochMs>(0);
  #heardAtMs = 0;
  #isFirstOfConnection = true;
  #isClosed = false;
  readonly #cancel = { tick: nothing, grace: nothing, again: nothing };

  constructor(options: LinkFeedOptions<State>, kind: Kind<State>) {
    this.#options = options;
    this.#kind = kind;
    this.#clock = new ScreenClock(options.device);
    this.#recall();
    this.#socket = this.#connect();
    this.#startGrace();
    this.#tick();
  }

  /** What to show; null before the first state ever. */
  get state(): State | null {
    return this.#state;
  }

  get link(): ScreenLink {
    return this.#link;
  }

  /** The server's clock, renewed each second on the second. */
  get now(): EpochMs {
    return this.#now;
  }

  close(): void {
    this.#isClosed = true;
    for (const cancel of Object.values(this.#cancel)) cancel();
    this.#socket.close();
  }

  #recall(): void {
    const remembered = this.#options.memory.recall();
    if (!remembered) return;
    this.#state = remembered.state;
    this.#clock.recallAhead(remembered.aheadMs);
  }

  #connect(): ScreenSocket {
    const socket: ScreenSocket = io(`${this.#options.url ?? ''}/screen`, {
      auth: { token: this.#options.token },
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnectionAttempts: Infinity,
      reconnectionDelay: 500,
      // At most three seconds and a half: a hall waits five for its screen once the server is back.
      reconnectionDelayMax: 2_500,
      randomizationFactor: 0.4,
      timeout: 10_000,
    });
    socket.on('connect', () => {
      this.#isFirstOfConnection = true;
      this.#clock.forget();
      if (this.#link === 'away') this.#link = 'connecting';
    });
    this.#kind.listen(socket, (state) => this.#show(state));
    if (this.#options.onDeck) socket.on('deck', this.#options.onDeck);
    socket.on('session:end', ({ mayReturn }) => {
      if (!mayReturn) this.#end();
    });
    socket.on('disconnect', () => this.#lost());
    socket.on('connect_error', (error) => this.#failed(error));
    return socket;
  }

  #show(state: State): void {
    const [isFirstOfConnection, knows] = [this.#isFirstOfConnection, this.#kind.knows];
    if (!replaces(this.#state, state, { isFirstOfConnection, knows })) return;
    this.#isFirstOfConnection = false;
    this.#cancel.grace();
    this.#clock.hear(state.serverNow);
    this.#heardAtMs = this.#options.device.monotonicMs();
    this.#state = state;
    this.#now = this.#time();
    this.#link = 'live';
    // A rehearsal's picture is worth nothing once the rehearsal is away.
    if (!state.rehearsal) this.#options.memory.keep({ state, aheadMs: this.#clock.aheadMs });
  }

  #lost(): void {
    if (this.#link === 'live') this.#startGrace();
    // Sent away by the server, the client library stays away; a screen comes back.
    if (!this.#socket.active) this.#askAgain(this.#link === 'ended' ? ASK_ENDED_AGAIN_MS : ASK_AGAIN_MS);
  }

  /** The network failed (the library tries on by itself) or the server said no (it does not). */
  #failed(error: Error): void {
    if (this.#socket.active) return;
    if (isLinkRefusal(error)) this.#end();
    this.#askAgain(this.#link === 'ended' ? ASK_ENDED_AGAIN_MS : ASK_AGAIN_MS);
  }

  #end(): void {
    this.#cancel.grace();
    this.#link = 'ended';
    this.#state = null;
    this.#options.memory.forget();
  }

  #askAgain(baseMs: number): void {
    if (this.#isClosed) return;
    const { device } = this.#options;
    this.#cancel.again();
    this.#cancel.again = device.after(baseMs * (0.5 + device.random()), () => this.#socket.connect());
  }

  #startGrace(): void {
    this.#cancel.grace();
    this.#cancel.grace = this.#options.device.after(GRACE_MS, () => {
      if (this.#link !== 'ended') this.#link = 'away';
    });
  }

  /** A rehearsal's time runs at a rate of its own from what was heard last. */
  #time(): EpochMs {
    const { rehearsal, serverNow = 0 } = this.#state ?? {};
    if (!rehearsal) return this.#clock.now();
    return Math.floor(serverNow + (this.#options.device.monotonicMs() - this.#heardAtMs) * rehearsal.rate);
  }

  #tick(): void {
    this.#now = this.#time();
    // Volatile: what was not said while the server was away is not made up for.
    if (this.#options.isDisplay && this.#link === 'live') this.#socket.volatile.emit('alive');
    const untilNextSecond = this.#state?.rehearsal ? REHEARSED_TICK_MS : TICK_MS - (this.#now % TICK_MS);
    this.#cancel.tick = this.#options.device.after(untilNextSecond, () => this.#tick());
  }
}

/** What is on a screen of the hall. */
export class ScreenFeed extends LinkFeed<ScreenState> {
  constructor(options: LinkFeedOptions<ScreenState>) {
    super(options, { knows: isScreenState, listen: (socket, show) => void socket.on('screen', show) });
  }
}

/** What whoever chairs has before them. */
export class ChairFeed extends LinkFeed<ChairState> {
  constructor(options: LinkFeedOptions<ChairState>) {
    super(options, { knows: isChairState, listen: (socket, show) => void socket.on('chair', show) });
  }
}

/** Only a refusal of the link itself ends a screen; a server that is full or starting is asked again. */
function isLinkRefusal(error: Error): boolean {
  const data: unknown = 'data' in error ? error.data : null;
  const details: readonly unknown[] = typeof data === 'object' && data !== null ? Object.values(data) : [];
  return [error.message, ...details].some((word) => LINK_REFUSALS.includes(word));
}

function nothing(): void {
  // Stands where there is nothing to cancel yet.
}
