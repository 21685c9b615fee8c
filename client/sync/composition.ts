// Whether an input method is composing. While it is, nothing of the desk goes out or comes in: others never see raw
// pinyin, and no remote edit breaks the composition. Knows no DOM; client/editor tells it what the browser said.
import type { DurationMs } from '../../shared/lib/time.ts';
import type { Device } from './device.ts';

/** Browsers settle the composed text a little after they report its end. */
const SETTLE_MS: DurationMs = 60;
/** Longest hold since the input method last gave a sign: an end that never comes must not cut the page off. */
const QUIET_MS: DurationMs = 10_000;
/** Longest hold of all, counted from its start: whoever composes on and on sees and is seen now and then. */
const MAX_HOLD_MS: DurationMs = 60_000;

/**
 * `editors` write the composed text into the document first, so that the `wire` then finds it there and lets in what was
 * held; `settled`: both have met.
 */
export type ReleaseStage = 'editors' | 'wire' | 'settled';
const STAGES: readonly ReleaseStage[] = ['editors', 'wire', 'settled'];

/**
 * Invariants:
 * 1. Held from `start` until 60 ms after `end`, or until `settle` behind it; at most 10 s without a sign of composing, and
 *    60 s in all.
 * 2. Whoever composes on after such a limit is held anew.
 * 3. Each hold ends with exactly one release; at a release the listeners run stage by stage.
 */
export class CompositionGuard {
  readonly #device: Device;
  readonly #listeners: Readonly<Record<ReleaseStage, Set<() => void>>> = {
    editors: new Set(),
    wire: new Set(),
    settled: new Set(),
  };
  #isHolding = false;
  #isComposing = false;
  #cancelSettling = (): void => undefined;
  #cancelLimit = (): void => undefined;
  #cancelQuiet = (): void => undefined;

  constructor(device: Device) {
    this.#device = device;
  }

  /** Between the browser's start and end; keys like Enter belong to the input method then. */
  get isComposing(): boolean {
    return this.#isComposing;
  }

  /** Whether documents must stand still. */
  get isHolding(): boolean {
    return this.#isHolding;
  }

  start(): void {
    this.#isComposing = true;
    this.#cancelSettling();
    this.#cancelQuiet();
    this.#cancelQuiet = this.#device.after(QUIET_MS, () => this.#release());
    if (this.#isHolding) return;
    this.#isHolding = true;
    this.#cancelLimit = this.#device.after(MAX_HOLD_MS, () => this.#release());
  }

  /** The input method gave a sign: another letter, another candidate. */
  goOn(): void {
    if (this.#isComposing) this.start();
  }

  end(): void {
    this.#isComposing = false;
    this.#cancelSettling();
    if (this.#isHolding) this.#cancelSettling = this.#device.after(SETTLE_MS, () => this.#release());
  }

  /** Somebody acts on what was composed (Enter right behind it): releases at once, unless it is still being composed. */
  settle(): void {
    if (!this.#isComposing) this.#release();
  }

  onRelease(stage: ReleaseStage, listener: () => void): () => void {
    this.#listeners[stage].add(listener);
    return () => this.#listeners[stage].delete(listener);
  }

  /** Lets go of what is held and of the timers. */
  close(): void {
    this.#cancelTimers();
    for (const stage of STAGES) this.#listeners[stage].clear();
    this.#isHolding = false;
  }

  #cancelTimers(): void {
    this.#cancelSettling();
    this.#cancelLimit();
    this.#cancelQuiet();
  }

  #release(): void {
    this.#cancelTimers();
    if (!this.#isHolding) return;
    this.#isHolding = false;
    for (const listener of STAGES.flatMap((stage) => [...this.#listeners[stage]])) listener();
  }
}
