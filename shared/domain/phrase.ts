// What stock phrases are filled with: the facts of the meeting and of the item they stand in.
import type { Presenter } from './person.ts';

export interface PhraseFacts {
  /** Of the item, '' while it has none. */
  readonly title: string;
  readonly presenters: readonly Presenter[];
  readonly meeting: string;
  readonly venue: string | null;
  readonly chair: string | null;
  /** The day and the half of it, as the language writes them; null while the meeting has no day. */
  readonly day: string | null;
}

/** 王坤泉 as running text names him first: 苏州市安防协会秘书长王坤泉 (domain.md §7). */
export function chineseSpeaker({ name, org, title }: Presenter): string {
  return `${org ?? ''}${title ?? ''}${name}`;
}

/** Wang Kunquan, Secretary-General of the association. */
export function englishSpeaker({ name, org, title }: Presenter): string {
  if (title !== null && org !== null) return `${name}, ${title} of ${org}`;
  return [name, title ?? org].filter((part) => part !== null && part !== '').join(', ');
}

/** What was heard, out of an item's title: 律所情况介绍 · 关于上半年工作的汇报. */
export function chineseReport(title: string): string {
  const plain = title.replace(/^(?:听取|审议|研究|讨论)(?:并审议)?(?:了)?/u, '').replace(/[。；，\s]+$/u, '');
  if (plain === '') return '汇报';
  if (/(?:汇报|报告|介绍|说明|总结|发言|解读|通报|布置)》?$/u.test(plain)) return plain;
  return `${plain.startsWith('关于') ? '' : '关于'}${plain}的汇报`;
}
