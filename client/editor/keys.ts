// Keys of the editor. None of them is a key of browsers or input methods; while one composes, keys are its own.
import { baseKeymap, chainCommands } from 'prosemirror-commands';
import { undoInputRule } from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import { liftListItem, sinkListItem, splitListItem } from 'prosemirror-schema-list';
import { AllSelection, TextSelection, type Command, type Plugin } from 'prosemirror-state';
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
        Enter: chainCommands(nameSelected(pictures), splitListItem(item), startAnew),
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

/** Enter over all there is, which leaves nothing to split: the command that splits a block fails by itself then. */
const startAnew: Command = (state, dispatch) => {
  if (!(state.selection instanceof TextSelection || state.selection instanceof AllSelection)) return false;
  const transaction = state.tr.deleteSelection();
  if (state.selection.empty || transaction.selection.$from.depth > 0) return false;
  const at = transaction.selection.from;
  transaction.insert(at, nodeType('paragraph').create());
  dispatch?.(transaction.setSelection(TextSelection.near(transaction.doc.resolve(at))).scrollIntoView());
  return true;
};

function unlessComposing(bindings: Readonly<Record<string, Command>>): Record<string, Command> {
  return Object.fromEntries(
    Object.entries(bindings).map(([key, command]): [string, Command] => [
      key,
      (state, dispatch, view) => view?.composing !== true && command(state, dispatch, view),
    ]),
  );
}
