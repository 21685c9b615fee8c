// The sentences bodies write again and again, over the real app: who has which, and that none is lost.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { systemClock } from '../../server/clock.ts';
import { DAY_MS } from '../../shared/lib/time.ts';
import { field, listed, startApp, textField, type Caller } from '../support/app.ts';

async function newPhrase(caller: Caller, bodyId: string | null, text: string): Promise<string> {
  return textField(await caller.post('/phrases', { bodyId, text }), 'id');
}

test('a meeting has the phrases of its body first, then those of any body, and no other body’s', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  await newPhrase(secretary, null, '会议认为，');
  await newPhrase(secretary, 'board', '监事会认为，');
  await newPhrase(secretary, 'council', '理事会认为，');
  const meeting = textField(await secretary.post('/meetings', { title: '例会', bodyId: 'council' }), 'id');
  const notetaker = await app.as('notetaker', { bodyId: 'council' });

  const answer = await notetaker.get(`/meetings/${meeting}/phrases`);

  expect(answer.body).toMatchObject({ bodyId: 'council' });
  expect(listed(answer, 'phrases', 'text')).toEqual(['理事会认为，', '会议认为，']);
});

test('what is patched replaces only what is named, and outlives a restart', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary', { username: 'secretary' });
  const id = await newPhrase(secretary, null, '会议听取了{发言人}关于{议题}的汇报。');

  const patched = await secretary.patch(`/phrases/${id}`, { label: '听取汇报' });
  await app.close();
  const again = await (await startApp({ dataDir: app.dataDir })).signIn('secretary');

  expect(patched.body).toEqual({ id, bodyId: null, label: '听取汇报', text: '会议听取了{发言人}关于{议题}的汇报。' });
  expect((await again.get('/phrases')).body).toEqual({ phrases: [patched.body] });
});

test('a removed phrase is off every list, cannot be changed, and can be taken back as it was', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const id = await newPhrase(secretary, null, '会议认为，');
  const before = (await secretary.get('/phrases')).body;

  const removed = await secretary.delete(`/phrases/${id}`);
  const without = await secretary.get('/phrases');
  const changed = await secretary.patch(`/phrases/${id}`, { text: 'x' });
  await secretary.post(`/phrases/${id}/restore`);

  expect([removed.status, changed.status]).toEqual([204, 404]);
  expect(without.body).toEqual({ phrases: [] });
  expect((await secretary.get('/phrases')).body).toEqual(before);
});

test('what was removed a month ago is forgotten when the next one is made', async () => {
  let passedMs = 0;
  const clock = { ...systemClock(), now: () => Date.now() + passedMs };
  const app = await startApp({ clock });
  const secretary = await app.as('secretary', { username: 'secretary' });
  const id = await newPhrase(secretary, null, '会议认为，');
  await secretary.delete(`/phrases/${id}`);
  passedMs = 31 * DAY_MS;
  const later = await app.signIn('secretary');

  await newPhrase(later, null, '会议指出，');

  expect((await later.post(`/phrases/${id}/restore`)).status).toBe(404);
});

test('a phrase is one line of at most 500 characters', async () => {
  const secretary = await (await startApp()).as('secretary');

  const refused = [
    await secretary.post('/phrases', { bodyId: null, text: '字'.repeat(501) }),
    await secretary.post('/phrases', { bodyId: null, text: '一\n二' }),
    await secretary.post('/phrases', { bodyId: null, text: ' ' }),
  ];

  expect(refused.map(({ status }) => status)).toEqual([422, 422, 422]);
});

test('a phrase that is changed and removed at the same moment stays removed, and no change takes another back', async () => {
  const secretary = await (await startApp()).as('secretary');
  const [one, two] = [await newPhrase(secretary, null, '会议认为，'), await newPhrase(secretary, null, '会议指出，')];

  await Promise.all([
    secretary.delete(`/phrases/${one}`),
    secretary.patch(`/phrases/${one}`, { text: '会议强调，' }),
    secretary.patch(`/phrases/${two}`, { text: '会议要求，' }),
    secretary.patch(`/phrases/${two}`, { label: '要求' }),
  ]);

  expect((await secretary.get('/phrases')).body).toEqual({
    phrases: [{ id: two, bodyId: null, label: '要求', text: '会议要求，' }],
  });
});

/** A secretary of an office that has `count` phrases of `bodyId`, on the list or removed one after the other. */
async function withPhrases(count: number, bodyId: string | null, isRemoved = false) {
  const first = await startApp();
  await first.as('secretary', { username: 'secretary' });
  await first.close();
  const database = new Database(join(first.dataDir, 'gongbi.sqlite'));
  const insert = database.prepare(
    'INSERT INTO stock_phrases (id, body_id, text, created_at, updated_at, removed_at) VALUES (?, ?, ?, 1, 1, ?)',
  );
  const now = Date.now();
  database.transaction(() => {
    for (let made = 0; made < count; made += 1)
      insert.run(`p${made}`, bodyId, '会议认为，', isRemoved ? now - count + made : null);
  })();
  database.close();
  return await (await startApp({ dataDir: first.dataDir })).signIn('secretary');
}

test('500 phrases of one body are the most, also when one is moved there or taken back; other bodies have theirs', async () => {
  const secretary = await withPhrases(499, 'council');
  const make = (bodyId: string | null) => secretary.post('/phrases', { bodyId, text: '会议指出，' });
  await secretary.delete('/phrases/p0');

  const made = [await make('council'), await make('council'), await make('council'), await make(null)];
  const back = await secretary.post('/phrases/p0/restore');
  const moved = await secretary.patch(`/phrases/${made[3] ? textField(made[3], 'id') : ''}`, { bodyId: 'council' });

  expect(made.map(({ status }) => status)).toEqual([201, 201, 422, 201]);
  const tooMany = [{ path: '', code: 'too-many-phrases' }];
  expect([made[2], back, moved].map((answer) => answer && field(answer, 'errors'))).toEqual([
    tooMany,
    tooMany,
    tooMany,
  ]);
});

test('of a body’s removed phrases the newest hundred can be taken back, whatever another body removes', async () => {
  const secretary = await withPhrases(102, 'council', true);
  const own = await newPhrase(secretary, 'council', '理事会认为，');
  const other = await newPhrase(secretary, 'board', '监事会认为，');
  const restore = async (id: string) => (await secretary.post(`/phrases/${id}/restore`)).status;

  await secretary.delete(`/phrases/${other}`);
  await secretary.delete(`/phrases/${own}`);

  expect([await restore('p2'), await restore('p3'), await restore(other)]).toEqual([404, 200, 200]);
});
