// What the editors of one page share: in which of them one writes, what the menu at the caret offers, pictures, how times are told.
import type { ActiveEditor } from './active-editor.svelte.ts';
import type { InsertMenu } from './insert-menu.svelte.ts';
import type { WallTime } from './node-views.ts';
import type { Pictures } from './pictures.ts';

export interface TextWriting {
  readonly active: ActiveEditor;
  readonly menu: InsertMenu;
  readonly pictures: Pictures;
  readonly wallTime: WallTime;
}
