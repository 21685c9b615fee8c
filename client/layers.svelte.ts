// What lies over the page: dialogs, in the order of their opening. Back closes the topmost before it leads anywhere
// (client/state/trail.ts); whoever shows a dialog says so here and nowhere else.
import { getContext, setContext, untrack } from 'svelte';

interface Layer {
  readonly close: () => void;
}

export class Layers {
  #open: readonly Layer[] = $state.raw([]);

  /** How many lie over the page. Reactive. */
  get count(): number {
    return this.#open.length;
  }

  /** A layer is shown; `close` is what its own cross does. Answers what to call once it is gone. */
  open(close: () => void): () => void {
    const layer: Layer = { close };
    untrack(() => {
      this.#open = [...this.#open, layer];
    });
    return () => this.#forget(layer);
  }

  /** Closes the topmost, and no other; false when nothing lies over the page. */
  closeTop(): boolean {
    const top = this.#open.at(-1);
    if (top === undefined) return false;
    this.#forget(top);
    top.close();
    return true;
  }

  #forget(layer: Layer): void {
    untrack(() => {
      if (this.#open.includes(layer)) this.#open = this.#open.filter((each) => each !== layer);
    });
  }
}

const CONTEXT = Symbol('layers');

export function provideLayers(layers: Layers): Layers {
  return setContext(CONTEXT, layers);
}

/** Null on a page without a history of its own: the hall, a link's view. */
export function useLayers(): Layers | null {
  return getContext<Layers | undefined>(CONTEXT) ?? null;
}
