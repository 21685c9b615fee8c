// What pages keep on this device for whoever is signed in, beside their meetings: half-written lines of this tab, stock phrases,
// a meeting that is being prepared.
// All of it goes when they sign out; a session that merely ended leaves it, since they come back to it.
import { forget } from './memory.ts';

export const PHRASES_KEY = 'gongbi.phrases';
/** Of each account, a meeting on the page that makes them (kept-plan.ts). */
export const PLAN_PREFIX = 'gongbi.plan.';
/** Of this tab: a line, a remark, an answer that was not sent yet. */
export const HALF_WRITTEN_PREFIX = 'gongbi.half.';

/** `userId` signs out. What others are preparing on this device waits for them. */
export function forgetTraces(userId: string): void {
  forget(PHRASES_KEY);
  forget(PLAN_PREFIX + userId);
  const tab = tabMemory();
  if (tab === null) return;
  for (const key of keysOf(tab)) if (key.startsWith(HALF_WRITTEN_PREFIX)) tab.removeItem(key);
}

/** What lasts as long as this tab, over reloads too; null where the browser allows none. */
export function tabMemory(): Storage | null {
  try {
    return globalThis.sessionStorage ?? null;
  } catch {
    // Switched off: then half-written lines live as long as the page.
    return null;
  }
}

export function keysOf(memory: Storage): readonly string[] {
  return Array.from({ length: memory.length }, (_, at) => memory.key(at) ?? '');
}
