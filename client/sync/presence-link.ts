// Awareness over the wire: one's own entry out, coalesced; everyone else's in. Still while an input method composes,
// since a caret inside half-typed pinyin points at text that nobody else has.
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import type { DocName } from '../../shared/domain/ids.ts';
import type { DurationMs } from '../../shared/lib/time.ts';
import type { CompositionGuard } from './composition.ts';
import type { Device } from './device.ts';
import type { Wire } from './wire.ts';

const COALESCE_MS: DurationMs = 80;

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
    if (this.#options.guard.isHolding) this.#held.push(update);
    else applyAwarenessUpdate(this.awareness, update, this);
  }

  close(): void {
    this.#unhold();
    this.#cancelSend?.();
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
    const held = this.#held;
    this.#held = [];
    for (const update of held) applyAwarenessUpdate(this.awareness, update, this);
    this.#sendSoon();
  }
}
