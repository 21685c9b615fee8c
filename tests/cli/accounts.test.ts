// The administrator who locked themselves out, at the command line of the running server.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { askServer } from '../../server/cli/remote.ts';
import type { Operation } from '../../server/cli/operations.ts';
import { accountId, field, listed, PASSWORD, startApp, type TestApp } from '../support/app.ts';

const NEW = '一个很好的新口令 2026';

async function ask(app: TestApp, operation: Operation): Promise<string> {
  const outcome = await askServer(join(app.dataDir, 'cli.sock'), operation);
  if (outcome === null) throw new Error('nobody listens');
  return outcome.ok ? outcome.value : `${outcome.code} ${JSON.stringify(outcome.data)}`;
}

test('an invitation is printed as a link, which opens the account again', async () => {
  const app = await startApp();
  await app.admin();

  const url = await ask(app, { kind: 'user.invite', username: 'ADMIN' });
  const accepted = await app.anyone.post('/invitations/accept', { token: url.trim().split('#')[1], password: NEW });

  expect(url).toMatch(/^http:\/\/\S+\/invite#[\w-]{43}\n$/);
  expect(accepted.status).toBe(200);
});

test('a password is set, and whoever had the old one is out', async () => {
  const app = await startApp();
  const admin = await app.admin();

  const said = await ask(app, { kind: 'user.password', username: 'admin', password: NEW });

  expect(said).toBe('user admin has a new password\n');
  expect((await admin.get('/me')).status).toBe(401);
  expect((await app.anyone.post('/session', { username: 'admin', password: NEW })).status).toBe(200);
});

test('an account is disabled, but not the last administrator', async () => {
  const app = await startApp();
  await app.admin();
  const me = await app.as('notetaker', { username: 'li' });

  const said = [
    await ask(app, { kind: 'user.disable', username: 'li' }),
    await ask(app, { kind: 'user.disable', username: 'admin' }),
    await ask(app, { kind: 'user.disable', username: 'nobody' }),
    await ask(app, { kind: 'user.password', username: 'li', password: '1234567890' }),
  ];

  expect(said).toEqual([
    'user li is disabled\n',
    'invalid {"errors":[{"path":"disabled","code":"last-administrator"}]}',
    'not-found {}',
    'invalid {"errors":[{"path":"password","code":"too-common"}]}',
  ]);
  expect((await me.get('/me')).status).toBe(401);
});

test('accounts are listed with what they may and whether they do', async () => {
  const app = await startApp();
  const admin = await app.admin();
  await admin.post('/accounts', { username: 'zhou', displayName: '周敏', role: 'reader', bodyId: 'council' });

  expect(await ask(app, { kind: 'user.list' })).toBe(
    'admin\tAdmin\tactive\tadmin\nzhou\t周敏\tinvited\treader@council\n',
  );
});

test('what the command line does is recorded as done by it, from nowhere', async () => {
  const app = await startApp();
  const admin = await app.admin();
  await app.as('notetaker', { username: 'li' });
  await ask(app, { kind: 'user.add', username: 'wang', displayName: '王', role: 'reader', password: PASSWORD });
  await ask(app, { kind: 'user.invite', username: 'wang' });
  await ask(app, { kind: 'token.create', username: 'wang', label: 'x', days: 1 });
  await ask(app, { kind: 'meeting.import', file: { meeting: { name: 'x' } } });
  await ask(app, { kind: 'reindex' });
  await ask(app, { kind: 'note', action: 'backup.made' });

  const log = await admin.get('/audit?actor=cli');

  expect(listed(log, 'entries', 'action').toReversed()).toEqual([
    ...['setup.done', 'account.made', 'invitation.made', 'token.made', 'meeting.imported', 'index.rebuilt'],
    'backup.made',
  ]);
  const [, ...later] = Object(field(log, 'entries')).toReversed();
  for (const entry of later) expect(entry).toMatchObject({ via: 'cli', address: null, actorName: null });
  expect(later[0].targets).toEqual([{ kind: 'account', id: await accountId(admin, 'wang') }]);
});
