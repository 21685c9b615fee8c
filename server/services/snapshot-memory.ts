// What many papers of one meeting are made from: the snapshot that was read a moment ago, by what it was read from, so that it is
// read once, and anew as soon as anything in it is another. Asks nobody's rights: whoever looks here has asked them.
import type { ArchiveId } from '../../shared/domain/ids.ts';
import { outwardSnapshot, publicSnapshot } from '../../shared/domain/publish.ts';
import type { MeetingSnapshot } from '../../shared/domain/snapshot.ts';

/** The meeting as it stands and as it was sealed. */
const MOST = 2;

/** What papers are made from. */
export interface Beginning {
  /** As the meeting stands, not as it was sealed. */
  readonly isLive: boolean;
  readonly version: number;
}

export class SnapshotMemory {
  readonly #kept = new Map<string, MeetingSnapshot>();
  readonly #public = new WeakMap<MeetingSnapshot, MeetingSnapshot>();
  readonly #outward = new WeakMap<MeetingSnapshot, MeetingSnapshot>();
  #beginning: Beginning | undefined;
  #seal: ArchiveId | undefined;

  /** What was said first: papers that lie beside one another tell of one state of the meeting. */
  first(beginning: Beginning): Beginning {
    this.#beginning ??= beginning;
    return this.#beginning;
  }

  /** The seal that was named first, for the same reason. */
  firstSeal(id: ArchiveId): ArchiveId {
    this.#seal ??= id;
    return this.#seal;
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

  /** `whole` as the public gets it. */
  published(whole: MeetingSnapshot): MeetingSnapshot {
    const published = this.#public.get(whole) ?? publicSnapshot(whole);
    this.#public.set(whole, published);
    return published;
  }

  /** `whole` as it leaves the house on paper. */
  outward(whole: MeetingSnapshot): MeetingSnapshot {
    const outward = this.#outward.get(whole) ?? outwardSnapshot(whole);
    this.#outward.set(whole, outward);
    return outward;
  }
}
