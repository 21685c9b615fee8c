// Attached files in backups: carried inside the one file, checked there, laid out again before the database takes its
// place, wherever it breaks off.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { Verifier } from '../../server/services/verification.ts';
import { backUpDatabase, DATABASE_NAME, keepsFormer, restoreDatabase } from '../../server/store/backup.ts';
import { inspectDatabase } from '../../server/store/inspection.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import { meetingIn, must, openTestOffice, userWith, type TestOffice } from '../support/office.ts';
import { recordingLog, STILL_CLOCK } from '../support/store-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const log = recordingLog();
const SECRETARY = userWith('secretary');
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const blobPath = (dataDir: string, digest: string): string => join(dataDir, 'files', digest.slice(0, 2), digest);

async function attach(office: TestOffice, meetingId: MeetingId, text: string): Promise<string> {
  const upload = must(await office.services.files.begin(SECRETARY, { meetingId, parent: { kind: 'meeting' } }));
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(text);
  }
  return must(await upload.take({ claimedName: 'a.txt', bytes: bytes(), expectedBytes: null })).id;
}

/** A stopped server's folder: one file that stands, one that was taken off, one only a seal has; and its backup. */
async function backedUp(): Promise<{ readonly dataDir: string; readonly backup: string }> {
  const office = await openTestOffice();
  const [open, sealed] = [await meetingIn(office), await meetingIn(office)];
  await attach(office, open, 'standing');
  must(await office.services.files.remove(SECRETARY, await attach(office, open, 'taken off')));
  const once = await attach(office, sealed, 'sealed');
  must(await office.services.archive.archive(SECRETARY, sealed, { override: { reason: '试' } }));
  must(await office.services.archive.reopen(SECRETARY, sealed, '更正'));
  must(await office.services.files.remove(SECRETARY, once));
  const backup = join(temporaryFolder(), 'copy');
  backUpDatabase(office.dataDir, backup);
  await office.closeRooms();
  await office.close();
  return { dataDir: office.dataDir, backup };
}

async function damagesOf(file: string): Promise<readonly string[]> {
  const inspection = inspectDatabase({ file, clock: STILL_CLOCK, log });
  try {
    const { damages } = await new Verifier(inspection).verifyAll();
    return [...inspection.integrity(), ...damages.map(({ subject, problem }) => `${subject}: ${problem}`)];
  } finally {
    inspection.close();
  }
}

const restore = (backup: string, dataDir: string, force = false): string | null =>
  restoreDatabase({ backup, dataDir, force, stamp: 'now', log });

test('a backup carries the bytes of every file that stands or is sealed, and stays one file', async () => {
  const { dataDir, backup } = await backedUp();
  const fresh = join(temporaryFolder(), 'fresh');

  restore(backup, fresh);

  expect(await damagesOf(backup)).toEqual([]);
  expect(await damagesOf(join(fresh, DATABASE_NAME))).toEqual([]);
  for (const text of ['standing', 'sealed']) expect(readFileSync(blobPath(fresh, sha256(text)), 'utf8')).toBe(text);
  expect(existsSync(blobPath(fresh, sha256('taken off')))).toBe(false);
  expect(statSync(blobPath(fresh, sha256('sealed'))).mode & 0o777).toBe(0o600);
  const database = new Database(join(fresh, DATABASE_NAME));
  expect(database.prepare("SELECT name FROM sqlite_schema WHERE name = 'blobs'").all()).toEqual([]);
  database.close();
  expect(readdirSync(dataDir).filter((name) => /partial|restor/.test(name))).toEqual([]);
});

test('a file that is missing or damaged keeps nobody from a backup, and is named by its verification', async () => {
  const { dataDir } = await backedUp();
  rmSync(blobPath(dataDir, sha256('standing')));
  writeFileSync(blobPath(dataDir, sha256('sealed')), 'seal€d');
  const backup = join(temporaryFolder(), 'copy');

  backUpDatabase(dataDir, backup);

  const lost = ['sealed', 'standing'].map((text) => `file ${sha256(text)}: missing`);
  expect(await damagesOf(backup)).toEqual(expect.arrayContaining(lost));
  expect(await damagesOf(join(dataDir, DATABASE_NAME))).toEqual(
    expect.arrayContaining([`file ${sha256('sealed')}: damaged`, `file ${sha256('standing')}: missing`]),
  );
});

test('bytes changed inside a backup are found, and are not restored', async () => {
  const { dataDir, backup } = await backedUp();
  const before = readdirSync(dataDir).sort();
  const database = new Database(backup);
  database.prepare('UPDATE blobs SET bytes = ? WHERE digest = ?').run(Buffer.from('forged'), sha256('standing'));
  database.close();
  rmSync(blobPath(dataDir, sha256('standing')));

  expect(await damagesOf(backup)).toEqual([`file ${sha256('standing')}: damaged`]);
  expect(() => restore(backup, dataDir, true)).toThrow(/nothing was changed: the bytes of file .* are damaged in it/);
  expect(readdirSync(dataDir).sort()).toEqual(before);
});

test('a restore mends what is damaged and leaves what is whole; what only the former database has stays', async () => {
  const { dataDir, backup } = await backedUp();
  writeFileSync(blobPath(dataDir, sha256('sealed')), 'damaged');
  const whole = statSync(blobPath(dataDir, sha256('standing'))).ino;

  const kept = restore(backup, dataDir, true);

  expect(readFileSync(blobPath(dataDir, sha256('sealed')), 'utf8')).toBe('sealed');
  expect(statSync(blobPath(dataDir, sha256('standing'))).ino).toBe(whole);
  expect(keepsFormer(dataDir)).toBe(true);
  expect(existsSync(blobPath(dataDir, sha256('taken off')))).toBe(true);
  expect(await damagesOf(kept ?? '')).toEqual([]);
});
