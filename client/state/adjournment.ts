// 散会, and what becomes of the items that are not over by then: nothing counts as dealt with unless somebody said so. What
// was said and the adjournment are events made in one breath, so that 恢复会议 takes all of them back.
import { familyOf, isOver, partsOf } from '../../shared/domain/agenda-tree.ts';
import type { AgendaItem } from '../../shared/domain/agenda.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import { recessOf, type Progress } from '../../shared/domain/progress.ts';
import { itemsToCome } from '../../shared/domain/to-come.ts';
import type { MeetingState } from './meeting.svelte.ts';
import * as steering from './steering.ts';

/** 略过 · 下次再议 · 仍算已议. */
export type Ending = 'skip' | 'postpone' | 'finish';

export interface OpenItem {
  readonly item: AgendaItem;
  /** `current`: adjourning itself finishes it. */
  readonly state: 'current' | 'suspended' | 'pending';
  /** How many parts share its fate. */
  readonly parts: number;
}

/**
 * What is not over, in the order of the agenda. An item none of whose parts was begun stands for all of them; breaks are
 * nothing to decide about, so the parts of one stand for themselves.
 */
export function openItems(items: readonly AgendaItem[], progress: Progress): readonly OpenItem[] {
  const toCome = itemsToCome(items, progress);
  const speaking = new Set(items.filter(({ id, kind }) => kind !== 'break' && toCome.has(id)).map(({ id }) => id));
  return items.flatMap((item): readonly OpenItem[] => {
    if (item.kind === 'break') return [];
    const state = progress.items.get(item.id)?.state ?? 'pending';
    if (state === 'current' || state === 'suspended') {
      const isHeld = item.id === progress.currentId && (state === 'current' || recessOf(progress) !== null);
      return [{ item, state: isHeld ? 'current' : 'suspended', parts: 0 }];
    }
    const speaksForIt = item.parentId !== undefined && speaking.has(item.parentId);
    if (!toCome.has(item.id) || speaksForIt) return [];
    return [{ item, state: 'pending', parts: partsOf(items, item.id).length }];
  });
}

/** Ends the meeting, each open item as was said; those of which nothing was said stay as they are. */
export function adjournWith(meeting: MeetingState, endings: ReadonlyMap<ItemId, Ending>): void {
  const { items, progress } = meeting;
  const open = openItems(items, progress);
  const steps = open.flatMap(({ item, state }) => {
    const ending = endings.get(item.id);
    if (ending === undefined || (state === 'current' && ending === 'finish')) return [];
    const family = state === 'pending' ? familyOf(items, item.id) : [item];
    const left = family.filter(({ id }) => !isOver(progress.items.get(id)?.state ?? 'pending'));
    return left.map(({ id }) => ({ kind: ending, itemId: id }));
  });
  steering.adjourn(meeting, steps);
}
