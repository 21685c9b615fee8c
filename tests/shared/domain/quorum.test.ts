// The quorum at an instant. The numbers are those of `quorumAt`'s rules.
import { describe, expect, it } from 'vitest';
import { foldAttendance, type AttendanceEvent, type AttendanceKind } from '../../../shared/domain/attendance.ts';
import { neededOf, PRESET_IDS, PRESETS, reaches, type CharterRule } from '../../../shared/domain/charter.ts';
import type { EventId, PersonKey } from '../../../shared/domain/ids.ts';
import type { PersonRole } from '../../../shared/domain/person.ts';
import { quorumAt, quorumTurns } from '../../../shared/domain/quorum.ts';
import { brand } from '../../../shared/lib/brand.ts';

const key = (name: string): PersonKey => brand<PersonKey>(name);
const person = (name: string, role: PersonRole = 'attending', voting?: false) => ({
  ...{ id: key(name), role },
  ...(voting === undefined ? {} : { voting }),
});
const MEMBERS = Array.from({ length: 31 }, (_, index) => person(`m${index}`));

type Mark = readonly [string, AttendanceKind, number, string?];
function attendance(...marks: readonly Mark[]) {
  const events = marks.map(([name, kind, at, proxy], index): [EventId, AttendanceEvent] => [
    brand<EventId>(`e${index}`),
    {
      ...{ kind, key: key(name), at, recordedAt: at, by: 'clerk', via: 'clerk' },
      ...(proxy === undefined ? {} : { proxy: key(proxy) }),
    },
  ]);
  return foldAttendance(new Map(events));
}
const come = (count: number, at = 10): readonly Mark[] =>
  Array.from({ length: count }, (_, index) => [`m${index}`, 'in', at] as const);

const standing = { rule: PRESETS['cn.standing'], seats: null };
const withProxies = (rule: CharterRule) => ({ rule: { ...rule, proxy: 'written' } as const, seats: null });

describe('the quorum', () => {
  it.each([
    [20, false],
    [21, true],
    [31, true],
  ])('of 31 seats by two thirds with %i present is %s', (count, met) => {
    expect(quorumAt(MEMBERS, attendance(...come(count)), standing, 20)).toEqual({
      ...{ seats: 31, present: count, proxies: 0, needed: 21, met },
    });
  });

  it('counts neither guests, 列席, observers nor members without a vote', () => {
    const people = [
      ...MEMBERS.slice(0, 3),
      person('guest', 'guest'),
      person('supervisor', 'nonvoting'),
      person('observer', 'observer'),
      person('arrears', 'attending', false),
    ];
    const marks = people.map(({ id }): Mark => [id, 'in', 10]);
    expect(quorumAt(people, attendance(...marks), standing, 20)).toMatchObject({ seats: 3, present: 3 });
  });

  it('counts seats on leave, and not vacancies', () => {
    const marks = [...come(20), ['m30', 'excused', 5] as const];
    expect(quorumAt(MEMBERS, attendance(...marks), standing, 20)).toMatchObject({ seats: 31, met: false });
    expect(quorumAt(MEMBERS.slice(0, 30), attendance(...come(20)), standing, 20)).toMatchObject({
      seats: 30,
      met: true,
    });
  });

  it('goes by the seats that the clerk set', () => {
    expect(quorumAt(MEMBERS, attendance(...come(21)), { ...standing, seats: 33 }, 20)).toMatchObject({
      ...{ seats: 33, needed: 22, met: false },
    });
  });

  it('[1] counts a written proxy whose holder is there, where the charter knows any', () => {
    const marks = [...come(20), ['m30', 'excused', 5, 'm0'] as const];
    expect(quorumAt(MEMBERS, attendance(...marks), withProxies(PRESETS['cn.standing']), 20)).toMatchObject({
      ...{ present: 21, proxies: 1, met: true },
    });
    expect(quorumAt(MEMBERS, attendance(...marks), standing, 20)).toMatchObject({ present: 20, proxies: 0 });
  });

  it('[1] counts no proxy whose holder left, and nobody twice who comes after all', () => {
    const rule = withProxies(PRESETS['cn.standing']);
    const marks = [...come(20), ['m30', 'excused', 5, 'm0'] as const];
    expect(quorumAt(MEMBERS, attendance(...marks, ['m0', 'out', 15]), rule, 20)).toMatchObject({ present: 19 });
    expect(quorumAt(MEMBERS, attendance(...marks, ['m30', 'in', 15]), rule, 20)).toMatchObject({
      ...{ present: 21, proxies: 0 },
    });
  });

  it('[2] lets one holder stand in for one', () => {
    const marks = [...come(19), ['m30', 'excused', 5, 'm0'] as const, ['m29', 'excused', 5, 'm0'] as const];
    const rule = withProxies(PRESETS['cn.standing']);
    expect(quorumAt(MEMBERS, attendance(...marks), rule, 20)).toMatchObject({ present: 20, proxies: 1 });
  });

  it('[3] of a body without seats is never met', () => {
    expect(quorumAt([], attendance(), standing, 20)).toMatchObject({ seats: 0, met: false });
  });

  it('is met by anybody where the rule knows none', () => {
    expect(quorumAt(MEMBERS, attendance(), { rule: PRESETS['none.record'], seats: null }, 20)).toMatchObject({
      ...{ needed: null, met: true },
    });
  });
});

