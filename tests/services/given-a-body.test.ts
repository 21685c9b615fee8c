// A meeting that was made without a body is given one later: it stands among that body's meetings then, goes through its last
// tasks, and the audit log says who did it. Whoever may not steer both bodies cannot.
import { expect, test } from 'vitest';
import { addTask } from '../../shared/doc/desk-tasks.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { BodyId, MeetingId, TaskId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { DAY_MS } from '../../shared/lib/time.ts';
import { START } from '../support/hand-clock.ts';
import { must, openTestOffice, userWith } from '../support/office.ts';

const SECRETARY = userWith('secretary');
const secretaryOf = (bodyId: string): ActingUser => ({
  ...SECRETARY,
  grants: [{ role: 'secretary', bodyId: brand<BodyId>(bodyId) }],
});

async function council() {
  const office = await openTestOffice();
  const { meetings, commands } = office.services;
  const last = must(
    await meetings.create(SECRETARY, { title: '上次', bodyId: 'council', plannedStart: START - DAY_MS }),
  );
  const id = brand<MeetingId>(last.id);
  const run = async (kind: string, data: unknown, number: string): Promise<void> => {
    must(
      await commands.execute(SECRETARY, {
        id: `given-body-command-${number}`,
        meetingId: id,
        kind,
        data,
        claimedAt: 0,
      }),
    );
  };
  await run('meeting.phase', { to: 'live' }, '0001');
  const desk = (doc: Parameters<typeof addTask>[0]): void =>
    addTask(doc, {
      ...{
        id: brand<TaskId>('t1'),
        what: '寄出聘书',
        owners: [{ key: 'k', name: '赵军', lead: true }],
        supporters: [],
      },
      ...{ due: null, dueText: null, itemId: null, state: 'confirmed', order: 'a0' },
    });
  must(await office.rooms.change(id, 1, 'user:li', () => ({ ok: true, value: { value: null, desk } })));
  await run('task.assign', { tasks: [{ task: 't1' }] }, '0002');
  const made = must(await meetings.create(SECRETARY, { title: '这次', plannedStart: START + DAY_MS }));
  return { office, made };
}

test('its series, its last tasks and the audit log are those of its body then', async () => {
  const { office, made } = await council();
  const { meetings, series, taskReviews, auditLog } = office.services;
  expect(must(await taskReviews.read(SECRETARY, made.id)).last).toBeNull();

  must(await meetings.patch(SECRETARY, made.id, { bodyId: 'council' }, [made.revision]));

  expect(must(await taskReviews.read(SECRETARY, made.id)).last).toMatchObject({ title: '上次', all: 1 });
  expect(must(await series.read(SECRETARY, 'council')).meetings.map(({ title }) => title)).toEqual(['这次', '上次']);
  const log = must(await auditLog.list(userWith('admin'), {}));
  expect(JSON.stringify(log)).toContain('"meeting.moved"');
});

test('a body that the meeting has already is no change, and the log says nothing', async () => {
  const { office, made } = await council();

  must(await office.services.meetings.patch(SECRETARY, made.id, { bodyId: null }, 'any'));

  expect(JSON.stringify(must(await office.services.auditLog.list(userWith('admin'), {})))).not.toContain(
    'meeting.moved',
  );
});

test('[leak] neither into a body that one does not steer, nor out of one', async () => {
  const { office, made } = await council();
  const { meetings } = office.services;
  must(await meetings.patch(SECRETARY, made.id, { bodyId: 'board' }, 'any'));

  const into = await meetings.patch(secretaryOf('board'), made.id, { bodyId: 'council' }, 'any');
  const out = await meetings.patch(secretaryOf('council'), made.id, { bodyId: 'council' }, 'any');

  expect([into.ok, out.ok]).toEqual([false, false]);
  expect(must(await meetings.read(SECRETARY, made.id)).bodyId).toBe('board');
});
