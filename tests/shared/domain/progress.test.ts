// The fold of progress events: the numbers are those of `foldProgress`'s rules.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { elapsedMs, recessOf, type Progress } from '../../../shared/domain/progress.ts';
import { HOUR_MS, MINUTE_MS } from '../../../shared/lib/time.ts';
import { fold, itemOf, stateOf, T0, type Happening } from '../../support/happenings.ts';

describe('one item at a time', () => {
  test('[4] starting an item finishes what was current and counts its time', () => {
    const progress = fold(
      { id: 'e1', kind: 'start', on: 'a', at: 0, received: 0 },
      { id: 'e2', kind: 'start', on: 'b', at: 60_000, received: 60_010 },
    );

    expect(progress.currentId).toBe('b');
    expect(itemOf(progress, 'a')).toMatchObject({ state: 'done', spentMs: 60_000, runningSince: null });
    expect(elapsedMs(itemOf(progress, 'b'), T0 + 90_000)).toBe(30_000);
  });

  test('[5] an item that is put off after it was skipped keeps when it was first over', () => {
    const progress = fold(
      { id: 'e1', kind: 'start', on: 'a', at: 0, received: 0 },
      { id: 'e2', kind: 'skip', on: 'a', at: 100, received: 100 },
      { id: 'e3', kind: 'postpone', on: 'a', at: 200, received: 200 },
    );

    expect([...(progress.pastEnds ?? [])]).toEqual([['a', [T0 + 100]]]);
  });

  test('[4][7] what ended and was taken up again keeps when it had ended', () => {
    const progress = fold(
      { id: 'e1', kind: 'start', on: 'a', at: 0, received: 0 },
      { id: 'e2', kind: 'start', on: 'b', at: 100, received: 100 },
      { id: 'e3', kind: 'start', on: 'a', at: 200, received: 200 },
      { id: 'e4', kind: 'adjourn', at: 300, received: 300 },
      { id: 'e5', kind: 'start', on: 'a', at: 400, received: 400 },
    );

    expect(itemOf(progress, 'a').finishedAt).toBeNull();
    expect([...(progress.pastEnds ?? [])]).toEqual([
      ['a', [T0 + 100, T0 + 300]],
      [null, [T0 + 300]],
    ]);
  });

  test('[4] two people starting different items at one moment leave exactly one current', () => {
    const progress = fold(
      { id: 'e2', kind: 'start', on: 'b', at: 0, received: 5 },
      { id: 'e1', kind: 'start', on: 'a', at: 0, received: 5 },
    );

    expect([...progress.items.values()].filter(({ state }) => state === 'current')).toHaveLength(1);
    expect(progress.currentId).toBe('b');
  });

  test('[4] two people starting the same item leave its first start', () => {
    const progress = fold(
      { id: 'e1', kind: 'start', on: 'a', at: 0, received: 10 },
      { id: 'e2', kind: 'start', on: 'a', at: 4_000, received: 4_010 },
    );

    expect(itemOf(progress, 'a')).toMatchObject({ state: 'current', startedAt: T0, runningSince: T0, spentMs: 0 });
  });

  test('[4] a finished item can be taken up again and keeps its first start and its time', () => {
    const progress = fold(
      { id: 'e1', kind: 'start', on: 'a', at: 0, received: 0 },
      { id: 'e2', kind: 'finish', on: 'a', at: 10_000, received: 10_000 },
      { id: 'e3', kind: 'start', on: 'a', at: 50_000, received: 50_000 },
    );

    expect(itemOf(progress, 'a')).toEqual({
      state: 'current',
      startedAt: T0,
      finishedAt: null,
      spentMs: 10_000,
      runningSince: T0 + 50_000,
    });
  });
});

