// A small meeting as a snapshot, with one of everything that a document can print.
import type { ItemId, RowId } from '../../shared/domain/ids.ts';
import type { Block } from '../../shared/domain/minutes.ts';
import { PENDING } from '../../shared/domain/progress.ts';
import type { MeetingSnapshot, SnapshotItem } from '../../shared/domain/snapshot.ts';
import { brand } from '../../shared/lib/brand.ts';
import { parseLocalDate } from '../../shared/lib/time.ts';
import { snapshotOf, type SnapshotParts } from '../support/snapshot.ts';

/** 2021-04-23 14:00 in Shanghai. */
const START = Date.UTC(2021, 3, 23, 6);
const END = START + 12_600_000;
const SECRETARY = { name: '王坤泉', org: '苏州市安防协会' };

const FACTS: NonNullable<SnapshotParts['facts']> = {
  title: '三届二次常务理事会',
  organisation: '苏州市安防协会',
  bodyName: '常务理事会',
  plannedStart: START,
  plannedEnd: END,
  venue: '益友天元律师事务所会议室',
  recorder: '李记',
};

const MINUTES: readonly Block[] = [
  { kind: 'paragraph', inline: [{ kind: 'text', text: '新版50348贯彻生命周期管理', marks: {} }] },
];

const ITEMS: NonNullable<SnapshotParts['items']> = [
  {
    id: 'item-1',
    title: '标准化建设情况介绍',
    presenters: [{ key: null, ...SECRETARY, title: '秘书长' }],
    plannedMs: 900_000,
    minutes: MINUTES,
    progress: { state: 'done', startedAt: START, finishedAt: START + 960_000 },
  },
  {
    id: 'item-2',
    kind: 'signing',
    title: '签订友好合作协议',
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
  },
  {
    id: 'item-3',
    kind: 'appointment',
    title: '聘任协会顾问',
    ceremony: {
      ...{ kind: 'appointment', appointee: '牟晓生', post: '协会顾问', letter: '聘书' },
      ...{ presentedBy: '吴坚', term: null },
    },
  },
  {
    id: 'item-4',
    kind: 'work_report',
    title: '工作汇报',
    report: [
      {
        ...{ id: brand<RowId>('r1'), order: 'a0', owner: '无人机专家委' },
        ...{ done: '召开两次会议\n编写教材', planned: '组织培训' },
      },
    ],
  },
];

const TASKS: NonNullable<SnapshotParts['tasks']> = [
  {
    id: 't1',
    itemId: 'item-4',
    what: '组织培训',
    owners: [
      { key: 'k1', name: '无人机专家委', lead: true },
      { key: 'k2', name: '秘书处', lead: false },
    ],
    supporters: [{ key: 'k3', name: '会员部', lead: false }],
    due: parseLocalDate('2021-12-31'),
    dueText: '下半年',
    state: 'confirmed',
  },
];

export function sampleSnapshot(set: Partial<MeetingSnapshot> = {}): MeetingSnapshot {
  const snapshot = snapshotOf({
    phase: 'follow-up',
    facts: FACTS,
    people: [
      { ...SECRETARY, titles: ['秘书长'] },
      { name: '赵军', org: '山西省综改区', titles: ['主任', '高级工程师'], role: 'guest' },
    ],
    items: ITEMS,
    tasks: TASKS,
    decisions: [{ id: 'd1', itemId: 'item-3', wording: '同意聘任牟晓生为顾问', outcome: 'adopted_in_principle' }],
    adjournedAt: END,
  });
  return { ...snapshot, ...set };
}

/** An item without anything but a title, unless `set` says more. */
export function sampleItem(set: Partial<SnapshotItem> = {}): SnapshotItem {
  return {
    id: brand<ItemId>('item-1'),
    ...{ kind: 'briefing', title: '标准化建设情况介绍', order: 'a0', number: 1, sourceId: null },
    ...{ presenters: [], plannedMs: null, fixedStart: null, internal: false, ceremony: null, report: [], minutes: [] },
    progress: PENDING,
    ...set,
  };
}
