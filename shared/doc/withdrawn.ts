// Blocks that somebody has deleted. Yjs drops whatever others write into a deleted type before they hear of it, and nobody
// sees those words again. So a block is withdrawn instead: emptied and marked. One that holds nothing is not there for any
// reader; the first word that somebody else wrote in it meanwhile brings it back where it stood. What would be left as a shell
// goes with it, and what a table needs to keep its shape stays:
// 1. A list, quote, table or row in which nothing stands is not there either.
// 2. Of the cells that one edit has withdrawn in a table, all stand, empty, as soon as one holds something: a column comes
//    back whole.
// 3. A cell in which no block stands has its first one, for the caret to stand in.
import * as Y from 'yjs';

/** The mark: in which edit. On a block that holds something it does not count. */
const MARK = 'withdrawn';

/** Nodes without content of their own: nobody can write in them, so they are deleted for good. */
const LEAVES: ReadonlySet<string> = new Set(['image', 'horizontal_rule', 'hard_break', 'mention', 'timestamp']);
/** What is withdrawn with these around it stays unmarked: a table comes back with all its cells or not at all. */
const WHOLE: ReadonlySet<string> = new Set(['table', 'table_row', 'table_cell', 'table_header']);

const CELLS: ReadonlySet<string> = new Set(['table_cell', 'table_header']);
/** Without anything in them they are nothing. */
const SHELLS: ReadonlySet<string> = new Set([
  ...['bullet_list', 'ordered_list', 'list_item', 'blockquote', 'table', 'table_row'],
]);

export type Child = Y.XmlElement | Y.XmlText | Y.XmlHook;

export function isLeaf(element: Y.XmlElement): boolean {
  return LEAVES.has(element.nodeName);
}

/** The children that readers see. */
export function standing(parent: Y.XmlFragment): readonly Child[] {
  return parent.toArray().filter((child) => !isAway(child));
}

/** Whether this is a withdrawn block that nobody has written in since. */
export function isAway(child: unknown): child is Y.XmlElement {
  return child instanceof Y.XmlElement && isEmptied(child) && !keepsShape(child);
}

/** Whether a node of this name is nothing when it has no content. */
export function isShellName(name: string): boolean {
  return SHELLS.has(name);
}

/** The withdrawn blocks that a table, or a cell, shows only for the sake of others in it. */
export function standingForOthers(parent: Y.XmlFragment): readonly Y.XmlElement[] {
  if (!(parent instanceof Y.XmlElement)) return [];
  const isTable = parent.nodeName === 'table';
  if (!isTable && !CELLS.has(parent.nodeName)) return [];
  const blocks = isTable ? elementsOf(parent).flatMap(elementsOf) : elementsOf(parent);
  return blocks.filter((block) => isMarked(block) && !isAway(block) && !holdsAnything(block));
}

/** The cells that were withdrawn together with this one, itself among them. */
export function withdrawnWith(cell: Y.XmlElement): readonly Y.XmlElement[] {
  const edit: unknown = cell.getAttribute(MARK);
  const table = cell.parent?.parent;
  if (!CELLS.has(cell.nodeName) || edit === undefined || !(table instanceof Y.XmlElement)) return [cell];
  return elementsOf(table).flatMap((row) => elementsOf(row).filter((each) => each.getAttribute(MARK) === edit));
}

/** Whether the block is away, and was not before the transaction. */
export function isWithdrawnBy({ changed }: Y.Transaction, block: unknown): boolean {
  const keys: ReadonlyMap<unknown, ReadonlySet<string | null>> = changed;
  return isAway(block) && keys.get(block)?.has(MARK) === true;
}

/** Takes a child away so that what others write in it meanwhile comes to light. Call it inside a transaction. */
export function takeAway(child: Child): void {
  if (child instanceof Y.XmlText) child.delete(0, child.length);
  else if (child instanceof Y.XmlElement && !isLeaf(child)) withdraw(child);
  else remove(child);
}

/** Marks a block that is empty already, or will be as far as its own author goes. Call it inside a transaction. */
export function mark(block: Y.XmlElement): void {
  const edit = editIn(block.doc);
  if (WHOLE.has(block.nodeName)) unmarkBelow(block, edit);
  // Anew where an earlier edit had: what goes together comes back together.
  if (block.getAttribute(MARK) !== edit) block.setAttribute(MARK, edit);
}

/** Whoever writes in a block that had been withdrawn means it to stay; in a cell, its whole column. */
export function unmark(block: Y.XmlElement): void {
  if (!isMarked(block)) return;
  for (const each of withdrawnWith(block)) each.removeAttribute(MARK);
}

function isMarked(element: Y.XmlElement): boolean {
  return element.hasAttribute(MARK);
}

/** Withdrawn, or left as a shell, and without a word. */
function isEmptied(element: Y.XmlElement): boolean {
  if (isLeaf(element) || holdsAnything(element)) return false;
  if (isMarked(element)) return true;
  return (
    SHELLS.has(element.nodeName) && element.toArray().every((child) => child instanceof Y.XmlText || isAway(child))
  );
}

/** Whether a block that holds nothing stands nevertheless, for the sake of those around it. */
function keepsShape(block: Y.XmlElement): boolean {
  const { parent } = block;
  if (CELLS.has(block.nodeName)) return withdrawnWith(block).some((cell) => holdsAnything(cell));
  if (!(parent instanceof Y.XmlElement) || !CELLS.has(parent.nodeName)) return false;
  const blocks = elementsOf(parent);
  return blocks[0] === block && blocks.every((each) => isEmptied(each));
}

function holdsAnything(parent: Y.XmlFragment): boolean {
  return parent.toArray().some((child) => {
    if (child instanceof Y.XmlText) return child.length > 0;
    return child instanceof Y.XmlElement && (isLeaf(child) || holdsAnything(child));
  });
}

function withdraw(block: Y.XmlElement): void {
  const isWhole = WHOLE.has(block.nodeName);
  for (const child of block.toArray()) {
    if (isWhole && child instanceof Y.XmlElement && !isLeaf(child)) empty(child);
    else takeAway(child);
  }
  mark(block);
}

function empty(block: Y.XmlElement): void {
  for (const child of block.toArray()) {
    if (child instanceof Y.XmlElement && !isLeaf(child)) empty(child);
    else takeAway(child);
  }
}

/** What the same edit had marked; what went earlier stays away when this one comes back. */
function unmarkBelow(block: Y.XmlElement, edit: string): void {
  for (const child of elementsOf(block)) {
    if (child.getAttribute(MARK) === edit) child.removeAttribute(MARK);
    unmarkBelow(child, edit);
  }
}

/** A name for the transaction under way, the same for all it marks. */
function editIn(desk: Y.Doc | null): string {
  const clock = desk?._transaction?.beforeState.get(desk.clientID) ?? 0;
  return desk ? `${desk.clientID.toString(36)}.${clock.toString(36)}` : 'yes';
}

function elementsOf(parent: Y.XmlElement): readonly Y.XmlElement[] {
  return parent.toArray().filter((child): child is Y.XmlElement => child instanceof Y.XmlElement && !isLeaf(child));
}

function remove(child: Y.XmlElement | Y.XmlHook): void {
  const { parent } = child;
  if (parent instanceof Y.XmlFragment) parent.delete(parent.toArray().indexOf(child), 1);
}
