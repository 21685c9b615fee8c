// The words that mark what came and went, fetched when a difference is first shown.
import type { Words } from '../i18n.svelte.ts';

export function useHistoryWords(words: Words): { readonly isHere: boolean } {
  let isHere = $state(false);
  void words.load(['history']).then(
    () => (isHere = true),
    // Until they are here the two texts are shown one by one.
    () => undefined,
  );
  return {
    get isHere() {
      return isHere;
    },
  };
}
