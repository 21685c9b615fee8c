// The keys of whole pages: Ctrl+K for the palette and `?` for the list of keys on every one, Ctrl+F in a meeting.
import { isComposed } from '../ui/composed-key.ts';

/** Ctrl+K, ⌘K: also out of the middle of writing, never out of a half-composed word. */
export function opensPalette(event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  return key.toLowerCase() === 'k' && (ctrlKey || metaKey) && !altKey && !shiftKey && !isComposed(event);
}

/** Ctrl+F, ⌘F, by its letter: what an input method is at ('Process') is left to it. */
export function opensFind(event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  return key.toLowerCase() === 'f' && (ctrlKey || metaKey) && !altKey && !shiftKey && !isComposed(event);
}

/** `?` anywhere but where text is written. */
export function opensKeys(event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey, target } = event;
  return key === '?' && !ctrlKey && !metaKey && !isComposed(event) && !isWriting(target);
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}
