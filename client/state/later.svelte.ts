// Parts of the workspace that are not needed for its first picture: asked for the moment what uses them stands, so that
// they are there when the network is gone, and asked for again when someone wants one that did not come. What is missing
// is known to the page (page-parts.svelte.ts), which asks again by itself and says when that does not help. While the page
// holds them back, they wait until what it is opened for stands.
import { onDestroy, untrack } from 'svelte';
import { maybePageParts, type PartKind } from './page-parts.svelte.ts';

/** A part of the page, once it is here. */
export interface Later<T> {
  /** Null until it came; reactive. */
  readonly part: T | null;
  /** It was asked for and did not come, since somebody last wanted it; reactive. */
  readonly isMissing: boolean;
}

/**
 * Called while a component initialises. `wanted` is read reactively: whenever it changes and the part is not here, it is
 * asked for again.
 */
export function later<T>(load: () => Promise<T>, wanted: () => unknown = () => true, what?: PartKind): Later<T> {
  const parts = maybePageParts();
  const self = {};
  let part = $state.raw<T | null>(null);
  let isMissing = $state(false);
  let isLeft = false;
  let forget = (): void => undefined;

  function ask(): void {
    const arrived = parts?.expecting();
    load()
      .then(
        (loaded) => {
          part = loaded;
          isMissing = false;
          parts?.settle(self);
        },
        () => {
          // Of two that were asked, the other came; or nobody waits any more.
          if (part !== null || isLeft) return;
          isMissing = true;
          parts?.miss(self, ask, what);
        },
      )
      .finally(() => arrived?.());
  }

  $effect(() => {
    if (part !== null) return;
    wanted();
    untrack(() => {
      forget();
      // Whoever wants it now is told anew: of a dialog that never opened, nothing must be left that keeps others closed.
      isMissing = false;
      if (parts === null || what === 'editor') ask();
      else forget = parts.whenFree(ask);
    });
  });
  onDestroy(() => {
    isLeft = true;
    forget();
    parts?.settle(self);
  });
  return {
    get part() {
      return part;
    },
    get isMissing() {
      return isMissing;
    },
  };
}
