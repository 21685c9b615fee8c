// Turns at speaking: numbers are those of speakers' rules.
import { describe, expect, test } from 'vitest';
import type { EventId, ItemId, PersonKey } from '../../../shared/domain/ids.ts';
import {
  beginTurn,
  endTurn,
  extendTurn,
  moveTurn,
  speakingTurn,
  timeLeft,
  timesUsed,
  turnsHeld,
  waitingTurns,
  withdrawTurn,
  type Turn,
} from '../../../shared/domain/speakers.ts';
import { brand } from '../../../shared/lib/brand.ts';

const MINUTE = 60_000;
const id = (text: string): EventId => brand<EventId>(text);

function turn(name: string, set: Partial<Turn> = {}): Turn {
  return {
    ...{ id: id(name), itemId: null, key: null, name, org: null, allowedMs: 3 * MINUTE, askedAt: 0 },
    ...{ beganAt: null, endedAt: null },
    ...set,
  };
}

/** `turns` after those that changed took their places. */
function after(turns: readonly Turn[], changed: readonly Turn[] | null): readonly Turn[] {
  return turns.map((old) => changed?.find((one) => one.id === old.id) ?? old);
}

describe('one speaks at a time', () => {
  const asked = [turn('张'), turn('王'), turn('李', { isWithdrawn: true })];

  test('[1] whoever begins ends the one who speaks, at the same instant', () => {
    const first = after(asked, beginTurn(asked, id('张'), 10));
    const second = after(first, beginTurn(first, id('王'), 70));

    expect([speakingTurn(first)?.name, speakingTurn(second)?.name]).toEqual(['张', '王']);
    expect(second[0]).toMatchObject({ beganAt: 10, endedAt: 70 });
    expect(second.filter(({ beganAt, endedAt }) => beganAt !== null && endedAt === null)).toHaveLength(1);
  });

  test('[2] who has spoken, speaks or took it back does not begin again', () => {
    const spoken = [turn('张', { beganAt: 1, endedAt: 2 }), turn('王', { beganAt: 3 }), ...asked.slice(2)];

    expect(spoken.map((each) => beginTurn(spoken, each.id, 9))).toEqual([null, null, null]);
    expect(beginTurn(spoken, id('nobody'), 9)).toBeNull();
  });

  test('those who took it back do not wait, and only those who wait can', () => {
    expect(waitingTurns(asked).map(({ name }) => name)).toEqual(['张', '王']);
    expect(withdrawTurn(asked, id('王'))).toMatchObject({ isWithdrawn: true });
    expect(withdrawTurn([turn('王', { beganAt: 3 })], id('王'))).toBeNull();
  });

  test('only the turn that is being held ends', () => {
    const turns = [turn('张', { beganAt: 5 }), turn('王')];

    expect(endTurn(turns, id('张'), 9)).toMatchObject({ endedAt: 9 });
    expect(endTurn(turns, id('王'), 9)).toBeNull();
  });
});

describe('time', () => {
  test('runs from the beginning, and is negative once it is over', () => {
    const speaks = turn('张', { beganAt: 0 });

    expect([0, MINUTE, 3 * MINUTE, 4 * MINUTE].map((now) => timeLeft(speaks, now))).toEqual([
      3 * MINUTE,
      2 * MINUTE,
      0,
      -MINUTE,
    ]);
    expect(timeLeft({ ...speaks, endedAt: MINUTE }, 9 * MINUTE)).toBe(2 * MINUTE);
    expect(timeLeft(turn('张', { allowedMs: null, beganAt: 0 }), MINUTE)).toBeNull();
  });

  test('[3] more can be given before a turn and during it, not afterwards, and never less than nothing', () => {
    const extended = (set: Partial<Turn>, byMs = MINUTE) => extendTurn([turn('张', set)], id('张'), byMs)?.allowedMs;

    expect(extended({})).toBe(4 * MINUTE);
    expect(extended({ beganAt: 1 })).toBe(4 * MINUTE);
    expect(extended({}, -5 * MINUTE)).toBe(0);
    expect(extended({ beganAt: 1, endedAt: 2 })).toBeUndefined();
    expect(extended({ isWithdrawn: true })).toBeUndefined();
    expect(extended({ allowedMs: null })).toBeUndefined();
  });

  test('adds up for a person who speaks twice, and for an organisation of several', () => {
    const turns = [
      turn('张', { org: '甲', beganAt: 0, endedAt: MINUTE }),
      turn('王', { org: '甲', beganAt: MINUTE, endedAt: 3 * MINUTE }),
      turn('张', { id: id('again'), org: '甲', beganAt: 3 * MINUTE }),
      turn('李', { beganAt: 0, endedAt: 5 }),
      turn('赵', { org: '乙' }),
    ];

    const { byPerson, byOrganisation } = timesUsed(turns, 7 * MINUTE);

    expect([...byPerson]).toEqual([
      ['张', 5 * MINUTE],
      ['王', 2 * MINUTE],
      ['李', 5],
    ]);
    expect([...byOrganisation]).toEqual([['甲', 7 * MINUTE]]);
  });

  test('is each one’s own, where two bear one name', () => {
    const [one, two] = [brand<PersonKey>('p1'), brand<PersonKey>('p2')];
    const turns = [
      turn('王伟', { key: one, beganAt: 0, endedAt: MINUTE }),
      turn('王伟', { key: two, beganAt: MINUTE, endedAt: 3 * MINUTE }),
      turn('王伟', { key: one, beganAt: 3 * MINUTE, endedAt: 4 * MINUTE }),
    ];

    expect([...timesUsed(turns, 9 * MINUTE).byPerson.values()]).toEqual([2 * MINUTE, 2 * MINUTE]);
  });
});

