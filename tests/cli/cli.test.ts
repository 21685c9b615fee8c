// The command line as an operator meets it: what it prints, how it ends, beside a running server and without one.
import Database from 'better-sqlite3';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { archiveOffice, makeMeeting, SECRETARY } from '../archive/archive-fixture.ts';
import { Caller, startApp, textField } from '../support/app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { cli } from './cli-process.ts';

const REFERENCE = 'tests/fixtures/reference-meeting.json';

// Each run compiles and starts the program anew, which takes seconds on a busy machine.
const SLOW = { timeout: 60_000 };

describe('without a server', SLOW, () => {
  test('wrong usage ends with 2 and touches nothing', async () => {
    const dataDir = temporaryFolder();

    const run = await cli(dataDir, ['user', 'add', 'li', '--role', 'king']);

    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.err).toMatch(/^gongbi: --role is one of admin, secretary, notetaker, reader\n$/);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  test('adds users: a password from standard input, or one that is printed once', async () => {
    const dataDir = temporaryFolder();

    const given = await cli(dataDir, ['user', 'add', '王敏', '--role', 'secretary'], 'correct horse 马\n');
    const made = await cli(dataDir, ['user', 'add', 'li', '--role', 'reader']);
    const again = await cli(dataDir, ['user', 'add', 'LI', '--role', 'reader'], 'short\n');

    expect(given).toMatchObject({ code: 0, out: 'user 王敏 added as secretary\n', err: '' });
    expect(made.out).toMatch(/^user li added as reader\npassword: \S{20,}\n$/);
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toMatch(/^gongbi: invalid: [^\n]*\[password: too_small\]\n$/);
  });

  test('imports and exports the reference meeting', async () => {
    const dataDir = temporaryFolder();
    const page = join(dataDir, 'page.html');

    const made = await cli(dataDir, ['meeting', 'import', REFERENCE]);
    const html = await cli(dataDir, ['meeting', 'export', made.out.trim(), '--format', 'html', '-o', page]);
    const docx = await cli(dataDir, ['meeting', 'export', made.out.trim(), '--format', 'docx']);

    expect(html).toMatchObject({ code: 0, out: '', err: '' });
    expect(readFileSync(page, 'utf8')).toContain('聘书');
    expect(docx).toMatchObject({ code: 1, out: '' });
    expect(docx.err).toMatch(/^gongbi: unsupported-format: [^\n]+\n$/);
  });

  test('verifying lists each damage and says in one line that there is any', async () => {
    const dataDir = temporaryFolder();
    const office = await archiveOffice(dataDir);
    await office.archive.archive(SECRETARY, await makeMeeting(office, { id: 'm1' }));
    await office.store.close();
    const intact = await cli(dataDir, ['verify']);
    const found = await cli(dataDir, ['search', '生命周期']);
    const outside = new Database(join(dataDir, 'gongbi.sqlite'));
    outside.exec(`UPDATE archives SET archived_by_name = 'somebody else'`);
    outside.close();

    const damaged = await cli(dataDir, ['verify']);

    expect(found.code).toBe(0);
    for (const line of found.out.trim().split('\n'))
      expect(JSON.parse(line)).toMatchObject({ text: expect.stringContaining('生命周期') });
    expect(intact).toEqual({ code: 0, out: '1 sealed versions, 2 documents and 0 files are intact\n', err: '' });
    expect(damaged.code).toBe(1);
    expect(damaged.out).toMatch(/^archive \S+: columns: /);
    expect(damaged.err).toMatch(/^gongbi: [^\n]+ is damaged in 1 place, listed above\n$/);
  });
});

describe('beside a running server', SLOW, () => {
  test('speaks through its socket, which only the owner may open', async () => {
    const app = await startApp();

    const added = await cli(app.dataDir, ['user', 'add', 'li', '--role', 'secretary'], 'correct horse 马\n');
    const token = await cli(app.dataDir, ['token', 'create', '--user', 'Li', '--days', '3']);
    const made = await cli(app.dataDir, ['meeting', 'import', REFERENCE]);
    const reindexed = await cli(app.dataDir, ['reindex']);

    expect(added).toMatchObject({ code: 0, err: '' });
    expect(statSync(join(app.dataDir, 'cli.sock')).mode & 0o777).toBe(0o600);
    const li = new Caller(app.url, { authorization: `Bearer ${token.out.trim()}` });
    const meeting = await li.get(`/meetings/${made.out.trim()}`);
    expect(meeting.status).toBe(200);
    expect(textField(meeting, 'title')).toContain('常务理事会');
    expect(reindexed.out).toBe('0 sealed versions indexed\n');
  });

  test('what is no command is refused in one line, and the server lives', async () => {
    const app = await startApp();

    const answer = await new Promise<string>((resolve, reject) => {
      const socket = createConnection(join(app.dataDir, 'cli.sock'), () => socket.write('{"kind":"rm -rf"}\n'));
      socket.setEncoding('utf8').on('data', resolve).on('error', reject);
    });

    expect(JSON.parse(answer)).toMatchObject({ ok: false, code: 'invalid' });
    expect((await app.anyone.get('//healthz')).status).toBe(200);
  });

  test('backs up while it runs; restoring waits until it has stopped', async () => {
    const app = await startApp();
    const backup = join(app.dataDir, 'copy.bak');

    const made = await cli(app.dataDir, ['backup', backup]);
    const restored = await cli(app.dataDir, ['restore', backup, '--force']);

    expect(made).toMatchObject({ code: 0, out: `${backup}: 0 sealed versions, 0 documents and 0 files are intact\n` });
    expect(restored).toMatchObject({ code: 1, out: '' });
    expect(restored.err).toMatch(/^gongbi: [^\n]+ is in use by process \d+[^\n]+\n$/);
  });
});
