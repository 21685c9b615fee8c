// Which late parts of this page did not come (client/state/later.svelte.ts). A network that is gone brings them when it is
// back; a build that was replaced meanwhile, or a browser that remembers the failure, does not: then only loading the page
// anew helps, and the page says so. Also holds back what can wait while a page opens, and knows whether all of it came.
import { getContext, setContext, untrack } from 'svelte';
import { invariant } from '../../shared/lib/assert.ts';

interface Missing {
  readonly part: object;
  readonly what: PartKind;
  readonly again: () => void;
}

/** Without the editor nothing can be written, which is said in so many words. */
export type PartKind = 'editor' | 'page';

export class PageParts {
  #missing: readonly Missing[] = $state.raw([]);
  readonly #held = new Set<() => void>();
  #holds = 0;
  #coming = $state(0);

  /** Of the parts that were asked for and did not come, the gravest; null when none is missing. Reactive. */
  get lack(): PartKind | null {
    const kinds = this.#missing.map(({ what }) => what);
    return kinds.includes('editor') ? 'editor' : (kinds[0] ?? null);
  }

  /** Something that was asked for, or waits to be, is neither here nor known to be missing. Reactive. */
  get areComing(): boolean {
    return this.#coming > 0;
  }

  /** A part was asked for; answers what to call when it came, or did not. */
  expecting(): () => void {
    untrack(() => (this.#coming += 1));
    return () => untrack(() => (this.#coming -= 1));
  }

  /** `part` did not come; `again` asks once more. */
  miss(part: object, again: () => void, what: PartKind = 'page'): void {
    this.settle(part);
    this.#missing = [...this.#missing, { part, what, again }];
  }

  /** `part` came, or nobody waits for it any more. */
  settle(part: object): void {
    if (this.#missing.some((each) => each.part === part))
      this.#missing = this.#missing.filter((each) => each.part !== part);
  }

  /**
   * Calls `ask` at once, or when nothing is held any more; answers how to forget it. The editor itself is never held.
   */
  whenFree(ask: () => void): () => void {
    if (this.#holds === 0) {
      ask();
      return () => undefined;
    }
    this.#held.add(ask);
    return () => this.#held.delete(ask);
  }

  /** From now on what comes later waits; answers the end of it, which counts once. */
  hold(): () => void {
    let isOver = false;
    this.#holds += 1;
    const settle = this.expecting();
    return () => {
      if (isOver) return;
      isOver = true;
      this.#holds -= 1;
      if (this.#holds === 0) {
        const asks = [...this.#held];
        this.#held.clear();
        for (const ask of asks) ask();
      }
      settle();
    };
  }

  /** Asks for everything that is missing. */
  again(): void {
    for (const { again } of this.#missing) again();
  }
}

const CONTEXT = Symbol('page parts');

export function providePageParts(parts: PageParts): PageParts {
  return setContext(CONTEXT, parts);
}

export function usePageParts(): PageParts {
  const parts = maybePageParts();
  invariant(parts, 'no page parts in this context');
  return parts;
}

/** Null where nobody keeps count. */
export function maybePageParts(): PageParts | null {
  return getContext<PageParts | undefined>(CONTEXT) ?? null;
}
