// Exports of many meetings over HTTP: asked for, followed, fetched in ranges under a name in Chinese, removed; and after a restart.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readZip } from '../support/read-zip.ts';
import { field, startApp, textField, type Caller, type TestApp } from '../support/app.ts';
import { START } from '../support/hand-clock.ts';

const ORDER = { papers: ['notice', 'agenda'], formats: ['docx', 'ics'], audience: 'internal' };

async function withMeetings(count: number) {
  const app = await startApp();
  const secretary = await app.as('secretary', { username: 'secretary' });
  const agenda = [{ title: '审议', kind: 'deliberation' }];
  const meetings: string[] = [];
  for (let at = 1; at <= count; at += 1) {
    const plan = { title: `第${at}次例会`, plannedStart: START, plannedEnd: START + 3_600_000, agenda };
    meetings.push(textField(await secretary.post('/meetings', plan), 'id'));
  }
  return { app, secretary, meetings };
}

async function ready(caller: Caller, order: object): Promise<string> {
  const id = textField(await caller.post('/exports', order), 'id');
  await expect
    .poll(async () => textField(await caller.get(`/exports/${id}`), 'state'), { timeout: 20_000 })
    .toBe('ready');
  return id;
}

async function fetched(caller: Caller, id: string, headers: Record<string, string> = {}) {
  const response = await caller.raw('GET', `/exports/${id}/file`, { headers });
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
}

test('one is estimated, made, listed, fetched and removed', async () => {
  const { secretary, meetings } = await withMeetings(2);
  const estimate = await secretary.post('/exports/estimate', { ...ORDER, meetings });
  expect(estimate.body).toMatchObject({ meetings: 2, papers: 6, leftOut: [], files: 0, hasRoom: true });

  const id = await ready(secretary, { ...ORDER, meetings });

  const { exports } = (await secretary.get('/exports')).body as { exports: readonly unknown[] };
  expect(exports).toMatchObject([{ id, state: 'ready', done: 2, entries: 6 }]);
  const { status, headers, bytes } = await fetched(secretary, id);
  expect([status, headers.get('content-type'), headers.get('content-length')]).toEqual([
    ...[200, 'application/zip', String(bytes.length)],
  ]);
  const name = decodeURIComponent(/filename\*=UTF-8''(\S+)/.exec(headers.get('content-disposition') ?? '')?.[1] ?? '');
  expect(name).toMatch(/^会议文件 \d{4}-\d\d-\d\d 共2次会议（内部版）\.zip$/);
  expect([...readZip(bytes).keys()]).toContain('2021-04-23 第2次例会/会议通知.ics');
  expect((await secretary.delete(`/exports/${id}`)).status).toBe(204);
  expect((await fetched(secretary, id)).status).toBe(404);
});

test('a download that broke off goes on where it was, unless it is another zip by now', async () => {
  const { app, secretary, meetings } = await withMeetings(1);
  const id = await ready(secretary, { ...ORDER, meetings });
  const whole = await fetched(secretary, id);
  const etag = whole.headers.get('etag') ?? '';

  const rest = await fetched(secretary, id, { range: 'bytes=1000-', 'if-range': etag });
  const other = await fetched(secretary, id, { range: 'bytes=1000-', 'if-range': '"another"' });
  const head = await secretary.raw('HEAD', `/exports/${id}/file`);
  const admin = await app.admin();
  const { entries } = (await admin.get('/audit')).body as { entries: readonly { action: string }[] };

  expect(rest.status).toBe(206);
  expect(rest.headers.get('content-range')).toBe(`bytes 1000-${whole.bytes.length - 1}/${whole.bytes.length}`);
  expect(Buffer.concat([whole.bytes.subarray(0, 1_000), rest.bytes])).toEqual(whole.bytes);
  expect([other.status, other.bytes.length]).toEqual([200, whole.bytes.length]);
  expect([head.status, head.headers.get('content-length')]).toEqual([200, String(whole.bytes.length)]);
  // The whole and the one that was another zip for whoever asked; neither the rest nor a look.
  expect(entries.filter(({ action }) => action === 'export.fetched')).toHaveLength(1);
});

test('to everybody but its maker it does not exist, whatever they may do', async () => {
  const { app, secretary, meetings } = await withMeetings(1);
  const id = await ready(secretary, { ...ORDER, meetings });
  const others = [await app.admin(), await app.as('secretary')];

  for (const other of others) {
    const statuses = [
      (await other.get(`/exports/${id}`)).status,
      (await fetched(other, id)).status,
      (await other.post(`/exports/${id}/cancel`)).status,
      (await other.post(`/exports/${id}/again`)).status,
      (await other.delete(`/exports/${id}`)).status,
    ];
    expect(statuses).toEqual([404, 404, 404, 404, 404]);
    expect((await other.get('/exports')).body).toEqual({ exports: [], limit: 5 });
  }
  expect((await fetched(secretary, id)).status).toBe(200);
});

test('what may not be asked for is refused by name', async () => {
  const { secretary, meetings } = await withMeetings(1);
  const post = async (order: object): Promise<readonly unknown[]> => {
    const reply = await secretary.post('/exports', { ...ORDER, meetings, ...order });
    return [reply.status, field(reply, 'errors')];
  };

  expect(await post({ meetings: Array.from({ length: 501 }, (_, at) => `m${at}`) })).toEqual([
    422,
    [{ path: 'meetings', code: 'too_big' }],
  ]);
  expect(await post({ papers: ['excerpt'] })).toEqual([422, [{ path: 'papers.0', code: 'invalid_value' }]]);
  expect(await post({ audience: 'public', sealed: true })).toEqual([422, [{ path: 'sealed', code: 'internal-only' }]]);
  expect(await post({ papers: [] })).toEqual([422, [{ path: 'papers', code: 'none' }]]);
});

test('whose right was taken since it was made gets it no more', async () => {
  const { app, secretary, meetings } = await withMeetings(1);
  const id = await ready(secretary, { ...ORDER, meetings });
  const admin = await app.admin();
  const accounts = (await admin.get('/accounts')).body as { accounts: readonly { id: string; username: string }[] };
  const account = accounts.accounts.find(({ username }) => username === 'secretary')?.id ?? '';
  await admin.patch(`/accounts/${account}`, { role: 'reader' });

  expect((await secretary.get(`/exports/${id}`)).body).toMatchObject({ state: 'ready', withheld: 'rights-changed' });
  const after = await secretary.get(`/exports/${id}/file`);

  expect([after.status, field(after, 'code')]).toEqual([409, 'rights-changed']);
});

test('one whose zip is gone from the disk says so before it is fetched', async () => {
  const { app, secretary, meetings } = await withMeetings(1);
  const id = await ready(secretary, { ...ORDER, meetings });
  expect((await secretary.get(`/exports/${id}`)).body).toMatchObject({ withheld: null });
  rmSync(join(app.dataDir, 'bundles', `${id}.zip`));

  expect((await secretary.get(`/exports/${id}`)).body).toMatchObject({ state: 'ready', withheld: 'file-damaged' });
  const after = await secretary.get(`/exports/${id}/file`);
  expect([after.status, field(after, 'code')]).toEqual([409, 'file-damaged']);
});

test('one that was ready is still there after a restart', async () => {
  const { app, secretary, meetings } = await withMeetings(1);
  const id = await ready(secretary, { ...ORDER, meetings });
  const { bytes } = await fetched(secretary, id);
  await app.close();

  const again: TestApp = await startApp({ dataDir: app.dataDir });
  const after = await fetched(await again.signIn('secretary'), id);

  expect(after.bytes).toEqual(bytes);
});
