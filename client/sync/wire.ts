// The connection as the provider needs it. The real one is socket-wire.ts; tests speak it in memory.
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { ClientToServerEvents, ServerToClientEvents } from '../../shared/protocol/socket-events.ts';

type MessageOf<Event extends keyof ServerToClientEvents> = Parameters<ServerToClientEvents[Event]>[0];

export interface WireListener {
  connected(): void;
  /** Also after `reconnect`; acknowledgements still open never come. */
  disconnected(): void;
  /** The server does not let this page in; it dials no more until `connect`. */
  denied(code: RefusalCode): void;
  updated(message: MessageOf<'doc:update'>): void;
  digested(message: MessageOf<'doc:digest'>): void;
  moved(message: MessageOf<'presence'>): void;
  ended(message: MessageOf<'session:end'>): void;
}

/** What is sent while disconnected is dropped: nothing is kept for later. */
export interface Wire {
  readonly isConnected: boolean;
  readonly join: ClientToServerEvents['doc:join'];
  readonly update: ClientToServerEvents['doc:update'];
  readonly leave: ClientToServerEvents['doc:leave'];
  readonly move: ClientToServerEvents['presence'];
  readonly clock: ClientToServerEvents['clock'];
  readonly command: ClientToServerEvents['command'];
  listen(listener: WireListener): void;
  connect(): void;
  /** Drops a connection that gives no sign of life and dials again. */
  reconnect(): void;
  close(): void;
}
