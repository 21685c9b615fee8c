// Who is named in an article: with organisation and post once, by name alone afterwards. A post that says the organisation
// itself is not told it twice, and our own people are of "the association", not of its whole name.
import { isPostOfBody, namedPerson } from '../domain/ceremony.ts';
import type { Presenter } from '../domain/person.ts';
import type { MeetingSnapshot } from '../domain/snapshot.ts';
import { sideBySide } from '../i18n/format.ts';
import { nameKeyOf } from '../lib/fold-name.ts';

type Known = Pick<MeetingSnapshot, 'facts' | 'people'>;

/** What a house calls itself for short: 协会. */
const HOUSE = /(?:协会|学会|商会|联合会|研究会|促进会|基金会|联盟)$/u;

/** A shorter beginning may be of any house of the place. */
const MIN_HOUSE_CHARS = 5;

/**
 * What of the beginning of `text` names the house itself: its whole name, or its name for short, whose letters stand in the whole
 * one in the same order (苏州市安防协会 of 苏州市安全技术防范行业协会). '' = it begins with something else.
 */
export function houseAtStart(text: string, organisation: string): string {
  if (organisation === '') return '';
  if (text.startsWith(organisation)) return organisation;
  const end = HOUSE.exec(organisation)?.[0];
  if (end === undefined || !text.includes(end)) return '';
  const short = text.slice(0, text.indexOf(end) + end.length);
  const isOfThePlace = organisation.startsWith(short.slice(0, 2));
  return short.length >= MIN_HOUSE_CHARS && isOfThePlace && standsIn(short, organisation) ? short : '';
}

/** Letter by letter in the same order. */
function standsIn(short: string, whole: string): boolean {
  let at = -1;
  return [...short].every((letter) => (at = whole.indexOf(letter, at + 1)) !== -1);
}

export class ArticleNames {
  readonly #known: Known;
  readonly #told = new Set<string>();

  constructor(known: Known) {
    this.#known = known;
  }

  /** 协会 of 苏州市安防协会; the whole name where it has no such end; '' when nobody said whose meeting it is. */
  get house(): string {
    const organisation = this.#known.facts.organisation?.trim() ?? '';
    return HOUSE.exec(organisation)?.[0] ?? organisation;
  }

  /** What a person is, without the name: 公安部三所检测中心原常务副主任. */
  postOf(org: string | null, title: string | null): string {
    const [of, post] = [org?.trim() ?? '', title?.trim() ?? ''];
    if (of === '') return post;
    if (this.#isOurs(of)) return post === '' ? '' : `${this.house}${post}`;
    const parts = of.split('、');
    // 中科院、公安部 and 中科院研究员、公安部专家: the posts say it.
    if (post !== '' && parts.every((part) => post.includes(part))) return post;
    return sideBySide(this.#withoutOurs(of), post);
  }

  /** 顾问 of 苏州市安防协会顾问, where the association itself was just named. */
  ownPost(post: string): string {
    const short = this.#withoutOurs(post);
    return short === '' ? post : short;
  }

  of({ name, org, title }: Pick<Presenter, 'name' | 'org' | 'title'>): string {
    const known = namedPerson(name, this.#known.people);
    if (this.#told.has(name)) return name;
    this.#told.add(name);
    const told = { name, org: org ?? known.org, title: title ?? known.title };
    const of = isPostOfBody(told, this.#known.people) ? null : told.org;
    return sideBySide(this.postOf(of, told.title), name);
  }

  ofName(name: string): string {
    return this.of({ name, org: null, title: null });
  }

  /** Told elsewhere, with everything. */
  tell(name: string): void {
    this.#told.add(name);
  }

  #isOurs(org: string): boolean {
    const organisation = this.#known.facts.organisation?.trim() ?? '';
    return nameKeyOf(org) === nameKeyOf(organisation) || (org !== '' && houseAtStart(org, organisation) === org);
  }

  /** 安防技术产品专家委 of 苏州市安防协会安防技术产品专家委. */
  #withoutOurs(org: string): string {
    const organisation = this.#known.facts.organisation?.trim() ?? '';
    return org.slice(houseAtStart(org, organisation).length);
  }
}
