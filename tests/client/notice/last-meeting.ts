// A meeting that was held: one item dealt with, one put off, those that come again, an open task.
import type { ItemId, MeetingId, PersonKey, TaskId } from '../../../shared/domain/ids.ts';
import type { ItemKind } from '../../../shared/domain/agenda.ts';
import { PENDING, type ItemState } from '../../../shared/domain/progress.ts';
import type { MeetingSnapshot, SnapshotItem } from '../../../shared/domain/snapshot.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { parseLocalDate } from '../../../shared/lib/time.ts';

export function sampleSnapshot(): MeetingSnapshot {
  return {
    ...{
      snapshotVersion: 1,
      audience: 'internal',
      meetingId: brand<MeetingId>('last'),
      version: 1,
      phase: 'follow-up',
    },
    facts: {
      ...{ title: '三届二次常务理事会', shortTitle: null, organisation: '苏州市安防协会', bodyName: null },
      ...{ plannedStart: Date.UTC(2026, 3, 23, 6), plannedEnd: Date.UTC(2026, 3, 23, 9, 30) },
      ...{ venue: '会议室', chair: '王坤泉', recorder: null, sourceId: null },
    },
    people: [
      {
        ...{ id: brand<PersonKey>('p'), name: '牟晓生', org: null, titles: ['顾问'], role: 'guest' },
        ...{ order: 'a', personId: null },
      },
    ],
    agenda: [
      item('welcome', 'introduction', '会长致辞', 'done'),
      item('dealt-with', 'briefing', '通报情况', 'done'),
      item('put-off', 'deliberation', '审议章程', 'postponed'),
      item('end', 'closing', '会议结束', 'done'),
    ],
    tasks: [
      {
        ...{ id: brand<TaskId>('t'), what: '团标审核发布', supporters: [], dueText: null, itemId: null, order: 'a' },
        ...{
          owners: [{ key: 'k', name: '团标委', lead: true }],
          due: parseLocalDate('2026-06-30'),
          state: 'confirmed',
        },
      },
    ],
    ...{ decisions: [], adjournedAt: null },
  };
}

function item(id: string, kind: ItemKind, title: string, state: ItemState): SnapshotItem {
  return {
    ...{ id: brand<ItemId>(id), kind, title, presenters: [], plannedMs: null, fixedStart: null, order: id },
    ...{ internal: false, ceremony: null, report: [], sourceId: null, number: 1, minutes: [] },
    progress: { ...PENDING, state },
  };
}
