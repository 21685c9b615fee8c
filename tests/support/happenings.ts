// Progress events as tests write them: by name, in milliseconds from a made-up start.
import type { EventId, ItemId } from '../../shared/domain/ids.ts';
import { foldProgress, PENDING, type ItemProgress, type Progress } from '../../shared/domain/progress.ts';
import type { ProgressEvent, ProgressWitness } from '../../shared/domain/progress-event.ts';
import { brand } from '../../shared/lib/brand.ts';

export interface Happening {
  readonly id: string;
  readonly kind: ProgressEvent['kind'];
  /** Item (none: the meeting), or event for a revoke or a correction. */
  readonly on?: string;
  readonly at: number;
  /** Absent: not witnessed yet. */
  readonly received?: number;
  /** Of a correction: the right time; of a suspension: when it goes on. */
  readonly to?: number;
}

export const T0 = 1_619_157_600_000;

function happened(happenings: readonly Happening[]): {
  readonly events: ReadonlyMap<EventId, ProgressEvent>;
  readonly seen: ReadonlyMap<EventId, ProgressWitness>;
} {
  const events = new Map<EventId, ProgressEvent>();
  const seen = new Map<EventId, ProgressWitness>();
  for (const happening of happenings) {
    const id = brand<EventId>(happening.id);
    events.set(id, eventOf(happening));
    if (happening.received !== undefined) seen.set(id, { receivedAt: T0 + happening.received, principal: 'user:u' });
  }
  return { events, seen };
}

export function fold(...happenings: readonly Happening[]): Progress {
  const { events, seen } = happened(happenings);
  return foldProgress(events, seen);
}

export const itemOf = (progress: Progress, id: string): ItemProgress =>
  progress.items.get(brand<ItemId>(id)) ?? PENDING;
export const stateOf = (progress: Progress, id: string): ItemProgress['state'] => itemOf(progress, id).state;

function eventOf({ kind, on = '', at, to = 0 }: Happening): ProgressEvent {
  const common = { at: T0 + at, by: 'u' };
  const itemId = brand<ItemId>(on);
  switch (kind) {
    case 'adjourn':
      return { kind, ...common };
    case 'revoke':
      return { kind, of: brand<EventId>(on), ...common };
    case 'correct':
      return { kind, of: brand<EventId>(on), to: T0 + to, ...common };
    case 'suspend':
      return { kind, itemId: on === '' ? null : itemId, ...(to === 0 ? {} : { until: T0 + to }), ...common };
    case 'resume':
      return { kind, itemId: on === '' ? null : itemId, ...common };
    default:
      return { kind, itemId, ...common };
  }
}
