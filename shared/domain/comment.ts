// Remarks on passages of the minutes, and proposals to word one otherwise: the secretariat's talk about its own text. None of
// it is part of the minutes.
import type { Anchor } from './anchor.ts';
import type { CommentId } from './ids.ts';
import type { EpochMs } from '../lib/time.ts';

export const MAX_COMMENT_CHARS = 2_000;
/** A proposal replaces what its anchor quotes, so it can be no longer than that by much. */
export const MAX_REPLACEMENT_CHARS = 1_000;

/** `done`: talked over; `accepted`, `rejected`: what became of a suggestion. */
export type Settlement = 'done' | 'accepted' | 'rejected';
export const SETTLEMENTS: readonly Settlement[] = ['done', 'accepted', 'rejected'];

export interface Resolved {
  readonly by: string;
  readonly at: EpochMs | null;
  readonly how: Settlement;
}

export interface Comment {
  readonly id: CommentId;
  readonly text: string;
  /** A user's id, and the name at the time, as the writer's page gave them. */
  readonly by: string;
  readonly byName: string;
  readonly at: EpochMs | null;
}

/** A remark on a passage with the answers to it, oldest first. */
export interface Thread extends Comment {
  readonly kind: 'comment' | 'suggestion';
  readonly anchor: Anchor;
  /** Of a suggestion: what should stand there; '' takes the passage away. */
  readonly replacement: string;
  readonly resolved: Resolved | null;
  readonly replies: readonly Comment[];
}
