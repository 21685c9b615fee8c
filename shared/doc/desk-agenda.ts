// The desk's agenda: items with their titles and minutes as co-edited text. Entries are never deleted or replaced:
// `removed` takes one off the list and can be taken back. Report rows are in desk-report.ts.
import * as Y from 'yjs';
import { ITEM_KINDS, type AgendaItem, type Ceremony, type ItemKind } from '../domain/agenda.ts';
import { isId, type ItemId } from '../domain/ids.ts';
import type { Presenter } from '../domain/person.ts';
import { brand } from '../lib/brand.ts';
import { compareByOrder, keyAt } from '../lib/order-key.ts';
import { durationFrom, instantFrom, type DurationMs, type EpochMs } from '../lib/time.ts';
import { parseCeremony, parsePresenters, plainPresenters } from './agenda-value.ts';
import { readReport } from './desk-report.ts';
import { seedParagraphs } from './fragment.ts';
import * as read from './reading.ts';
import type { Entries } from './reading.ts';

/** By order key; removed ones left out. */
export function readAgenda(desk: Y.Doc): readonly AgendaItem[] {
  return read
    .standingEntries(desk.getMap('agenda'))
    .filter(([key]) => isId(key))
    .map(([key, entry]) => readItem(brand<ItemId>(key), entry))
    .sort(compareByOrder);
}

export interface NewItem {
  readonly id: ItemId;
  readonly kind: ItemKind;
  readonly title: string;
  readonly order: string;
  readonly presenters?: readonly Presenter[];
  readonly plannedMs?: DurationMs | null;
  readonly fixedStart?: EpochMs | null;
  readonly ceremony?: Ceremony | null;
  readonly internal?: boolean;
  readonly sourceId?: string | null;
  /** A paragraph each; by default one empty paragraph, so that two first writers share it. */
  readonly minutes?: readonly string[];
}

/** Adds an item with its texts in one transaction; nothing happens when the id is there already. */
export function addItem(desk: Y.Doc, item: NewItem): void {
  desk.transact(() => {
    const agenda = desk.getMap<unknown>('agenda');
    if (agenda.has(item.id)) return;
    const entry = read.newMap({
      kind: item.kind,
      presenters: plainPresenters(item.presenters ?? []),
      plannedMs: item.plannedMs ?? null,
      order: item.order,
      fixedStart: item.fixedStart ?? undefined,
      ceremony: item.ceremony ?? undefined,
      internal: item.internal === true ? true : undefined,
      sourceId: item.sourceId ?? undefined,
    });
    const minutes = new Y.XmlFragment();
    entry.set('title', new Y.Text(item.title));
    entry.set('minutes', minutes);
    // For every kind: two people who make an item a work report at once must not each bring a map of their own.
    entry.set('report', new Y.Map());
    agenda.set(item.id, entry);
    seedParagraphs(minutes, item.minutes ?? []);
  });
}

export type ItemPatch = Partial<
  Pick<AgendaItem, 'kind' | 'presenters' | 'plannedMs' | 'fixedStart' | 'order' | 'internal' | 'ceremony'>
>;

/** Changes the given fields; title and minutes are edited through `itemTitle` and `itemMinutes`. */
export function setItem(desk: Y.Doc, id: ItemId, patch: ItemPatch): void {
  desk.transact(() => {
    const entry = itemEntry(desk, id);
    if (!entry) return;
    const { presenters, ...values } = patch;
    read.assign(entry, values);
    if (presenters) read.assign(entry, { presenters: plainPresenters(presenters) });
  });
}

export function removeItem(desk: Y.Doc, id: ItemId): void {
  desk.transact(() => itemEntry(desk, id)?.set('removed', true));
}

export function restoreItem(desk: Y.Doc, id: ItemId): void {
  desk.transact(() => itemEntry(desk, id)?.set('removed', false));
}

/**
 * Moves an item to stand before `beforeId`, or to the end with null (also when `beforeId` is gone). `suffix`: see
 * `orderSuffix`. Neighbours that two people gave equal keys are re-keyed on the way.
 */
export function moveItem(desk: Y.Doc, id: ItemId, beforeId: ItemId | null, suffix: string): void {
  desk.transact(() => {
    const entry = itemEntry(desk, id);
    if (!entry || id === beforeId) return;
    const others = readAgenda(desk).filter((item) => item.id !== id);
    const found = others.findIndex((item) => item.id === beforeId);
    const { order, rekeyed } = keyAt(others, found < 0 ? others.length : found, suffix);
    entry.set('order', order);
    for (const [otherId, key] of rekeyed) itemEntry(desk, brand<ItemId>(otherId))?.set('order', key);
  });
}

/** The title to bind an input to; null when there is no such item. */
export function itemTitle(desk: Y.Doc, id: ItemId): Y.Text | null {
  return read.asYText(itemEntry(desk, id)?.get('title'));
}

/** The minutes to bind an editor to; null when there is no such item. */
export function itemMinutes(desk: Y.Doc, id: ItemId): Y.XmlFragment | null {
  const minutes = itemEntry(desk, id)?.get('minutes');
  return minutes instanceof Y.XmlFragment ? minutes : null;
}

function itemEntry(desk: Y.Doc, id: ItemId): Entries | null {
  return read.asMap(desk.getMap('agenda').get(id));
}

function readItem(id: ItemId, entry: Entries): AgendaItem {
  return {
    id,
    // A kind from a newer version is shown as what forces least on an item: a briefing.
    kind: read.asOneOf(ITEM_KINDS, entry.get('kind')) ?? 'briefing',
    title: read.textOf(entry.get('title')),
    presenters: parsePresenters(entry.get('presenters')),
    plannedMs: durationFrom(entry.get('plannedMs')),
    fixedStart: instantFrom(entry.get('fixedStart')),
    order: read.asOrder(entry.get('order')),
    internal: entry.get('internal') === true,
    ceremony: parseCeremony(entry.get('ceremony')),
    report: readReport(entry.get('report')),
    sourceId: read.asText(entry.get('sourceId')),
  };
}
