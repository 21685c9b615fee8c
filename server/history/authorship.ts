// Who wrote each character of a meeting's minutes, carried along from one journal row to the next. Works on plain runs
// beside the Yjs texts, so that a paragraph that is split, joined or moved keeps its authors although Yjs deletes and
// inserts it. Knows no journal, no time and no name: an author is the number of a stint (stints.ts).
//
// 1. What a row inserts belongs to its stint, unless the same row deleted the same words: then they only moved.
//    Words that come back whole after they had gone (undone, cut and pasted) are still those of who wrote them: long ones
//    anywhere, short ones where they had stood.
// 2. A text's runs are as long as the text; they are never changed in place, so that a copy of the maps is a checkpoint.
import * as Y from 'yjs';
import { itemMinutes } from '../../shared/doc/desk-agenda.ts';
import { standing } from '../../shared/doc/withdrawn.ts';
import type { ItemId } from '../../shared/domain/ids.ts';

export interface Run {
  readonly text: string;
  readonly stint: number;
}
export type Runs = readonly Run[];

/** What one row did to one item's text, moves left out; lengths in characters as Yjs counts them. */
export interface TextChange {
  readonly added: number;
  readonly removed: number;
  /** Where it wrote last: the key of the text and the longest passage there that is of this stint. */
  readonly written: { readonly key: string; readonly text: string } | null;
  /** The longest passage that went; '' when none did. */
  readonly lost: string;
}

/** What is known of one item's words. */
interface ItemAuthors {
  /** By text. */
  readonly texts: ReadonlyMap<string, Runs>;
  /** Passages that went and may come back, the last one first. */
  readonly lost: readonly Runs[];
}

export type AuthorshipState = ReadonlyMap<ItemId, ItemAuthors>;

/** The stint of text nobody is known to have written. */
export const UNKNOWN = -1;
/** What a row has inserted and nobody has been found for yet. */
const FRESH = -2;
/** Deeper text is not followed; the guard refuses it long before. */
const MAX_DEPTH = 64;
/** Shorter passages are retyped more often than moved. */
const MIN_MOVED = 2;
/** Likewise for what comes back in a later row: people do type the same few characters again. */
const MIN_RETURNED = 4;
/** Passages that may come back: an undo or a paste follows soon. */
const MAX_LOST = 60;
/** Passages looked at for one text: above it what is left is taken as new, so that no row keeps the others waiting. */
const MAX_LOOKS = 200_000;
/** An embedded thing counts as one character. */
const OBJECT = '\u{fffc}';

export class Authorship {
  readonly #items: Map<ItemId, ItemAuthors>;

  constructor(state: AuthorshipState = new Map()) {
    this.#items = new Map(state);
  }

  /** As it stands; later changes do not touch it. */
  state(): AuthorshipState {
    return new Map(this.#items);
  }

  runsOf(itemId: ItemId, text: Y.XmlText): Runs {
    return this.#items.get(itemId)?.texts.get(keyOf(text)) ?? [];
  }

  /** `events`: those of one transaction inside the item's minutes; without any the whole text is taken as new. */
  change(desk: Y.Doc, itemId: ItemId, events: readonly Y.YEvent<Y.AbstractType<unknown>>[], stint: number): TextChange {
    const before = this.#items.get(itemId);
    const texts = new Map(before?.texts);
    const pool: Runs[] = [];
    const touched = new Set<string>();
    const givenBack = new Set<string>();
    let isStructural = events.length === 0;
    for (const event of events) {
      const { target, delta } = event;
      const key = target instanceof Y.XmlText ? keyOf(target) : null;
      const runs = key === null ? undefined : texts.get(key);
      if (key === null || runs === undefined) isStructural = true;
      else {
        texts.set(key, withDelta(runs, delta, pool));
        touched.add(key);
      }
      if (key !== null && givesBack(event, desk)) givenBack.add(key);
    }
    if (isStructural) this.#follow(desk, itemId, texts, { pool, touched });
    const { change, lost } = settle(texts, touched, { pool, lost: before?.lost ?? [], givenBack, stint });
    this.#items.set(itemId, { texts, lost });
    return change;
  }

  /** Texts that came are all new, texts that went give what they held. */
  #follow(
    desk: Y.Doc,
    itemId: ItemId,
    texts: Map<string, Runs>,
    { pool, touched }: { readonly pool: Runs[]; readonly touched: Set<string> },
  ): void {
    const fragment = itemMinutes(desk, itemId);
    const live = new Map((fragment ? textsIn(fragment, 0) : []).map((text) => [keyOf(text), text]));
    for (const [key, runs] of [...texts]) {
      if (live.has(key)) continue;
      texts.delete(key);
      touched.delete(key);
      pool.push(runs);
    }
    for (const [key, text] of live) {
      if (texts.has(key)) continue;
      texts.set(key, [{ text: plainText(text), stint: FRESH }]);
      touched.add(key);
    }
  }
}

