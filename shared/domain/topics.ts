// A body's backlog of topics (议题库), reckoned from what was written down by hand and what its meetings did with it. Nothing here
// is kept: which meeting a topic is in, and how it ended, is what that meeting's agenda says.
//
// 1. An item that was put off is a topic by itself, until it is taken back; so is none that came from a topic: that one is open again.
// 2. An item is made from a topic, or takes up an item of an earlier meeting: then it is about the same topic, however often.
// 3. The last meeting that took it up decides: to come or on the floor there = taken; done there = done; anything else, also when the
//    item was removed or the meeting passed it by = open.
import { isTopicKind, type ItemKind } from './agenda.ts';
import type { ItemId, MeetingId, TopicId } from './ids.ts';
import type { MeetingSight, SeenItem } from './meeting-sight.ts';
import type { EpochMs, LocalDate } from '../lib/time.ts';

/** What somebody wrote down of a topic. */
export interface TopicRow {
  readonly id: TopicId;
  readonly bodyId: string;
  readonly title: string;
  readonly kind: ItemKind;
  /** Who brings it before the meeting, as it was written. */
  readonly proposer: string | null;
  readonly notes: string | null;
  readonly wantedBy: LocalDate | null;
  readonly internal: boolean;
  /** Its place by hand; see lib/order-key. */
  readonly order: string;
  /** The item that was put off; null for one written by hand. */
  readonly origin: ItemPlaceInSeries | null;
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
  readonly removedAt: EpochMs | null;
}

export interface ItemPlaceInSeries {
  readonly meetingId: MeetingId;
  readonly itemId: ItemId;
}

export interface Topic extends Omit<TopicRow, 'createdAt' | 'updatedAt'> {
  readonly state: 'open' | 'taken' | 'done';
  /** Where it is, or was dealt with. */
  readonly taken: ItemPlaceInSeries | null;
  /** The item that was about it last, whatever became of it. */
  readonly last: ItemPlaceInSeries | null;
  /** How often it was put off. */
  readonly postponed: number;
  /** Why, the last time. */
  readonly reason: string | null;
}

export interface BacklogSource {
  readonly bodyId: string;
  readonly rows: readonly TopicRow[];
  /** Of the body's meetings, the earliest first. */
  readonly sights: readonly MeetingSight[];
  /** The id that an item which was put off has as a topic. */
  readonly idOf: (origin: ItemPlaceInSeries) => TopicId;
}

interface Use {
  readonly place: ItemPlaceInSeries;
  readonly item: SeenItem;
  readonly isOver: boolean;
}

/** By hand order; those that came by themselves and were never moved first, the earliest first. */
export function backlogOf({ bodyId, rows, sights, idOf }: BacklogSource): readonly Topic[] {
  const uses = usesByTopic(sights, idOf);
  const written = new Map(rows.map((row) => [row.id, row]));
  const came = [...uses].flatMap(([id, all]) => {
    const [first] = all;
    if (first === undefined || written.has(id) || idOf(first.place) !== id) return [];
    return [topicFrom(arrival(bodyId, id, first), all)];
  });
  const known = rows
    .filter(({ origin }) => origin === null || !isTakenBack(origin, sights))
    .map((row) => topicFrom(row, uses.get(row.id) ?? []));
  return [...came, ...known.toSorted((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0))];
}

/** What a topic that came by itself is written down as once somebody changes it. */
export function arrivalRow(topic: Topic, at: EpochMs): TopicRow {
  const { state: _state, taken: _taken, last: _last, postponed: _postponed, reason: _reason, ...row } = topic;
  return { ...row, createdAt: at, updatedAt: at };
}

/** [2] In the order of the meetings; of a topic that came by itself the item it began as is the first. */
function usesByTopic(
  sights: readonly MeetingSight[],
  idOf: BacklogSource['idOf'],
): ReadonlyMap<TopicId, readonly Use[]> {
  const topicOf = new Map<string, TopicId>();
  const uses = new Map<TopicId, Use[]>();
  for (const { meetingId, items, isOver } of sights) {
    for (const item of items) {
      const place = { meetingId, itemId: item.id };
      const earlier = item.continues === null ? undefined : topicOf.get(keyOf(item.continues));
      const isPart = items.some(({ id, state }) => id === item.parentId && state === 'postponed');
      const begins = item.state === 'postponed' && isTopicKind(item.kind) && !isPart ? idOf(place) : undefined;
      const id = item.topic ?? earlier ?? begins;
      if (id === undefined) continue;
      topicOf.set(keyOf(place), id);
      uses.set(id, [...(uses.get(id) ?? []), { place, item, isOver }]);
    }
  }
  return uses;
}

function keyOf({ meetingId, itemId }: ItemPlaceInSeries): string {
  return `${meetingId} ${itemId}`;
}

function arrival(bodyId: string, id: TopicId, { place, item }: Use): TopicRow {
  return {
    ...{ id, bodyId, title: item.title, kind: item.kind, internal: item.internal },
    ...{ proposer: item.presenters.join('、') || null, notes: null, wantedBy: null, order: '' },
    ...{ origin: place, createdAt: 0, updatedAt: 0, removedAt: null },
  };
}

/** [1] What cannot be seen now, because its meeting is in the trash or cannot be read, was not taken back. */
function isTakenBack({ meetingId, itemId }: ItemPlaceInSeries, sights: readonly MeetingSight[]): boolean {
  const item = sights.find((sight) => sight.meetingId === meetingId)?.items.find(({ id }) => id === itemId);
  return item !== undefined && item.state !== 'postponed';
}

/** [3] */
function topicFrom({ createdAt: _at, updatedAt: _changed, ...row }: TopicRow, uses: readonly Use[]): Topic {
  const last = uses.at(-1) ?? null;
  const wasPostponed = uses.filter(({ item }) => item.state === 'postponed');
  return {
    ...row,
    state: last === null ? 'open' : stateOf(last),
    taken: last === null || last.item.state === 'postponed' ? null : last.place,
    last: last?.place ?? null,
    postponed: wasPostponed.length,
    reason: wasPostponed.at(-1)?.item.reason ?? null,
  };
}

function stateOf({ item, isOver }: Use): Topic['state'] {
  if (item.state === 'done') return 'done';
  const isToCome = item.state === 'pending' ? !isOver : item.state === 'current' || item.state === 'suspended';
  return isToCome ? 'taken' : 'open';
}
