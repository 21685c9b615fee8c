// What people write on a desk: letters at the end of a text and in its middle, formats, tasks, progress, long pastes; and
// what they take out again. Everything that counts as a letter is told to the testimony.
import * as Y from 'yjs';
import { itemMinutes, itemTitle } from '../../shared/doc/desk-agenda.ts';
import { addProgress } from '../../shared/doc/desk-progress.ts';
import { addTask, taskText } from '../../shared/doc/desk-tasks.ts';
import type { DocName, EventId, ItemId, TaskId, UserId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { Chance } from './chance.ts';
import { ITEMS } from './simulated-server.ts';
import type { Letter, Testimony } from './testimony.ts';

type Text = Y.Text | Y.XmlText;

/** A page of any kind, as somebody who writes on it sees it. */
export interface Desk {
  readonly name: string;
  /** Where its unsent words are kept. */
  readonly home: string;
  readonly doc: DocName;
  /** Null while it is not open. */
  readonly ydoc: Y.Doc | null;
  readonly person: { readonly userId: UserId };
  now(): number;
}

export class Writing {
  readonly #chance: Chance;
  readonly #testimony: Testimony;
  readonly #step: () => number;
  edits = 0;

  constructor(chance: Chance, testimony: Testimony, step: () => number) {
    this.#chance = chance;
    this.#testimony = testimony;
    this.#step = step;
  }

  /** A word of one to four letters at the end of an item's minutes. */
  word(page: Desk): void {
    const desk = deskOf(page);
    const item = this.#item();
    const text = lastText(desk, item);
    const letters = Array.from({ length: 1 + this.#chance.below(4) }, () => this.#letter(page, item));
    text.insert(text.length, letters.join(''));
    this.edits += 1;
  }

  /** A letter somewhere in a text, a title or a task. */
  letter(page: Desk): void {
    const desk = deskOf(page);
    const places: Text[] = [lastText(desk, this.#item())];
    const title = itemTitle(desk, this.#item());
    if (title) places.push(title);
    const task = this.#chance.pick([...desk.getMap('tasks').keys()]);
    const what = task === undefined ? null : taskText(desk, brand<TaskId>(task));
    if (what) places.push(what);
    const text = this.#chance.pick(places) ?? places[0];
    text?.insert(this.#chance.below(text.length + 1), this.#letter(page, null));
    this.edits += 1;
  }

  /** Takes back one letter that this page has typed and still shows. */
  takeBack(page: Desk): void {
    const desk = deskOf(page);
    const own = [...this.#testimony.letters].filter((letter) => letter.page === page.name && !letter.isTakenBack);
    const letter = this.#chance.pick(own);
    if (!letter) return;
    for (const text of textsOf(desk)) {
      const at = plain(text).indexOf(letter.text);
      if (at < 0) continue;
      text.delete(at, 1);
      letter.isTakenBack = true;
      this.edits += 1;
      return;
    }
  }

  format(page: Desk): void {
    const text = lastText(deskOf(page), this.#item());
    if (text.length === 0) return;
    const at = this.#chance.below(text.length);
    text.format(at, 1 + this.#chance.below(text.length - at), { strong: this.#chance.happens(0.7) ? true : null });
    this.edits += 1;
  }

  task(page: Desk): void {
    const order = `a${this.#chance.letters(4)}`;
    addTask(deskOf(page), {
      id: brand<TaskId>(this.#chance.letters(22)),
      what: this.#letter(page, null),
      ...{ owners: [], supporters: [], due: null, dueText: null, itemId: this.#item(), state: 'draft', order },
    });
    this.edits += 1;
  }

  progress(page: Desk): void {
    const at = page.now();
    const by = page.person.userId;
    addProgress(deskOf(page), brand<EventId>(this.#chance.letters(22)), {
      kind: 'start',
      itemId: this.#item(),
      at,
      by,
    });
    this.edits += 1;
  }

  /** More than one frame may hold: it must be cut. */
  paste(page: Desk): void {
    const text = lastText(deskOf(page), this.#item());
    text.insert(text.length, 'x'.repeat(220_000 + this.#chance.below(200_000)));
    this.edits += 1;
  }

  #letter(page: Desk, atEndOf: ItemId | null): string {
    const where = { doc: page.doc, page: page.name, browser: page.home, atEndOf, step: this.#step() };
    const letter: Letter | null = this.#testimony.fresh(where);
    return letter?.text ?? '.';
  }

  #item(): ItemId {
    return this.#chance.pick(ITEMS) ?? brand<ItemId>('');
  }
}

/** The words of an item's minutes, in order, without marks. */
export function wordsOf(desk: Y.Doc, item: ItemId): string {
  const minutes = itemMinutes(desk, item);
  return minutes ? textsIn(minutes).map(plain).join('') : '';
}

function deskOf({ name, ydoc }: Desk): Y.Doc {
  if (!ydoc) throw new Error(`${name} has no desk`);
  return ydoc;
}

/** Where a caret at the very end stands: the last text of the last paragraph; made in a paragraph that has none. */
function lastText(desk: Y.Doc, item: ItemId): Y.XmlText {
  const minutes = itemMinutes(desk, item);
  const paragraph = minutes?.get(minutes.length - 1);
  if (!(paragraph instanceof Y.XmlElement)) throw new Error(`${item} has no paragraph`);
  const last: unknown = paragraph.length > 0 ? paragraph.get(paragraph.length - 1) : null;
  if (last instanceof Y.XmlText) return last;
  const text = new Y.XmlText();
  paragraph.insert(paragraph.length, [text]);
  return text;
}

function textsOf(desk: Y.Doc): readonly Text[] {
  return ITEMS.flatMap((item): Text[] => {
    const minutes = itemMinutes(desk, item);
    const title = itemTitle(desk, item);
    return [...(minutes ? textsIn(minutes) : []), ...(title ? [title] : [])];
  });
}

function textsIn(fragment: Y.XmlFragment): Y.XmlText[] {
  return fragment
    .toArray()
    .flatMap((node) => (node instanceof Y.XmlText ? [node] : node instanceof Y.XmlFragment ? textsIn(node) : []));
}

/** Without marks, each other thing as one character. */
function plain(text: Text): string {
  const parts = text.toDelta() as readonly { readonly insert?: unknown }[];
  return parts.map(({ insert }) => (typeof insert === 'string' ? insert : '\ufffc')).join('');
}
