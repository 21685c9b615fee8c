// Charters: what each preset needs of so many seats, exact to the person, and which rule was in force on a day.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neededOf, PRESET_IDS, PRESETS, reaches, ruleOn, type PresetId } from '../../../shared/domain/charter.ts';
import { brand } from '../../../shared/lib/brand.ts';
import type { LocalDate } from '../../../shared/lib/time.ts';

const day = (text: string): LocalDate => brand<LocalDate>(text);

/** [seats, needed to be present]: by hand, from the words of domain.md §2.2. */
const QUORUMS: Readonly<Record<PresetId, readonly (readonly [number, number])[] | null>> = {
  'cn.general.ordinary': [
    [3, 2],
    [100, 67],
    [150, 100],
    [151, 101],
  ],
  'cn.general.charter': [
    [99, 66],
    [100, 67],
  ],
  'cn.general.fee': [[200, 134]],
  'cn.general.elect': [[201, 134]],
  'cn.council': [
    [31, 21],
    [30, 20],
    [45, 30],
    [46, 31],
  ],
  'cn.council.elect': [[31, 21]],
  'cn.standing': [
    [31, 21],
    [9, 6],
    [10, 7],
    [11, 8],
    [1, 1],
  ],
  'cn.supervisors': [
    [3, 2],
    [5, 4],
  ],
  'cn.supervisors.all': [
    [3, 2],
    [7, 5],
  ],
  'cn.presidents': [
    [12, 8],
    [13, 9],
  ],
  'cn.foundation': [
    [15, 10],
    [16, 11],
  ],
  'cn.foundation.important': [[16, 11]],
  'cn.ngo_service': [
    [5, 3],
    [6, 3],
    [7, 4],
  ],
  'cn.ngo_service.important': [[6, 3]],
  'intl.ronr.majority': [
    [10, 6],
    [11, 6],
    [2, 2],
    [1, 1],
  ],
  'intl.ronr.twothirds': [[10, 6]],
  'intl.ordinary': null,
  'intl.special': null,
  'intl.unanimous': null,
  'none.record': null,
};

describe('the presets', () => {
  it.each(PRESET_IDS)('%s asks for the quorum that its charter words', (id) => {
    const { quorum } = PRESETS[id];
    const table = QUORUMS[id];
    expect(quorum === null ? null : table?.map(([seats]) => [seats, neededOf(quorum, seats)])).toEqual(table);
  });

  it.each([
    ['cn.standing', 25, 17],
    ['cn.council', 24, 16],
    ['cn.general.ordinary', 25, 13],
    ['cn.general.ordinary', 24, 12],
    ['cn.foundation', 24, 13],
    ['cn.supervisors.all', 7, 4],
    ['cn.ngo_service.important', 6, 4],
    ['intl.ronr.majority', 20, 11],
    ['intl.ronr.twothirds', 20, 14],
    ['intl.special', 20, 15],
    ['intl.unanimous', 20, 20],
  ] as const)('%s passes by %i of its base with %i', (id, whole, needed) => {
    const { pass } = PRESETS[id];
    expect(pass && neededOf(pass, whole)).toBe(needed);
  });

  it('require a secret ballot in one room for elections and fees', () => {
    const secret = PRESET_IDS.filter((id) => PRESETS[id].secret === 'required');
    expect(secret).toEqual(['cn.general.fee', 'cn.general.elect', 'cn.council.elect']);
    expect(secret.map((id) => PRESETS[id].channels)).toEqual([['in_person'], ['in_person'], ['in_person']]);
  });

  it('never pass a decision by acclamation', () => {
    expect(PRESET_IDS.filter((id) => PRESETS[id].allowAcclamation)).toEqual([]);
  });
});

describe('a share', () => {
  const anyShare = fc
    .record({ n: fc.integer({ min: 0, max: 1_000 }), d: fc.integer({ min: 1, max: 1_000 }), strict: fc.boolean() })
    .filter(({ n, d }) => n <= d);

  it('is reached by what is needed and by nothing less', () => {
    fc.assert(
      fc.property(anyShare, fc.integer({ min: 0, max: 100_000 }), (share, whole) => {
        const needed = neededOf(share, whole);
        expect(reaches(share, needed, whole)).toBe(true);
        expect(needed === 0 || !reaches(share, needed - 1, whole)).toBe(true);
      }),
    );
  });

  it('that includes its number (以上) is reached by it, one that does not (过半数) is not', () => {
    expect(reaches({ n: 1, d: 2, strict: false }, 15, 30)).toBe(true);
    expect(reaches({ n: 1, d: 2, strict: true }, 15, 30)).toBe(false);
    expect(neededOf({ n: 1, d: 2, strict: true }, 30)).toBe(16);
  });
});

describe('the rule on a day', () => {
  const entries = [
    { from: day('2019-05-01'), preset: 'cn.council' as const, rule: PRESETS['cn.council'] },
    { from: day('2023-06-10'), preset: null, rule: PRESETS['cn.ngo_service'] },
  ];

  it.each([
    ['2019-04-30', undefined],
    ['2019-05-01', 'cn.council'],
    ['2023-06-09', 'cn.council'],
    ['2023-06-10', null],
    ['2030-01-01', null],
  ])('%s has the one that began last', (date, preset) => {
    expect(ruleOn(entries, day(date))?.preset).toBe(preset);
  });

  it('is the later written of two that begin together', () => {
    const twice = [
      ...entries,
      { from: day('2023-06-10'), preset: 'cn.standing' as const, rule: PRESETS['cn.standing'] },
    ];
    expect(ruleOn(twice, day('2024-01-01'))?.preset).toBe('cn.standing');
  });
});
