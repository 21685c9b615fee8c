// Who may be at a meeting's desk, by name, over the real app.
import { expect, test } from 'vitest';
import { listed, startApp, textField } from '../support/app.ts';

test('a note-taker learns the names of all who may be at the desk, and of nobody else', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary', { username: 'li' });
  const notetaker = await app.as('notetaker', { username: 'zhou' });
  await app.as('reader', { username: 'guest' });
  const id = textField(await secretary.post('/meetings', { title: '例会' }), 'id');

  const reply = await notetaker.get(`/meetings/${id}/writers`);

  expect(reply.status).toBe(200);
  expect(listed(reply, 'writers', 'username')).toEqual(expect.arrayContaining(['li', 'zhou']));
  expect(listed(reply, 'writers', 'username')).not.toContain('guest');
});

test('an account that was closed is no writer any more', async () => {
  const app = await startApp();
  const admin = await app.as('admin', { username: 'boss' });
  const made = { username: 'chen', displayName: '陈一帆', password: 'a password of ten', role: 'notetaker' };
  const account = textField(await admin.post('/accounts', made), 'id');
  const id = textField(await admin.post('/meetings', { title: '例会' }), 'id');
  const before = listed(await admin.get(`/meetings/${id}/writers`), 'writers', 'displayName');

  await admin.patch(`/accounts/${account}`, { disabled: true });

  expect(before).toContain('陈一帆');
  expect(listed(await admin.get(`/meetings/${id}/writers`), 'writers', 'displayName')).not.toContain('陈一帆');
});
