// Typed access to the record document: what the server witnessed. Only the server writes it; every value is plain JSON.
import type * as Y from 'yjs';
import { isId, type EventId } from '../domain/ids.ts';
import { MEETING_PHASES, type MeetingPhase } from '../domain/meeting.ts';
import type { ProgressWitness } from '../domain/progress-event.ts';
import { brand } from '../lib/brand.ts';
import { instantFrom } from '../lib/time.ts';
import { asNumber, asOneOf, asPlain, asText, own } from './reading.ts';

export interface RecordState {
  readonly phase: MeetingPhase;
  /** 1 for a meeting never reopened. */
  readonly version: number;
  /** The agenda is not published; absent = it is, or never had to be. */
  readonly draft?: true;
}

/** An empty record is a meeting in preparation, version 1. */
export function readState(record: Y.Doc): RecordState {
  const root = record.getMap('state');
  const version = asNumber(root.get('version'));
  return {
    phase: asOneOf(MEETING_PHASES, root.get('phase')) ?? 'prepare',
    version: version !== null && Number.isInteger(version) && version >= 1 ? version : 1,
    ...(root.get('draft') === true ? { draft: true } : {}),
  };
}

/** What is no draft any more has no such key, as what never was one. */
export function writeState(record: Y.Doc, state: RecordState): void {
  record.transact(() => {
    const root = record.getMap<unknown>('state');
    root.set('phase', state.phase);
    root.set('version', state.version);
    if (state.draft === true) root.set('draft', true);
    else if (root.has('draft')) root.delete('draft');
  });
}

/** When the server saw each progress event, and who sent it. */
export function readProgressSeen(record: Y.Doc): ReadonlyMap<EventId, ProgressWitness> {
  const seen = new Map<EventId, ProgressWitness>();
  for (const [key, value] of record.getMap('progressSeen').entries()) {
    const plain = asPlain(value);
    const receivedAt = plain && instantFrom(own(plain, 'receivedAt'));
    const principal = plain && asText(own(plain, 'principal'));
    if (isId(key) && receivedAt !== null && principal !== null)
      seen.set(brand<EventId>(key), { receivedAt, principal });
  }
  return seen;
}

/** Witnesses an event once; the first witness stands. */
export function addProgressSeen(record: Y.Doc, eventId: EventId, witness: ProgressWitness): void {
  record.transact(() => {
    const root = record.getMap<unknown>('progressSeen');
    if (!root.has(eventId)) root.set(eventId, { ...witness });
  });
}
