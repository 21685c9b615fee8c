// What stands where the caret is, and the names of what a text is made of; it changes nothing, so that the toolbar can be
// drawn before the commands are here.
import type { MarkType, NodeType, Schema } from 'prosemirror-model';
import type { EditorState } from 'prosemirror-state';
import { invariant } from '../../shared/lib/assert.ts';
import { minutesSchema } from '../../shared/doc/minutes-schema.ts';

export type MarkName = 'strong' | 'em' | 'underline' | 'code' | 'internal' | 'link';
export type NodeName =
  | 'paragraph'
  | 'heading'
  | 'bullet_list'
  | 'ordered_list'
  | 'list_item'
  | 'blockquote'
  | 'horizontal_rule'
  | 'table'
  | 'table_row'
  | 'table_cell'
  | 'table_header'
  | 'hard_break'
  | 'image'
  | 'mention'
  | 'timestamp';

export function nodeType(name: NodeName, schema: Schema = minutesSchema): NodeType {
  const type = schema.nodes[name];
  invariant(type, `the text schema has no ${name}`);
  return type;
}

export function markType(name: MarkName, schema: Schema = minutesSchema): MarkType {
  const type = schema.marks[name];
  invariant(type, `the text schema has no ${name}`);
  return type;
}

/** Whether the caret stands inside a node of this kind. */
export function isInside(state: EditorState, name: NodeName): boolean {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) if ($from.node(depth).type.name === name) return true;
  return false;
}

export function hasMark(state: EditorState, name: MarkName): boolean {
  const { from, to, empty, $from } = state.selection;
  const type = markType(name);
  if (empty) return type.isInSet(state.storedMarks ?? $from.marks()) !== undefined;
  return state.doc.rangeHasMark(from, to, type);
}
