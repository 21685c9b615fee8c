// Which export of many meetings this device last began for whoever is signed in: so that pages ask how far it is after they were
// loaded anew, and ask nothing where nobody began one.
import { forget, recall, remember } from './memory.ts';

const KEY = 'gongbi.export';
/** Told on the window, since the browser tells only the other tabs of what this one keeps. */
const CHANGED = 'gongbi-export';

/** Null when none was begun here, or somebody else's. */
export function bundleBegun(userId: string | undefined): string | null {
  const [owner, id] = (recall(KEY) ?? '').split(' ');
  return userId !== undefined && owner === userId && id !== undefined ? id : null;
}

export function keepBundle(userId: string, id: string): void {
  remember(KEY, `${userId} ${id}`);
  window.dispatchEvent(new Event(CHANGED));
}

export function forgetBundle(): void {
  if (recall(KEY) === null) return;
  forget(KEY);
  window.dispatchEvent(new Event(CHANGED));
}

/** Calls `look` whenever it may be another one, here or in another tab. Answers what ends that. */
export function watchBundleMemory(look: () => void): () => void {
  window.addEventListener(CHANGED, look);
  window.addEventListener('storage', look);
  return () => {
    window.removeEventListener(CHANGED, look);
    window.removeEventListener('storage', look);
  };
}
