// Ids that requests about a body's series carry beside their first one: what happens when they name something of another body.
import { expect } from 'vitest';
import { read } from './exchange.ts';
import type { Office } from './office-in-use.ts';

type Story = (office: Office) => Promise<void>;

async function topicOf(office: Office, body: string): Promise<string> {
  const made = await office.send('POST', `/bodies/${body}/topics`, office.as(office.keeper), { title: '会费标准' });
  return read(made, 'id');
}

/** Of `council`, who asks; nothing of `board` may be reached through it. */
async function onlyItsOwn(
  office: Office,
  method: string,
  path: (topic: string) => string,
  body?: object,
): Promise<void> {
  const [own, other] = [await topicOf(office, 'council'), await topicOf(office, 'board')];
  const before = (await office.send('GET', '/bodies/board/topics', office.as(office.keeper))).text;
  const who = office.as(secretaryOf(office));

  const answers = [
    await office.send(method, `/bodies/council/topics/${path(other)}`, who, body),
    await office.send(method, `/bodies/board/topics/${path(other)}`, who, body),
    await office.send(method, `/bodies/council/topics/${path(own)}`, who, body),
  ];

  expect(answers.map(({ status }) => status < 300)).toEqual([false, false, true]);
  expect(answers.slice(0, 2).map(({ status }) => status)).toEqual([404, 404]);
  expect((await office.send('GET', '/bodies/board/topics', office.as(office.keeper))).text).toBe(before);
}

function secretaryOf(office: Office) {
  const found = office.people.find(({ name }) => name === 'secretary-own');
  if (!found) throw new Error('there is no secretary of the council');
  return found;
}

async function heldMeeting(office: Office, bodyId: string): Promise<string> {
  const id = read(await office.send('POST', '/meetings', office.as(office.keeper), { title: '例会', bodyId }), 'id');
  await office.send('POST', `/meetings/${id}/phase`, office.as(office.keeper), { to: 'live' });
  return id;
}

export const SERIES_STORIES: Readonly<Record<string, Story>> = {
  'patchTopic params topicId': (office) => onlyItsOwn(office, 'PATCH', (id) => id, { notes: '改' }),
  'removeTopic params topicId': (office) => onlyItsOwn(office, 'DELETE', (id) => id),
  'restoreTopic params topicId': (office) => onlyItsOwn(office, 'POST', (id) => `${id}/restore`),

  'patchTopic body after': async (office) => {
    const [own, other] = [await topicOf(office, 'council'), await topicOf(office, 'board')];

    const answer = await office.send('PATCH', `/bodies/council/topics/${own}`, office.as(secretaryOf(office)), {
      after: other,
    });

    expect([answer.status, answer.text.includes('unknown')]).toEqual([422, true]);
  },

  'createMeeting body agenda[].topic': async (office) => {
    const [own, other] = [await topicOf(office, 'council'), await topicOf(office, 'board')];
    const who = office.as(secretaryOf(office));
    const asking = (topic: string) => ({
      ...{ title: '例会', bodyId: 'council' },
      agenda: [{ kind: 'deliberation', title: '会费', presenters: [], plannedMinutes: 10, minutes: null, topic }],
    });

    const answers = [
      await office.send('POST', '/meetings', who, asking(other)),
      await office.send('POST', '/meetings', who, asking('nothing-at-all')),
      await office.send('POST', '/meetings', who, asking(own)),
    ];

    expect(answers.map(({ status }) => status)).toEqual([422, 422, 201]);
    expect(answers[0]?.text.replace(/"instance".*/u, '')).toBe(answers[1]?.text.replace(/"instance".*/u, ''));
  },

  /** A meeting goes through tasks of its own body only, and says nothing of others. */
  'reviewTask params taskId': async (office) => {
    const task = async (bodyId: string) =>
      read(
        await office.send('POST', '/tasks', office.as(office.keeper), {
          bodyId,
          what: '寄出',
          owners: [{ name: '赵军' }],
        }),
        'id',
      );
    const [own, other] = [await task('council'), await task('board')];
    const meeting = await heldMeeting(office, 'council');
    const who = { ...office.as(secretaryOf(office)), 'if-match': '*' };
    const body = { status: 'closed', reason: '会上办结' };

    const theirs = await office.send('PATCH', `/meetings/${meeting}/review/${other}`, who, body);
    const byKeeper = await office.send(
      ...(['PATCH', `/meetings/${meeting}/review/${other}`] as const),
      { ...office.as(office.keeper), 'if-match': '*' },
      body,
    );
    const ours = await office.send('PATCH', `/meetings/${meeting}/review/${own}`, who, body);

    expect([theirs.status, byKeeper.status, ours.status]).toEqual([404, 404, 200]);
    const kept = await office.send('GET', `/tasks/${other}`, office.as(office.keeper));
    expect(kept.text).toContain('"state":"assigned"');
  },
};
