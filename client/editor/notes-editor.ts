// The secretariat's shared notes on the page: a small editor of the minutes' own text, without pictures, menus and
// passages. Whoever makes it closes it.
import { baseKeymap } from 'prosemirror-commands';
import { undoInputRule } from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import { liftListItem, sinkListItem, splitListItem } from 'prosemirror-schema-list';
import { EditorState, Plugin, type Command, type Transaction } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { untrack } from 'svelte';
import type * as Y from 'yjs';
import { minutesSchema } from '../../shared/doc/minutes-schema.ts';
import type { DeskUndo } from '../state/desk-undo.ts';
import type { CompositionGuard } from '../sync/composition.ts';
import { insertBreak, toggle } from './editing-commands.ts';
import { nodeType } from './text-state.ts';
import { ComposedText } from './composed-text.ts';
import { bindText, EDITOR_ORIGIN, holdBinding } from './minutes-binding.ts';
import { dropPlace } from './drop-place.ts';
import { pasteCleaning } from './paste.ts';
import { caughtUp, neverEmpty, refuseBrowserUndo } from './shared-writing.ts';
import { typingRules } from './typing-rules.ts';
import { undoSelection } from './undo-selection.ts';

export interface NotesEditorOptions {
  readonly place: HTMLElement;
  /** Must be readable (readable.ts). */
  readonly fragment: Y.XmlFragment;
  readonly canEdit: boolean;
  readonly label: string;
  readonly placeholder: string;
  readonly undoing: DeskUndo;
  readonly composition: CompositionGuard;
  readonly onUnreadable: () => void;
}

export class NotesEditor {
  readonly view: EditorView;
  readonly #options: NotesEditorOptions;
  readonly #composed: ComposedText;
  #canEdit: boolean;

  constructor(options: NotesEditorOptions) {
    const { place, fragment, undoing, composition, onUnreadable } = options;
    this.#options = options;
    this.#canEdit = options.canEdit;
    undoing.track(EDITOR_ORIGIN);
    const { doc, plugins } = bindText(fragment, minutesSchema);
    const state = EditorState.create({ doc, plugins: [...plugins, ...pluginsOf(options)] });
    holdBinding(state, { schema: minutesSchema, composition, onUnreadable });
    this.view = new EditorView(place, {
      state,
      // As in the minutes' editor: never on a destroyed view, never as a dependency of whoever gives the focus.
      dispatchTransaction(this: EditorView, transaction: Transaction) {
        untrack(() => {
          if (!this.isDestroyed) this.updateState(this.state.apply(transaction));
        });
      },
      editable: () => this.#canEdit,
      attributes: () => this.#attributes(),
      handleDOMEvents: {
        focus: (view) => this.#startText(view),
        beforeinput: refuseBrowserUndo,
        keydown: caughtUp,
      },
    });
    this.#composed = new ComposedText(this.view, composition);
  }

  setEditing(canEdit: boolean): void {
    if (canEdit === this.#canEdit) return;
    this.#canEdit = canEdit;
    this.view.setProps({});
  }

  close(): void {
    this.#composed.close();
    this.view.destroy();
  }

  #attributes(): Record<string, string> {
    const { label, placeholder } = this.#options;
    return {
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-label': label,
      'aria-readonly': String(!this.#canEdit),
      'data-placeholder': placeholder,
      spellcheck: 'false',
      class: 'notes-text',
    };
  }

  /** Notes begin without a paragraph; whoever comes to write brings it, so that reading writes nothing. */
  #startText(view: EditorView): boolean {
    if (this.#canEdit && view.state.doc.childCount === 0)
      view.dispatch(view.state.tr.insert(0, nodeType('paragraph').create()));
    return false;
  }
}

function pluginsOf({ fragment, undoing, composition }: NotesEditorOptions): readonly Plugin[] {
  return [
    undoSelection(undoing, fragment, composition),
    typingRules(),
    ...notesKeys(undoing),
    // Pictures stay out: they would be attached to an item, and notes belong to none.
    pasteCleaning(() => undefined),
    neverEmpty(),
    blankMark(),
    dropPlace(),
  ];
}

function notesKeys(undoing: DeskUndo): readonly Plugin[] {
  const item = nodeType('list_item');
  const undo: Command = () => undoing.undo() || true;
  const redo: Command = () => undoing.redo() || true;
  const keys: Record<string, Command> = {
    'Mod-b': toggle('strong'),
    'Mod-u': toggle('underline'),
    'Mod-z': undo,
    'Mod-y': redo,
    'Mod-Shift-z': redo,
    Enter: splitListItem(item),
    'Shift-Enter': insertBreak(),
    Tab: sinkListItem(item),
    'Shift-Tab': liftListItem(item),
    Backspace: undoInputRule,
  };
  return [keymap(keys), keymap(baseKeymap)].map((plugin) => unlessComposing(plugin));
}

/** While an input method composes, keys are its own. */
function unlessComposing(plugin: Plugin): Plugin {
  const press = plugin.props.handleKeyDown;
  return new Plugin({
    props: { handleKeyDown: (view, event) => !view.composing && press?.call(plugin, view, event) === true },
  });
}

function blankMark(): Plugin {
  return new Plugin({
    props: {
      attributes: ({ doc }): Record<string, string> =>
        doc.textContent === '' && doc.childCount < 2 ? { class: 'blank' } : {},
    },
  });
}
