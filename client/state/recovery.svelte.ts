// What did not come is asked for again by itself: when the network is back, when the page is looked at again, and every so
// often between, ever more rarely. Nobody has to press 重试, and nobody is asked while the page is hidden.
import { untrack } from 'svelte';
import type { DurationMs } from '../../shared/lib/time.ts';
import type { Failure } from '../i18n.svelte.ts';

const FIRST_MS: DurationMs = 4_000;
const LAST_MS: DurationMs = 60_000;
/** Passes without anybody's doing; every other refusal stands until somebody acts. */
const PASSING: ReadonlySet<string> = new Set(['unreachable', 'internal', 'storage-unavailable', 'rate-limited']);

/** Whether asking again later may well be answered. */
export function passes(failure: Failure | null): boolean {
  return failure !== null && PASSING.has(failure.code);
}

/** Called while a component initialises. Calls `again` as long as `wants`, which is read reactively, says so. */
export function recovers(wants: () => boolean, again: () => unknown): void {
  const isWanted = $derived(wants());
  $effect(() => (isWanted ? untrack(() => keepAsking(again)) : undefined));
}

/** Answers what ends it. */
function keepAsking(again: () => unknown): () => void {
  let waitMs = FIRST_MS;
  let timer = setTimeout(tick, waitMs);

  function tick(): void {
    waitMs = Math.min(waitMs * 2, LAST_MS);
    timer = setTimeout(tick, waitMs);
    ask();
  }

  function ask(): void {
    if (!document.hidden) again();
  }

  window.addEventListener('online', ask);
  document.addEventListener('visibilitychange', ask);
  return () => {
    clearTimeout(timer);
    window.removeEventListener('online', ask);
    document.removeEventListener('visibilitychange', ask);
  };
}
