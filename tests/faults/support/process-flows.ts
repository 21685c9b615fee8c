// The processes that a disk can fail: starts of the server, backup and restore by the command line, a migration of three
// steps. Each knows what its folder may look like afterwards. Knows no fault.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished } from 'vitest';
import { SCHEMA_NUMBER } from '../../../server/store/migrations.ts';
import { Verifier } from '../../../server/services/verification.ts';
import { backUpDatabase, DATABASE_NAME, restoreDatabase } from '../../../server/store/backup.ts';
import { inspectDatabase } from '../../../server/store/inspection.ts';
import { openStore } from '../../../server/store/store.ts';
import { BootFailure, ServerUnderTest } from '../../e2e/support/server.ts';
import { listed, textField } from '../../support/app.ts';
import type { Disk } from '../../support/disk/disk.ts';
import { uploaded } from '../../support/files/uploads.ts';
import { startStoreChild } from '../../support/store-child.ts';
import { recordingLog, STILL_CLOCK } from '../../support/store-fixture.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { runCli, type CliEnd } from './storage-ground.ts';
import type { Ending, ProcessFlow } from './process-faults.ts';

const BEFORE = '备份之前的会';
const AFTER = '备份之后的会';
const BACKUP = 'copy.backup';
const NEW_BACKUP = 'new.backup';
const SILENT = { LOG_LEVEL: 'silent' };
/** Neither ready nor gone by then is a process that hangs. */
const START_MS = 15_000;

export interface Folders {
  /** Closed in order. */
  readonly stopped: string;
  /** Killed: all of it is still in the log. */
  readonly killed: string;
  /** With a backup of before its last meeting. */
  readonly withBackup: string;
}

/** Folders to begin with, made once by real servers. */
export async function makeFolders(): Promise<Folders> {
  const [stopped, killed, withBackup] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  await withServer(stopped, 'SIGTERM', (server) => addMeeting(server, BEFORE));
  await withServer(killed, 'SIGKILL', (server) => addMeeting(server, BEFORE));
  await withServer(withBackup, 'SIGTERM', (server) => addMeeting(server, BEFORE));
  expect(await runCli(withBackup, ['backup', join(withBackup, BACKUP)])).toMatchObject({ code: 0 });
  // The log holds some pages only: beside another database it would make one of neither.
  await withServer(withBackup, 'SIGKILL', async (server) => {
    await addMeeting(server, AFTER);
    await takeOffFiles(server, BEFORE);
  });
  // As if it had been swept: only the backup has these bytes now.
  rmSync(blobOf(withBackup, BEFORE));
  return { stopped, killed, withBackup };
}

async function withServer(
  dataDir: string,
  end: 'SIGTERM' | 'SIGKILL',
  work: (server: ServerUnderTest) => Promise<void>,
): Promise<void> {
  const server = await ServerUnderTest.start({ dataDir, env: SILENT });
  onTestFinished(() => server.stop('SIGKILL'));
  await work(server);
  await server.stop(end);
}

/** A meeting with one file, which holds its title. */
async function addMeeting(server: ServerUnderTest, title: string): Promise<void> {
  const admin = await server.admin();
  const meeting = await admin.post('/meetings', { title });
  expect(meeting.status).toBe(201);
  await uploaded(admin, textField(meeting, 'id'), { name: 'a.txt', content: title });
}

async function takeOffFiles(server: ServerUnderTest, title: string): Promise<void> {
  const admin = await server.admin();
  const meetings = await admin.get('/meetings');
  const index = listed(meetings, 'meetings', 'title').indexOf(title);
  const files = await admin.get(`/meetings/${listed(meetings, 'meetings', 'id')[index]}/files`);
  for (const id of listed(files, 'files', 'id')) expect((await admin.delete(`/files/${id}`)).status).toBe(204);
}

function blobOf(folder: string, text: string): string {
  const digest = createHash('sha256').update(text).digest('hex');
  return join(folder, 'files', digest.slice(0, 2), digest);
}

