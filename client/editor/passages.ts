// Passages drawn into the text: what tasks, decisions and remarks point at, and what was just jumped to. Each feeder
// says what it wants drawn; the text says which passages stand at a place and brings one into view.
import { Plugin, PluginKey, TextSelection, type EditorState, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import type { Node } from 'prosemirror-model';
import { ySyncPluginKey } from 'y-prosemirror';
import type { TextRange } from '../../shared/doc/anchor.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import type { CompositionGuard } from '../sync/composition.ts';
import { pressedLine } from './margin-note.ts';
import { pageOnlyIn } from './minutes-binding.ts';
import type { Passage, Passages } from './passage-board.ts';
import { inDocument, onPage } from './text-places.ts';

/** A passage where it stands in the text as shown. */
export interface PlacedPassage extends TextRange {
  readonly passage: Passage;
}

export interface PassagesOptions {
  readonly itemId: ItemId;
  readonly composition: CompositionGuard;
  readonly board: Passages;
}

interface Drawn {
  readonly placed: readonly PlacedPassage[];
  readonly decorations: DecorationSet;
  /** Rises with each edit of one's own that may have written characters of a passage anew. */
  readonly loosened: number;
}

const KEY = new PluginKey<Drawn>('passages');
const NOTHING: Drawn = { placed: [], decorations: DecorationSet.empty, loosened: 0 };

export function passages(options: PassagesOptions): Plugin<Drawn> {
  return new Plugin<Drawn>({
    key: KEY,
    state: {
      init: () => NOTHING,
      apply: (transaction, before, _old, state) => {
        const drawn = nextDrawn(options, transaction, before, state);
        return loosens(transaction) ? { ...drawn, loosened: before.loosened + 1 } : drawn;
      },
    },
    props: {
      decorations: (state) => KEY.getState(state)?.decorations,
      handleDOMEvents: { mousedown: (view, event) => openFromMargin(options.board, view, event) },
      handleKeyDown: (view, event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return false;
        const [first] = passagesAt(view.state);
        // In a table the key adds a row; nobody asked for a hint.
        if (first === undefined || (first.kind === 'hint' && isInTable(view.state))) return false;
        return options.board.open(first);
      },
    },
    view: (view) => follow(view, options),
  });
}

function isInTable({ selection: { $from } }: EditorState): boolean {
  for (let depth = $from.depth; depth > 0; depth -= 1) if ($from.node(depth).type.name === 'table') return true;
  return false;
}

/** The passages at the caret, or that the selection meets; the shortest first. */
export function passagesAt(state: EditorState): readonly Passage[] {
  const { from, to } = state.selection;
  return (KEY.getState(state)?.placed ?? [])
    .filter(({ passage, ...range }) => passage.kind !== 'flash' && range.from <= to && range.to >= from)
    .sort((a, b) => a.to - a.from - (b.to - b.from))
    .map(({ passage }) => passage);
}

function nextDrawn(
  { itemId, composition, board }: PassagesOptions,
  transaction: Transaction,
  before: Drawn,
  state: EditorState,
): Drawn {
  const wanted = board.of(itemId);
  if (wanted.length === 0) return before.placed.length === 0 ? before : { ...NOTHING, loosened: before.loosened };
  // Others' edits arrive as one replacement of the whole text: nothing can be followed through it.
  const isRemote = transaction.getMeta(ySyncPluginKey) !== undefined && transaction.docChanged;
  // While an input method composes, the shared text lags behind what is shown.
  if ((isRemote || transaction.getMeta(KEY) === true) && !composition.isHolding)
    return { ...before, ...draw(state.doc, placeAll(board, wanted, state), board) };
  if (!transaction.docChanged || before.placed.length === 0) return before;
  return { ...before, ...draw(state.doc, mapped(before.placed, transaction), board) };
}

function placeAll(board: Passages, wanted: readonly Passage[], state: EditorState): readonly PlacedPassage[] {
  const [first] = wanted;
  if (!first) return [];
  const place = board.placesIn(first.anchor.itemId);
  const pageOnly = pageOnlyIn(state);
  return wanted.flatMap((passage) => {
    const found = place(passage.anchor);
    const range = found && onPage(found, pageOnly);
    return range && range.to <= state.doc.content.size ? [{ passage, ...range }] : [];
  });
}

function mapped(placed: readonly PlacedPassage[], { mapping }: Transaction): readonly PlacedPassage[] {
  return placed.flatMap(({ passage, from, to }) => {
    const range = { from: mapping.map(from, 1), to: mapping.map(to, -1) };
    return range.from < range.to ? [{ passage, ...range }] : [];
  });
}

/** An edit of one's own that did more than type words into one paragraph. */
function loosens(transaction: Transaction): boolean {
  if (!transaction.docChanged) return false;
  const sync: unknown = transaction.getMeta(ySyncPluginKey);
  if (sync !== undefined) return isUndo(sync);
  const [map] = transaction.mapping.maps;
  if (map === undefined || transaction.mapping.maps.length > 1) return true;
  let isMore = false;
  map.forEach((oldStart, oldEnd, newStart, newEnd) => {
    const inOne = transaction.doc.resolve(newStart).sameParent(transaction.doc.resolve(newEnd));
    isMore ||= oldEnd > oldStart || !inOne;
  });
  return isMore;
}

function isUndo(sync: unknown): boolean {
  return (
    typeof sync === 'object' && sync !== null && 'isUndoRedoOperation' in sync && sync.isUndoRedoOperation === true
  );
}

function draw(doc: Node, placed: readonly PlacedPassage[], board: Passages): Omit<Drawn, 'loosened'> {
  const spans = placed.map(({ passage, from, to }) =>
    Decoration.inline(withName(doc, from), to, {
      class: `passage passage-${passage.kind}`,
      'data-passage': passage.id,
    }),
  );
  return { placed, decorations: DecorationSet.create(doc, [...spans, ...margins(doc, placed, board)]) };
}

/**
 * Anchors hold to letters, and a name that was chosen has none: where it begins the sentence whose passage starts right behind
 * it, the line is drawn under it too.
 */
function withName(doc: Node, from: number): number {
  const { nodeBefore, parent, parentOffset } = doc.resolve(from);
  if (nodeBefore?.type.name !== 'mention') return from;
  const before = parent.textBetween(0, parentOffset - 1, ' ', ' ').trimEnd();
  return before === '' || /[。！？；]$/u.test(before) ? from - 1 : from;
}

/** A note beside each block that holds numbered passages, drawn by the style sheet: nothing enters the text. */
function margins(doc: Node, placed: readonly PlacedPassage[], board: Passages): readonly Decoration[] {
  const blocks = new Map<number, Passage[]>();
  for (const { passage, from } of placed) {
    if (passage.number === undefined) continue;
    const at = blockBefore(doc, from);
    blocks.set(at, [...(blocks.get(at) ?? []), passage]);
  }
  return [...blocks].flatMap(([at, inside]) => {
    const node = doc.nodeAt(at);
    if (!node) return [];
    const note = board.marginOf(inside);
    const attributes = { 'data-margin': note, 'data-margin-lines': `${note.split('\n').length}` };
    return [Decoration.node(at, at + node.nodeSize, attributes)];
  });
}

/** The paragraph around `position`, or the whole table: its cells have no margin. */
function blockBefore(doc: Node, position: number): number {
  const resolved = doc.resolve(position);
  for (let depth = 1; depth <= resolved.depth; depth += 1) {
    const { type } = resolved.node(depth);
    if (type.isTextblock || type.name === 'table') return resolved.before(depth);
  }
  return position;
}

/** A press on the note of a paragraph opens what the note tells of. */
function openFromMargin(board: Passages, view: EditorView, event: MouseEvent): boolean {
  const block = event.target instanceof Element ? event.target.closest('[data-margin]') : null;
  const line = block === null ? null : pressedLine(block, event);
  if (!block || line === null) return false;
  const at = view.posAtDOM(block, 0);
  const end = at + (view.state.doc.resolve(at).parent.content.size || 0);
  const here = (KEY.getState(view.state)?.placed ?? []).filter(
    ({ passage, from }) => passage.number !== undefined && from >= at && from <= end,
  );
  const pressed = pressedIn(here, block, line);
  if (!pressed) return false;
  event.preventDefault();
  return board.open(pressed.passage);
}

/** What seems to set a task has the last line of the note to itself; the lines above belong to what is there already. */
function pressedIn(here: readonly PlacedPassage[], block: Element, line: number): PlacedPassage | undefined {
  const lines = (block.getAttribute('data-margin') ?? '').split('\n').length;
  const isHint = ({ passage }: PlacedPassage): boolean => passage.kind === 'hint';
  const made = here.find((each) => !isHint(each));
  return line < lines - 1 ? (made ?? here[0]) : (here.find(isHint) ?? made);
}

function follow(
  view: EditorView,
  { itemId, board, composition }: PassagesOptions,
): ReturnType<NonNullable<Plugin['spec']['view']>> {
  const redraw = (): void => {
    if (view.isDestroyed) return;
    // Most items have none: their editors are made, and released from each composition, without a transaction.
    if (board.of(itemId).length === 0 && (KEY.getState(view.state)?.placed.length ?? 0) === 0) return;
    view.dispatch(view.state.tr.setMeta(KEY, true).setMeta('addToHistory', false));
    // Its mark waits while an input method composes, and the jump with it.
    const flash = KEY.getState(view.state)?.placed.find(({ passage }) => passage.kind === 'flash');
    const withCaret = flash ? board.takeReveal(itemId) : null;
    if (flash && withCaret !== null) reveal(view, flash, withCaret);
  };
  let seen = 0;
  const stop = [board.onChange(itemId, redraw), composition.onRelease('wire', redraw)];
  queueMicrotask(redraw);
  return {
    // The shared text has the edit by now: the binding is told before this.
    update: () => {
      const drawn = KEY.getState(view.state);
      if (!drawn || drawn.loosened === seen || !view.editable || composition.isHolding) return;
      seen = drawn.loosened;
      const pageOnly = pageOnlyIn(view.state);
      board.renew(drawn.placed.map((placed) => ({ ...placed, ...inDocument(placed, pageOnly) })));
    },
    destroy: () => stop.forEach((each) => each()),
  };
}

/** Brings the flashing passage to the middle of the window and puts the caret before it. */
function reveal(view: EditorView, { from }: PlacedPassage, withCaret: boolean): void {
  if (withCaret && view.editable) {
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from)));
    // Not the element's own `focus`: it brings the browser's former caret back until the view looks again.
    view.focus();
  }
  const { node } = view.domAtPos(from, 1);
  const element = node instanceof Element ? node : node.parentElement;
  element?.scrollIntoView({ block: 'center' });
}
