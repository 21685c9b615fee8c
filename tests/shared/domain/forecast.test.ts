// When the rest of the meeting will happen: from what is planned, what was used, and what has been passed over.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forecast, type ForecastItem } from '../../../shared/domain/forecast.ts';
import type { EventId, ItemId } from '../../../shared/domain/ids.ts';
import { PENDING, type ItemProgress, type Progress } from '../../../shared/domain/progress.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { MINUTE_MS } from '../../../shared/lib/time.ts';

const START = 1_000 * MINUTE_MS;
const facts = { plannedStart: START, plannedEnd: START + 60 * MINUTE_MS };

function item(id: string, minutes: number | null, more: Partial<ForecastItem> = {}): ForecastItem {
  return {
    id: brand<ItemId>(id),
    kind: 'briefing',
    plannedMs: minutes === null ? null : minutes * MINUTE_MS,
    fixedStart: null,
    ...more,
  };
}

function progress(items: Record<string, Partial<ItemProgress>>, adjournedAt: number | null = null): Progress {
  const map = new Map(Object.entries(items).map(([id, part]) => [brand<ItemId>(id), { ...PENDING, ...part }]));
  const current = [...map].find(([, { state }]) => state === 'current');
  return { currentId: current?.[0] ?? null, adjournedAt, recesses: [], items: map, lastEventId: brand<EventId>('e') };
}

const minutes = (starts: ReadonlyMap<ItemId, number>): [string, number][] =>
  [...starts].map(([id, at]) => [id, (at - START) / MINUTE_MS]);

test('before the meeting everything follows the plan', () => {
  const result = forecast([item('a', 20), item('b', 40)], progress({}), facts, START - 30 * MINUTE_MS);

  expect(minutes(result.perItemStart)).toEqual([
    ['a', 0],
    ['b', 20],
  ]);
  expect(result).toMatchObject({ end: facts.plannedEnd, deltaMs: 0 });
});

test('an item over its time pushes what follows, minute by minute', () => {
  const running = progress({ a: { state: 'current', startedAt: START, runningSince: START } });

  const result = forecast([item('a', 20), item('b', 40)], running, facts, START + 31 * MINUTE_MS);

  expect(minutes(result.perItemStart)).toEqual([
    ['a', 0],
    ['b', 31],
  ]);
  expect(result.deltaMs).toBe(11 * MINUTE_MS);
});

test('skipped and postponed items take no time and have no start', () => {
  const passed = progress({ a: { state: 'skipped', finishedAt: START }, b: { state: 'postponed', finishedAt: START } });

  const result = forecast([item('a', 20), item('b', 20), item('c', 20)], passed, facts, START);

  expect(minutes(result.perItemStart)).toEqual([['c', 0]]);
  expect(result.deltaMs).toBe(-40 * MINUTE_MS);
});

test('a fixed start is waited for, never run ahead of', () => {
  const fixed = item('b', 10, { fixedStart: START + 30 * MINUTE_MS });

  const result = forecast([item('a', 20), fixed, item('c', 10)], progress({}), facts, START);

  expect(minutes(result.perItemStart)).toEqual([
    ['a', 0],
    ['b', 30],
    ['c', 40],
  ]);
});

test('it is known of how many items that are not over nobody has said how long they take', () => {
  const running = progress({
    a: { state: 'done', finishedAt: START },
    b: { state: 'current', startedAt: START, runningSince: START },
  });
  const agenda = [
    item('a', null),
    item('b', null),
    item('c', 20),
    item('d', null),
    item('e', null, { kind: 'closing' }),
  ];

  expect(forecast(agenda, running, facts, START).unknown).toBe(2);
  expect(forecast([item('b', 20), item('c', 20)], running, facts, START).unknown).toBe(0);
});

test('items without a length share what the plan leaves; closing and introduction take none', () => {
  const items = [
    item('g', null, { kind: 'guest_introduction' }),
    item('a', 20),
    item('b', null),
    item('c', null),
    item('z', null, { kind: 'closing' }),
  ];

  const result = forecast(items, progress({}), facts, START);

  expect(minutes(result.perItemStart)).toEqual([
    ['g', 0],
    ['a', 0],
    ['b', 20],
    ['c', 40],
    ['z', 60],
  ]);
});

