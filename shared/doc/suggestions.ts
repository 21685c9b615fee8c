// Accepting a suggestion: the passage becomes what was proposed, as an edit of the text. Asked of the document as it is now,
// never of what somebody saw when they proposed it.
import type * as Y from 'yjs';
import type { Thread } from '../domain/comment.ts';
import { ok, refused, type Result } from '../lib/result.ts';
import type { EpochMs } from '../lib/time.ts';
import { resolveAnchor, runsOf, type TextRange } from './anchor.ts';
import { itemMinutes } from './desk-agenda.ts';
import { settleThread } from './desk-comments.ts';
import { replaceWords, type Stretch } from './run-edits.ts';

/** What stands where a suggestion points; null when it is gone or no longer in one piece. */
export function passageNow(
  desk: Y.Doc,
  { anchor }: Pick<Thread, 'anchor'>,
): { readonly words: string; readonly at: Stretch } | null {
  const range = resolveAnchor(desk, anchor);
  return range ? stretchAt(desk, anchor.itemId, range) : null;
}

/**
 * Replaces the passage and settles the suggestion, in one transaction. Refusals: `passage-gone`; `passage-changed` {now}
 * when it does not read any more as it did, unless `evenIf` names how it reads.
 */
export function acceptSuggestion(
  desk: Y.Doc,
  thread: Pick<Thread, 'id' | 'anchor' | 'replacement'>,
  by: { readonly by: string; readonly at: EpochMs; readonly evenIf?: string },
): Result<null, 'passage-gone' | 'passage-changed'> {
  const passage = passageNow(desk, thread);
  if (passage === null) return refused('passage-gone');
  const { words, at } = passage;
  if (words !== thread.anchor.quote && words !== by.evenIf) return refused('passage-changed', { now: words });
  desk.transact(() => {
    replaceWords(at, thread.replacement);
    settleThread(desk, thread.id, { by: by.by, at: by.at, how: 'accepted' });
  });
  return ok(null);
}

function stretchAt(
  desk: Y.Doc,
  itemId: Thread['anchor']['itemId'],
  { from, to }: TextRange,
): ReturnType<typeof passageNow> {
  const runs = runsOf(itemMinutes(desk, itemId));
  const run = runs.find(({ start, words }) => start <= from && to <= start + words.length);
  if (!run || from >= to) return null;
  const index = from - run.start;
  return { words: run.words.slice(index, index + to - from), at: { text: run.text, index, length: to - from } };
}
