// The register of a house (名册): people with their posts, the terms (届) of its bodies, who holds which seat from when to
// when. What a meeting takes over from it is copied: a later change of the register reaches no meeting (domain.md §2.1, §3.1).
import type { LocalDate } from '../lib/time.ts';
import type { MemberId, OrganisationId, PersonId, TermId } from './ids.ts';

export interface Organisation {
  readonly id: OrganisationId;
  /** In full: 苏州市安全技术防范行业协会. */
  readonly name: string;
  /** 苏州市安防协会. */
  readonly shortName: string | null;
  /** Names it gave up, where there are any. */
  readonly aliases?: readonly string[] | undefined;
}

/** A post somebody holds, or held: the organisation, the title, or both. */
export interface Post {
  readonly org: Organisation | null;
  readonly title: string | null;
  /** 原: written before the title, and never dropped. */
  readonly former: boolean;
}

export interface Term {
  readonly id: TermId;
  /** 第三届 is 3. */
  readonly number: number;
  readonly from: LocalDate;
  /** Its last day; null = not known yet. */
  readonly to: LocalDate | null;
  /** How many seats the body has in this term; null = as many as members. */
  readonly seats: number | null;
}

/** One person's seat in a term. */
export interface Membership {
  readonly id: MemberId;
  readonly personId: PersonId;
  /** Their post in the body: 会长, 常务理事; null = plain member. */
  readonly post: string | null;
  readonly voting: boolean;
  /** Place in the order of rank, from 0. */
  readonly rank: number;
  /** Null = since the term began. */
  readonly from: LocalDate | null;
  /** The last day; null = as long as the term lasts. */
  readonly to: LocalDate | null;
}

/** The term that `date` falls into; of two that overlap, as around an early election, the later one. */
export function termOn<T extends Pick<Term, 'number' | 'from' | 'to'>>(terms: readonly T[], date: LocalDate): T | null {
  return terms.reduce<T | null>(
    (best, term) => (isWithin(term, date) && (best === null || term.from > best.from) ? term : best),
    null,
  );
}

/** Whether the seat is theirs on `date`, which lies within the term. */
export function holdsOn(seat: Pick<Membership, 'from' | 'to'>, date: LocalDate): boolean {
  return isWithin(seat, date);
}

function isWithin({ from, to }: { readonly from: LocalDate | null; readonly to: LocalDate | null }, date: LocalDate) {
  return (from === null || from <= date) && (to === null || date <= to);
}

/** Whether two spans have a day in common. */
export function overlap(
  a: { readonly from: LocalDate | null; readonly to: LocalDate | null },
  b: { readonly from: LocalDate | null; readonly to: LocalDate | null },
): boolean {
  const begins = (span: LocalDate | null, other: LocalDate | null) => span === null || other === null || span <= other;
  return begins(a.from, b.to) && begins(b.from, a.to);
}

/** Seats nobody holds. A seat without a vote fills one all the same. */
export function vacanciesOn(
  { seats }: Pick<Term, 'seats'>,
  members: readonly Pick<Membership, 'from' | 'to'>[],
  date: LocalDate,
): number {
  if (seats === null) return 0;
  return Math.max(0, seats - members.filter((member) => holdsOn(member, date)).length);
}

/** 应到: members who vote. On leave counts, a vacancy does not (domain.md §2.1). */
export function votingSeatsOn(members: readonly Pick<Membership, 'from' | 'to' | 'voting'>[], date: LocalDate): number {
  return members.filter((member) => member.voting && holdsOn(member, date)).length;
}

/** 原常务副主任; the title of a post held now is as it is. */
export function titleOf({ title, former }: Pick<Post, 'title' | 'former'>): string | null {
  if (title === null) return null;
  return former && !title.startsWith('原') ? `原${title}` : title;
}

/** A title as it is typed or stands in a cell: 原副主任 is a former 副主任. */
export function titleFrom(text: string): { readonly title: string; readonly former: boolean } {
  const title = text.trim();
  const isFormer = title.startsWith('原') && title.length > 1;
  return isFormer ? { title: title.slice(1).trim(), former: true } : { title, former: false };
}

/** As minutes name them: the organisation of their first post, then all titles, those elsewhere with where that is. */
export function namedPosts(
  posts: readonly Post[],
  inBody: string | null,
): { readonly org: string | null; readonly titles: readonly string[] } {
  const home = posts.find(({ org }) => org !== null)?.org ?? null;
  const titles = posts.flatMap((post) => {
    const title = titleOf(post);
    if (title === null) return [];
    const elsewhere = post.org !== null && post.org.id !== home?.id ? (post.org.shortName ?? post.org.name) : '';
    return [`${elsewhere}${title}`];
  });
  return { org: home?.name ?? null, titles: inBody === null || titles.includes(inBody) ? titles : [inBody, ...titles] };
}

/** A name as it is kept and compared: blanks inside Chinese names are only for show (domain.md §7). */
export function plainName(name: string): string {
  const trimmed = name.replace(/[\s\u3000]+/gu, ' ').trim();
  return /^[\p{Script=Han}· ]+$/u.test(trimmed) ? trimmed.replaceAll(' ', '') : trimmed;
}

/** As they may be written down; each ends where it begins. */
export const PHONE = /^[+\d][-\d ()/,;、，转x+]{2,59}$/u;
/**
 * One address and nothing else: no name, no list, no quoted part, which parsers read in different ways. What is taken here can be
 * mailed, everywhere.
 */
export const EMAIL =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~\u00a1-\uffff.-]{1,64}@[a-z0-9\u00a1-\uffff](?:[a-z0-9\u00a1-\uffff.-]{0,188}[a-z0-9\u00a1-\uffff])?$/i;
/** How a surname is read: Shàn, ŌU, qiu2. */
export const READING = /^[\p{L}\p{M}1-5 '’]{1,30}$/u;
