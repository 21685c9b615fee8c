// Opening the database file: settings, versions, and what must never be opened or overwritten.
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../server/store/database.ts';
import { MIGRATIONS, SCHEMA_NUMBER } from '../../server/store/migrations.ts';
import { startStoreChild } from '../support/store-child.ts';
import { recordingLog, storeForTest } from '../support/store-fixture.ts';
import { appendTo, createDocuments, DESK, entryOf, meetingRow } from '../support/store-rows.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function databaseFile(): string {
  return join(temporaryFolder(), 'gongbi.sqlite');
}

function opened(file: string): Database.Database {
  const database = openDatabase(file);
  onTestFinished(() => void database.close());
  return database;
}

/** Changes the closed file as another program would. */
function tamper(file: string, sql: string): void {
  const database = new Database(file);
  database.exec(sql);
  database.close();
}

it.each(['a new file', 'a file opened before'])(
  '[P2] %s flushes each commit: WAL, FULL, and the other settings',
  (kind) => {
    const file = databaseFile();
    if (kind === 'a file opened before') openDatabase(file).close();

    const database = opened(file);

    const value = (name: string): unknown => database.pragma(name, { simple: true });
    expect(value('journal_mode')).toBe('wal');
    expect(value('synchronous')).toBe(2);
    expect(value('foreign_keys')).toBe(1);
    expect(value('trusted_schema')).toBe(0);
    expect(value('secure_delete')).toBe(1);
    expect(value('cell_size_check')).toBe(1);
    expect(value('mmap_size')).toBe(0);
    expect(value('user_version')).toBe(SCHEMA_NUMBER);
  },
);

it('a database of a newer program is refused by name and left as it is', () => {
  const file = databaseFile();
  openDatabase(file).close();
  tamper(file, `PRAGMA user_version = ${SCHEMA_NUMBER + 1}`);
  const before = readFileSync(file);

  expect(() => openDatabase(file)).toThrow(`${file} was made by a newer program (shape ${SCHEMA_NUMBER + 1}`);

  expect(readFileSync(file).equals(before)).toBe(true);
});

it('another program’s database is refused by name and left as it is', () => {
  const file = databaseFile();
  tamper(file, 'CREATE TABLE recipes (name TEXT)');
  const before = readFileSync(file);

  expect(() => openDatabase(file)).toThrow(`${file} is not a Gongbi database`);

  expect(readFileSync(file).equals(before)).toBe(true);
});

it('[F9] a file that is no database is refused by name and not overwritten', () => {
  const file = databaseFile();
  writeFileSync(file, Buffer.alloc(8_192, 0x58));

  expect(() => openDatabase(file)).toThrow(`${file} is damaged`);

  expect(readFileSync(file).equals(Buffer.alloc(8_192, 0x58))).toBe(true);
});

