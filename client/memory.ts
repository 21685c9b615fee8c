// What this browser remembers about how its user likes things. Private windows and strict settings may forbid it: then
// a choice lasts as long as the page.

/** The text kept under `key`, or null when there is none or the browser will not say. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // Storage is switched off; the caller's default is the whole answer.
    return null;
  }
}

/** Keeps `text` under `key` for the next visit, where the browser allows it. */
export function remember(key: string, text: string): void {
  try {
    localStorage.setItem(key, text);
  } catch {
    // Switched off or full: the choice holds until the page is closed.
  }
}

/** Keeps nothing under `key` any more. */
export function forget(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Switched off: then nothing was kept either.
  }
}
