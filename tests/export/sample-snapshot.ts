// A small meeting as a snapshot, with one of everything that a document can print.
import type { DecisionId, ItemId, MeetingId, PersonKey, RowId, TaskId } from '../../shared/domain/ids.ts';
import type { MeetingSnapshot, SnapshotItem } from '../../shared/domain/snapshot.ts';
import { brand } from '../../shared/lib/brand.ts';
import { parseLocalDate } from '../../shared/lib/time.ts';

/** 2021-04-23 14:00 in Shanghai. */
export const START = Date.parse('2021-04-23T06:00:00Z');

export function sampleItem(set: Partial<SnapshotItem> = {}): SnapshotItem {
  return {
    id: brand<ItemId>('item-1'),
    kind: 'briefing',
    title: '标准化建设情况介绍',
    presenters: [],
    plannedMs: null,
    fixedStart: null,
    order: 'a1',
    internal: false,
    ceremony: null,
    report: [],
    sourceId: null,
    number: 1,
    minutes: [],
    progress: { state: 'pending', startedAt: null, finishedAt: null, spentMs: 0, runningSince: null },
    ...set,
  };
}

export function sampleSnapshot(set: Partial<MeetingSnapshot> = {}): MeetingSnapshot {
  return {
    snapshotVersion: 1,
    audience: 'internal',
    meetingId: brand<MeetingId>('meeting-1'),
    version: 1,
    phase: 'follow-up',
    facts: {
      title: '三届二次常务理事会',
      shortTitle: null,
      organisation: '苏州市安防协会',
      bodyName: '常务理事会',
      plannedStart: START,
      plannedEnd: START + 12_600_000,
      venue: '益友天元律师事务所会议室',
      chair: null,
      recorder: '李记',
      sourceId: null,
    },
    people: [
      {
        id: brand<PersonKey>('p1'),
        name: '王坤泉',
        org: '苏州市安防协会',
        titles: ['秘书长'],
        role: 'attending',
        order: 'a0',
        personId: null,
      },
      {
        id: brand<PersonKey>('p2'),
        name: '赵军',
        org: '山西省综改区',
        titles: ['主任', '高级工程师'],
        role: 'guest',
        order: 'a1',
        personId: null,
      },
    ],
    agenda: [
      sampleItem({
        presenters: [{ key: brand<PersonKey>('p1'), name: '王坤泉', org: '苏州市安防协会', title: '秘书长' }],
        plannedMs: 900_000,
        minutes: [{ kind: 'paragraph', inline: [{ kind: 'text', text: '新版50348贯彻生命周期管理', marks: {} }] }],
        progress: {
          state: 'done',
          startedAt: START,
          finishedAt: START + 960_000,
          spentMs: 960_000,
          runningSince: null,
        },
      }),
      sampleItem({
        id: brand<ItemId>('item-2'),
        kind: 'signing',
        title: '签订友好合作协议',
        order: 'a2',
        number: 2,
        ceremony: {
          kind: 'signing',
          document: '友好合作协议',
          parties: [
            { org: '律师事务所', signatory: '蒋维东', title: '主任' },
            { org: '行业协会', signatory: '王坤泉', title: null },
          ],
          outcome: ['律所成为免费法律顾问单位'],
          term: '三年',
          witnesses: ['张三'],
        },
      }),
      sampleItem({
        id: brand<ItemId>('item-3'),
        kind: 'appointment',
        title: '聘任协会顾问',
        order: 'a3',
        number: 3,
        ceremony: {
          kind: 'appointment',
          appointee: '牟晓生',
          post: '协会顾问',
          letter: '聘书',
          presentedBy: '吴坚',
          term: null,
        },
      }),
      sampleItem({
        id: brand<ItemId>('item-4'),
        kind: 'work_report',
        title: '工作汇报',
        order: 'a4',
        number: 4,
        report: [
          {
            id: brand<RowId>('r1'),
            owner: '无人机专家委',
            done: '召开两次会议\n编写教材',
            planned: '组织培训',
            order: 'a0',
          },
        ],
      }),
    ],
    tasks: [
      {
        id: brand<TaskId>('t1'),
        what: '组织培训',
        owners: [
          { key: 'k1', name: '无人机专家委', lead: true },
          { key: 'k2', name: '秘书处', lead: false },
        ],
        supporters: [{ key: 'k3', name: '会员部', lead: false }],
        due: parseLocalDate('2021-12-31'),
        dueText: '下半年',
        itemId: brand<ItemId>('item-4'),
        state: 'confirmed',
        order: 'a0',
      },
    ],
    decisions: [
      {
        id: brand<DecisionId>('d1'),
        wording: '同意聘任牟晓生为顾问',
        itemId: brand<ItemId>('item-3'),
        outcome: 'adopted_in_principle',
        motionId: null,
        order: 'a0',
      },
    ],
    adjournedAt: START + 12_600_000,
    ...set,
  };
}
