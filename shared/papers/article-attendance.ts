// Who took part, in one sentence of a report: the groups as the notice names them, those that end alike said together
// (公安技防部门、市政法委领导), without what stands in brackets.
import type { MeetingSnapshot } from '../domain/snapshot.ts';
import type { ArticleNames } from './article-names.ts';

/** What several groups may be at once. */
const SHARED = /^(.{2,}?)(领导|代表|负责人|专家)$/u;

/** '' when nothing is known. */
export function attendedBy({ facts, people, roll = [] }: MeetingSnapshot, names: ArticleNames): string {
  const groups = (facts.attendance ?? [])
    .map((group) => group.replace(/[（(][^（）()]*[）)]/gu, '').trim())
    .filter((group) => group !== '');
  if (groups.length > 0) return groupsSentence(groups);
  const present = roll.filter(({ state }) => state === 'present' || state.startsWith('late') || state === 'left');
  if (present.length > 1) return `${names.house === '' ? '与会' : names.house}有关人员共${present.length}人`;
  const attending = people.filter(({ role }) => role === 'attending').length;
  const body = facts.bodyName?.trim() ?? '';
  return body === '' || attending < 2 ? '' : `${body}组成人员`;
}

function groupsSentence(all: readonly string[]): string {
  const others = all.filter((group) => /^其他/u.test(group));
  const groups = others.length < all.length ? all.filter((group) => !others.includes(group)) : all;
  const made: { readonly names: string[]; readonly end: string }[] = [];
  for (const group of groups) {
    const [, name = '', end = ''] = SHARED.exec(group) ?? [];
    const last = made.at(-1);
    if (end !== '' && last?.end === end) last.names.push(name);
    else made.push(end === '' ? { names: [group], end: '' } : { names: [name], end });
  }
  // Several that share their end stand between commas; single ones follow each other.
  const text = made.reduce((sentence, { names, end }, index) => {
    const isMany = names.length > 1;
    const wasMany = (made[index - 1]?.names.length ?? 1) > 1;
    const mark = index === 0 ? '' : isMany || wasMany ? '，' : '、';
    return `${sentence}${mark}${names.join('、')}${end}`;
  }, '');
  return others.length > 0 && others.length < all.length ? `${text}等` : text;
}