/** The texts below `parent` that readers see, in reading order. */
function textsIn(parent: Y.XmlFragment, depth: number): readonly Y.XmlText[] {
  if (depth > MAX_DEPTH) return [];
  return standing(parent).flatMap((child) => {
    if (child instanceof Y.XmlText) return [child];
    return child instanceof Y.XmlElement ? textsIn(child, depth + 1) : [];
  });
}

function keyOf(text: Y.XmlText): string {
  const id = text._item?.id;
  return id ? `${id.client}:${id.clock}` : '';
}

/** The characters as Yjs counts them: one for whatever is no text. */
function plainText(text: Y.XmlText): string {
  return insertsOf(text.toDelta()).map(charactersOf).join('');
}

function insertsOf(delta: unknown): readonly unknown[] {
  const runs: readonly unknown[] = Array.isArray(delta) ? delta : [];
  return runs.map((run) => (typeof run === 'object' && run !== null && 'insert' in run ? run.insert : ''));
}

function charactersOf(insert: unknown): string {
  return typeof insert === 'string' ? insert : OBJECT;
}

type Delta = Y.YEvent<Y.AbstractType<unknown>>['delta'];

/** Whether some words were written directly before what had been deleted: undo gives back so. */
function givesBack(event: Y.YEvent<Y.AbstractType<unknown>>, { store }: Y.Doc): boolean {
  if (!event.delta.some(({ insert }) => typeof insert === 'string' && insert.length >= MIN_MOVED)) return false;
  // Events of texts do not list what was added.
  for (let item = event.target._start; item !== null; item = item.right) {
    const { rightOrigin } = item;
    if (rightOrigin !== null && event.adds(item) && Y.getItem(store, rightOrigin).deleted) return true;
  }
  return false;
}

/** `runs` after `delta`; what it deletes goes into `pool`, what it inserts is fresh. */
function withDelta(runs: Runs, delta: Delta, pool: Runs[]): Runs {
  const result: Run[] = [];
  const rest = new RunReader(runs);
  for (const operation of delta) {
    if (operation.insert !== undefined) push(result, { text: charactersOf(operation.insert), stint: FRESH });
    else if (operation.retain !== undefined) rest.read(operation.retain, result);
    else {
      const lost: Run[] = [];
      rest.read(operation.delete ?? 0, lost);
      pool.push(lost);
    }
  }
  rest.read(Infinity, result);
  return result;
}

/** Takes runs off from the front without copying what is left: a keystroke in a long text must stay cheap. */
class RunReader {
  readonly #runs: Runs;
  #index = 0;
  #offset = 0;

  constructor(runs: Runs) {
    this.#runs = runs;
  }

