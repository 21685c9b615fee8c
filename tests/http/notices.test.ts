// Notices from the outside in: a change is made over HTTP, a real mail server or robot is told, and administrators see what
// became of it. A mail server that is away slows nobody.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../shared/lib/time.ts';
import { field, listed, startApp, textField, type Caller, type TestApp } from '../support/app.ts';
import { HandClock } from '../support/hand-clock.ts';
import { startHookReceiver } from '../support/hook-receiver.ts';
import { decodedHeader, headerOf, partOf, startMailServer, startRawServer } from '../support/mail-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const MAIL_FROM = '秘书处 <office@example.org>';

function smtpTo(port: number): Readonly<Record<string, string>> {
  return { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM, QUIET_HOURS: 'none' };
}

/** Moves the clock by one look of every lane, and asks whether it is done until the answers had time to come back. */
async function until(clock: HandClock, isDone: () => Promise<boolean>): Promise<void> {
  for (;;) {
    clock.advance(3 * SECOND_MS);
    for (let asked = 0; asked < 50; asked += 1) if (await isDone()) return;
  }
}

async function stateOf(admin: Caller, id: string): Promise<string | undefined> {
  const pages = await Promise.all(
    ['waiting', 'sending', 'sent', 'given-up'].map((state) => admin.get(`/office/notices?state=${state}`)),
  );
  const found = pages.flatMap((page) => {
    const at = listed(page, 'notices', 'id').indexOf(id);
    return at < 0 ? [] : [listed(page, 'notices', 'state')[at]];
  });
  return found[0];
}

async function withTestMail(
  env: Readonly<Record<string, string>>,
): Promise<{ app: TestApp; clock: HandClock; admin: Caller; id: string }> {
  const clock = new HandClock();
  const app = await startApp({ clock, env });
  const admin = await app.admin();
  const id = textField(await admin.post('/office/notices', { to: 'li@example.org' }), 'id');
  return { app, clock, admin, id };
}

it('a test mail arrives, says who sent it, and is told as sent', async () => {
  const server = await startMailServer();
  const { clock, admin, id } = await withTestMail(smtpTo(server.port));
  await until(clock, async () => (await stateOf(admin, id)) === 'sent');

  const source = server.mails[0]?.source ?? '';
  expect(server.mails.map(({ to }) => to)).toEqual([['li@example.org']]);
  expect(decodedHeader(headerOf(source, 'Subject') ?? '')).toBe('测试邮件：会议系统可以发信');
  expect(partOf(source, 'text/plain')).toContain('Admin在会议系统里发出这封信');
});

it('without a mail server mail waits, and the list says that there is none', async () => {
  const { clock, admin, id } = await withTestMail({});
  clock.advance(MINUTE_MS);
  const page = await admin.get('/office/notices');

  expect(listed(page, 'notices', 'id')).toEqual([id]);
  expect(page.body).toMatchObject({ mail: false, hooks: [], open: { waiting: 1, sending: 0, givenUp: 0 } });
});

it('what a mail server refuses is listed with its words, and goes out when somebody has it tried again', async () => {
  let refuses = true;
  const server = await startMailServer({
    onRcptTo: (_address, _session, done) => {
      done(refuses ? Object.assign(new Error('no such user here'), { responseCode: 550 }) : null);
    },
  });
  const { clock, admin, id } = await withTestMail(smtpTo(server.port));
  await until(clock, async () => (await stateOf(admin, id)) === 'given-up');
  const [shown] = field(await admin.get('/office/notices'), 'notices') as readonly unknown[];
  refuses = false;
  const retried = await admin.post(`/office/notices/${id}/retry`);
  await until(clock, async () => (await stateOf(admin, id)) === 'sent');

  expect(shown).toMatchObject({ fault: 'refused', detail: expect.stringContaining('550 no such user here') });
  expect(retried.status).toBe(204);
  expect(server.mails).toHaveLength(1);
  expect((await admin.post(`/office/notices/${id}/retry`)).status).toBe(404);
  expect(listed(await admin.get('/audit'), 'entries', 'action')).toEqual(
    expect.arrayContaining(['notice.tested', 'notice.retried']),
  );
});

it('how mail leaves is shown without what is secret, and all that was given up is tried again at once', async () => {
  let refuses = true;
  const server = await startMailServer({
    onRcptTo: (_address, _session, done) => {
      done(refuses ? Object.assign(new Error('no such user here'), { responseCode: 550 }) : null);
    },
  });
  const { clock, admin, id } = await withTestMail(smtpTo(server.port));
  await until(clock, async () => (await stateOf(admin, id)) === 'given-up');
  const page = await admin.get('/office/notices?state=given-up');
  refuses = false;
  const retried = await admin.post('/office/notices/retry');
  await until(clock, async () => (await stateOf(admin, id)) === 'sent');

  expect(page.body).toMatchObject({
    open: { givenUp: 1 },
    setup: { mail: { host: '127.0.0.1', port: server.port, user: null }, hooks: [], digestAt: '08:30' },
  });
  expect(retried).toMatchObject({ status: 200, body: { count: 1 } });
  expect((await admin.post('/office/notices/retry')).body).toEqual({ count: 0 });
});

it('a mail server that takes a connection and says nothing slows no request, and does not keep the server from closing', async () => {
  const server = await startRawServer(undefined, () => undefined);
  const { app, clock, admin, id } = await withTestMail(smtpTo(server.port));
  await until(clock, async () => (await stateOf(admin, id)) === 'sending');
  const asked = await Promise.all(Array.from({ length: 20 }, () => admin.get('/me')));
  await app.close();

  expect(asked.every(({ status }) => status === 200)).toBe(true);
});

it('a sealed meeting is told to the hooks that listen, a draft to nobody', async () => {
  const receiver = await startHookReceiver();
  const path = join(temporaryFolder(), 'hooks.json');
  const hook = { name: 'archive', kind: 'signed', url: receiver.url, secret: 'sixteen letters…', allowPrivate: true };
  writeFileSync(path, JSON.stringify([hook]));
  const clock = new HandClock();
  const app = await startApp({ clock, env: { WEBHOOKS: path } });
  const admin = await app.admin();
  const id = textField(await admin.post('/meetings', { title: '例会' }), 'id');
  await admin.post(`/meetings/${id}/phase`, { to: 'live' });
  await admin.post(`/meetings/${id}/phase`, { to: 'follow-up' });
  const archived = await admin.post(`/meetings/${id}/archive`, { override: { reason: '测试' } });
  await until(clock, async () => (await admin.get('/me')).status === 200 && receiver.calls.length > 0);

  expect(archived.status).toBe(201);
  expect(receiver.calls).toHaveLength(1);
  expect(JSON.parse(receiver.calls[0]?.body ?? '')).toMatchObject({
    topic: 'meeting.archived',
    meeting: { id, title: '例会' },
    data: { meetingId: id, version: 1 },
  });
  expect((await admin.get('/office/notices')).body).toMatchObject({ hooks: ['archive'] });
  expect(JSON.stringify((await admin.get('/office/notices?state=sent')).body)).not.toContain(receiver.url);
});
