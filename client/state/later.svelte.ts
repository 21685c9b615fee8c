// Parts of the workspace that are not needed for its first picture: asked for the moment what uses them stands, so that
// they are there when the network is gone, and asked for again when someone wants one that did not come.

/** A part of the page, once it is here. */
export interface Later<T> {
  /** Null until it came; reactive. */
  readonly part: T | null;
}

/**
 * Called while a component initialises. `wanted` is read reactively: whenever it changes and the part is not here, it is
 * asked for again.
 */
export function later<T>(load: () => Promise<T>, wanted: () => unknown = () => null): Later<T> {
  let part = $state.raw<T | null>(null);
  $effect(() => {
    if (part !== null) return;
    wanted();
    load().then(
      (loaded) => {
        part = loaded;
      },
      // No answer; whoever wants it next asks again.
      () => undefined,
    );
  });
  return {
    get part() {
      return part;
    },
  };
}
