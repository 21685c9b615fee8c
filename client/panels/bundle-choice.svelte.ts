// Which meetings are ticked to be exported at once, whether anybody is ticking, and what is fetched for that once somebody begins.
// Knows no list and no server.
import { SvelteMap } from 'svelte/reactivity';
import type { Words } from '../i18n.svelte.ts';
import { MAX_BUNDLE_MEETINGS } from '../../shared/domain/bundle.ts';

/** As much of a meeting as a list has. */
export interface Choosable {
  readonly meetingId: string;
}

export class BundleChoice {
  readonly #words: Words;
  #parts: Parts | null = $state.raw(null);
  #isMissing = $state(false);
  readonly #chosen = new SvelteMap<string, true>();
  #isOn = $state(false);

  constructor(words: Words) {
    this.#words = words;
  }

  /** Null until they came. */
  get parts(): Parts | null {
    return this.#parts;
  }

  /** They did not come. */
  get isMissing(): boolean {
    return this.#isMissing;
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  get count(): number {
    return this.#chosen.size;
  }

  /** In the order in which they were ticked. */
  get meetings(): readonly string[] {
    return [...this.#chosen.keys()];
  }

  get isTooMany(): boolean {
    return this.count > MAX_BUNDLE_MEETINGS;
  }

  /** Once what it needs is here. */
  async begin(): Promise<void> {
    try {
      this.#parts ??= await loadParts(this.#words);
      this.#isMissing = false;
      this.#isOn = true;
    } catch {
      // The browser fails an import for one reason only: no answer.
      this.#isMissing = true;
    }
  }

  /** Nothing is ticked any more. */
  leave(): void {
    this.#isOn = false;
    this.#chosen.clear();
  }

  has(meetingId: string): boolean {
    return this.#chosen.has(meetingId);
  }

  set(meetingId: string, isChosen: boolean): void {
    if (isChosen) this.#chosen.set(meetingId, true);
    else this.#chosen.delete(meetingId);
  }

  clear(): void {
    this.#chosen.clear();
  }

  add(meetings: readonly Choosable[]): void {
    for (const { meetingId } of meetings) this.#chosen.set(meetingId, true);
  }

  /** Those that are ticked and are in `meetings`, in that order, each once; then those that are not in it. */
  ordered(meetings: readonly Choosable[]): readonly string[] {
    const shown = meetings.map(({ meetingId }) => meetingId).filter((id) => this.has(id));
    return [...new Set([...shown, ...this.meetings])];
  }
}

type Parts = Awaited<ReturnType<typeof loadParts>>;

/** The bar with what it opens, the box to tick, and their words. */
async function loadParts(words: Words) {
  const [bar, box] = await Promise.all([
    import('./bundle-bar.svelte'),
    import('../ui/checkbox.svelte'),
    words.load(['house']),
  ]);
  return { BundleBar: bar.default, Checkbox: box.default };
}

/** Where exports are followed and fetched, with its words. */
export async function loadBundlePage(words: Words) {
  const [page] = await Promise.all([import('./bundle-page.svelte'), words.load(['house'])]);
  return { BundlePage: page.default };
}
