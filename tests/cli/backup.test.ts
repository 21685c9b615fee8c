// Backups: complete, made while others write, and put in place without losing what was there.
import Database from 'better-sqlite3';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Store } from '../../server/register-ports.ts';
import { Verifier, type VerificationReport } from '../../server/services/verification.ts';
import { backUpDatabase, DATABASE_NAME, restoreDatabase } from '../../server/store/backup.ts';
import { inspectDatabase } from '../../server/store/inspection.ts';
import { docName } from '../../shared/domain/ids.ts';
import { archiveOffice, makeMeeting, SECRETARY } from '../archive/archive-fixture.ts';
import { recordingLog, STILL_CLOCK, storeForTest } from '../support/store-fixture.ts';
import { accountRow, auditEntry, entryOf, invitationRow, meetingRow, sessionRow } from '../support/store-rows.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const log = recordingLog();

async function reportOf(file: string): Promise<VerificationReport & { readonly integrity: readonly string[] }> {
  const inspection = inspectDatabase({ file, clock: STILL_CLOCK, log });
  try {
    return { ...(await new Verifier(inspection).verifyAll()), integrity: inspection.integrity() };
  } finally {
    inspection.close();
  }
}

async function meetingIds(store: Store): Promise<readonly string[]> {
  return (await store.meetings.list({ trashed: false })).map((meeting) => meeting.id).sort();
}

const restore = (backup: string, dataDir: string, force = false): string | null =>
  restoreDatabase({ backup, dataDir, force, stamp: 'now', log });

describe('a backup', () => {
  test('of an open database holds all that was committed, and nobody else may read it', async () => {
    const dataDir = temporaryFolder();
    const office = await archiveOffice(dataDir);
    await office.archive.archive(SECRETARY, await makeMeeting(office, { id: 'm1' }));
    await makeMeeting(office, { id: 'm2' });
    const backup = join(dataDir, 'copy');

    backUpDatabase(dataDir, backup);

    expect(await reportOf(backup)).toEqual({ archives: 1, documents: 4, files: 0, damages: [], integrity: [] });
    expect(statSync(backup).mode & 0o777).toBe(0o600);
    expect(readdirSync(dataDir).filter((name) => name.includes('partial'))).toEqual([]);
  });

  test('carries the audit log with its chain, and what was cut off its end stays missed', async () => {
    const dataDir = temporaryFolder();
    const { store } = await archiveOffice(dataDir);
    await store.audit.append([auditEntry(), auditEntry(), auditEntry()]);
    const [whole, cut] = [join(dataDir, 'whole'), join(dataDir, 'cut')];

    backUpDatabase(dataDir, whole);
    const outside = new Database(join(dataDir, DATABASE_NAME));
    outside.exec('DROP TRIGGER audit_is_not_removed; DELETE FROM audit WHERE ordinal = 3');
    outside.close();
    backUpDatabase(dataDir, cut);

    expect((await reportOf(whole)).damages).toEqual([]);
    expect((await reportOf(cut)).damages).toEqual([
      { subject: 'audit log', problem: 'entry 3 is missing or not as it was written' },
    ]);
  });

  test('brings back no session and no invitation: they may have been ended since', async () => {
    const [dataDir, elsewhere] = [temporaryFolder(), temporaryFolder()];
    const { accounts } = await storeForTest({ dataDir });
    const user = accountRow('u1', { passwordHash: 'hash' });
    const [session, invitation] = [sessionRow('h1'), invitationRow('i1')];
    await accounts.insert(user, [], invitation);
    await accounts.insertSession(session, { passwordHash: 'hash', replaces: null, idleSince: 0 }, auditEntry());
    const backup = join(dataDir, 'copy');
    backUpDatabase(dataDir, backup);

    restore(backup, elsewhere);
    const restored = await storeForTest({ dataDir: elsewhere });

    expect(await restored.accounts.byId(user.id)).not.toBeNull();
    expect(await restored.accounts.sessions()).toEqual([]);
    expect(await restored.accounts.invitationByHash(invitation.tokenHash)).toBeNull();
    expect((await restored.audit.verify()).brokenAt).toBeNull();
  });

  test('brings back what people noted for themselves', async () => {
    const [dataDir, elsewhere] = [temporaryFolder(), temporaryFolder()];
    const store = await storeForTest({ dataDir });
    const user = accountRow('u1');
    const meeting = meetingRow('m1');
    await store.accounts.insert(user, []);
    await store.ledger.commit(entryOf({ writes: [{ kind: 'meeting.insert', row: meeting }] }));
    const owner = { userId: user.id, meetingId: meeting.id };
    await store.privateNotes.write(owner, { text: '问清金额', at: 5, on: 0 });
    const backup = join(dataDir, 'copy');
    backUpDatabase(dataDir, backup);

    restore(backup, elsewhere);
    const restored = await storeForTest({ dataDir: elsewhere });

    expect(await restored.privateNotes.of(user.id, meeting.id)).toEqual({
      text: '问清金额',
      revision: 1,
      updatedAt: 5,
    });
  });

  test('never replaces a file', async () => {
    const dataDir = temporaryFolder();
    await storeForTest({ dataDir });
    const taken = join(dataDir, 'taken');
    writeFileSync(taken, 'mine');

    expect(() => backUpDatabase(dataDir, taken)).toThrow(`${taken} exists already`);
    expect(readFileSync(taken, 'utf8')).toBe('mine');
  });

  test('needs a database of ours', () => {
    const dataDir = temporaryFolder();
    expect(() => backUpDatabase(dataDir, join(dataDir, 'copy'))).toThrow(/no database in/);

    const foreign = new Database(join(dataDir, DATABASE_NAME));
    foreign.exec('CREATE TABLE t (x)');
    foreign.close();

    expect(() => backUpDatabase(dataDir, join(dataDir, 'copy'))).toThrow(/is not a Gongbi database/);
    expect(existsSync(join(dataDir, 'copy'))).toBe(false);
  });
});