test('nothing planned and nothing begun has no end', () => {
  const result = forecast([item('a', 20)], progress({}), { plannedStart: null, plannedEnd: null }, START);

  expect(result).toMatchObject({ end: null, deltaMs: 0 });
});

test('an adjourned meeting ended when it ended', () => {
  const over = progress({ a: { state: 'done', startedAt: START, finishedAt: START + 5 } }, START + 70 * MINUTE_MS);

  expect(forecast([item('a', 20)], over, facts, START + 99 * MINUTE_MS)).toMatchObject({
    end: START + 70 * MINUTE_MS,
    deltaMs: 10 * MINUTE_MS,
  });
});

test('a suspended meeting goes on no sooner than it means to', () => {
  const running = progress({ a: { state: 'suspended', startedAt: START, spentMs: 5 * MINUTE_MS } });
  const recess = { from: START + 5 * MINUTE_MS, until: START + 25 * MINUTE_MS, to: null };

  const result = forecast([item('a', 20), item('b', 20)], { ...running, recesses: [recess] }, facts, recess.from);

  expect(minutes(result.perItemStart)).toEqual([
    ['a', 0],
    ['b', 40],
  ]);
});

const part = (id: string, of: string, minutes: number | null): ForecastItem =>
  item(id, minutes, { parentId: brand<ItemId>(of) });
const held = { state: 'done', startedAt: START + 5 * MINUTE_MS, finishedAt: START + 10 * MINUTE_MS } as const;

test.each<[string, readonly ForecastItem[], Record<string, Partial<ItemProgress>>, [string, number][], number]>([
  [
    'a heading whose parts were held takes no more time and began with the first of them',
    [item('h', 30), part('p', 'h', 5), part('q', 'h', 5), item('b', 20)],
    { p: held, q: { ...held, startedAt: START + 8 * MINUTE_MS } },
    [
      ['h', 5],
      ['p', 5],
      ['q', 8],
      ['b', 10],
    ],
    30,
  ],
  [
    'nor does one that a part began without, while that part runs',
    [item('h', 30), part('p', 'h', 5), part('q', 'h', 5)],
    { p: { state: 'current', startedAt: START + 10 * MINUTE_MS, runningSince: START + 10 * MINUTE_MS } },
    [
      ['p', 10],
      ['q', 15],
      ['h', 10],
    ],
    20,
  ],
  [
    'the parts of what was put off go with it',
    [item('h', 30), part('p', 'h', 5), item('b', 20)],
    { h: { state: 'postponed', finishedAt: START } },
    [['b', 10]],
    30,
  ],
  [
    'one part put off beforehand leaves the heading and the rest to come',
    [item('h', 10), part('p', 'h', 5), part('q', 'h', 5)],
    { p: { state: 'postponed', finishedAt: START } },
    [
      ['h', 10],
      ['q', 20],
    ],
    25,
  ],
  [
    'what was left out comes after what follows the current item, as the next step leads there',
    [item('a', 10), item('b', 20), item('c', 30)],
    { b: { state: 'current', startedAt: START, runningSince: START } },
    [
      ['b', 0],
      ['c', 20],
      ['a', 50],
    ],
    60,
  ],
  [
    'a heading without a length takes no share: its time is that of its parts',
    [item('h', null), part('p', 'h', null), part('q', 'h', null)],
    {},
    [
      ['h', 0],
      ['p', 0],
      ['q', 30],
    ],
    60,
  ],
  [
    'parts without a length share that of their heading, which takes no time of its own, and leave the rest alone',
    [item('h', 40), part('p', 'h', null), part('q', 'h', null), item('b', 10)],
    {},
    [
      ['h', 0],
      ['p', 0],
      ['q', 20],
      ['b', 40],
    ],
    50,
  ],
  [
    'what the heading and its parts have used is gone from what the others share',
    [item('h', 40), part('p', 'h', null), part('q', 'h', null), part('r', 'h', 5)],
    {
      h: { state: 'done', startedAt: START, finishedAt: START + 5 * MINUTE_MS, spentMs: 5 * MINUTE_MS },
      p: { state: 'current', startedAt: START + 5 * MINUTE_MS, runningSince: START + 5 * MINUTE_MS },
    },
    [
      ['p', 5],
      ['q', 25],
      ['r', 40],
      ['h', 0],
    ],
    45,
  ],
])('%s', (_, items, states, starts, end) => {
  const now = Object.keys(states).length === 0 ? START : START + 10 * MINUTE_MS;

  const result = forecast(items, progress(states), facts, now);

  expect(minutes(result.perItemStart)).toEqual(starts);
  expect(((result.end ?? 0) - START) / MINUTE_MS).toBe(end);
});

