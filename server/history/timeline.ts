// One meeting's history: the journals of all its versions as one chain, folded into stints as the rows come, with
// checkpoints from which any earlier moment is rebuilt. Reads no file; rows are handed in, in their order, each once.
//
// 1. A version's first row repeats the sealed one before it: on the replica of that one it changes nothing, so that
//    authors live on. Only where rows before it are lost is its text of nobody known.
// 2. Checkpoints are at most MAX_CHECKPOINTS, evenly apart: a longer chain has wider steps, not more memory.
import { isInternalItem, itemMinutes, itemTitle, readAgenda } from '../../shared/doc/desk-agenda.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { JournalRow } from '../ports.ts';
import type { HistoryGap, Moment, PastItem, PastMeeting, StintPage, StintRow } from '../history-ports.ts';
import { UNKNOWN } from './authorship.ts';
import { pastText } from './past-text.ts';
import { Replica, type Checkpoint } from './replica.ts';
import { Stints, type RowPlace, type Stint } from './stints.ts';

/** Rows `from` to `to` of one version's desk, as many as are good. */
export type ReadRows = (version: number, from: number, to: number) => readonly JournalRow[];

interface Part {
  readonly version: number;
  /** How many rows of the chain come before its first. */
  readonly before: number;
  rows: number;
}

interface Placed {
  readonly place: number;
  readonly checkpoint: Checkpoint;
}

const MAX_CHECKPOINTS = 16;
const FIRST_STEP = 256;
/** The server's own rows: what a meeting was founded with, and what reopening copied. */
const SERVER = 'server';

export class Timeline {
  readonly #replica = new Replica();
  readonly #stints = new Stints();
  readonly #parts: Part[] = [];
  readonly #times: EpochMs[] = [];
  #checkpoints: Placed[] = [];
  #step = FIRST_STEP;
  readonly #gaps: HistoryGap[] = [];
  /** The replica that was rebuilt last, for whoever looks at the items of one moment one by one. */
  #look: { readonly place: number; readonly replica: Replica } | null = null;

  /** What cannot be told. */
  get gaps(): readonly HistoryGap[] {
    return this.#gaps;
  }

  /** The newest row taken of `version`; 0 before its first. */
  taken(version: number): number {
    return this.#part(version)?.rows ?? 0;
  }

  /** Rows of `version`, which is the newest one taken or follows it, from `taken(version) + 1` on. */
  take(version: number, rows: readonly JournalRow[]): void {
    for (const row of rows) this.#takeRow(version, row);
  }

