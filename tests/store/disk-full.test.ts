// A full or unwritable disk: writes are refused, reads go on, and it recovers by itself (reliability F7, M15).
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StorageUnavailable, type Clock } from '../../server/ports.ts';
import { SqlAccounts } from '../../server/store/accounts.ts';
import { CommandResults } from '../../server/store/command-results.ts';
import { Connection } from '../../server/store/connection.ts';
import { openDatabase } from '../../server/store/database.ts';
import { Journal, type DamageMap } from '../../server/store/journal.ts';
import { SqliteLedger } from '../../server/store/ledger.ts';
import { SCHEMA_NUMBER } from '../../server/store/migrations.ts';
import { queriesOver } from '../../server/store/queries.ts';
import { Reserve } from '../../server/store/reserve.ts';
import { LocalWriter } from '../../server/store/writer.ts';
import { startStoreChild } from '../support/store-child.ts';
import { recordingLog, STILL_CLOCK } from '../support/store-fixture.ts';
import { accountRow, appendTo, createDocuments, DESK, entryOf } from '../support/store-rows.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it('[F7] no page left: the whole batch is refused, nothing of it is there, and the next one may succeed', async () => {
  const database = openDatabase(join(temporaryFolder(), 'gongbi.sqlite'));
  onTestFinished(() => void database.close());
  const log = recordingLog();
  const faults: string[] = [];
  const connection = new Connection({ database, lock: null, onFault: (fault) => faults.push(fault) });
  const damage: DamageMap = new Map();
  const ledger = new SqliteLedger({
    writer: new LocalWriter(connection, damage),
    journal: new Journal(connection, damage, log),
    commands: new CommandResults(connection),
    clock: STILL_CLOCK,
    log,
  });
  await createDocuments(ledger, DESK);
  await ledger.commit(entryOf({ appends: [appendTo(DESK, 'before')] }));
  const large = (): ReturnType<typeof ledger.commit> =>
    ledger.commit(entryOf({ appends: [appendTo(DESK, 'x'.repeat(50_000))] }));
  database.pragma(`max_page_count = ${Number(database.pragma('page_count', { simple: true })) + 2}`);

  const refused = await Promise.all([ledger.commit(entryOf({ appends: [appendTo(DESK, 'small')] })), large()]);
  const document = await ledger.open(DESK);
  await ledger.putSnapshot(DESK, 1, new Uint8Array(50_000));
  database.pragma('max_page_count = 1000000');
  const accepted = await large();

  expect(refused).toMatchObject([
    { ok: false, code: 'storage-unavailable' },
    { ok: false, code: 'storage-unavailable' },
  ]);
  expect(document).toMatchObject({ seq: 1, damaged: null });
  expect(accepted).toEqual({ ok: true, value: { seqs: [2] } });
  expect(faults).toEqual(['unavailable', 'unavailable']);
  expect(log.lines.map((line) => line.message)).toEqual([
    'the storage takes no writes',
    'a snapshot could not be stored',
    'the storage takes writes again',
  ]);
});

it('[F7] no page left: a register says that the disk takes no writes, changes nothing, and goes on later', async () => {
  const database = openDatabase(join(temporaryFolder(), 'gongbi.sqlite'));
  onTestFinished(() => void database.close());
  const connection = new Connection({ database, lock: null, onFault: () => undefined });
  const accounts = new SqlAccounts(new LocalWriter(connection, new Map()), queriesOver(connection));
  database.pragma(`max_page_count = ${Number(database.pragma('page_count', { simple: true }))}`);
  const large = accountRow('u1', { passwordHash: 'x'.repeat(50_000) });

  await expect(accounts.insert(large, [])).rejects.toBeInstanceOf(StorageUnavailable);
  const refused = await accounts.count();
  database.pragma('max_page_count = 1000000');
  await accounts.insert(large, []);

  expect([refused, await accounts.count()]).toEqual([0, 1]);
});

it('[F7] an entry with nothing in it reaches the disk all the same, so that it can say whether the disk takes it', async () => {
  const file = join(temporaryFolder(), 'gongbi.sqlite');
  const [database, beside] = [openDatabase(file), openDatabase(file)];
  onTestFinished(() => [database, beside].forEach((each) => each.close()));
  const writer = new LocalWriter(new Connection({ database, lock: null, onFault: () => undefined }), new Map());
  const version = (): unknown => beside.pragma('data_version', { simple: true });
  const before = version();

  const outcomes = writer.write([entryOf({})]);

  expect(outcomes).toEqual([{ kind: 'settled', result: { ok: true, value: { seqs: [] } } }]);
  expect(version()).not.toBe(before);
  expect(beside.pragma('user_version', { simple: true })).toBe(SCHEMA_NUMBER);
});

