// The keys of whole pages: Ctrl+K for the palette and `?` for the list of keys on every one, Ctrl+F in a meeting.

/** Ctrl+K, ⌘K: also out of the middle of writing, never out of a half-composed word. */
export function opensPalette(event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey, altKey, shiftKey, isComposing } = event;
  return key.toLowerCase() === 'k' && (ctrlKey || metaKey) && !altKey && !shiftKey && !isComposing;
}

/** Ctrl+F, ⌘F, by its letter: what an input method is at ('Process') is left to it. */
export function opensFind(event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey, altKey, shiftKey, isComposing } = event;
  return key.toLowerCase() === 'f' && (ctrlKey || metaKey) && !altKey && !shiftKey && !isComposing;
}

/** `?` anywhere but where text is written. */
export function opensKeys(event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey, isComposing, target } = event;
  return key === '?' && !ctrlKey && !metaKey && !isComposing && !isWriting(target);
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}
