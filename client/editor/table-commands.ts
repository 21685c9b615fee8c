// Rows, columns and moving between cells. prosemirror-tables' commands without its plugin, which repairs tables on every
// client at once and would make each repair as often as there are people.
import {
  addColumnAfter,
  addRowAfter,
  deleteColumn,
  deleteRow,
  deleteTable,
  fixTables,
  goToNextCell,
} from 'prosemirror-tables';
import { Plugin, TextSelection, type Command, type EditorState, type Transaction } from 'prosemirror-state';
import { ySyncPluginKey } from 'y-prosemirror';
import { isInside, nodeType } from './text-state.ts';

/** To the next cell; from the last one into a new row. */
export const nextCell: Command = (state, dispatch, view) => {
  if (!isInside(state, 'table')) return false;
  if (goToNextCell(1)(state, dispatch)) return true;
  if (!filled(addRowAfter)(state, dispatch)) return false;
  return view ? goToNextCell(1)(view.state, view.dispatch.bind(view)) : true;
};

/** To the cell before; in the first one the key goes nowhere, so that the focus stays in the table. */
export const previousCell: Command = (state, dispatch) =>
  isInside(state, 'table') && (goToNextCell(-1)(state, dispatch) || true);

/** Out of the table from its last row downwards, or from its first upwards, where nothing stands to go to. */
function leaveTable(direction: 'up' | 'down'): Command {
  return (state, dispatch, view) => {
    const depth = tableDepth(state);
    if (depth === null || !state.selection.empty) return false;
    const { $head } = state.selection;
    // The last row, and in its cell the last block, list and all; which cell of the row it is does not matter.
    const isEdge = (level: number): boolean =>
      $head.index(level) === (direction === 'down' ? $head.node(level).childCount - 1 : 0);
    const levels = [depth, ...Array.from({ length: $head.depth - depth - 2 }, (_, index) => depth + 2 + index)];
    if (!levels.every(isEdge) || (view && !view.endOfTextblock(direction))) return false;
    const at = direction === 'down' ? $head.after(depth) : $head.before(depth);
    const neighbour = direction === 'down' ? state.doc.resolve(at).nodeAfter : state.doc.resolve(at).nodeBefore;
    const transaction = state.tr;
    if (neighbour === null) transaction.insert(at, nodeType('paragraph').create());
    const inside = direction === 'down' || neighbour === null ? at + 1 : at - 1;
    const bias = direction === 'down' ? 1 : -1;
    transaction.setSelection(TextSelection.near(transaction.doc.resolve(inside), bias));
    dispatch?.(transaction.scrollIntoView());
    return true;
  };
}

/** What can be done to the table around the caret, in the order offered. */
export const TABLE_COMMANDS = {
  addRow: whenInTable(filled(addRowAfter)),
  addColumn: whenInTable(filled(addColumnAfter)),
  deleteRow: whenInTable(deleteRow),
  deleteColumn: whenInTable(deleteColumn),
  deleteTable: whenInTable(deleteTable),
} as const;

export type TableCommandName = keyof typeof TABLE_COMMANDS;

/** As the menu of the table shows them. */
export const TABLE_KEYS: Readonly<Record<string, Command>> = {
  'Mod-Enter': TABLE_COMMANDS.addRow,
  'Mod-Shift-Enter': TABLE_COMMANDS.addColumn,
  'Mod-Shift-Backspace': TABLE_COMMANDS.deleteRow,
  'Alt-Shift-Backspace': TABLE_COMMANDS.deleteColumn,
  ArrowDown: leaveTable('down'),
  ArrowUp: leaveTable('up'),
};

/**
 * What is typed, pasted or deleted over several cells takes cells away: in their place come empty ones. Only after an edit of
 * one's own that did it, and never because of what somebody else did.
 */
export function keepTables(): Plugin {
  return new Plugin({
    appendTransaction: (transactions, before, state) => {
      if (!transactions.some((each) => each.docChanged && each.getMeta(ySyncPluginKey) === undefined)) return null;
      const repair = fixTables(state, before);
      return repair?.docChanged && !fixTables(before)?.docChanged ? withParagraphs(repair) : null;
    },
  });
}

/** New cells with a paragraph to write in: our schema lets them be empty, and a caret finds no place in those. */
function filled(command: Command): Command {
  return (state, dispatch, view) =>
    command(state, dispatch && ((transaction) => dispatch(withParagraphs(transaction))), view);
}

function withParagraphs(transaction: Transaction): Transaction {
  const empty: number[] = [];
  transaction.doc.descendants((node, at) => {
    if ((node.type.name === 'table_cell' || node.type.name === 'table_header') && node.childCount === 0)
      empty.push(at + 1);
  });
  for (const at of empty.reverse()) transaction.insert(at, nodeType('paragraph').create());
  return transaction;
}

function whenInTable(command: Command): Command {
  return (state, dispatch, view) => isInside(state, 'table') && command(state, dispatch, view);
}

/** The depth of the innermost table around the caret. */
function tableDepth({ selection: { $head } }: EditorState): number | null {
  for (let depth = $head.depth; depth > 0; depth -= 1) if ($head.node(depth).type.name === 'table') return depth;
  return null;
}
