// The checks before issue are fetched when somebody is about to seal a meeting: they compose the minutes and read the register.
import type { Words } from '../i18n.svelte.ts';

export async function loadCheckPanel(words: Words) {
  const [panel] = await Promise.all([import('../papers/check-panel.svelte'), words.load(['checks'])]);
  return { CheckPanel: panel.default };
}
