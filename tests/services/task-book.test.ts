// How much one task takes: whoever holds a link writes so much and no more, and that never stops whoever supervises it.
import { expect, test } from 'vitest';
import type { AuditEntry, TaskRow } from '../../server/ports.ts';
import { assignWrite } from '../../server/services/task-assigning.ts';
import { TaskBook } from '../../server/services/task-book.ts';
import type { AssignedTaskId, UserId } from '../../shared/domain/ids.ts';
import type { TaskEntry, TaskHand } from '../../shared/domain/task-history.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok } from '../../shared/lib/result.ts';

const LI: TaskHand = { kind: 'user', id: brand<UserId>('li'), name: '李文静' };
const LAWYER: TaskHand = { kind: 'owner', key: 'firm', name: '律所' };
const FIRM = { key: 'firm', name: '律所', lead: true, kind: 'named', email: null, personId: null } as const;
const ID = brand<AssignedTaskId>('t1');
const AUDIT: AuditEntry = { at: 1, actor: 'li', via: 'session', action: 'task.moved', targets: [], address: null };

const reported = (by: TaskHand): TaskEntry => ({ kind: 'reported', text: '已审一章', at: 2, by });

/** A book that holds one task in which `by` has reported so many times. */
function bookOf(reports: number, by: TaskHand) {
  const promised: TaskEntry = {
    ...{ kind: 'assigned', due: null, dueText: null, supervisor: null, at: 1, by: LI },
    ...{ owners: [FIRM], supporters: [] },
  };
  const of = {
    id: ID,
    bodyId: null,
    meetingId: null,
    deskTask: null,
    itemId: null,
    reportLine: null,
    what: '审阅协议',
  };
  const row: TaskRow = { ...assignWrite(of, promised).row, number: 1 };
  const history = [promised, ...Array.from({ length: reports }, () => reported(by))];
  return new TaskBook({
    tasks: { byId: () => Promise.resolve(row), history: () => Promise.resolve(history) },
    ledger: { commit: () => Promise.resolve(ok({ seqs: [] })) },
    notices: { of: () => Promise.resolve({ outbox: [], writes: [] }) },
    clock: { now: () => 3 },
    timeZone: 'Asia/Shanghai',
  });
}

async function added(reports: number, by: TaskHand, next: TaskHand): Promise<string> {
  const book = bookOf(reports, by);
  const opened = (await book.open(ID)) ?? expect.fail('it is there');
  const result = await book.add(opened, [reported(next)], AUDIT);
  return result.ok ? 'ok' : result.code;
}

test('owners write three hundred entries and no more', async () => {
  expect([await added(299, LAWYER, LAWYER), await added(300, LAWYER, LAWYER)]).toEqual(['ok', 'invalid']);
});

test('what owners wrote never stops whoever supervises', async () => {
  expect(await added(300, LAWYER, LI)).toBe('ok');
  expect(await added(2000, LAWYER, LI)).toBe('ok');
});

test('what the house wrote takes no room from owners', async () => {
  expect(await added(2000, LI, LAWYER)).toBe('ok');
});
