// The reference meeting over HTTP: imported whole, exported again, bounded.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { field, listed, startApp, textField } from '../support/app.ts';

const REFERENCE: unknown = JSON.parse(
  readFileSync(new URL('../fixtures/reference-meeting.json', import.meta.url), 'utf8'),
);

test('the reference meeting becomes a meeting in preparation, with its facts and agenda', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');

  const created = await secretary.post('/meetings/import', REFERENCE);
  const snapshot = await secretary.get(`/meetings/${textField(created, 'id')}/snapshot`);

  expect(created.status).toBe(201);
  expect(created.body).toMatchObject({
    title: '苏州市安防协会三届二次常务理事会暨安防标准化建设专题学习会',
    phase: 'prepare',
    plannedStart: Date.UTC(2021, 3, 23, 6),
    plannedEnd: Date.UTC(2021, 3, 23, 9, 30),
    venue: '江苏益友天元律师事务所会议室',
  });
  expect(listed(snapshot, 'agenda', 'title').length).toBeGreaterThanOrEqual(9);
});

test.each(['json', 'md', 'html'])('it can be taken away as .%s', async (format) => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const created = await secretary.post('/meetings/import', REFERENCE);

  const file = await secretary.get(`/meetings/${textField(created, 'id')}/export.${format}`);

  const mediaType = { json: 'application/json', md: 'text/markdown', html: 'text/html' }[format];
  expect(file.status).toBe(200);
  expect(file.headers.get('content-type')).toContain(mediaType);
  expect(file.headers.get('content-disposition')).toMatch(
    /^attachment; filename="[\w.-]+"; filename\*=UTF-8''%E8%8B%8F/,
  );
  expect(file.headers.get('content-security-policy')).toContain('sandbox');
  expect(typeof file.body === 'string' ? file.body : JSON.stringify(file.body)).toContain('王坤泉');
});

test('a format that does not exist is refused by name', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const created = await secretary.post('/meetings/import', REFERENCE);

  const reply = await secretary.get(`/meetings/${textField(created, 'id')}/export.docx`);

  expect([reply.status, field(reply, 'code'), field(reply, 'format')]).toEqual([422, 'unsupported-format', 'docx']);
});

test('a file of another shape is refused, naming what is wrong, and makes no meeting', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');

  const reply = await secretary.post('/meetings/import', { meeting: { name: 7 }, agenda: 'none' });

  expect([reply.status, field(reply, 'code')]).toEqual([422, 'invalid']);
  expect(listed(reply, 'errors', 'path')).toEqual(expect.arrayContaining(['meeting.name', 'agenda']));
  expect((await secretary.get('/meetings')).body).toEqual({ meetings: [] });
});

test('an import may hold 5 MB, no more', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');

  const reply = await secretary.post('/meetings/import', { ...Object(REFERENCE), filler: 'y'.repeat(5 * 1024 * 1024) });

  expect([reply.status, field(reply, 'limitBytes')]).toEqual([413, 5 * 1024 * 1024]);
});
