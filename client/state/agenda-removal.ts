// Taking an item off the agenda with its parts, and the way back. Whose work stands in it is asked first (who writes there
// now, who keeps its minutes), so that nobody's page is pulled away by a slip of the hand.
import { removeItem, restoreItem } from '../../shared/doc/desk-agenda.ts';
import { familyOf } from '../../shared/domain/agenda-tree.ts';
import type { AgendaItem } from '../../shared/domain/agenda.ts';
import type { Desk } from './agenda-steps.ts';
import type { MeetingState } from './meeting.svelte.ts';
import type { Peer } from './presence.svelte.ts';

export interface OthersWork {
  /** Names of those who are in it now. */
  readonly writers: readonly string[];
  /** Ids of those who keep its minutes, and are not among the writers. */
  readonly keepers: readonly string[];
}

interface AtWork extends Pick<MeetingState, 'items' | 'claims' | 'me'> {
  readonly peers: readonly Pick<Peer, 'userId' | 'displayName' | 'doing' | 'itemId'>[];
}

/** Who else is at work in an item or its parts; both lists empty when it is nobody's but one's own. */
export function othersWork({ items, peers, claims, me }: AtWork, item: Pick<AgendaItem, 'id'>): OthersWork {
  const ids = familyOf(items, item.id).map(({ id }) => id);
  const writing = peers.filter(({ doing, itemId }) => doing !== 'away' && ids.some((id) => id === itemId));
  const keepers = ids.flatMap((id) => claims.get(id) ?? []);
  return {
    writers: [...new Set(writing.map(({ displayName }) => displayName))],
    keepers: [...new Set(keepers)].filter(
      (userId) => userId !== me.userId && !writing.some((peer) => peer.userId === userId),
    ),
  };
}

/** Removes it at once, with the bar that brings it back. */
export function removeWithParts({ meeting, view, words }: Desk, item: AgendaItem): void {
  const say = words.workspace.agenda;
  const family = familyOf(meeting.items, item.id);
  const names = othersWork(meeting, item).writers.join(say.listed);
  const next = meeting.items[meeting.items.findIndex(({ id }) => id === item.id) + family.length] ?? meeting.items[0];
  const title = item.title.trim() || say.untitled;
  const each = (act: typeof removeItem): void =>
    meeting.desk.transact(() => family.forEach(({ id }) => act(meeting.desk, id)));
  each(removeItem);
  const said = family.length > 1 ? say.partsGone(title, family.length - 1) : say.removed(title);
  view.offerUndo(names === '' ? said : say.writtenIn(said, names), () => each(restoreItem));
  // The menu that had the focus went with its row.
  if (next) requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-item="${next.id}"] .jump`)?.focus());
}
