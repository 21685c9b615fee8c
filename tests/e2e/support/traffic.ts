// What a page has asked for and not yet got. Playwright's own `networkidle` waits half a second each time, which over
// hundreds of states is minutes.
import { setTimeout as pause } from 'node:timers/promises';
import type { Page, Request } from 'playwright';

/** A page that was given something goes on to ask for the next within this. */
const SILENCE_MS = 120;
const LONGEST_MS = 5_000;

class Traffic {
  readonly #open = new Set<Request>();
  #lastMs = performance.now();

  constructor(page: Page) {
    page.on('request', (request) => {
      // Nobody waits any more for what the page before had asked for.
      if (request.isNavigationRequest() && request.frame() === page.mainFrame()) this.#open.clear();
      this.#open.add(request);
      this.#lastMs = performance.now();
    });
    const end = (request: Request): void => {
      this.#open.delete(request);
      this.#lastMs = performance.now();
    };
    page.on('requestfinished', end);
    page.on('requestfailed', end);
  }

  /** Resolves once nothing is open for a moment; a page that keeps asking is not waited for. */
  async silence(): Promise<void> {
    const from = performance.now();
    this.#lastMs = from;
    while (performance.now() - from < LONGEST_MS) {
      if (this.#open.size === 0 && performance.now() - this.#lastMs >= SILENCE_MS) return;
      await pause(20);
    }
  }
}

const known = new WeakMap<Page, Traffic>();

/** Of this page, counted from the first time it is asked for. */
export function trafficOf(page: Page): Traffic {
  const traffic = known.get(page) ?? new Traffic(page);
  known.set(page, traffic);
  return traffic;
}
