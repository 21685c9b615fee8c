// Which identities are one by the clerk's word: merged people, names that were given up. A fuzz merges, renames and takes back at
// random, and counts what each owner is left with.
import { describe, expect, it } from 'vitest';
import { SameParty, type UnitNames } from '../../../shared/domain/same-party.ts';
import { seeded } from '../../support/seeded.ts';

const unit = (name: string, shortName: string | null = null, aliases: readonly string[] = []): UnitNames => ({
  ...{ name, shortName, aliases },
});
const over = (merged: readonly (readonly [string, string])[], units: readonly UnitNames[] = []): SameParty =>
  new SameParty({ merged: new Map(merged), units });

describe('people', () => {
  it('that were merged one after the other are one, asked from any of them', () => {
    const same = over([
      ['a', 'b'],
      ['b', 'c'],
      ['x', 'c'],
    ]);

    expect(same.personOf('a')).toBe('c');
    expect(same.peopleOf('x').toSorted()).toEqual(['a', 'b', 'c', 'x']);
    expect(same.of('person~b').toSorted()).toEqual(['person~a', 'person~b', 'person~c', 'person~x']);
    expect(same.of('person~z')).toEqual(['person~z']);
  });

  it('in a ring that nobody could have made end somewhere', () => {
    const ring = over([
      ['a', 'b'],
      ['b', 'a'],
    ]);

    expect(ring.of('person~a')).toContain('person~a');
  });
});

describe('units', () => {
  it('owe under their full name and those they gave up, in one body', () => {
    const same = over([], [unit('质量与标准委员会', '质标委', ['质量 委员会'])]);

    const both = ['unit~council~质量与标准委员会', 'unit~council~质量委员会'];
    expect(same.of('unit~council~质量委员会').toSorted()).toEqual(both.toSorted());
    expect(same.of('unit~~质量与标准委员会')).toContain('unit~~质量委员会');
    expect(same.unitOf('质量委员会')?.name).toBe('质量与标准委员会');
    expect(same.keysOfName('质量委员会')).toContain('质标委');
  });

  it('of one full name keep what is written under it, and open nothing else', () => {
    const same = over([], [unit('联合会', null, ['甲会']), unit('联合会', '联会', ['乙会'])]);

    expect(same.of('unit~council~联合会')).toEqual(['unit~council~联合会']);
    expect(same.of('unit~council~联会')).toEqual(['unit~council~联会']);
  });

  it('open nothing by a short name: a committee of the body may go by it', () => {
    const same = over([], [unit('省学联秘书处', '秘书处')]);

    expect(same.of('unit~b1~秘书处')).toEqual(['unit~b1~秘书处']);
    expect(same.of('unit~b1~省学联秘书处')).toEqual(['unit~b1~省学联秘书处']);
  });

  it('open nothing by a name that another one took over', () => {
    const same = over([], [unit('生活保障委员会', null, ['后勤委']), unit('后勤保障处', '后勤委', ['后勤处'])]);

    expect(same.of('unit~b1~后勤委')).toEqual(['unit~b1~后勤委']);
    expect(same.of('unit~b1~生活保障委员会')).toEqual(['unit~b1~生活保障委员会']);
    expect(same.of('unit~b1~后勤处').toSorted()).toEqual(['unit~b1~后勤处', 'unit~b1~后勤保障处'].toSorted());
  });

  it('have a name that another bears now no longer, and none that two of them gave up', () => {
    const same = over([], [unit('甲会', null, ['乙会', '旧会']), unit('乙会', null, ['旧会'])]);

    expect(same.of('unit~council~甲会')).toEqual(['unit~council~甲会']);
    expect(same.of('unit~council~乙会')).toEqual(['unit~council~乙会']);
    expect(same.of('unit~council~旧会')).toEqual(['unit~council~旧会']);
  });

  it('leave all other identities alone', () => {
    const same = over([['p1', 'p2']], [unit('甲会')]);

    for (const identity of ['mail~a@b', 'listed~m1~k', 'task~t1~k', 'unit~council~未登记'])
      expect(same.of(identity)).toEqual([identity]);
  });
});

