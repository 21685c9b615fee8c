// The rows of a hall's agenda as families: which one is open, around which row the hall shows them, what is folded away.
// How many lines a row needs, only the page knows.
import type { ItemId } from './ids.ts';
import type { SceneAgendaRow } from './scene.ts';

/** A screen holds no more lines. */
export const MAX_AGENDA_LINES = 9;

export interface AgendaFocus {
  /** The row that has the floor. */
  readonly current: number | null;
  /** The row around which the agenda is shown: the current one, else the one after what was over last. */
  readonly focus: number | null;
  /** The item whose parts are shown. */
  readonly openId: ItemId | null;
}

export function agendaFocus(rows: readonly SceneAgendaRow[]): AgendaFocus {
  const current = currentRow(rows);
  const lastOver = rows.findLastIndex((row) => isPast(row));
  const focus = current ?? (lastOver === -1 ? null : Math.min(lastOver + 1, rows.length - 1));
  const row = focus === null ? undefined : rows[focus];
  return { current, focus, openId: row?.parentId ?? row?.itemId ?? null };
}

/** Whether nothing is expected of it any more. */
export function isPast({ state }: SceneAgendaRow): boolean {
  return state === 'done' || state === 'skipped' || state === 'postponed';
}

/** Whether it is an item with parts, shown or not. */
export function isHeading(rows: readonly SceneAgendaRow[], { itemId, folded = 0 }: SceneAgendaRow): boolean {
  return folded > 0 || rows.some((part) => part.parentId === itemId);
}

/** Without the parts of all items but `openId`, which are counted instead. A part whose item is not among the rows stays. */
export function foldFamilies(rows: readonly SceneAgendaRow[], openId: ItemId | null): readonly SceneAgendaRow[] {
  const items = new Set(rows.map(({ itemId }) => itemId));
  const folded = new Map<ItemId, number>();
  const kept = rows.filter(({ parentId }) => {
    if (parentId === undefined || parentId === openId || !items.has(parentId)) return true;
    folded.set(parentId, (folded.get(parentId) ?? 0) + 1);
    return false;
  });
  return kept.map((row) => {
    const count = (row.folded ?? 0) + (folded.get(row.itemId) ?? 0);
    return count === 0 ? row : { ...row, folded: count };
  });
}

/** The innermost row that runs; else the first that was paused by itself. A heading waiting between its parts does neither. */
function currentRow(rows: readonly SceneAgendaRow[]): number | null {
  const running = rows.findLastIndex((row) => row.state === 'current');
  if (running !== -1) return running;
  const paused = rows.findIndex((row) => row.state === 'suspended' && !isBetweenParts(rows, row));
  return paused === -1 ? null : paused;
}

function isBetweenParts(rows: readonly SceneAgendaRow[], { itemId, folded = 0 }: SceneAgendaRow): boolean {
  return folded > 0 || rows.some((part) => part.parentId === itemId && part.state !== 'pending');
}
