// Defects, put around the real parts by hand: what the simulation must find, or it proves nothing.
import type { LedgerEntry } from '../../server/ports.ts';
import { ok } from '../../shared/lib/result.ts';
import { ledgerOver } from '../support/ledger-over.ts';
import type { WorldOptions } from './world.ts';

export type Wrapping = NonNullable<WorldOptions['wrapping']>;

/** Answers as soon as it knows what the answer will be, and writes afterwards. */
export const ANSWERS_BEFORE_IT_WRITES: Wrapping = {
  ledger: (ledger) => {
    const seqs = new Map<string, number>();
    return ledgerOver(ledger, {
      async commit(entry: LedgerEntry) {
        const isKnown = entry.appends.length > 0 && entry.appends.every(({ doc }) => seqs.has(doc));
        const committing = ledger.commit(entry);
        if (isKnown) return ok({ seqs: entry.appends.map(({ doc }) => next(seqs, doc)) });
        const committed = await committing;
        if (committed.ok) entry.appends.forEach(({ doc }, index) => seqs.set(doc, committed.value.seqs[index] ?? 0));
        return committed;
      },
    });
  },
};

/** Carries commands out and does not remember which. */
export const FORGETS_COMMANDS: Wrapping = {
  ledger: (ledger) =>
    ledgerOver(ledger, {
      commit: ({ appends, writes, outbox }: LedgerEntry) => ledger.commit({ appends, writes, outbox }),
    }),
};

/** Says that late work was stored, and stores none. */
export const FORGETS_LATE_WORK: Wrapping = {
  storage: (factory) => {
    const open = (...names: Parameters<IDBFactory['open']>): IDBOpenDBRequest => {
      const request = factory.open(...names);
      request.addEventListener('success', () => dropLateRows(request.result));
      return request;
    };
    return Object.assign(Object.create(factory) as IDBFactory, { open });
  },
};

function dropLateRows(database: IDBDatabase): void {
  const begin = database.transaction.bind(database);
  database.transaction = (...of) => {
    const transaction = begin(...of);
    const storeOf = transaction.objectStore.bind(transaction);
    transaction.objectStore = (name) => {
      const store = storeOf(name);
      if (name === 'late') store.put = () => store.get(['nobody', 'nothing']) as IDBRequest<IDBValidKey>;
      return store;
    };
    return transaction;
  };
}

function next(seqs: Map<string, number>, doc: string): number {
  const seq = (seqs.get(doc) ?? 0) + 1;
  seqs.set(doc, seq);
  return seq;
}
