// The demonstration, staged over a real office: what a visitor finds must be what a meeting in its fourth item looks like.
import { expect, onTestFinished, test } from 'vitest';
import { openOffice, type Office } from '../../server/office.ts';
import { systemClock } from '../../server/clock.ts';
import { readConfig } from '../../server/config.ts';
import reference from '../../server/demo/reference-meeting.json' with { type: 'json' };
import { StagedClock } from '../../server/demo/staged-clock.ts';
import { stageMeeting, type StagedMeeting } from '../../server/demo/staged-meeting.ts';
import { createLog } from '../../server/log.ts';
import { randomIds } from '../../server/random-ids.ts';
import fixture from '../fixtures/reference-meeting.json' with { type: 'json' };
import { userWith } from '../support/office.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('the demonstration is live, in its fourth item, with a past that the server has witnessed', async () => {
  const { office, staged, startedAt } = await stage();

  const snapshot = await office.services.meetings.snapshot(userWith('secretary'), staged.meetingId, 'internal');

  if (!snapshot.ok) throw new Error(snapshot.code);
  const { phase, agenda, tasks, decisions } = snapshot.value;
  expect(phase).toBe('live');
  expect(agenda.map(({ progress }) => progress.state).slice(0, 5)).toEqual([
    'done',
    'done',
    'done',
    'current',
    'pending',
  ]);
  expect(agenda[3]?.progress.runningSince).toBe(startedAt - 11 * 60_000);
  expect(tasks.length).toBeGreaterThan(2);
  expect(decisions).toHaveLength(1);
});

test('what will be said in the items to come is not minuted yet', async () => {
  const { office, staged } = await stage();

  const snapshot = await office.services.meetings.snapshot(userWith('secretary'), staged.meetingId, 'internal');

  if (!snapshot.ok) throw new Error(snapshot.code);
  const texts = reference.agenda.map(({ points }) => points);
  const asMinuted = (point: string): string => point.replaceAll(',', '，').replaceAll(':', '：');
  const minuted = JSON.stringify(snapshot.value.agenda.map(({ minutes }) => minutes));
  expect(
    texts
      .slice(0, 4)
      .flat()
      .filter((point) => !minuted.includes(asMinuted(point))),
  ).toEqual([]);
  expect(
    texts
      .slice(4)
      .flat()
      .filter((point) => minuted.includes(asMinuted(point))),
  ).toEqual([]);
});

test('a body meets again: six tasks in all states of its last meeting, topics, and the review on the floor', async () => {
  const { office, staged } = await stage();
  const secretary = userWith('secretary');
  const { bodyId, meetingId } = staged.series;

  const review = await office.services.taskReviews.read(secretary, meetingId);
  const topics = await office.services.topics.list(secretary, bodyId);
  const series = await office.services.series.read(secretary, bodyId);
  const snapshot = await office.services.meetings.snapshot(secretary, meetingId, 'public');

  if (!review.ok || !topics.ok || !series.ok || !snapshot.ok) throw new Error('refused');
  expect(review.value.last).toMatchObject({ title: '会长办公会第六次会议', all: 6, closed: 2, overdue: 1 });
  expect(review.value.tasks.map(({ state }) => state)).toEqual([
    ...['closed', 'closed', 'accepted', 'assigned', 'doing', 'paused'],
  ]);
  expect(topics.value.topics).toHaveLength(3);
  expect(series.value.meetings.map(({ title }) => title)).toEqual(['会长办公会第七次会议', '会长办公会第六次会议']);
  expect(snapshot.value.agenda[0]).toMatchObject({ kind: 'task_review', progress: { state: 'current' } });
});

test('both note-takers and the administrator can sign in', async () => {
  const { office, staged } = await stage();
  const at = { caller: { address: '127.0.0.1', agent: '' }, previousSession: null };

  const answers = await Promise.all(
    [...staged.noteTakers, staged.administrator].map((words) => office.services.signIn.signIn({ ...words, ...at })),
  );

  expect(answers.map(({ ok }) => ok)).toEqual([true, true, true]);
});

async function stage(): Promise<{ office: Office; staged: StagedMeeting; startedAt: number }> {
  const env = { DATA_DIR: temporaryFolder() };
  const config = { ...readConfig({ env, readFile: () => '', lanAddress: 'localhost' }), passwordCost: 4 };
  const clock = new StagedClock(systemClock());
  const startedAt = clock.now();
  const ids = randomIds();
  const onFatal = (error: Error): never => {
    throw error;
  };
  const office = await openOffice({
    ...{ config, clock, ids, onFatal, log: createLog('silent'), site: { publicUrl: '' } },
  });
  onTestFinished(async () => {
    await office.closeRooms();
    await office.close();
  });
  return { office, staged: await stageMeeting({ office, clock, ids, timeZone: 'Asia/Shanghai' }), startedAt };
}

test('it is told word for word as the meeting that all tests refer to', () => {
  expect(reference).toEqual(fixture);
});