describe.each(PRESET_IDS.flatMap((id) => (PRESETS[id].quorum === null ? [] : [[id, PRESETS[id]] as const])))(
  'by %s, of three to forty seats, the quorum',
  (_, rule) => {
    const sizes = Array.from({ length: 38 }, (__, index) => index + 3);
    const membersOf = (seats: number) => Array.from({ length: seats }, (__, index) => person(`m${index}`));
    const at = (seats: number, marks: readonly Mark[], given: CharterRule = rule) =>
      quorumAt(membersOf(seats), attendance(...marks), { rule: given, seats: null }, 20);

    it('is met with exactly what is needed, and not with one less', () => {
      for (const seats of sizes) {
        const needed = rule.quorum ? neededOf(rule.quorum, seats) : 0;
        expect([at(seats, come(needed - 1)).met, at(seats, come(needed)).met]).toEqual([false, true]);
        // By the words of the charter once more: a share of all seats, the number itself in or out.
        const { n, d, strict } = rule.quorum ?? { n: 0, d: 1, strict: false };
        expect(strict ? needed * d > n * seats : needed * d >= n * seats).toBe(true);
        expect(strict ? (needed - 1) * d > n * seats : (needed - 1) * d >= n * seats).toBe(false);
      }
    });

    it('counts a seat on leave, and not a vacancy', () => {
      for (const seats of sizes) {
        const leave = [`m${seats - 1}`, 'excused', 5] as const;
        const there = come(seats - 1);
        expect(at(seats, [...there, leave])).toMatchObject({ seats, present: seats - 1 });
        expect(at(seats - 1, there)).toMatchObject({ seats: seats - 1, present: seats - 1, met: true });
      }
    });

    it('is made up by one stand-in where the charter knows any, and not where it does not', () => {
      for (const seats of sizes) {
        const needed = rule.quorum ? neededOf(rule.quorum, seats) : 0;
        // Whoever is alone needs nobody in their stead, and has nobody to be it.
        if (needed < 2 || needed > seats - 1) continue;
        const marks = [...come(needed - 1), [`m${seats - 1}`, 'excused', 5, 'm0'] as const];
        expect(at(seats, marks, { ...rule, proxy: 'written' })).toMatchObject({
          present: needed,
          proxies: 1,
          met: true,
        });
        expect(at(seats, marks, { ...rule, proxy: 'none' })).toMatchObject({ present: needed - 1, met: false });
      }
    });

    it('asks for one more where the same share must be exceeded, exactly where it is a whole number of seats', () => {
      for (const seats of sizes) {
        const { n, d } = rule.quorum ?? { n: 0, d: 1 };
        const [reached, exceeded] = [false, true].map((strict) => neededOf({ n, d, strict }, seats));
        expect((exceeded ?? 0) - (reached ?? 0)).toBe((n * seats) % d === 0 ? 1 : 0);
        expect(reaches({ n, d, strict: true }, reached ?? 0, seats)).toBe((n * seats) % d !== 0);
      }
    });
  },
);

describe('its turns', () => {
  it('are told when it is lost and when it is regained', () => {
    const marks: readonly Mark[] = [...come(22), ['m0', 'out', 30], ['m1', 'out', 40], ['m1', 'in', 55]];
    const turns = quorumTurns(MEMBERS, attendance(...marks), standing, { from: 10, to: 100 });
    expect(turns.map(({ at, present, met }) => [at, present, met])).toEqual([
      [40, 20, false],
      [55, 21, true],
    ]);
  });

  it('know of a proxy whose holder leaves', () => {
    const marks: readonly Mark[] = [['m30', 'excused', 5, 'm0'], ...come(20), ['m0', 'out', 30]];
    const rule = withProxies(PRESETS['cn.standing']);
    const turns = quorumTurns(MEMBERS, attendance(...marks), rule, { from: 10, to: 100 });
    expect(turns.map(({ at, present }) => [at, present])).toEqual([[30, 19]]);
  });
});
