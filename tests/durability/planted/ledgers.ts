// Ledgers with one defect each, over a sound one. Only what a room commits for people's typing is touched, so that
// accounts and meetings can be made and the defect shows where it hurts.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import * as Y from 'yjs';
import type { JournalRow, Ledger, LedgerEntry, LedgerReceipt, StoredDocument } from '../../../server/ports.ts';
import type { DocName } from '../../../shared/domain/ids.ts';
import { ok } from '../../../shared/lib/result.ts';
import { ledgerOver } from '../../support/ledger-over.ts';

type Commit = Ledger['commit'];

/** Few, so that the race is run in every round. */
const ROWS_BEFORE_FOLD = 25;

function isTyping(entry: LedgerEntry): boolean {
  return entry.appends.length > 0 && entry.command === undefined && entry.writes.length === 0;
}

/** Sequence numbers for answers that no disk has given: above all that were ever told. */
class ToldSeqs {
  readonly #told = new Map<DocName, number>();

  invent(entry: LedgerEntry): LedgerReceipt {
    return { seqs: entry.appends.map(({ doc }) => this.#raise(doc, 0)) };
  }

  /** A true receipt, in step with what was invented before. */
  keepUp(entry: LedgerEntry, receipt: LedgerReceipt): LedgerReceipt {
    return { seqs: entry.appends.map(({ doc }, index) => this.#raise(doc, receipt.seqs[index] ?? 0)) };
  }

  note(stored: StoredDocument | null): void {
    if (stored) this.#told.set(stored.doc, Math.max(this.#told.get(stored.doc) ?? 0, stored.seq));
  }

  #raise(doc: DocName, atLeast: number): number {
    const next = Math.max((this.#told.get(doc) ?? 0) + 1, atLeast);
    this.#told.set(doc, next);
    return next;
  }
}

/** A ledger whose answers may be ahead of its journal; snapshots would name rows that are not there. */
function inventing(ledger: Ledger, seqs: ToldSeqs, commit: Commit): Ledger {
  return ledgerOver(ledger, {
    commit: async (entry) => {
      const answer = await commit(entry);
      return answer.ok ? ok(seqs.keepUp(entry, answer.value)) : answer;
    },
    open: async (doc) => {
      const stored = await ledger.open(doc);
      seqs.note(stored);
      return stored;
    },
    putSnapshot: () => Promise.resolve(),
  });
}

export function acknowledgedBeforeCommit(ledger: Ledger): Ledger {
  const seqs = new ToldSeqs();
  let writing: Promise<unknown> = Promise.resolve();
  const inTurn: Commit = (entry) => {
    const written = writing.then(() => ledger.commit(entry));
    writing = written.catch(() => undefined);
    return written;
  };
  const sound = inventing(ledger, seqs, inTurn);
  return {
    ...sound,
    commit: (entry) => {
      if (!isTyping(entry)) return sound.commit(entry);
      writing = writing.then(() => new Promise((resolve) => setTimeout(resolve, 40)));
      void inTurn(entry);
      return Promise.resolve(ok(seqs.invent(entry)));
    },
    open: async (doc) => {
      await writing;
      return sound.open(doc);
    },
  };
}

export function shownOnly(ledger: Ledger): Ledger {
  const seqs = new ToldSeqs();
  let commits = 0;
  return inventing(ledger, seqs, (entry) => {
    commits += 1;
    return isTyping(entry) && commits % 9 === 0 ? Promise.resolve(ok({ seqs: [] })) : ledger.commit(entry);
  });
}

export function unloadRace(ledger: Ledger): Ledger {
  const commits = new Map<DocName, number>();
  const fold = async (doc: DocName): Promise<void> => {
    const stored = await ledger.open(doc);
    if (!stored) return;
    const bytes = [...(stored.snapshot ? [stored.snapshot.bytes] : []), ...stored.tail.map((row) => row.bytes)];
    await new Promise((resolve) => setTimeout(resolve, 60));
    const head = await ledger.open(doc);
    await ledger.putSnapshot(doc, head?.seq ?? stored.seq, Y.mergeUpdates(bytes));
  };
  return ledgerOver(ledger, {
    commit: async (entry) => {
      const answer = await ledger.commit(entry);
      for (const { doc } of entry.appends) {
        const count = (commits.get(doc) ?? 0) + 1;
        commits.set(doc, count);
        if (count % ROWS_BEFORE_FOLD === 0) void fold(doc);
      }
      return answer;
    },
  });
}

export function flagClearedLate(ledger: Ledger): Ledger {
  const seqs = new ToldSeqs();
  let waiting: LedgerEntry[] = [];
  let isSaving = false;
  const save = async (): Promise<void> => {
    if (isSaving) return;
    isSaving = true;
    for (const entry of [...waiting]) await ledger.commit(entry);
    // Too late: this forgets what came while the save was under way.
    waiting = [];
    isSaving = false;
  };
  const sound = inventing(ledger, seqs, (entry) => ledger.commit(entry));
  return {
    ...sound,
    commit: (entry) => {
      if (!isTyping(entry)) return sound.commit(entry);
      waiting.push(entry);
      void save();
      return Promise.resolve(ok(seqs.invent(entry)));
    },
  };
}

export function seededTwice(ledger: Ledger): Ledger {
  return ledgerOver(ledger, {
    open: async (doc) => {
      const stored = await ledger.open(doc);
      const seed = stored && doc.endsWith('/desk') ? authoredAnew(stored) : null;
      if (!stored || !seed) return stored;
      const row: JournalRow = { seq: stored.seq, principal: 'server', receivedAt: 0, bytes: seed };
      return { ...stored, tail: [...stored.tail, row] };
    },
  });
}

/** The first text that is not empty, written once more under a new hand. */
function authoredAnew(stored: StoredDocument): Uint8Array | null {
  const ydoc = new Y.Doc();
  for (const bytes of [stored.snapshot?.bytes, ...stored.tail.map((row) => row.bytes)])
    if (bytes) Y.applyUpdate(ydoc, bytes);
  const before = Y.encodeStateVector(ydoc);
  for (const item of ydoc.getMap('agenda').values()) {
    const minutes: unknown = item instanceof Y.Map ? item.get('minutes') : null;
    const paragraph = minutes instanceof Y.XmlFragment ? minutes.get(0) : null;
    const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
    if (!(text instanceof Y.XmlText) || text.length === 0) continue;
    const delta: readonly { readonly insert?: unknown }[] = text.toDelta();
    text.insert(text.length, delta.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join(''));
    return Y.encodeStateAsUpdate(ydoc, before);
  }
  return null;
}

export function fullDiskSwallowed(ledger: Ledger): Ledger {
  const seqs = new ToldSeqs();
  return inventing(ledger, seqs, async (entry) => {
    const answer = await ledger.commit(entry);
    return !answer.ok && answer.code === 'storage-unavailable' ? ok({ seqs: [] }) : answer;
  });
}

export function checksumsSkipped(ledger: Ledger, dataDir: string): Ledger {
  return ledgerOver(ledger, {
    open: async (doc) => {
      const stored = await ledger.open(doc);
      return stored?.damaged ? { ...stored, ...unprovedRows(dataDir, stored), damaged: null } : stored;
    },
  });
}

function unprovedRows(dataDir: string, { doc, snapshot }: StoredDocument): Pick<StoredDocument, 'tail' | 'seq'> {
  const database = new Database(join(dataDir, 'gongbi.sqlite'), { readonly: true });
  const rows = database
    .prepare<[string, number], JournalRow>(
      'SELECT seq, principal, received_at AS receivedAt, bytes FROM journal WHERE doc = ? AND seq > ? ORDER BY seq',
    )
    .all(doc, snapshot?.seq ?? 0);
  database.close();
  return { tail: rows, seq: rows.at(-1)?.seq ?? snapshot?.seq ?? 0 };
}

export function retryCounted(ledger: Ledger): Ledger {
  return ledgerOver(ledger, {
    commandResult: () => Promise.resolve(null),
    commit: ({ command: _forgotten, ...entry }) => ledger.commit(entry),
  });
}
