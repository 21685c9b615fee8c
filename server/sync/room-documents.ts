// Both documents of one loaded meeting: fetched from the ledger, folded into snapshots, let go. Knows no session and no
// order of operations: the room calls it from its queue, where documents and journal agree [R2].
import { docName, type DocPart, type MeetingId } from '../../shared/domain/ids.ts';
import type { Documents } from './draft.ts';
import { LiveDocument } from './live-document.ts';
import type { RoomOptions, RoomView } from './room-options.ts';

export class RoomDocuments {
  readonly #meetingId: MeetingId;
  readonly #version: number;
  readonly #options: RoomOptions;
  #loaded: Documents | null = null;
  #folding: Promise<void> | null = null;

  constructor(meetingId: MeetingId, version: number, options: RoomOptions) {
    this.#meetingId = meetingId;
    this.#version = version;
    this.#options = options;
  }

  /** Null while they are not in memory. */
  get inMemory(): Documents | null {
    return this.#loaded;
  }

  /** Null when the ledger has none; rejects when it cannot be read. */
  async load(): Promise<Documents | null> {
    if (this.#loaded) return this.#loaded;
    const desk = await this.#open('desk');
    const record = await this.#open('record');
    this.#loaded = desk && record && { desk, record };
    return this.#loaded;
  }

  /** They are loaded again from the journal when somebody next asks. */
  drop(): void {
    this.#loaded?.desk.destroy();
    this.#loaded?.record.destroy();
    this.#loaded = null;
  }

  viewOf(docs: Documents): RoomView {
    return {
      desk: docs.desk.doc,
      record: docs.record.doc,
      seqs: { desk: docs.desk.seq, record: docs.record.seq },
      epochs: { desk: docs.desk.epoch, record: docs.record.epoch },
      now: this.#options.clock.now(),
    };
  }

  /** Stores folded snapshots where enough has gathered; what is being stored already is not waited for. */
  async foldWhereDue(): Promise<void> {
    if (!this.#folding) await this.#fold((live) => this.#isFoldDue(live));
  }

  /** Stores a snapshot of whatever has no newest one. */
  async foldAll(): Promise<void> {
    while (this.#folding) await this.#folding;
    await this.#fold((live) => !live.damaged && live.rowsSinceFold > 0);
  }

  async #open(part: DocPart): Promise<LiveDocument | null> {
    const name = docName({ meetingId: this.#meetingId, version: this.#version, part });
    const stored = await this.#options.ledger.open(name);
    return stored && new LiveDocument(stored, part, () => this.#options.ids.clientId());
  }

  async #fold(isDue: (live: LiveDocument) => boolean): Promise<void> {
    if (!this.#loaded) return;
    const due = [this.#loaded.desk, this.#loaded.record].filter(isDue);
    if (due.length === 0) return;
    this.#folding = this.#putSnapshots(due).finally(() => {
      this.#folding = null;
    });
    await this.#folding;
  }

  #isFoldDue(live: LiveDocument): boolean {
    const { foldRows, foldBytes } = this.#options.limits;
    if (live.damaged || live.rowsSinceFold === 0) return false;
    return live.rowsSinceFold >= foldRows || live.bytesSinceFold >= Math.max(foldBytes, live.approximateBytes / 2);
  }

  async #putSnapshots(due: readonly LiveDocument[]): Promise<void> {
    // The bytes are taken now, between two operations, while document and seq agree.
    const snapshots = due.map((live) => ({ live, seq: live.seq, bytes: live.fullState() }));
    try {
      for (const { live, seq, bytes } of snapshots) {
        live.folded(seq, bytes.length);
        await this.#options.ledger.putSnapshot(live.name, seq, bytes);
      }
    } catch (fault) {
      // The journal still has every row; only the next cold open is slower.
      this.#options.log.warn('a snapshot could not be stored', { meetingId: this.#meetingId, fault: String(fault) });
    }
  }
}
