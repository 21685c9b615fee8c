// Links to a place in a meeting: `/meetings/:id#item=…`, a task, a decision, a remark, a passage. The place stands in the
// fragment, so no server and no log sees it. Everything read from an address is somebody else's word until it is parsed.
import type { Anchor } from '../shared/domain/anchor.ts';
import { isId, type ItemId, type MeetingId } from '../shared/domain/ids.ts';
import { brand } from '../shared/lib/brand.ts';

export type Place =
  | { readonly kind: 'item' | 'task' | 'decision' | 'comment' | 'person'; readonly id: string }
  /** What is opened: the facts of the meeting, its list of people. */
  | { readonly kind: 'open'; readonly id: string }
  | { readonly kind: 'passage'; readonly anchor: Anchor };

/** Characters of the quote that a link carries: enough to find the passage again, short enough to be sent on. */
const LINK_QUOTE = 24;
const WRITE = 'write';
const ROWS = ['task', 'decision', 'comment', 'person', 'open'] as const;
/** A relative position: in front of a character, or in a text, with the side it keeps to. */
const POSITION = /^([it])(\d{1,16})\.(\d{1,16})(-?)$/u;

/** The fragment of `place`, with its `#`. */
export function fragmentOf(place: Place): string {
  const params = new URLSearchParams();
  if (place.kind !== 'passage') params.set(place.kind, place.id);
  else {
    const { itemId, from, to, quote } = place.anchor;
    params.set('item', itemId);
    params.set('from', shortPosition(from));
    params.set('to', shortPosition(to));
    params.set('quote', [...quote].slice(0, LINK_QUOTE).join(''));
  }
  return `#${params.toString()}`;
}

/** A fragment that leads to a place where something is to be put right: the caret goes there too. */
export function forWriting(fragment: string): string {
  return `${fragment}&${WRITE}=1`;
}

export function isForWriting(fragment: string): boolean {
  return new URLSearchParams(fragment.replace(/^#/u, '')).has(WRITE);
}

/** The whole address of `place` in a meeting, or of the meeting itself. */
export function linkTo(meetingId: MeetingId, place: Place | null, origin: string = location.origin): string {
  return `${origin}/meetings/${meetingId}${place === null ? '' : fragmentOf(place)}`;
}

/** The place a fragment names; null when it names none, `unknown` when it was meant to and cannot be read. */
export function placeIn(fragment: string): Place | 'unknown' | null {
  const params = new URLSearchParams(fragment.replace(/^#/u, ''));
  for (const kind of ROWS) {
    const id = params.get(kind);
    if (id !== null) return isId(id) ? { kind, id } : 'unknown';
  }
  const itemId = params.get('item');
  if (itemId === null) return null;
  if (!isId(itemId)) return 'unknown';
  const quote = params.get('quote');
  if (quote === null || quote.trim() === '') return { kind: 'item', id: itemId };
  const [from, to] = [longPosition(params.get('from')), longPosition(params.get('to'))];
  return {
    kind: 'passage',
    anchor: { itemId: brand<ItemId>(itemId), from, to, quote: quote.slice(0, LINK_QUOTE * 2) },
  };
}

/** `{"item":{"client":1,"clock":2},"assoc":-1}` as `i1.2-`; '' for what is no position. */
function shortPosition(stored: string): string {
  const read = /"(item|type)":\{"client":(\d{1,16}),"clock":(\d{1,16})\}/u;
  const found = /"item":/u.test(stored) ? read.exec(stored.slice(stored.indexOf('"item":'))) : read.exec(stored);
  if (!found) return '';
  const [, what, client, clock] = found;
  return `${what === 'item' ? 'i' : 't'}${client}.${clock}${stored.includes('"assoc":-1') ? '-' : ''}`;
}

/** The way back; what cannot be read is no position, and the quote alone finds the passage. */
function longPosition(short: string | null): string {
  const found = POSITION.exec(short ?? '');
  if (!found) return '';
  const [, what, client, clock, side] = found;
  const id = { client: Number(client), clock: Number(clock) };
  return JSON.stringify({ [what === 'i' ? 'item' : 'type']: id, assoc: side === '-' ? -1 : 0 });
}
