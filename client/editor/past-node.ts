// A past text as a document of our schema. What this page's schema does not know cannot be brought back by it.
import { Fragment, Mark, type Node, type Schema } from 'prosemirror-model';
import type { PastNode } from '../../shared/domain/past-text.ts';

/** Null when `past` holds what `schema` does not know or would not take. */
export function documentOf(past: PastNode, schema: Schema): Node | null {
  try {
    const doc = nodeOf(past, schema);
    doc.check();
    return doc;
  } catch (error) {
    // ProseMirror's only way to say that content does not fit.
    if (error instanceof RangeError || error instanceof TypeError) return null;
    throw error;
  }
}

function nodeOf(past: PastNode, schema: Schema): Node {
  const marks = Mark.setFrom((past.marks ?? []).map(({ type, attrs }) => schema.mark(type, attrs)));
  if (past.type === 'text') return schema.text(past.text ?? '', marks);
  // `fromArray` joins words that only their writers part.
  const children = Fragment.fromArray((past.content ?? []).map((child) => nodeOf(child, schema)));
  const type = schema.nodes[past.type];
  if (!type) throw new RangeError(`the schema has no ${past.type}`);
  return type.create(past.attrs, children, marks);
}
