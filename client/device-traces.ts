// What pages keep on this device for whoever is signed in, beside their meetings: half-written lines of this tab, stock phrases,
// a meeting that is being prepared.
// All of it goes when they sign out; a session that merely ended leaves it, since they come back to it. Once somebody else
// signs in, only the meeting that is being prepared waits on: it is work, and shown to nobody else.
import { forget, recall } from './memory.ts';

export const PHRASES_KEY = 'gongbi.phrases';
/** Of each account, a meeting on the page that makes them (kept-plan.ts). */
export const PLAN_PREFIX = 'gongbi.plan.';
/** Of this tab: a line, a remark, an answer that was not sent yet. */
export const HALF_WRITTEN_PREFIX = 'gongbi.half.';

/** `userId` signs out. What others are preparing on this device waits for them. */
export function forgetTraces(userId: string): void {
  forget(PHRASES_KEY);
  forget(PLAN_PREFIX + userId);
  forgetLines(() => true);
}

/** `userId` is here now: what was half written by others, and their phrases, are not to be found any more. */
export function forgetOthers(userId: string): void {
  if (!isOf(userId, recall(PHRASES_KEY))) forget(PHRASES_KEY);
  forgetLines((key) => !key.startsWith(`${HALF_WRITTEN_PREFIX}${userId}.`));
}

function forgetLines(isMeant: (key: string) => boolean): void {
  const tab = tabMemory();
  if (tab === null) return;
  for (const key of keysOf(tab)) if (key.startsWith(HALF_WRITTEN_PREFIX) && isMeant(key)) tab.removeItem(key);
}

/** Whether `kept`, which names its account, is of `userId`. */
function isOf(userId: string, kept: string | null): boolean {
  try {
    const value: unknown = JSON.parse(kept ?? 'null');
    return typeof value === 'object' && value !== null && 'userId' in value && value.userId === userId;
  } catch {
    // Damaged: nobody's.
    return false;
  }
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
