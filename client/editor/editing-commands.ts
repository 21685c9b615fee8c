// What keys, the toolbar and the insert menu do to the text. Each is a ProseMirror command: without `dispatch` it only
// says whether it could.
import { chainCommands, exitCode, lift, setBlockType, toggleMark, wrapIn } from 'prosemirror-commands';
import { liftListItem, wrapInList } from 'prosemirror-schema-list';
import { TextSelection, type Command, type EditorState } from 'prosemirror-state';
import type { EpochMs } from '../../shared/lib/time.ts';
import { isInside, type MarkName, markType, nodeType } from './text-state.ts';

export function toggle(name: MarkName): Command {
  return toggleMark(markType(name));
}

/** Makes the selection a link to `href`; with null takes links away. */
export function setLink(href: string | null): Command {
  return (state, dispatch) => {
    const { from, to } = linkRange(state);
    if (from === to) return false;
    const link = markType('link');
    const transaction = state.tr.removeMark(from, to, link);
    dispatch?.(href === null ? transaction : transaction.addMark(from, to, link.create({ href })));
    return true;
  };
}

/** The address under the selection; null when there is none. */
export function linkAt(state: EditorState): string | null {
  const { from, to } = linkRange(state);
  let href: string | null = null;
  state.doc.nodesBetween(from, to, (node) => {
    const mark = markType('link').isInSet(node.marks);
    if (mark) href ??= String(mark.attrs['href']);
  });
  return href;
}

/** Makes the selection internal or public again; without one, the whole block around the caret. */
export const toggleInternal: Command = (state, dispatch) => {
  const { empty, $from } = state.selection;
  if (!empty || !$from.parent.isTextblock || $from.parent.content.size === 0)
    return toggleMark(markType('internal'))(state, dispatch);
  const internal = markType('internal');
  const [from, to] = [$from.start(), $from.end()];
  const transaction = state.doc.rangeHasMark(from, to, internal)
    ? state.tr.removeMark(from, to, internal).removeStoredMark(internal)
    : state.tr.addMark(from, to, internal.create()).addStoredMark(internal.create());
  dispatch?.(transaction);
  return true;
};

/** `level` null = plain paragraphs. */
export function setHeading(level: 2 | 3 | 4 | null): Command {
  return level === null ? setBlockType(nodeType('paragraph')) : setBlockType(nodeType('heading'), { level });
}

/** Into a list of this kind, or out of it when already in one. */
export function toggleList(name: 'bullet_list' | 'ordered_list'): Command {
  return (state, dispatch, view) => {
    const inside = isInside(state, name);
    const command = inside ? liftListItem(nodeType('list_item')) : wrapInList(nodeType(name));
    return command(state, dispatch, view);
  };
}

export function toggleQuote(): Command {
  return (state, dispatch, view) =>
    isInside(state, 'blockquote') ? lift(state, dispatch, view) : wrapIn(nodeType('blockquote'))(state, dispatch, view);
}

/** A time stamp at the caret. */
export function insertTimestamp(at: EpochMs): Command {
  return (state, dispatch) => {
    if (!state.selection.$from.parent.inlineContent) return false;
    dispatch?.(state.tr.replaceSelectionWith(nodeType('timestamp').create({ at }), false).scrollIntoView());
    return true;
  };
}

/** A person or a body named at the caret; `key` is '' for who is not among the meeting's people. */
export function insertMention(key: string, label: string): Command {
  return (state, dispatch) => {
    if (!state.selection.$from.parent.inlineContent) return false;
    dispatch?.(state.tr.replaceSelectionWith(nodeType('mention').create({ key, label }), false).scrollIntoView());
    return true;
  };
}

/** Each `@name` of the block around the caret as the mention it stands for. `keys`: the known names with theirs. */
export function mentionNames(keys: ReadonlyMap<string, string>): Command {
  return (state, dispatch) => {
    const { $head } = state.selection;
    const names = [...keys.keys()].filter((name) => name !== '').sort((a, b) => b.length - a.length);
    const found: { readonly from: number; readonly name: string }[] = [];
    $head.parent.forEach((node, offset) => {
      const text = node.text ?? '';
      for (const { index } of text.matchAll(/[@＠]/gu)) {
        const name = names.find((each) => text.startsWith(each, index + 1));
        if (name !== undefined) found.push({ from: $head.start() + offset + index, name });
      }
    });
    if (found.length === 0) return false;
    const transaction = state.tr;
    // From the back, so that the places before stay as they are.
    for (const { from, name } of found.reverse())
      transaction.replaceWith(
        from,
        from + 1 + name.length,
        nodeType('mention').create({ key: keys.get(name) ?? '', label: name }),
      );
    dispatch?.(transaction);
    return true;
  };
}

