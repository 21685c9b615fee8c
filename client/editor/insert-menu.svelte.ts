// The state of the menus at the caret, `/` and `@`: where one stands, what filters it, which entry is marked. Drawn by
// insert-menu.svelte, fed by insert-trigger.ts.
import type { Command } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import type { Component } from 'svelte';
import type { Anchor } from '../../shared/domain/anchor.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import type { Trigger, TriggerKind } from './insert-trigger.ts';

/** What the menu and its entries need of an editor. */
export interface InsertEditor {
  readonly itemId: ItemId;
  readonly view: EditorView;
  /** Runs `command` at the caret; false when it does not apply. */
  run(command: Command): boolean;
  /** Sends `files`; pictures keep their place at the caret until they are there. */
  takeFiles(files: readonly File[]): void;
  /** The selected words, or the paragraph around the caret. */
  passage(): string;
  /** Where they stand; null without words, or while an input method composes. */
  anchor(): Anchor | null;
  /** Closes the menu and leaves the text as it is. */
  dismissInsert(): void;
  /** Takes the trigger and the filter out of the text. */
  takeInsert(): void;
  /** Takes only the filter out of the text; the menu stays. */
  clearQuery(): void;
}

export interface InsertEntry {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  /** What else finds it: the other language, pinyin, initials; separated by spaces. */
  readonly terms: string;
  /** Offered only inside this group, and to whoever filters for it. */
  readonly group?: string;
  /** Choosing it offers the entries of that group instead; `run` is not asked. */
  readonly opens?: string;
  /** Runs after the trigger and the filter have been taken out of the text. */
  readonly run: (editor: InsertEditor) => void;
}

/** Icons by the ids of entries; an entry without one has its words alone. */
export type InsertIcons = Readonly<Record<string, Component>>;

export interface InsertPlace extends Trigger {
  readonly editor: InsertEditor;
}

/** A line that begins with a command, as it reads so far. */
export interface DraftedLine {
  readonly editor: InsertEditor;
  readonly line: string;
}

export interface InsertSource {
  /** What a menu of this kind offers; asked each time, so that the words follow the language. */
  entries(kind: TriggerKind): readonly InsertEntry[];
  /** Enter behind a line that begins with a command; true when it became something. */
  command(editor: InsertEditor, line: string): boolean;
}

/** More are found by filtering. */
const MAX_SHOWN = 40;

export class InsertMenu {
  readonly #source: InsertSource;
  #place: InsertPlace | null = $state.raw(null);
  #marked = $state(0);
  #group: string | null = $state(null);
  #draft: DraftedLine | null = $state.raw(null);

  constructor(source: InsertSource) {
    this.#source = source;
  }

  /** Where it stands; null = closed, also when nothing matches. */
  get place(): InsertPlace | null {
    return this.entries.length > 0 ? this.#place : null;
  }

  get entries(): readonly InsertEntry[] {
    const place = this.#place;
    if (place === null) return [];
    const group = this.#group;
    const isOffered = (entry: InsertEntry): boolean =>
      group === null ? entry.group === undefined || place.query !== '' : entry.group === group;
    return this.#source
      .entries(place.kind)
      .filter((entry) => isOffered(entry) && matches(entry, place.query))
      .slice(0, MAX_SHOWN);
  }

  get marked(): number {
    return Math.min(this.#marked, Math.max(0, this.entries.length - 1));
  }

  /** The command being written, while no menu stands over it. */
  get draft(): DraftedLine | null {
    return this.place === null ? this.#draft : null;
  }

  /** Tells how the line at this editor's caret begins; null = like no command. */
  drafts(editor: InsertEditor, line: string | null): void {
    if (line !== null) {
      if (this.#draft?.editor !== editor || this.#draft.line !== line) this.#draft = { editor, line };
    } else if (this.#draft?.editor === editor) this.#draft = null;
  }

  follow(place: InsertPlace): void {
    if (this.#place?.query !== place.query) this.#marked = 0;
    if (this.#place?.kind !== place.kind) this.#group = null;
    this.#place = place;
  }

  /** Closes what this editor had opened. */
  close(editor: InsertEditor): void {
    if (this.#place?.editor !== editor) return;
    this.#place = null;
    this.#group = null;
  }

  command(editor: InsertEditor, line: string): boolean {
    return this.#source.command(editor, line);
  }

  mark(index: number): void {
    this.#marked = index;
  }

  /** Takes the keys that belong to an open menu; false leaves the key to the text. */
  press(key: string): boolean {
    const { place, entries, marked } = this;
    if (place === null) return false;
    if (key === 'ArrowDown') this.#marked = (marked + 1) % entries.length;
    else if (key === 'ArrowUp') this.#marked = (marked - 1 + entries.length) % entries.length;
    else if (key === 'Enter' || key === 'Tab') this.choose(marked);
    else if (key === 'Escape') place.editor.dismissInsert();
    else return false;
    return true;
  }

  choose(index: number): void {
    const { place, entries } = this;
    const entry = entries[index];
    if (!place || !entry) return;
    if (entry.opens !== undefined) {
      place.editor.clearQuery();
      this.#group = entry.opens;
      this.#marked = 0;
      return;
    }
    place.editor.takeInsert();
    entry.run(place.editor);
  }
}

function matches({ label, terms }: InsertEntry, query: string): boolean {
  const wanted = query.toLowerCase();
  return label.toLowerCase().includes(wanted) || terms.split(' ').some((term) => term.startsWith(wanted));
}