test('a backup that fails names its file and leaves nothing of it', async () => {
  const dataDir = temporaryFolder();
  const office = await archiveOffice(dataDir);
  for (const id of ['m1', 'm2', 'm3']) await makeMeeting(office, { id });
  await office.store.close();
  const file = join(dataDir, DATABASE_NAME);
  const bytes = readFileSync(file);
  // All pages but the first, which says what the file is.
  writeFileSync(file, bytes.fill(0xff, 4_096));
  const backup = join(dataDir, 'copy');

  expect(() => backUpDatabase(dataDir, backup)).toThrow(`no backup was made, ${backup}: `);
  expect(readdirSync(dataDir).filter((name) => name.startsWith('copy'))).toEqual([]);
});

describe('an inspection', () => {
  test('sees one instant, whatever is committed meanwhile', async () => {
    const dataDir = temporaryFolder();
    const office = await archiveOffice(dataDir);
    await makeMeeting(office, { id: 'm1' });
    const inspection = inspectDatabase({ file: join(dataDir, DATABASE_NAME), clock: STILL_CLOCK, log });
    const before = await inspection.meetings.list({ trashed: false });

    await makeMeeting(office, { id: 'm2' });

    expect(await inspection.meetings.list({ trashed: false })).toEqual(before);
    inspection.close();
  });

  test('finds a page that was overwritten', async () => {
    const dataDir = temporaryFolder();
    const office = await archiveOffice(dataDir);
    for (const id of ['m1', 'm2', 'm3']) await office.archive.archive(SECRETARY, await makeMeeting(office, { id }));
    const backup = join(dataDir, 'copy');
    backUpDatabase(dataDir, backup);
    const bytes = readFileSync(backup);
    const at = bytes.indexOf('编写培训教材');
    writeFileSync(backup, bytes.fill('X', at, at + 18));

    const found = await reportOf(backup).catch((error: unknown) => String(error));

    expect(JSON.stringify(found)).toMatch(/journal|snapshot|malformed|row/);
  });
});

