// People of the register as pages list them: found by name, initials or organisation, in the order that is asked for, each
// post as a line.
import type { RegisterPerson } from '../shared/api/register.schema.ts';
import { sortByName, type NameOrder } from '../shared/domain/name-order.ts';
import { titleOf } from '../shared/domain/register.ts';
import { foldName } from '../shared/lib/fold-name.ts';
import { pinyinInitials } from './pinyin-initials.ts';

/** Those whose name, initials, organisation or post hold `wish`. */
export function foundPeople<T extends Pick<RegisterPerson, 'name' | 'posts'>>(
  people: readonly T[],
  wish: string,
): readonly T[] {
  const wanted = foldName(wish).replace(/\s/gu, '');
  if (wanted === '') return people;
  return people.filter(({ name, posts }) => {
    const texts = [
      name,
      pinyinInitials(name),
      ...posts.flatMap(({ org, title }) => [org?.name, org?.shortName, title]),
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

/** One line for each organisation, in the order given: 苏州市安防协会　秘书长、原副会长. */
export function postLines({
  posts,
}: Pick<RegisterPerson, 'posts'>): readonly { readonly org: string; readonly titles: string }[] {
  const lines = new Map<string, { readonly org: string; readonly titles: string[] }>();
  for (const post of posts) {
    const key = post.org?.id ?? '';
    const line = lines.get(key) ?? { org: post.org?.shortName ?? post.org?.name ?? '', titles: [] };
    const title = titleOf(post);
    if (title !== null) line.titles.push(title);
    lines.set(key, line);
  }
  return [...lines.values()].map(({ org, titles }) => ({ org, titles: titles.join('、') }));
}

/** What tells namesakes apart: posts, bodies, phone. */
export function aboutPerson({
  posts,
  bodies = [],
  phone = null,
}: Pick<RegisterPerson, 'posts'> & { readonly bodies?: readonly string[]; readonly phone?: string | null }): string {
  const lines = postLines({ posts }).map(({ org, titles }) => `${org} ${titles}`.trim());
  return [...lines, bodies.join('、'), phone ?? ''].filter((part) => part !== '').join('；');
}

/** Those who share their name with another one. */
export function namesakes<T extends Pick<RegisterPerson, 'name'>>(people: readonly T[]): readonly T[] {
  const counts = new Map<string, number>();
  for (const { name } of people) counts.set(name, (counts.get(name) ?? 0) + 1);
  return people.filter(({ name }) => (counts.get(name) ?? 0) > 1);
}
