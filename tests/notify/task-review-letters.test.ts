// One press of the review takes several steps of a task's life; whoever is written to hears of the last one only.
import { expect, test } from 'vitest';
import { newSecretToken } from '../../server/auth/secret-token.ts';
import type { TaskRow } from '../../server/ports.ts';
import { randomIds } from '../../server/random-ids.ts';
import { SameParties } from '../../server/services/same-parties.ts';
import { TaskPost, type MailDraft } from '../../server/services/task-post.ts';
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
const REPORTED: TaskEntry = {
  kind: 'reported',
  at: START,
  by: { kind: 'owner', key: 'li', name: '李明' },
  text: '快了',
};
const CLOSED: TaskEntry = { ...AT, kind: 'closed', text: null };
const ASKED: TaskEntry = { ...AT, kind: 'extension-asked', due: brand<LocalDate>('2021-05-20'), reason: '等盖章' };

async function draftsOf(history: readonly TaskEntry[], status: ReviewStatus): Promise<readonly MailDraft[]> {
  const store = await storeForTest();
  const all = [ASSIGNED, ...history];
  const standing = foldTask(all) ?? expect.fail();
  const wish = { status, due: brand<LocalDate>('2021-06-30'), meetingId: brand<MeetingId>('m'), reason: '会上说明' };
  const entries = must(reviewTask(standing, wish, { role: 'supervisor', by: CLERK, at: START, today: TODAY }));
  const next = entries.reduce<TaskStanding | null>(after, standing) ?? expect.fail();
  const post = new TaskPost({
    ...{ ...store, tasks: { byId: () => Promise.resolve(rowOf(standing)), history: () => Promise.resolve(all) } },
    ...{ parties: new SameParties(store), clock: new HandClock(), ids: randomIds() },
    ...{
      secrets: { create: newSecretToken },
      site: { publicUrl: 'http://localhost' },
      hasMail: true,
      language: 'zh-CN',
    },
  });
  const row = rowOf(next);
  return post.drafts([{ kind: 'task.move', from: 1, row, identities: identitiesOf(row, row), entries }]);
}

async function topicsOf(history: readonly TaskEntry[], status: ReviewStatus): Promise<readonly string[]> {
  return (await draftsOf(history, status)).map(({ topic, recipient }) => `${topic} ${recipient}`);
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

test.each([
  ['the clerk who noted it, not the first of several owners', [], '【督办】陈静报告已办完，请审核：寄出聘书'],
  ['the owner who reported it before', [REPORTED], '【督办】李明报告已办完，请审核：寄出聘书'],
] as const)('what is submitted by review is said to come from %s', async (_who, history, subject) => {
  const drafts = await draftsOf(history, 'submitted');

  expect(drafts.map(({ compose }) => compose('http://localhost').subject)).toEqual([subject]);
});

test('an extension of what had been closed says that it is open again', async () => {
  const [letter] = (await draftsOf([CLOSED], 'extended')).map(({ compose }) => compose('http://localhost'));

  expect(letter?.subject).toBe('【督办】重新办理，时限改为6月30日：寄出聘书');
  expect(JSON.stringify(letter?.parts)).toContain('需要重新办理');
});
