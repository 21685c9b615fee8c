// The desk's roots without entries of their own: the meeting's facts, who notes which item, the secretariat's notes.
import type * as Y from 'yjs';
import { isId, type ItemId } from '../domain/ids.ts';
import type { MeetingFacts } from '../domain/meeting.ts';
import { brand } from '../lib/brand.ts';
import { instantFrom } from '../lib/time.ts';
import { asText, asTexts } from './reading.ts';

/** What the meeting says of itself; a missing title is ''. */
export function readFacts(desk: Y.Doc): MeetingFacts {
  const root = desk.getMap('meeting');
  const text = (key: keyof MeetingFacts): string | null => asText(root.get(key));
  const attendance = asTexts(root.get('attendance'));
  return {
    title: text('title') ?? '',
    shortTitle: text('shortTitle'),
    organisation: text('organisation'),
    bodyName: text('bodyName'),
    plannedStart: instantFrom(root.get('plannedStart')),
    plannedEnd: instantFrom(root.get('plannedEnd')),
    venue: text('venue'),
    chair: text('chair'),
    recorder: text('recorder'),
    sourceId: text('sourceId'),
    ...(attendance.length > 0 ? { attendance } : {}),
  };
}

/** Replaces one fact; null says "not known". */
export function setFact<K extends keyof MeetingFacts>(desk: Y.Doc, key: K, value: MeetingFacts[K]): void {
  desk.transact(() => desk.getMap<unknown>('meeting').set(key, value));
}

/** Which user notes which item (我来主记). */
export function readClaims(desk: Y.Doc): ReadonlyMap<ItemId, string> {
  const claims = new Map<ItemId, string>();
  for (const [key, value] of desk.getMap('claims').entries()) {
    if (isId(key) && typeof value === 'string') claims.set(brand<ItemId>(key), value);
  }
  return claims;
}

/** Takes an item for `userId`, or gives it back with null. */
export function claimItem(desk: Y.Doc, itemId: ItemId, userId: string | null): void {
  desk.transact(() => {
    const claims = desk.getMap<unknown>('claims');
    if (userId === null) claims.delete(itemId);
    else claims.set(itemId, userId);
  });
}

/** The secretariat's own notes; they leave the desk nowhere. */
export function notesFragment(desk: Y.Doc): Y.XmlFragment {
  return desk.getXmlFragment('notes');
}
