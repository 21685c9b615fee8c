// The desk's agenda: items with their titles and minutes as co-edited text. Entries are never deleted or replaced:
// `removed` takes one off the list and can be taken back. Report rows are in desk-report.ts.
import * as Y from 'yjs';
import { ITEM_KINDS, type AgendaItem, type Ceremony, type ItemKind } from '../domain/agenda.ts';
import { inTreeOrder, partsOf, settledParents, type TreePlace } from '../domain/agenda-tree.ts';
import { isId, type ItemId, type MeetingId, type TopicId } from '../domain/ids.ts';
import type { Presenter } from '../domain/person.ts';
import { brand } from '../lib/brand.ts';
import { keyAt } from '../lib/order-key.ts';
import { durationFrom, instantFrom, type DurationMs, type EpochMs } from '../lib/time.ts';
import { parseCeremony, parsePresenters, plainPresenters } from './agenda-value.ts';
import { readReport } from './desk-report.ts';
import { seedParagraphs } from './fragment.ts';
import * as read from './reading.ts';
import type { Entries } from './reading.ts';

/**
 * By order key, each item followed by its parts; removed ones left out. What is, or ever was put, below an internal item
 * is internal, whatever it says of itself, also when that item is removed or became a part of another: who moved or
 * removed it meanwhile cannot have known of all its parts.
 */
export function readAgenda(desk: Y.Doc): readonly AgendaItem[] {
  const agenda = desk.getMap('agenda');
  const entries = read
    .standingEntries(agenda)
    .flatMap(([key, entry]) => (isId(key) ? [{ id: brand<ItemId>(key), entry }] : []));
  const parents = settledParents(new Map(entries.map(({ id, entry }) => [id, readId<ItemId>(entry.get('parentId'))])));
  return inTreeOrder(
    entries.map(({ id, entry }) => {
      const parentId = parents.get(id) ?? null;
      const item = { ...readItem(id, entry), internal: isInternal(agenda, id) };
      return parentId === null ? item : { ...item, parentId };
    }),
  );
}

/** Whether an item is internal, removed ones too: of itself, or by anything above it as `readAgenda` says. */
export function isInternalItem(desk: Y.Doc, id: ItemId): boolean {
  return isInternal(desk.getMap<unknown>('agenda'), id);
}

/** Of itself, or by anything above it as it is stored; removed ones count. */
function isInternal(agenda: Y.Map<unknown>, id: ItemId): boolean {
  const passed = new Set<ItemId>();
  for (let next: ItemId | null = id; next !== null && !passed.has(next);) {
    passed.add(next);
    const entry = read.asMap(agenda.get(next));
    if (entry?.get('internal') === true) return true;
    next = readId<ItemId>(entry?.get('parentId'));
  }
  return false;
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
  readonly parentId?: ItemId | null;
  readonly continues?: AgendaItem['continues'];
  readonly topic?: AgendaItem['topic'];
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
      parentId: item.parentId ?? undefined,
      continues: item.continues,
      topic: item.topic,
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
  Pick<AgendaItem, 'kind' | 'presenters' | 'plannedMs' | 'fixedStart' | 'order' | 'internal' | 'ceremony' | 'proposal'>
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

/**
 * Makes it an item of another kind. A ceremony of another kind is put aside and comes back with its kind, so that
 * switching to and fro loses nothing.
 */
export function setItemKind(desk: Y.Doc, id: ItemId, kind: ItemKind): void {
  desk.transact(() => {
    const entry = itemEntry(desk, id);
    if (!entry) return;
    const ceremony = entry.get('ceremony') ?? null;
    const other = entry.get('otherCeremony') ?? null;
    const belongs = (value: unknown): boolean => parseCeremony(value)?.kind === kind;
    if (!belongs(ceremony) && (belongs(other) || (ceremony !== null && other === null && isCeremonial(entry)))) {
      read.assign(entry, { ceremony: belongs(other) ? other : null, otherCeremony: ceremony });
    }
    read.assign(entry, { kind });
  });
}

export function removeItem(desk: Y.Doc, id: ItemId): void {
  desk.transact(() => itemEntry(desk, id)?.set('removed', true));
}

export function restoreItem(desk: Y.Doc, id: ItemId): void {
  desk.transact(() => itemEntry(desk, id)?.set('removed', false));
}

/**
 * Moves an item to `place`, its parts going along; before an item that is gone means last. A part of an internal item
 * that leaves it is marked internal itself. `suffix`: see `orderSuffix`.
 * Neighbours that two people gave equal keys are re-keyed on the way.
 */
export function moveItem(desk: Y.Doc, id: ItemId, place: TreePlace, suffix: string): void {
  const { parentId, beforeId } = place;
  desk.transact(() => {
    const entry = itemEntry(desk, id);
    if (!entry || id === beforeId || id === parentId) return;
    const others = partsOf(readAgenda(desk), parentId).filter((item) => item.id !== id);
    const found = others.findIndex((item) => item.id === beforeId);
    const { order, rekeyed } = keyAt(others, found < 0 ? others.length : found, suffix);
    // What was internal by its item stays so when it leaves it: one key must not make it public.
    const leaves = readId<ItemId>(entry.get('parentId')) !== parentId && isInternal(desk.getMap('agenda'), id);
    read.assign(entry, {
      order,
      ...(parentId === null && !entry.has('parentId') ? {} : { parentId }),
      ...(leaves ? { internal: true } : {}),
    });
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
    ...continuesOf(entry),
    ...topicOf(entry),
    ...proposalOf(entry),
  };
}

/** Whether its ceremony is the one of its kind: an imported item of any kind may carry one, and keeps it. */
function isCeremonial(entry: Entries): boolean {
  return parseCeremony(entry.get('ceremony'))?.kind === entry.get('kind');
}

function continuesOf(entry: Entries): Pick<AgendaItem, 'continues'> {
  const value = read.asPlain(entry.get('continues'));
  const meetingId = value && readId<MeetingId>(read.own(value, 'meetingId'));
  const itemId = value && readId<ItemId>(read.own(value, 'itemId'));
  return meetingId && itemId ? { continues: { meetingId, itemId } } : {};
}

function topicOf(entry: Entries): Pick<AgendaItem, 'topic'> {
  const topic = readId<TopicId>(entry.get('topic'));
  return topic ? { topic } : {};
}

function proposalOf(entry: Entries): Pick<AgendaItem, 'proposal'> {
  const proposal = read.asText(entry.get('proposal'));
  return proposal ? { proposal } : {};
}

function readId<Id extends ItemId | MeetingId | TopicId>(value: unknown): Id | null {
  return typeof value === 'string' && isId(value) ? brand<Id>(value) : null;
}
