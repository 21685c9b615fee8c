// What many papers of one meeting are made from: the snapshots that were read a moment ago, by what they were read from, so that it is
// read once, and anew as soon as anything in it is another. Asks nobody's rights: whoever looks here has asked them.
import type { MeetingSnapshot } from '../../shared/domain/snapshot.ts';

/** The internal and the public one: what leaves the house is composed from both. */
const MOST = 2;

export class SnapshotMemory {
  readonly #kept = new Map<string, MeetingSnapshot>();
  #isLive: boolean | undefined;

  /** What was said first: papers that lie beside one another tell of one state of the meeting. */
  first(isLive: boolean): boolean {
    this.#isLive ??= isLive;
    return this.#isLive;
  }

  /** `stamp`: the state of the meeting that is wanted, and for whom; what was read from any other is no answer. */
  recall(stamp: string): MeetingSnapshot | undefined {
    return this.#kept.get(stamp);
  }

  keep(stamp: string, snapshot: MeetingSnapshot): void {
    this.#kept.delete(stamp);
    this.#kept.set(stamp, snapshot);
    for (const oldest of this.#kept.keys()) if (this.#kept.size > MOST) this.#kept.delete(oldest);
  }
}
