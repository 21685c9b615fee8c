// The desk's action items: the wording is co-edited text, parties are maps so that two people can add one each.
import * as Y from 'yjs';
import { isId, type ItemId, type RowId, type TaskId } from '../domain/ids.ts';
import type { DeskTask, ReportSource, TaskParty } from '../domain/task.ts';
import { brand } from '../lib/brand.ts';
import { compareByOrder } from '../lib/order-key.ts';
import { parseLocalDate } from '../lib/time.ts';
import { readAnchor } from './anchor.ts';
import * as read from './reading.ts';
import type { Entries } from './reading.ts';

/** By order key; removed ones left out. */
export function readTasks(desk: Y.Doc): readonly DeskTask[] {
  return read
    .standingEntries(desk.getMap('tasks'))
    .filter(([key]) => isId(key))
    .map(([key, entry]) => readTask(brand<TaskId>(key), entry))
    .sort(compareByOrder);
}

/** Adds a task; nothing happens when the id is there already. */
export function addTask(desk: Y.Doc, task: DeskTask): void {
  const { id, what, owners, supporters, ...values } = task;
  desk.transact(() => {
    const tasks = desk.getMap<unknown>('tasks');
    if (tasks.has(id)) return;
    const entry = read.newMap(values);
    entry.set('what', new Y.Text(what));
    entry.set('owners', partyMap(owners));
    entry.set('supporters', partyMap(supporters));
    tasks.set(id, entry);
  });
}

export type TaskPatch = Partial<Omit<DeskTask, 'id' | 'what'>>;

/** Changes the given fields, parties one by one; the wording is edited through `taskText`. */
export function setTask(desk: Y.Doc, id: TaskId, patch: TaskPatch): void {
  const { owners, supporters, ...values } = patch;
  desk.transact(() => {
    const entry = read.asMap(desk.getMap('tasks').get(id));
    if (!entry) return;
    read.assign(entry, values);
    if (owners) setParties(entry, 'owners', owners);
    if (supporters) setParties(entry, 'supporters', supporters);
  });
}

export function removeTask(desk: Y.Doc, id: TaskId): void {
  desk.transact(() => read.asMap(desk.getMap('tasks').get(id))?.set('removed', true));
}

export function restoreTask(desk: Y.Doc, id: TaskId): void {
  desk.transact(() => read.asMap(desk.getMap('tasks').get(id))?.set('removed', false));
}

/** The wording to bind an input to; null when there is no such task. */
export function taskText(desk: Y.Doc, id: TaskId): Y.Text | null {
  return read.asYText(read.asMap(desk.getMap('tasks').get(id))?.get('what'));
}

function readTask(id: TaskId, entry: Entries): DeskTask {
  const itemId = entry.get('itemId');
  const anchor = readAnchor(entry.get('anchor'));
  const reportLine = readReportSource(entry.get('reportLine'));
  return {
    id,
    what: read.textOf(entry.get('what')),
    owners: readParties(entry.get('owners')),
    supporters: readParties(entry.get('supporters')),
    due: parseLocalDate(read.asText(entry.get('due')) ?? ''),
    dueText: read.asText(entry.get('dueText')),
    itemId: typeof itemId === 'string' && isId(itemId) ? brand<ItemId>(itemId) : null,
    state: entry.get('state') === 'confirmed' ? 'confirmed' : 'draft',
    order: read.asOrder(entry.get('order')),
    ...(anchor ? { anchor } : {}),
    ...(reportLine ? { reportLine } : {}),
  };
}

/** The line of a report as it was stored by anybody; null when it is none. What is in it is that of an anchor, and a row. */
export function readReportSource(value: unknown): ReportSource | null {
  const line = readAnchor(value);
  const rowId = line && read.asText(read.own(read.asPlain(value) ?? {}, 'rowId'));
  return line && rowId !== null && isId(rowId) ? { ...line, rowId: brand<RowId>(rowId) } : null;
}

/** Leads first, then by key: a Y.Map's own order differs between replicas. */
function readParties(value: unknown): readonly TaskParty[] {
  const parties = [...(read.asMap(value)?.entries() ?? [])].flatMap(([key, party]) => {
    const plain = read.asPlain(party);
    const name = plain && read.asText(read.own(plain, 'name'));
    return plain && name !== null ? [{ key, name, lead: read.own(plain, 'lead') === true }] : [];
  });
  return parties.sort((a, b) => Number(b.lead) - Number(a.lead) || (a.key < b.key ? -1 : 1));
}

function partyMap(parties: readonly TaskParty[]): Entries {
  return read.newMap(Object.fromEntries(parties.map(({ key, name, lead }) => [key, { name, lead }])));
}

function setParties(entry: Entries, field: 'owners' | 'supporters', parties: readonly TaskParty[]): void {
  const map = read.asMap(entry.get(field));
  // An entry without the map was not made by us; it gets one, which is not a replacement.
  if (!map) {
    if (!entry.has(field)) entry.set(field, partyMap(parties));
    return;
  }
  const wanted = new Map(parties.map(({ key, name, lead }) => [key, { name, lead }]));
  for (const key of [...map.keys()]) if (!wanted.has(key)) map.delete(key);
  for (const [key, value] of wanted) read.assign(map, { [key]: value });
}