  /** Appends the next `length` characters to `into`. */
  read(length: number, into: Run[]): void {
    for (let left = length; left > 0;) {
      const run = this.#runs[this.#index];
      if (!run) return;
      const isWhole = this.#offset === 0 && run.text.length <= left;
      const piece = isWhole ? run : { ...run, text: run.text.slice(this.#offset, this.#offset + left) };
      push(into, piece);
      left -= piece.text.length;
      this.#offset += piece.text.length;
      if (this.#offset < run.text.length) continue;
      this.#index += 1;
      this.#offset = 0;
    }
  }
}

function push(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  if (run.text === '') return;
  if (last?.stint === run.stint) runs[runs.length - 1] = { ...last, text: last.text + run.text };
  else runs.push(run);
}

/** The first `length` characters, and the others. */
function split(runs: Runs, length: number): readonly [Runs, Runs] {
  const reader = new RunReader(runs);
  const head: Run[] = [];
  const rest: Run[] = [];
  reader.read(length, head);
  reader.read(Infinity, rest);
  return [head, rest];
}

interface Sources {
  /** What this very row took away. */
  readonly pool: readonly Runs[];
  /** What earlier rows took away. */
  readonly lost: readonly Runs[];
  /** The texts where something came where something had gone. */
  readonly givenBack: ReadonlySet<string>;
  readonly stint: number;
}

/** Gives what is fresh its author: whoever had written the same words where they went, or else the stint. */
function settle(
  texts: Map<string, Runs>,
  touched: ReadonlySet<string>,
  { pool, lost: earlier, givenBack, stint }: Sources,
): { readonly change: TextChange; readonly lost: readonly Runs[] } {
  let chunks: readonly Runs[] = pool.filter((chunk) => lengthOf(chunk) > 0);
  let lost = earlier;
  let added = 0;
  let written: TextChange['written'] = null;
  for (const key of touched) {
    const moved = found(texts.get(key) ?? [], chunks, MIN_MOVED);
    added += lengthOf(moved.runs.filter((run) => run.stint === FRESH));
    const returned = found(moved.runs, lost, givenBack.has(key) ? MIN_MOVED : MIN_RETURNED);
    [chunks, lost] = [moved.chunks, returned.chunks];
    const settled: Run[] = [];
    for (const run of returned.runs) push(settled, run.stint === FRESH ? { ...run, stint } : run);
    texts.set(key, settled);
    const own = settled.reduce(
      (best, run) => (run.stint === stint && run.text.length > best.length ? run.text : best),
      '',
    );
    if (own !== '') written = { key, text: own };
  }
  const gone = chunks.map(textOf);
  const removed = gone.reduce((sum, text) => sum + text.length, 0);
  const kept = [...chunks.filter((chunk) => lengthOf(chunk) >= MIN_MOVED), ...lost].slice(0, MAX_LOST);
  return { change: { added, removed, written, lost: longest(gone) }, lost: kept };
}

interface Carried {
  /** What nobody was found for stays fresh. */
  readonly runs: Runs;
  /** What is left of the chunks. */
  readonly chunks: readonly Runs[];
}

/** `runs` with the authors that `chunks` have for what is fresh in them. */
function found(runs: Runs, chunks: readonly Runs[], least: number): Carried {
  let left = chunks;
  const all = runs.flatMap((run) => {
    if (run.stint !== FRESH) return [run];
    const one = carried(run.text, left, least);
    left = one.chunks;
    return one.runs;
  });
  return { runs: all, chunks: left };
}

/**
 * `text` with the authors of the passages of `chunks`, of `least` characters or more, that it holds or that hold it. Works
 * from left to right without calling itself: a row may move thousands of passages.
 */
function carried(text: string, chunks: readonly Runs[], least: number): Carried {
  const left = chunks.map((runs) => ({ runs, words: textOf(runs) }));
  const runs: Run[] = [];
  /** What is still to be told, the next one last. */
  const todo: (string | Runs)[] = [text];
  let looks = MAX_LOOKS;
  for (let piece = todo.pop(); piece !== undefined; piece = todo.pop()) {
    if (typeof piece !== 'string') runs.push(...piece);
    else if (piece !== '') {
      const passage = looks > 0 ? passageIn(piece, left, least) : null;
      looks -= passage === null ? left.length : passage.index + 1;
      if (passage === null) runs.push({ text: piece, stint: FRESH });
      else todo.push(...taken(piece, left, passage));
    }
  }
  return { runs, chunks: left.map((chunk) => chunk.runs) };
}

/** A passage that went, with its words. */
interface Passage {
  readonly runs: Runs;
  readonly words: string;
}

/** Where a text and a passage meet: the passage holds all of it from `at` on, or stands in it at `at`. */
interface Meeting {
  readonly index: number;
  readonly at: number;
  readonly isInside: boolean;
}

function passageIn(text: string, passages: readonly Passage[], least: number): Meeting | null {
  for (const [index, { words }] of passages.entries()) {
    const inside = text.length >= least || (words === text && least === MIN_MOVED) ? words.indexOf(text) : -1;
    if (inside >= 0) return { index, at: inside, isInside: true };
    const around = words.length >= least ? text.indexOf(words) : -1;
    if (around >= 0) return { index, at: around, isInside: false };
  }
  return null;
}

/** Takes the passage out of `passages`, as far as it is used; what is to be told instead of `text`, the last part first. */
function taken(text: string, passages: Passage[], { index, at, isInside }: Meeting): readonly (string | Runs)[] {
  const passage = passages[index];
  if (!passage) return [];
  const { runs, words } = passage;
  if (!isInside) {
    passages.splice(index, 1);
    return [text.slice(at + words.length), runs, text.slice(0, at)];
  }
  const [head, rest] = split(runs, at);
  const [used, tail] = split(rest, text.length);
  const unused = [head, tail].filter((part) => lengthOf(part) > 0);
  passages.splice(index, 1, ...unused.map((part) => ({ runs: part, words: textOf(part) })));
  return [used];
}

function textOf(runs: Runs): string {
  return runs.map(({ text }) => text).join('');
}

function lengthOf(runs: Runs): number {
  return runs.reduce((sum, { text }) => sum + text.length, 0);
}

function longest(texts: readonly string[]): string {
  return texts.reduce((best, text) => (text.length > best.length ? text : best), '');
}
