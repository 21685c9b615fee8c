// Reading an agenda to steer it: what comes next, where time can be saved, an item or a person on one line.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { familyPlannedMs, previousItem, spreadExcess } from '../../../client/state/agenda-plan.ts';
import { endOfMeeting, instantOfMeeting } from '../../../shared/domain/meeting-day.ts';
import { movedStarts } from '../../../shared/domain/moved-starts.ts';
import { outlookOf } from '../../../client/state/outlook.ts';
import { parsePersonLine, parsePosts } from '../../../client/state/person-line.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import type { MeetingFacts, MeetingPhase } from '../../../shared/domain/meeting.ts';
import { PENDING, type ItemState, type Progress } from '../../../shared/domain/progress.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { HOUR_MS, MINUTE_MS } from '../../../shared/lib/time.ts';

const NO_FACTS: MeetingFacts = {
  title: '',
  shortTitle: null,
  organisation: null,
  bodyName: null,
  plannedStart: null,
  plannedEnd: null,
  venue: null,
  chair: null,
  recorder: null,
  sourceId: null,
};

const item = (id: string, plannedMinutes: number | null = 10) => ({
  id: brand<ItemId>(id),
  kind: 'discussion' as const,
  plannedMs: plannedMinutes === null ? null : plannedMinutes * MINUTE_MS,
});

function progressOf(states: Readonly<Record<string, ItemState>>): Progress {
  const entries = Object.entries(states).map(([id, state]) => [brand<ItemId>(id), { ...PENDING, state }] as const);
  const current = entries.find(([, progress]) => progress.state === 'current');
  return {
    currentId: current?.[0] ?? null,
    adjournedAt: null,
    recesses: [],
    items: new Map(entries),
    lastEventId: null,
  };
}

describe('steering', () => {
  it('goes back to the item begun last', () => {
    const started = (state: ItemState, startedAt: number) => ({ ...PENDING, state, startedAt });
    const items = [item('a'), item('b'), item('c')];
    const begun = new Map([
      [brand<ItemId>('a'), started('done', 20)],
      [brand<ItemId>('b'), started('done', 10)],
      [brand<ItemId>('c'), started('current', 30)],
    ]);

    expect(previousItem(items, { ...progressOf({ c: 'current' }), items: begun })?.id).toBe('a');
    expect(previousItem(items, progressOf({}))).toBeNull();
  });

  it('plans for an item what it and its parts are planned to take', () => {
    const items = [item('a'), { ...item('p'), parentId: brand<ItemId>('a') }];

    expect(familyPlannedMs(items, brand<ItemId>('a'))).toBe(20 * MINUTE_MS);
  });
});

describe('spreading an excess', () => {
  it('takes it from what is to come, in proportion and in whole minutes', () => {
    const lengths = spreadExcess([item('a', 41), item('b', 21)], progressOf({}), 9 * MINUTE_MS);

    expect(lengths).toEqual(
      new Map([
        ['a', 35 * MINUTE_MS],
        ['b', 18 * MINUTE_MS],
      ]),
    );
  });

  it('leaves what has begun alone, and every item at least a minute', () => {
    const lengths = spreadExcess(
      [item('a', 60), item('b', 5), item('c', 1)],
      progressOf({ a: 'current' }),
      60 * MINUTE_MS,
    );

    expect(lengths).toEqual(new Map([['b', MINUTE_MS]]));
  });

  it('takes nothing from a heading whose parts were held', () => {
    const items = [item('a', 41), { ...item('p', 10), parentId: brand<ItemId>('a') }, item('b', 21)];

    expect([...spreadExcess(items, progressOf({ p: 'done' }), 9 * MINUTE_MS).keys()]).toEqual(['b']);
  });

  it('saves all of it or everything there is, and gives nobody less than a minute or more than before', () => {
    const lengths = fc.array(fc.option(fc.nat({ max: 120 })), { maxLength: 12 });
    fc.assert(
      fc.property(lengths, fc.nat({ max: 300 }), (list, excess) => {
        const items = list.map((minutes, index) => item(`i${index}`, minutes));
        const spare = list.reduce<number>((sum, minutes) => sum + Math.max(0, (minutes ?? 0) - 1), 0);

        const spread = spreadExcess(items, progressOf({}), excess * MINUTE_MS);

        const saved = items.reduce((sum, each) => {
          const after = spread.get(each.id);
          if (after === undefined) return sum;
          expect(after).toBeGreaterThanOrEqual(MINUTE_MS);
          expect(after).toBeLessThan(each.plannedMs ?? 0);
          return sum + (each.plannedMs ?? 0) - after;
        }, 0);
        expect(saved).toBe(Math.min(spare, excess) * MINUTE_MS);
      }),
      { seed: 20210423, numRuns: 300 },
    );
  });

  it('changes nothing when nothing was planned', () => {
    expect(spreadExcess([item('a', null)], progressOf({}), MINUTE_MS).size).toBe(0);
  });
});