function titlesIn(folder: string, name = DATABASE_NAME): readonly unknown[] {
  const database = new Database(join(folder, name), { readonly: true });
  try {
    return database.prepare('SELECT title FROM meetings ORDER BY created_at').pluck().all();
  } finally {
    database.close();
  }
}

// ── starts ──────────────────────────────────────────────────────────────────────────────────────────────────────

async function boot(dataDir: string, env: Readonly<Record<string, string>>): Promise<Ending> {
  const server = await ServerUnderTest.stopped({ dataDir, env: { ...SILENT, ...env } });
  const hung = setTimeout(() => void server.stop('SIGKILL'), START_MS);
  try {
    await server.start();
    return { kind: 'ready', words: [] };
  } catch (error) {
    if (!(error instanceof BootFailure)) throw error;
    const words = error.lastWords.split('\n').filter(Boolean);
    if (error.signal !== null) return { kind: 'killed', words };
    expect(error.code, 'the exit code of a failed start').toBe(1);
    return { kind: 'failed', words };
  } finally {
    clearTimeout(hung);
    await server.stop('SIGKILL');
  }
}

/** The next start on a sound disk works, people can sign in, and everything is there. */
async function nextStart(folder: string, titles: readonly string[]): Promise<void> {
  await withServer(folder, 'SIGKILL', async (server) => {
    expect((await (await server.admin()).get('//readyz')).status).toBe(200);
  });
  await expectIntact(folder, titles);
}

/** SQLite and our own verification find nothing wrong with the file, and these are its meetings. */
async function expectIntact(folder: string, titles: readonly string[], name = DATABASE_NAME): Promise<void> {
  const file = join(folder, name);
  const inspection = inspectDatabase({ file, clock: STILL_CLOCK, log: recordingLog() });
  try {
    expect(inspection.integrity()).toEqual([]);
    expect((await new Verifier(inspection).verifyAll()).damages).toEqual([]);
  } finally {
    inspection.close();
  }
  expect(titlesIn(folder, name)).toEqual(titles);
}

function bootFlow(name: string, template: string | null, titles: readonly string[]): ProcessFlow {
  return {
    name,
    template,
    run: (disk) => boot(disk.folder, disk.env),
    audit: (folder) => nextStart(folder, titles),
  };
}

// ── backup and restore ──────────────────────────────────────────────────────────────────────────────────────────

function endingOf({ code, signal, errors }: CliEnd): Ending {
  if (signal !== null) return { kind: 'killed', words: errors };
  if (code === 0) return { kind: 'ready', words: errors };
  expect(code, `the exit code of a failed command: ${errors.join('\n')}`).toBe(1);
  return { kind: 'failed', words: errors };
}

/** Names that a failed command must not leave; a killed one may, and a disk that removes nothing does. */
function strays(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => /partial|restoring|restored/.test(name));
}

function backupFlow(name: string, template: string): ProcessFlow {
  const target = (folder: string): string => join(folder, NEW_BACKUP);
  return {
    name,
    template,
    run: async (disk) => endingOf(await runCli(disk.folder, ['backup', target(disk.folder)], disk.env)),
    audit: async (folder, ending) => {
      const isThere = existsSync(target(folder));
      // Behind the copy its verification reads: a backup may be whole although the command failed.
      if (isThere) await expectIntact(folder, [BEFORE], NEW_BACKUP);
      if (ending.kind === 'ready') expect(isThere).toBe(true);
      if (!isThere) backUpDatabase(folder, target(folder));
      await expectIntact(folder, [BEFORE], NEW_BACKUP);
    },
  };
}

