// Awareness over the wire: one's own entry out, coalesced; everyone else's in, what comes fast as one change. Still while
// an input method composes, since a caret inside half-typed pinyin points at text that nobody else has.
import { createDecoder, readVarString, readVarUint, hasContent } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarString, writeVarUint } from 'lib0/encoding';
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import type { DocName } from '../../shared/domain/ids.ts';
import type { DurationMs } from '../../shared/lib/time.ts';
import type { CompositionGuard } from './composition.ts';
import type { Device } from './device.ts';
import type { Wire } from './wire.ts';

const COALESCE_MS: DurationMs = 80;
/** A caret that moves alone is shown at once; those that follow within this time, together. */
const GATHER_MS: DurationMs = 100;

interface AwarenessChange {
  readonly added: readonly number[];
  readonly updated: readonly number[];
  readonly removed: readonly number[];
}

export interface PresenceLinkOptions {
  readonly doc: DocName;
  readonly ydoc: Y.Doc;
  readonly wire: Wire;
  readonly device: Device;
  readonly guard: CompositionGuard;
}

export class PresenceLink {
  readonly awareness: Awareness;
  readonly #options: PresenceLinkOptions;
  readonly #unhold: () => void;
  #isJoined = false;
  #held: Uint8Array[] = [];
  #cancelGather: (() => void) | null = null;
  #cancelSend: (() => void) | null = null;

  constructor(options: PresenceLinkOptions) {
    this.#options = options;
    this.awareness = new Awareness(options.ydoc);
    this.awareness.on('update', this.#onUpdate);
    this.#unhold = options.guard.onRelease('wire', () => this.#onRelease());
  }

  joined(): void {
    this.#isJoined = true;
    this.#sendSoon();
  }

  /** Nobody is known to be there any more. */
  left(): void {
    this.#isJoined = false;
    this.#held = [];
    const others = [...this.awareness.getStates().keys()].filter((id) => id !== this.awareness.clientID);
    removeAwarenessStates(this.awareness, others, this);
    // Forgotten whole: with its clock kept, the same entry would count as old news when it is told again.
    for (const id of others) this.awareness.meta.delete(id);
  }

  /** The replica took a new client id; presence goes on under it. */
  renamed(): void {
    const { awareness } = this;
    const state = awareness.getLocalState();
    removeAwarenessStates(awareness, [awareness.clientID], this);
    awareness.clientID = this.#options.ydoc.clientID;
    awareness.setLocalState(state ?? {});
  }

  receive(update: Uint8Array): void {
    this.#held.push(update);
    if (this.#cancelGather === null) this.takeIn();
  }

  /** Brings in what has gathered: before the text that carets point into is shown, so that both are drawn at once. */
  takeIn(): void {
    if (this.#options.guard.isHolding || this.#held.length === 0) return;
    const held = this.#held;
    this.#held = [];
    this.#cancelGather?.();
    this.#cancelGather = this.#options.device.after(GATHER_MS, () => {
      this.#cancelGather = null;
      this.takeIn();
    });
    applyAwarenessUpdate(this.awareness, held.length === 1 && held[0] ? held[0] : newestOf(held), this);
  }

  close(): void {
    this.#unhold();
    this.#cancelSend?.();
    this.#cancelGather?.();
    this.awareness.off('update', this.#onUpdate);
    this.awareness.destroy();
  }

  readonly #onUpdate = (change: AwarenessChange, origin: unknown): void => {
    if (origin !== this && [...change.added, ...change.updated].includes(this.awareness.clientID)) this.#sendSoon();
  };

  #sendSoon(): void {
    if (!this.#isJoined || this.#cancelSend) return;
    this.#cancelSend = this.#options.device.after(COALESCE_MS, () => {
      this.#cancelSend = null;
      if (!this.#options.guard.isHolding) this.#send();
    });
  }

  #send(): void {
    if (!this.#isJoined || this.awareness.getLocalState() === null) return;
    const update = encodeAwarenessUpdate(this.awareness, [this.awareness.clientID]);
    this.#options.wire.move({ doc: this.#options.doc, update });
  }

  #onRelease(): void {
    this.takeIn();
    this.#sendSoon();
  }
}

/** One update with the newest entry of each page in `updates` (y-protocols: count, then id, clock and state of each). */
function newestOf(updates: readonly Uint8Array[]): Uint8Array {
  const newest = new Map<number, { readonly clock: number; readonly state: string }>();
  for (const update of updates) {
    const decoder = createDecoder(update);
    for (let left = readVarUint(decoder); left > 0 && hasContent(decoder); left -= 1) {
      const id = readVarUint(decoder);
      const entry = { clock: readVarUint(decoder), state: readVarString(decoder) };
      // At one clock, a page that went counts as newer.
      const known = newest.get(id);
      if (!known || entry.clock > known.clock || (entry.clock === known.clock && entry.state === 'null'))
        newest.set(id, entry);
    }
  }
  const encoder = createEncoder();
  writeVarUint(encoder, newest.size);
  for (const [id, { clock, state }] of newest) {
    writeVarUint(encoder, id);
    writeVarUint(encoder, clock);
    writeVarString(encoder, state);
  }
  return toUint8Array(encoder);
}