it('[F9] a damaged register is named with its file at the start', () => {
  const file = databaseFile();
  const database = openDatabase(file);
  const page = Number(database.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'accounts'`).pluck().get());
  database.close();
  const bytes = readFileSync(file);
  bytes.fill(0xff, (page - 1) * 4_096, page * 4_096);
  writeFileSync(file, bytes);

  expect(() => openDatabase(file)).toThrow(`${file} is damaged`);
});

it('[F10] a log without its database is not thrown away', async () => {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'gongbi.sqlite');
  openDatabase(file).close();
  const database = new Database(file);
  database.exec('INSERT INTO outbox (id, topic, payload, due_at) VALUES (1, 2, 3, 4)');
  renameSync(file, `${file}.moved`);
  const logged = statSync(`${file}-wal`).size;

  expect(() => openDatabase(file)).toThrow(`${file} is missing or empty but ${file}-wal is not`);

  expect(logged).toBeGreaterThan(0);
  expect(statSync(`${file}-wal`).size).toBe(logged);
  database.close();
});

it('what was written is there after closing and opening again', async () => {
  const dataDir = temporaryFolder();
  const first = await storeForTest({ dataDir });
  await createDocuments(first.ledger, DESK);
  await first.ledger.commit(
    entryOf({ appends: [appendTo(DESK, '聘书')], writes: [{ kind: 'meeting.insert', row: meetingRow('m1') }] }),
  );
  await first.close();

  const second = await storeForTest({ dataDir });

  expect(await second.ledger.open(DESK)).toMatchObject({ seq: 1, damaged: null });
  expect(await second.meetings.byId(meetingRow('m1').id)).toEqual(meetingRow('m1'));
});

it('a file that cannot be opened is named, with what the disk said', () => {
  const file = temporaryFolder();

  expect(() => openDatabase(file)).toThrow(`${file} cannot be opened, it is as it was (`);
});

it('[F3] a step of migration that fails is named with its file, and leaves what was there before it', () => {
  const file = databaseFile();
  openDatabase(file).close();
  const steps = [
    ...MIGRATIONS,
    { name: 'good', sql: 'CREATE TABLE good (x TEXT) STRICT;' },
    { name: 'bad', sql: 'CREATE TABLE half (x TEXT) STRICT; INSERT INTO nowhere VALUES (1);' },
  ];

  const opening = (): unknown => openDatabase(file, steps);

  expect(opening).toThrow(`${file} cannot be opened (migration ${SCHEMA_NUMBER + 2} (bad) failed`);
  const database = new Database(file);
  expect(database.pragma('user_version', { simple: true })).toBe(SCHEMA_NUMBER + 1);
  const made = database.prepare(`SELECT name FROM sqlite_schema WHERE name IN ('good', 'half')`).pluck().all();
  expect(made).toEqual(['good']);
  database.close();
});

it('bodies of one name are told apart by a number that no other body has in its name', () => {
  const file = databaseFile();
  const before = MIGRATIONS.findIndex(({ name }) => name === 'names of bodies');
  openDatabase(file, MIGRATIONS.slice(0, before)).close();
  const rows = [
    ...[`('a', '理事会', 1, 1)`, `('b', '理事会', 2, 2)`, `('c', '理事会', 2, 2)`],
    ...[`('d', '理事会 (2)', 1, 1)`, `('e', '理事会 (b)', 1, 1)`, `('f', '理事会 (2)', 3, 3)`],
  ];
  tamper(file, `INSERT INTO bodies (id, name, created_at, updated_at) VALUES ${rows.join(', ')}`);

  const names = opened(file).prepare('SELECT name FROM bodies ORDER BY id').pluck().all();

  expect(names).toEqual(['理事会', '理事会 (3)', '理事会 (4)', '理事会 (2)', '理事会 (b)', '理事会 (2) (2)']);
});

it('a database from before invitations keeps its accounts and sessions, and begins an audit log', async () => {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'gongbi.sqlite');
  const before = openDatabase(file, MIGRATIONS.slice(0, 1));
  before.exec(`
    INSERT INTO accounts VALUES ('u1', 'li', 'li', '李', 'hash', 0, 500);
    INSERT INTO grants VALUES ('u1', 0, 'admin', NULL);
    INSERT INTO sessions VALUES ('h1', 'u1', 600, 9000), ('h2', 'u1', 700, 9000);
  `);
  before.close();

  const { accounts, audit } = await storeForTest({ dataDir });
  const sessions = await accounts.sessions();

  expect(await accounts.list()).toMatchObject([{ username: 'li', passwordHash: 'hash', lastSeenAt: null }]);
  expect(sessions).toMatchObject([
    { tokenHash: 'h2', createdAt: 700, lastSeenAt: 700, address: '', agent: '' },
    { tokenHash: 'h1', createdAt: 600, lastSeenAt: 600 },
  ]);
  expect(sessions[0]?.id).toMatch(/^[0-9a-f]{32}$/);
  expect(sessions[0]?.id).not.toBe(sessions[1]?.id);
  expect(await audit.verify()).toEqual({ entries: 0, head: null, brokenAt: null });
});

it('[F10] a log that went missing after a kill is told, an orderly end tells nothing', async () => {
  const dataDir = temporaryFolder();
  const child = startStoreChild({ scenario: 'write', dataDir });
  await child.line(() => child.lines.length > 20);
  await child.kill();
  rmSync(join(dataDir, 'gongbi.sqlite-wal'));
  const [afterLoss, afterClose] = [recordingLog(), recordingLog()];

  await (await storeForTest({ dataDir, log: afterLoss })).close();
  await (await storeForTest({ dataDir, log: afterClose })).close();

  expect(afterLoss.lines.map((line) => line.message)).toEqual([
    'the log of the database is gone although the last server was killed: what was saved last may be missing',
  ]);
  expect(afterClose.lines).toEqual([]);
});

it('[F10] a kill that left the log tells nothing', async () => {
  const dataDir = temporaryFolder();
  const child = startStoreChild({ scenario: 'write', dataDir });
  await child.line(() => child.lines.length > 20);
  await child.kill();
  const log = recordingLog();

  await (await storeForTest({ dataDir, log })).close();

  expect(log.lines).toEqual([]);
});