describe('the reserve', () => {
  function reserveWith(bytes: number) {
    const file = join(temporaryFolder(), 'reserve');
    const timers: (() => void)[] = [];
    const clock: Clock = {
      ...STILL_CLOCK,
      after: (_, task) => {
        timers.push(task);
        return () => void timers.splice(timers.indexOf(task), 1);
      },
    };
    const reserve = new Reserve({ file, bytes, clock, log: recordingLog() });
    return { file, timers, reserve };
  }

  it('[F7] is held from the start, given back once, and taken again when there is plenty', () => {
    const { file, timers, reserve } = reserveWith(65_536);
    expect(statSync(file).size).toBe(65_536);

    reserve.release();
    reserve.release();
    expect(existsSync(file)).toBe(false);
    expect(timers).toHaveLength(1);

    timers.shift()?.();
    expect(statSync(file).size).toBe(65_536);
  });

  it('that can be neither taken nor given back keeps nobody from working', () => {
    const file = join(temporaryFolder(), 'reserve');
    // What stands there cannot be written, and not be removed either: as on a disk that was mounted read-only.
    mkdirSync(join(file, 'in the way'), { recursive: true });
    const log = recordingLog();
    const timers: (() => void)[] = [];
    const clock: Clock = { ...STILL_CLOCK, after: (_, task) => (timers.push(task), () => undefined) };

    const reserve = new Reserve({ file, bytes: 65_536, clock, log });
    timers.shift()?.();
    rmSync(file, { recursive: true });
    timers.shift()?.();
    const size = statSync(file).size;
    rmSync(file);
    mkdirSync(join(file, 'in the way'), { recursive: true });
    reserve.release();

    expect(size).toBe(65_536);
    expect(new Set(log.lines.map((line) => line.level))).toEqual(new Set(['warn']));
  });

  it('is not waited for once it is closed', () => {
    const { timers, reserve } = reserveWith(65_536);
    reserve.release();
    expect(timers).toHaveLength(1);

    reserve.close();

    expect(timers).toEqual([]);
  });
});

interface Filled {
  readonly acked: number;
  readonly refusal: string;
  readonly readable: number;
  readonly reopened: number;
  readonly recovered: string;
  readonly messages: readonly string[];
}

async function fill(dataDir: string, through: readonly string[], makeRoom: string): Promise<Filled> {
  const child = startStoreChild({ scenario: 'fill', dataDir, argument: makeRoom, through });
  const filled: Filled = JSON.parse(await child.line((line) => line.startsWith('{')));
  expect(await child.exitCode()).toBe(0);
  return filled;
}

function expectHonest(filled: Filled): void {
  expect(filled.acked).toBeGreaterThan(10);
  expect(filled.refusal).toBe('storage-unavailable');
  expect(filled.readable).toBe(filled.acked);
  expect(filled.reopened).toBe(filled.acked);
  expect(filled.recovered).toBe('ok');
}

const canMount = spawnSync('unshare', ['-rm', 'true']).status === 0;
const canLimit = spawnSync('prlimit', ['--version']).status === 0;

it.skipIf(!canMount)(
  '[F7] a full file system (needs unshare): refused, readable, reserve given back, recovered',
  async () => {
    const dataDir = temporaryFolder();
    const mounted = `mount -t tmpfs -o size=6m tmpfs ${dataDir} && head -c 2000000 /dev/zero > ${dataDir}/ballast`;

    const filled = await fill(
      dataDir,
      ['unshare', '-rm', 'sh', '-c', `${mounted} && exec "$@"`, 'sh'],
      `rm ${dataDir}/ballast`,
    );

    expectHonest(filled);
    expect(filled.messages).toContain('the disk is full: the reserve was given back');
  },
);

it.skipIf(!canLimit)('[F7] a limit on file sizes (needs prlimit): refused, readable, recovered', async () => {
  const dataDir = temporaryFolder();

  const filled = await fill(dataDir, ['prlimit', '--fsize=2000000:unlimited'], 'prlimit --pid $PPID --fsize=unlimited');

  expectHonest(filled);
});
