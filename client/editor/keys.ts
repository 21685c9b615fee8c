// Keys of the editor. None of them is a key of browsers or input methods; while one composes, keys are its own.
import { baseKeymap, chainCommands } from 'prosemirror-commands';
import { undoInputRule } from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import { liftListItem, sinkListItem, splitListItem } from 'prosemirror-schema-list';
import type { Command, Plugin } from 'prosemirror-state';
import type { DeskUndo } from '../state/desk-undo.ts';
import { insertBreak, toggle, toggleInternal } from './editing-commands.ts';
import { nodeType } from './text-state.ts';
import { nameSelected } from './picture-commands.ts';
import type { Pictures } from './pictures.ts';
import { nextCell, previousCell, TABLE_KEYS } from './table-commands.ts';

export function editorKeys(undoing: DeskUndo, pictures: Pictures): Plugin[] {
  const item = nodeType('list_item');
  const undo: Command = () => undoing.undo() || true;
  const redo: Command = () => undoing.redo() || true;
  return [
    keymap(
      unlessComposing({
        'Mod-b': toggle('strong'),
        'Mod-i': toggle('em'),
        'Mod-u': toggle('underline'),
        'Alt-i': toggleInternal,
        'Mod-z': undo,
        'Mod-y': redo,
        'Mod-Shift-z': redo,
        Enter: chainCommands(nameSelected(pictures), splitListItem(item)),
        'Shift-Enter': insertBreak(),
        Tab: chainCommands(nextCell, sinkListItem(item)),
        'Shift-Tab': chainCommands(previousCell, liftListItem(item)),
        Backspace: undoInputRule,
        ...TABLE_KEYS,
      }),
    ),
    keymap(unlessComposing(baseKeymap)),
  ];
}

function unlessComposing(bindings: Readonly<Record<string, Command>>): Record<string, Command> {
  return Object.fromEntries(
    Object.entries(bindings).map(([key, command]): [string, Command] => [
      key,
      (state, dispatch, view) => view?.composing !== true && command(state, dispatch, view),
    ]),
  );
}
