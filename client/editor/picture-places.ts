// Pictures on their way into one text. Each has a place that only this page shows, a decoration that follows the words
// around it through everybody's edits; the picture enters the document whole, when its file is there.
import { Plugin, PluginKey, type EditorState, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { mount, unmount, untrack } from 'svelte';
import { absolutePositionToRelativePosition, ySyncPluginKey } from 'y-prosemirror';
import * as Y from 'yjs';
import type { ItemId } from '../../shared/domain/ids.ts';
import type { DeskUndo } from '../state/desk-undo.ts';
import type { CompositionGuard } from '../sync/composition.ts';
import { bindingOf } from './minutes-binding.ts';
import { absoluteIn } from './text-places.ts';
import { withPicture } from './picture-commands.ts';
import PictureSending from './picture-sending.svelte';
import type { Pictures, PictureUpload, SentPicture } from './pictures.ts';

interface Place {
  readonly id: number;
  readonly position: number;
  readonly upload: PictureUpload;
}
type Change = { readonly kind: 'add'; readonly place: Place } | { readonly kind: 'remove'; readonly id: number };

const KEY = new PluginKey<readonly Place[]>('picture places');

export interface PicturePlacesOptions {
  readonly itemId: ItemId;
  readonly pictures: Pictures;
  readonly composition: CompositionGuard;
  readonly undoing: DeskUndo;
}

/**
 * Invariants:
 * 1. Nothing half-done is in the document: a place is this page's own, and a picture comes with its file.
 * 2. Nothing is put in while an input method composes; it waits for the end.
 * 3. Each picture is one step of undo.
 * 4. When its place is gone (item removed, read-only, text closed) the file stays attached and a person is told.
 */
export class PicturePlaces {
  readonly plugin: Plugin;
  readonly #options: PicturePlacesOptions;
  /** Where the places are in the shared text, as of the last time both sides agreed. */
  readonly #anchors = new Map<number, Y.RelativePosition>();
  /** Arrived, and waiting for the end of a composition. */
  readonly #arrived = new Map<number, SentPicture>();
  #view: EditorView | null = null;
  #made = 0;

  constructor(options: PicturePlacesOptions) {
    this.#options = options;
    this.plugin = new Plugin<readonly Place[]>({
      key: KEY,
      state: {
        init: () => [],
        apply: (transaction, places, _old, state) => this.#next(transaction, places, state),
      },
      props: { decorations: (state) => this.#drawn(state) },
      view: (view) => this.#follow(view),
    });
  }

  /** Sends `files` and keeps places for them at `position`, in their order. */
  take(view: EditorView, files: readonly File[], position: number): void {
    for (const file of files) {
      this.#made += 1;
      const id = this.#made;
      const upload = this.#options.pictures.send(file, this.#options.itemId, (sent) => this.#over(id, sent));
      const at = Math.max(0, Math.min(position, view.state.doc.content.size));
      change(view, { kind: 'add', place: { id, position: at, upload } });
    }
  }

  #next(transaction: Transaction, places: readonly Place[], state: EditorState): readonly Place[] {
    const moved = transaction.docChanged
      ? places.map((place) => ({ ...place, position: this.#moved(place, transaction, state) }))
      : places;
    const asked = changeOf(transaction);
    if (asked === null) return moved;
    return asked.kind === 'add' ? [...moved, asked.place] : moved.filter(({ id }) => id !== asked.id);
  }

  /** The binding replaces the whole text for an edit of others, which mapping knows nothing of. */
  #moved({ id, position }: Place, transaction: Transaction, state: EditorState): number {
    const anchor = this.#anchors.get(id);
    const size = state.doc.content.size;
    if (transaction.getMeta(ySyncPluginKey) === undefined || anchor === undefined)
      return transaction.mapping.map(position, -1);
    const found = absoluteIn(bindingOf(state), anchor);
    return Math.max(0, Math.min(found ?? position, size));
  }

  #drawn(state: EditorState): DecorationSet {
    const places = KEY.getState(state) ?? [];
    if (places.length === 0) return DecorationSet.empty;
    return DecorationSet.create(
      state.doc,
      places.map((place) => this.#draw(place)),
    );
  }

  #draw({ id, position, upload }: Place): Decoration {
    let component: ReturnType<typeof mount> | null = null;
    const draw = (): HTMLElement => {
      const target = document.createElement('span');
      target.className = 'picture-place';
      component = mount(PictureSending, { target, props: { upload, pictures: this.#options.pictures } });
      return target;
    };
    const destroy = (): void => {
      if (component) void unmount(component);
    };
    // `stopEvent`: its buttons are not the text's.
    return Decoration.widget(position, draw, { key: `picture ${id}`, side: -1, stopEvent: () => true, destroy });
  }

  #follow(view: EditorView): ReturnType<NonNullable<Plugin['spec']['view']>> {
    const { composition, pictures } = this.#options;
    this.#view = view;
    const settleSoon = (): void => queueMicrotask(() => this.#settle());
    const stop = composition.onRelease('wire', settleSoon);
    return {
      update: () => {
        if (!composition.isHolding) this.#anchor(view.state);
        if (this.#arrived.size > 0) settleSoon();
      },
      destroy: () => {
        stop();
        this.#view = null;
        if (this.#arrived.size > 0) pictures.tell('only-attached');
        this.#arrived.clear();
      },
    };
  }

  /** After the binding has written: both sides agree. */
  #anchor(state: EditorState): void {
    const { type, mapping } = bindingOf(state);
    this.#anchors.clear();
    for (const { id, position } of KEY.getState(state) ?? []) {
      const anchor: unknown = absolutePositionToRelativePosition(position, type, mapping);
      if (anchor instanceof Y.RelativePosition) this.#anchors.set(id, anchor);
    }
  }

  #over(id: number, sent: SentPicture | null): void {
    const { pictures } = this.#options;
    if (sent && this.#view) {
      this.#arrived.set(id, sent);
      this.#settle();
    } else if (sent) pictures.tell('only-attached');
    else if (this.#view) change(this.#view, { kind: 'remove', id });
  }

  #settle(): void {
    const { composition } = this.#options;
    const view = this.#view;
    if (view === null || composition.isHolding || composition.isComposing || view.composing) return;
    untrack(() => {
      for (const [id, sent] of this.#arrived) {
        this.#arrived.delete(id);
        this.#put(view, id, sent);
      }
    });
  }

  #put(view: EditorView, id: number, sent: SentPicture): void {
    const { pictures, undoing } = this.#options;
    const place = (KEY.getState(view.state) ?? []).find((one) => one.id === id);
    const note = !sent.isShown ? 'not-shown' : !place || !view.editable ? 'only-attached' : null;
    if (!place || note !== null) {
      change(view, { kind: 'remove', id });
      pictures.tell(note ?? 'only-attached');
      return;
    }
    undoing.separate();
    view.dispatch(withPicture(view.state, place.position, sent).setMeta(KEY, { kind: 'remove', id }));
    undoing.separate();
  }
}

function change(view: EditorView, meta: Change): void {
  view.dispatch(view.state.tr.setMeta(KEY, meta).setMeta('addToHistory', false));
}

function changeOf(transaction: Transaction): Change | null {
  const meta: unknown = transaction.getMeta(KEY);
  return isChange(meta) ? meta : null;
}

/** Only this file sets it, so its kind is told by its being there. */
function isChange(meta: unknown): meta is Change {
  return typeof meta === 'object' && meta !== null && 'kind' in meta;
}
