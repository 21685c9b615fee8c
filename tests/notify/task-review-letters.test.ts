// One press of the review takes several steps of a task's life; whoever is written to hears of the last one only.
import { expect, test } from 'vitest';
import { newSecretToken } from '../../server/auth/secret-token.ts';
import type { TaskRow } from '../../server/ports.ts';
import { randomIds } from '../../server/random-ids.ts';
import { SameParties } from '../../server/services/same-parties.ts';
import { TaskPost } from '../../server/services/task-post.ts';
import type { AssignedTaskId, MeetingId, UserId } from '../../shared/domain/ids.ts';
import { after, foldTask, type TaskEntry, type TaskHand, type TaskStanding } from '../../shared/domain/task-history.ts';
import { identitiesOf } from '../../shared/domain/task-party.ts';
import { reviewTask, type ReviewStatus } from '../../shared/domain/task-review.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { LocalDate } from '../../shared/lib/time.ts';
import { HandClock, START } from '../support/hand-clock.ts';
import { must } from '../support/office.ts';
import { storeForTest } from '../support/store-fixture.ts';

const CLERK: TaskHand = { kind: 'user', id: brand<UserId>('clerk'), name: '陈静' };
const TODAY = brand<LocalDate>('2021-05-11');
const DUE = brand<LocalDate>('2021-05-14');
const LI = { key: 'li', name: '李明', lead: false, kind: 'outsider', email: 'li@example.org', personId: null } as const;
const ASSIGNED: TaskEntry = {
  ...{ kind: 'assigned', at: START, by: CLERK, due: DUE, dueText: null, owners: [LI], supporters: [] },
  ...{ supervisor: { id: brand<UserId>('zhou'), name: '周敏' }, source: { item: null, passage: null } },
};
const AT = { at: START, by: CLERK } as const;
const PAUSED: TaskEntry = { ...AT, kind: 'paused', reason: '等批复' };
const CLOSED: TaskEntry = { ...AT, kind: 'closed', text: null };
const ASKED: TaskEntry = { ...AT, kind: 'extension-asked', due: brand<LocalDate>('2021-05-20'), reason: '等盖章' };

async function topicsOf(history: readonly TaskEntry[], status: ReviewStatus): Promise<readonly string[]> {
  const store = await storeForTest();
  const standing = foldTask([ASSIGNED, ...history]) ?? expect.fail();
  const wish = { status, due: brand<LocalDate>('2021-06-30'), meetingId: brand<MeetingId>('m'), reason: '会上说明' };
  const entries = must(reviewTask(standing, wish, { role: 'supervisor', by: CLERK, at: START, today: TODAY }));
  const next = entries.reduce<TaskStanding | null>(after, standing) ?? expect.fail();
  const post = new TaskPost({
    ...{ ...store, parties: new SameParties(store), clock: new HandClock(), ids: randomIds() },
    ...{
      secrets: { create: newSecretToken },
      site: { publicUrl: 'http://localhost' },
      hasMail: true,
      language: 'zh-CN',
    },
  });
  const row = rowOf(next);
  const drafts = await post.drafts([{ kind: 'task.move', from: 1, row, identities: identitiesOf(row, row), entries }]);
  return drafts.map(({ topic, recipient }) => `${topic} ${recipient}`);
}

function rowOf({ state, since, due, dueText, supervisor, owners, supporters }: TaskStanding): TaskRow {
  return {
    ...{ id: brand<AssignedTaskId>('task-1'), bodyId: null, meetingId: null, deskTask: null, itemId: null },
    ...{ number: 1, what: '寄出聘书', reportLine: null, state, since, due, dueText, supervisor, owners, supporters },
    ...{ revision: 2, createdAt: START, updatedAt: START },
  };
}

test.each([
  ['closed', [], ['task.closed mail~li@example.org']],
  ['closed', [PAUSED], ['task.closed mail~li@example.org']],
  ['submitted', [ASKED], ['task.submitted user~zhou']],
  ['extended', [CLOSED], ['task.moved mail~li@example.org']],
  ['paused', [CLOSED], ['task.paused mail~li@example.org']],
] as const)('%s after %j writes one letter', async (status, history, expected) => {
  expect(await topicsOf(history, status)).toEqual(expected);
});
