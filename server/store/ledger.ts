// The one write path, over SQLite: gathers what every meeting wants written in one turn of the event loop, writes it
// in one transaction, and answers. A lone commit waits for nothing but the end of its turn.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CommandId, DocName } from '../../shared/domain/ids.ts';
import { refused, type Result } from '../../shared/lib/result.ts';
import type { DurationMs } from '../../shared/lib/time.ts';
import type { Clock, JournalRow, Ledger, LedgerEntry, LedgerReceipt, LedgerRefusal, Log } from '../ports.ts';
import type { CommandResult, EntryOutcome, EntryWriter } from './entry-writer.ts';
import type { Journal } from './journal.ts';
import { errorOf, sqliteCode, storageFault } from './storage-fault.ts';

/** One transaction, for the metrics. */
export interface FlushReport {
  readonly entries: number;
  readonly rows: number;
  readonly durationMs: DurationMs;
}

interface LedgerOptions {
  readonly writer: EntryWriter;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Log;
  readonly onFlush?: ((report: FlushReport) => void) | undefined;
}

interface Waiting {
  readonly entry: LedgerEntry;
  readonly settle: (outcome: EntryOutcome) => void;
}

/** Entries a transaction: bounds how long one turn of the event loop can take. */
const MAX_BATCH = 1_000;
/** Rows proved between two turns of the event loop, when a whole journal is read. */
const ROWS_A_TURN = 2_000;
const UNAVAILABLE: EntryOutcome = { kind: 'settled', result: refused('storage-unavailable') };

export class SqliteLedger implements Ledger {
  readonly #options: LedgerOptions;
  #waiting: Waiting[] = [];
  #scheduled = false;
  #closed = false;
  /** After a failed flush nothing is written again, not even what waited: a second try would only look successful. */
  #failed = false;
  #available = true;

  constructor(options: LedgerOptions) {
    this.#options = options;
  }

  commit(entry: LedgerEntry): Promise<Result<LedgerReceipt, LedgerRefusal>> {
    return new Promise((resolve, reject) => {
      const settle = (outcome: EntryOutcome): void => {
        if (outcome.kind === 'settled') resolve(outcome.result);
        else reject(outcome.error);
      };
      if (this.#closed || this.#failed) {
        settle(UNAVAILABLE);
        return;
      }
      this.#waiting.push({ entry, settle });
      this.#schedule();
    });
  }

  async open(doc: DocName) {
    return this.#options.journal.open(doc);
  }

  async journal(doc: DocName, fromSeq: number): Promise<readonly JournalRow[]> {
    const { journal } = this.#options;
    const rows: JournalRow[] = [];
    for (let from = Math.max(1, fromSeq); ; from += ROWS_A_TURN) {
      const read = journal.rows(doc, from, from + ROWS_A_TURN - 1);
      for (const row of read) rows.push(row);
      if (read.length < ROWS_A_TURN) return rows;
      await nextTurn();
    }
  }

  /** Computed from the rows, not looked up: bytes that were changed under a kept hash give null. */
  async journalDigest(doc: DocName, seq: number): Promise<string | null> {
    if (seq < 1) return null;
    for (let from = 1; ; from += ROWS_A_TURN) {
      const to = Math.min(seq, from + ROWS_A_TURN - 1);
      const hash = this.#options.journal.hashAt(doc, from, to);
      if (!hash || to === seq) return hash && Buffer.from(hash).toString('hex');
      await nextTurn();
    }
  }

  async putSnapshot(doc: DocName, seq: number, bytes: Uint8Array): Promise<void> {
    try {
      this.#options.journal.putSnapshot(doc, seq, bytes);
    } catch (error) {
      if (storageFault(error) !== 'unavailable') throw error;
      // Nothing is lost without it: the journal's rows stay, the next opening reads more of them.
      this.#options.log.warn('a snapshot could not be stored', { doc, seq, code: sqliteCode(error) });
    }
  }

  async commandResult(id: CommandId): Promise<CommandResult | null> {
    return this.#options.writer.commandResult(id);
  }

  /** Writes what waits; commits that come later are refused. */
  async close(): Promise<void> {
    this.#closed = true;
    while (this.#waiting.length > 0) this.#flush();
  }

  // After the turn's input was read, so that all sockets that had something to say share one flush of the disk.
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#flush();
      if (this.#waiting.length > 0) this.#schedule();
    });
  }

  #flush(): void {
    const batch = this.#waiting.splice(0, MAX_BATCH);
    if (batch.length === 0) return;
    const { clock, onFlush } = this.#options;
    const startedMs = clock.monotonicMs();
    const outcomes = this.#write(batch.map(({ entry }) => entry));
    onFlush?.({
      entries: batch.length,
      rows: batch.reduce((sum, { entry }) => sum + entry.appends.length, 0),
      durationMs: clock.monotonicMs() - startedMs,
    });
    batch.forEach(({ settle }, index) => settle(outcomes[index] ?? UNAVAILABLE));
  }

  #write(entries: readonly LedgerEntry[]): readonly EntryOutcome[] {
    if (this.#failed) return entries.map(() => UNAVAILABLE);
    try {
      const outcomes = this.#options.writer.write(entries);
      if (!this.#available) this.#options.log.info('the storage takes writes again');
      this.#available = true;
      return outcomes;
    } catch (error) {
      const fault = storageFault(error);
      if (fault === 'flush-failed') this.#failed = true;
      if (fault !== 'unavailable') return entries.map(() => ({ kind: 'failed', error: errorOf(error) }));
      if (this.#available) this.#options.log.error('the storage takes no writes', { code: sqliteCode(error), error });
      this.#available = false;
      return entries.map(() => UNAVAILABLE);
    }
  }
}