describe('ends, pauses, adjournment', () => {
  test('[5] what was held was held: a late skip or postponement changes nothing', () => {
    const progress = fold(
      { id: 'e1', kind: 'start', on: 'a', at: 0, received: 0 },
      { id: 'e2', kind: 'finish', on: 'a', at: 5, received: 5 },
      { id: 'e3', kind: 'skip', on: 'a', at: 6, received: 6 },
      { id: 'e4', kind: 'postpone', on: 'b', at: 7, received: 7 },
    );

    expect([stateOf(progress, 'a'), stateOf(progress, 'b')]).toEqual(['done', 'postponed']);
    expect(progress.currentId).toBeNull();
  });

  test('[6] a suspended item keeps the floor without spending time, and goes on when resumed', () => {
    const start: Happening = { id: 'e1', kind: 'start', on: 'a', at: 0, received: 0 };
    const suspend: Happening = { id: 'e2', kind: 'suspend', on: 'a', at: 1_000, received: 1_000 };

    const paused = fold(start, suspend);
    const resumed = fold(start, suspend, { id: 'e3', kind: 'resume', on: 'a', at: 9_000, received: 9_000 });

    expect([paused.currentId, stateOf(paused, 'a'), elapsedMs(itemOf(paused, 'a'), T0 + 8_000)]).toEqual([
      'a',
      'suspended',
      1_000,
    ]);
    expect(elapsedMs(itemOf(resumed, 'a'), T0 + 10_000)).toBe(2_000);
  });

  test('[6] another start leaves a suspended item suspended, and resuming it finishes the other', () => {
    const inserted: Happening[] = [
      { id: 'e1', kind: 'start', on: 'a', at: 0, received: 0 },
      { id: 'e2', kind: 'suspend', on: 'a', at: 10, received: 10 },
      { id: 'e3', kind: 'start', on: 'b', at: 20, received: 20 },
    ];

    const during = fold(...inserted);
    const after = fold(...inserted, { id: 'e4', kind: 'resume', on: 'a', at: 30, received: 30 });

    expect([stateOf(during, 'a'), during.currentId]).toEqual(['suspended', 'b']);
    expect([stateOf(after, 'b'), after.currentId]).toEqual(['done', 'a']);
  });

  test('[7] adjourning finishes the current item; the first one gives the time; a start takes the meeting up again', () => {
    const ended: Happening[] = [
      { id: 'e1', kind: 'start', on: 'a', at: 0, received: 0 },
      { id: 'e2', kind: 'adjourn', at: 100, received: 100 },
      { id: 'e3', kind: 'adjourn', at: 200, received: 200 },
    ];

    const adjourned = fold(...ended);
    const again = fold(...ended, { id: 'e4', kind: 'start', on: 'b', at: 300, received: 300 });

    expect([adjourned.adjournedAt, stateOf(adjourned, 'a'), adjourned.currentId]).toEqual([T0 + 100, 'done', null]);
    expect([again.adjournedAt, again.currentId]).toEqual([null, 'b']);
  });
});

