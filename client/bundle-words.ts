// Why there is no export of many meetings, in words about exports; what concerns more than them is said as everywhere.
import type { Failure, Words } from './i18n.svelte.ts';

/** Why no export was begun: whether to wait, to delete one, or to try later is another thing each time. */
export function explainBundleStart(words: Words, failure: Failure): string {
  const say = words.house.bundles.full;
  const { reason, limit } = failure.data;
  if (failure.code !== 'exports-full' || typeof limit !== 'number') return words.explain(failure);
  return reason === 'under-way' ? say.underWay(limit) : reason === 'kept' ? say.kept(limit) : say.queue;
}

/** Why nothing came of what was asked of one that stands in the list. */
export function explainBundle(words: Words, failure: Failure): string {
  const say = words.house.bundles.row;
  switch (failure.code) {
    case 'not-found':
      return say.gone;
    case 'rights-changed':
    case 'file-damaged':
      return say.withheld[failure.code];
    default:
      return explainBundleStart(words, failure);
  }
}
