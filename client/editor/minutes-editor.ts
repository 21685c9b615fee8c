// One item's text on the page: a ProseMirror view bound to its fragment. Whoever makes it closes it.
import { gapCursor } from 'prosemirror-gapcursor';
import { EditorState, Plugin, Selection, type Command, type Transaction } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { untrack } from 'svelte';
import type * as Y from 'yjs';
import { anchorOf } from '../../shared/doc/anchor.ts';
import type { Anchor } from '../../shared/domain/anchor.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import { minutesSchema } from '../../shared/doc/minutes-schema.ts';
import type { DeskUndo } from '../state/desk-undo.ts';
import type { Presence } from '../state/presence.svelte.ts';
import { WRITE_ON } from '../state/write-on.ts';
import type { CompositionGuard } from '../sync/composition.ts';
import { nodeType } from './text-state.ts';
import { caughtUp, neverEmpty, refuseBrowserUndo } from './shared-writing.ts';
import { insertRange, insertTrigger, withoutInsert } from './insert-trigger.ts';
import type { InsertEditor, InsertMenu } from './insert-menu.svelte.ts';
import { editorKeys } from './keys.ts';
import { ComposedText } from './composed-text.ts';
import { caretOf, standAt, type KeptCaret } from './kept-caret.ts';
import { bindText, EDITOR_ORIGIN, holdBinding, pageOnlyIn } from './minutes-binding.ts';
import { nodeViews, type WallTime } from './node-views.ts';
import { isPicture, type Carried } from './carried-pictures.ts';
import { dropPlace } from './drop-place.ts';
import { pasteCleaning } from './paste.ts';
import type { Passages } from './passage-board.ts';
import { passages, passagesAt } from './passages.ts';
import { PicturePlaces } from './picture-places.ts';
import type { Pictures } from './pictures.ts';
import { remoteCarets } from './remote-carets.ts';
import { keepTables } from './table-commands.ts';
import { inDocument } from './text-places.ts';
import { typingRules } from './typing-rules.ts';
import { undoSelection } from './undo-selection.ts';

export interface EditorListener {
  /** Stands on the page. */
  opened(editor: MinutesEditor): void;
  entered(editor: MinutesEditor): void;
  /** Text, selection or formats changed. */
  changed(editor: MinutesEditor): void;
  /** `caret` when one was writing in it. */
  closed(editor: MinutesEditor, caret: KeptCaret | null): void;
}

export interface MinutesEditorOptions {
  readonly place: HTMLElement;
  readonly itemId: ItemId;
  /** Must be readable (readable.ts). */
  readonly fragment: Y.XmlFragment;
  readonly canEdit: boolean;
  /** How screen readers call it. */
  readonly label: string;
  readonly placeholder: string;
  readonly wallTime: WallTime;
  readonly undoing: DeskUndo;
  readonly presence: Presence;
  readonly composition: CompositionGuard;
  readonly menu: InsertMenu;
  readonly pictures: Pictures;
  readonly passages: Passages;
  readonly listener: EditorListener;
  /** What came in cannot be shown without loss: close this and show the text some other way. */
  readonly onUnreadable: () => void;
}

export class MinutesEditor implements InsertEditor {
  readonly itemId: ItemId;
  readonly view: EditorView;
  readonly #options: MinutesEditorOptions;
  readonly #composed: ComposedText;
  readonly #places: PicturePlaces;
  #canEdit: boolean;
  #label: string;
  #placeholder: string;
  /** Also of a text taken off the page, where the browser takes the caret without anybody's hand. */
  #isWrittenIn = false;

