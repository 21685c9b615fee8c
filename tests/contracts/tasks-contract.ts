// What the Tasks port is, as tests: what is read is what was written, a change lands with its history or not at all, and a list
// finds what its filter says, in one order, a page at a time.
import { beforeEach, describe, expect, it } from 'vitest';
import type { AuditEntry, TaskRow, Write } from '../../server/ports.ts';
import type { Store } from '../../server/register-ports.ts';
import type { EvidenceRoom, TaskDays, TaskFileRow, TaskFilter, TaskScope } from '../../server/task-ports.ts';
import type {
  AssignedTaskId,
  FileId,
  ItemId,
  MeetingId,
  PersonId,
  TaskId,
  TaskLinkId,
  UserId,
} from '../../shared/domain/ids.ts';
import type { AssignedParty, TaskEntry } from '../../shared/domain/task-history.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { LocalDate } from '../../shared/lib/time.ts';
import { entryOf, meetingRow } from '../support/store-rows.ts';

const day = (text: string): LocalDate => brand<LocalDate>(text);
const MEETING = brand<MeetingId>('m1');
const LI = { kind: 'user', id: brand<UserId>('li'), name: '李文静' } as const;
const DAYS: TaskDays = {
  today: day('2021-06-25'),
  soonUntil: day('2021-06-30'),
  limited: ['assigned', 'accepted', 'doing', 'extension'],
};
const ANY: TaskFilter = {
  ...{ bodies: null, meetingId: null, owner: null, supervisor: null, text: null, dueFrom: null, dueTo: null },
  ...{ states: null, urgency: null, after: null, limit: 100 },
};

const party = (name: string, more: Partial<AssignedParty> = {}): AssignedParty => ({
  ...{ key: `key ${name}`, name, lead: false, kind: 'person', email: null, personId: null, ...more },
});
const task = (id: string, more: Partial<Omit<TaskRow, 'number'>> = {}): Omit<TaskRow, 'number'> => ({
  ...{
    id: brand<AssignedTaskId>(id),
    bodyId: 'council',
    meetingId: MEETING,
    deskTask: null,
    itemId: null,
    reportLine: null,
  },
  ...{ what: `事项${id}`, state: 'assigned', since: 10, due: null, dueText: null, supervisor: null, revision: 1 },
  ...{ owners: [party('蒋维东')], supporters: [], createdAt: 10, updatedAt: 10, ...more },
});
const assigned = (row: Omit<TaskRow, 'number'>): Write => ({
  ...{ kind: 'task.assign', row, identities: new Map(row.owners.map(({ key, name }) => [key, `of ${name}`])) },
  entries: [
    {
      ...{ kind: 'assigned', due: row.due, dueText: row.dueText, supervisor: row.supervisor, at: 10, by: LI },
      ...{ owners: row.owners, supporters: row.supporters },
    },
  ],
});
const ACCEPTED: TaskEntry = { kind: 'accepted', at: 20, by: { kind: 'owner', key: 'key 蒋维东', name: '蒋维东' } };

