// When the `/` menu opens and what filters it. In Chinese punctuation the same key types `、`, which never begins a
// paragraph and so opens it there too.
import { Plugin, PluginKey, type EditorState, type Transaction } from 'prosemirror-state';
import { ySyncPluginKey } from 'y-prosemirror';

/** Longest filter; anything longer is text. */
const MAX_QUERY = 12;

export interface InsertListener {
  open(from: number, query: string): void;
  close(): void;
  press(key: string): boolean;
}

const KEY = new PluginKey<number | null>('insert menu');

/** The plugin's state is the position of the trigger while the menu is open. */
export function insertTrigger(listener: InsertListener): Plugin<number | null> {
  return new Plugin<number | null>({
    key: KEY,
    state: { init: () => null, apply: nextTrigger },
    props: {
      handleKeyDown: (view, event) => {
        // 229: the input method has this key, even where `isComposing` is not set yet.
        if (event.isComposing || view.composing || event.keyCode === 229) return false;
        return KEY.getState(view.state) !== null && listener.press(event.key);
      },
    },
    view: () => ({
      update: (view) => {
        const from = KEY.getState(view.state) ?? null;
        if (from === null || !view.editable) listener.close();
        else listener.open(from, queryAfter(view.state, from) ?? '');
      },
      destroy: () => listener.close(),
    }),
  });
}

/** A transaction that closes the menu and leaves the text as typed. */
export function withoutInsert(transaction: Transaction): Transaction {
  return transaction.setMeta(KEY, 'dismissed');
}

/** The trigger and its filter as a range of the text; null while closed. */
export function insertRange(state: EditorState): { readonly from: number; readonly to: number } | null {
  const from = KEY.getState(state) ?? null;
  return from === null ? null : { from, to: state.selection.head };
}

function nextTrigger(
  transaction: Transaction,
  open: number | null,
  _old: EditorState,
  state: EditorState,
): number | null {
  if (transaction.getMeta(KEY) === 'dismissed') return null;
  if (open !== null) {
    const moved = transaction.mapping.map(open, 1);
    return queryAfter(state, moved) === null ? null : moved;
  }
  const isOwnTyping = transaction.docChanged && transaction.getMeta(ySyncPluginKey) === undefined;
  const { empty, head } = state.selection;
  if (!isOwnTyping || !empty || state.doc.content.size <= transaction.before.content.size) return null;
  return opensMenu(textBefore(state)) ? head - 1 : null;
}

function opensMenu(before: string): boolean {
  return before === '、' || /(?:^|\s)\/$/.test(before);
}

/** What was typed after the trigger at `from`; null when the caret has left it. */
function queryAfter(state: EditorState, from: number): string | null {
  const { empty, $head, head } = state.selection;
  const start = $head.parent.isTextblock ? $head.start() : Number.POSITIVE_INFINITY;
  if (!empty || from < start || head <= from) return null;
  const typed = state.doc.textBetween(from, head, '\n', '\ufffc');
  if (!/^[/、]/.test(typed) || typed.length > MAX_QUERY + 1 || /\s/.test(typed)) return null;
  return typed.slice(1);
}

function textBefore(state: EditorState): string {
  const { $head } = state.selection;
  return $head.parent.isTextblock ? $head.parent.textBetween(0, $head.parentOffset, '\n', '\ufffc') : '';
}
