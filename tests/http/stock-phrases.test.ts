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

test('500 phrases are the most', async () => {
  const first = await startApp();
  await first.as('secretary', { username: 'secretary' });
  await first.close();
  const database = new Database(join(first.dataDir, 'gongbi.sqlite'));
  const insert = database.prepare('INSERT INTO stock_phrases (id, text, created_at, updated_at) VALUES (?, ?, 1, 1)');
  database.transaction(() => {
    for (let made = 0; made < 499; made += 1) insert.run(`p${made}`, '会议认为，');
  })();
  database.close();

  const secretary = await (await startApp({ dataDir: first.dataDir })).signIn('secretary');
  const last = await secretary.post('/phrases', { bodyId: null, text: '会议指出，' });
  const more = await secretary.post('/phrases', { bodyId: null, text: '会议强调，' });

  expect([last.status, more.status, field(more, 'errors')]).toEqual([
    201,
    422,
    [{ path: '', code: 'too-many-phrases' }],
  ]);
});
