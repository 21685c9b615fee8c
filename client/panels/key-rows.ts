// Every key this product takes, by place. The one list of them: shown under `?`, held against the handlers by
// tests/client/panels/key-list.test.ts. A new key is a new row here.
import type { way } from '../../shared/i18n/zh-CN/way.ts';

export type KeyPlace = keyof typeof way.keys.places;
export type KeyRow = keyof typeof way.keys.rows;

export interface KeyGroup {
  readonly place: KeyPlace;
  readonly rows: readonly {
    /** As in client/key-names.ts; several keys where one row tells of a pair. */
    readonly keys: readonly string[];
    readonly does: KeyRow;
  }[];
}

export const KEY_GROUPS: readonly KeyGroup[] = [
  {
    place: 'everywhere',
    rows: [
      { keys: ['Mod+K'], does: 'palette' },
      { keys: ['?'], does: 'list' },
    ],
  },
  {
    place: 'workspace',
    rows: [
      { keys: ['Mod+F'], does: 'find' },
      { keys: ['Alt+N'], does: 'next' },
      { keys: ['Alt+T'], does: 'task' },
      { keys: ['Mod+Z'], does: 'undo' },
      { keys: ['Mod+Y', 'Mod+Shift+Z'], does: 'redo' },
    ],
  },
  {
    place: 'agenda',
    rows: [
      { keys: ['Alt+Shift+E'], does: 'finish' },
      { keys: ['Alt+Shift+P'], does: 'back' },
      { keys: ['Alt+Shift+N'], does: 'insertItem' },
      { keys: ['Alt+↑', 'Alt+↓'], does: 'moveItem' },
      { keys: ['Alt+Shift+←', 'Alt+Shift+→'], does: 'nest' },
    ],
  },
  {
    place: 'minutes',
    rows: [
      { keys: ['/'], does: 'insert' },
      { keys: ['Mod+B'], does: 'bold' },
      { keys: ['Mod+I'], does: 'emphasis' },
      { keys: ['Mod+U'], does: 'underline' },
      { keys: ['Shift+Enter'], does: 'lineBreak' },
      { keys: ['Tab', 'Shift+Tab'], does: 'cell' },
      { keys: ['Mod+Enter'], does: 'follow' },
      { keys: ['Alt+I'], does: 'internal' },
      { keys: ['Mod+Enter', 'Mod+Shift+Enter'], does: 'addCells' },
      { keys: ['Mod+Shift+Backspace', 'Alt+Shift+Backspace'], does: 'deleteCells' },
      { keys: ['Alt+M'], does: 'comment' },
    ],
  },
  {
    place: 'people',
    rows: [
      { keys: ['Alt+↑', 'Alt+↓'], does: 'movePerson' },
      { keys: ['Enter'], does: 'signIn' },
      { keys: ['→'], does: 'rollActs' },
      { keys: ['D', 'L', 'Q', 'X'], does: 'rollLetters' },
    ],
  },
  {
    place: 'lists',
    rows: [
      { keys: ['↑', '↓'], does: 'choose' },
      { keys: ['Esc'], does: 'close' },
      { keys: ['PageDown', 'PageUp'], does: 'screenTake' },
      { keys: ['B', 'F'], does: 'screenOver' },
      { keys: ['N'], does: 'screenNext' },
    ],
  },
];
