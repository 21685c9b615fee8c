// The one write path, over SQLite: gathers what every meeting wants written while one transaction is on its way, has it
// written in the next one, and answers. A lone commit waits for nothing but the end of its turn.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CommandId, DocName } from '../../shared/domain/ids.ts';
import { refused, type Result } from '../../shared/lib/result.ts';
import type { DurationMs } from '../../shared/lib/time.ts';
import type {
  Clock,
  CommandResult,
  JournalRow,
  Ledger,
  LedgerEntry,
  LedgerReceipt,
  LedgerRefusal,
  Log,
} from '../ports.ts';
import type { CommandResults } from './command-results.ts';
import type { EntryOutcome } from './entry-writer.ts';
import type { Journal } from './journal.ts';
import { errorOf, sqliteCode, storageFault } from './storage-fault.ts';
import type { Writer } from './writer.ts';

/** One transaction, for the metrics. */
export interface FlushReport {
  readonly entries: number;
  readonly rows: number;
  /** From handing the batch over to its answer. */
  readonly durationMs: DurationMs;
}

interface LedgerOptions {
  readonly writer: Writer;
  readonly journal: Journal;
  readonly commands: CommandResults;
  readonly clock: Clock;
  readonly log: Log;
  readonly onFlush?: ((report: FlushReport) => void) | undefined;
}

interface Waiting {
  readonly entry: LedgerEntry;
  readonly settle: (outcome: EntryOutcome) => void;
}

/** Entries a transaction: bounds how long handing them over takes, and how long the others wait. */
const MAX_BATCH = 1_000;
/** Rows proved between two turns of the event loop, when a whole journal is read. */
const ROWS_A_TURN = 2_000;
const UNAVAILABLE: EntryOutcome = { kind: 'settled', result: refused('storage-unavailable') };

export class SqliteLedger implements Ledger {
  readonly #options: LedgerOptions;
  #waiting: Waiting[] = [];
  #scheduled = false;
  /** At most one batch is on its way: what comes meanwhile shares the next flush of the disk. */
  #inFlight: Promise<void> | null = null;
  #storing: Promise<unknown> = Promise.resolve();
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

  putSnapshot(doc: DocName, seq: number, bytes: Uint8Array): Promise<void> {
    // One after the other: whether a newer one is there is looked up here, before it is written elsewhere.
    const stored = this.#storing.then(() => this.#storeSnapshot(doc, seq, bytes));
    this.#storing = Promise.allSettled([stored]);
    return stored;
  }

  async commandResult(id: CommandId): Promise<CommandResult | null> {
    return this.#options.commands.of(id);
  }

  /** Resolves when what waits is written; commits that come later are refused. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#storing;
    while (this.#inFlight || this.#waiting.length > 0) await (this.#inFlight ?? this.#flush());
  }

  async #storeSnapshot(doc: DocName, seq: number, bytes: Uint8Array): Promise<void> {
    const { writer, journal, log } = this.#options;
    try {
      const writes = journal.snapshotWrites(doc, seq, bytes);
      if (writes.length > 0) await writer.run(writes);
    } catch (error) {
      if (storageFault(error) !== 'unavailable') throw error;
      // Nothing is lost without it: the journal's rows stay, the next opening reads more of them.
      log.warn('a snapshot could not be stored', { doc, seq, code: sqliteCode(error) });
    }
  }

  // After the turn's input was read, so that all sockets that had something to say share one flush of the disk; so do
  // all rooms that were just answered and go on at once.
  #schedule(): void {
    if (this.#scheduled || this.#inFlight) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (!this.#inFlight && this.#waiting.length > 0) void this.#flush();
    });
  }

  #flush(): Promise<void> {
    this.#inFlight = this.#writeBatch(this.#waiting.splice(0, MAX_BATCH));
    return this.#inFlight;
  }

  async #writeBatch(batch: readonly Waiting[]): Promise<void> {
    const { clock, onFlush } = this.#options;
    const startedMs = clock.monotonicMs();
    const outcomes = await this.#write(batch.map(({ entry }) => entry));
    this.#inFlight = null;
    onFlush?.({
      entries: batch.length,
      rows: batch.reduce((sum, { entry }) => sum + entry.appends.length, 0),
      durationMs: clock.monotonicMs() - startedMs,
    });
    batch.forEach(({ settle }, index) => settle(outcomes[index] ?? UNAVAILABLE));
    if (this.#waiting.length > 0) this.#schedule();
  }

  async #write(entries: readonly LedgerEntry[]): Promise<readonly EntryOutcome[]> {
    if (this.#failed) return entries.map(() => UNAVAILABLE);
    try {
      const outcomes = await this.#options.writer.write(entries);
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
