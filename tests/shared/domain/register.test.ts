// The register's rules: which term a day falls into, who sits and votes then, how posts stand in minutes.
import { describe, expect, it, test } from 'vitest';
import {
  holdsOn,
  namedPosts,
  overlap,
  plainName,
  termOn,
  vacanciesOn,
  votingSeatsOn,
} from '../../../shared/domain/register.ts';
import type { Organisation, Post } from '../../../shared/domain/register.ts';
import type { OrganisationId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import type { LocalDate } from '../../../shared/lib/time.ts';

const day = (text: string) => brand<LocalDate>(text);
const span = (from: string | null, to: string | null) => ({
  from: from === null ? null : day(from),
  to: to === null ? null : day(to),
});
const firm = (name: string, shortName: string | null = null): Organisation => ({
  ...{ id: brand<OrganisationId>(name), name, shortName },
});
const post = (org: Organisation | null, title: string | null, former = false): Post => ({ org, title, former });

describe('a term', () => {
  const third = { number: 3, from: day('2021-03-01'), to: day('2026-02-28') };
  const fourth = { number: 4, from: day('2026-01-15'), to: null };

  test.each([
    ['2021-02-28', null],
    ['2021-03-01', 3],
    ['2026-01-14', 3],
    ['2026-01-15', 4],
    ['2040-01-01', 4],
  ])('%s falls into %s: of two that overlap the later one', (date, number) => {
    expect(termOn([fourth, third], day(date))?.number ?? null).toBe(number);
  });
});

describe('a seat', () => {
  it('is held from its first day to its last, both included', () => {
    const seat = span('2024-01-02', '2024-01-04');

    const held = ['2024-01-01', '2024-01-02', '2024-01-04', '2024-01-05'].map((date) => holdsOn(seat, day(date)));

    expect(held).toEqual([false, true, true, false]);
  });

  it('without days is held all along', () => {
    expect(holdsOn(span(null, null), day('1999-01-01'))).toBe(true);
  });

  it('that nobody holds is vacant; one without a vote is not, and does not count for the quorum', () => {
    const members = [
      { ...span(null, null), voting: true },
      { ...span(null, null), voting: false },
      { ...span(null, '2024-01-01'), voting: true },
    ];

    expect(vacanciesOn({ seats: 5 }, members, day('2024-01-02'))).toBe(3);
    expect(vacanciesOn({ seats: null }, members, day('2024-01-02'))).toBe(0);
    expect(vacanciesOn({ seats: 1 }, members, day('2024-01-02'))).toBe(0);
    expect(votingSeatsOn(members, day('2024-01-02'))).toBe(1);
  });

  test.each([
    [['2024-01-01', '2024-06-30'], ['2024-06-30', null], true],
    [['2024-01-01', '2024-06-30'], ['2024-07-01', null], false],
    [[null, null], ['2024-07-01', '2024-07-01'], true],
    [['2024-07-01', null], [null, '2024-06-30'], false],
  ] as const)('%j and %j have a day in common: %s', (one, other, common) => {
    const [a, b] = [span(one[0], one[1]), span(other[0], other[1])];

    expect([overlap(a, b), overlap(b, a)]).toEqual([common, common]);
  });
});

describe('posts in minutes', () => {
  const office = firm('苏州市公安局');
  const bureau = firm('山西省综改区管委会', '综改区');

  it('begin with the one in the body, keep 原, and say where one elsewhere is', () => {
    const posts = [post(office, '技防办副主任'), post(bureau, '顾问'), post(office, '科长', true)];

    expect(namedPosts(posts, '常务理事')).toEqual({
      org: '苏州市公安局',
      titles: ['常务理事', '技防办副主任', '综改区顾问', '原科长'],
    });
  });

  it('do not say a title twice, nor 原 of one that says it', () => {
    expect(namedPosts([post(office, '会长'), post(office, '原局长', true)], '会长').titles).toEqual(['会长', '原局长']);
  });

  it('of somebody without any are none', () => {
    expect(namedPosts([], null)).toEqual({ org: null, titles: [] });
  });
});

test.each([
  ['张　伟', '张伟'],
  [' 欧阳 立新 ', '欧阳立新'],
  ['阿依古丽 · 买买提', '阿依古丽·买买提'],
  ['John  Smith', 'John Smith'],
])('the name %s is kept as %s', (typed, kept) => {
  expect(plainName(typed)).toBe(kept);
});
