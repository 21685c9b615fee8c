// Where the others are in one item's text: a caret in the person's colour with their name, and what they have selected.
// Also tells them where we are. A caret keeps its element while its person goes on writing: a new one at each letter would
// be styled, laid out and painted anew. Own instead of y-prosemirror's plugin, which knows one editor a page and hex colours.
import { Plugin, PluginKey, type EditorState, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { untrack } from 'svelte';
import { absolutePositionToRelativePosition, ySyncPluginKey } from 'y-prosemirror';
import * as Y from 'yjs';
import type { ItemId } from '../../shared/domain/ids.ts';
import type { CaretRange, Presence, RemoteCaret } from '../state/presence.svelte.ts';
import type { CompositionGuard } from '../sync/composition.ts';
import { CaretFlags } from './caret-flags.ts';
import { bindingOf } from './minutes-binding.ts';
import { absoluteIn } from './text-places.ts';

interface Drawn {
  readonly carets: readonly RemoteCaret[];
  readonly decorations: DecorationSet;
}

const KEY = new PluginKey<Drawn>('remote carets');

export interface RemoteCaretsOptions {
  readonly itemId: ItemId;
  readonly presence: Presence;
  readonly composition: CompositionGuard;
}

export function remoteCarets(options: RemoteCaretsOptions): Plugin {
  const flags = new CaretFlags();
  return new Plugin<Drawn>({
    key: KEY,
    state: {
      init: () => ({ carets: [], decorations: DecorationSet.empty }),
      apply: (transaction, before, _old, state) => {
        // The text that a caret points into may have come just now.
        const isDue = transaction.getMeta(KEY) !== undefined || isRemoteEdit(transaction);
        if (isDue) return drawAll(state, caretsIn(options), flags);
        if (!transaction.docChanged || before.carets.length === 0) return before;
        return { ...before, decorations: before.decorations.map(transaction.mapping, transaction.doc) };
      },
    },
    props: { decorations: (state) => KEY.getState(state)?.decorations },
    view: (view) => follow(view, options, flags),
  });
}

function caretsIn({ itemId, presence }: RemoteCaretsOptions): readonly RemoteCaret[] {
  return presence.carets.filter((caret) => caret.itemId === itemId);
}

function follow(
  view: EditorView,
  options: RemoteCaretsOptions,
  flags: CaretFlags,
): ReturnType<NonNullable<Plugin['spec']['view']>> {
  const { itemId, presence, composition } = options;
  const redraw = (): void =>
    untrack(() => {
      // What is composed is not in the shared text yet: behind it, carets would be drawn too early.
      if (view.isDestroyed || composition.isHolding) return;
      const drawn = KEY.getState(view.state)?.carets ?? [];
      const here = caretsIn(options);
      if (here === drawn || JSON.stringify(here) === JSON.stringify(drawn)) return;
      view.dispatch(view.state.tr.setMeta(KEY, true).setMeta('addToHistory', false));
    });
  let isAsked = false;
  /** After the text that came with the carets, which draws them. */
  const ask = (): void => {
    if (isAsked) return;
    isAsked = true;
    queueMicrotask(() => {
      isAsked = false;
      redraw();
    });
  };
  /** As the others were told: a text that was taken off the page has lost the focus without a word. */
  let isHere = false;
  const tell = (): void => {
    // Positions inside half-typed pinyin exist nowhere else.
    if (composition.isHolding || view.isDestroyed) return;
    if (!view.hasFocus()) return;
    isHere = true;
    untrack(() => presence.moveTo(itemId, ownRange(view.state)));
  };
  const leave = (): void => {
    isHere = false;
    untrack(() => presence.moveTo(null, null));
  };
  const stop = [presence.onChange(ask), composition.onRelease('wire', tell), composition.onRelease('settled', redraw)];
  view.dom.addEventListener('focusin', tell);
  view.dom.addEventListener('focusout', leave);
  ask();
  return {
    update: (_view, before) => {
      const drawn = KEY.getState(view.state);
      if (drawn && drawn.carets !== KEY.getState(before)?.carets) flags.follow(drawn.carets);
      if (before.doc !== view.state.doc || !before.selection.eq(view.state.selection)) tell();
    },
    destroy: () => {
      stop.forEach((each) => each());
      flags.close();
      if (isHere) leave();
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

function drawAll(state: EditorState, carets: readonly RemoteCaret[], flags: CaretFlags): Drawn {
  const drawn = carets.flatMap((caret) => draw(state, caret, flags));
  return { carets, decorations: drawn.length === 0 ? DecorationSet.empty : DecorationSet.create(state.doc, drawn) };
}

function draw(state: EditorState, caret: RemoteCaret, flags: CaretFlags): Decoration[] {
  const anchor = absolute(state, caret.range.anchor);
  const head = absolute(state, caret.range.head);
  if (anchor === null || head === null) return [];
  const key = `${caret.clientId} ${caret.colour} ${caret.displayName}`;
  const flag = Decoration.widget(head, () => flags.of(caret), { key, side: 10, ignoreSelection: true });
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
