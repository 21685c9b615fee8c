// Bringing one item's text back from the past, with the way back at the foot of the window.
import { itemMinutes } from '../../shared/doc/desk-agenda.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import type { PastNode } from '../../shared/domain/past-text.ts';
import type { history } from '../../shared/i18n/zh-CN/history.ts';
import type { Catalogue } from '../../shared/i18n/locale.ts';
import { restoreText } from '../editor/restore-text.ts';
import type { MeetingState } from '../state/meeting.svelte.ts';
import type { WorkspaceView } from '../state/workspace-view.svelte.ts';

export interface RestoreContext {
  readonly meeting: MeetingState;
  readonly view: WorkspaceView;
  readonly say: Catalogue<typeof history>;
}

/** Why it cannot be done now; null = it can. */
export function whyNotRestore(
  { meeting, say }: Pick<RestoreContext, 'meeting' | 'say'>,
  itemId: ItemId,
): string | null {
  if (meeting.phase === 'archived') return say.sealed;
  if (meeting.access !== 'write') return say.readOnly;
  const isThere = meeting.items.some(({ id }) => id === itemId);
  return isThere ? null : say.gone;
}

/** Null when it is done; else what to tell the person. */
export function restoreItem(
  { meeting, view, say }: RestoreContext,
  { itemId, title, document }: { readonly itemId: ItemId; readonly title: string; readonly document: PastNode },
): string | null {
  const fragment = itemMinutes(meeting.desk, itemId);
  if (fragment === null) return say.gone;
  const restored = restoreText(fragment, document, meeting.undoing);
  if (restored === 'same') return say.restoredSame;
  if (restored === 'unreadable') return say.unreadable;
  const offer = view.offerUndo(
    say.restored(title || say.untitled),
    () => {
      stop();
      meeting.undo();
    },
    () => stop(),
  );
  // From the next step on the bar would undo that one.
  const stop = meeting.undoing.onStep({ added: () => view.withdraw(offer), popped: () => view.withdraw(offer) });
  return null;
}