describe('the order of those who wait', () => {
  const names = (turns: readonly Turn[]): string =>
    waitingTurns(turns)
      .map(({ name }) => name)
      .join('');
  const asked = [turn('张'), turn('王'), turn('李'), turn('赵', { beganAt: 1 })];

  test('[5] is by hand once somebody was moved, and who asks afterwards stands behind', () => {
    const sooner = after(asked, moveTurn(asked, id('李'), id('张')));
    const last = after(sooner, moveTurn(sooner, id('李'), null));

    expect([names(sooner), names(last), names([...sooner, turn('钱')])]).toEqual(['李张王', '张王李', '李张王钱']);
  });

  test('[5] who speaks has no place, and nobody can be put before them', () => {
    expect(moveTurn(asked, id('赵'), id('张'))).toBeNull();
    expect(moveTurn(asked, id('张'), id('赵'))).toBeNull();
  });
});

describe('[4] an item that is over', () => {
  const item = brand<ItemId>('item');
  const finished = { state: 'done', startedAt: 0, spentMs: 0, runningSince: null } as const;
  const held = (finishedAt: number | null): Turn | undefined =>
    turnsHeld([turn('张', { itemId: item, beganAt: 10 })], {
      items: new Map([[item, { ...finished, finishedAt }]]),
      adjournedAt: null,
    })[0];

  test('ends who speaks to it, at the moment at which it ended', () => {
    expect(held(70)?.endedAt).toBe(70);
  });

  test('ends nobody who began when it was over already, and while it runs nobody', () => {
    expect(held(9)?.endedAt).toBeNull();
    expect(held(null)?.endedAt).toBeNull();
  });
});

describe('[4][6] what is taken up again', () => {
  const item = brand<ItemId>('item');
  const running = { state: 'current', startedAt: 0, spentMs: 0, runningSince: 90, finishedAt: null } as const;
  const held = (pastEnds: ReadonlyMap<ItemId | null, readonly number[]>, beganAt = 10): number | null | undefined =>
    turnsHeld([turn('张', { itemId: item, beganAt })], {
      ...{ items: new Map([[item, running]]), adjournedAt: null, pastEnds },
    })[0]?.endedAt;

  test('has nobody speak who had spoken until its first end after they began', () => {
    expect(held(new Map([[item, [5, 70, 80]]]))).toBe(70);
    expect(held(new Map([[null, [60]]]))).toBe(60);
    expect(held(new Map([[brand<ItemId>('other'), [60]]]))).toBeNull();
  });

  test('ends nobody who began since', () => {
    expect(held(new Map([[item, [70]]]), 75)).toBeNull();
  });
});

describe('[6] the end of the meeting', () => {
  const item = brand<ItemId>('item');
  const atEnd = (set: Partial<Turn>, adjournedAt: number | null, finishedAt: number | null = null): number | null => {
    const progress = { state: 'done', startedAt: 0, spentMs: 0, runningSince: null, finishedAt } as const;
    const [held] = turnsHeld([turn('张', set)], { items: new Map([[item, progress]]), adjournedAt });
    return held?.endedAt ?? null;
  };

  test('ends who speaks to the meeting, and who spoke to an item that was over already', () => {
    expect(atEnd({ beganAt: 10 }, 70)).toBe(70);
    expect(atEnd({ beganAt: 10, itemId: item }, 70, 5)).toBe(70);
    expect(atEnd({ beganAt: 10, itemId: item }, 70, 40)).toBe(40);
  });

  test('ends nobody before it comes, nobody who begins after it, and nobody who waits', () => {
    expect(atEnd({ beganAt: 10 }, null)).toBeNull();
    expect(atEnd({ beganAt: 80 }, 70)).toBeNull();
    expect(atEnd({}, 70)).toBeNull();
  });
});
