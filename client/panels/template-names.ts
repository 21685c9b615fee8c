// The names a template may ask for, as a page lists them in its language, and the one that somebody most likely meant.
import type { Locale } from '../../shared/i18n/locale.ts';
import { TEMPLATE_COMMA, TEMPLATE_LISTS, TEMPLATE_TEXTS } from '../../shared/papers/template-facts.ts';

/** What of a template cannot be filled, as the server names it. */
export interface TemplateFault {
  readonly code: string;
  readonly placeholder: string;
  readonly part: 'text' | 'header' | 'footer';
  readonly excerpt: string;
}

interface ListedNames {
  readonly texts: readonly string[];
  readonly lists: readonly { readonly name: string; readonly fields: readonly string[] }[];
  readonly comma: string;
}

export function templateNames(locale: Locale): ListedNames {
  const isEnglish = locale === 'en';
  const named = (names: Readonly<Record<string, string>>): readonly string[] =>
    isEnglish ? Object.keys(names) : Object.values(names);
  return {
    texts: named(TEMPLATE_TEXTS),
    lists: Object.entries(TEMPLATE_LISTS).map(([english, { name, fields }]) => ({
      ...{ name: isEnglish ? english : name, fields: named(fields) },
    })),
    comma: isEnglish ? TEMPLATE_COMMA.english : TEMPLATE_COMMA.chinese,
  };
}

/** Null where nothing is near enough: a wrong hint costs more than none. */
export function nearestName(name: string): string | null {
  const all = (['zh-CN', 'en'] as const).map(templateNames);
  const known = all.flatMap(({ texts, lists }) => [...texts, ...lists.flatMap((list) => [list.name, ...list.fields])]);
  const [best] = known
    .filter((one) => one !== name)
    .map((one) => ({ one, far: distance(one, name) }))
    .toSorted((a, b) => a.far - b.far);
  return best && best.far * 2 <= Math.max(best.one.length, name.length) ? best.one : null;
}

/** How many characters have to be put in, left out or changed. */
function distance(one: string, other: string): number {
  const [from, to] = [[...one.toLowerCase()], [...other.toLowerCase()]];
  let row = to.map((_, at) => at + 1);
  from.forEach((letter, line) => {
    let corner = line;
    let left = line + 1;
    row = to.map((wanted, at) => {
      const above = row[at] ?? 0;
      left = Math.min(left + 1, above + 1, corner + (letter === wanted ? 0 : 1));
      corner = above;
      return left;
    });
  });
  return row.at(-1) ?? from.length;
}
