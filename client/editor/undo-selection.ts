// Puts the selection back where it was when a step is undone, and brings that place into view, in whichever item it is.
import { Plugin, TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { untrack } from 'svelte';
import { absolutePositionToRelativePosition } from 'y-prosemirror';
import * as Y from 'yjs';
import { invariant } from '../../shared/lib/assert.ts';
import type { DeskUndo } from '../state/desk-undo.ts';
import type { CompositionGuard } from '../sync/composition.ts';
import { bindingOf } from './minutes-binding.ts';
import { absoluteIn } from './text-places.ts';

interface Remembered {
  readonly anchor: Y.RelativePosition;
  readonly head: Y.RelativePosition;
}

/** Steps of this item's text remember the selection before them under the item's fragment. */
export function undoSelection(undoing: DeskUndo, fragment: Y.XmlFragment, composition: CompositionGuard): Plugin {
  let last: Remembered | null = null;
  return new Plugin({
    view: (view) => {
      const stop = undoing.onStep({
        added: (meta) => {
          if (view.hasFocus() && last) meta.set(fragment, last);
        },
        popped: (meta) => {
          const remembered = meta.get(fragment);
          if (isRemembered(remembered)) untrack(() => restore(view, remembered));
        },
      });
      return {
        // After the binding has written: both sides agree, and the next edit starts from here.
        update: () => {
          if (!composition.isHolding) last = remember(view, fragment);
        },
        destroy: stop,
      };
    },
  });
}

function remember(view: EditorView, fragment: Y.XmlFragment): Remembered {
  const { mapping } = bindingOf(view.state);
  const relative = (position: number): Y.RelativePosition => {
    const at: unknown = absolutePositionToRelativePosition(position, fragment, mapping);
    invariant(at instanceof Y.RelativePosition, 'y-prosemirror answers with a relative position');
    return at;
  };
  return { anchor: relative(view.state.selection.anchor), head: relative(view.state.selection.head) };
}

function restore(view: EditorView, { anchor, head }: Remembered): void {
  const binding = bindingOf(view.state);
  const from = absoluteIn(binding, anchor);
  const to = absoluteIn(binding, head);
  const size = view.state.doc.content.size;
  if (from === null || to === null || from > size || to > size) return;
  const selection = TextSelection.between(view.state.doc.resolve(from), view.state.doc.resolve(to));
  view.focus();
  view.dispatch(view.state.tr.setSelection(selection).scrollIntoView());
}

function isRemembered(value: unknown): value is Remembered {
  return typeof value === 'object' && value !== null && 'anchor' in value && 'head' in value;
}
