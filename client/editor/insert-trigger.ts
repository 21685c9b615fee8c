// When the menus at the caret open and what filters them: `/` inserts, `@` names somebody, and so do their full-width twins
// `／` and `＠`. In Chinese punctuation the key of `/` types `、`, which begins no paragraph and no sentence and so opens the
// menu there too. Nothing opens in mid-composition: a sign that an input method wrote counts when the composition ends.
// Also tells how a line that begins with a command (`/任务 …`) reads, and when Enter ends it.
import type { Node } from 'prosemirror-model';
import { Plugin, PluginKey, type EditorState, type Transaction } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { ySyncPluginKey } from 'y-prosemirror';
import { isComposed } from '../ui/composed-key.ts';

/** Longest filter; anything longer is text. */
const MAX_QUERY = 12;

export type TriggerKind = 'insert' | 'mention';

export interface Trigger {
  readonly kind: TriggerKind;
  /** Position of the sign that opened the menu. */
  readonly from: number;
  readonly query: string;
}

export interface InsertListener {
  open(trigger: Trigger): void;
  close(): void;
  press(key: string): boolean;
  /** Enter behind a line that begins with `/` or `、` and a word; true when it was taken. */
  command(line: string): boolean;
  /** The line around the caret begins like a command, or (null) not; not told in mid-composition. */
  drafting(line: string | null): void;
}

interface Open {
  readonly kind: TriggerKind;
  readonly from: number;
}

const KEY = new PluginKey<Open | null>('insert menu');
const SIGNS: Readonly<Record<TriggerKind, RegExp>> = { insert: /^[/／、]/, mention: /^[@＠]/ };

/** The plugin's state is what opened the menu while it is open. */
export function insertTrigger(listener: InsertListener): Plugin<Open | null> {
  const tellDraft = (view: EditorView): void => {
    if (!view.composing) listener.drafting(view.hasFocus() && view.editable ? commandLine(view.state) : null);
  };
  /** What stood before the caret when the composition began. */
  let beforeComposing: string | null = null;
  const afterComposing = (view: EditorView): void => {
    if (view.isDestroyed || view.composing) return;
    const now = textBefore(view.state);
    const isNew = beforeComposing !== null && now.length > beforeComposing.length;
    beforeComposing = null;
    if (isNew && kindOpenedBy(now) !== null) view.dispatch(view.state.tr.setMeta(KEY, 'composed'));
    tellDraft(view);
  };
  return new Plugin<Open | null>({
    key: KEY,
    state: { init: () => null, apply: nextTrigger },
    props: {
      handleKeyDown: (view, event) => {
        if (isComposed(event) || view.composing || !view.editable) return false;
        if (KEY.getState(view.state) && listener.press(event.key)) return true;
        const isPlainEnter = event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.metaKey;
        const line = isPlainEnter ? commandLine(view.state) : null;
        return line !== null && listener.command(line);
      },
      handleDOMEvents: {
        compositionstart: (view) => {
          beforeComposing = textBefore(view.state);
          return false;
        },
        compositionend: (view) => {
          // Twice: ProseMirror itself reads the last of what was composed one turn behind this event.
          queueMicrotask(() => queueMicrotask(() => afterComposing(view)));
          return false;
        },
        blur: () => {
          listener.drafting(null);
          return false;
        },
      },
    },
    view: () => ({
      update: (view) => {
        const open = KEY.getState(view.state) ?? null;
        if (open === null || !view.editable) listener.close();
        else listener.open({ ...open, query: queryAfter(view.state, open) ?? '' });
        tellDraft(view);
      },
      destroy: () => {
        listener.close();
        listener.drafting(null);
      },
    }),
  });
}

/** A transaction that closes the menu and leaves the text as typed. */
export function withoutInsert(transaction: Transaction): Transaction {
  return transaction.setMeta(KEY, 'dismissed');
}

/** The trigger and its filter as a range of the text; null while closed. */
export function insertRange(state: EditorState): { readonly from: number; readonly to: number } | null {
  const open = KEY.getState(state) ?? null;
  return open === null ? null : { from: open.from, to: state.selection.head };
}

/** The text of the block around the caret if it begins like a command; people named in it as they are typed. */
function commandLine(state: EditorState): string | null {
  const { empty, $head } = state.selection;
  if (!empty || !$head.parent.isTextblock) return null;
  const line = $head.parent.textBetween(0, $head.parent.content.size, '\n', typedLeaf);
  return /^[/／、]\S{1,12}\s+\S/u.test(line) ? line : null;
}

function typedLeaf(node: Node): string {
  return node.type.name === 'mention' ? `@${String(node.attrs['label'])} ` : ' ';
}

function nextTrigger(transaction: Transaction, open: Open | null, _old: EditorState, state: EditorState): Open | null {
  if (transaction.getMeta(KEY) === 'dismissed') return null;
  if (open !== null) {
    const moved = { ...open, from: transaction.mapping.map(open.from, 1) };
    return queryAfter(state, moved) === null ? null : moved;
  }
  const { empty, head } = state.selection;
  if (!empty || !(isOwnTyping(transaction) || transaction.getMeta(KEY) === 'composed')) return null;
  const kind = kindOpenedBy(textBefore(state));
  return kind === null ? null : { kind, from: head - 1 };
}

/** Somebody typed here, outside a composition. */
function isOwnTyping(transaction: Transaction): boolean {
  const isTheirs = transaction.getMeta(ySyncPluginKey) !== undefined;
  const isComposing = transaction.getMeta('composition') !== undefined;
  const { doc, before, docChanged } = transaction;
  return docChanged && !isTheirs && !isComposing && doc.content.size > before.content.size;
}

function kindOpenedBy(before: string): TriggerKind | null {
  // Behind the end of a sentence too: who writes Chinese types no blanks.
  if (/(?:^|[\s。；！？：])[/／、]$/u.test(before)) return 'insert';
  // Behind a letter or a figure it is an address.
  return /(?:^|[^A-Za-z0-9._-])[@＠]$/.test(before) ? 'mention' : null;
}

/** What was typed after the trigger; null when the caret has left it. */
function queryAfter(state: EditorState, { kind, from }: Open): string | null {
  const { empty, $head, head } = state.selection;
  const start = $head.parent.isTextblock ? $head.start() : Number.POSITIVE_INFINITY;
  if (!empty || from < start || head <= from) return null;
  const typed = state.doc.textBetween(from, head, '\n', '\ufffc');
  if (!SIGNS[kind].test(typed) || typed.length > MAX_QUERY + 1 || /\s/.test(typed)) return null;
  return typed.slice(1);
}

function textBefore(state: EditorState): string {
  const { $head } = state.selection;
  return $head.parent.isTextblock ? $head.parent.textBetween(0, $head.parentOffset, '\n', '\ufffc') : '';
}
