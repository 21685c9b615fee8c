// What was composed in one editor, from the first letter until it is in the document: writes it there when the composition
// is over, and keeps the words when somebody else has taken their paragraph away meanwhile.
import { Node } from 'prosemirror-model';
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
  #composed: readonly Composed[] = [];

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
    const written = standing(type);
    // Each composed word releases the editors of all items, and all but one of them have nothing to write.
    if (written.length === doc.childCount && written.every((child, at) => mapping.get(child) === doc.child(at))) return;
    const before = blocksIn(mapping);
    // A transaction that changes nothing makes the binding compare both sides.
    view.dispatch(view.state.tr);
    this.#composed = [...blocksIn(mapping)].flatMap(([block, node]) => {
      const words = wordsBeyond(before.get(block) ?? null, node);
      return words === '' ? [] : [{ words, block }];
    });
  }

  /** With its paragraph, the words of the composition would go as well, though nobody who took it away has seen them. */
  #rescue(): void {
    const lost = this.#composed.filter(({ block }) => isGone(block));
    this.#composed = [];
    for (const each of lost) this.#putBack(each);
  }

  #putBack(composed: Composed): void {
    const view = this.#view;
    const place = view.isDestroyed ? null : placeOf(composed.block);
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

/** The blocks of text that the binding knows: several may be composed in before a hold ends. */
function blocksIn(mapping: ReadonlyMap<unknown, unknown>): ReadonlyMap<Y.XmlElement, Node> {
  const blocks = new Map<Y.XmlElement, Node>();
  for (const [type, node] of mapping)
    if (type instanceof Y.XmlElement && node instanceof Node && node.isTextblock) blocks.set(type, node);
  return blocks;
}

/** The words that a block has beyond what it was; all of them when it was not there. */
function wordsBeyond(before: Node | null, now: Node): string {
  if (before === now) return '';
  if (before === null) return now.textContent;
  const from = before.content.findDiffStart(now.content);
  const end = before.content.findDiffEnd(now.content);
  if (from === null || end === null) return '';
  // Of letters that repeat, both searches take the same one.
  return now.textBetween(from, end.b + Math.max(0, from - Math.min(end.a, end.b)));
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