  /** Rows of `version` after `lastGoodSeq` cannot be trusted. */
  damaged(version: number, lastGoodSeq: number): void {
    if (!this.#isDamaged(version)) this.#gaps.push({ version, kind: 'damaged', lastGoodSeq });
  }

  /** Stints of `itemId` (null = all items) that began before the one numbered `before` (null = all), newest first. */
  page(itemId: ItemId | null, before: number | null, limit: number): StintPage {
    const { all } = this.#stints;
    const numbers = [...all.keys()].filter((number) => {
      const isOf = itemId === null || all[number]?.itemId === itemId;
      return isOf && (before === null || number < before);
    });
    const shown = numbers.slice(-limit).reverse();
    const stints = shown.flatMap((number) => {
      const stint = all[number];
      return stint ? [this.#present(stint)] : [];
    });
    const next = numbers.length > shown.length ? (shown.at(-1) ?? null) : null;
    return { stints, next, gaps: this.#gaps };
  }

  /** The state at `moment` (null = the newest); null where there is no such moment or, with an id, no such item in it. */
  at(moment: Moment | null, itemId: ItemId | null, read: ReadRows): PastMeeting | null {
    const place = moment === null ? this.#times.length : this.#placeOf(moment);
    const found = place === null ? null : this.#momentOf(place);
    if (place === null || found === null) return null;
    const replica = this.#rebuilt(place, read);
    const writers = new Map<number, number>();
    const writerOf = (stint: number): number => {
      const known = writers.get(stint) ?? writers.size;
      writers.set(stint, known);
      return known;
    };
    const ids = itemId === null ? readAgenda(replica.desk).map(({ id }) => id) : [itemId];
    const items = ids.flatMap((id) => pastItem(replica, id, writerOf));
    if (itemId !== null && items.length === 0) return null;
    return {
      moment: found,
      at: this.#times[place - 1] ?? 0,
      items,
      writers: [...writers.keys()].map((number) => this.#writer(number)),
    };
  }

  close(): void {
    this.#replica.close();
    this.#look?.replica.close();
  }

  #takeRow(version: number, row: JournalRow): void {
    const part = this.#part(version) ?? this.#begin(version);
    part.rows += 1;
    const place = this.#times.push(row.receivedAt);
    const at: RowPlace = { place, by: row.principal, at: row.receivedAt };
    const edits = this.#replica.apply(row.bytes, (itemId) => this.#stints.begin(itemId, at));
    for (const { itemId, parts, change } of edits) {
      this.#stints.note(this.#stints.begin(itemId, at), at, parts, change);
      const isText = (change?.added ?? 0) > 0;
      if (place === 1 && version === 1 && isText) this.#noteImported(version);
    }
    if (place % this.#step === 0) this.#keepCheckpoint(place);
  }

  #noteImported(version: number): void {
    if (!this.#gaps.some(({ kind }) => kind === 'imported'))
      this.#gaps.push({ version, kind: 'imported', lastGoodSeq: 1 });
  }

  #begin(version: number): Part {
    const part = { version, before: this.#times.length, rows: 0 };
    this.#parts.push(part);
    return part;
  }

  #keepCheckpoint(place: number): void {
    this.#checkpoints.push({ place, checkpoint: this.#replica.checkpoint() });
    if (this.#checkpoints.length <= MAX_CHECKPOINTS) return;
    this.#step *= 2;
    this.#checkpoints = this.#checkpoints.filter((kept) => kept.place % this.#step === 0);
  }

  #rebuilt(place: number, read: ReadRows): Replica {
    if (place === this.#times.length) return this.#replica;
    if (this.#look?.place === place) return this.#look.replica;
    const from = this.#checkpoints.findLast((kept) => kept.place <= place);
    const replica = new Replica(from?.checkpoint);
    for (const { row, at } of this.#rowsBetween((from?.place ?? 0) + 1, place, read))
      replica.apply(row.bytes, (itemId) => this.#stints.at(itemId, row.principal, at) ?? UNKNOWN);
    this.#look?.replica.close();
    this.#look = { place, replica };
    return replica;
  }

  #rowsBetween(from: number, to: number, read: ReadRows): readonly { readonly row: JournalRow; readonly at: number }[] {
    return this.#parts.flatMap(({ version, before, rows }) => {
      const first = Math.max(from - before, 1);
      const last = Math.min(to - before, rows);
      return first > last ? [] : read(version, first, last).map((row) => ({ row, at: before + row.seq }));
    });
  }

  #present(stint: Stint): StintRow {
    const { itemId, by, from, to, first, last, added, removed, parts, excerpt } = stint;
    const end = this.#momentOf(last);
    return {
      ...{ itemId, by, from, to, added, removed },
      point: end ?? { version: 1, seq: 0 },
      before: this.#momentOf(first - 1),
      parts: [...parts],
      excerpt: excerpt && { kind: excerpt.kind, text: excerpt.text },
    };
  }

  #writer(number: number): PastMeeting['writers'][number] {
    const stint = this.#stints.all[number];
    return stint ? { by: stint.by === SERVER ? null : stint.by, at: stint.from } : { by: null, at: 0 };
  }

  #momentOf(place: number): Moment | null {
    const part = this.#parts.find(({ before, rows }) => place > before && place <= before + rows);
    return part ? { version: part.version, seq: place - part.before } : null;
  }

  #placeOf({ version, seq }: Moment): number | null {
    const part = this.#part(version);
    return part && seq >= 1 && seq <= part.rows ? part.before + seq : null;
  }

  #part(version: number): Part | undefined {
    return this.#parts.find((part) => part.version === version);
  }

  #isDamaged(version: number): boolean {
    return this.#gaps.some((gap) => gap.version === version && gap.kind === 'damaged');
  }
}

function pastItem(replica: Replica, id: ItemId, writerOf: (stint: number) => number): readonly PastItem[] {
  const fragment = itemMinutes(replica.desk, id);
  if (fragment === null) return [];
  const runsOf = (text: Parameters<typeof replica.authorship.runsOf>[1]) => replica.authorship.runsOf(id, text);
  return [
    {
      itemId: id,
      title: itemTitle(replica.desk, id)?.toString() ?? '',
      internal: isInternalItem(replica.desk, id),
      document: pastText(fragment, { runsOf, writerOf }),
    },
  ];
}
