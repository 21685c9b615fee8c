// Damaged rows, snapshots and pages: the document concerned is closed by name at its last good row, the others go on.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import type { Store } from '../../server/register-ports.ts';
import type { DocName } from '../../shared/domain/ids.ts';
import { recordingLog, storeForTest } from '../support/store-fixture.ts';
import { appendTo, createDocuments, DESK, docNamed, entryOf } from '../support/store-rows.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const OTHER = docNamed('m2/desk');

/** A closed folder with two documents of `rows` rows each. */
async function writtenFolder(rows: number, text: (seq: number) => string = (seq) => `row ${seq}`): Promise<string> {
  const dataDir = temporaryFolder();
  const store = await storeForTest({ dataDir });
  await createDocuments(store.ledger, DESK, OTHER);
  for (let seq = 1; seq <= rows; seq += 1) {
    await append(store, DESK, `${DESK} ${text(seq)}`);
    await append(store, OTHER, `${OTHER} ${text(seq)}`);
  }
  await store.close();
  return dataDir;
}

function append(store: Store, doc: DocName, text: string) {
  return store.ledger.commit(entryOf({ appends: [appendTo(doc, text)] }));
}

function tamper(dataDir: string, sql: string): void {
  const database = new Database(join(dataDir, 'gongbi.sqlite'));
  database.exec(sql);
  database.close();
}

