// Readiness: true while commits succeed, found out by a commit of its own otherwise, at most once a second.
import { expect, test } from 'vitest';
import type { LedgerEntry } from '../../server/ports.ts';
import { Readiness } from '../../server/services/readiness.ts';
import { refused } from '../../shared/lib/result.ts';
import { HandClock } from '../support/hand-clock.ts';
import { MemoryLedger } from '../support/memory-ledger.ts';

const ENTRY = { appends: [], writes: [], outbox: [] };

/** A ledger whose disk can be full. */
class FillingLedger extends MemoryLedger {
  isFull = false;
  isStuck = false;
  attempts = 0;

  override commit(entry: LedgerEntry): ReturnType<MemoryLedger['commit']> {
    this.attempts++;
    if (this.isStuck) return new Promise(() => undefined);
    return this.isFull ? Promise.resolve(refused('storage-unavailable')) : super.commit(entry);
  }
}

function disk() {
  const state = new FillingLedger();
  const clock = new HandClock();
  return { state, clock, readiness: new Readiness({ ledger: state, clock }) };
}

test('before the first commit it is found out by one', async () => {
  const { readiness, state } = disk();

  expect([await readiness.isReady(), state.attempts]).toEqual([true, 1]);
});

test('while commits succeed nobody is asked', async () => {
  const { readiness, state } = disk();
  await readiness.ledger.commit(ENTRY);

  expect([await readiness.isReady(), state.attempts]).toEqual([true, 1]);
});

test('[F7] after a quiet second it is found out anew: nobody typed while the disk filled up', async () => {
  const { readiness, state, clock } = disk();
  await readiness.ledger.commit(ENTRY);
  state.isFull = true;
  clock.advance(1_000);

  expect([await readiness.isReady(), state.attempts]).toEqual([false, 2]);
});

test('a disk that does not answer within a second is not ready, and nobody waits longer for it', async () => {
  const { readiness, state, clock } = disk();
  state.isStuck = true;

  const asked = readiness.isReady();
  clock.advance(1_000);

  expect(await asked).toBe(false);
});

test('a full disk is not ready, and recovers without a restart', async () => {
  const { readiness, state, clock } = disk();
  await readiness.ledger.commit(ENTRY);
  state.isFull = true;
  await readiness.ledger.commit(ENTRY);

  const full = await readiness.isReady();
  state.isFull = false;
  clock.advance(1_000);
  const free = await readiness.isReady();

  expect([full, free]).toEqual([false, true]);
});

test('however often it is asked, the disk is tried once a second', async () => {
  const { readiness, state } = disk();
  state.isFull = true;

  await Promise.all(Array.from({ length: 50 }, () => readiness.isReady()));

  expect(state.attempts).toBe(1);
});
