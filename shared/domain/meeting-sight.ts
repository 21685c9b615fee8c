// What a body's other meetings need to know of one meeting: how many were there, what was decided, how each item ended. Pure;
// made of a snapshot, small enough to be kept for every meeting of a body.
import type { AgendaItem, ItemKind } from './agenda.ts';
import type { RollState } from './attendance.ts';
import type { ItemId, MeetingId, TopicId } from './ids.ts';
import type { ItemState } from './progress.ts';
import { heldSpan } from './held.ts';
import type { MeetingSnapshot } from './snapshot.ts';
import type { EpochMs } from '../lib/time.ts';

export interface SeenItem {
  readonly id: ItemId;
  readonly kind: ItemKind;
  readonly title: string;
  /** The item that it is a part of. */
  readonly parentId: ItemId | null;
  readonly presenters: readonly string[];
  readonly plannedMinutes: number | null;
  readonly internal: boolean;
  readonly state: ItemState;
  /** Why it was put off, when that was said. */
  readonly reason: string | null;
  readonly continues: NonNullable<AgendaItem['continues']> | null;
  /** The topic of the body that it was made from. */
  readonly topic: TopicId | null;
}

export interface MeetingSight {
  readonly meetingId: MeetingId;
  /** When it began; null for one that has not. */
  readonly begunAt: EpochMs | null;
  /** Nothing of its agenda is to come any more. */
  readonly isOver: boolean;
  /** Who was expected by name; of them, who came. Both null where no roll was called. */
  readonly expected: number | null;
  readonly present: number | null;
  readonly decisions: number;
  /** In the order of its agenda. */
  readonly items: readonly SeenItem[];
}

/** Who was there, however long. */
const CAME: ReadonlySet<RollState> = new Set<RollState>(['present', 'late', 'left', 'late-left']);

export function sightOf(snapshot: MeetingSnapshot): MeetingSight {
  const { meetingId, agenda, roll, people, decisions } = snapshot;
  const called = (roll ?? []).filter(({ key }) => people.some(({ id, role }) => id === key && role === 'attending'));
  return {
    meetingId,
    begunAt: heldSpan(snapshot)?.from ?? null,
    isOver: snapshot.phase === 'follow-up' || snapshot.phase === 'archived',
    expected: called.length === 0 ? null : people.filter(({ role }) => role === 'attending').length,
    present: called.length === 0 ? null : called.filter(({ state }) => CAME.has(state)).length,
    decisions: decisions.filter(({ wording }) => wording.trim() !== '').length,
    items: agenda.map((item) => ({
      ...{ id: item.id, kind: item.kind, title: item.title.trim(), internal: item.internal },
      parentId: item.parentId ?? null,
      presenters: item.presenters.map(({ name }) => name),
      plannedMinutes: item.plannedMs === null ? null : Math.max(1, Math.round(item.plannedMs / 60_000)),
      ...{ state: item.progress.state, reason: item.progress.reason ?? null },
      ...{ continues: item.continues ?? null, topic: item.topic ?? null },
    })),
  };
}
