// Going about a table of fields without a mouse, as in a spreadsheet: arrows from field to field, Ctrl+Home and Ctrl+End to the
// first and the last row. A field is marked `data-cell` with the name of its column, a row is a `tr`. What a key means inside a
// field, and filling down, is the owner's: a key that was answered is left alone.
import type { Attachment } from 'svelte/attachments';
import { isComposed } from './composed-key.ts';

export interface TableActs {
  /** Alt+↓: the field's content goes into the next row's, with Shift into all below. */
  readonly fill?: (cell: HTMLElement, reach: 'next' | 'all') => void;
}

type Field = HTMLInputElement | HTMLTextAreaElement;

export function tableKeys({ fill }: TableActs = {}): Attachment<HTMLElement> {
  return (table) => {
    const press = (event: KeyboardEvent): void => {
      const cell = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-cell]') : null;
      if (cell === null || event.defaultPrevented || isComposed(event)) return;
      const { key, altKey, shiftKey, ctrlKey, metaKey } = event;
      const isFill = altKey && !ctrlKey && !metaKey && key === 'ArrowDown';
      if (isFill && fill) {
        event.preventDefault();
        event.stopPropagation();
        fill(cell, shiftKey ? 'all' : 'next');
        if (!shiftKey) focusCell(below(table, cell, 1));
        return;
      }
      if (altKey || metaKey || shiftKey) return;
      const next = nextCell(table, cell, key, ctrlKey);
      if (next === null) return;
      event.preventDefault();
      focusCell(next);
    };
    table.addEventListener('keydown', press);
    return () => table.removeEventListener('keydown', press);
  };
}

/** For what holds such a table in a dialog: the browser looks for the attribute as it shows it. */
export const focusFirstCell: Attachment<HTMLElement> = (part) => {
  const cells = cellsIn(part.querySelector('tbody') ?? part);
  // A field before a button: Enter then is the table's.
  const first = cells.find((cell) => cell instanceof HTMLInputElement) ?? cells[0];
  first?.setAttribute('autofocus', '');
};

/** What is in it is chosen, so that typing takes its place. */
function focusCell(cell: HTMLElement | null): void {
  cell?.focus();
  cell?.scrollIntoView({ block: 'nearest' });
  if (isText(cell)) cell.select();
}

/** Null: the key is the field's own, or there is no field there. */
function nextCell(table: HTMLElement, cell: HTMLElement, key: string, ctrlKey: boolean): HTMLElement | null {
  if (ctrlKey) {
    const column = columnOf(table, cell);
    if (key === 'Home') return column[0] ?? null;
    return key === 'End' ? (column.at(-1) ?? null) : null;
  }
  switch (key) {
    case 'ArrowUp':
      return isAtEdge(cell, 'start', 'lines') ? below(table, cell, -1) : null;
    case 'ArrowDown':
      return isAtEdge(cell, 'end', 'lines') ? below(table, cell, 1) : null;
    case 'ArrowLeft':
      return isAtEdge(cell, 'start', 'letters') ? beside(cell, -1) : null;
    case 'ArrowRight':
      return isAtEdge(cell, 'end', 'letters') ? beside(cell, 1) : null;
    default:
      return null;
  }
}

function columnOf(table: HTMLElement, cell: HTMLElement): readonly HTMLElement[] {
  return cellsIn(table).filter(({ dataset }) => dataset['cell'] === cell.dataset['cell']);
}

function below(table: HTMLElement, cell: HTMLElement, step: 1 | -1): HTMLElement | null {
  const column = columnOf(table, cell);
  return column[column.indexOf(cell) + step] ?? null;
}

function beside(cell: HTMLElement, step: 1 | -1): HTMLElement | null {
  const row = cell.closest('tr');
  const cells = row === null ? [] : cellsIn(row);
  return cells[cells.indexOf(cell) + step] ?? null;
}

function cellsIn(part: Element): readonly HTMLElement[] {
  return [...part.querySelectorAll<HTMLElement>('[data-cell]:not(:disabled)')];
}

function isText(cell: Element | null): cell is Field {
  return cell instanceof HTMLTextAreaElement || (cell instanceof HTMLInputElement && cell.type !== 'checkbox');
}

/** Of one line of text up and down always lead out; a whole that is chosen has both edges. */
function isAtEdge(cell: HTMLElement, edge: 'start' | 'end', by: 'lines' | 'letters'): boolean {
  if (!isText(cell)) return true;
  if (by === 'lines' && cell instanceof HTMLInputElement) return true;
  const { selectionStart, selectionEnd, value } = cell;
  if (selectionStart === 0 && selectionEnd === value.length) return true;
  return edge === 'start' ? selectionEnd === 0 : selectionStart === value.length;
}
