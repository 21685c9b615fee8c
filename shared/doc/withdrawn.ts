// Blocks that somebody has deleted. Yjs drops whatever others write into a deleted type before they hear of it, and nobody
// sees those words again. So a block is withdrawn instead: emptied and marked. One that holds nothing is not there for any
// reader; the first word that somebody else wrote in it meanwhile brings it back where it stood. What would be left as a shell
// goes with it, and what a table needs to keep its shape stays:
// 1. A list, quote, table or row that such an edit has left with nothing in it is not there either.
// 2. Of the cells that one edit has withdrawn in a table, all stand, empty, as soon as one holds something: a column comes
//    back whole.
// 3. A cell that such an edit has left without a block has its first one, for the caret to stand in.
// All three go by marks that name their edit. A document without these reads as it did when it was written (docs/adr/0034):
// archives are verified by reading them again.
import * as Y from 'yjs';

/** The mark: in which edit. On a block that holds something it does not count. */
const MARK = 'withdrawn';
/** The mark before it named the edit. It takes its block away, nothing around it, and keeps nothing with it. */
const NAMELESS = 'yes';

/** Nodes without content of their own: nobody can write in them, so they are deleted for good. */
const LEAVES: ReadonlySet<string> = new Set(['image', 'horizontal_rule', 'hard_break', 'mention', 'timestamp']);
/** What is withdrawn with these around it stays unmarked: a table comes back with all its cells or not at all. */
const WHOLE: ReadonlySet<string> = new Set(['table', 'table_row', 'table_cell', 'table_header']);

const CELLS: ReadonlySet<string> = new Set(['table_cell', 'table_header']);
/** When what was in them is withdrawn they are nothing. */
const SHELLS: ReadonlySet<string> = new Set([
  ...['bullet_list', 'ordered_list', 'list_item', 'blockquote', 'table', 'table_row'],
]);

/** How a block comes to be away; what an edit that has a name left goes by the three rules. */
type Absence = 'nameless' | 'named';

/** For each table what `returnedEdits` found, until the document changes. */
const returnedIn = new WeakMap<Y.Doc, Map<Y.XmlElement, ReadonlySet<string>>>();

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
  return child instanceof Y.XmlElement && absenceOf(child) !== null;
}

/** Whether a node of this name is nothing when it has no content. */
export function isShellName(name: string): boolean {
  return SHELLS.has(name);
}

/** The withdrawn blocks that a table, or a cell, shows only for the sake of others in it. */
export function standingForOthers(parent: Y.XmlFragment): readonly Y.XmlElement[] {
  if (!(parent instanceof Y.XmlElement)) return [];
  if (CELLS.has(parent.nodeName)) return elementsOf(parent).filter((block) => isMarked(block) && keepsShape(block));
  if (parent.nodeName !== 'table') return [];
  const returned = returnedEdits(parent);
  return cellsOf(parent).filter((cell) => returned.has(editOf(cell) ?? '') && !holdsAnything(cell));
}

/** The cells that were withdrawn together with this one, itself among them. */
export function withdrawnWith(cell: Y.XmlElement): readonly Y.XmlElement[] {
  const edit = editOf(cell);
  const table = tableOf(cell);
  if (edit === null || table === null) return [cell];
  return cellsOf(table).filter((each) => editOf(each) === edit);
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

/** Whether somebody has withdrawn it, however much others have written in it since. */
export function isMarked(element: Y.XmlElement): boolean {
  return element.hasAttribute(MARK);
}

/** The edit that a block's mark names. */
function editOf(block: Y.XmlElement): string | null {
  const edit: unknown = block.getAttribute(MARK);
  return typeof edit === 'string' && edit !== NAMELESS ? edit : null;
}

function absenceOf(block: Y.XmlElement): Absence | null {
  const emptied = emptiedBy(block);
  return emptied === 'named' && keepsShape(block) ? null : emptied;
}

/** What has withdrawn a block, or left it as a shell, when it is without a word. */
function emptiedBy(block: Y.XmlElement): Absence | null {
  if (isLeaf(block) || holdsAnything(block)) return null;
  if (isMarked(block)) return editOf(block) === null ? 'nameless' : 'named';
  if (!SHELLS.has(block.nodeName)) return null;
  const below = block.toArray().filter((child) => !(child instanceof Y.XmlText));
  const absences = below.map((child) => (child instanceof Y.XmlElement ? absenceOf(child) : null));
  return absences.includes('named') && !absences.includes(null) ? 'named' : null;
}

/** Whether a block that an edit has left without a word stands nevertheless, for the sake of those around it. */
function keepsShape(block: Y.XmlElement): boolean {
  const { parent } = block;
  if (CELLS.has(block.nodeName)) {
    const table = tableOf(block);
    return table !== null && returnedEdits(table).has(editOf(block) ?? '');
  }
  if (!(parent instanceof Y.XmlElement) || !CELLS.has(parent.nodeName)) return false;
  const absences = elementsOf(parent).map((each) => ({ each, by: emptiedBy(each) }));
  return absences.every(({ by }) => by !== null) && absences.find(({ by }) => by === 'named')?.each === block;
}

/**
 * The edits of whose cells in a table one holds something. Each row that is read asks for them, so outside a transaction,
 * where nothing can change unheard, the table is gone through once.
 */
function returnedEdits(table: Y.XmlElement): ReadonlySet<string> {
  const known =
    table.doc && table.doc._transaction === null ? (returnedIn.get(table.doc) ?? remember(table.doc)) : null;
  const before = known?.get(table);
  if (before) return before;
  const edits = new Set<string>();
  for (const cell of cellsOf(table)) {
    const edit = editOf(cell);
    if (edit !== null && !edits.has(edit) && holdsAnything(cell)) edits.add(edit);
  }
  known?.set(table, edits);
  return edits;
}

function remember(desk: Y.Doc): Map<Y.XmlElement, ReadonlySet<string>> {
  const tables = new Map<Y.XmlElement, ReadonlySet<string>>();
  returnedIn.set(desk, tables);
  desk.on('beforeTransaction', () => {
    tables.clear();
  });
  // It goes on without listeners then.
  desk.on('destroy', () => {
    returnedIn.delete(desk);
  });
  return tables;
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
  return desk ? `${desk.clientID.toString(36)}.${clock.toString(36)}` : NAMELESS;
}

function elementsOf(parent: Y.XmlElement): readonly Y.XmlElement[] {
  return parent.toArray().filter((child): child is Y.XmlElement => child instanceof Y.XmlElement && !isLeaf(child));
}

function cellsOf(table: Y.XmlElement): readonly Y.XmlElement[] {
  return elementsOf(table).flatMap(elementsOf);
}

/** The table of a cell. */
function tableOf(cell: Y.XmlElement): Y.XmlElement | null {
  const table = CELLS.has(cell.nodeName) ? cell.parent?.parent : null;
  return table instanceof Y.XmlElement ? table : null;
}

function remove(child: Y.XmlElement | Y.XmlHook): void {
  const { parent } = child;
  if (parent instanceof Y.XmlFragment) parent.delete(parent.toArray().indexOf(child), 1);
}
