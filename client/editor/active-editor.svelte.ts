// The editor that last had the caret, and what the toolbar must know of it. One toolbar serves the editors of all items.
import type { Command } from 'prosemirror-state';
import type { ItemId } from '../../shared/domain/ids.ts';
import { MINUTE_MS, type DurationMs } from '../../shared/lib/time.ts';
import type { KeptCaret } from './kept-caret.ts';
import { hasMark, isInside, type MarkName } from './text-state.ts';
import type { MinutesEditor } from './minutes-editor.ts';

export type BlockStyle = 'paragraph' | 'heading' | 'subheading' | 'minor';

/** A form of words or lists that a toolbar can give. */
export type FormName = 'bold' | 'underline' | 'bullets' | 'numbers' | 'internal';

export interface Formats {
  readonly style: BlockStyle;
  readonly marks: ReadonlySet<MarkName>;
  readonly isBulleted: boolean;
  readonly isNumbered: boolean;
  readonly isInTable: boolean;
}

const NO_FORMATS: Formats = {
  style: 'paragraph',
  marks: new Set(),
  isBulleted: false,
  isNumbered: false,
  isInTable: false,
};
const MARKS: readonly MarkName[] = ['strong', 'em', 'underline', 'code', 'internal', 'link'];

/** How long one still waits for a text that closed; whoever does nothing for longer reads something else. */
const MISSED_MS = MINUTE_MS;
/** Either says that one is somewhere else; a press does so where nothing takes the focus. */
const ELSEWHERE = ['focusin', 'pointerdown'] as const;

export class ActiveEditor {
  readonly #after: (delayMs: DurationMs, task: () => void) => () => void;
  #editor: MinutesEditor | null = $state.raw(null);
  /** Rises with each change of text or selection, so that `formats` is read again. */
  #revision = $state(0);
  /** The text that closed while one wrote in it; null as soon as one is somewhere else. */
  #lost: { readonly itemId: ItemId; readonly caret: KeptCaret } | null = null;
  #stopWaiting: () => void = () => undefined;

  constructor(after: (delayMs: DurationMs, task: () => void) => () => void) {
    this.#after = after;
  }

  get editor(): MinutesEditor | null {
    return this.#editor;
  }

  get formats(): Formats {
    void this.#revision;
    return this.#editor ? formatsOf(this.#editor) : NO_FORMATS;
  }

  /** '' without a selection. */
  get selectedText(): string {
    void this.#revision;
    const state = this.#editor?.view.state;
    return state ? state.doc.textBetween(state.selection.from, state.selection.to, '\n', ' ') : '';
  }

  /** Runs a command where the caret is and gives the focus back to the text; false when there is no caret. */
  run(command: Command): boolean {
    return this.#editor?.run(command) ?? false;
  }

  /** Runs one of commands that come with the editor: before those are here there is no caret either. */
  runFrom<Kit>(kit: Kit | null, commandOf: (kit: Kit) => Command): void {
    if (kit !== null) this.run(commandOf(kit));
  }

  /** Whether the text of that item closed under one's hands, which still wait for it. */
  isMissed(itemId: ItemId): boolean {
    return this.#lost?.itemId === itemId;
  }

  opened(editor: MinutesEditor): void {
    const lost = this.#lost;
    if (lost?.itemId !== editor.itemId) return;
    this.#forget();
    editor.returnTo(lost.caret);
  }

  entered(editor: MinutesEditor): void {
    this.#editor = editor;
    this.#revision += 1;
  }

  changed(editor: MinutesEditor): void {
    if (editor === this.#editor) this.#revision += 1;
  }

  closed(editor: MinutesEditor, caret: KeptCaret | null): void {
    if (editor === this.#editor) this.#editor = null;
    if (caret === null) return;
    this.#forget();
    this.#lost = { itemId: editor.itemId, caret };
    const cancel = this.#after(MISSED_MS, this.#forget);
    for (const sign of ELSEWHERE) document.addEventListener(sign, this.#forget, { capture: true });
    this.#stopWaiting = () => {
      cancel();
      for (const sign of ELSEWHERE) document.removeEventListener(sign, this.#forget, { capture: true });
    };
  }

  readonly #forget = (): void => {
    this.#lost = null;
    this.#stopWaiting();
  };
}

function formatsOf({ view: { state } }: MinutesEditor): Formats {
  const { parent } = state.selection.$from;
  const level = parent.type.name === 'heading' ? Number(parent.attrs['level']) : null;
  return {
    style: level === null ? 'paragraph' : level === 3 ? 'subheading' : level === 4 ? 'minor' : 'heading',
    marks: new Set(MARKS.filter((name) => hasMark(state, name))),
    isBulleted: isInside(state, 'bullet_list'),
    isNumbered: isInside(state, 'ordered_list'),
    isInTable: isInside(state, 'table'),
  };
}
