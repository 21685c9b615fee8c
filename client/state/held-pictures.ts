// What the hall sees of screens that stand still: this page remembers the last picture before each did. Only the wall itself
// knows what it shows when nobody looked on.
import type { ScreenState } from '../../shared/protocol/screen-state.ts';

export class HeldPictures {
  readonly #last = new Map<string, ScreenState>();

  /** `fresh`, or of a screen that is frozen what stood there before, by the present clock; null when this page saw nothing of it. */
  of(screen: string, isFrozen: boolean, fresh: ScreenState): ScreenState | null {
    if (!isFrozen) this.#last.set(screen, fresh);
    const last = this.#last.get(screen);
    return last === undefined ? null : { ...last, serverNow: fresh.serverNow };
  }
}
