// A step back in the browser's history that the page takes by itself, as when a dialog closes. The browser takes it later,
// and calls off whatever other page was asked for in between.
import type { DurationMs } from '../shared/lib/time.ts';

/** A browser that has not gone back by then does not mean to. */
const LIMIT_MS: DurationMs = 1_000;

/** Resolves once the step is taken, after all who listened for it before. */
export function stepBack(
  window: Pick<Window, 'addEventListener'> & { readonly history: Pick<History, 'back'> },
  after: (task: () => void, delayMs: DurationMs) => unknown,
): Promise<void> {
  return new Promise((resolve) => {
    window.addEventListener('popstate', () => resolve(), { once: true });
    after(resolve, LIMIT_MS);
    window.history.back();
  });
}
