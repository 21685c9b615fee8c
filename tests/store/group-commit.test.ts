// What waits together is written together, and statements are made once.
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { Connection } from '../../server/store/connection.ts';
import type { FlushReport } from '../../server/store/ledger.ts';
import { queriesOver } from '../../server/store/queries.ts';
import { storeForTest } from '../support/store-fixture.ts';
import { appendTo, createDocuments, docNamed, entryOf } from '../support/store-rows.ts';

it('a hundred commits of a hundred meetings in one turn are one transaction', async () => {
  const reports: FlushReport[] = [];
  const { ledger } = await storeForTest({ onFlush: (report) => reports.push(report) });
  const docs = Array.from({ length: 100 }, (_, index) => docNamed(`m${index}/desk`));
  await createDocuments(ledger, ...docs);
  reports.length = 0;

  const receipts = await Promise.all(docs.map((doc) => ledger.commit(entryOf({ appends: [appendTo(doc, 'x')] }))));

  expect(receipts.every((receipt) => receipt.ok)).toBe(true);
  expect(reports).toMatchObject([{ entries: 100, rows: 100 }]);
});

it('more than a transaction holds goes into the next ones, in order', async () => {
  const reports: FlushReport[] = [];
  const { ledger } = await storeForTest({ onFlush: (report) => reports.push(report) });
  const doc = docNamed('m1/desk');
  await createDocuments(ledger, doc);
  reports.length = 0;

  const receipts = await Promise.all(
    Array.from({ length: 2_500 }, () => ledger.commit(entryOf({ appends: [appendTo(doc, 'x')] }))),
  );

  expect(receipts.map((receipt) => receipt.ok && receipt.value.seqs[0])).toEqual(
    Array.from({ length: 2_500 }, (_, index) => index + 1),
  );
  expect(reports.map((report) => report.entries)).toEqual([1_000, 1_000, 500]);
});

it('what comes while a transaction is on its way goes into the next one, over any number of turns', async () => {
  const reports: FlushReport[] = [];
  const { ledger } = await storeForTest({ onFlush: (report) => reports.push(report) });
  const doc = docNamed('m1/desk');
  await createDocuments(ledger, doc);
  reports.length = 0;

  let answered = false;
  const first = ledger.commit(entryOf({ appends: [appendTo(doc, 'first')] })).finally(() => (answered = true));
  const late: Promise<unknown>[] = [];
  do {
    await nextTurn();
    late.push(ledger.commit(entryOf({ appends: [appendTo(doc, 'late')] })));
  } while (!answered && late.length < 500);
  await Promise.all([first, ...late]);

  expect(reports.map((report) => report.entries)).toEqual([1, late.length]);
});

it('a journal longer than a turn may take is read and proved whole', async () => {
  const { ledger } = await storeForTest();
  const doc = docNamed('m1/desk');
  await createDocuments(ledger, doc);
  const appends = Array.from({ length: 4_001 }, () => appendTo(doc, 'x'));
  await ledger.commit(entryOf({ appends }));

  expect(await ledger.journal(doc, 1)).toHaveLength(4_001);
  expect(await ledger.journal(doc, 2_001)).toHaveLength(2_001);
  expect(await ledger.journalDigest(doc, 4_001)).toMatch(/^[0-9a-f]{64}$/);
});

it('one text is one statement for the life of the connection', async () => {
  const database = new Database(':memory:');
  const connection = new Connection({ database, lock: null, onFault: () => undefined });

  expect(connection.statementOf('SELECT 1')).toBe(connection.statementOf('SELECT 1'));

  connection.close();
});

it('the query builder cannot write on its own', async () => {
  const database = new Database(':memory:');
  database.exec('CREATE TABLE links (id TEXT)');
  const connection = new Connection({ database, lock: null, onFault: () => undefined });

  await expect(queriesOver(connection).deleteFrom('links').execute()).rejects.toThrow('outside Writer.run');

  connection.close();
});