/** On to a new paragraph below the present block, wherever in it the caret stands. */
export const nextParagraph: Command = (state, dispatch) => {
  const { $head } = state.selection;
  if (!$head.parent.isTextblock) return false;
  const end = $head.end();
  const transaction = state.tr.setSelection(TextSelection.create(state.doc, end));
  dispatch?.(transaction.split(end, 1, [{ type: nodeType('paragraph') }]).scrollIntoView());
  return true;
};

/** The caret behind what was selected, so that the next letter does not replace it. */
export const caretBehind: Command = (state, dispatch) => {
  dispatch?.(state.tr.setSelection(TextSelection.near(state.selection.$to, -1)));
  return true;
};

/** `words` at the caret, which ends behind them. */
export function insertWords(words: string): Command {
  return (state, dispatch) => {
    if (!state.selection.$from.parent.inlineContent) return false;
    dispatch?.(state.tr.insertText(words).scrollIntoView());
    return true;
  };
}

/** Takes the command (`/任务 `) from the beginning of the block around the caret. */
export const withoutCommand: Command = (state, dispatch) => {
  const { $head } = state.selection;
  const found = /^[/／、]\S{1,12}\s+/u.exec($head.parent.textBetween(0, $head.parent.content.size, '\n', '\ufffc'));
  if (!found || !$head.parent.isTextblock) return false;
  dispatch?.(state.tr.delete($head.start(), $head.start() + found[0].length));
  return true;
};

/** A table of `rows` × `columns` with a head row, in place of an empty paragraph or after the present block. */
export function insertTable(rows: number, columns: number): Command {
  return (state, dispatch) => {
    const { $from } = state.selection;
    if (isInside(state, 'table')) return false;
    const cell = (name: 'table_cell' | 'table_header') => nodeType(name).create(null, nodeType('paragraph').create());
    const row = (name: 'table_cell' | 'table_header') =>
      nodeType('table_row').create(
        null,
        Array.from({ length: columns }, () => cell(name)),
      );
    const table = nodeType('table').create(null, [
      row('table_header'),
      ...Array.from({ length: rows - 1 }, () => row('table_cell')),
    ]);
    const isEmpty = $from.parent.isTextblock && $from.parent.content.size === 0 && $from.depth > 0;
    const from = isEmpty ? $from.before() : $from.depth > 0 ? $from.after() : state.selection.to;
    const to = isEmpty ? $from.after() : from;
    if (!dispatch) return true;
    const transaction = state.tr.replaceWith(from, to, table);
    // Into the first cell: table, row, cell, paragraph.
    dispatch(transaction.setSelection(TextSelection.near(transaction.doc.resolve(from + 4))).scrollIntoView());
    return true;
  };
}

export function insertRule(): Command {
  return (state, dispatch) => {
    dispatch?.(state.tr.replaceSelectionWith(nodeType('horizontal_rule').create()).scrollIntoView());
    return true;
  };
}

/** A line break inside the paragraph. */
export function insertBreak(): Command {
  return chainCommands(exitCode, (state, dispatch) => {
    if (!state.selection.$from.parent.inlineContent) return false;
    dispatch?.(state.tr.replaceSelectionWith(nodeType('hard_break').create()).scrollIntoView());
    return true;
  });
}

/** The selection, or the whole link that the caret stands in. */
function linkRange(state: EditorState): { from: number; to: number } {
  const { from, to, empty, $from } = state.selection;
  if (!empty) return { from, to };
  const mark = markType('link').isInSet($from.marks());
  if (!mark) return { from, to };
  let start = $from.start();
  let end = start;
  $from.parent.forEach((node, offset) => {
    const at = $from.start() + offset;
    if (!mark.isInSet(node.marks)) {
      if (at + node.nodeSize <= from) start = at + node.nodeSize;
    } else if (at >= start && (end < from || at === end)) end = at + node.nodeSize;
  });
  return { from: start, to: Math.max(end, from) };
}
