// Going through the last meeting's tasks: what one press adds to a task's history, and which tasks may be named in public.
import { describe, expect, test } from 'vitest';
import type { ItemId, MeetingId, TaskId, UserId } from '../../../shared/domain/ids.ts';
import type { Block } from '../../../shared/domain/minutes.ts';
import type { MeetingSnapshot } from '../../../shared/domain/snapshot.ts';
import type { DeskTask } from '../../../shared/domain/task.ts';
import { foldTask, type TaskEntry, type TaskHappening } from '../../../shared/domain/task-history.ts';
import { namedTasks, REVIEW_STATUSES, reviewTask, type ReviewStatus } from '../../../shared/domain/task-review.ts';
import { brand } from '../../../shared/lib/brand.ts';
import type { LocalDate } from '../../../shared/lib/time.ts';

const BY = { kind: 'user', id: brand<UserId>('li'), name: '李' } as const;
const DAY = brand<LocalDate>('2026-12-31');
const promised = { kind: 'assigned', due: brand<LocalDate>('2026-06-30'), dueText: null, supervisor: null } as const;
const entry = (happening: TaskHappening, at = 1): TaskEntry => ({ ...happening, at, by: BY });
const PROMISE = entry({ ...promised, owners: [], supporters: [] });

function press(history: readonly TaskEntry[], status: ReviewStatus, role: 'supervisor' | 'clerk' = 'supervisor') {
  const standing = foldTask(history);
  if (standing === null) throw new Error('no promise');
  const wish = { status, due: status === 'extended' ? DAY : null, meetingId: brand<MeetingId>('m2'), reason: '会上' };
  return reviewTask(standing, wish, { role, by: BY, at: 9, today: brand<LocalDate>('2026-11-01') });
}
const kinds = (history: readonly TaskEntry[], status: ReviewStatus): readonly string[] | string => {
  const said = press(history, status);
  return said.ok ? said.value.map(({ kind }) => kind) : said.code;
};

describe('one press', () => {
  const closed = [PROMISE, ...(['accepted', 'begun'] as const).map((kind) => entry({ kind }))];

  test('adds every step that leads there', () => {
    expect(kinds([PROMISE], 'closed')).toEqual(['accepted', 'begun', 'submitted', 'closed']);
    expect(kinds([...closed, entry({ kind: 'submitted', text: null })], 'closed')).toEqual(['closed']);
    expect(kinds([PROMISE], 'doing')).toEqual(['accepted', 'begun', 'reported']);
    expect(kinds([PROMISE], 'extended')).toEqual(['due-moved']);
    expect(kinds([PROMISE, entry({ kind: 'paused', reason: '等' })], 'closed')).toEqual([
      ...['resumed', 'submitted', 'closed'],
    ]);
  });

  test('pressed again adds nothing, and another one brings back what was closed', () => {
    const done = [...closed, entry({ kind: 'submitted', text: null }), entry({ kind: 'closed', text: null })];

    expect(kinds(done, 'closed')).toEqual([]);
    expect(kinds(done, 'doing')).toEqual(['reopened']);
    expect(kinds(done, 'cancelled')).toEqual(['reopened', 'cancelled']);
  });

  test('puts a closed task off to the day it was due on by opening it again', () => {
    const due = { ...promised, due: DAY, owners: [], supporters: [] };
    const done = [
      entry(due),
      ...closed.slice(1),
      ...(['submitted', 'closed'] as const).map((kind) => entry({ kind, text: null })),
    ];

    expect(kinds(done, 'extended')).toEqual(['reopened']);
    expect(kinds([entry(due)], 'extended')).toEqual([]);
  });

  test('is refused as a whole where one of its steps is: whoever does not supervise closes nothing, and nothing standing is closed', () => {
    expect(press([PROMISE], 'closed', 'clerk')).toMatchObject({ ok: false, code: 'supervisor-only' });
    expect(kinds([PROMISE, entry({ kind: 'standing' })], 'closed')).toBe('task-state');
  });

  test('from wherever one may press, it is there afterwards or nothing was added', () => {
    const states = new Map([['assigned', [PROMISE] as readonly TaskEntry[]]]);
    const queue = [...states.values()];
    while (queue.length > 0) {
      const history = queue.pop() ?? [];
      for (const status of REVIEW_STATUSES) {
        const said = press(history, status);
        if (!said.ok) continue;
        const next = [...history, ...said.value];
        const stands = foldTask(next);
        const target = {
          closed: 'closed',
          submitted: 'submitted',
          doing: 'doing',
          paused: 'paused',
          cancelled: 'cancelled',
        };
        if (status === 'extended') expect(stands?.due).toBe(DAY);
        else expect(stands?.state).toBe(target[status]);
        const key = `${stands?.state} ${stands?.due}`;
        if (states.has(key)) continue;
        states.set(key, next);
        queue.push(next);
      }
    }
    expect(states.size).toBeGreaterThan(6);
  });
});

