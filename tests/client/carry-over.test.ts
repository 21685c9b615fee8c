// What a new meeting takes over: tasks of earlier meetings count as well as those of the last.
import { expect, test } from 'vitest';
import type { Api } from '../../client/api.ts';
import { carriedFrom } from '../../client/carry-over.ts';
import { planAfter } from '../../client/meeting-plan.ts';
import { sampleSnapshot } from './notice/last-meeting.ts';

const LAST = { id: 'm2', title: '三届二次常务理事会', bodyId: 'council' };
const SAY = { tasks: '任务落实', groupAs: (role: string, name: string) => `${role}：${name}` };

/** Answers by the beginning of the path; anything else cannot be fetched. */
function answers(known: Readonly<Record<string, unknown>>): Pick<Api, 'get'> {
  return {
    get: async <T>(path: string) => {
      const found = Object.entries(known).find(([begins]) => path.startsWith(begins));
      if (found === undefined) return { ok: false as const, code: 'unreachable' as const, data: {} };
      // The answers of this test are what the routes answer.
      return { ok: true as const, value: found[1] as T, version: null };
    },
  };
}
const page = (byState: Readonly<Record<string, number>>) => ({ tasks: [], totals: { byState } });

test('open tasks of earlier meetings are counted, without those of the last and those that are done', async () => {
  const api = answers({
    '/tasks?meeting=m2': page({ doing: 1, closed: 4 }),
    '/tasks?body=council': page({ assigned: 2, doing: 3, closed: 9, cancelled: 1 }),
  });

  expect((await carriedFrom(api, LAST, sampleSnapshot())).earlier).toBe(4);
});

test('a meeting after one that left no tasks goes through what is open from before it', () => {
  const last = { ...sampleSnapshot(), tasks: [] };
  const kinds = (earlier: number) =>
    planAfter(last, { bodyId: 'council', timeZone: 'Asia/Shanghai', say: SAY, earlier }).items.map(({ kind }) => kind);

  expect(kinds(0)).not.toContain('task_review');
  expect(kinds(2)).toContain('task_review');
});
