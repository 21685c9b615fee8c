// The typed events of the Socket.IO wire (contract.md, Wires). Binary values are Uint8Array on both sides.
import type { EpochMs } from '../lib/time.ts';
import type { RefusalCode } from '../domain/errors.ts';
import type { CloseCode } from './close-code.ts';
import type { ChairState } from './chair-state.ts';
import type { ScreenDeck } from './screen-deck.ts';
import type { ScreenState } from './screen-state.ts';

export interface WireRefusal {
  readonly refused: RefusalCode;
  readonly data?: Readonly<Record<string, unknown>>;
}

export interface JoinRequest {
  readonly doc: string;
  readonly clientId: number;
  readonly stateVector: Uint8Array;
  readonly protocol: number;
  readonly schema: number;
  /** A digest differed from this replica's at this seq; the answer shall hold one. */
  readonly differedAt?: number;
}

export interface JoinAccepted {
  readonly access: 'write' | 'read';
  readonly epoch: string;
  readonly seq: number;
  /** The room's state vector: what the client holds beyond it, it sends next. */
  readonly stateVector: Uint8Array;
  /** What the client lacks (a V1 update). */
  readonly missing: Uint8Array;
  /** Of the document at `seq`, for a client that asked with `differedAt`. */
  readonly digest?: string;
  /** The server can read the document up to `seq` only and takes nothing new into it; absent where it is whole. */
  readonly damaged?: true;
}

export type Ack<T> = (answer: T | WireRefusal) => void;

export interface CommandRequest {
  readonly id: string;
  readonly meetingId: string;
  readonly kind: string;
  readonly data: unknown;
  /** The client's idea of the server's clock when the person acted; kept as a claim only. */
  readonly claimedAt: EpochMs;
}

export interface ClientToServerEvents {
  'doc:join': (request: JoinRequest, ack: Ack<JoinAccepted>) => void;
  'doc:update': (
    message: { readonly doc: string; readonly update: Uint8Array },
    ack: Ack<{ readonly saved: number }>,
  ) => void;
  'doc:leave': (message: { readonly doc: string }) => void;
  presence: (message: { readonly doc: string; readonly update: Uint8Array }) => void;
  clock: (t0: number, ack: (answer: { readonly t0: number; readonly now: EpochMs }) => void) => void;
  command: (request: CommandRequest, ack: Ack<{ readonly ok: unknown }>) => void;
}

export interface ServerToClientEvents {
  'doc:update': (message: { readonly doc: string; readonly seq: number; readonly update: Uint8Array }) => void;
  'doc:digest': (message: {
    readonly doc: string;
    readonly seq: number;
    readonly digest: string;
    /** How full the document is, from 0.8 to 1; absent below. */
    readonly fullness?: number;
  }) => void;
  presence: (message: { readonly doc: string; readonly update: Uint8Array }) => void;
  'session:end': (message: { readonly doc: string; readonly code: CloseCode; readonly mayReturn: boolean }) => void;
}

/** What a display may say there: each second that it is still there. */
export interface ScreenClientEvents {
  alive: () => void;
}

/** Namespace `/screen`: link tokens only, `screen` or `chair` by the link's kind, newest only for a slow reader. */
export interface ScreenServerEvents {
  screen: (state: ScreenState) => void;
  /** To a display of the hall, besides `screen`: as it comes, and when the agenda changed. */
  deck: (deck: ScreenDeck) => void;
  /** To a link of kind `chair`, in place of `screen`. */
  chair: (state: ChairState) => void;
  'session:end': (message: { readonly code: CloseCode; readonly mayReturn: boolean }) => void;
}