test('only the split among the parts is a guess: what follows their heading rests on what is planned', () => {
  const items = [item('h', 40), part('p', 'h', null), part('q', 'h', null), item('b', 10)];

  const result = forecast(items, progress({}), facts, START);

  expect([...result.guessed]).toEqual(['q']);
  expect(result.unknown).toBe(0);
});

test('what nobody planned does not make the meeting end later: after a late start it shares what is left', () => {
  const late = START + 30 * MINUTE_MS;
  const running = progress({ a: { state: 'current', startedAt: late, runningSince: late } });
  const items = [item('a', 20), item('b', null), item('c', null)];

  const result = forecast(items, running, facts, late);

  expect(minutes(result.perItemStart)).toEqual([
    ['a', 30],
    ['b', 50],
    ['c', 55],
  ]);
  expect(result.deltaMs).toBe(0);
  expect(forecast([...items, item('d', 20)], running, facts, late).deltaMs).toBe(10 * MINUTE_MS);
});

test('an item inserted beside such a heading ends the meeting later by its own length', () => {
  const planned = [item('h', 40), part('p', 'h', null), part('q', 'h', null)];
  const endOf = (items: readonly ForecastItem[]): number | null => forecast(items, progress({}), facts, START).end;

  expect(Number(endOf([...planned, item('new', 20)])) - Number(endOf(planned))).toBe(20 * MINUTE_MS);
});

test('a fixed start that the items before it run into is said, with how late it will be', () => {
  const fixed = item('b', 10, { fixedStart: START + 10 * MINUTE_MS });

  const result = forecast([item('a', 25), fixed], progress({}), facts, START);

  expect([...result.overlaps]).toEqual([['b', 15 * MINUTE_MS]]);
});

test('whatever is planned: starts follow one another, none lies before its fixed time, the end after them all', () => {
  const planned = fc.record({
    minutes: fc.option(fc.nat({ max: 90 })),
    fixed: fc.option(fc.nat({ max: 240 })),
    isOver: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(planned, { maxLength: 12 }), fc.nat({ max: 240 }), (list, passed) => {
      const items = list.map(({ minutes: length, fixed }, index) =>
        item(`i${index}`, length, { fixedStart: fixed === null ? null : START + fixed * MINUTE_MS }),
      );
      const over = list.flatMap(({ isOver }, index) => (isOver ? [[`i${index}`, { state: 'skipped' as const }]] : []));
      const now = START + passed * MINUTE_MS;

      const result = forecast(items, progress(Object.fromEntries(over)), facts, now);

      let latest = START;
      for (const each of items) {
        const start = result.perItemStart.get(each.id);
        if (start === undefined) continue;
        expect(start).toBeGreaterThanOrEqual(Math.max(latest, each.fixedStart ?? latest));
        const late = each.fixedStart === null ? 0 : start - each.fixedStart;
        expect(result.overlaps.get(each.id) ?? 0).toBe(late >= MINUTE_MS ? late : 0);
        latest = start;
      }
      expect(result.end ?? 0).toBeGreaterThanOrEqual(latest);
    }),
    { seed: 20210423, numRuns: 300 },
  );
});
