// People of the register as pages list them: found by name, initials or organisation, in the order that is asked for, each
// post as a line.
import type { RegisterPerson } from '../shared/api/register.schema.ts';
import { sortByName, type NameOrder } from '../shared/domain/name-order.ts';
import { foldName } from '../shared/lib/fold-name.ts';
import type { Words } from './i18n.svelte.ts';
import { pinyinInitials } from './pinyin-initials.ts';

/** Those whose name, initials, organisation or post hold `wish`; names that were given up are known still. */
export function foundPeople<T extends Pick<RegisterPerson, 'name' | 'posts' | 'private'>>(
  people: readonly T[],
  wish: string,
): readonly T[] {
  const wanted = foldName(wish).replace(/\s/gu, '');
  if (wanted === '') return people;
  return people.filter(({ name, posts, private: own }) => {
    const texts = [
      name,
      pinyinInitials(name),
      ...(own?.aliases ?? []),
      ...posts.flatMap(({ org, title }) => [org?.name, org?.shortName, ...(org?.aliases ?? []), title]),
    ];
    return texts.some((text) => text != null && foldName(text).replace(/\s/gu, '').includes(wanted));
  });
}

export function inNameOrder<T extends Pick<RegisterPerson, 'name' | 'reading'>>(
  people: readonly T[],
  order: NameOrder,
): readonly T[] {
  return sortByName(
    people,
    ({ name }) => name,
    order,
    ({ reading }) => reading,
  );
}

/** How posts are said in the language of the page. */
export interface PostWords {
  /** Between two of them. */
  readonly separator: string;
  readonly formerly: (title: string) => string;
}

/** The titles somebody has, those they had marked as such. */
export function titlesOf(
  posts: readonly { readonly title: string | null; readonly former: boolean }[],
  { separator, formerly }: PostWords,
): string {
  const titles = posts.flatMap(({ title, former }) => (title === null ? [] : [former ? formerly(title) : title]));
  return titles.join(separator);
}

/** One line for each organisation, in the order given: 苏州市安防协会　秘书长、原副会长. */
export function postLines(
  { posts }: Pick<RegisterPerson, 'posts'>,
  say: PostWords,
): readonly { readonly org: string; readonly titles: string }[] {
  const lines = new Map<string, RegisterPerson['posts'][number][]>();
  for (const post of posts) {
    const key = post.org?.id ?? '';
    lines.set(key, [...(lines.get(key) ?? []), post]);
  }
  return [...lines.values()].map((own) => ({
    org: own[0]?.org?.shortName ?? own[0]?.org?.name ?? '',
    titles: titlesOf(own, say),
  }));
}

/** `clauses` stands between what is said of somebody: posts at one organisation, at the next, bodies, phone. */
export interface AboutWords extends PostWords {
  readonly clauses: string;
}

export function aboutWords({ common, register }: Words): AboutWords {
  const { listSeparator: separator, clauseSeparator: clauses } = common;
  return { separator, clauses, formerly: register.people.formerly };
}

/** What tells namesakes apart: posts, bodies, phone. */
export function aboutPerson(
  {
    posts,
    bodies = [],
    phone = null,
  }: Pick<RegisterPerson, 'posts'> & { readonly bodies?: readonly string[]; readonly phone?: string | null },
  say: AboutWords,
): string {
  const lines = postLines({ posts }, say).map(({ org, titles }) => `${org} ${titles}`.trim());
  return [...lines, bodies.join(say.separator), phone ?? ''].filter((part) => part !== '').join(say.clauses);
}

/** Those who share their name with another one. */
export function namesakes<T extends Pick<RegisterPerson, 'name'>>(people: readonly T[]): readonly T[] {
  const counts = new Map<string, number>();
  for (const { name } of people) counts.set(name, (counts.get(name) ?? 0) + 1);
  return people.filter(({ name }) => (counts.get(name) ?? 0) > 1);
}