it.each(Array.from({ length: 200 }, (_unused, seed) => seed))('owners keep what they owe, seed %i', (seed) => {
  const random = seeded(seed);
  const pick = <T>(all: readonly T[]): T => {
    const one = all[Math.floor(random() * all.length)];
    if (one === undefined) throw new Error('nothing to pick from');
    return one;
  };
  const ids = Array.from({ length: 12 }, (_unused, place) => `p${place}`);
  const owed = new Map(ids.map((id) => [`person~${id}`, [`task of ${id}`]]));
  const merged = new Map<string, string>();
  /** Who each is, told by the clerk: sets that are joined, and split again when a merging is taken back. */
  const headOf = (id: string): string => {
    const into = merged.get(id);
    return into === undefined ? id : headOf(into);
  };
  for (let step = 0; step < 40; step++) {
    const standing = ids.filter((id) => !merged.has(id));
    if (random() < 0.6 && standing.length > 1) {
      const [from, into] = [pick(standing), pick(standing)];
      if (from !== into) merged.set(from, into);
    } else if (merged.size > 0) merged.delete(pick([...merged.keys()]));

    const same = new SameParty({ merged, units: [] });
    const found = ids.filter((id) => !merged.has(id)).map((id) => same.of(`person~${id}`));
    const tasks = found.map((identities) => identities.flatMap((identity) => owed.get(identity) ?? []));

    // Nothing is owed twice, nothing by nobody, and each by whom it was merged into.
    expect(tasks.flat().toSorted()).toEqual([...owed.values()].flat().toSorted());
    for (const id of ids) expect(same.of(`person~${headOf(id)}`)).toContain(`person~${id}`);
  }
});

it.each(Array.from({ length: 200 }, (_unused, seed) => seed))('a link opens nobody else’s tasks, seed %i', (seed) => {
  const random = seeded(seed);
  const at = (length: number): number => Math.floor(random() * length);
  const nameAt = (): string => `名${at(9)}`;
  /** Who ever went by a name, by the number of the unit; `into` tells whom the clerk made one. */
  const bore = new Map<string, Set<number>>();
  const into = new Map<number, number>();
  const headOf = (id: number): number => (into.has(id) ? headOf(into.get(id) ?? id) : id);
  const units = new Map<number, UnitNames>();
  const set = (id: number, name: string, shortName: string | null, gaveUp: readonly string[]): void => {
    units.set(
      id,
      unit(
        name,
        shortName,
        [...new Set(gaveUp)].filter((each) => each !== name && each !== shortName),
      ),
    );
    for (const each of [name, shortName ?? name]) bore.set(each, (bore.get(each) ?? new Set()).add(id));
  };
  for (let id = 0; id < 4; id++) set(id, nameAt(), random() < 0.5 ? nameAt() : null, []);
  for (let step = 0; step < 12; step++) {
    const standing = [...units.keys()];
    const [one = 0, other = 0] = [standing[at(standing.length)], standing[at(standing.length)]];
    const [mine, theirs] = [units.get(one) ?? unit(''), units.get(other) ?? unit('')];
    const gaveUp = (from: UnitNames): readonly string[] => [...from.aliases, from.name, from.shortName ?? from.name];
    if (random() < 0.2 && one !== other) {
      units.delete(one);
      into.set(one, other);
      set(other, theirs.name, theirs.shortName, [...gaveUp(mine), ...gaveUp(theirs)]);
    } else set(one, nameAt(), random() < 0.5 ? nameAt() : null, gaveUp(mine));

    const same = over([], [...units.values()]);
    for (const [written, by] of bore)
      for (const opened of same.of(`unit~b~${written}`).map((each) => each.slice('unit~b~'.length))) {
        const people = new Set([...by, ...(bore.get(opened) ?? [])].map(headOf));
        expect([written, opened, opened === written ? 1 : people.size]).toEqual([written, opened, 1]);
      }
    const renamed = [...units.values()].flatMap(({ name, aliases }) => aliases.map((alias) => [name, alias] as const));
    for (const [name, alias] of renamed)
      if (new Set([...(bore.get(name) ?? []), ...(bore.get(alias) ?? [])].map(headOf)).size === 1)
        expect(same.of(`unit~b~${alias}`)).toContain(`unit~b~${name}`);
  }
});
