// A meeting of another house than the reference meeting's: the board of a charity, with ballots, a proxy, a member who stands aside, an
// appointment, a motion that was lost and one that was withdrawn, a matter passed in principle and one put off.
import type { AgendaItem } from '../../../shared/domain/agenda.ts';
import type { RollEntry } from '../../../shared/domain/snapshot.ts';
import type { Block } from '../../../shared/domain/minutes.ts';
import { NO_ISSUE } from '../../../shared/domain/minutes-draft.ts';
import type { PersonRole } from '../../../shared/domain/person.ts';
import type { MeetingSnapshot } from '../../../shared/domain/snapshot.ts';
import { brand } from '../../../shared/lib/brand.ts';
import type { ItemId, PersonKey, RowId } from '../../../shared/domain/ids.ts';
import { parseLocalDate, type EpochMs, type LocalDate } from '../../../shared/lib/time.ts';
import { snapshotOf, type SnapshotParts } from '../snapshot.ts';

type Item = NonNullable<SnapshotParts['items']>[number];

const at = (time: string): EpochMs => Date.parse(`2024-09-12T${time}:00+08:00`);
const day = (text: string): LocalDate => {
  const date = parseLocalDate(text);
  if (date === null) throw new Error(`${text} is no day`);
  return date;
};
const said = (text: string): Block => ({ kind: 'paragraph', inline: [{ kind: 'text', text, marks: {} }] });
const points = (...texts: readonly string[]): Block => ({
  ...{ kind: 'list', ordered: false, start: 1, items: texts.map((text) => [said(text)]) },
});
const held = (from: string, to: string): NonNullable<Item['progress']> => ({
  ...{ state: 'done', startedAt: at(from), finishedAt: at(to) },
});
const by = (name: string, title: string): AgendaItem['presenters'] => [{ key: null, name, org: null, title }];
const party = (name: string, lead = false) => ({ key: name, name, lead });
const row = (id: string, owner: string, done: string, planned: string): AgendaItem['report'][number] => ({
  ...{ id: brand<RowId>(id), owner, done, planned, order: id },
});

const PEOPLE: readonly (readonly [string, PersonRole, string | null, string])[] = [
  ['周国平', 'attending', '北京大学社会学系', '理事长'],
  ['李莉', 'attending', '清源律师事务所', '副理事长'],
  ['陈思远', 'attending', null, '理事'],
  ['王建军', 'attending', '明德会计师事务所', '理事'],
  // As it was typed, with a space.
  ['孙 伟', 'attending', '腾达科技（北京）有限公司', '理事'],
  ['买买提·艾则孜', 'attending', '新疆师范大学', '理事'],
  ['欧阳立新', 'attending', '北京市朝阳区社会组织联合会', '理事'],
  ['何𠮷', 'attending', '中国农业大学', '理事'],
  ['钱小红', 'attending', null, '理事'],
  ['刘芳', 'nonvoting', '清源律师事务所', '监事'],
  ['张晓梅', 'guest', '北京市民政局', '副处长'],
  ['John Smith', 'guest', 'Save the Children', 'Programme Director'],
  ['Anna Berg', 'guest', 'Save the Children', 'Adviser'],
];

