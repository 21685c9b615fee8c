// Where the others are in one item's text: a caret in the person's colour with their name, and what they have selected.
// Also tells them where we are. Own instead of y-prosemirror's plugin, which knows one editor a page and hex colours.
import { Plugin, PluginKey, type EditorState, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { untrack } from 'svelte';
import { absolutePositionToRelativePosition, ySyncPluginKey } from 'y-prosemirror';
import * as Y from 'yjs';
import type { ItemId } from '../../shared/domain/ids.ts';
import type { CaretRange, Presence, RemoteCaret } from '../state/presence.svelte.ts';
import type { CompositionGuard } from '../sync/composition.ts';
import { bindingOf } from './minutes-binding.ts';
import { absoluteIn } from './text-places.ts';

const KEY = new PluginKey<DecorationSet>('remote carets');

export interface RemoteCaretsOptions {
  readonly itemId: ItemId;
  readonly presence: Presence;
  readonly composition: CompositionGuard;
}

export function remoteCarets({ itemId, presence, composition }: RemoteCaretsOptions): Plugin {
  return new Plugin<DecorationSet>({
    key: KEY,
    state: {
      init: () => DecorationSet.empty,
      apply: (transaction, before, _old, state) => {
        // The text that a caret points into may have come just now.
        const isDue = transaction.getMeta(KEY) !== undefined || isRemoteEdit(transaction);
        if (!isDue) return before.map(transaction.mapping, transaction.doc);
        return drawAll(
          state,
          presence.carets.filter((caret) => caret.itemId === itemId),
        );
      },
    },
    props: { decorations: (state) => KEY.getState(state) },
    view: (view) => follow(view, { itemId, presence, composition }),
  });
}

function follow(
  view: EditorView,
  { itemId, presence, composition }: RemoteCaretsOptions,
): ReturnType<NonNullable<Plugin['spec']['view']>> {
  let shown = '';
  const redraw = (): void =>
    untrack(() => {
      const here = presence.carets.filter((caret) => caret.itemId === itemId);
      const next = JSON.stringify(here);
      if (next === shown || view.isDestroyed) return;
      shown = next;
      view.dispatch(view.state.tr.setMeta(KEY, true).setMeta('addToHistory', false));
    });
  const tell = (): void => {
    // Positions inside half-typed pinyin exist nowhere else.
    if (composition.isHolding || view.isDestroyed) return;
    if (view.hasFocus()) untrack(() => presence.moveTo(itemId, ownRange(view.state)));
  };
  const leave = (): void => untrack(() => presence.moveTo(null, null));
  const stop = [presence.onChange(redraw), composition.onRelease('wire', tell)];
  view.dom.addEventListener('focusin', tell);
  view.dom.addEventListener('focusout', leave);
  queueMicrotask(redraw);
  return {
    update: (_view, before) => {
      if (before.doc !== view.state.doc || !before.selection.eq(view.state.selection)) tell();
    },
    destroy: () => {
      stop.forEach((each) => each());
      if (view.hasFocus()) leave();
      view.dom.removeEventListener('focusin', tell);
      view.dom.removeEventListener('focusout', leave);
    },
  };
}

function isRemoteEdit(transaction: Transaction): boolean {
  const synced: unknown = transaction.getMeta(ySyncPluginKey);
  return typeof synced === 'object' && synced !== null && 'isChangeOrigin' in synced;
}

function ownRange(state: EditorState): CaretRange {
  const { type, mapping } = bindingOf(state);
  const relative = (position: number): unknown =>
    Y.relativePositionToJSON(absolutePositionToRelativePosition(position, type, mapping));
  return { anchor: relative(state.selection.anchor), head: relative(state.selection.head) };
}

function drawAll(state: EditorState, carets: readonly RemoteCaret[]): DecorationSet {
  return DecorationSet.create(
    state.doc,
    carets.flatMap((caret) => draw(state, caret)),
  );
}

function draw(state: EditorState, caret: RemoteCaret): Decoration[] {
  const anchor = absolute(state, caret.range.anchor);
  const head = absolute(state, caret.range.head);
  if (anchor === null || head === null) return [];
  // A new key at each move makes a new element, so that its name unfolds again.
  const key = `${caret.clientId} ${JSON.stringify(caret.range.head)}`;
  const flag = Decoration.widget(head, () => caretElement(caret), { key, side: 10, ignoreSelection: true });
  if (anchor === head) return [flag];
  const selected = { class: 'remote-selection', 'data-colour': String(caret.colour) };
  return [Decoration.inline(Math.min(anchor, head), Math.max(anchor, head), selected), flag];
}

function absolute(state: EditorState, json: unknown): number | null {
  try {
    const position = absoluteIn(bindingOf(state), Y.createRelativePositionFromJSON(json));
    return position === null ? null : Math.min(position, state.doc.content.size);
  } catch {
    // Somebody's caret in a form we cannot read: not drawn.
    return null;
  }
}

function caretElement({ userId, displayName, colour }: RemoteCaret): HTMLElement {
  const caret = document.createElement('span');
  caret.className = 'remote-caret';
  caret.dataset['colour'] = String(colour);
  caret.dataset['user'] = userId;
  const name = document.createElement('span');
  name.className = 'remote-name';
  // Drawn by the style sheet: as text it would be copied, searched and read out with the minutes.
  name.dataset['name'] = displayName;
  caret.append(name);
  return caret;
}
