// The desk's insert-only log of the agenda's progress; what it means is folded in domain/progress.ts.
import type * as Y from 'yjs';
import { isId, type EventId, type ItemId } from '../domain/ids.ts';
import type { ProgressEvent } from '../domain/progress.ts';
import { brand } from '../lib/brand.ts';
import { instantFrom, type EpochMs } from '../lib/time.ts';
import { asOneOf, asPlain, asText, own } from './reading.ts';

const ITEM_EVENTS = ['start', 'finish', 'skip', 'postpone', 'suspend', 'resume'] as const;

/** All events that can be understood, in no order. */
export function readProgressEvents(desk: Y.Doc): ReadonlyMap<EventId, ProgressEvent> {
  const events = new Map<EventId, ProgressEvent>();
  for (const [key, value] of desk.getMap('progress').entries()) {
    const event = isId(key) ? parseEvent(value) : null;
    if (event) events.set(brand<EventId>(key), event);
  }
  return events;
}

/** Adds an event; an id that is there already is left as it is, since the log is insert-only. */
export function addProgress(desk: Y.Doc, eventId: EventId, event: ProgressEvent): void {
  desk.transact(() => {
    const progress = desk.getMap<unknown>('progress');
    if (!progress.has(eventId)) progress.set(eventId, { ...event });
  });
}

export interface ItemStart {
  readonly eventId: EventId;
  readonly itemId: ItemId;
  /** The caller's estimate of the server's clock. */
  readonly at: EpochMs;
  readonly by: string;
}

/** Makes an item the current one; the fold finishes what was current. */
export function startItem(desk: Y.Doc, { eventId, itemId, at, by }: ItemStart): void {
  addProgress(desk, eventId, { kind: 'start', itemId, at, by });
}

function parseEvent(value: unknown): ProgressEvent | null {
  const plain = asPlain(value);
  if (!plain) return null;
  const at = instantFrom(own(plain, 'at'));
  const by = asText(own(plain, 'by'));
  if (at === null || by === null) return null;
  const kind = own(plain, 'kind');
  if (kind === 'adjourn') return { kind, at, by };
  if (kind === 'revoke') {
    const of = own(plain, 'of');
    return typeof of === 'string' && isId(of) ? { kind, of: brand<EventId>(of), at, by } : null;
  }
  const itemKind = asOneOf(ITEM_EVENTS, kind);
  const itemId = own(plain, 'itemId');
  if (!itemKind || typeof itemId !== 'string' || !isId(itemId)) return null;
  return { kind: itemKind, itemId: brand<ItemId>(itemId), at, by };
}
