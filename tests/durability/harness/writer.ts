// A writer as the stage needs it, on whichever wire; both kinds keep to the public contract and to nothing else.
import type * as Y from 'yjs';
import type { Chance } from './random.ts';
import type { Testimony } from './testimony.ts';

export interface WriterOptions {
  readonly name: string;
  /** Where the wires are, `http://127.0.0.1:port`: the network between, not the server itself. */
  readonly url: string;
  readonly token: string;
  readonly doc: string;
  readonly testimony: Testimony;
  readonly chance: Chance;
}

export interface Writer {
  readonly name: string;
  readonly ydoc: Y.Doc;
  /** Whether it has the meeting before it and can type. */
  readonly isReady: boolean;
  /** Everything that its present replica holds is known to be on the server's disk. */
  readonly isSettled: boolean;
  /** Makes one change; nothing before the meeting is there. */
  type(): void;
  /** Digests of the server that it has held against its own content. */
  readonly digests: { readonly equal: number; readonly different: number };
  close(): void;
}