describe('in public', () => {
  const [OPEN, HIDDEN] = [brand<ItemId>('open'), brand<ItemId>('hidden')];
  const text = (words: string, isInternal = false) => ({
    ...{ kind: 'text', text: words },
    marks: isInternal ? { internal: true } : {},
  });
  const paragraph = (...inline: readonly unknown[]) => ({ kind: 'paragraph', inline }) as unknown as Block;

  function snapshot(minutes: readonly Block[], tasks: readonly Partial<DeskTask>[]): MeetingSnapshot {
    const item = (id: ItemId, internal: boolean, order: string) => ({
      ...{ id, kind: 'discussion', title: id, presenters: [], plannedMs: null, fixedStart: null, order, internal },
      ...{ ceremony: null, report: [], sourceId: null, number: 1, minutes: internal ? [] : minutes },
      progress: { state: 'done', startedAt: 1, finishedAt: 2, spentMs: 1, runningSince: null },
    });
    const all = tasks.map((task, at) => ({
      ...{ id: brand<TaskId>(`t${at}`), what: '落实', owners: [], supporters: [], due: null, dueText: null },
      ...{ itemId: OPEN, state: 'confirmed', order: `a${at}`, ...task },
    }));
    const facts = { title: '例会', plannedStart: null };
    const rest = { people: [], decisions: [], adjournedAt: null, facts, phase: 'archived', version: 1 };
    // Only what is read of it: the rest of a snapshot tells nothing of tasks.
    return {
      ...{ snapshotVersion: 1, audience: 'internal', meetingId: brand<MeetingId>('m'), ...rest, tasks: all },
      agenda: [item(OPEN, false, 'a0'), item(HIDDEN, true, 'a1')],
    } as unknown as MeetingSnapshot;
  }
  const named = (minutes: readonly Block[], ...tasks: readonly Partial<DeskTask>[]): readonly string[] => [
    ...namedTasks(snapshot(minutes, tasks)).keys(),
  ];
  const anchored = (quote: string): Partial<DeskTask> => ({ anchor: { itemId: OPEN, from: '', to: '', quote } });

  test('a task is named that is confirmed, and of a public item or of none', () => {
    const tasks = [
      {},
      { itemId: null },
      { itemId: HIDDEN },
      { state: 'draft' as const },
      { itemId: brand<ItemId>('gone') },
    ];

    expect(named([], ...tasks)).toEqual(['t0', 't1']);
  });

  test('a task is named as long as every place that reads as its passage is public', () => {
    const mixed = [paragraph(text('请办公室落实，'), text('人选另议，', true), text('月底前报送'))];

    expect(named(mixed, anchored('请办公室落实'), anchored('人选另议'), anchored('落实，人选另议'))).toEqual(['t0']);
    const twice = [paragraph(text('由办公室落实')), paragraph(text('由办公室落实', true))];
    expect(named(twice, anchored('由办公室落实'))).toEqual([]);
    expect(named(mixed, anchored('后来改写的一句'))).toEqual([]);
    expect(named([paragraph(text('全部公开'))], anchored('后来改写的一句'))).toEqual(['t0']);
  });

  test('whatever stands around it, no word of an internal passage is ever named', () => {
    let seed = 20_261_126;
    const chance = (most: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % most;
    };
    const words = ['请', '办公室', '落实', '月底前', '秘密', '报送', '由', '负责'];
    for (let round = 0; round < 400; round += 1) {
      const runs = Array.from({ length: 1 + chance(9) }, () => ({
        words: words[chance(8)] ?? '',
        hidden: chance(3) === 0,
      }));
      const blocks = [paragraph(...runs.map((run) => text(run.words, run.hidden)))];
      const from = chance(runs.length);
      const taken = runs.slice(from, from + 1 + chance(3));
      const quote = taken.map((run) => run.words).join('');

      const isNamed = named(blocks, { ...anchored(quote), what: quote }).length > 0;

      if (taken.some(({ hidden }) => hidden)) expect([round, isNamed]).toEqual([round, false]);
    }
  });
});
