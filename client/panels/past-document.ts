// The text of one item within a state as the server tells it, as a tree. The schema of the answer leaves it open, so it is
// read here: what is no node is left out.
import type { PastState } from '../../shared/api/history.schema.ts';
import type { PastNode } from '../../shared/domain/past-text.ts';

const MAX_DEPTH = 64;

/** Null where the item was not there. */
export function documentIn(state: PastState, itemId: string): PastNode | null {
  const item = state.items.find((each) => each.itemId === itemId);
  return item ? nodeOf(item.document, 0) : null;
}

function nodeOf(value: unknown, depth: number): PastNode | null {
  if (!isRecord(value) || typeof value['type'] !== 'string' || depth > MAX_DEPTH) return null;
  const { type, text, by, attrs, content, marks } = value;
  return {
    type,
    ...(typeof text === 'string' ? { text } : {}),
    ...(typeof by === 'number' ? { by } : {}),
    ...(isRecord(attrs) ? { attrs } : {}),
    ...(Array.isArray(marks) ? { marks: marks.flatMap(marksOf) } : {}),
    ...(Array.isArray(content) ? { content: content.flatMap((child: unknown) => nodeOf(child, depth + 1) ?? []) } : {}),
  };
}

function marksOf(value: unknown): NonNullable<PastNode['marks']> {
  if (!isRecord(value) || typeof value['type'] !== 'string') return [];
  return [{ type: value['type'], ...(isRecord(value['attrs']) ? { attrs: value['attrs'] } : {}) }];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
