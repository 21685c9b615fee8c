// The desk's insert-only log of the agenda's progress; what it means is folded in domain/progress-event.ts.
import type * as Y from 'yjs';
import { isId, type EventId, type ItemId } from '../domain/ids.ts';
import type { ProgressEvent } from '../domain/progress-event.ts';
import { brand } from '../lib/brand.ts';
import { instantFrom, type EpochMs } from '../lib/time.ts';
import { asOneOf, asPlain, asText, own, type Plain } from './reading.ts';

const ITEM_EVENTS = ['start', 'finish', 'skip'] as const;
/** These two may be of the whole meeting. */
const PAUSES = ['suspend', 'resume'] as const;
const MAX_NAME = 60;
const MAX_REASON = 200;

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
    // Of the whole meeting: no item is named (contract.md), so that readers who know items only pass it over.
    const entries = Object.entries(event).filter(([, value]) => value !== null && value !== undefined);
    if (!progress.has(eventId)) progress.set(eventId, Object.fromEntries(entries));
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
  const byName = asText(own(plain, 'byName'))?.slice(0, MAX_NAME);
  const step = parseStep(plain);
  return step && { ...step, at, by, ...(byName ? { byName } : {}) };
}

type Step = ProgressEvent extends infer E ? (E extends ProgressEvent ? Omit<E, 'at' | 'by' | 'byName'> : never) : never;

function parseStep(plain: Plain): Step | null {
  const kind = own(plain, 'kind');
  if (kind === 'adjourn') return { kind };
  const of = idAt<EventId>(plain, 'of');
  if (kind === 'revoke') return of && { kind, of };
  const to = instantFrom(own(plain, 'to'));
  if (kind === 'correct') return of && to !== null ? { kind, of, to } : null;
  const itemId = idAt<ItemId>(plain, 'itemId');
  const pause = asOneOf(PAUSES, kind);
  if (pause) return Object.hasOwn(plain, 'itemId') && !itemId ? null : pauseOf(pause, itemId, plain);
  if (!itemId) return null;
  if (kind === 'postpone') {
    const reason = asText(own(plain, 'reason'))?.slice(0, MAX_REASON);
    return { kind, itemId, ...(reason ? { reason } : {}) };
  }
  const itemKind = asOneOf(ITEM_EVENTS, kind);
  return itemKind && { kind: itemKind, itemId };
}

function pauseOf(kind: (typeof PAUSES)[number], itemId: ItemId | null, plain: Plain): Step {
  const until = instantFrom(own(plain, 'until'));
  return kind === 'suspend' ? { kind, itemId, ...(until === null ? {} : { until }) } : { kind, itemId };
}

function idAt<Id extends EventId | ItemId>(plain: Plain, key: string): Id | null {
  const id = own(plain, key);
  return typeof id === 'string' && isId(id) ? brand<Id>(id) : null;
}
