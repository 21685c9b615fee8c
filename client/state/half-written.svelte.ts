// Lines of this meeting that were begun and not sent: a task, a decision, a remark, an answer. They outlive a change of the
// tab and a reload of the page, in this tab of the browser alone, and go with whoever signs out (device-traces.ts).
import { getContext, setContext } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { invariant } from '../../shared/lib/assert.ts';
import { HALF_WRITTEN_PREFIX, keysOf, tabMemory } from '../device-traces.ts';

export class HalfWritten {
  readonly #prefix: string;
  readonly #lines = new SvelteMap<string, string>();
  /** Null where the browser keeps nothing: then they live as long as the page. */
  readonly #memory = tabMemory();

  constructor({ userId, meetingId }: { readonly userId: string; readonly meetingId: string }) {
    this.#prefix = `${HALF_WRITTEN_PREFIX}${userId}.${meetingId}.`;
    const memory = this.#memory;
    if (memory === null) return;
    for (const key of keysOf(memory))
      if (key.startsWith(this.#prefix)) this.#lines.set(key.slice(this.#prefix.length), memory.getItem(key) ?? '');
  }

  /** '' while nothing stands there; reactive. */
  line(name: string): string {
    return this.#lines.get(name) ?? '';
  }

  /** Whether any line stands whose name begins so; reactive. */
  isBegun(name: string): boolean {
    return [...this.#lines].some(([key, text]) => key.startsWith(name) && text.trim() !== '');
  }

  /** '' keeps nothing. */
  write(name: string, text: string): void {
    if (text === '') this.#lines.delete(name);
    else this.#lines.set(name, text);
    try {
      if (text === '') this.#memory?.removeItem(this.#prefix + name);
      else this.#memory?.setItem(this.#prefix + name, text);
    } catch {
      // Full: the line lives as long as the page.
    }
  }
}

const HALF_WRITTEN = Symbol('half written');

export function provideHalfWritten(halfWritten: HalfWritten): HalfWritten {
  return setContext(HALF_WRITTEN, halfWritten);
}

export function useHalfWritten(): HalfWritten {
  const halfWritten = getContext<HalfWritten | undefined>(HALF_WRITTEN);
  invariant(halfWritten, 'nothing keeps what is half written in this context');
  return halfWritten;
}
