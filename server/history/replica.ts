// A meeting's desk rebuilt row by row from its journal, with the authors of its words. Says what each row did to which
// item; knows neither when nor where the rows came from.
import * as Y from 'yjs';
import { isId, type ItemId } from '../../shared/domain/ids.ts';
import { asMap, asText } from '../../shared/doc/reading.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { ChangedPart } from '../history-ports.ts';
import { Authorship, type AuthorshipState, type TextChange } from './authorship.ts';

/** What one row did to one item. */
export interface ItemEdit {
  readonly itemId: ItemId;
  readonly parts: ReadonlySet<ChangedPart>;
  /** Null where the text was left alone. */
  readonly change: TextChange | null;
}

/** A replica as values, to go on from later. */
export interface Checkpoint {
  readonly update: Uint8Array;
  readonly authors: AuthorshipState;
}

type Event = Y.YEvent<Y.AbstractType<unknown>>;

/** What the rows of one transaction touched of one item, before it is weighed. */
interface Touched {
  readonly parts: Set<ChangedPart>;
  readonly text: Event[];
  isNew: boolean;
}

/** Roots whose entries belong to an item by their `itemId`. */
const BESIDE: readonly (readonly [root: string, part: ChangedPart])[] = [
  ['tasks', 'tasks'],
  ['decisions', 'decisions'],
];

export class Replica {
  readonly desk = new Y.Doc();
  readonly authorship: Authorship;
  #stintOf: (itemId: ItemId) => number = () => 0;
  #edits: ItemEdit[] = [];

  constructor(from?: Checkpoint) {
    if (from) Y.applyUpdate(this.desk, from.update);
    this.authorship = new Authorship(from?.authors);
    const agenda = this.desk.getMap<unknown>('agenda');
    agenda.observeDeep((events) => this.#onAgenda(agenda, events));
    for (const [root, part] of BESIDE) {
      const entries = this.desk.getMap<unknown>(root);
      entries.observeDeep((events) => this.#onBeside(entries, events, part));
    }
  }

  /** Applies one row; `stintOf` says to which stint its words belong. */
  apply(bytes: Uint8Array, stintOf: (itemId: ItemId) => number): readonly ItemEdit[] {
    this.#stintOf = stintOf;
    this.#edits = [];
    Y.applyUpdate(this.desk, bytes);
    return this.#edits;
  }

  checkpoint(): Checkpoint {
    return { update: Y.encodeStateAsUpdate(this.desk), authors: this.authorship.state() };
  }

  close(): void {
    this.desk.destroy();
  }

  #onAgenda(agenda: Y.Map<unknown>, events: readonly Event[]): void {
    const byItem = new Map<ItemId, Touched>();
    const touched = (key: string): Touched | null => {
      if (!isId(key)) return null;
      const itemId = brand<ItemId>(key);
      const known = byItem.get(itemId) ?? { parts: new Set(), text: [], isNew: false };
      byItem.set(itemId, known);
      return known;
    };
    for (const event of events) {
      const [key, field] = pathFrom(agenda, event.target);
      if (key !== undefined) noteInside(touched(key), field, event);
      else for (const added of event.keys.keys()) noteNew(touched(added));
    }
    for (const [itemId, { parts, text, isNew }] of byItem) {
      const changes = isNew || text.length > 0;
      const change = changes
        ? this.authorship.change(this.desk, itemId, isNew ? [] : text, this.#stintOf(itemId))
        : null;
      if (parts.size > 0) this.#edits.push({ itemId, parts, change });
    }
  }

  #onBeside(entries: Y.Map<unknown>, events: readonly Event[], part: ChangedPart): void {
    const keys = events.flatMap((event) => {
      const [key] = pathFrom(entries, event.target);
      return key === undefined ? [...event.keys.keys()] : [key];
    });
    for (const key of new Set(keys)) {
      const itemId = asText(asMap(entries.get(key))?.get('itemId'));
      if (itemId === null || !isId(itemId)) continue;
      this.#edits.push({ itemId: brand<ItemId>(itemId), parts: new Set([part]), change: null });
    }
  }
}

function noteNew(touched: Touched | null): void {
  if (!touched) return;
  touched.isNew = true;
  touched.parts.add('added');
}

function noteInside(touched: Touched | null, field: string | undefined, event: Event): void {
  if (!touched) return;
  if (field === 'minutes') {
    touched.text.push(event);
    touched.parts.add('minutes');
  } else if (field === 'title') touched.parts.add('title');
  else if (field !== undefined) touched.parts.add('details');
  else
    for (const key of event.keys.keys()) {
      const isRemoved = event.target instanceof Y.Map && event.target.get('removed') === true;
      touched.parts.add(key !== 'removed' ? 'details' : isRemoved ? 'removed' : 'restored');
    }
}

/** The keys that lead from `root` to `target`; a place in a list has none and ends them. */
function pathFrom(root: unknown, target: unknown): readonly string[] {
  const keys: (string | null)[] = [];
  for (let at: unknown = target; at instanceof Y.AbstractType && at !== root; at = at._item?.parent)
    keys.unshift(at._item?.parentSub ?? null);
  const end = keys.indexOf(null);
  return keys.slice(0, end < 0 ? keys.length : end).filter((key) => key !== null);
}
