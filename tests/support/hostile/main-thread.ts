// How long a piece of work holds the event loop. A machine that is busy with something else makes any single reading too
// long, never too short: what is over the limit is measured again, and the shortest counts.
import { settled } from '../hand-clock.ts';

/** What no frame may exceed (P16). */
export const MAX_HELD_MS = 50;

const MAX_TURNS = 50_000;

/** The longest turn of the event loop from `begin` until `isOver`, in milliseconds. */
export async function longestTurn(begin: () => void, isOver: () => boolean): Promise<number> {
  let worst = 0;
  let last = performance.now();
  begin();
  for (let turn = 0; turn < MAX_TURNS; turn += 1) {
    await settled(1);
    const now = performance.now();
    worst = Math.max(worst, now - last);
    last = now;
    if (isOver()) return worst;
  }
  throw new Error('never over');
}

/** The shortest of up to four readings; stops at the first within the limit. */
export async function shortestOf(measure: () => Promise<number>): Promise<number> {
  let shortest = await measure();
  for (let again = 0; again < 3 && shortest > MAX_HELD_MS; again += 1) shortest = Math.min(shortest, await measure());
  return shortest;
}
