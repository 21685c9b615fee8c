// Words that several people deleted and gave back by undo: they come back once. In Yjs each undo writes copies of its own.
// Undo writes what it gives back directly before what had been deleted; by that place and by its letters a copy is known.
// 1. What stands again already, through whosever undo, is not given back a second time.
// 2. When two gave back the same without knowing of each other, the pages of both take out the same one of the two copies.
import * as Y from 'yjs';

type Deleted = Parameters<typeof Y.iterateDeletedStructs>[1];

/** Before a step is undone: ties what it had deleted or made to the copies that stand for it now. */
export function tieToStanding(
  desk: Y.Doc,
  step: { readonly insertions: Deleted; readonly deletions: Deleted } | undefined,
): void {
  if (!step) return;
  const ties: Tie[] = [];
  desk.transact((transaction) => {
    // What the step itself wrote goes with it, however much it reads like what it replaced (团标 → 标准).
    const copies = new CopiesByText(desk, ({ id }) => !Y.isDeleted(step.insertions, id));
    Y.iterateDeletedStructs(transaction, step.deletions, (struct: unknown) => {
      if (isGoneText(struct)) ties.push(...tiesOf(desk, struct, copies));
    });
    Y.iterateDeletedStructs(transaction, step.insertions, (struct: unknown) => {
      if (isGoneText(struct) && struct.redone !== null) ties.push(...tiesOf(desk, struct, copies));
    });
    for (const { id, length, copy } of ties) {
      Y.iterateDeletedStructs(transaction, rangeOf(id, length), (struct: unknown) => {
        if (struct instanceof Y.Item) struct.redone = copy;
      });
    }
    standApart(desk);
  }, TYING);
}

/**
 * Words that oneself wrote last, directly before what is given back next, would seem to be part of it: Yjs joins what one
 * replica writes in a row. A letter that comes and goes at another place comes between the two.
 */
function standApart(desk: Y.Doc): void {
  const written = Y.getState(desk.store, desk.clientID);
  const last = written > 0 ? itemAt(desk, Y.createID(desk.clientID, written - 1)) : null;
  if (!(last?.parent instanceof Y.XmlText)) return;
  // Behind whatever is deleted at the beginning, so never directly before it.
  last.parent.insert(0, ' ');
  last.parent.delete(0, 1);
}

/** Takes out what others gave back at the same time as oneself, or one's own copy of it, until the answer is called. */
export function followDoubles(desk: Y.Doc): () => void {
  const follow = (transaction: Y.Transaction): void => {
    if (transaction.local) return;
    const doubles = arrivedText(transaction).flatMap((item) => doublesOf(desk, item));
    if (doubles.length === 0) return;
    desk.transact((withdrawal) => {
      for (const { lost, kept } of doubles) {
        Y.iterateDeletedStructs(withdrawal, rangeOf(lost, 1), (struct: unknown) => {
          if (!(struct instanceof Y.Item) || struct.deleted) return;
          struct.delete(withdrawal);
          // What one's redo would take away again stands there now.
          struct.redone = kept;
        });
      }
    }, WITHDRAWAL);
  };
  desk.on('afterTransaction', follow);
  return () => desk.off('afterTransaction', follow);
}

const TYING = 'tying to what stands';
/** No step of anybody's: undo does not bring it back. */
const WITHDRAWAL = 'withdrawal of words given back twice';
/** Pieces and copies looked at behind one letter. */
const MAX_STEPS = 1_000;

/** `length` letters from `id` on, and where their copy begins; null when none stands. */
interface Tie {
  readonly id: Y.ID;
  readonly length: number;
  readonly copy: Y.ID | null;
}

/** By letter that was deleted first, the letters that stand for it. */
type Copies = ReadonlyMap<string, readonly Y.ID[]>;

class CopiesByText {
  readonly #desk: Y.Doc;
  readonly #counts: (item: Y.Item) => boolean;
  readonly #known = new Map<unknown, Copies>();

  constructor(desk: Y.Doc, counts: (item: Y.Item) => boolean) {
    this.#desk = desk;
    this.#counts = counts;
  }

  in(text: unknown): Copies {
    const known = this.#known.get(text);
    if (known) return known;
    const copies = text instanceof Y.XmlText ? copiesIn(this.#desk, text, this.#counts) : new Map<string, Y.ID[]>();
    this.#known.set(text, copies);
    return copies;
  }
}

function copiesIn(desk: Y.Doc, text: Y.XmlText, counts: (item: Y.Item) => boolean): Copies {
  const copies = new Map<string, Y.ID[]>();
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || item.rightOrigin === null || !(item.content instanceof Y.ContentString) || !counts(item))
      continue;
    for (const id of lettersOf(item)) {
      const first = firstOf(desk, id);
      if (first !== null) copies.set(keyOf(first), [...(copies.get(keyOf(first)) ?? []), id]);
    }
  }
  return copies;
}

function tiesOf(desk: Y.Doc, gone: Y.Item, copies: CopiesByText): readonly Tie[] {
  const ties: Tie[] = [];
  const standing = copies.in(gone.parent);
  for (const id of lettersOf(gone)) {
    const copy = standing.get(keyOf(firstOf(desk, id) ?? id))?.[0] ?? null;
    const last = ties.at(-1);
    const goesOn =
      last &&
      (last.copy === null
        ? copy === null
        : copy?.client === last.copy.client && copy.clock === last.copy.clock + last.length);
    if (goesOn) ties[ties.length - 1] = { ...last, length: last.length + 1 };
    else ties.push({ id, length: 1, copy });
  }
  return ties;
}

interface Double {
  readonly lost: Y.ID;
  readonly kept: Y.ID;
}

