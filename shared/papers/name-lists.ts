// Who was there, as lists at the end of minutes: 出席, 请假, 缺席, 列席, 特邀, 旁听, 记录. In the order of courtesy, which is
// never changed; who came late or went out is noted where the snapshot knows it (the secretariat's does, the public's not).
import type { Absence, RollState, Stay } from '../domain/attendance.ts';
import type { Block, Inline } from '../domain/minutes.ts';
import { isPostOfBody } from '../domain/ceremony.ts';
import { PERSON_ROLES, type Person } from '../domain/person.ts';
import { withoutRemarks } from '../domain/remarks.ts';
import type { MeetingSnapshot, RollEntry } from '../domain/snapshot.ts';
import { sideBySide } from '../i18n/format.ts';
import type { minutesPaper } from '../i18n/zh-CN/minutes-paper.ts';
import type { Catalogue } from '../i18n/locale.ts';
import { wallTimeIn } from '../lib/time.ts';
import { paragraph, said, saidInside, sentenceOf } from './inline.ts';
import { spacedName } from './spaced-name.ts';

interface ListOptions {
  readonly words: Pick<
    Catalogue<typeof minutesPaper>,
    'roles' | 'open' | 'close' | 'comma' | 'came' | 'left' | 'away' | 'proxy' | 'separator' | 'colon'
  >;
  readonly timeZone: string;
}

type List = keyof ListOptions['words']['roles'];

/** A paragraph a list: its label, a colon, the names. */
export function nameLists(snapshot: MeetingSnapshot, options: ListOptions): readonly Block[] {
  const { words } = options;
  const roll = new Map((snapshot.roll ?? []).map((entry) => [entry.key, entry]));
  const lists = new Map<List, (readonly Inline[])[]>();
  const add = (list: List, name: readonly Inline[]): void => void lists.set(list, [...(lists.get(list) ?? []), name]);
  for (const role of PERSON_ROLES) {
    for (const person of snapshot.people.filter((each) => each.role === role)) {
      const entry = roll.get(person.id);
      const list = listOf(person, entry?.state);
      if (list !== null) add(list, told(person, entry, snapshot, options));
    }
  }
  const { recorder } = snapshot.facts;
  if (recorder !== null && recorder.trim() !== '') add('recorder', said(recorder.trim()));
  for (const group of snapshot.facts.attendance ?? []) add('groups', said(withoutRemarks(group)));
  const order: readonly List[] = [
    'groups',
    'attending',
    'excused',
    'absent',
    'nonvoting',
    'guest',
    'observer',
    'recorder',
  ];
  return order.flatMap((list) => {
    const names = lists.get(list);
    if (names === undefined) return [];
    const label = `${words.roles[list]}${words.colon}`;
    return [paragraph(sentenceOf(label, names, { separator: words.separator, end: '' }))];
  });
}

/** Whoever is expected and was not there stands apart; a guest who did not come is on no list: 缺席 is what a member is. */
export function listOf({ role }: Person, state: RollState | undefined): List | null {
  if (state === 'excused') return 'excused';
  if (state === 'absent' || state === 'awaited') return role === 'guest' || role === 'observer' ? null : 'absent';
  return role;
}

/** 中科院研究员、公安部专家 says itself of 中科院、公安部 where that is. */
export function saysOrg(title: string, org: string): boolean {
  return title !== '' && org !== '' && org.split('、').every((part) => title.includes(part.trim()));
}

/** A post in the body that meets comes before the firm, of which it is none: 监事，甲公司. */
function postOf({ org, titles: [title = ''] }: Person, isPost: boolean, comma: string): string {
  if (org === null || saysOrg(title, org)) return title;
  return isPost ? `${title}${comma}${org}` : sideBySide(org, title);
}

/** With their post; when they came and went and who stood in for them is for the secretariat (domain/publish). */
function told(
  person: Person,
  entry: RollEntry | undefined,
  snapshot: MeetingSnapshot,
  { words, timeZone }: ListOptions,
): readonly Inline[] {
  const isPost = isPostOfBody({ name: person.name, org: person.org, title: person.titles[0] ?? null }, snapshot.people);
  const post = person.role === 'attending' ? (person.org ?? '') : postOf(person, isPost, words.comma);
  const absence = entry?.absences?.at(-1);
  const inside = [
    ...(entry?.stays ? comings(entry, entry.stays, { words, timeZone }) : []),
    ...(absence ? proxyOf(absence, snapshot.people, words) : []),
  ].join(words.comma);
  const name = spacedName(person.name);
  if (post === '' && inside === '') return said(name);
  if (post === '') return [...said(name), ...saidInside(`${words.open}${inside}${words.close}`)];
  const more = inside === '' ? '' : `${words.comma}${inside}`;
  return [...said(`${name}${words.open}${post}`), ...saidInside(more), ...said(words.close)];
}

/** 14:40到会, 15:02—15:20离席, 16:00离会. */
function comings({ state }: RollEntry, stays: readonly Stay[], { words, timeZone }: ListOptions): readonly string[] {
  const [first] = stays;
  const last = stays.at(-1);
  if (!first || !last) return [];
  const time = (at: number): string => wallTimeIn(timeZone, at);
  const isLate = state === 'late' || state === 'late-left';
  const hasLeft = state === 'left' || state === 'late-left';
  const between = stays.slice(1).flatMap((stay, index) => {
    const before = stays[index]?.to ?? null;
    return before === null ? [] : [words.away(time(before), time(stay.from))];
  });
  return [
    ...(isLate ? [words.came(time(first.from))] : []),
    ...between,
    ...(hasLeft && last.to !== null ? [words.left(time(last.to))] : []),
  ];
}

function proxyOf({ proxy }: Absence, people: readonly Person[], words: ListOptions['words']): readonly string[] {
  const holder = people.find(({ id }) => id === proxy);
  return holder ? [words.proxy(holder.name)] : [];
}
