// Private notes over the real app: whose they are, on which revision they are written, and that no answer but their own
// holds a byte of them.
import { expect, test } from 'vitest';
import { MAX_PRIVATE_NOTE_CHARS } from '../../shared/domain/private-note.ts';
import { field, startApp, textField, type Caller, type TestApp } from '../support/app.ts';

const SECRET = '只给自己看的话';

async function newMeeting(caller: Caller): Promise<string> {
  return textField(await caller.post('/meetings', { title: '例会' }), 'id');
}

function put(caller: Caller, meetingId: string, text: string, on: string) {
  return caller.request('PUT', `/meetings/${meetingId}/my-notes`, { body: { text }, headers: { 'if-match': on } });
}

async function withNotes(): Promise<{ app: TestApp; li: Caller; zhou: Caller; id: string }> {
  const app = await startApp();
  const li = await app.as('secretary');
  const id = await newMeeting(li);
  await put(li, id, SECRET, '"0"');
  return { app, li, zhou: await app.as('secretary'), id };
}

test('what one wrote comes back with the revision that the next change names', async () => {
  const { li, id } = await withNotes();

  const read = await li.get(`/meetings/${id}/my-notes`);
  const changed = await put(li, id, '又想到一点', read.headers.get('etag') ?? '');

  expect(read.body).toMatchObject({ text: SECRET, revision: '1' });
  expect(changed.body).toMatchObject({ text: '又想到一点', revision: '2' });
  expect(changed.headers.get('etag')).toBe('"2"');
});

test('a change needs the revision it was made on: 428 without, 412 with another, and changes nothing', async () => {
  const { li, id } = await withNotes();

  const without = await li.request('PUT', `/meetings/${id}/my-notes`, { body: { text: 'x' } });
  const stale = await put(li, id, 'x', '"0"');

  expect([without.status, field(without, 'code')]).toEqual([428, 'version-required']);
  expect([stale.status, field(stale, 'code'), field(stale, 'current')]).toEqual([412, 'version-mismatch', '1']);
  expect((await li.get(`/meetings/${id}/my-notes`)).body).toMatchObject({ text: SECRET });
});

test('they are bounded, and hold nothing that is no text', async () => {
  const { li, id } = await withNotes();

  const replies = await Promise.all(
    ['字'.repeat(MAX_PRIVATE_NOTE_CHARS + 1), 'a\u0000b', 'a\u001b[2J'].map((text) => put(li, id, text, '"1"')),
  );
  const most = await put(li, id, '字'.repeat(MAX_PRIVATE_NOTE_CHARS), '"1"');

  expect(replies.map(({ status }) => status)).toEqual([422, 422, 422]);
  expect(most.status).toBe(200);
});

test('everybody beside the same meeting has their own, an administrator too', async () => {
  const { app, zhou, id } = await withNotes();
  const admin = await app.admin();

  const answers = await Promise.all([zhou, admin].map((caller) => caller.get(`/meetings/${id}/my-notes`)));

  for (const { status, body } of answers)
    expect([status, body]).toEqual([200, { text: '', revision: '0', updatedAt: null }]);
});

test('whoever may not see the desk has none beside it', async () => {
  const { app, id } = await withNotes();
  const reader = await app.as('reader');

  expect((await reader.get(`/meetings/${id}/my-notes`)).status).toBe(404);
  expect((await put(reader, id, 'x', '*')).status).toBe(404);
  expect((await app.anyone.get(`/meetings/${id}/my-notes`)).status).toBe(401);
});

test('a sealed meeting leaves them open to their owner', async () => {
  const { li, id } = await withNotes();
  for (const to of ['live', 'follow-up']) await li.post(`/meetings/${id}/phase`, { to });
  const sealed = await li.post(`/meetings/${id}/archive`, { override: { reason: '试' } });

  const changed = await put(li, id, '会后再想', '"1"');

  expect([sealed.status, changed.status]).toEqual([201, 200]);
});

test('no answer to anybody but their owner’s own holds a byte of them', async () => {
  const { app, li, zhou, id } = await withNotes();
  for (const to of ['live', 'follow-up']) await li.post(`/meetings/${id}/phase`, { to });
  const sealed = await li.post(`/meetings/${id}/archive`, { override: { reason: '试' } });
  const archiveId = textField(sealed, 'archiveId');
  const paths = app.routes
    .filter(({ method, name }) => method === 'get' && name !== 'readMyNotes')
    .flatMap(({ path }) => [
      path.replace('/meetings/{id}', `/meetings/${id}`).replace('/archive/{id}', `/archive/${archiveId}`),
    ])
    .flatMap((path) =>
      path.includes('{format}') ? ['json', 'md', 'html'].map((as) => path.replace('{format}', as)) : [path],
    )
    .filter((path) => !path.includes('{'));
  const queries = ['', '?audience=internal', '?audience=public', `?q=${encodeURIComponent(SECRET)}`];

  for (const caller of [li, zhou, await app.admin()]) {
    for (const path of paths.flatMap((each) => queries.map((query) => each + query))) {
      const text = await (await caller.raw('GET', path)).text();
      expect(text.replaceAll(encodeURIComponent(SECRET), ''), path).not.toContain(SECRET);
    }
  }
  expect(paths).toEqual(
    expect.arrayContaining([`/meetings/${id}/snapshot`, `/archive/${archiveId}`, '/archive', '/audit']),
  );
});