describe('restoring', () => {
  test('into a new folder gives a working database whose client ids belong to nobody', async () => {
    const dataDir = temporaryFolder();
    const office = await archiveOffice(dataDir);
    const meetingId = await makeMeeting(office, { id: 'm1' });
    const doc = docName({ meetingId, version: 1, part: 'desk' });
    const bytes = new Uint8Array([0, 0]);
    const append = { doc, epoch: 'e1', principal: 'user:a', receivedAt: 1, bytes, claims: [7] };
    await office.store.ledger.commit({ appends: [append], writes: [], outbox: [] });
    const backup = join(dataDir, 'copy');
    backUpDatabase(dataDir, backup);
    const fresh = join(dataDir, 'fresh');

    const kept = restore(backup, fresh);

    expect(kept).toBeNull();
    const restored = await storeForTest({ dataDir: fresh });
    expect(await restored.ledger.open(doc)).toMatchObject({ seq: 2, claims: new Map(), damaged: null });
    expect(readdirSync(fresh).filter((name) => name.includes('restoring'))).toEqual([]);
  });

  test('over a database needs force, and keeps the former one whole beside it', async () => {
    const dataDir = temporaryFolder();
    const first = await archiveOffice(dataDir);
    await makeMeeting(first, { id: 'm1' });
    const backup = join(dataDir, 'copy');
    backUpDatabase(dataDir, backup);
    await makeMeeting(first, { id: 'm2' });
    await first.store.close();

    expect(() => restore(backup, dataDir)).toThrow(/--force/);
    const kept = restore(backup, dataDir, true);

    expect(kept).toBe(join(dataDir, 'gongbi-before-now.sqlite'));
    expect(await reportOf(kept ?? '')).toMatchObject({ documents: 4, damages: [] });
    expect(await meetingIds(await storeForTest({ dataDir }))).toEqual(['m1']);
  });

  test('keeps what only the log of the former database held', async () => {
    const dataDir = temporaryFolder();
    const crashed = temporaryFolder();
    const office = await archiveOffice(crashed);
    await makeMeeting(office, { id: 'm1' });
    for (const end of ['', '-wal']) {
      writeFileSync(join(dataDir, `${DATABASE_NAME}${end}`), readFileSync(join(crashed, `${DATABASE_NAME}${end}`)));
    }
    const backup = join(crashed, 'copy');
    backUpDatabase(crashed, backup);

    const kept = restore(backup, dataDir, true);

    expect(existsSync(join(dataDir, `${DATABASE_NAME}-wal`))).toBe(false);
    const former = new Database(kept ?? '');
    expect(former.prepare('SELECT id FROM meetings').pluck().all()).toEqual(['m1']);
    former.close();
  });

  test('that broke off behind its point of no return is finished by the next start, before any log is read', async () => {
    const dataDir = temporaryFolder();
    const crashed = temporaryFolder();
    const office = await archiveOffice(crashed);
    await makeMeeting(office, { id: 'm1' });
    backUpDatabase(crashed, join(dataDir, 'gongbi.restored'));
    await makeMeeting(office, { id: 'm2' });
    for (const end of ['', '-wal']) {
      writeFileSync(join(dataDir, `${DATABASE_NAME}${end}`), readFileSync(join(crashed, `${DATABASE_NAME}${end}`)));
    }

    expect(() => backUpDatabase(dataDir, join(dataDir, 'copy'))).toThrow(`a restore of ${dataDir} broke off`);
    const store = await storeForTest({ dataDir });

    expect(await meetingIds(store)).toEqual(['m1']);
    expect(existsSync(join(dataDir, 'gongbi.restored'))).toBe(false);
  });

  test('that fails leaves nothing but the former database', async () => {
    const dataDir = temporaryFolder();
    const office = await archiveOffice(dataDir);
    await makeMeeting(office, { id: 'm1' });
    await office.store.close();
    const nonsense = join(dataDir, 'nonsense');
    writeFileSync(nonsense, 'not a database, and long enough to be looked at as one by its header');
    const before = readdirSync(dataDir).sort();

    expect(() => restore(nonsense, dataDir, true)).toThrow(`${nonsense} was not restored, nothing was changed: `);

    expect(readdirSync(dataDir).sort()).toEqual(before);
  });

  test('waits until the server has stopped', async () => {
    const dataDir = temporaryFolder();
    await storeForTest({ dataDir });
    const backup = join(dataDir, 'copy');
    backUpDatabase(dataDir, backup);

    expect(() => restore(backup, dataDir, true)).toThrow(/in use by process \d+/);
  });

  test('changes nothing when the backup is none', async () => {
    const dataDir = temporaryFolder();
    const office = await archiveOffice(dataDir);
    await makeMeeting(office, { id: 'm1' });
    await office.store.close();
    const nonsense = join(dataDir, 'nonsense');
    writeFileSync(nonsense, 'not a database, and long enough to be looked at as one by its header');

    expect(() => restore(nonsense, dataDir, true)).toThrow();

    expect(await meetingIds(await storeForTest({ dataDir }))).toEqual(['m1']);
  });
});