/** The letters of `item` that oneself has given back as well, and which of the two stay. */
function doublesOf(desk: Y.Doc, item: Y.Item): readonly Double[] {
  const { parent } = item;
  if (!(parent instanceof Y.XmlText)) return [];
  const firsts = lettersOf(item).flatMap((id) => {
    const first = firstOf(desk, id);
    return first === null ? [] : [{ id, key: keyOf(first) }];
  });
  if (firsts.length === 0) return [];
  if (
    isBehindOwn(
      desk,
      item,
      firsts.map(({ key }) => key),
    )
  )
    return [];
  const own = copiesIn(desk, parent, ({ id }) => id.client === desk.clientID);
  return firsts.flatMap(({ id, key }) =>
    (own.get(key) ?? []).map((mine) =>
      outranks(desk, mine, id) ? { lost: id, kept: mine } : { lost: mine, kept: id },
    ),
  );
}

/** The letter of the longer passage stays: what stands around it is in order there. The same on all pages. */
function outranks(desk: Y.Doc, one: Y.ID, other: Y.ID): boolean {
  const [length, otherLength] = [one, other].map((id) => runLength(desk, id));
  return length === otherLength ? one.client < other.client : (length ?? 0) > (otherLength ?? 0);
}

/** Whoever wrote behind one's copy of the same words has seen it, and meant to write them again. */
function isBehindOwn(desk: Y.Doc, item: Y.Item, words: readonly string[]): boolean {
  const { origin } = runStart(desk, item).head;
  if (origin?.client !== desk.clientID || itemAt(desk, origin)?.deleted !== false) return false;
  const first = firstOf(desk, origin);
  return first !== null && words.includes(keyOf(first));
}

/** The letter that had been deleted first where this one was given back; null when it is nobody's copy. */
function firstOf(desk: Y.Doc, id: Y.ID): Y.ID | null {
  const letter = letterAt(itemAt(desk, id), id);
  let found: Y.ID | null = null;
  let at = replacedBy(desk, id);
  for (let steps = 0; at !== null && steps < MAX_STEPS; steps += 1) {
    const before = letterAt(itemAt(desk, at), at);
    // What nobody remembers any more is passed over.
    if (before !== null && letter !== null && before !== letter) break;
    if (before !== null) found = at;
    at = replacedBy(desk, at);
  }
  return found;
}

/** The deleted letter that this one was written in the place of. */
function replacedBy(desk: Y.Doc, id: Y.ID): Y.ID | null {
  const item = itemAt(desk, id);
  if (!item?.rightOrigin) return null;
  const { offset } = runStart(desk, item);
  const { client, clock } = item.rightOrigin;
  const replaced = Y.createID(client, clock + offset + id.clock - item.id.clock);
  const target = itemAt(desk, replaced);
  return target?.deleted === true && target.parent === item.parent ? replaced : null;
}

/** Where the words begin that an item was written with, and how many letters before it. */
function runStart(desk: Y.Doc, item: Y.Item): { readonly head: Y.Item; readonly offset: number } {
  let head = item;
  for (let steps = 0; steps < MAX_STEPS; steps += 1) {
    const { origin, id, rightOrigin } = head;
    if (origin?.client !== id.client || origin.clock !== id.clock - 1) break;
    const before = itemAt(desk, origin);
    if (!before || keyOf(before.rightOrigin) !== keyOf(rightOrigin)) break;
    head = before;
  }
  return { head, offset: item.id.clock - head.id.clock };
}

function runLength(desk: Y.Doc, id: Y.ID): number {
  const item = itemAt(desk, id);
  if (!item) return 0;
  let last = item;
  for (let steps = 0; steps < MAX_STEPS; steps += 1) {
    const next = itemAt(desk, Y.createID(last.id.client, last.id.clock + last.length));
    if (!next || keyOf(next.origin) !== keyOf(last.lastId) || keyOf(next.rightOrigin) !== keyOf(item.rightOrigin))
      break;
    last = next;
  }
  return last.id.clock + last.length - runStart(desk, item).head.id.clock;
}

function arrivedText({ beforeState, afterState, doc }: Y.Transaction): readonly Y.Item[] {
  return [...afterState.keys()].flatMap((client) => {
    const arrived: Y.Item[] = [];
    const end = afterState.get(client) ?? 0;
    for (let clock = beforeState.get(client) ?? 0; clock < end;) {
      const struct = Y.getItem(doc.store, Y.createID(client, clock));
      if (struct instanceof Y.Item && !struct.deleted && struct.content instanceof Y.ContentString)
        arrived.push(struct);
      clock = struct.id.clock + struct.length;
    }
    return arrived;
  });
}

function isGoneText(struct: unknown): struct is Y.Item {
  return struct instanceof Y.Item && struct.deleted && struct.content instanceof Y.ContentString;
}

function itemAt({ store }: Y.Doc, id: Y.ID): Y.Item | null {
  if (id.clock >= Y.getState(store, id.client)) return null;
  const struct: unknown = Y.getItem(store, id);
  return struct instanceof Y.Item ? struct : null;
}

function letterAt(item: Y.Item | null, { clock }: Y.ID): string | null {
  return item?.content instanceof Y.ContentString ? item.content.str.charAt(clock - item.id.clock) : null;
}

function lettersOf({ id, length }: Y.Item): readonly Y.ID[] {
  return Array.from({ length }, (_, index) => Y.createID(id.client, id.clock + index));
}

function keyOf(id: Y.ID | null): string {
  return id ? `${id.client}:${id.clock}` : '';
}

function rangeOf({ client, clock }: Y.ID, len: number): Deleted {
  const range = Y.createDeleteSet();
  range.clients.set(client, [{ clock, len }]);
  return range;
}