describe('lines', () => {
  it.each([
    ['张春野 苏州市市场监管局 处长', '张春野', '苏州市市场监管局', ['处长']],
    ['王坤泉 秘书长', '王坤泉', null, ['秘书长']],
    ['顾斌 苏州市信用办', '顾斌', '苏州市信用办', []],
    ['John Smith, Yiyou Law Firm, Director', 'John Smith', 'Yiyou Law Firm', ['Director']],
    ['吴坚', '吴坚', null, []],
  ])('reads the person %s', (line, name, org, titles) => {
    expect(parsePersonLine(line)).toEqual({ name, org, titles });
  });

  it('has no person on an empty line', () => {
    expect(parsePersonLine('  ')).toBeNull();
  });

  it('parts several posts', () => {
    expect(parsePosts('技防办副主任、科信处技防科长; 委员')).toEqual(['技防办副主任', '科信处技防科长', '委员']);
  });
});

describe('the outlook', () => {
  const facts = { plannedStart: 14 * HOUR_MS, plannedEnd: 16 * HOUR_MS };
  const meetingAt = (now: number, phase: MeetingPhase) => ({
    items: [],
    progress: progressOf({}),
    facts: { ...NO_FACTS, ...facts },
    phase,
    now,
  });

  it('follows the plan before the meeting, however late it gets', () => {
    expect(outlookOf(meetingAt(15 * HOUR_MS, 'prepare')).end).toBe(14 * HOUR_MS);
  });

  it('says how late a running meeting will end', () => {
    expect(outlookOf(meetingAt(16 * HOUR_MS + 9 * MINUTE_MS + 30_000, 'live')).lateMinutes).toBe(9);
  });

  it('compares nothing with a plan of another day', () => {
    expect(outlookOf(meetingAt(40 * HOUR_MS, 'live')).lateMinutes).toBeNull();
  });
});

describe('a meeting that goes on after midnight', () => {
  const ZONE = 'Asia/Shanghai';
  const at = (text: string) => Date.parse(`${text}:00+08:00`);

  it('ends the next day when its end lies before its start, unless that would take more than half a day', () => {
    expect(endOfMeeting(ZONE, '2021-04-23', '22:00', '01:30')).toBe(at('2021-04-24T01:30'));
    expect(endOfMeeting(ZONE, '2021-04-23', '14:00', '17:30')).toBe(at('2021-04-23T17:30'));
    expect(endOfMeeting(ZONE, '2021-04-23', '14:00', '13:00')).toBeNull();
  });

  it('has fixed times of the night after it, and of the hours before it', () => {
    const start = at('2021-04-23T22:00');

    expect(instantOfMeeting(ZONE, start, '00:30')).toBe(at('2021-04-24T00:30'));
    expect(instantOfMeeting(ZONE, start, '21:00')).toBe(at('2021-04-23T21:00'));
    expect(instantOfMeeting(ZONE, start, '25:00')).toBeNull();
  });

  const moved = (items: readonly string[], from: string | null, to: string | null): readonly string[] => {
    const agenda = items.map((text, index) => ({ id: brand<ItemId>(`i${index}`), fixedStart: at(text) }));
    const starts = movedStarts(ZONE, agenda, {
      from: from === null ? null : at(from),
      to: to === null ? null : at(to),
    });
    return agenda.map(({ id, fixedStart }) => new Date((starts.get(id) ?? fixedStart) + 8 * HOUR_MS).toISOString());
  };
  const told = (...texts: readonly string[]) => texts.map((text) => `${text}:00.000Z`);

  it('takes its fixed times along to another day, each at its time of day', () => {
    const items = ['2021-04-23T22:30', '2021-04-24T00:30'];

    expect(moved(items, '2021-04-23T22:00', '2021-05-02T21:00')).toEqual(told('2021-05-02T22:30', '2021-05-03T00:30'));
    expect(moved(items, '2021-04-23T22:00', '2021-04-23T20:00')).toEqual(told(...items));
    expect(moved(items, '2021-04-23T22:00', null)).toEqual(told(...items));
  });

  it('takes them from the day on which they were written to its own, once it has one', () => {
    expect(moved(['2021-04-23T09:00', '2021-04-23T15:00'], null, '2021-04-30T09:00')).toEqual(
      told('2021-04-30T09:00', '2021-04-30T15:00'),
    );
  });
});
