// The editor that last had the caret, and what the toolbar must know of it. One toolbar serves the editors of all items.
import type { Command } from 'prosemirror-state';
import { hasMark, isInside, type MarkName } from './text-state.ts';
import type { MinutesEditor } from './minutes-editor.ts';

export type BlockStyle = 'paragraph' | 'heading' | 'subheading' | 'minor';

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

export class ActiveEditor {
  #editor: MinutesEditor | null = $state.raw(null);
  /** Rises with each change of text or selection, so that `formats` is read again. */
  #revision = $state(0);

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

  entered(editor: MinutesEditor): void {
    this.#editor = editor;
    this.#revision += 1;
  }

  changed(editor: MinutesEditor): void {
    if (editor === this.#editor) this.#revision += 1;
  }

  closed(editor: MinutesEditor): void {
    if (editor === this.#editor) this.#editor = null;
  }
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
