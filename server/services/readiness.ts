// Whether this server can keep what it is given: true while commits succeed. After a failure, after a quiet second and
// before the first commit it is found out by a commit of its own.
import { SECOND_MS } from '../../shared/lib/time.ts';
import type { Clock, Ledger } from '../ports.ts';

export interface ReadinessOptions {
  readonly ledger: Ledger;
  readonly clock: Clock;
}

/** How long a commit speaks for the disk, and how often at most it is tried. */
const PROBE_INTERVAL_MS = SECOND_MS;
/** A disk that takes longer than this keeps nobody's words. */
const PROBE_LIMIT_MS = SECOND_MS;
/** Leaves nothing, and must reach the disk all the same (ports.ts, Ledger). */
const PROBE = { appends: [], writes: [], outbox: [] };

export class Readiness {
  readonly #options: ReadinessOptions;
  /** The ledger to be used by everyone else, watched. */
  readonly ledger: Ledger;
  /** The newest commit's outcome and when it was known. */
  #last = { succeeded: false, atMs: -Infinity };
  #probe: Promise<boolean> | null = null;
  #probedAtMs = -Infinity;

  constructor(options: ReadinessOptions) {
    this.#options = options;
    this.ledger = this.#watched(options.ledger);
  }

  /** Whether the newest commit was refused for want of a disk that takes it. */
  get isFailing(): boolean {
    return !this.#last.succeeded && this.#last.atMs > -Infinity;
  }

  /** At most one probe a second, whoever asks how often; answers within a second, however slow the disk is. */
  async isReady(): Promise<boolean> {
    const nowMs = this.#options.clock.monotonicMs();
    if (this.#last.succeeded && nowMs - this.#last.atMs < PROBE_INTERVAL_MS) return true;
    if (nowMs - this.#probedAtMs >= PROBE_INTERVAL_MS) {
      this.#probedAtMs = nowMs;
      this.#probe = this.#inTime(this.#commitProbe());
    }
    return this.#probe ?? false;
  }

  async #commitProbe(): Promise<boolean> {
    try {
      return (await this.ledger.commit(PROBE)).ok;
    } catch {
      // The watched ledger has noted it, and the store has logged why.
      return false;
    }
  }

  async #inTime(probe: Promise<boolean>): Promise<boolean> {
    let cancel: () => void = () => undefined;
    const tooLate = new Promise<boolean>((resolve) => {
      cancel = this.#options.clock.after(PROBE_LIMIT_MS, () => resolve(false));
    });
    try {
      return await Promise.race([probe, tooLate]);
    } finally {
      cancel();
    }
  }

  #note(succeeded: boolean): void {
    this.#last = { succeeded, atMs: this.#options.clock.monotonicMs() };
  }

  #watched(ledger: Ledger): Ledger {
    const commit: Ledger['commit'] = async (entry) => {
      try {
        const committed = await ledger.commit(entry);
        // Any other refusal is about the entry, not about the disk.
        if (committed.ok) this.#note(true);
        else if (committed.code === 'storage-unavailable') this.#note(false);
        return committed;
      } catch (error) {
        this.#note(false);
        throw error;
      }
    };
    return {
      commit,
      open: (doc) => ledger.open(doc),
      journal: (doc, fromSeq) => ledger.journal(doc, fromSeq),
      journalDigest: (doc, seq) => ledger.journalDigest(doc, seq),
      putSnapshot: (doc, seq, bytes) => ledger.putSnapshot(doc, seq, bytes),
      commandResult: (id) => ledger.commandResult(id),
      close: () => ledger.close(),
    };
  }
}
