// A process of its own around a store, for tests that kill it, fill its disk or break its flushes. Tells what it did as
// lines on standard output; started by tests/support/child-process.ts.
//   hold <dir>             opens the store, keeps nothing of it but the ledger, collects garbage and stays
//   write <dir>            commits to three documents without end, a line `<doc> <seq>` for each answer
//   fill <dir> <command>   commits until the disk is full, opens the store anew on the full disk, runs the shell command
//                          that gives room, commits again
//   migrate <dir>          opens the database with two more steps of migration than the program has, and tells its shape
//   turns <dir>            writes 20 times, one after the other (10 commits, 10 accounts), and tells how often the event
//                          loop turned meanwhile
import { execSync } from 'node:child_process';
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { systemClock } from '../../server/clock.ts';
import { openDatabase } from '../../server/store/database.ts';
import { MIGRATIONS } from '../../server/store/migrations.ts';
import { openStore } from '../../server/store/store.ts';
import type { Ledger, Log } from '../../server/ports.ts';
import type { Store } from '../../server/register-ports.ts';
import { LATER_STEPS } from './later-steps.ts';
import { accountRow, appendTo, createDocuments, DESK, docNamed, entryOf } from './store-rows.ts';

const FATAL_EXIT = 70;
const [, , scenario = '', dataDir = '', argument = ''] = process.argv;

/** Not console.log: a line that was written is out, even when the process is killed with the next instruction. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}

async function main(): Promise<void> {
  const messages: string[] = [];
  const note = (message: string): void => void messages.push(message);
  const log: Log = { info: note, warn: note, error: note };
  const onFatal = (): never => {
    say('fatal');
    process.exit(FATAL_EXIT);
  };
  if (scenario === 'migrate') return migrate();
  const open = (): Promise<Store> => openStore({ dataDir, clock: systemClock(), log, onFatal, reserveBytes: 262_144 });
  const store = await open();
  if (scenario === 'hold') return hold(store.ledger);
  say('ready');
  if (scenario === 'write') await writeForEver(store.ledger);
  if (scenario === 'fill') await fill(store, open, messages);
  if (scenario === 'turns') await countTurns(store);
}

function migrate(): void {
  const database = openDatabase(join(dataDir, 'gongbi.sqlite'), [...MIGRATIONS, ...LATER_STEPS]);
  say(`shape ${String(database.pragma('user_version', { simple: true }))}`);
  database.close();
}

/** `main` has returned when the garbage is collected, so that nothing but `ledger` holds the store. */
function hold(ledger: Ledger): void {
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  setImmediate(() => {
    collectGarbage();
    setImmediate(() => say('ready'));
  });
  setInterval(() => void ledger.open(DESK), 60_000);
}

async function writeForEver(ledger: Ledger): Promise<void> {
  const docs = ['m1/desk', 'm2/desk', 'm2/record'].map(docNamed);
  const missing = [];
  for (const doc of docs) if ((await ledger.open(doc)) === null) missing.push(doc);
  await createDocuments(ledger, ...missing);
  await Promise.all(
    docs.map(async (doc) => {
      for (;;) {
        const receipt = await ledger.commit(entryOf({ appends: [appendTo(doc, `row of ${doc}`)] }));
        if (receipt.ok) say(`${doc} ${receipt.value.seqs[0]}`);
      }
    }),
  );
}

async function fill(store: Store, reopen: () => Promise<Store>, messages: readonly string[]): Promise<void> {
  await createDocuments(store.ledger, DESK);
  let acked = 0;
  // Twice in a row: the first refusal gives the reserve back, which makes room for some more.
  for (let refusals = 0; refusals < 2;) {
    const outcome = await commitLarge(store.ledger);
    if (outcome === 'ok') acked += 1;
    refusals = outcome === 'ok' ? 0 : refusals + 1;
  }
  const refusal = await commitLarge(store.ledger);
  const readable = (await store.ledger.open(DESK))?.seq;
  await store.close();
  const again = await reopen();
  const reopened = (await again.ledger.open(DESK))?.seq;
  execSync(argument);
  const recovered = await commitLarge(again.ledger);
  say(JSON.stringify({ acked, refusal, readable, reopened, recovered, messages }));
  await again.close();
}

async function commitLarge(ledger: Ledger): Promise<string> {
  const receipt = await ledger.commit(entryOf({ appends: [appendTo(DESK, 'x'.repeat(8_192))] }));
  return receipt.ok ? 'ok' : receipt.code;
}

async function countTurns(store: Store): Promise<void> {
  await createDocuments(store.ledger, DESK);
  let turns = 0;
  let counting = true;
  const turn = (): void => {
    turns += 1;
    if (counting) setImmediate(turn);
  };
  turn();
  for (let index = 0; index < 10; index += 1) {
    await store.ledger.commit(entryOf({ appends: [appendTo(DESK, 'row')] }));
    await store.accounts.insert(accountRow(`u${index}`), []);
  }
  counting = false;
  say(`turns ${turns}`);
  await store.close();
}

await main();
