// What was composed in one editor, from the first letter until it is in the document: writes it there when the composition
// is over, and keeps the words when somebody else has taken their paragraph away meanwhile.
import { Fragment, Node } from 'prosemirror-model';
import { TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import * as Y from 'yjs';
import { standing } from '../../shared/doc/withdrawn.ts';
import type { CompositionGuard } from '../sync/composition.ts';
import { bindingOf, EDITOR_ORIGIN } from './minutes-binding.ts';
import { absoluteIn } from './text-places.ts';

/** Elements that may hold a paragraph; the fragment itself is one as well. */
const CONTAINERS: ReadonlySet<string> = new Set(['list_item', 'blockquote', 'table_cell', 'table_header']);

interface Composed {
  readonly words: string;
  /** The paragraph, heading … that they stand in. */
  readonly block: Y.XmlFragment;
}

export class ComposedText {
  readonly #view: EditorView;
  readonly #stop: readonly (() => void)[];
  /** Written by the release that is under way. */
  #composed: Composed | null = null;

  constructor(view: EditorView, composition: CompositionGuard) {
    this.#view = view;
    this.#stop = [
      composition.onRelease('editors', () => this.#write()),
      composition.onRelease('settled', () => this.#rescue()),
    ];
  }

  close(): void {
    for (const stop of this.#stop) stop();
  }

  #write(): void {
    const view = this.#view;
    if (view.isDestroyed) return;
    const { type, mapping } = bindingOf(view.state);
    const { doc } = view.state;
    const written = standing(type).map((child) => mapping.get(child));
    // A transaction that changes nothing makes the binding compare both sides.
    view.dispatch(view.state.tr);
    const change = changeSince(written, doc);
    const block = change && [...mapping].find(([, node]) => node === change.block)?.[0];
    this.#composed = change && block instanceof Y.XmlElement ? { words: change.words, block } : null;
  }

  /** With its paragraph, the words of the composition would go as well, though nobody who took it away has seen them. */
  #rescue(): void {
    const composed = this.#composed;
    const view = this.#view;
    this.#composed = null;
    if (composed === null || view.isDestroyed || !isGone(composed.block)) return;
    const place = placeOf(composed.block);
    if (place === null) return;
    const binding = bindingOf(view.state);
    const paragraph = new Y.XmlElement('paragraph');
    const text = new Y.XmlText(composed.words);
    paragraph.insert(0, [text]);
    binding.doc.transact(() => place.parent.insert(place.index, [paragraph]), EDITOR_ORIGIN);
    const end = Y.createRelativePositionFromTypeIndex(text, composed.words.length, -1);
    const at = absoluteIn(binding, end);
    if (at === null) return;
    const selection = TextSelection.near(view.state.doc.resolve(at));
    view.dispatch(view.state.tr.setSelection(selection).scrollIntoView());
  }
}

/** The words that `doc` has beyond the nodes last `written`, when they stand in one block of text. */
function changeSince(written: readonly unknown[], doc: Node): { readonly words: string; readonly block: Node } | null {
  const nodes = written.filter((node) => node instanceof Node);
  if (nodes.length < written.length) return null;
  const before = Fragment.from(nodes);
  const from = before.findDiffStart(doc.content);
  const end = before.findDiffEnd(doc.content);
  if (from === null || end === null) return null;
  // Of letters that repeat, both searches take the same one.
  const to = end.b + Math.max(0, from - Math.min(end.a, end.b));
  const place = doc.resolve(from);
  if (!place.parent.isTextblock || !place.sameParent(doc.resolve(to))) return null;
  const words = doc.textBetween(from, to);
  return words === '' ? null : { words, block: place.parent };
}

function isGone(type: Y.XmlFragment): boolean {
  return type._item?.deleted === true;
}

/** Where a paragraph stands for what stood in `gone`: the nearest container that is still there, and the index in it. */
function placeOf(gone: Y.XmlFragment): { readonly parent: Y.XmlFragment; readonly index: number } | null {
  let at: Y.XmlFragment = gone;
  for (;;) {
    const { parent } = at;
    if (!(parent instanceof Y.XmlFragment)) return null;
    if (!(parent instanceof Y.XmlElement)) return { parent, index: standingBefore(at) };
    if (!isGone(parent) && CONTAINERS.has(parent.nodeName)) return { parent, index: standingBefore(at) };
    at = parent;
  }
}

function standingBefore(type: Y.XmlFragment): number {
  let count = 0;
  for (let left = type._item?.left ?? null; left !== null; left = left.left) {
    if (!left.deleted && left.countable) count += left.length;
  }
  return count;
}