function restoreFlow(template: string): ProcessFlow {
  return {
    name: 'a restore over a database',
    template,
    run: async (disk) =>
      endingOf(await runCli(disk.folder, ['restore', join(disk.folder, BACKUP), '--force'], disk.env)),
    audit: async (folder, ending) => {
      // A restore behind its point of no return is finished by the next start, whoever broke it off.
      await (await openStore({ dataDir: folder, clock: STILL_CLOCK, log: recordingLog(), onFatal: fatal })).close();
      const titles = titlesIn(folder);
      expect([[BEFORE], [BEFORE, AFTER]]).toContainEqual(titles);
      if (ending.kind === 'ready') expect(titles).toEqual([BEFORE]);
      if (/nothing was changed/.test(ending.words[0] ?? '')) expect(titles).toEqual([BEFORE, AFTER]);
      await expectIntact(folder, titles.map(String));
      if (titles.length === 1) expect(keptTitles(folder)).toEqual([BEFORE, AFTER]);
      const again = { backup: join(folder, BACKUP), dataDir: folder, force: true, stamp: 'again', log: recordingLog() };
      restoreDatabase(again);
      await expectIntact(folder, [BEFORE]);
      expect(strays(folder)).toEqual([]);
    },
  };
}

function fatal(error: Error): never {
  throw error;
}

/** Of the database that a restore kept beside. */
function keptTitles(folder: string): readonly unknown[] {
  const kept = readdirSync(folder).find((name) => /^gongbi-before-.*\.sqlite$/.test(name)) ?? '';
  const database = new Database(join(folder, kept), { fileMustExist: true });
  try {
    return database.prepare('SELECT title FROM meetings ORDER BY created_at').pluck().all();
  } finally {
    database.close();
  }
}

// ── migration ───────────────────────────────────────────────────────────────────────────────────────────────────

/** The tables that tell the shapes apart, as each shape has them. */
const TABLES_BY_SHAPE: ReadonlyMap<unknown, readonly string[]> = new Map([
  [SCHEMA_NUMBER, []],
  [SCHEMA_NUMBER + 1, ['rooms']],
  [SCHEMA_NUMBER + 2, ['halls']],
]);

async function migrate(disk: Disk): Promise<Ending> {
  const child = startStoreChild({ scenario: 'migrate', dataDir: disk.folder, env: disk.env });
  const code = await child.exitCode();
  if (code === null) return { kind: 'killed', words: [] };
  if (code === 0) return { kind: 'ready', words: [] };
  const thrown =
    child
      .errors()
      .split('\n')
      .find((line) => line.startsWith('Error: ')) ?? '';
  return { kind: 'failed', words: [thrown.replace('Error:', 'gongbi:')] };
}

function migrationFlow(template: string): ProcessFlow {
  return {
    name: 'a migration of two steps',
    template,
    run: migrate,
    audit: async (folder, ending) => {
      const shape = expectWholeShape(folder);
      if (ending.kind === 'ready') expect(shape).toBe(SCHEMA_NUMBER + 2);
      const healed = startStoreChild({ scenario: 'migrate', dataDir: folder });
      expect(await healed.exitCode(), healed.errors()).toBe(0);
      expect(expectWholeShape(folder)).toBe(SCHEMA_NUMBER + 2);
    },
  };
}

/** One shape or another, never between, with all that the older one held. */
function expectWholeShape(folder: string): unknown {
  const database = new Database(join(folder, DATABASE_NAME));
  try {
    const shape: unknown = database.pragma('user_version', { simple: true });
    const tables = database.prepare(`SELECT name FROM sqlite_schema WHERE name IN ('rooms', 'halls')`).pluck().all();
    const columns = database.prepare(`SELECT name FROM pragma_table_info('outbox')`).pluck().all();
    expect(tables).toEqual(TABLES_BY_SHAPE.get(shape));
    expect(columns.includes('tries')).toBe(shape !== SCHEMA_NUMBER);
    for (const table of ['meetings', ...(TABLES_BY_SHAPE.get(shape) ?? [])]) {
      expect(database.prepare(`SELECT title FROM ${table}`).pluck().all()).toEqual([BEFORE]);
    }
    return shape;
  } finally {
    database.close();
  }
}

export function processFlows({ stopped, killed, withBackup }: Folders) {
  return [
    bootFlow('a first start', null, []),
    bootFlow('a start after an orderly stop', stopped, [BEFORE]),
    bootFlow('a start after a kill', killed, [BEFORE]),
    backupFlow('a backup of a stopped server', stopped),
    backupFlow('a backup after a kill', killed),
    restoreFlow(withBackup),
    migrationFlow(stopped),
  ] as const;
}
