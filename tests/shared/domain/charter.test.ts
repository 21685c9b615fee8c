// Charters: what each preset needs of so many seats, exact to the person, and which rule was in force on a day.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  neededOf,
  PRESET_IDS,
  PRESETS,
  reaches,
  ruleOn,
  type PassBase,
  type PresetId,
} from '../../../shared/domain/charter.ts';
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

/** Of which base, and [whole, votes for]: by hand, from the words of domain.md §2.2. */
const PASSES: Readonly<
  Record<PresetId, { readonly of: PassBase; readonly needs: readonly (readonly [number, number])[] } | null>
> = {
  'cn.general.ordinary': {
    of: 'present',
    needs: [
      [24, 12],
      [25, 13],
    ],
  },
  'cn.general.charter': {
    of: 'present',
    needs: [
      [66, 44],
      [67, 45],
    ],
  },
  'cn.general.fee': {
    of: 'present',
    needs: [
      [134, 67],
      [135, 68],
    ],
  },
  'cn.general.elect': {
    of: 'present',
    needs: [
      [134, 67],
      [135, 68],
    ],
  },
  'cn.council': {
    of: 'present',
    needs: [
      [24, 16],
      [25, 17],
    ],
  },
  'cn.council.elect': { of: 'present', needs: [[31, 21]] },
  // 18 of 28 present are not enough, though they are 18 of 20 that were cast.
  'cn.standing': {
    of: 'present',
    needs: [
      [21, 14],
      [25, 17],
      [28, 19],
    ],
  },
  'cn.supervisors': {
    of: 'present',
    needs: [
      [2, 1],
      [3, 2],
    ],
  },
  'cn.supervisors.all': {
    of: 'seats',
    needs: [
      [7, 4],
      [6, 4],
    ],
  },
  'cn.presidents': { of: 'present', needs: [[9, 6]] },
  'cn.foundation': {
    of: 'present',
    needs: [
      [24, 13],
      [25, 13],
    ],
  },
  'cn.foundation.important': { of: 'present', needs: [[16, 11]] },
  'cn.ngo_service': {
    of: 'seats',
    needs: [
      [6, 4],
      [7, 4],
    ],
  },
  'cn.ngo_service.important': { of: 'seats', needs: [[6, 4]] },
  'intl.ronr.majority': {
    of: 'cast',
    needs: [
      [20, 11],
      [21, 11],
    ],
  },
  'intl.ronr.twothirds': { of: 'cast', needs: [[20, 14]] },
  'intl.ordinary': { of: 'cast', needs: [[20, 11]] },
  'intl.special': {
    of: 'cast',
    needs: [
      [20, 15],
      [21, 16],
    ],
  },
  'intl.unanimous': { of: 'cast', needs: [[20, 20]] },
  'none.record': null,
};

describe('the presets', () => {
  it.each(PRESET_IDS)('%s asks for the quorum that its charter words', (id) => {
    const { quorum } = PRESETS[id];
    const table = QUORUMS[id];
    expect(quorum === null ? null : table?.map(([seats]) => [seats, neededOf(quorum, seats)])).toEqual(table);
  });

  it.each(PRESET_IDS)('%s passes by the share of the base that its charter words', (id) => {
    const { pass } = PRESETS[id];
    const table = PASSES[id];
    const by = pass && table?.of === pass.base ? table.needs.map(([whole]) => [whole, neededOf(pass, whole)]) : null;
    expect(by).toEqual(table?.needs ?? null);
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
