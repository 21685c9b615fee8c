// Back and forward inside the workspace: a side panel, a drawer, a dialog, an opened task, a jump in the minutes each leave
// a step in the browser's history, and going back restores what stood there. Knows no component.
import type { DurationMs } from '../../shared/lib/time.ts';

/** What one step remembers. `top`: how far the minutes were scrolled. */
export interface Stand {
  readonly tab: string;
  readonly task: string | null;
  readonly drawer: string;
  readonly dialog: string | null;
  /** How many layers lie over the page, dialogs that only their owner knows among them. */
  readonly over: number;
  /** Rises with each jump in the minutes. */
  readonly jumps: number;
  readonly top: number;
}

export interface TrailOptions<S extends Stand> {
  readonly history: Pick<History, 'state' | 'pushState' | 'replaceState'>;
  /** Goes back by one step, later. */
  readonly stepBack: () => void;
  /** How everything stands now. */
  readonly read: () => S;
  /** Makes everything stand as it did. */
  readonly apply: (stand: S) => void;
  /** Closes the topmost layer, and no other. */
  readonly closeTop: () => void;
  /** Another page was asked for and is on its way: going back now would call it off. */
  readonly isLeaving: () => boolean;
  readonly after: (delayMs: DurationMs, task: () => void) => () => void;
}

/** What closes by itself is closed for good unless something else was opened by then. */
const SETTLE_MS = 40;

/**
 * Invariants:
 * 1. Opening something leaves one step; closing it by its own means takes that step away again.
 * 2. What is opened out of a layer (a drawer, a dialog) takes the layer's place: Back never opens a layer anew.
 * 3. What Back or Forward restored leaves no step of its own.
 * 4. Closing a layer by its own means moves nothing: the minutes, the tab and the task stay as they stand.
 * 5. Back with a layer open closes the topmost one and does nothing else: the tab chosen in a drawer stays chosen.
 * 6. A page that is loaded anew on the step of a layer, which is not open then, steps back from it.
 * 7. What lies over a page as it begins is the last page's, on its way out: it leaves no step here, and takes none away.
 * 8. The place that an address names leaves no step besides the address's.
 * 9. A layer that closes as one leaves for another page keeps its step, which 6 deals with.
 */
export class Trail<S extends Stand> {
  readonly #options: TrailOptions<S>;
  #last: S;
  #cancelBack: (() => void) | null = null;
  /** The trail itself asked the browser to go back, which takes effect later. */
  #isReturning = false;

  constructor(options: TrailOptions<S>) {
    this.#options = options;
    this.#last = bare(options.read());
    if (this.#isLayer) this.#takeAway(this.#last);
    else this.#write('replace', this.#last);
  }

  /** Remembers where one stands in the minutes, before they are scrolled elsewhere. */
  leave(): void {
    this.#last = { ...this.#last, top: this.#options.read().top };
    if (!this.#isReturning) this.#write('replace', this.#last);
  }

  /** Called after everything that may have changed how the page stands. */
  follow(): void {
    // The step that is being left is no place to write on; what changed is followed once it is gone.
    if (this.#isReturning) return;
    const before = this.#last;
    const now = this.#options.read();
    if (isSame(before, now)) return;
    this.#last = now;
    const pending = this.#cancelBack;
    if (pending === null && onlyClosed(before, now)) {
      // The step that the layer left goes with it, unless the same act opens something in its place.
      this.#cancelBack = this.#options.after(SETTLE_MS, () => {
        this.#cancelBack = null;
        if (!this.#options.isLeaving()) this.#takeAway(now);
      });
      return;
    }
    pending?.();
    this.#cancelBack = null;
    const isInPlace = pending !== null || layers(before) > 0;
    if (!isInPlace) this.#write('replace', placed(before, now));
    this.#write(isInPlace ? 'replace' : 'push', now);
  }

  /** What the address asked for was opened: it stands on the address's own step. What lies over the page gets one, for Back to close. */
  arrive(): void {
    const now = this.#options.read();
    if (this.#isReturning || layers(now) > 0 || layers(this.#last) > 0) return;
    this.#last = now;
    this.#write('replace', now);
  }

  /** The browser went back or forward to `state`; false when it is none of this page's steps. */
  popped(state: unknown): boolean {
    const stand = this.#standIn(state);
    if (this.#isReturning) return this.#returned(stand);
    if (stand === null) return false;
    if (layers(this.#options.read()) > 0 && layers(stand) === 0) this.#closeTop();
    else {
      this.#options.apply(stand);
      this.#last = { ...this.#options.read(), top: stand.top };
    }
    return true;
  }

  close(): void {
    this.#cancelBack?.();
  }

  get #isLayer(): boolean {
    const stand = this.#standIn(this.#options.history.state);
    return stand !== null && layers(stand) > 0;
  }

  /** The step of the layer is gone already; what still lies over the page gets one of its own. */
  #closeTop(): void {
    this.#options.closeTop();
    const now = this.#options.read();
    this.#last = bare(now);
    this.#write('replace', this.#last);
    this.follow();
  }

  #takeAway(now: S): void {
    this.#isReturning = this.#isLayer;
    if (this.#isReturning) this.#options.stepBack();
    else this.#write('replace', now);
  }

  /** Everything already stands as it should: the step one is back on learns of it, not the page. */
  #returned(stand: S | null): boolean {
    this.#isReturning = false;
    if (stand === null) return false;
    this.#last = placed(this.#last, this.#options.read());
    this.#write('replace', this.#last);
    this.follow();
    return true;
  }

  #write(how: 'push' | 'replace', stand: S): void {
    const { history } = this.#options;
    const others: unknown = history.state;
    const state = { ...(typeof others === 'object' ? others : {}), stand };
    if (how === 'push') history.pushState(state, '');
    else history.replaceState(state, '');
  }

  #standIn(state: unknown): S | null {
    if (typeof state !== 'object' || state === null || !('stand' in state)) return null;
    const { stand } = state;
    return isStandLike(stand, this.#last) ? stand : null;
  }
}

function layers({ drawer, dialog, over }: Stand): number {
  return Number(drawer !== 'none') + Number(dialog !== null) + over;
}

function onlyClosed(before: Stand, now: Stand): boolean {
  const { drawer, dialog, over } = now;
  return layers(before) > 0 && layers(now) === 0 && isSame({ ...before, drawer, dialog, over }, now);
}

/** Without anything over the page. */
function bare<S extends Stand>(stand: S): S {
  return { ...stand, drawer: 'none', dialog: null, over: 0 };
}

/** With the place in the minutes that one leaves; a jump has already left it, and said so before. */
function placed<S extends Stand>(before: S, now: S): S {
  return now.jumps === before.jumps ? { ...before, top: now.top } : before;
}

/** The place in the minutes aside: scrolling is no step. */
function isSame(a: Stand, b: Stand): boolean {
  const what = ({ tab, task, jumps, drawer, dialog, over }: Stand): unknown[] => [
    tab,
    task,
    jumps,
    drawer,
    dialog,
    over,
  ];
  const [before, now] = [what(a), what(b)];
  return before.every((each, at) => each === now[at]);
}

/** History outlives a reload; what another version wrote there is left alone. */
function isStandLike<S extends Stand>(value: unknown, like: S): value is S {
  if (typeof value !== 'object' || value === null) return false;
  return Object.keys(like).every((key) => key in value);
}
