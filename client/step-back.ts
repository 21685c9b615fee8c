// A step back in the browser's history that the page takes by itself, as when a dialog closes. The browser takes it later,
// and calls off whatever other page was asked for in between: who wants to go elsewhere waits for it here.
import type { DurationMs } from '../shared/lib/time.ts';

export interface StepBackOptions {
  readonly window: Pick<Window, 'addEventListener' | 'removeEventListener'> & {
    readonly history: Pick<History, 'back'>;
  };
  readonly after: (delayMs: DurationMs, task: () => void) => () => void;
}

/** A browser that has not gone back by then does not mean to. */
const LIMIT_MS: DurationMs = 1_000;

export class StepBack {
  readonly #options: StepBackOptions;
  #taken: Promise<void> | null = null;

  constructor(options: StepBackOptions) {
    this.#options = options;
  }

  /** Resolves once the step is taken, after all who listened for it before; null while none is on its way. */
  get onItsWay(): Promise<void> | null {
    return this.#taken;
  }

  take(): void {
    const { window, after } = this.#options;
    this.#taken ??= new Promise((resolve) => {
      const end = (): void => {
        window.removeEventListener('popstate', end);
        cancel();
        this.#taken = null;
        resolve();
      };
      const cancel = after(LIMIT_MS, end);
      window.addEventListener('popstate', end);
    });
    window.history.back();
  }
}
