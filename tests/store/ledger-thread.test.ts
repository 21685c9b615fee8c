// The thread that writes: what goes over and comes back, and what happens when it cannot start or dies.
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { lockFolder } from '../../server/store/folder-lock.ts';
import { sqliteCode, storageFault } from '../../server/store/storage-fault.ts';
import { packEntries, packStatements, receivedError, sentError } from '../../server/store/writer-messages.ts';
import { InvariantError } from '../../shared/lib/assert.ts';
import { recordingLog, storeForTest } from '../support/store-fixture.ts';
import { accountRow, appendTo, createDocuments, DESK, entryOf, RECORD } from '../support/store-rows.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function workerOf(program: string): () => Worker {
  return () => new Worker(`const { parentPort } = require('node:worker_threads'); ${program}`, { eval: true });
}

const DIES_AT_WORK = workerOf(
  `parentPort.postMessage({ kind: 'ready' }); parentPort.once('message', () => { throw new Error('out of order'); });`,
);

describe('a thread that dies', () => {
  it('[R1] ends the process, told once, and answers no commit that was on its way', async () => {
    const fatal: Error[] = [];
    const log = recordingLog();
    const store = await storeForTest({ startWorker: DIES_AT_WORK, log, onFatal: (error) => fatal.push(error) });

    const outcomes = await Promise.allSettled([
      store.ledger.commit(entryOf({ appends: [appendTo(DESK, 'a')] })),
      store.accounts.insert(accountRow('u1'), []),
    ]);

    expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected']);
    expect(fatal.map((error) => error.message)).toEqual([expect.stringMatching(/gongbi\.sqlite: .*\(out of order\)$/)]);
    expect(log.lines.map((line) => line.level)).toEqual(['error']);
  });

  it('takes nothing any more, and can still be closed', async () => {
    const store = await storeForTest({ startWorker: DIES_AT_WORK, onFatal: () => undefined });
    await Promise.allSettled([store.accounts.insert(accountRow('u1'), [])]);

    await expect(store.ledger.commit(entryOf({ appends: [appendTo(DESK, 'a')] }))).rejects.toThrow('out of order');
    await store.close();
  });
});

describe('a thread that cannot start', () => {
  it.each([
    ['its program fails', workerOf(`throw new Error('no such file');`), 'no such file'],
    ['it ends at once', workerOf(''), 'ended with code 0'],
  ])('%s: the start fails with one sentence and leaves the folder unlocked', async (_, startWorker, reason) => {
    const dataDir = temporaryFolder();
    const onFatal = (): void => expect.unreachable();

    const opening = storeForTest({ dataDir, startWorker, onFatal });

    await expect(opening).rejects.toThrow(`the database cannot be opened for writing: `);
    await expect(opening).rejects.toThrow(reason);
    lockFolder(dataDir, recordingLog()).release();
  });
});

it('closing writes what was asked for before, registers included', async () => {
  const dataDir = temporaryFolder();
  const store = await storeForTest({ dataDir });

  const inserted = store.accounts.insert(accountRow('u1'), []);
  await store.close();

  expect(await inserted).toEqual({ ok: true, value: null });
  const again = await storeForTest({ dataDir });
  expect(await again.accounts.count()).toBe(1);
});

it('a snapshot that comes after a newer one does not take its place, even while that is being written', async () => {
  const { ledger } = await storeForTest();
  await createDocuments(ledger, DESK);
  for (const text of ['a', 'b']) await ledger.commit(entryOf({ appends: [appendTo(DESK, text)] }));

  await Promise.all([
    ledger.putSnapshot(DESK, 2, new Uint8Array([2])),
    ledger.putSnapshot(DESK, 1, new Uint8Array([1])),
  ]);

  expect((await ledger.open(DESK))?.snapshot).toEqual({ seq: 2, bytes: new Uint8Array([2]) });
});

describe('what goes over', () => {
  it('is a copy: the sender keeps its bytes, and no more than they is sent', () => {
    const frame = new Uint8Array(10_000).fill(7);
    const bytes = frame.subarray(100, 104);
    const entries = [
      entryOf({ appends: [appendTo(DESK, '', { bytes }), appendTo(RECORD, '', { bytes: new Uint8Array([1, 2]) })] }),
      entryOf({ appends: [appendTo(DESK, '', { bytes: new Uint8Array() })] }),
    ];

    const { value, buffers } = packEntries(entries);
    const arrived = structuredClone(value, { transfer: buffers });

    expect(arrived).toEqual(entries);
    expect(arrived[0]?.appends[0]?.bytes.buffer.byteLength).toBe(6);
    expect(frame.byteLength).toBe(10_000);
    expect(bytes).toEqual(new Uint8Array([7, 7, 7, 7]));
  });

  it('holds the bytes of statements too, and which of them is a condition', () => {
    const statements = [
      { sql: 'INSERT', parameters: ['a', 1, null, new Uint8Array([1]).subarray(0)], isCondition: true },
      { sql: 'DELETE', parameters: [], isCondition: false },
    ];

    const { value, buffers } = packStatements(statements);

    expect(structuredClone(value, { transfer: buffers })).toEqual(statements);
  });
});

describe('an error that comes back', () => {
  function arrived(error: unknown): Error {
    return receivedError(structuredClone(sentError(error)));
  }

  it('of SQLite means the same as where it was thrown', () => {
    const error = arrived(new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC'));

    expect(error.message).toBe('disk I/O error');
    expect(sqliteCode(error)).toBe('SQLITE_IOERR_FSYNC');
    expect(storageFault(error)).toBe('flush-failed');
  });

  it('of ours is still a bug of ours, with the place where it was thrown', () => {
    const thrown = new InvariantError('client 7 belongs to another');

    const error = arrived(thrown);

    expect(error).toBeInstanceOf(InvariantError);
    expect(error).toMatchObject({ message: thrown.message, stack: thrown.stack });
    expect(arrived('a string')).toMatchObject({ name: 'Error', message: 'a string' });
  });
});
