// Agenda items: kinds, numbering, and what an item carries besides its text.
import type { DurationMs, EpochMs } from '../lib/time.ts';
import type { ItemId, MeetingId, RowId, TopicId } from './ids.ts';
import type { Presenter } from './person.ts';

export const ITEM_KINDS = [
  'guest_introduction',
  'introduction',
  'signing',
  'briefing',
  'appointment',
  'lecture',
  'work_report',
  'discussion',
  'closing',
  'deliberation',
  'election',
  'break',
  // 上次会议决定事项落实情况: how what was handed out stands.
  'task_review',
] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

/** What every meeting has of its own: put off or not, it is no topic for a later one. */
const OF_THE_DAY: ReadonlySet<ItemKind> = new Set<ItemKind>(['guest_introduction', 'closing', 'break']);

export function isTopicKind(kind: ItemKind): boolean {
  return !OF_THE_DAY.has(kind);
}

/** 签约: the document and its parties in the order they are read out. */
export interface SigningCeremony {
  readonly kind: 'signing';
  readonly document: string;
  readonly parties: readonly { readonly org: string; readonly signatory: string; readonly title: string | null }[];
  readonly outcome: readonly string[];
  readonly term: string | null;
  /** Empty when nobody wrote down who witnessed it. */
  readonly witnesses: readonly string[];
}

/** 聘任: who is appointed to what, and who hands over the letter. */
export interface AppointmentCeremony {
  readonly kind: 'appointment';
  readonly appointee: string;
  readonly post: string;
  readonly letter: string | null;
  readonly presentedBy: string | null;
  readonly term: string | null;
}

export type Ceremony = SigningCeremony | AppointmentCeremony;

/** One line of a work report: whose work, what was done, what comes next. */
export interface ReportRow {
  readonly id: RowId;
  readonly owner: string;
  readonly done: string;
  readonly planned: string;
  readonly order: string;
}

/** An item as read from the desk, without its minutes. Removed ones are left out by the reader. */
export interface AgendaItem {
  readonly id: ItemId;
  readonly kind: ItemKind;
  readonly title: string;
  readonly presenters: readonly Presenter[];
  readonly plannedMs: DurationMs | null;
  readonly fixedStart: EpochMs | null;
  readonly order: string;
  readonly internal: boolean;
  readonly ceremony: Ceremony | null;
  readonly report: readonly ReportRow[];
  readonly sourceId: string | null;
  /** The item that this one is a part of (one level deep); absent for an item of the agenda itself. */
  readonly parentId?: ItemId;
  /** 议案: the text put before the meeting, when the item deliberates one. */
  readonly proposal?: string;
  /** The item of an earlier meeting that this one takes up again. */
  readonly continues?: { readonly meetingId: MeetingId; readonly itemId: ItemId };
  /** The topic of the body's backlog that it was made from (议题库). */
  readonly topic?: TopicId;
}

/** An item's place in the count: its own number among its neighbours, and that of the item it is a part of. */
export interface ItemPlace {
  /** 0 = before the meeting; null = not counted. */
  readonly number: number | null;
  /** Absent for an item of the agenda itself. */
  readonly under?: number;
}

/** As much of an item as its place in the count needs. */
export type PlacedItem = Pick<AgendaItem, 'id' | 'kind'> & Partial<Pick<AgendaItem, 'internal' | 'parentId'>>;

/**
 * The place of each item of an agenda in order. A guest introduction that opens the list happens before the meeting and
 * takes 0; all others count from 1, parts of an item by themselves; a break takes none (null), nor does an internal
 * item, so that the secretariat and the hall count alike. Parts of what is not counted are not counted either.
 */
export function itemPlaces(items: readonly PlacedItem[]): ReadonlyMap<ItemId, ItemPlace> {
  const places = new Map<ItemId, ItemPlace>();
  const counts = new Map<ItemId | null, number>();
  const first = items.find((item) => item.internal !== true);
  for (const item of items) {
    const parentId = item.parentId ?? null;
    const under = parentId === null ? undefined : (places.get(parentId)?.number ?? null);
    if (item.kind === 'break' || item.internal === true || under === null) {
      places.set(item.id, { number: null });
    } else if (item === first && item.kind === 'guest_introduction') {
      places.set(item.id, { number: 0 });
    } else {
      const number = (counts.get(parentId) ?? 0) + 1;
      counts.set(parentId, number);
      places.set(item.id, { number, ...(under === undefined ? {} : { under }) });
    }
  }
  return places;
}

/** The items that an agenda is said to have: those with a number of their own, neither parts nor what stands before the first. */
export function countedItems<Item extends PlacedItem>(items: readonly Item[]): readonly Item[] {
  const places = itemPlaces(items);
  return items.filter(({ id, parentId }) => parentId === undefined && (places.get(id)?.number ?? 0) > 0);
}