describe('clocks', () => {
  test('[1][2] a clock an hour fast does not rule the agenda', () => {
    const progress = fold(
      { id: 'e1', kind: 'start', on: 'a', at: HOUR_MS, received: 0 },
      { id: 'e2', kind: 'start', on: 'b', at: MINUTE_MS, received: MINUTE_MS },
    );

    expect(progress.currentId).toBe('b');
    expect(itemOf(progress, 'a')).toMatchObject({ startedAt: T0, spentMs: MINUTE_MS });
  });

  test('[1][2] a clock an hour slow does not either', () => {
    const progress = fold(
      { id: 'e1', kind: 'start', on: 'a', at: 0, received: 0 },
      { id: 'e2', kind: 'start', on: 'b', at: -HOUR_MS, received: MINUTE_MS },
    );

    expect(progress.currentId).toBe('b');
    expect(itemOf(progress, 'b').startedAt).toBe(T0 + MINUTE_MS);
  });

  test('[2] a claim a little before its witness is believed', () => {
    const progress = fold({ id: 'e1', kind: 'start', on: 'a', at: 500, received: 1_500 });

    expect(itemOf(progress, 'a').startedAt).toBe(T0 + 500);
  });

  test('[2] nothing takes effect before what is ordered ahead of it', () => {
    const progress = fold(
      { id: 'e1', kind: 'start', on: 'a', at: 10_000, received: 10_000 },
      { id: 'e2', kind: 'finish', on: 'a', at: 9_000, received: 10_001 },
    );

    expect(itemOf(progress, 'a')).toMatchObject({ spentMs: 0, finishedAt: T0 + 10_000 });
  });

  test('[1] an offline run that arrives in one batch keeps its own order', () => {
    const progress = fold(
      { id: 'z', kind: 'start', on: 'a', at: 0, received: HOUR_MS },
      { id: 'y', kind: 'finish', on: 'a', at: 10, received: HOUR_MS },
      { id: 'x', kind: 'start', on: 'b', at: 20, received: HOUR_MS },
    );

    expect([stateOf(progress, 'a'), progress.currentId]).toEqual(['done', 'b']);
  });

  test('[1] what the server has not seen yet comes last', () => {
    const progress = fold(
      { id: 'e1', kind: 'start', on: 'a', at: 100 },
      { id: 'e2', kind: 'start', on: 'b', at: 200, received: 200 },
    );

    expect(progress.currentId).toBe('a');
  });
});

describe('undo', () => {
  const started: Happening[] = [
    { id: 'e1', kind: 'start', on: 'a', at: 0, received: 0 },
    { id: 'e2', kind: 'start', on: 'b', at: 10, received: 10 },
  ];

  test('[3] a revoked start never happened', () => {
    const progress = fold(...started, { id: 'e3', kind: 'revoke', on: 'e2', at: 20, received: 20 });

    expect([progress.currentId, stateOf(progress, 'b'), progress.lastEventId]).toEqual(['a', 'pending', 'e1']);
  });

  test('[3] revoking the revoke brings it back', () => {
    const progress = fold(
      ...started,
      { id: 'e3', kind: 'revoke', on: 'e2', at: 20, received: 20 },
      { id: 'e4', kind: 'revoke', on: 'e3', at: 30, received: 30 },
    );

    expect([progress.currentId, progress.lastEventId]).toEqual(['b', 'e2']);
  });

  test('[3] two people revoking one event revoke it once', () => {
    const progress = fold(
      ...started,
      { id: 'e3', kind: 'revoke', on: 'e2', at: 20, received: 20 },
      { id: 'e4', kind: 'revoke', on: 'e2', at: 20, received: 20 },
    );

    expect(progress.currentId).toBe('a');
  });

  test('[3] revokes in a ring, of themselves or of nothing are void', () => {
    const progress = fold(
      ...started,
      { id: 'r1', kind: 'revoke', on: 'r2', at: 20, received: 20 },
      { id: 'r2', kind: 'revoke', on: 'r1', at: 20, received: 20 },
      { id: 'r3', kind: 'revoke', on: 'r3', at: 20, received: 20 },
      { id: 'r4', kind: 'revoke', on: 'nothing', at: 20, received: 20 },
    );

    expect(progress.currentId).toBe('b');
  });
});