/** Flips one bit of the file, at the first place where `text` stands. */
function flipBit(dataDir: string, text: string): void {
  const file = join(dataDir, 'gongbi.sqlite');
  const bytes = readFileSync(file);
  const place = bytes.indexOf(text);
  expect(place).toBeGreaterThan(0);
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

it('[F12] one flipped bit: the document opens up to the row before it and refuses writes by name', async () => {
  const dataDir = await writtenFolder(4);
  flipBit(dataDir, `${DESK} row 3`);
  const log = recordingLog();
  const store = await storeForTest({ dataDir, log });

  const document = await store.ledger.open(DESK);
  const receipt = await append(store, DESK, 'more');

  expect(document?.damaged).toEqual({ lastGoodSeq: 2, reason: 'the checksum of row 3 does not match' });
  expect(document?.seq).toBe(2);
  expect(document?.tail.map((row) => row.seq)).toEqual([1, 2]);
  expect(receipt).toEqual({ ok: false, code: 'document-damaged', data: { doc: DESK, lastGoodSeq: 2 } });
  expect(log.lines.filter((line) => line.level === 'error')).toHaveLength(1);
});

it('[F12] other documents of the same file go on', async () => {
  const dataDir = await writtenFolder(4);
  flipBit(dataDir, `${DESK} row 3`);
  const store = await storeForTest({ dataDir });
  await store.ledger.open(DESK);

  const receipt = await append(store, OTHER, 'more');

  expect(receipt).toEqual({ ok: true, value: { seqs: [5] } });
  expect((await store.ledger.open(OTHER))?.damaged).toBeNull();
});

it('[F12] an entry that touches a damaged and a whole document writes neither', async () => {
  const dataDir = await writtenFolder(2);
  flipBit(dataDir, `${DESK} row 2`);
  const store = await storeForTest({ dataDir });
  await store.ledger.open(DESK);

  const receipt = await store.ledger.commit(entryOf({ appends: [appendTo(OTHER, 'a'), appendTo(DESK, 'b')] }));

  expect(receipt).toMatchObject({ ok: false, code: 'document-damaged' });
  expect((await store.ledger.open(OTHER))?.seq).toBe(2);
});

it.each([
  ['a changed author', `UPDATE journal SET principal = 'user:b' WHERE doc = '${DESK}' AND seq = 3`],
  ['a changed time', `UPDATE journal SET received_at = 9 WHERE doc = '${DESK}' AND seq = 3`],
  ['a removed row', `DELETE FROM journal WHERE doc = '${DESK}' AND seq = 3`],
  [
    'a row of another document',
    `UPDATE journal SET (bytes, crc, hash) = (SELECT bytes, crc, hash FROM journal
     WHERE doc = '${OTHER}' AND seq = 3) WHERE doc = '${DESK}' AND seq = 3`,
  ],
])('[F12] %s is noticed like a broken one', async (_, sql) => {
  const dataDir = await writtenFolder(4);
  tamper(dataDir, sql);
  const store = await storeForTest({ dataDir });

  expect((await store.ledger.open(DESK))?.damaged?.lastGoodSeq).toBe(2);
  expect(await store.ledger.journal(DESK, 1)).toHaveLength(2);
  expect(await store.ledger.journalDigest(DESK, 2)).not.toBeNull();
  expect(await store.ledger.journalDigest(DESK, 4)).toBeNull();
});

it('[F12] rows cut off at the end are noticed', async () => {
  const dataDir = await writtenFolder(4);
  tamper(dataDir, `DELETE FROM journal WHERE doc = '${DESK}' AND seq > 2`);
  const store = await storeForTest({ dataDir });

  expect((await store.ledger.open(DESK))?.damaged).toEqual({ lastGoodSeq: 2, reason: 'row 3 is missing' });
});

it('[F12] a document that was repaired takes writes again once it was opened', async () => {
  const dataDir = await writtenFolder(3);
  flipBit(dataDir, `${DESK} row 2`);
  const broken = await storeForTest({ dataDir });
  await broken.ledger.open(DESK);
  await broken.close();
  // Three became two in the damaged letter; flipping the same bit again restores it.
  const file = join(dataDir, 'gongbi.sqlite');
  const bytes = readFileSync(file);
  const place = bytes.indexOf('l1/desk row 2');
  bytes[place] = 'm'.charCodeAt(0);
  writeFileSync(file, bytes);

  const store = await storeForTest({ dataDir });

  expect((await store.ledger.open(DESK))?.damaged).toBeNull();
  expect(await append(store, DESK, 'more')).toMatchObject({ ok: true });
});

it('[F9] a page that cannot be read closes the documents on it, not the others', async () => {
  // Rows of 3,000 bytes: a page each, so that one broken page is one document's.
  const dataDir = await writtenFolder(12, (seq) => `row ${seq} ${'x'.repeat(3_000)}`);
  const file = join(dataDir, 'gongbi.sqlite');
  const bytes = readFileSync(file);
  const place = bytes.indexOf(`${DESK} row 6 `);
  const page = Math.floor(place / 4_096) * 4_096;
  bytes.fill(0, page, page + 4_096);
  writeFileSync(file, bytes);
  const store = await storeForTest({ dataDir });

  const document = await store.ledger.open(DESK);

  expect(document?.damaged).not.toBeNull();
  expect(document?.seq).toBeLessThan(6);
  expect(await append(store, DESK, 'more')).toMatchObject({ ok: false, code: 'document-damaged' });
  expect((await store.ledger.open(OTHER))?.damaged).toBeNull();
  expect(await append(store, OTHER, 'more')).toMatchObject({ ok: true });
});

it('[F9] a page that writing finds broken closes its document until it is opened, as one that reading found', async () => {
  const dataDir = await writtenFolder(12, (seq) => `row ${seq} ${'x'.repeat(3_000)}`);
  const file = join(dataDir, 'gongbi.sqlite');
  const bytes = readFileSync(file);
  const place = bytes.indexOf(`${DESK} row 12 `);
  const page = Math.floor(place / 4_096) * 4_096;
  bytes.fill(0, page, page + 4_096);
  writeFileSync(file, bytes);
  const store = await storeForTest({ dataDir });

  const [first, beside] = await Promise.all([append(store, DESK, 'more'), append(store, OTHER, 'more')]);
  const second = await append(store, DESK, 'more');
  const document = await store.ledger.open(DESK);
  const third = await append(store, DESK, 'more');

  const refusal = { ok: false, code: 'document-damaged' };
  expect([first, second]).toMatchObject([refusal, refusal].map((one) => ({ ...one, data: { lastGoodSeq: 0 } })));
  expect(document?.damaged).not.toBeNull();
  expect(third).toMatchObject({ ...refusal, data: { lastGoodSeq: document?.seq } });
  expect(beside).toEqual({ ok: true, value: { seqs: [13] } });
});

it('a damaged snapshot gives way to the one before it, and that to the whole journal', async () => {
  const dataDir = temporaryFolder();
  const first = await storeForTest({ dataDir });
  await createDocuments(first.ledger, DESK);
  for (const text of ['a', 'b', 'c']) await append(first, DESK, text);
  await first.ledger.putSnapshot(DESK, 1, new Uint8Array([1, 1, 1]));
  await first.ledger.putSnapshot(DESK, 2, new Uint8Array([2, 2, 2]));
  await first.close();

  tamper(dataDir, `UPDATE snapshots SET bytes = x'020203' WHERE seq = 2`);
  const second = await storeForTest({ dataDir });
  const older = await second.ledger.open(DESK);
  await second.close();
  tamper(dataDir, `UPDATE snapshots SET bytes = x'010102' WHERE seq = 1`);
  const third = await storeForTest({ dataDir });
  const whole = await third.ledger.open(DESK);

  expect(older).toMatchObject({ seq: 3, snapshot: { seq: 1 }, damaged: null });
  expect(older?.tail.map((row) => row.seq)).toEqual([2, 3]);
  expect(whole).toMatchObject({ seq: 3, snapshot: null, damaged: null });
  expect(whole?.tail.map((row) => row.seq)).toEqual([1, 2, 3]);
});

it('a damaged snapshot is replaced by a good one of the same row; two are kept', async () => {
  const dataDir = temporaryFolder();
  const first = await storeForTest({ dataDir });
  await createDocuments(first.ledger, DESK);
  for (const text of ['a', 'b', 'c']) await append(first, DESK, text);
  for (const seq of [1, 2, 3]) await first.ledger.putSnapshot(DESK, seq, new Uint8Array([seq]));
  await first.close();
  tamper(dataDir, `UPDATE snapshots SET crc = 0 WHERE seq = 3`);
  const second = await storeForTest({ dataDir });

  await second.ledger.putSnapshot(DESK, 3, new Uint8Array([33]));

  expect((await second.ledger.open(DESK))?.snapshot).toEqual({ seq: 3, bytes: new Uint8Array([33]) });
  await second.close();
  const database = new Database(join(dataDir, 'gongbi.sqlite'));
  expect(database.prepare('SELECT seq FROM snapshots ORDER BY seq').pluck().all()).toEqual([2, 3]);
  database.close();
});
