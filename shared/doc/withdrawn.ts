// Blocks that somebody has deleted. Yjs drops whatever others write into a deleted type before they hear of it, and nobody
// sees those words again. So a block is withdrawn instead: emptied and marked. One that holds nothing is not there for any
// reader; the first word that somebody else wrote in it meanwhile brings it back where it stood.
import * as Y from 'yjs';

/** The mark. Only its presence counts, and only on a block that holds nothing. */
const MARK = 'withdrawn';

/** Nodes without content of their own: nobody can write in them, so they are deleted for good. */
const LEAVES: ReadonlySet<string> = new Set(['image', 'horizontal_rule', 'hard_break', 'mention', 'timestamp']);
/** What is withdrawn with these around it stays unmarked: a table comes back with all its cells or not at all. */
const WHOLE: ReadonlySet<string> = new Set(['table', 'table_row', 'table_cell', 'table_header']);

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
  return child instanceof Y.XmlElement && isMarked(child) && !isLeaf(child) && !holdsAnything(child);
}

/** Whether the block is away, and was not before the transaction. */
export function isWithdrawnBy({ changed }: Y.Transaction, block: unknown): boolean {
  const keys: ReadonlyMap<unknown, ReadonlySet<string | null>> = changed;
  return isAway(block) && keys.get(block)?.has(MARK) === true;
}

function isMarked(element: Y.XmlElement): boolean {
  return element.hasAttribute(MARK);
}

/** Takes a child away so that what others write in it meanwhile comes to light. Call it inside a transaction. */
export function takeAway(child: Child): void {
  if (child instanceof Y.XmlText) child.delete(0, child.length);
  else if (child instanceof Y.XmlElement && !isLeaf(child)) withdraw(child);
  else remove(child);
}

/** Marks a block that is empty already, or will be as far as its own author goes. */
export function mark(block: Y.XmlElement): void {
  if (WHOLE.has(block.nodeName)) unmarkBelow(block);
  if (!isMarked(block)) block.setAttribute(MARK, 'yes');
}

/** Whoever writes in a block that had been withdrawn means it to stay. */
export function unmark(block: Y.XmlElement): void {
  if (isMarked(block)) block.removeAttribute(MARK);
}

function holdsAnything(parent: Y.XmlFragment): boolean {
  return parent.toArray().some((child) => {
    if (child instanceof Y.XmlText) return child.length > 0;
    return child instanceof Y.XmlElement && (isLeaf(child) || holdsAnything(child));
  });
}

function withdraw(block: Y.XmlElement): void {
  const keepsShape = WHOLE.has(block.nodeName);
  for (const child of block.toArray()) {
    if (keepsShape && child instanceof Y.XmlElement && !isLeaf(child)) empty(child);
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

function unmarkBelow(block: Y.XmlElement): void {
  for (const child of block.toArray()) {
    if (!(child instanceof Y.XmlElement) || isLeaf(child)) continue;
    unmark(child);
    unmarkBelow(child);
  }
}

function remove(child: Y.XmlElement | Y.XmlHook): void {
  const { parent } = child;
  if (parent instanceof Y.XmlFragment) parent.delete(parent.toArray().indexOf(child), 1);
}
