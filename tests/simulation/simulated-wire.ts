// The client's end of the connection: the provider's Wire, dialling, losing and dialling again as client/sync/socket-wire
// does over Socket.IO (delays, jitter, heartbeat), over simulated links.
import type { Wire, WireListener } from '../../client/sync/wire.ts';
import type { Chance } from './chance.ts';
import type { Connection, Door, FromClient, FromServer } from './door.ts';
import { Link, type LinkEnd, type Weather } from './network.ts';
import type { Person } from './person.ts';
import type { Life, Timeline } from './timeline.ts';
import { fingerprint, type Trace } from './trace.ts';

export interface WireOptions {
  readonly timeline: Timeline;
  readonly chance: Chance;
  readonly trace: Trace;
  readonly life: Life;
  readonly person: Person;
  /** The page's, for the trace. */
  readonly name: string;
  readonly weather: Weather;
  /** The server's door as the page's network reaches it now; null when it does not. */
  readonly reach: () => Door | null;
}

const HANDSHAKE_MS = 8_000;
/** Without a sign of life for longer than the server's interval and patience, the line is dead. */
const SILENCE_MS = 35_000;
const REDIAL_MS = 1_000;

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'dialling' }
  | { readonly kind: 'connected'; readonly link: Link; readonly connection: Connection };

export class SimulatedWire implements Wire, LinkEnd {
  readonly #options: WireOptions;
  #listener: WireListener | null = null;
  #state: State = { kind: 'idle' };
  #attempts = 0;
  #acks = new Map<number, (answer: never) => void>();
  #lastId = 0;
  #isClosed = false;
  #cancelRedial = (): void => undefined;
  #cancelSilence = (): void => undefined;

  constructor(options: WireOptions) {
    this.#options = options;
  }

  get isConnected(): boolean {
    return this.#state.kind === 'connected';
  }

  /** The link it speaks over now, for whoever breaks networks. */
  get link(): Link | null {
    return this.#state.kind === 'connected' ? this.#state.link : null;
  }

  readonly join: Wire['join'] = (value, ack) => this.#send({ name: 'doc:join', value }, ack);
  readonly update: Wire['update'] = (value, ack) => this.#send({ name: 'doc:update', value }, ack);
  readonly leave: Wire['leave'] = (value) => this.#send({ name: 'doc:leave', value });
  readonly move: Wire['move'] = (value) => this.#send({ name: 'presence', value });
  readonly clock: Wire['clock'] = (value, ack) => this.#send({ name: 'clock', value }, ack);
  readonly command: Wire['command'] = (value, ack) => this.#send({ name: 'command', value }, ack);

  listen(listener: WireListener): void {
    this.#listener = listener;
  }

  connect(): void {
    if (this.#isClosed || this.#state.kind !== 'idle') return;
    this.#dial();
  }

  reconnect(): void {
    const { link } = this;
    if (link) {
      link.closeFromClient();
      this.#lose();
    }
    this.#redialIn(REDIAL_MS * (0.5 + this.#options.chance.next()));
  }

  close(): void {
    this.#isClosed = true;
    this.#listener = null;
    this.link?.closeFromClient();
    this.#forget();
    this.#cancelRedial();
  }

  /** The page is gone without a word: whether the server hears of it depends on the link. */
  vanish(): void {
    const { link } = this;
    this.#isClosed = true;
    this.#listener = null;
    this.#forget();
    link?.closeFromClient();
  }

  broken(): void {
    if (this.#state.kind !== 'connected') return;
    this.#lose();
    this.#redialIn(this.#backoffMs());
  }

  #dial(): void {
    const { life, reach, weather, chance, timeline } = this.#options;
    this.#state = { kind: 'dialling' };
    const door = reach();
    const link = new Link(timeline, chance, weather);
    // A server that is not there refuses at once; a network that is not there says nothing.
    const waitMs = weather.latencyMs * 3 + chance.next() * weather.jitterMs;
    life.after(door ? waitMs : chance.happens(0.7) ? 5 : HANDSHAKE_MS, () => {
      if (this.#isClosed) return;
      const open = reach();
      if (!open?.isOpen) return this.#fail();
      link.client = this;
      const connection = open.accept(this.#options.person, link, (frame) => this.#take(link, frame));
      this.#state = { kind: 'connected', link, connection };
      this.#attempts = 0;
      this.#hear();
      this.#options.trace.note(this.#options.name, 'connected');
      this.#listener?.connected();
    });
  }

  #fail(): void {
    this.#state = { kind: 'idle' };
    this.#redialIn(this.#backoffMs());
  }

  #backoffMs(): number {
    const delayMs = Math.min(300 * 2 ** this.#attempts, 5_000);
    this.#attempts = Math.min(this.#attempts + 1, 10);
    return delayMs * (0.5 + this.#options.chance.next());
  }

  #redialIn(delayMs: number): void {
    this.#cancelRedial();
    this.#cancelRedial = this.#options.life.after(delayMs, () => this.connect());
  }

  #lose(): void {
    this.#forget();
    this.#options.trace.note(this.#options.name, 'disconnected');
    this.#listener?.disconnected();
  }

  #forget(): void {
    const { link } = this;
    if (link) link.client = null;
    this.#state = { kind: 'idle' };
    this.#acks = new Map();
    this.#cancelSilence();
  }

  #send(frame: FromClient, ack?: (answer: never) => void): void {
    if (this.#state.kind !== 'connected' || this.#isClosed) return;
    const { link, connection } = this.#state;
    const id = (this.#lastId += 1);
    if (ack) this.#acks.set(id, ack);
    if (frame.name !== 'clock')
      this.#options.trace.note(`${this.#options.name}→server`, `${frame.name} ${fingerprint(frame.value)}`);
    const copy = structuredClone(frame);
    link.up.send(() => connection.receive(copy, id));
  }

  #take(link: Link, frame: FromServer): void {
    if (this.link !== link || this.#options.life.isOver) return;
    switch (frame.name) {
      case 'ping':
        this.#hear();
        return this.#state.kind === 'connected' ? this.#pong(link, this.#state.connection) : undefined;
      case 'ack': {
        const ack = this.#acks.get(frame.id);
        this.#acks.delete(frame.id);
        return ack?.(frame.answer as never);
      }
      case 'doc:update':
        return this.#listener?.updated(frame.value);
      case 'doc:digest':
        return this.#listener?.digested(frame.value);
      case 'presence':
        return this.#listener?.moved(frame.value);
      case 'session:end':
        return this.#listener?.ended(frame.value);
    }
  }

  #pong(link: Link, connection: Connection): void {
    link.up.send(() => connection.pong());
  }

  #hear(): void {
    this.#cancelSilence();
    this.#cancelSilence = this.#options.life.after(SILENCE_MS, () => {
      this.link?.closeFromClient();
      this.broken();
    });
  }
}
