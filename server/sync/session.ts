// One connection's part in one document: who it is, what it may, how it ends. Knows no socket; a wire (transport/)
// stands behind `outlet` and `wire`.
import type { DocName, UserId } from '../../shared/domain/ids.ts';
import type { CloseReason } from '../../shared/protocol/close-code.ts';
import { Parking } from './parking.ts';

/** Who stands behind a connection; `id` is what the journal and the claims of client ids hold. */
export interface Principal {
  readonly id: string;
  readonly userId: UserId;
  readonly displayName: string;
  /** Tells apart people of one name; absent = not known. */
  readonly username?: string;
}

export type Access = 'write' | 'read';

export interface UpdateMessage {
  readonly doc: DocName;
  readonly seq: number;
  readonly update: Uint8Array;
}

export interface PresenceMessage {
  readonly doc: DocName;
  readonly update: Uint8Array;
}

export interface DigestMessage {
  readonly doc: DocName;
  readonly seq: number;
  readonly digest: string;
  /** From the warning's part of the largest size to 1; absent while there is room enough. */
  readonly fullness?: number;
}

/**
 * All sessions of one wire: encodes a message once and writes it to each. It cuts off readers that are too slow
 * (4529) and may skip presence for them.
 */
export interface Outlet {
  /** Whether its clients can compare digests; computing one for nobody is waste. */
  readonly wantsDigest: boolean;
  update(message: UpdateMessage, to: readonly Session[]): void;
  presence(message: PresenceMessage, to: readonly Session[]): void;
  digest(message: DigestMessage, to: readonly Session[]): void;
}

/** One session's own line back to its client. */
export interface Wire {
  readonly outlet: Outlet;
  /** Asks for what the room lacks: the wire's step 1. */
  ask(doc: DocName, stateVector: Uint8Array): void;
  end(doc: DocName, reason: CloseReason): void;
}

/** joining → open → ended; only an open session gets messages. */
export type SessionState =
  | { readonly kind: 'joining' }
  | { readonly kind: 'open' }
  | { readonly kind: 'ended'; readonly reason: CloseReason | 'left' };

export interface SessionInit {
  readonly doc: DocName;
  readonly principal: Principal;
  readonly access: Access;
  readonly wire: Wire;
  /** The client id announced at joining; null on the y-websocket wire, where only the structs tell. */
  readonly clientId: number | null;
}

export class Session {
  readonly doc: DocName;
  readonly principal: Principal;
  readonly wire: Wire;
  readonly parking = new Parking();
  /** The id that the client named when it joined; null on wires where it names none. */
  readonly clientId: number | null;
  /** The one awareness entry this session may write. */
  presenceId: number | null;
  #access: Access;
  #state: SessionState = { kind: 'joining' };

  constructor(init: SessionInit) {
    this.doc = init.doc;
    this.principal = init.principal;
    this.wire = init.wire;
    this.clientId = init.clientId;
    this.presenceId = init.clientId;
    this.#access = init.access;
  }

  get access(): Access {
    return this.#access;
  }

  get state(): SessionState {
    return this.#state;
  }

  get isOpen(): boolean {
    return this.#state.kind === 'open';
  }

  /** The room has let it in, with at most the access it asked for. */
  open(access: Access): void {
    this.#access = access;
    this.#state = { kind: 'open' };
  }

  /** Ends it once; the client is told why unless it left by itself. What was parked is forgotten with it. */
  end(reason: CloseReason | 'left'): void {
    if (this.#state.kind === 'ended') return;
    this.#state = { kind: 'ended', reason };
    this.parking.close();
    if (reason !== 'left') this.wire.end(this.doc, reason);
  }
}
