// What was composed in one editor, from the first letter until it is in the document: writes it there when the composition
// is over, and keeps the words when somebody else has taken their paragraph away meanwhile.
import { Node } from 'prosemirror-model';
import { TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import * as Y from 'yjs';
import type { TextRange } from '../../shared/doc/anchor.ts';
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

interface Stretch {
  readonly start: Y.RelativePosition;
  readonly end: Y.RelativePosition;
}

export class ComposedText {
  readonly #view: EditorView;
  readonly #composition: CompositionGuard;
  /** What a hold's limit put into the document of a composition that still goes on. */
  #unfinished: readonly Stretch[] = [];
  readonly #stop: readonly (() => void)[];
  /** Written by the release that is under way. */
  #composed: readonly Composed[] = [];

  constructor(view: EditorView, composition: CompositionGuard) {
    this.#view = view;
    this.#composition = composition;
    const finished = (): void => {
      // Nobody's hand ended it when the text was taken off the page.
      if (view.dom.isConnected) this.#unfinished = [];
    };
    view.dom.addEventListener('compositionend', finished);
    this.#stop = [
      () => view.dom.removeEventListener('compositionend', finished),
      composition.onRelease('editors', () => this.#write()),
      composition.onRelease('settled', () => this.#rescue()),
    ];
  }

  close(): void {
    for (const stop of this.#stop) stop();
  }

  /**
   * For a text that closes in mid-composition: the letters of an unfinished word are nobody's words. Nobody's step either,
   * so that undo does not bring them back.
   */
  withdraw(): void {
    const { doc } = bindingOf(this.#view.state);
    const unfinished = this.#composition.isComposing ? this.#unfinished : [];
    this.#unfinished = [];
    if (unfinished.length > 0) doc.transact(() => unfinished.forEach((each) => take(each, doc)));
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
    if (!this.#composition.isComposing) return;
    const letIn = [...blocksIn(mapping)].flatMap(([block, node]) => stretchOf(block, before.get(block) ?? null, node));
    this.#unfinished = [...this.#unfinished, ...letIn];
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
  const range = rangeBeyond(before, now);
  return range === null ? '' : now.textBetween(range.from, range.to);
}

/** Where in the block they stand. */
function rangeBeyond(before: Node | null, now: Node): TextRange | null {
  if (before === now) return null;
  if (before === null) return { from: 0, to: now.content.size };
  const from = before.content.findDiffStart(now.content);
  const end = before.content.findDiffEnd(now.content);
  if (from === null || end === null) return null;
  // Of letters that repeat, both searches take the same one.
  return { from, to: end.b + Math.max(0, from - Math.min(end.a, end.b)) };
}

/** None where the block holds more than one run of text: its letters are then not told apart from what stands between. */
function stretchOf(block: Y.XmlElement, before: Node | null, now: Node): readonly Stretch[] {
  const range = rangeBeyond(before, now);
  const [text] = standing(block);
  if (range === null || range.from === range.to || !(text instanceof Y.XmlText)) return [];
  if (standing(block).length > 1 || text.length !== now.content.size) return [];
  // Bound to their own first and last letter: what others write beside them is theirs.
  return [
    {
      start: Y.createRelativePositionFromTypeIndex(text, range.from),
      end: Y.createRelativePositionFromTypeIndex(text, range.to, -1),
    },
  ];
}

function take({ start, end }: Stretch, doc: Y.Doc): void {
  const from = Y.createAbsolutePositionFromRelativePosition(start, doc);
  const to = Y.createAbsolutePositionFromRelativePosition(end, doc);
  if (!(from?.type instanceof Y.XmlText) || from.type !== to?.type || to.index <= from.index) return;
  from.type.delete(from.index, to.index - from.index);
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
