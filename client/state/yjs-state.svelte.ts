// The only bridge from Yjs (and anything else that calls back) to runes. The Y.Doc stays the only copy: a `Watched`
// remembers what it last read and reads again only after its source has changed.
import { createSubscriber } from 'svelte/reactivity';
import * as Y from 'yjs';

/** Attaches `changed` to a source; returns the detachment. */
export type Watch = (changed: () => void) => () => void;

/**
 * One read of shared state. `current` is reactive inside effects and templates, memoised everywhere, and never
 * stale: the source is watched from construction until `close`, not only while a component looks.
 */
export class Watched<T> {
  readonly #read: () => T;
  readonly #unwatch: () => void;
  readonly #subscribe: () => void;
  #notify: (() => void) | null = null;
  #memo: { readonly value: T } | null = null;

  constructor(watch: Watch, read: () => T) {
    this.#read = read;
    this.#subscribe = createSubscriber((notify) => {
      this.#notify = notify;
      return () => {
        this.#notify = null;
      };
    });
    this.#unwatch = watch(() => {
      this.#memo = null;
      this.#notify?.();
    });
  }

  get current(): T {
    this.#subscribe();
    this.#memo ??= { value: this.#read() };
    return this.#memo.value;
  }

  close(): void {
    this.#unwatch();
  }
}

/** Changes anywhere under `type`, but for those whose every event lies below a path that `ignores` names. */
export function deepChanges(
  type: Y.Map<unknown> | Y.XmlFragment,
  ignores: (path: readonly (string | number)[]) => boolean = () => false,
): Watch {
  return (changed) => {
    const listener = (events: readonly { readonly path: readonly (string | number)[] }[]): void => {
      if (events.some((event) => !ignores(event.path))) changed();
    };
    type.observeDeep(listener);
    return () => type.unobserveDeep(listener);
  };
}

/** Changes of what stands below `type`, not of the words in it: a keystroke is none. */
export function structureChanges(type: Y.Map<unknown>): Watch {
  return (changed) => {
    const listener = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): void => {
      if (events.some(({ target }) => !(target instanceof Y.Text))) changed();
    };
    type.observeDeep(listener);
    return () => type.unobserveDeep(listener);
  };
}

/** Several sources as one. */
export function anyOf(...watches: readonly Watch[]): Watch {
  return (changed) => {
    const stops = watches.map((watch) => watch(changed));
    return () => stops.forEach((stop) => stop());
  };
}
