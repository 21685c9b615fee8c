// Whether a key belongs to an input method. The key that begins a composition comes before `isComposing` is set, and in
// Safari the Enter or Escape that ends one after it was taken back: the key code 229 alone tells then. Knows no key by name.

/** Such a key chose or dropped candidates: nothing of the page may follow from it. */
export function isComposed(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  return event.isComposing || event.keyCode === 229;
}