describe('the meeting suspended', () => {
  const recess: Happening[] = [
    { id: 'e1', kind: 'start', on: 'a', at: 0, received: 0 },
    { id: 'e2', kind: 'suspend', at: 60_000, received: 60_000, to: 600_000 },
  ];

  test('[8] its current item is held and spends no time until it goes on', () => {
    const during = fold(...recess);
    const after = fold(...recess, { id: 'e3', kind: 'resume', at: 660_000, received: 660_000 });

    expect(recessOf(during)).toEqual({ from: T0 + 60_000, until: T0 + 600_000, to: null });
    expect([stateOf(during, 'a'), during.currentId]).toEqual(['suspended', 'a']);
    expect([recessOf(after), stateOf(after, 'a')]).toEqual([null, 'current']);
    expect(elapsedMs(itemOf(after, 'a'), T0 + 720_000)).toBe(120_000);
  });

  test('[8] a second suspension says anew when it goes on and begins no other', () => {
    const longer = fold(...recess, { id: 'e3', kind: 'suspend', at: 90_000, received: 90_000, to: 900_000 });

    expect(longer.recesses).toEqual([{ from: T0 + 60_000, until: T0 + 900_000, to: null }]);
  });

  test('[8] another item that starts ends it, and what it held is finished as of the suspension', () => {
    const progress = fold(...recess, { id: 'e3', kind: 'start', on: 'b', at: 660_000, received: 660_000 });

    expect([recessOf(progress), progress.currentId]).toEqual([null, 'b']);
    expect(itemOf(progress, 'a')).toMatchObject({ state: 'done', spentMs: 60_000, finishedAt: T0 + 60_000 });
  });

  test('[8] an item suspended by itself before stays so when the meeting goes on', () => {
    const progress = fold(
      { id: 'e1', kind: 'start', on: 'a', at: 0, received: 0 },
      { id: 'e2', kind: 'suspend', on: 'a', at: 10, received: 10 },
      { id: 'e3', kind: 'suspend', at: 20, received: 20 },
      { id: 'e4', kind: 'resume', at: 30, received: 30 },
    );

    expect(stateOf(progress, 'a')).toBe('suspended');
  });

  test('[7][8] adjourning ends it, and an adjourned meeting is not suspended', () => {
    const ended: Happening[] = [...recess, { id: 'e3', kind: 'adjourn', at: 90_000, received: 90_000 }];

    const progress = fold(...ended, { id: 'e4', kind: 'suspend', at: 99_000, received: 99_000 });

    expect([recessOf(progress), stateOf(progress, 'a')]).toEqual([null, 'done']);
    expect(progress.recesses).toHaveLength(1);
  });

  test('[3] an adjournment taken back lets the meeting run on', () => {
    const progress = fold(
      { id: 'e1', kind: 'start', on: 'a', at: 0, received: 0 },
      { id: 'e2', kind: 'adjourn', at: 10, received: 10 },
      { id: 'e3', kind: 'revoke', on: 'e2', at: 20, received: 20 },
    );

    expect([progress.adjournedAt, progress.currentId]).toEqual([null, 'a']);
  });
});

describe('times set right afterwards', () => {
  const run: Happening[] = [
    { id: 'e1', kind: 'start', on: 'a', at: 0, received: 0 },
    { id: 'e2', kind: 'start', on: 'b', at: 600_000, received: 600_000 },
    { id: 'e3', kind: 'finish', on: 'b', at: 900_000, received: 900_000 },
  ];
  const correction = (on: string, to: number): Happening => {
    return { id: 'k', kind: 'correct', on, to, at: 960_000, received: 960_000 };
  };

  test('[9] a corrected start moves the end of what ran before along', () => {
    const progress = fold(...run, correction('e2', 480_000));

    expect(itemOf(progress, 'a')).toMatchObject({ spentMs: 480_000, finishedAt: T0 + 480_000 });
    expect(itemOf(progress, 'b')).toMatchObject({ startedAt: T0 + 480_000, spentMs: 420_000 });
  });

  test('[9] it stays between its neighbours', () => {
    expect(itemOf(fold(...run, correction('e2', -HOUR_MS)), 'b').startedAt).toBe(T0);
    expect(itemOf(fold(...run, correction('e2', 950_000)), 'b').startedAt).toBe(T0 + 900_000);
  });

  test('[9] it is not later than the moment in which it was made', () => {
    expect(itemOf(fold(...run, correction('e3', HOUR_MS)), 'b').finishedAt).toBe(T0 + 960_000);
  });

  test('[3][9] a correction taken back leaves the time as it was', () => {
    const back: Happening = { id: 'r', kind: 'revoke', on: 'k', at: 970_000, received: 970_000 };

    expect(itemOf(fold(...run, correction('e2', 480_000), back), 'b').startedAt).toBe(T0 + 600_000);
  });

  test('[9] what cannot have a time is not corrected', () => {
    const back: Happening = { id: 'r', kind: 'revoke', on: 'e3', at: 910_000, received: 910_000 };

    expect(stateOf(fold(...run, back, correction('r', 0)), 'b')).toBe('current');
  });
});