const ITEMS: readonly Item[] = [
  {
    ...{ id: 'report', kind: 'work_report', title: '2024年上半年工作报告', presenters: by('郑涛', '秘书长') },
    report: [
      row('r1', '项目部', '完成乡村图书馆项目二期', '启动三期选点'),
      row('r2', '筹资部', '筹款1,286,500.00元，完成年度目标的64%', '组织“99公益日”活动'),
    ],
    minutes: [said('会议认为，上半年工作成绩突出。'), said('李莉提出，应当尽快完善信息公开制度')],
    progress: held('09:20', '09:55'),
  },
  {
    ...{ id: 'budget', kind: 'deliberation', title: '审议《2024年度预算调整方案》' },
    minutes: [said('表决：应到9人，实到7人；赞成6票，反对0票，弃权1票。')],
    progress: held('09:55', '10:20'),
  },
  {
    ...{
      id: 'contract',
      kind: 'deliberation',
      title: '关于签订信息系统采购合同的议案',
      presenters: by('郑涛', '秘书长'),
    },
    minutes: [said('孙伟为该公司股东，申请回避，离席。')],
    progress: held('10:30', '10:50'),
  },
  {
    ...{ id: 'ballot', kind: 'election', title: '选举副理事长', presenters: by('周国平', '理事长') },
    minutes: [said('陈思远得赞成票6票，反对1票。'), said('陈思远当选副理事长。')],
    progress: held('10:50', '11:10'),
  },
  {
    ...{ id: 'letter', kind: 'appointment', title: '聘任秘书长' },
    ceremony: {
      ...{ kind: 'appointment', appointee: '郑涛', post: '秘书长', letter: '〔2024〕聘字第3号', presentedBy: '周国平' },
      term: '2024年9月12日至2027年9月11日',
    },
    progress: held('11:10', '11:15'),
  },
  {
    ...{ id: 'rules', kind: 'deliberation', title: '审议志愿者管理办法（修订稿）' },
    minutes: [points('修订稿结构合理', '会议要求行政部征求志愿者意见')],
    progress: held('11:15', '11:30'),
  },
  {
    ...{ id: 'abroad', kind: 'deliberation', title: '关于设立海外办事处的议案', presenters: by('陈思远', '理事') },
    progress: held('11:30', '11:40'),
  },
  {
    ...{ id: 'plans', kind: 'discussion', title: '讨论明年工作', presenters: by('何𠮷', '理事') },
    minutes: [points('李莉：建议设立专项基金', '感谢秘书处的辛勤工作')],
    progress: held('11:40', '11:50'),
  },
  {
    ...{ id: 'later', kind: 'deliberation', title: '审议专项基金管理办法' },
    progress: { state: 'postponed', startedAt: null, finishedAt: null, reason: '时间不足' },
  },
];

/** Held, and not yet issued. */
export function board(): MeetingSnapshot {
  const whole = snapshotOf({
    ...{ phase: 'follow-up', adjournedAt: at('12:00') },
    facts: {
      ...{ title: '北京清源公益发展中心第二届理事会第五次会议', shortTitle: '二届五次理事会' },
      ...{ organisation: '北京清源公益发展中心', bodyName: '理事会', venue: '北京市海淀区1203会议室' },
      ...{ plannedStart: at('09:00'), plannedEnd: at('12:00'), chair: '周国平', recorder: '丁一' },
    },
    people: PEOPLE.map(([name, role, org, title], index) => ({ id: `b${index}`, name, role, org, titles: [title] })),
    items: ITEMS,
    decisions: [
      { id: 'd1', itemId: 'budget', wording: '审议通过《2024年度预算调整方案》', outcome: 'adopted' },
      { id: 'd2', itemId: 'contract', wording: '签订信息系统采购合同', outcome: 'rejected' },
      { id: 'd3', itemId: 'ballot', wording: '陈思远当选副理事长', outcome: 'adopted' },
      { id: 'd4', itemId: 'rules', wording: '通过《志愿者管理办法（修订稿）》', outcome: 'adopted_in_principle' },
      { id: 'd5', itemId: 'abroad', wording: '设立海外办事处', outcome: 'withdrawn' },
      { id: 'd6', itemId: 'later', wording: '专项基金管理办法', outcome: 'to_be_reconsidered' },
    ],
    tasks: [
      {
        ...{
          id: 't1',
          itemId: 'rules',
          what: '征求志愿者意见并修改第三章。',
          due: day('2024-10-15'),
          state: 'confirmed',
        },
        ...{ owners: [party('行政部', true), party('李莉')], supporters: [party('项目部')] },
      },
      { id: 't2', itemId: 'later', what: '补充测算', owners: [party('筹资部', true)], state: 'confirmed' },
    ],
  });
  return {
    ...whole,
    roll: PEOPLE.map((_person, index) => rollOf(index)),
    recesses: [{ from: at('10:20'), to: at('10:30'), until: null }],
    minutesDraft: {
      ...{ issue: { ...NO_ISSUE, number: '〔2024〕5号', issuedOn: day('2024-09-15') }, sections: [], removed: [] },
      tellers: [{ itemId: brand<ItemId>('ballot'), supervisors: ['刘芳'], counters: ['丁一', '王建军'] }],
    },
  };
}

/** One member excused, one absent; of the guests one is there. */
function rollOf(index: number): RollEntry {
  const key = brand<PersonKey>(`b${index}`);
  if (index === 6) {
    const absence = {
      kind: 'excused',
      reason: '出差',
      proxy: brand<PersonKey>('b1'),
      from: at('08:00'),
      to: null,
    } as const;
    return { key, state: 'excused', stays: [], absences: [absence] };
  }
  if (index === 8 || index === 11) return { key, state: 'absent', stays: [], absences: [] };
  return { key, state: 'present', stays: [{ from: at('08:55'), to: null }], absences: [] };
}
