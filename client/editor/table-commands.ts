// Rows, columns and moving between cells. prosemirror-tables' commands without its plugin, which repairs tables on every
// client at once and would make each repair as often as there are people.
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, goToNextCell } from 'prosemirror-tables';
import type { Command } from 'prosemirror-state';
import { isInside } from './editing-commands.ts';

/** To the next cell; from the last one into a new row. */
export const nextCell: Command = (state, dispatch, view) => {
  if (!isInside(state, 'table')) return false;
  if (goToNextCell(1)(state, dispatch)) return true;
  if (!addRowAfter(state, dispatch)) return false;
  return view ? goToNextCell(1)(view.state, view.dispatch.bind(view)) : true;
};

export const previousCell: Command = (state, dispatch) => isInside(state, 'table') && goToNextCell(-1)(state, dispatch);

/** What can be done to the table around the caret, in the order offered. */
export const TABLE_COMMANDS = {
  addRow: whenInTable(addRowAfter),
  addColumn: whenInTable(addColumnAfter),
  deleteRow: whenInTable(deleteRow),
  deleteColumn: whenInTable(deleteColumn),
  deleteTable: whenInTable(deleteTable),
} as const;

export type TableCommandName = keyof typeof TABLE_COMMANDS;

function whenInTable(command: Command): Command {
  return (state, dispatch, view) => isInside(state, 'table') && command(state, dispatch, view);
}
