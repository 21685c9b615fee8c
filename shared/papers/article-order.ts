// In which order the sections of an article are printed: as somebody gave it, else as they are composed.
import type { ArticleKey } from '../domain/article.ts';

/** Those that were moved in the order they were given; what came since stands where it is composed, behind its neighbour. */
export function inOwnOrder<Section extends { readonly key: string }>(
  composed: readonly Section[],
  order: readonly string[],
): readonly Section[] {
  const made = order.flatMap((key) => composed.find((section) => section.key === key) ?? []);
  composed.forEach((section, index) => {
    if (made.includes(section)) return;
    const before = composed[index - 1];
    made.splice(before === undefined ? 0 : made.indexOf(before) + 1, 0, section);
  });
  return made;
}

/** What somebody wrote and what is composed no more stands before the end of the article. */
export function articleOrder(fresh: readonly ArticleKey[], standing: readonly ArticleKey[]): readonly ArticleKey[] {
  const lost = standing.filter((key) => !fresh.includes(key));
  const end = fresh.findIndex((key) => key === 'close' || key === 'credits');
  return fresh.toSpliced(end === -1 ? fresh.length : end, 0, ...new Set(lost));
}
