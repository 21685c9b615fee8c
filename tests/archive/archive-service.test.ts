// Archiving over real rooms and a real database: once, whole, and provable afterwards.
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addItem, itemMinutes, readAgenda } from '../../shared/doc/desk-agenda.ts';
import { readFacts, setFact } from '../../shared/doc/desk-facts.ts';
import { readState } from '../../shared/doc/record.ts';
import { docName, type ArchiveId, type ItemId, type MeetingId } from '../../shared/domain/ids.ts';
import type { MeetingSnapshot } from '../../shared/domain/snapshot.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { Result } from '../../shared/lib/result.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import {
  archiveOffice,
  makeMeeting,
  reopenedOffice,
  READER,
  SECRETARY,
  userWith,
  type ArchiveOffice,
} from './archive-fixture.ts';

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.code}`);
  return result.value;
}

async function seal(office: ArchiveOffice, meetingId: MeetingId): Promise<ArchiveId> {
  return brand<ArchiveId>(valueOf(await office.archive.archive(SECRETARY, meetingId)).archiveId);
}

async function entryOf(office: ArchiveOffice, id: ArchiveId, actor = SECRETARY) {
  const entry = valueOf(await office.archive.entry(actor, id));
  return { ...entry, snapshot: entry.snapshot as MeetingSnapshot };
}

describe('archiving', () => {
  test('seals the meeting in one step: documents closed, phase, snapshot, passages, tasks', async () => {
    const office = await archiveOffice();
    const meetingId = await makeMeeting(office, { id: 'm1', title: '三届二次常务理事会' });

    const archived = valueOf(await office.archive.archive(SECRETARY, meetingId));

    const entry = await entryOf(office, brand<ArchiveId>(archived.archiveId));
    expect(entry).toMatchObject({
      meetingId,
      version: 1,
      title: '三届二次常务理事会',
      date: '2021-04-23',
      digest: archived.digest,
    });
    expect(entry).toMatchObject({ archivedBy: 'the secretary', overrideReason: null, previousDigest: null });
    expect(entry.snapshot.agenda[0]).toMatchObject({ title: '安防新标准解读', number: 1 });
    expect(await office.store.meetings.byId(meetingId)).toMatchObject({ phase: 'archived', version: 1 });
    for (const part of ['desk', 'record'] as const) {
      expect(await office.store.ledger.open(docName({ meetingId, version: 1, part }))).toMatchObject({ frozen: true });
    }
    expect(await office.rooms.read(meetingId, 1, ({ record }) => readState(record).phase)).toMatchObject({
      value: 'archived',
    });
  });

  test('what was typed before is in the seal, what comes after is refused', async () => {
    const office = await archiveOffice();
    const meetingId = await makeMeeting(office, { id: 'm1' });
    const rename = (title: string) =>
      office.rooms.change(meetingId, 1, 'user:a', () => ({
        ok: true,
        value: { value: null, desk: (desk) => setFact(desk, 'title', title) },
      }));

    const [before, archived, after] = await Promise.all([
      rename('先写的'),
      office.archive.archive(SECRETARY, meetingId),
      settledThen(() => rename('后写的')),
    ]);

    expect(before.ok).toBe(true);
    expect(after).toMatchObject({ ok: false, code: 'document-frozen' });
    expect((await entryOf(office, brand<ArchiveId>(valueOf(archived).archiveId))).title).toBe('先写的');
  });

  test('findings keep a meeting open until it is overridden with a reason, which is sealed', async () => {
    const office = await archiveOffice();
    const meetingId = await makeMeeting(office, { id: 'm1', paragraphs: [] });

    const refused = await office.archive.archive(SECRETARY, meetingId);
    const blank = await office.archive.archive(SECRETARY, meetingId, { override: { reason: '  ' } });
    const forced = await office.archive.archive(SECRETARY, meetingId, { override: { reason: '会长要求先归档' } });

    expect(refused).toMatchObject({
      code: 'not-ready',
      data: { findings: [expect.objectContaining({ code: 'item-without-minutes' })] },
    });
    expect(blank).toMatchObject({ code: 'reason-required' });
    const entry = await entryOf(office, brand<ArchiveId>(valueOf(forced).archiveId));
    expect(entry.overrideReason).toBe('会长要求先归档');
    expect((await office.archive.verify(SECRETARY, brand<ArchiveId>(entry.id))).ok).toBe(true);
  });

  test('[F41] of fifty who archive at once one wins, the others get its id', async () => {
    const office = await archiveOffice();
    const meetingId = await makeMeeting(office, { id: 'm1' });

    const answers = await Promise.all(Array.from({ length: 50 }, () => office.archive.archive(SECRETARY, meetingId)));

    const won = answers.flatMap((answer) => (answer.ok ? [answer.value.archiveId] : []));
    const others = answers.flatMap((answer) => (answer.ok ? [] : [answer]));
    expect(won).toHaveLength(1);
    expect(others).toHaveLength(49);
    for (const other of others) expect(other).toMatchObject({ code: 'already-archived', data: { archiveId: won[0] } });
  });

  test.each([
    ['reader', 'not-found'],
    ['notetaker', 'not-allowed'],
  ] as const)('a %s may not', async (role, code) => {
    const office = await archiveOffice();
    const meetingId = await makeMeeting(office, { id: 'm1' });

    expect(await office.archive.archive(userWith(role), meetingId)).toMatchObject({ ok: false, code });
    expect(await office.store.meetings.byId(meetingId)).toMatchObject({ phase: 'follow-up' });
  });

  test('an unknown meeting is not found', async () => {
    const office = await archiveOffice();

    expect(await office.archive.archive(SECRETARY, brand<MeetingId>('nobody'))).toMatchObject({ code: 'not-found' });
    expect(await office.archive.entry(SECRETARY, brand<ArchiveId>('nobody'))).toMatchObject({ code: 'not-found' });
  });

  test('a damaged document is not sealed as if its good part were the whole', async () => {
    const dataDir = temporaryFolder();
    const office = await archiveOffice(dataDir);
    const meetingId = await makeMeeting(office, { id: 'm1' });
    await office.rooms.change(meetingId, 1, 'user:a', () => ({
      ok: true,
      value: { value: null, desk: (desk) => setFact(desk, 'title', '改过的') },
    }));
    await office.rooms.close();
    const outside = new Database(join(dataDir, 'gongbi.sqlite'));
    outside.exec(`DELETE FROM snapshots; UPDATE journal SET principal = 'user:x' WHERE doc = 'm1/desk' AND seq = 2`);
    outside.close();

    const answer = await reopenedOffice(office).archive.archive(SECRETARY, meetingId);

    expect(answer).toMatchObject({ ok: false, code: 'document-damaged', data: { doc: 'm1/desk', lastGoodSeq: 1 } });
    expect(await office.store.meetings.byId(meetingId)).toMatchObject({ phase: 'follow-up' });
  });

  test('readers get the public snapshot and no reason', async () => {
    const office = await archiveOffice();
    const meetingId = await makeMeeting(office, { id: 'm1', internalParagraphs: ['仅限内部的话'] });
    const archived = valueOf(await office.archive.archive(SECRETARY, meetingId, { override: { reason: '内部原因' } }));

    const seen = await entryOf(office, brand<ArchiveId>(archived.archiveId), READER);

    expect(seen.snapshot.audience).toBe('public');
    expect(JSON.stringify(seen)).not.toMatch(/内部/);
    expect(seen.snapshot.agenda).toHaveLength(1);
  });
});

describe('reopening', () => {
  test('makes version n + 1 of the same content under new names and keeps the sealed one closed', async () => {
    const office = await archiveOffice();
    const meetingId = await makeMeeting(office, { id: 'm1', title: '例会' });
    const first = await seal(office, meetingId);

    const reopened = await office.archive.reopen(SECRETARY, meetingId, '更正姓名');

    expect(reopened).toMatchObject({ ok: true, value: { version: 2 } });
    expect(await office.store.meetings.byId(meetingId)).toMatchObject({ phase: 'follow-up', version: 2 });
    const second = await office.rooms.read(meetingId, 2, ({ desk, record }) => ({
      facts: readFacts(desk),
      items: readAgenda(desk).map((item) => itemMinutes(desk, item.id)?.toJSON()),
      state: readState(record),
      reopened: record.getMap('state').get('reopened'),
    }));
    expect(second).toMatchObject({ value: { facts: { title: '例会' }, state: { phase: 'follow-up', version: 2 } } });
    expect(second).toMatchObject({
      value: { items: [expect.stringContaining('50348')], reopened: { reason: '更正姓名', by: 'user:secretary' } },
    });
    expect(await office.store.ledger.open(docName({ meetingId, version: 1, part: 'desk' }))).toMatchObject({
      frozen: true,
    });
    expect(await office.store.ledger.open(docName({ meetingId, version: 2, part: 'desk' }))).toMatchObject({
      frozen: false,
    });
    expect(valueOf(await office.archive.verify(SECRETARY, first)).intact).toBe(true);
  });

  test('a reopened version is changed and sealed again, and both versions verify', async () => {
    const office = await archiveOffice();
    const meetingId = await makeMeeting(office, { id: 'm1' });
    const first = await seal(office, meetingId);
    valueOf(await office.archive.reopen(SECRETARY, meetingId, '补充'));
    const item = {
      id: brand<ItemId>('added'),
      kind: 'discussion' as const,
      title: '补充发言',
      order: 'b0',
      minutes: ['补充一句'],
    };
    await office.rooms.change(meetingId, 2, 'user:a', () => ({
      ok: true,
      value: { value: null, desk: (desk) => addItem(desk, item) },
    }));

    const second = await seal(office, meetingId);

    const [one, two] = [await entryOf(office, first), await entryOf(office, second)];
    expect(one.snapshot.agenda).toHaveLength(1);
    expect(two.snapshot.agenda).toHaveLength(2);
    expect(two.version).toBe(2);
    expect(two.previousDigest).toBe(one.digest);
    expect(two.versions.map((version) => version.id)).toEqual([first, second]);
    expect((await office.verifier.verifyAll()).damages).toEqual([]);
  });

  test('needs a sealed meeting, a reason, and the right', async () => {
    const office = await archiveOffice();
    const meetingId = await makeMeeting(office, { id: 'm1' });

    expect(await office.archive.reopen(SECRETARY, meetingId, '更正')).toMatchObject({ code: 'not-archived' });
    await seal(office, meetingId);
    expect(await office.archive.reopen(SECRETARY, meetingId, ' ')).toMatchObject({ code: 'reason-required' });
    expect(await office.archive.reopen(userWith('notetaker'), meetingId, '更正')).toMatchObject({
      code: 'not-allowed',
    });
  });

  test('of two who reopen at once one wins', async () => {
    const office = await archiveOffice();
    const meetingId = await makeMeeting(office, { id: 'm1' });
    await seal(office, meetingId);

    const answers = await Promise.all([1, 2].map(() => office.archive.reopen(SECRETARY, meetingId, '更正')));

    expect(answers.map((answer) => (answer.ok ? 'reopened' : answer.code)).sort()).toEqual([
      'not-archived',
      'reopened',
    ]);
  });
});

describe('verification', () => {
  test('three archives are one chain, all intact', async () => {
    const office = await archiveOffice();
    const ids: ArchiveId[] = [];
    for (const id of ['m1', 'm2', 'm3']) {
      office.clock.advance(1_000);
      ids.push(await seal(office, await makeMeeting(office, { id })));
    }

    const entries = await Promise.all(ids.map((id) => entryOf(office, id)));

    expect(entries.map((entry) => entry.previousDigest)).toEqual([null, entries[0]?.digest, entries[1]?.digest]);
    for (const id of ids) expect(valueOf(await office.archive.verify(READER, id)).intact).toBe(true);
    expect(await office.verifier.verifyAll()).toEqual({ archives: 3, documents: 6, files: 0, damages: [] });
  });

  test('meetings sealed at the same instant still make one chain', async () => {
    const office = await archiveOffice();
    const meetings = await Promise.all(['m1', 'm2', 'm3', 'm4'].map((id) => makeMeeting(office, { id })));

    await Promise.all(meetings.map((meetingId) => seal(office, meetingId)));

    expect((await office.verifier.verifyAll()).damages).toEqual([]);
  });

  test.each<[string, string, RegExp]>([
    ['the snapshot', `UPDATE archives SET snapshot = replace(snapshot, '50348', '50349')`, /snapshot:/],
    ['the seal', `UPDATE archives SET seal = replace(seal, 'the secretary', 'nobody at all')`, /seal:/],
    ['the digest', `UPDATE archives SET digest = 'ab'`, /seal:/],
    ['who archived', `UPDATE archives SET archived_by_name = '别人'`, /columns:/],
    ['the date', `UPDATE archives SET date = '2020-01-01'`, /columns:/],
    ['a journal row', `UPDATE journal SET bytes = zeroblob(8) WHERE doc = 'm1/desk'`, /journal:/],
    ['whose row it was', `UPDATE journal SET principal = 'user:x' WHERE doc = 'm1/desk'`, /journal:/],
    ['a missing row', `DELETE FROM journal WHERE doc = 'm1/record' AND seq = 1`, /journal:/],
    ['the epoch', `UPDATE documents SET epoch = 'e2' WHERE doc = 'm1/desk'`, /journal:/],
    ['an opened document', `UPDATE documents SET frozen = 0 WHERE doc = 'm1/desk'`, /closed:/],
    [
      'a lost seal',
      `DELETE FROM sealed_tasks; DELETE FROM archive_text; DELETE FROM archives WHERE meeting_id = 'm1'`,
      /chain:|that seal is missing/,
    ],
  ])('shows tampering with %s', async (_name, statement, problem) => {
    const dataDir = temporaryFolder();
    const office = await archiveOffice(dataDir);
    await seal(office, await makeMeeting(office, { id: 'm1' }));
    await seal(office, await makeMeeting(office, { id: 'm2' }));

    const outside = new Database(join(dataDir, 'gongbi.sqlite'));
    outside.exec(statement);
    outside.close();

    const { damages } = await office.verifier.verifyAll();
    expect(damages.map((damage) => damage.problem).join('\n')).toMatch(problem);
  });
});

async function settledThen<T>(task: () => Promise<T>): Promise<T> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  return task();
}