export function tasksContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: the register of tasks`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
      await store.ledger.commit(entryOf({ writes: [{ kind: 'meeting.insert', row: meetingRow('m1') }] }));
    });
    const commit = (...writes: readonly Write[]) => store.ledger.commit(entryOf({ writes }));
    const listed = async (more: Partial<TaskFilter>): Promise<readonly string[]> =>
      (await store.tasks.list({ ...ANY, ...more }, DAYS)).map(({ id }) => id);

    it('gives back a task and its history as they were written', async () => {
      const row = task('t1', {
        ...{ deskTask: brand<TaskId>('d1'), itemId: brand<ItemId>('i1'), due: day('2021-06-30'), dueText: '六月底' },
        supervisor: { id: LI.id, name: LI.name },
        owners: [
          party('蒋维东', { lead: true, personId: brand<PersonId>('p1') }),
          party('团标委', { kind: 'committee' }),
        ],
        supporters: [party('宁波银行', { kind: 'outsider', email: 'bank@example.com' })],
      });

      await commit(assigned(row));

      expect(await store.tasks.byId(row.id)).toEqual({ ...row, number: 1 });
      expect(await store.tasks.history(row.id)).toEqual(Reflect.get(assigned(row), 'entries'));
      expect(await store.tasks.byId(brand<AssignedTaskId>('none'))).toBeNull();
    });

    it('numbers tasks one after the other', async () => {
      await commit(assigned(task('t1')), assigned(task('t2')));
      await commit(assigned(task('t3')));

      expect((await store.tasks.list(ANY, DAYS)).map(({ number }) => number)).toEqual([1, 2, 3]);
    });

    it('a task of a desk is handed out once', async () => {
      await commit(assigned(task('t1', { deskTask: brand<TaskId>('d1') })));

      await expect(commit(assigned(task('t2', { deskTask: brand<TaskId>('d1') })))).rejects.toThrow();
      expect([...(await store.tasks.ofDesk(MEETING))]).toEqual([['d1', 't1']]);
    });

    it('a move changes row, owners and history together', async () => {
      await commit(assigned(task('t1')));
      const before = (await store.tasks.byId(brand<AssignedTaskId>('t1'))) ?? expect.fail();
      const row = {
        ...before,
        state: 'accepted',
        since: 20,
        revision: 2,
        updatedAt: 20,
        owners: [party('赵军')],
      } as const;

      await commit({ kind: 'task.move', from: 1, row, identities: new Map(), entries: [ACCEPTED] });

      expect(await store.tasks.byId(before.id)).toEqual(row);
      expect((await store.tasks.history(before.id)).map(({ kind }) => kind)).toEqual(['assigned', 'accepted']);
      expect([await listed({ owner: '赵军' }), await listed({ owner: '蒋维东' })]).toEqual([['t1'], []]);
    });

    it('a move from where the task is no more changes nothing, nor anything it came with', async () => {
      await commit(assigned(task('t1')));
      const before = (await store.tasks.byId(brand<AssignedTaskId>('t1'))) ?? expect.fail();
      const stale: Write = {
        ...{ kind: 'task.move', from: 7, row: { ...before, state: 'closed', revision: 8 } },
        ...{ identities: new Map(), entries: [ACCEPTED] },
      };

      expect(await commit(assigned(task('t2')), stale)).toMatchObject({ ok: false, code: 'not-found' });
      expect(await listed({})).toEqual(['t1']);
      expect(await store.tasks.byId(before.id)).toEqual(before);
      expect(await store.tasks.history(before.id)).toHaveLength(1);
    });

    describe('files of a task', () => {
      const file = (id: string, more: Partial<TaskFileRow> = {}): Omit<TaskFileRow, 'attachedAt'> => ({
        ...{ id: brand<FileId>(id), taskId: brand<AssignedTaskId>('t1'), identity: 'of 蒋维东' },
        ...{ link: brand<TaskLinkId>('l1'), byId: 'key 蒋维东', byName: '蒋维东', name: '回执.pdf' },
        ...{ mediaType: 'application/pdf', sizeBytes: 40, digest: `digest ${id}`, width: null, height: null },
        ...{ createdAt: 50, ...more },
      });
      const NEWS: AuditEntry = {
        at: 50,
        actor: 'l1',
        via: 'link',
        action: 'task-file.added',
        targets: [],
        address: null,
      };
      const insert = (row: Omit<TaskFileRow, 'attachedAt'>, room: Partial<EvidenceRoom> = {}): Promise<boolean> => {
        const limits = { ofTask: { files: 2, bytes: 100 }, ofLink: { files: 9, bytes: 999 }, forgetBefore: 0 };
        return store.taskFiles.insert(row, { ...limits, ...room }, NEWS);
      };
      const move = async (...files: readonly string[]) => {
        const before = (await store.tasks.byId(brand<AssignedTaskId>('t1'))) ?? expect.fail();
        const row = { ...before, revision: before.revision + 1, updatedAt: 60 };
        const of = {
          kind: 'task.move',
          from: before.revision,
          row,
          identities: new Map(),
          entries: [ACCEPTED],
        } as const;
        return commit({ ...of, files: files.map((id) => brand<FileId>(id)) });
      };
      beforeEach(() => commit(assigned(task('t1')), assigned(task('t2'))));

      it('come in as long as there is room in their task and link, those of the house beside them', async () => {
        const added = [await insert(file('f1')), await insert(file('f2')), await insert(file('f3'))];
        added.push(await insert(file('f4', { identity: null, link: null })));
        added.push(
          await insert(file('f5', { taskId: brand<AssignedTaskId>('t2') }), { ofLink: { files: 2, bytes: 999 } }),
        );
        added.push(await insert(file('f6', { taskId: brand<AssignedTaskId>('t2'), sizeBytes: 101 })));

        expect(added).toEqual([true, true, false, true, false, false]);
        expect(await store.taskFiles.byId(brand<FileId>('f1'))).toEqual({ ...file('f1'), attachedAt: null });
        expect(await store.taskFiles.byId(brand<FileId>('f3'))).toBeNull();
      });

      it('are told of their meeting once they were brought, with their task', async () => {
        await insert(file('f1'));
        await insert(file('f2'));
        const before = await store.taskFiles.ofMeeting(MEETING);
        await move('f1');

        expect(before).toEqual([]);
        expect(await store.taskFiles.ofMeeting(MEETING)).toMatchObject([
          {
            task: { id: 't1', number: 1, what: task('t1').what, bodyId: 'council' },
            file: { id: 'f1', attachedAt: 60 },
          },
        ]);
        expect(await store.taskFiles.ofMeeting(brand<MeetingId>('m2'))).toEqual([]);
      });

      it('are brought once, with the move that brings them, or nothing of it lands', async () => {
        await insert(file('f1'));

        expect(await move('f1', 'none')).toMatchObject({ ok: false, code: 'not-found' });
        const meanwhile = await store.taskFiles.byId(brand<FileId>('f1'));
        expect(await move('f1')).toMatchObject({ ok: true });
        expect(await move('f1')).toMatchObject({ ok: false, code: 'not-found' });

        expect(meanwhile).toMatchObject({ attachedAt: null });
        expect(await store.taskFiles.byId(brand<FileId>('f1'))).toMatchObject({ attachedAt: 60 });
        expect(await store.tasks.history(brand<AssignedTaskId>('t1'))).toHaveLength(2);
      });

      it('that wait are forgotten, those that were brought never, and their bytes are needed as long', async () => {
        await insert(file('f1'));
        await insert(file('f2'));
        await move('f1');
        const needs = (since: number) =>
          Promise.all(['f1', 'f2'].map((id) => store.files.needs(`digest ${id}`, since)));

        expect([await needs(49), await needs(50)]).toEqual([
          [true, true],
          [true, false],
        ]);
        expect(await store.files.needed()).toEqual([{ digest: 'digest f1', sizeBytes: 40 }]);
        await insert(file('f3', { createdAt: 90 }), { forgetBefore: 50 });

        const left = await Promise.all(['f1', 'f2', 'f3'].map((id) => store.taskFiles.byId(brand<FileId>(id))));
        expect(left.map((row) => row?.id)).toEqual(['f1', undefined, 'f3']);
      });
    });

    it('tells each owner’s part in what was handed out within a time, and nobody’s who supports', async () => {
      await commit(
        assigned(task('t1', { createdAt: 10, owners: [party('张　伟'), party('赵军')], supporters: [party('律所')] })),
        assigned(task('t2', { createdAt: 20, bodyId: 'board', state: 'closed', since: 30, due: day('2021-06-30') })),
        assigned(task('t3', { createdAt: 21, bodyId: null, meetingId: null })),
      );
      const parts = async (bodies: TaskScope['bodies'], from: number, to: number) =>
        (await store.tasks.owed(bodies, { from, to })).map(({ nameKey, state }) => [nameKey, state]);

      expect(await parts(null, 10, 20)).toEqual([
        ['张伟', 'assigned'],
        ['赵军', 'assigned'],
      ]);
      expect(await parts(null, 20, 22)).toEqual([
        ['蒋维东', 'closed'],
        ['蒋维东', 'assigned'],
      ]);
      expect(await parts(['board'], 0, 99)).toEqual([['蒋维东', 'closed']]);
      expect(await store.tasks.owed(['board'], { from: 20, to: 21 })).toMatchObject([
        { name: '蒋维东', kind: 'person', since: 30, due: '2021-06-30', createdAt: 20 },
      ]);
    });

    it('finds the last meeting of a body that tasks were handed out of', async () => {
      const meetings = [
        meetingRow('early', { bodyId: 'council', plannedStart: 10 }),
        meetingRow('late', { bodyId: 'council', plannedStart: 20 }),
        meetingRow('trashed', { bodyId: 'council', plannedStart: 21, trashedAt: 30 }),
        meetingRow('bare', { bodyId: 'council', plannedStart: 25 }),
      ];
      await commit(
        ...meetings.map((row): Write => ({ kind: 'meeting.insert', row })),
        ...meetings.slice(0, 3).map(({ id }) => assigned(task(`of ${id}`, { meetingId: id }))),
      );

      expect(await store.tasks.lastMeeting('council', 99, null)).toBe('late');
      expect(await store.tasks.lastMeeting('council', 20, null)).toBe('early');
      expect(await store.tasks.lastMeeting('council', 10, null)).toBeNull();
      expect(await store.tasks.lastMeeting('council', 99, brand<MeetingId>('late'))).toBe('early');
      expect(await store.tasks.lastMeeting('board', 99, null)).toBeNull();
    });

    it('takes a meeting without a planned start for the last one by when it was made, if tasks of the body came of it', async () => {
      const meetings = [
        meetingRow('planned', { bodyId: 'council', plannedStart: 10 }),
        meetingRow('at once', { bodyId: 'council', plannedStart: null, createdAt: 20 }),
        meetingRow('of others', { bodyId: 'council', plannedStart: 30 }),
      ];
      await commit(
        ...meetings.map((row): Write => ({ kind: 'meeting.insert', row })),
        ...meetings.map(({ id }) =>
          assigned(task(`of ${id}`, { meetingId: id, bodyId: id === 'of others' ? 'board' : 'council' })),
        ),
      );

      expect(await store.tasks.lastMeeting('council', 99, null)).toBe('at once');
      expect(await store.tasks.lastMeeting('council', 20, null)).toBe('planned');
    });

    it('tells those from before a meeting apart from those of it, of later ones and by hand after it began', async () => {
      const meetings = [
        meetingRow('before', { bodyId: 'council', plannedStart: 10 }),
        meetingRow('this', { bodyId: 'council', plannedStart: 20 }),
        meetingRow('after', { bodyId: 'council', plannedStart: 30 }),
      ];
      await commit(
        ...meetings.map((row): Write => ({ kind: 'meeting.insert', row })),
        ...meetings.map(({ id }) => assigned(task(`of ${id}`, { meetingId: id }))),
        assigned(task('by hand', { meetingId: null, createdAt: 15 })),
        assigned(task('by hand later', { meetingId: null, createdAt: 25 })),
      );
      const earlier = (...besides: readonly string[]): Partial<TaskFilter> => ({
        earlier: { before: 20, besides: besides.map((id) => brand<MeetingId>(id)) },
      });

      expect(await listed(earlier())).toEqual(['of before', 'by hand']);
      expect(await listed(earlier('before'))).toEqual(['by hand']);
      expect(await store.tasks.totals({ ...ANY, ...earlier() }, DAYS)).toMatchObject({ byState: { assigned: 2 } });
    });

    describe('lists', () => {
      beforeEach(async () => {
        await commit(
          assigned(task('late', { due: day('2021-06-24'), state: 'doing' })),
          assigned(task('open', { bodyId: null, meetingId: null, what: '编印 Handbook' })),
          assigned(task('soon', { due: day('2021-06-30'), owners: [party('张　伟')], supporters: [party('团标委')] })),
          assigned(task('done', { due: day('2021-06-01'), state: 'closed', bodyId: 'board' })),
          assigned(task('far', { due: day('2021-12-31'), supervisor: { id: LI.id, name: LI.name } })),
        );
      });

      it('by the day they are due on, those without one last', async () => {
        expect(await listed({})).toEqual(['done', 'late', 'soon', 'far', 'open']);
      });

      it.each<[string, Partial<TaskFilter>, readonly string[]]>([
        ['of one body', { bodies: ['board'] }, ['done']],
        ['of several bodies', { bodies: ['board', 'council'] }, ['done', 'late', 'soon', 'far']],
        ['of a body and of none', { bodies: ['board', null] }, ['done', 'open']],
        ['of no body at all', { bodies: [] }, []],
        ['of a meeting', { meetingId: MEETING }, ['done', 'late', 'soon', 'far']],
        ['of an owner, blanks or not', { owner: '张伟' }, ['soon']],
        ['of a supporter', { owner: '团标委' }, ['soon']],
        ['of a supervisor', { supervisor: LI.id }, ['far']],
        ['by words of what it is', { text: 'handbook' }, ['open']],
        ['by words of who owns it', { text: '团标' }, ['soon']],
        ['by states', { states: ['closed', 'doing'] }, ['done', 'late']],
        ['overdue', { urgency: 'overdue' }, ['late']],
        ['due soon', { urgency: 'soon' }, ['soon']],
        ['from a day', { dueFrom: day('2021-06-30') }, ['soon', 'far', 'open']],
        ['to a day', { dueTo: day('2021-06-24') }, ['done', 'late']],
        ['to the last day there is', { dueTo: day('9999-12-31') }, ['done', 'late', 'soon', 'far']],
        ['behind one', { after: { due: day('2021-06-30'), number: 3 } }, ['far', 'open']],
        ['behind one without a day', { after: { due: null, number: 2 } }, []],
        ['no more than wanted', { limit: 2 }, ['done', 'late']],
      ])('%s', async (_what, filter, ids) => {
        expect(await listed(filter)).toEqual(ids);
      });

      it('their totals, in the whole scope', async () => {
        expect(await store.tasks.totals(ANY, DAYS)).toEqual({
          byState: { doing: 1, assigned: 3, closed: 1 },
          ...{ overdue: 1, soon: 1 },
        });
        const board: TaskScope = { ...ANY, bodies: ['board'] };
        expect(await store.tasks.totals(board, DAYS)).toEqual({ byState: { closed: 1 }, overdue: 0, soon: 0 });
      });
    });
  });
}
