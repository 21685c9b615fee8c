// One's own undo over a whole desk: the text of every item and every field. Knows no editor; editors register the
// origin of their edits and put the selection back.
import * as Y from 'yjs';
import { isAway, isLeaf, mark } from '../../shared/doc/withdrawn.ts';
import { followDoubles, tieToStanding } from './given-back-once.ts';
import { followGivenBack } from './given-back.ts';

/** Of these, the entries are maps of their own. */
const ENTRY_ROOTS: ReadonlySet<string> = new Set(['people', 'agenda', 'tasks', 'decisions', 'papers']);
/** Roots that undo reaches. `progress` and `claims` are not among them: what was witnessed is revoked, not undone. */
const SCOPE: readonly string[] = [
  ...['meeting', 'people', 'agenda', 'tasks', 'decisions', 'comments', 'papers', 'paperFacts'],
];
/** Where a step was undone or redone. */
export interface StepPlace {
  readonly done: 'undo' | 'redo';
  /** The root it lies in: `agenda`, `tasks` … */
  readonly root: string;
  /** The entry's id; null for the root's own values. */
  readonly id: string | null;
  /** In the minutes of an item, where the caret goes and everybody sees it. */
  readonly isText: boolean;
}

/** What a stack item may remember for the editor that made it. */
export type StackMeta = Map<unknown, unknown>;

/**
 * Wraps the meeting's one `Y.UndoManager`. Invariants:
 * 1. Only edits of this replica are undone: remote updates and stored ones carry other origins.
 * 2. Undo never deletes an entry (an item, task, decision, person, report row): transactions that make one are not
 *    captured, since the server refuses such a deletion and a refusal ends the replica. Panels offer its removal.
 * 3. A block (paragraph, heading, list, table cell …) is withdrawn, not deleted, by undoing its creation: what others have
 *    written or are just writing into it stays (shared/doc/withdrawn.ts).
 *    What others delete and give back is still of who wrote it (given-back.ts);
 *    what several delete and give back comes back once (given-back-once.ts).
 * 4. What others do meanwhile neither joins nor parts one's own steps.
 */
export class DeskUndo {
  readonly #desk: Y.Doc;
  readonly #manager: Y.UndoManager;
  readonly #own = new Set<unknown>([null]);
  readonly #stopFollowing: readonly (() => void)[];
  #lastPlace: unknown = null;

