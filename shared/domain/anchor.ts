// A passage of the minutes as something else points at it: a task, a decision, a remark.
import type { ItemId } from './ids.ts';

/** Characters of a passage that are kept with it. */
export const MAX_QUOTE = 200;

/**
 * Where a passage stands in an item's minutes. `from` and `to` are Yjs relative positions as JSON text, at its first
 * and behind its last character; `quote` is what it read when the anchor was made, cut at `MAX_QUOTE`.
 */
export interface Anchor {
  readonly itemId: ItemId;
  readonly from: string;
  readonly to: string;
  readonly quote: string;
}
