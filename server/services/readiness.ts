// Whether this server can keep what it is given: true while commits succeed. After a failure, and before the first
// commit, it is found out by a commit of its own.
import type { CommandId, MeetingId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { SECOND_MS } from '../../shared/lib/time.ts';
import type { Clock, Ids, Ledger } from '../ports.ts';

export interface ReadinessOptions {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly ids: Ids;
}

const PROBE_INTERVAL_MS = SECOND_MS;

export class Readiness {
  readonly #options: ReadinessOptions;
  /** The ledger to be used by everyone else, watched. */
  readonly ledger: Ledger;
  #lastSucceeded: boolean | null = null;
  #probe: Promise<boolean> | null = null;
  #probedAtMs = -Infinity;

  constructor(options: ReadinessOptions) {
    this.#options = options;
    this.ledger = this.#watched(options.ledger);
  }

  /** At most one probe a second, whoever asks how often. */
  async isReady(): Promise<boolean> {
    if (this.#lastSucceeded === true) return true;
    const nowMs = this.#options.clock.monotonicMs();
    if (nowMs - this.#probedAtMs >= PROBE_INTERVAL_MS) {
      this.#probedAtMs = nowMs;
      this.#probe = this.#commitProbe();
    }
    return this.#probe ?? false;
  }

  /** A row in the command table is the smallest thing that must reach the disk; it says when the server came up. */
  async #commitProbe(): Promise<boolean> {
    const { clock, ids } = this.#options;
    const command = {
      id: brand<CommandId>(ids.random()),
      meetingId: brand<MeetingId>('server'),
      principal: 'server',
      kind: 'server.ready',
      at: clock.now(),
      result: null,
    };
    try {
      return (await this.ledger.commit({ appends: [], command, writes: [], outbox: [] })).ok;
    } catch {
      // The watched ledger has noted it, and the store has logged why.
      return false;
    }
  }

  #watched(ledger: Ledger): Ledger {
    const commit: Ledger['commit'] = async (entry) => {
      try {
        const committed = await ledger.commit(entry);
        // Any other refusal is about the entry, not about the disk.
        if (committed.ok) this.#lastSucceeded = true;
        else if (committed.code === 'storage-unavailable') this.#lastSucceeded = false;
        return committed;
      } catch (error) {
        this.#lastSucceeded = false;
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
