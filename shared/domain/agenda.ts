// Agenda items: kinds, numbering, and what an item carries besides its text.
import type { DurationMs, EpochMs } from '../lib/time.ts';
import type { ItemId, RowId } from './ids.ts';
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
] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

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
}

/**
 * The printed number of each item in order. A guest introduction that opens the list happens before the meeting and
 * takes 0; all others count from 1; a break takes none (null), nor does an internal item, so that the secretariat and
 * the hall count alike.
 */
export function itemNumbers(
  items: readonly (Pick<AgendaItem, 'id' | 'kind'> & Partial<Pick<AgendaItem, 'internal'>>)[],
): ReadonlyMap<ItemId, number | null> {
  const numbers = new Map<ItemId, number | null>();
  let next = 1;
  const first = items.find((item) => item.internal !== true);
  for (const item of items) {
    if (item.kind === 'break' || item.internal === true) numbers.set(item.id, null);
    else if (item === first && item.kind === 'guest_introduction') numbers.set(item.id, 0);
    else numbers.set(item.id, next++);
  }
  return numbers;
}
