// The checks before issue are fetched after the page: they compose the minutes and read the register.
import type { Words } from '../i18n.svelte.ts';

export async function loadChecks(words: Words) {
  const [panel, notice] = await Promise.all([
    import('./check-panel.svelte'),
    import('./check-notice.svelte'),
    words.load(['checks']),
  ]);
  return { CheckPanel: panel.default, CheckNotice: notice.default };
}