  constructor(options: MinutesEditorOptions) {
    const { place, itemId, composition, undoing, onUnreadable } = options;
    this.itemId = itemId;
    this.#options = options;
    this.#canEdit = options.canEdit;
    this.#label = options.label;
    this.#placeholder = options.placeholder;
    undoing.track(EDITOR_ORIGIN);
    this.#places = new PicturePlaces(options);
    const { doc, plugins } = bindText(options.fragment, minutesSchema);
    const state = EditorState.create({ doc, plugins: [...plugins, ...this.#plugins()] });
    holdBinding(state, { schema: minutesSchema, composition, onUnreadable });
    this.view = new EditorView(place, {
      state,
      // Functions of `this`: called inside the constructor, and after a view was destroyed (y-prosemirror #199).
      dispatchTransaction(this: EditorView, transaction: Transaction) {
        // Untracked: whoever gives a field the focus inside an effect gets our events inside it, and must not come to
        // depend on what they read.
        untrack(() => {
          if (!this.isDestroyed) this.updateState(this.state.apply(transaction));
        });
      },
      editable: () => this.#canEdit,
      attributes: () => this.#attributes(),
      nodeViews: nodeViews(options.wallTime, options.pictures),
      handleDOMEvents: {
        focus: (view) => untrack(() => this.#onFocus(view)),
        blur: () => this.#onBlur(),
        beforeinput: refuseBrowserUndo,
        keydown: caughtUp,
        [WRITE_ON]: () => this.#writeOn(),
      },
    });
    this.#composed = new ComposedText(this.view, composition);
    untrack(() => options.listener.opened(this));
  }

  /** One goes on where one was. */
  returnTo(caret: KeptCaret): void {
    if (this.#canEdit) standAt(this.view, caret);
  }

  setEditing({ canEdit, label, placeholder }: Pick<MinutesEditorOptions, 'canEdit' | 'label' | 'placeholder'>): void {
    if (canEdit === this.#canEdit && label === this.#label && placeholder === this.#placeholder) return;
    this.#canEdit = canEdit;
    this.#label = label;
    this.#placeholder = placeholder;
    // Asks for `editable` and `attributes` again.
    this.view.setProps({});
  }

  /** Runs `command` at the caret and gives the text the focus; false when it does not apply or one may only read. */
  run(command: Command): boolean {
    if (!this.#canEdit || this.view.composing) return false;
    const done = command(this.view.state, this.view.dispatch.bind(this.view), this.view);
    this.view.focus();
    return done;
  }

  passage(): string {
    const { from, to, empty, $from } = this.view.state.selection;
    const text = empty ? $from.parent.textContent : this.view.state.doc.textBetween(from, to, ' ', '');
    return text.trim();
  }

  /** The sentence at the caret that seems to set a task; null without one. */
  hint(): string | null {
    return passagesAt(this.view.state).find(({ kind }) => kind === 'hint')?.id ?? null;
  }

  anchor(): Anchor | null {
    const { fragment, composition } = this.#options;
    composition.settle();
    const { doc } = fragment;
    const { state } = this.view;
    const { from, to, empty, $from } = state.selection;
    if (doc === null || composition.isHolding) return null;
    const range = empty ? { from: $from.start(), to: $from.end() } : { from, to };
    return anchorOf(doc, this.itemId, inDocument(range, pageOnlyIn(state)));
  }

  takeFiles(files: readonly File[]): void {
    if (!this.#canEdit) return;
    const others = files.filter((file) => !isPicture(file));
    this.#take({ pictures: files.filter(isPicture), others, leavesBehind: false }, this.view.state.selection.to);
    this.view.focus();
  }

  dismissInsert(): void {
    this.view.dispatch(withoutInsert(this.view.state.tr));
  }

  takeInsert(): void {
    const range = insertRange(this.view.state);
    if (range) this.view.dispatch(withoutInsert(this.view.state.tr.delete(range.from, range.to)));
  }

  clearQuery(): void {
    const range = insertRange(this.view.state);
    if (range) this.view.dispatch(this.view.state.tr.delete(range.from + 1, range.to));
  }

  close(): void {
    const { composition, listener } = this.#options;
    const { composing } = this.view;
    this.#composed.close();
    listener.closed(this, this.#isWrittenIn ? caretOf(this.view.state) : null);
    this.view.destroy();
    if (this.#canEdit) this.#composed.withdraw();
    // With the text goes the field that would have told its end.
    if (composing) composition.end();
  }

  #take({ pictures, others, leavesBehind }: Omit<Carried, 'hasWords'>, position: number): void {
    const { pictures: desk } = this.#options;
    this.#places.take(this.view, pictures, position);
    if (others.length > 0) desk.attach(others, this.itemId);
    if (leavesBehind) desk.tell('left-behind');
  }

  #plugins(): Plugin[] {
    const { fragment, undoing, presence, composition, itemId, menu, pictures, passages: board } = this.#options;
    return [
      undoSelection(undoing, fragment, composition),
      remoteCarets({ itemId, presence, composition }),
      passages({ itemId, composition, board }),
      insertTrigger({
        open: (trigger) => menu.follow({ editor: this, ...trigger }),
        close: () => menu.close(this),
        press: (key) => menu.press(key),
        command: (line) => menu.command(this, line),
        drafting: (line) => menu.drafts(this, line),
      }),
      typingRules(),
      ...editorKeys(undoing, pictures),
      pasteCleaning((carried, position) => this.#take(carried, position)),
      this.#places.plugin,
      neverEmpty(),
      keepTables(),
      blankMark(),
      dropPlace(),
      gapCursor(),
      this.#following(),
    ];
  }

  #following(): Plugin {
    return new Plugin({ view: () => ({ update: () => this.#options.listener.changed(this) }) });
  }

  #attributes(): Record<string, string> {
    return {
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-label': this.#label,
      'aria-readonly': String(!this.#canEdit),
      'data-placeholder': this.#placeholder,
      spellcheck: 'false',
      class: 'minutes-text',
    };
  }

  /** The focus, behind the last word; whoever writes here already keeps the caret. */
  #writeOn(): boolean {
    const { view } = this;
    if (view.hasFocus()) return true;
    if (!view.composing) view.dispatch(view.state.tr.setSelection(Selection.atEnd(view.state.doc)));
    view.focus();
    return true;
  }

  #onFocus(view: EditorView): boolean {
    this.#isWrittenIn = true;
    this.#options.listener.entered(this);
    // A text that was emptied to nothing gets its paragraph from whoever comes to write in it.
    if (this.#canEdit && view.state.doc.childCount === 0)
      view.dispatch(view.state.tr.insert(0, nodeType('paragraph').create()));
    return false;
  }

  /** Asked a moment later: some browsers say it of a text that is being taken off the page, while it still stands there. */
  #onBlur(): boolean {
    queueMicrotask(() => {
      if (this.view.dom.isConnected && !this.view.hasFocus()) this.#isWrittenIn = false;
    });
    return false;
  }
}

/** Marks a text without content, so that the page can show what to do there. */
function blankMark(): Plugin {
  return new Plugin({
    props: {
      attributes: ({ doc }): Record<string, string> => {
        const isBlank =
          doc.childCount === 0 ||
          (doc.childCount === 1 && doc.firstChild?.type.name === 'paragraph' && doc.firstChild.childCount === 0);
        return isBlank ? { class: 'blank' } : {};
      },
    },
  });
}
