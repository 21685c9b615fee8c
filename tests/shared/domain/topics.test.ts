// A body's backlog: what its meetings' agendas make of each topic.
import { expect, test } from 'vitest';
import type { ItemId, MeetingId, TopicId } from '../../../shared/domain/ids.ts';
import type { MeetingSight, SeenItem } from '../../../shared/domain/meeting-sight.ts';
import { backlogOf, type Topic, type TopicRow } from '../../../shared/domain/topics.ts';
import { brand } from '../../../shared/lib/brand.ts';

const idOf = ({ meetingId, itemId }: { readonly meetingId: string; readonly itemId: string }): TopicId =>
  brand<TopicId>(`${meetingId}-${itemId}`);

const item = (id: string, state: SeenItem['state'], more: Partial<SeenItem> = {}): SeenItem => ({
  ...{ id: brand<ItemId>(id), kind: 'deliberation', title: `题目${id}`, parentId: null, presenters: [], state },
  ...{ plannedMinutes: null, internal: false, reason: null, continues: null, topic: null, ...more },
});

function meeting(id: string, items: readonly SeenItem[], isOver = true): MeetingSight {
  const counts = { expected: null, present: null, decisions: 0 };
  return { meetingId: brand<MeetingId>(id), begunAt: 1, isOver, ...counts, items };
}

const row = (id: string, more: Partial<TopicRow> = {}): TopicRow => ({
  ...{ id: brand<TopicId>(id), bodyId: 'council', title: id, kind: 'deliberation', proposer: null, notes: null },
  ...{ wantedBy: null, internal: false, order: `a${id}`, origin: null, createdAt: 1, updatedAt: 1, removedAt: null },
  ...more,
});

const from = (meetingId: string, itemId: string): Pick<SeenItem, 'continues'> => ({
  continues: { meetingId: brand<MeetingId>(meetingId), itemId: brand<ItemId>(itemId) },
});

function backlog(sights: readonly MeetingSight[], rows: readonly TopicRow[] = []): readonly Topic[] {
  return backlogOf({ bodyId: 'council', rows, sights, idOf });
}
const told = (topics: readonly Topic[]) => topics.map(({ id, state, postponed }) => [`${id}`, state, postponed]);

test('an item that was put off is a topic by itself, as long as that is not taken back', () => {
  const put = meeting('m1', [item('i1', 'postponed', { reason: '材料不齐', internal: true }), item('i2', 'done')]);

  const [topic] = backlog([put]);

  expect(topic).toMatchObject({
    ...{ id: 'm1-i1', state: 'open', title: '题目i1', reason: '材料不齐', internal: true, postponed: 1 },
    ...{ origin: { meetingId: 'm1', itemId: 'i1' }, last: { meetingId: 'm1', itemId: 'i1' } },
  });
  expect(backlog([meeting('m1', [item('i1', 'done')])])).toEqual([]);
});

test('of an item that was put off with its parts, the item is the topic', () => {
  const parts = [item('i1', 'postponed'), item('p1', 'postponed', { parentId: brand<ItemId>('i1') })];

  expect(told(backlog([meeting('m1', parts)]))).toEqual([['m1-i1', 'open', 1]]);
});

test('it stays one topic through every meeting that takes it up, and is done where one deals with it', () => {
  const m1 = meeting('m1', [item('i1', 'postponed')]);
  const m2 = meeting('m2', [item('i2', 'postponed', from('m1', 'i1'))]);
  const ahead = meeting('m3', [item('i3', 'pending', from('m2', 'i2'))], false);
  const dealt = meeting('m3', [item('i3', 'done', from('m2', 'i2'))]);

  expect(told(backlog([m1, m2]))).toEqual([['m1-i1', 'open', 2]]);
  expect(told(backlog([m1, m2, ahead]))).toEqual([['m1-i1', 'taken', 2]]);
  expect(told(backlog([m1, m2, dealt]))).toEqual([['m1-i1', 'done', 2]]);
});

test('a topic written by hand is taken by the item that names it, and open again when that is gone or passed by', () => {
  const uses = (state: SeenItem['state'], isOver: boolean) =>
    backlog([meeting('m1', [item('i1', state, { topic: brand<TopicId>('t') })], isOver)], [row('t')]);

  expect(told(backlog([meeting('m1', [])], [row('t')]))).toEqual([['t', 'open', 0]]);
  expect(told(uses('pending', false))).toEqual([['t', 'taken', 0]]);
  expect(told(uses('current', false))).toEqual([['t', 'taken', 0]]);
  expect(told(uses('pending', true))).toEqual([['t', 'open', 0]]);
  expect(told(uses('skipped', true))).toEqual([['t', 'open', 0]]);
  expect(told(uses('postponed', true))).toEqual([['t', 'open', 1]]);
});

test('what was written down of a topic that came by itself stands in place of what it came as', () => {
  const m1 = meeting('m1', [item('i1', 'postponed'), item('i2', 'postponed')]);
  const origin = { meetingId: brand<MeetingId>('m1'), itemId: brand<ItemId>('i1') };
  const kept = row('m1-i1', { title: '改过的题目', origin, order: 'a2' });

  const topics = backlog([m1], [row('t', { order: 'a1' }), kept]);

  expect(topics.map(({ title }) => title)).toEqual(['题目i2', 't', '改过的题目']);
});

test('what was written down of it stays while its meeting is not to be seen, and goes when putting it off was taken back', () => {
  const origin = { meetingId: brand<MeetingId>('m1'), itemId: brand<ItemId>('i1') };
  const rows = [row('m1-i1', { origin })];

  expect(told(backlog([], rows))).toEqual([['m1-i1', 'open', 0]]);
  expect(told(backlog([meeting('m1', [item('i1', 'done')])], rows))).toEqual([]);
});

test('closing words, the introduction of guests and a break that were put off are no topics', () => {
  const kinds = ['closing', 'guest_introduction', 'break', 'deliberation'] as const;
  const left = kinds.map((kind) => item(kind, 'postponed', { kind }));

  expect(told(backlog([meeting('m1', left)]))).toEqual([['m1-deliberation', 'open', 1]]);
});
