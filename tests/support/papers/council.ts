// The reference meeting as a secretariat would have it before it prints: read from its file, with members, a roll, decisions,
// tasks and what its notice says, among them one matter that is internal and stands in no paper that leaves the house.
import { readFileSync } from 'node:fs';
import * as Y from 'yjs';
import type { ConveningFacts } from '../../../shared/domain/convening.ts';
import { parseMeetingFile } from '../../../shared/api/import.schema.ts';
import type { MeetingSnapshot } from '../../../shared/domain/snapshot.ts';
import { workCalendar } from '../../../shared/domain/working-days.ts';
import { importMeeting } from '../../../shared/doc/import.ts';
import { buildSnapshot } from '../../../shared/doc/snapshot.ts';
import type { MeetingId, PersonKey } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { parseLocalDate, type LocalDate } from '../../../shared/lib/time.ts';
import type { ComposeOptions, PaperOrder } from '../../../shared/papers/compose.ts';
import { snapshotOf } from '../snapshot.ts';

/** In whatever leaves the house, none of these may be found. */
export const SECRET = '机密人事安排';

const day = (text: string): LocalDate => {
  const date = parseLocalDate(text);
  if (date === null) throw new Error(`${text} is no day`);
  return date;
};

const CONVENING: ConveningFacts = {
  to: null,
  participants: null,
  requirements: ['请提前15分钟签到入场，会议期间将手机调至静音。', '因故不能出席的，请于会前书面请假。'],
  replyBy: day('2021-04-16'),
  contact: '李文静，电话：0512-65220000',
  attachments: ['会议议程'],
  issuedOn: day('2021-04-09'),
  isAgendaDraft: true,
};

export const ZH: ComposeOptions = {
  ...{ locale: 'zh-CN', timeZone: 'Asia/Shanghai', today: day('2021-05-10') },
  progress: { today: day('2021-05-10'), calendar: workCalendar([]), now: new Map() },
};
export const EN: ComposeOptions = { ...ZH, locale: 'en' };

export function ordered(order: Partial<PaperOrder> & Pick<PaperOrder, 'kind'>): PaperOrder {
  return { subject: null, to: null, withPosts: false, ...order };
}

const MEMBERS = ['张伟', '欧阳立新', '李明', '周文静', '陈一帆', '买买提·艾则孜', '卢𬭚'];

export function council(): MeetingSnapshot {
  const whole = reference();
  const item = (kind: string) => whole.agenda.find((each) => each.kind === kind)?.id ?? null;
  const secret = { id: 'secret', kind: 'deliberation' as const, title: SECRET, internal: true };
  const extra = snapshotOf({
    people: MEMBERS.map((name, index) => ({
      ...{ id: `m${index}`, name, org: `苏州市安防第${index + 1}工程技术有限公司`, titles: ['常务理事', '总经理'] },
    })),
    items: [secret],
    tasks: [
      {
        ...{
          id: 't1',
          itemId: item('work_report'),
          what: '编写无人机培训教材',
          state: 'confirmed',
          due: day('2021-12-31'),
        },
        ...{ owners: [party('无人机专家委', true), party('秘书处', false)], supporters: [party('会员部', false)] },
      },
      {
        ...{ id: 't2', itemId: item('work_report'), what: '团体标准立项', state: 'confirmed', due: day('2021-04-30') },
        owners: [party('团体标准专家委', true)],
      },
      { id: 't3', itemId: 'secret', what: SECRET, state: 'confirmed', owners: [party('秘书处', true)] },
      { id: 't4', what: '走访会员企业', state: 'draft', dueText: '下半年' },
    ],
    decisions: [
      { id: 'd1', itemId: item('work_report'), wording: '同意上半年工作汇报和下半年工作计划', outcome: 'adopted' },
      { id: 'd2', itemId: 'secret', wording: `同意${SECRET}`, outcome: 'adopted' },
      { id: 'd3', wording: '另行研究会费标准', outcome: 'deferred' },
    ],
  });
  return {
    ...whole,
    facts: { ...whole.facts, organisation: '苏州市安全技术防范行业协会', attendance: ['常务理事', '监事', '特邀嘉宾'] },
    people: [...extra.people, ...whole.people],
    agenda: [...whole.agenda, ...extra.agenda.map((each) => ({ ...each, number: null }))],
    tasks: extra.tasks,
    decisions: extra.decisions,
    phase: 'follow-up',
    convening: CONVENING,
    roll: rollOf(
      extra.people.map(({ id }) => id),
      whole.facts.plannedStart ?? 0,
    ),
  };
}

/** One excused for a reason that is nobody's business, one late, the others there. */
function rollOf(keys: readonly PersonKey[], start: number): NonNullable<MeetingSnapshot['roll']> {
  return keys.map((key, index) => {
    const stay = { from: start + index * 60_000, to: null };
    if (index === 1) {
      const absence = { kind: 'excused', reason: SECRET, proxy: keys[0] ?? null, from: start, to: null } as const;
      return { key, state: 'excused', stays: [], absences: [absence] };
    }
    return { key, state: index === 2 ? 'late' : 'present', stays: [stay], absences: [] };
  });
}

function party(name: string, lead: boolean) {
  return { key: name, name, lead };
}

function reference(): MeetingSnapshot {
  const file = parseMeetingFile(
    JSON.parse(readFileSync(new URL('../../fixtures/reference-meeting.json', import.meta.url), 'utf8')),
  );
  if (!file.ok) throw new Error('the reference meeting is no meeting');
  const [desk, record] = [new Y.Doc(), new Y.Doc()];
  let count = 0;
  importMeeting(desk, file.value, { newId: () => `id${(count += 1)}`, timeZone: 'Asia/Shanghai' });
  return buildSnapshot({ desk, record, meetingId: brand<MeetingId>('m1'), version: 1, audience: 'internal' });
}

/** So many members, as a congress has them. */
export function congress(count: number): MeetingSnapshot {
  const people = Array.from({ length: count }, (_unused, index) => ({
    ...{ id: `c${index}`, name: `代表${index + 1}`, org: `第${index + 1}会员单位有限公司`, titles: ['会员代表'] },
  }));
  return { ...council(), people: snapshotOf({ people }).people };
}