describe('convergence', () => {
  const kinds = ['start', 'finish', 'skip', 'postpone', 'suspend', 'resume', 'adjourn', 'revoke', 'correct'] as const;
  const happening = fc.record({
    kind: fc.constantFrom(...kinds),
    target: fc.nat({ max: 12 }),
    to: fc.integer({ min: -HOUR_MS, max: HOUR_MS }),
    at: fc.integer({ min: -HOUR_MS, max: HOUR_MS }),
    received: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }),
  });
  const happenings = fc.array(happening, { maxLength: 25 }).map((list) =>
    list.map(({ kind, target, to, at, received }, index): Happening => {
      const isAbout = kind === 'revoke' || kind === 'correct';
      const isOfAll = (kind === 'suspend' || kind === 'resume') && target % 5 === 0;
      const on = isAbout ? `e${target}` : isOfAll ? '' : `i${target % 4}`;
      return { id: `e${index}`, kind, on, to, at, ...(received === undefined ? {} : { received: received * 1_000 }) };
    }),
  );
  const shuffled = happenings.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length })),
  );
  const plain = (progress: Progress) => ({ ...progress, items: [...progress.items].sort() });

  test('any order of arrival gives the same progress', () => {
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(plain(fold(...other))).toEqual(plain(fold(...list)));
      }),
      { seed: 20210423, numRuns: 300 },
    );
  });

  test('at most one item is ever current, it has the floor, and no length is negative', () => {
    fc.assert(
      fc.property(happenings, (list) => {
        const progress = fold(...list);
        const current = [...progress.items].filter(([, item]) => item.state === 'current');

        expect(current.length).toBeLessThanOrEqual(1);
        for (const [id] of current) expect(progress.currentId).toBe(id);
        for (const item of progress.items.values()) {
          expect(item.spentMs).toBeGreaterThanOrEqual(0);
          expect(item.runningSince !== null).toBe(item.state === 'current');
        }
      }),
      { seed: 20210423, numRuns: 300 },
    );
  });

  test('[8] suspensions follow one another, the last one alone may still last, and nothing runs in it', () => {
    fc.assert(
      fc.property(happenings, (list) => {
        const progress = fold(...list);
        let end = -Infinity;
        for (const [index, { from, to }] of progress.recesses.entries()) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(to === null).toBe(to === null && index === progress.recesses.length - 1);
          end = to ?? Infinity;
          expect(end).toBeGreaterThanOrEqual(from);
        }
        if (recessOf(progress)) for (const item of progress.items.values()) expect(item.runningSince).toBeNull();
      }),
      { seed: 20210423, numRuns: 300 },
    );
  });

  test('[9] corrections change times and nothing else', () => {
    const states = ({ items, currentId }: Progress) => [[...items].map(([id, { state }]) => [id, state]), currentId];
    fc.assert(
      fc.property(happenings, (list) => {
        const isAbout = new Map(list.map(({ id, kind }) => [id, kind]));
        // A revoke of a correction is one about a correction.
        const without = list.filter(
          ({ kind, on = '' }) => kind !== 'correct' && !(kind === 'revoke' && isAbout.get(on) === 'correct'),
        );

        expect(states(fold(...list))).toEqual(states(fold(...without)));
      }),
      { seed: 20210423, numRuns: 300 },
    );
  });
});
