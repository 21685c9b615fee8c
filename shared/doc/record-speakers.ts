// The turns at speaking as the record tells them, and as they stand after the agenda. Only the server writes them; every
// value is plain JSON.
import type * as Y from 'yjs';
import { isId, type EventId, type ItemId, type PersonKey } from '../domain/ids.ts';
import { foldProgress } from '../domain/progress.ts';
import { speakingTurn, turnsHeld, type Turn } from '../domain/speakers.ts';
import { brand } from '../lib/brand.ts';
import { instantFrom } from '../lib/time.ts';
import { readProgressEvents } from './desk-progress.ts';
import { readProgressSeen } from './record.ts';
import { asNumber, asPlain, asText, own, type Plain } from './reading.ts';

/** In the order in which they asked; what cannot be understood is left out. */
export function readTurns(record: Y.Doc): readonly Turn[] {
  return [...record.getMap('speakers').entries()]
    .flatMap(([key, value]) => {
      const plain = isId(key) ? asPlain(value) : null;
      return (plain && turnFrom(brand<EventId>(key), plain)) ?? [];
    })
    .sort((a, b) => a.askedAt - b.askedAt || (a.id < b.id ? -1 : 1));
}

/** As they stand after what became of the agenda: what a screen may say of who speaks. */
export function readTurnsHeld({ desk, record }: { readonly desk: Y.Doc; readonly record: Y.Doc }): readonly Turn[] {
  const turns = readTurns(record);
  // The log of the progress is long by the end of a day.
  if (speakingTurn(turns) === null) return turns;
  return turnsHeld(turns, foldProgress(readProgressEvents(desk), readProgressSeen(record)));
}

export function writeTurn(record: Y.Doc, { id, ...values }: Turn): void {
  record.transact(() => record.getMap<unknown>('speakers').set(id, { ...values }));
}

function turnFrom(id: EventId, plain: Plain): Turn | null {
  const name = asText(own(plain, 'name'));
  const askedAt = instantFrom(own(plain, 'askedAt'));
  if (name === null || askedAt === null) return null;
  const itemId = asText(own(plain, 'itemId'));
  const key = asText(own(plain, 'key'));
  const allowedMs = asNumber(own(plain, 'allowedMs'));
  return {
    id,
    itemId: itemId !== null && isId(itemId) ? brand<ItemId>(itemId) : null,
    key: key !== null && isId(key) ? brand<PersonKey>(key) : null,
    name,
    org: asText(own(plain, 'org')),
    allowedMs: allowedMs !== null && allowedMs >= 0 ? allowedMs : null,
    askedAt,
    beganAt: instantFrom(own(plain, 'beganAt')),
    endedAt: instantFrom(own(plain, 'endedAt')),
    ...placeFrom(own(plain, 'place')),
    ...(own(plain, 'isWithdrawn') === true ? { isWithdrawn: true } : {}),
  };
}

function placeFrom(value: unknown): Pick<Turn, 'place'> {
  const place = asNumber(value);
  return place !== null && Number.isInteger(place) && place >= 0 ? { place } : {};
}