  constructor(desk: Y.Doc) {
    this.#desk = desk;
    this.#stopFollowing = [followGivenBack(desk), followDoubles(desk)];
    this.#manager = new Y.UndoManager([...SCOPE.map((name) => desk.getMap(name)), desk.getXmlFragment('notes')], {
      // The manager adds itself.
      trackedOrigins: this.#own,
      deleteFilter: (item) => mayGo(item),
      captureTransaction: (transaction) => this.#captures(transaction),
    });
  }

  /** Counts edits with this origin as one's own (an editor's binding). */
  track(origin: unknown): void {
    this.#manager.addTrackedOrigin(origin);
  }

  get canUndo(): boolean {
    return this.#manager.canUndo();
  }

  get canRedo(): boolean {
    return this.#manager.canRedo();
  }

  undo(): boolean {
    tieToStanding(this.#desk, this.#manager.undoStack.at(-1));
    partRedone(this.#desk, this.#manager.undoStack.at(-1));
    return this.#manager.undo() !== null;
  }

  redo(): boolean {
    tieToStanding(this.#desk, this.#manager.redoStack.at(-1));
    partRedone(this.#desk, this.#manager.redoStack.at(-1));
    return this.#manager.redo() !== null;
  }

  /** What follows is undone on its own, however soon it comes. */
  separate(): void {
    this.#manager.stopCapturing();
  }

  /** Calls `added` when a step is remembered and `popped` when it is undone or redone, with the step's own memory. */
  onStep(listeners: {
    readonly added: (meta: StackMeta) => void;
    readonly popped: (meta: StackMeta) => void;
  }): () => void {
    const added = (event: { stackItem: { meta: StackMeta } }): void => listeners.added(event.stackItem.meta);
    const popped = (event: { stackItem: { meta: StackMeta } }): void => listeners.popped(event.stackItem.meta);
    this.#manager.on('stack-item-added', added);
    this.#manager.on('stack-item-popped', popped);
    return () => {
      this.#manager.off('stack-item-added', added);
      this.#manager.off('stack-item-popped', popped);
    };
  }

  /** Calls `taken` with the places of each step that was undone or redone. */
  onTaken(taken: (places: readonly StepPlace[]) => void): () => void {
    const listen = ({ type, changedParentTypes }: TakenStep): void => {
      const places = [...changedParentTypes.keys()].flatMap((changed) => stepPlace(this.#desk, changed, type) ?? []);
      // A changed text is told with all it lies in: the text itself says most.
      places.sort((a, b) => Number(a.isText) - Number(b.isText));
      taken([...new Map(places.map((place) => [`${place.root} ${place.id ?? ''}`, place])).values()]);
    };
    this.#manager.on('stack-item-popped', listen);
    return () => this.#manager.off('stack-item-popped', listen);
  }

  /** Calls `changed` whenever `canUndo` or `canRedo` may have changed. */
  onChange(changed: () => void): () => void {
    this.#manager.on('stack-item-added', changed);
    this.#manager.on('stack-item-popped', changed);
    this.#manager.on('stack-cleared', changed);
    return () => {
      this.#manager.off('stack-item-added', changed);
      this.#manager.off('stack-item-popped', changed);
      this.#manager.off('stack-cleared', changed);
    };
  }

  close(): void {
    for (const stop of this.#stopFollowing) stop();
    this.#manager.destroy();
  }

  #captures(transaction: Y.Transaction): boolean {
    if (!this.#own.has(transaction.origin) || makesEntry(transaction) || isTidying(transaction)) return false;
    // Steps are grouped by time; a change at another place must not be swept along with the last one.
    const place = placeOf(transaction);
    if (place !== null && place !== this.#lastPlace && transaction.origin !== this.#manager) {
      this.#lastPlace = place;
      this.#manager.stopCapturing();
    }
    return true;
  }
}

/**
 * Yjs follows what was deleted and brought back only to its first piece: when a part of it was deleted and brought back
 * once more, undoing its making would leave the other pieces. So the items of a step are cut where their successors are.
 */
function partRedone(desk: Y.Doc, step: { readonly insertions: InsertedItems } | undefined): void {
  if (!step) return;
  desk.transact((transaction) => {
    const cuts: Y.ID[] = [];
    Y.iterateDeletedStructs(transaction, step.insertions, (struct: unknown) => {
      if (!(struct instanceof Y.Item) || struct.redone === null) return;
      for (const offset of piecesFrom(desk, struct.redone, struct.length))
        cuts.push(Y.createID(struct.id.client, struct.id.clock + offset));
    });
    for (const { client, clock } of cuts) {
      const place = Y.createDeleteSet();
      place.clients.set(client, [{ clock, len: 1 }]);
      Y.iterateDeletedStructs(transaction, place, () => undefined);
    }
  }, PARTING);
}

type InsertedItems = Parameters<typeof Y.iterateDeletedStructs>[1];
const PARTING = 'parting';

/** Where new pieces begin among `length` units from `id` on, and among what those have become. */
function piecesFrom(desk: Y.Doc, id: Y.ID, length: number): number[] {
  const starts: number[] = [];
  for (let offset = 0; offset < length;) {
    const item = Y.getItem(desk.store, Y.createID(id.client, id.clock + offset));
    const skipped = id.clock + offset - item.id.clock;
    const size = Math.min(item.length - skipped, length - offset);
    if (offset > 0) starts.push(offset);
    if (item instanceof Y.Item && item.redone !== null) {
      const { client, clock } = item.redone;
      for (const inner of piecesFrom(desk, Y.createID(client, clock + skipped), size)) starts.push(offset + inner);
    }
    offset += size;
  }
  return starts;
}

function makesEntry(transaction: Y.Transaction): boolean {
  for (const [type, keys] of transaction.changed) {
    if (!(type instanceof Y.Map)) continue;
    for (const key of keys) {
      const value: unknown = key === null ? null : type.get(key);
      const id = value instanceof Y.AbstractType ? value._item?.id : undefined;
      if (id && id.clock >= (transaction.beforeState.get(id.client) ?? 0)) return true;
    }
  }
  return false;
}

/** Yjs tidies formatting after remote edits in a local transaction of its own; that is nobody's edit. */
function isTidying(transaction: Y.Transaction): boolean {
  return transaction.origin === null && [...transaction.changed.keys()].every((type) => type instanceof Y.XmlText);
}

/** The field or fragment that a transaction touched: the first changed type's ancestor two levels below its root. */
function placeOf(transaction: Y.Transaction): unknown {
  for (const type of transaction.changed.keys()) {
    const chain = lineOf(type);
    return chain[2] ?? chain[1] ?? chain[0] ?? null;
  }
  return null;
}

/** A type with all it lies in, its root first. */
function lineOf(type: unknown): readonly Placed[] {
  const line: Placed[] = [];
  for (let at: unknown = type; at instanceof Y.AbstractType; at = at._item?.parent) line.unshift(at);
  return line;
}

type Placed = Y.AbstractType<Y.YEvent<Y.AbstractType<unknown>>>;

interface TakenStep {
  readonly type: 'undo' | 'redo';
  readonly changedParentTypes: { keys(): Iterable<unknown> };
}

/** Null for a root whose change lies in one of its entries, which are told themselves. */
function stepPlace(desk: Y.Doc, changed: unknown, done: 'undo' | 'redo'): StepPlace | null {
  const [rootType, entry, part] = lineOf(changed);
  const root = [...desk.share].find(([, type]) => type === rootType)?.[0];
  if (root === undefined || (entry === undefined && ENTRY_ROOTS.has(root))) return null;
  return { done, root, id: entry?._item?.parentSub ?? null, isText: part?._item?.parentSub === 'minutes' };
}

/** Whether undo may delete an item. What one wrote oneself goes before what it stands in. */
function mayGo(item: Y.Item): boolean {
  if (!(item instanceof Y.Item) || !(item.content instanceof Y.ContentType)) return true;
  const { type } = item.content;
  if (type instanceof Y.XmlElement && !isLeaf(type)) return !isAway(type) && withdrawsInstead(item, type);
  // Its own characters go one by one.
  if (type instanceof Y.XmlText) return false;
  return !(type instanceof Y.Text && type.length > 0);
}

/** Yjs counts a step as undone only when something in it may be deleted; so it may, and is withdrawn in its place. */
function withdrawsInstead(item: Y.Item, block: Y.XmlElement): true {
  const withdraw = (): void => {
    Reflect.deleteProperty(item, 'delete');
    mark(block);
  };
  Object.defineProperty(item, 'delete', { configurable: true, value: withdraw });
  return true;
}
