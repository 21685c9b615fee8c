// Where somebody is, in words and on the page.
import type { ItemId } from '../../shared/domain/ids.ts';
import { itemFigure } from '../../shared/i18n/item-number.ts';
import type { Words } from '../i18n.svelte.ts';
import type { MeetingState } from '../state/meeting.svelte.ts';
import type { Peer } from '../state/presence.svelte.ts';
import { minutesPlace } from '../state/workspace-view.svelte.ts';

/** Frames in which an editor that is only now made may draw its carets. */
const PATIENCE_FRAMES = 40;
/** Where a caret is left where it is: the middle of the column, as a share of its height. */
const CALM = { from: 0.12, to: 0.78, set: 0.4 };

/** 7, or 7.2 for a part; '' for what is not counted and for what stands before the meeting. */
export function itemNumber(itemId: ItemId, meeting: MeetingState): string {
  const place = meeting.places.get(itemId);
  return place && place.number !== 0 ? itemFigure(place) : '';
}

/** How an item is called in a sentence. */
export function itemName(itemId: ItemId, meeting: MeetingState, words: Words): string {
  const item = meeting.items.find(({ id }) => id === itemId);
  return words.together.item(itemNumber(itemId, meeting), item?.title.trim() || words.workspace.agenda.untitled);
}

export function placeOf(peer: Peer, meeting: MeetingState, words: Words): string {
  const say = words.together.place;
  const known = (id: ItemId | null): string | null =>
    id !== null && meeting.items.some((item) => item.id === id) ? itemName(id, meeting, words) : null;
  if (peer.doing === 'away') return say.away;
  const at = known(peer.itemId);
  if (at !== null) return peer.doing === 'typing' ? say.typing(at) : say.at(at);
  if (peer.doing === 'typing') return say.typingElsewhere;
  const seen = known(peer.sees);
  return seen === null ? say.elsewhere : say.sees(seen);
}

/** Brings the place of a person into view, without moving one's own caret; false when they are nowhere. */
export function showPlace(peer: Pick<Peer, 'userId' | 'itemId' | 'sees'>): boolean {
  const itemId = peer.itemId ?? peer.sees;
  const article = itemId === null ? null : document.getElementById(minutesPlace(itemId));
  if (!article) return false;
  if (peer.itemId === null) {
    if (!isAtTop(article)) article.scrollIntoView({ block: 'start' });
  } else if (!showCaret(article, peer.userId)) {
    // At once, not gliding; its editor is made as it comes near, and draws the caret a moment later.
    article.scrollIntoView({ block: 'start' });
    retry(() => showCaret(article, peer.userId));
  }
  return true;
}

function showCaret(article: HTMLElement, userId: string): boolean {
  const caret = article.querySelector(`.remote-caret[data-user="${CSS.escape(userId)}"]`);
  const scroller = article.parentElement;
  if (!caret || !scroller) return false;
  const frame = scroller.getBoundingClientRect();
  const at = (caret.getBoundingClientRect().top - frame.top) / frame.height;
  if (at < CALM.from || at > CALM.to) scroller.scrollTop += (at - CALM.set) * frame.height;
  return true;
}

function isAtTop(article: HTMLElement): boolean {
  const top = article.parentElement?.getBoundingClientRect().top ?? 0;
  const { top: from, bottom: to } = article.getBoundingClientRect();
  return from <= top + 120 && to > top + 60;
}

function retry(attempt: () => boolean, frames = PATIENCE_FRAMES): void {
  requestAnimationFrame(() => {
    if (!attempt() && frames > 0) retry(attempt, frames - 1);
  });
}
