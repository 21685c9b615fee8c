// A seal is the same for the same meeting, and no part of what it covers can change unnoticed.
import { describe, expect, test } from 'vitest';
import { canonicalJson, sha256 } from '../../server/archive/canonical.ts';
import { parseSeal, sealMeeting, verifySeal, type SealEvidence, type Sealing } from '../../server/archive/seal.ts';
import type { ArchiveRow } from '../../server/ports.ts';
import { docName, type ArchiveId, type MeetingId, type UserId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { sampleSnapshot } from '../export/sample-snapshot.ts';

const meetingId = brand<MeetingId>('meeting-1');
const desk = docName({ meetingId, version: 1, part: 'desk' });
const record = docName({ meetingId, version: 1, part: 'record' });

function sealing(set: Partial<Sealing> = {}): Sealing {
  return {
    archiveId: brand<ArchiveId>('archive-1'),
    meetingId,
    version: 1,
    bodyId: null,
    date: '2021-04-23',
    snapshot: sampleSnapshot({ meetingId }),
    documents: [
      { doc: desk, epoch: 'e1', seq: 12, journalDigest: 'aa' },
      { doc: record, epoch: 'e2', seq: 3, journalDigest: 'bb' },
    ],
    archivedAt: 1_619_170_000_000,
    archivedBy: brand<UserId>('user-1'),
    archivedByName: '王坤泉',
    overrideReason: null,
    previousDigest: null,
    ...set,
  };
}

function evidence(row: ArchiveRow, set: Partial<SealEvidence> = {}): SealEvidence {
  return {
    documents: new Map([
      [desk, { epoch: 'e1', journalDigest: 'aa', frozen: true, headSeq: 12 }],
      [record, { epoch: 'e2', journalDigest: 'bb', frozen: true, headSeq: 4 }],
    ]),
    replayed: row.snapshot,
    files: new Map(),
    previousDigest: null,
    auditHash: null,
    ...set,
  };
}

function broken(row: ArchiveRow, found: SealEvidence): readonly string[] {
  return verifySeal(row, found)
    .filter((check) => !check.intact)
    .map((check) => check.name);
}

describe('canonical JSON', () => {
  test('is one text for one value, whatever the order of its keys', () => {
    expect(canonicalJson({ b: 1, a: { d: [2, null], c: '聘' } })).toBe('{"a":{"c":"聘","d":[2,null]},"b":1}');
    expect(canonicalJson({ a: { c: '聘', d: [2, null] }, b: 1, none: undefined })).toBe(
      '{"a":{"c":"聘","d":[2,null]},"b":1}',
    );
  });

  test.each([Number.NaN, Infinity, () => 1, new Map(), undefined])('refuses what JSON cannot hold: %s', (value) => {
    expect(() => canonicalJson({ value })).not.toThrow(TypeError);
    if (value !== undefined) expect(() => canonicalJson({ value })).toThrow('canonical JSON');
  });
});

describe('a seal', () => {
  test('is the same bytes for the same meeting', () => {
    const first = sealMeeting(sealing());
    const again = sealMeeting(sealing());

    expect(again).toEqual(first);
    expect(first.digest).toBe(sha256(first.seal));
    expect(JSON.parse(first.seal)).toMatchObject({
      sealVersion: 1,
      files: [],
      previousDigest: null,
      meetingId,
      version: 1,
    });
  });

  test('is read back as it was made', () => {
    const row = sealMeeting(sealing({ overrideReason: '会长要求' }));

    expect(parseSeal(row.seal)).toMatchObject({ overrideReason: '会长要求', snapshotDigest: sha256(row.snapshot) });
    expect(parseSeal('{"sealVersion":2}')).toBeNull();
    expect(parseSeal('not json')).toBeNull();
  });

  test('names the newest entry of the audit log, and misses it', () => {
    const row = sealMeeting(sealing({ auditHead: { ordinal: 7, hash: 'ee' } }));

    expect(parseSeal(row.seal)?.auditHead).toEqual({ ordinal: 7, hash: 'ee' });
    expect(broken(row, evidence(row, { auditHash: 'ee' }))).toEqual([]);
    expect(broken(row, evidence(row, { auditHash: 'ff' }))).toEqual(['audit']);
    expect(broken(row, evidence(row))).toEqual(['audit']);
    expect(parseSeal(row.seal.replace('"ordinal":7', '"ordinal":"7"'))).toBeNull();
  });

  test('from before there was an audit log is the same bytes as then, and asks nothing of it', () => {
    const row = sealMeeting(sealing());

    expect(row.seal).not.toContain('audit');
    expect(verifySeal(row, evidence(row)).map(({ name }) => name)).not.toContain('audit');
    expect(broken(row, evidence(row))).toEqual([]);
  });

  test('verifies while nothing has changed', () => {
    const row = sealMeeting(sealing());

    expect(broken(row, evidence(row))).toEqual([]);
  });

  test.each<[string, Partial<ArchiveRow>]>([
    ['title', { title: '另一个会议' }],
    ['date', { date: '2021-04-24' }],
    ['archivedAt', { archivedAt: 1 }],
    ['archivedBy', { archivedBy: brand<UserId>('user-2') }],
    ['archivedByName', { archivedByName: '别人' }],
    ['overrideReason', { overrideReason: '补' }],
    ['version', { version: 2 }],
    ['previousDigest', { previousDigest: 'cc' }],
  ])('shows a changed column: %s', (_name, change) => {
    const row = { ...sealMeeting(sealing()), ...change };

    expect(broken(row, evidence(row))).toEqual(['columns']);
  });

  test('shows a changed snapshot, even when its replay agrees', () => {
    const row = sealMeeting(sealing());
    const changed = { ...row, snapshot: row.snapshot.replace('王坤泉', '王坤全') };

    expect(changed.snapshot).not.toBe(row.snapshot);
    expect(broken(changed, evidence(row))).toEqual(['snapshot']);
    expect(broken(changed, evidence(changed))).toEqual(['snapshot', 'replay']);
  });

  test('shows a changed seal', () => {
    const row = sealMeeting(sealing());
    const changed = { ...row, seal: row.seal.replace('"seq":12', '"seq":11') };

    expect(broken(changed, evidence(row))).toContain('seal');
  });

  test.each([
    ['another digest', { epoch: 'e1', journalDigest: 'ab', frozen: true, headSeq: 12 }, 'journal'],
    ['another epoch', { epoch: 'e9', journalDigest: 'aa', frozen: true, headSeq: 12 }, 'journal'],
    ['rows missing', { epoch: 'e1', journalDigest: null, frozen: true, headSeq: 10 }, 'journal'],
    ['a row added', { epoch: 'e1', journalDigest: 'aa', frozen: true, headSeq: 13 }, 'closed'],
    ['opened again', { epoch: 'e1', journalDigest: 'aa', frozen: false, headSeq: 12 }, 'closed'],
  ])('shows a changed journal: %s', (_name, found, check) => {
    const row = sealMeeting(sealing());
    const documents = new Map([...evidence(row).documents, [desk, found]]);

    expect(broken(row, evidence(row, { documents }))).toContain(check);
  });

  test('shows a missing document and an unreadable replay', () => {
    const row = sealMeeting(sealing());

    expect(broken(row, evidence(row, { documents: new Map(), replayed: null }))).toEqual([
      'journal',
      'journal',
      'replay',
      'closed',
      'closed',
    ]);
  });

  test('shows a broken chain: its predecessor is gone', () => {
    const row = sealMeeting(sealing({ previousDigest: 'dd' }));

    expect(broken(row, evidence(row, { previousDigest: 'dd' }))).toEqual([]);
    expect(broken(row, evidence(row, { previousDigest: null }))).toEqual(['chain']);
  });
});
