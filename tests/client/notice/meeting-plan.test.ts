// A meeting being prepared: what is taken from the last one, from a notice, from a template, and what is sent.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createMeetingBody } from '../../../shared/api/meeting.schema.ts';
import { recogniseNotice } from '../../../shared/capture/notice/recognise.ts';
import { preparing as en } from '../../../shared/i18n/en/preparing.ts';
import { preparing as zh } from '../../../shared/i18n/zh-CN/preparing.ts';
import {
  builtInItems,
  meetingOf,
  NO_PLAN,
  planAfter,
  planItemsOf,
  planOfNotice,
  templateItemsOf,
  withMembers,
} from '../../../client/meeting-plan.ts';
import { segmentsOf } from '../../../client/notice-marks.ts';
import { sampleSnapshot } from './last-meeting.ts';

const ZONE = 'Asia/Shanghai';
const NOTICE = readFileSync(join(import.meta.dirname, '../../fixtures/notices/01-standing-council.txt'), 'utf8');
const SAY = { tasks: '任务落实', groupAs: zh.groupAs };

test('the next meeting has the people, chair, place and times of the last, and the next name', () => {
  const plan = planAfter(sampleSnapshot(), { bodyId: 'council', timeZone: ZONE, say: SAY });

  expect(plan).toMatchObject({
    ...{ title: '三届三次常务理事会', bodyId: 'council', date: '', start: '14:00', end: '17:30' },
    ...{ chair: '王坤泉', venue: '会议室', organisation: '苏州市安防协会' },
    people: [{ name: '牟晓生', title: '顾问', role: 'guest' }],
  });
});

test('what was put off comes again and says where it comes from; what was dealt with does not', () => {
  const plan = planAfter(sampleSnapshot(), { bodyId: null, timeZone: ZONE, say: SAY });

  expect(plan.items.map(({ title, continues }) => [title, continues?.itemId ?? null])).toEqual([
    ...[
      ['会长致辞', null],
      ['任务落实', null],
      ['审议章程', 'put-off'],
      ['会议结束', null],
    ],
  ]);
  expect(plan.items[1]).toMatchObject({ kind: 'task_review', text: '团标委　团标审核发布　2026-06-30' });
});

test('a notice becomes a plan whose contact and last day stand in the notes', () => {
  const plan = planOfNotice(recogniseNotice(NOTICE, '2026-11-10'), zh.pasted);

  expect(plan).toMatchObject({
    title: '三届三次常务理事会暨安防标准化建设专题学习会',
    date: '2026-11-25',
    start: '14:00',
  });
  expect(plan.notes).toEqual(['签到：13:45', '联系人：李晓红 0512-65221234', '回执截止：2026-11-20']);
});

test('the parts of an item follow it on the page, are sent as its parts, and when one signs in is noted', () => {
  const text = '时间：2026年12月9日14:00，13:30签到\n议程：\n1、审议\n（1）章程\n（2）会费\n2、其他';
  const plan = planOfNotice(recogniseNotice(text, '2026-11-10'), zh.pasted);

  const { agenda } = meetingOf({ ...plan, title: '例会' }, ZONE, zh.groupAs);

  expect(agenda?.map(({ title, part }) => [title, part ?? false])).toEqual([
    ['审议', false],
    ['章程', true],
    ['会费', true],
    ['其他', false],
  ]);
  expect(plan.notes).toEqual(['签到：13:30']);
});

test('parts are kept in a template and come back from it as parts', () => {
  const items = [
    { kind: 'deliberation', title: '审议', presenters: [], plannedMinutes: null, minutes: null },
    { kind: 'deliberation', title: '章程', presenters: [], plannedMinutes: null, minutes: null, part: true },
  ] as const;
  const kept = templateItemsOf(planItemsOf(items.map((item) => ({ ...item, presenters: [] }))));

  expect(kept.map(({ title, part }) => [title, part ?? false])).toEqual([
    ['审议', false],
    ['章程', true],
  ]);
});

test('what is sent fits what the server takes, and says that it is a draft', () => {
  const plan = planOfNotice(recogniseNotice(NOTICE, '2026-11-10'), zh.pasted);

  const sent = meetingOf(plan, ZONE, zh.groupAs);

  expect(createMeetingBody.safeParse(sent).error).toBeUndefined();
  expect(sent).toMatchObject({ draft: true, bodyName: '常务理事会', shortTitle: '三届三次常务理事会' });
  expect(sent.agenda?.[0]).toMatchObject({ title: '介绍与会嘉宾', presenters: ['王坤泉'], plannedMinutes: 5 });
});

test('a group is sent with its role, and comes back with it to the next meeting', () => {
  const groups = [
    { key: 0, text: '全体理事', role: 'attending' },
    { key: 1, text: ' 办公室 ', role: 'nonvoting' },
    { key: 2, text: '', role: 'guest' },
  ] as const;

  const { attendance } = meetingOf({ ...NO_PLAN, title: '例会', groups }, ZONE, zh.groupAs);

  expect(attendance).toEqual(['全体理事', '列席：办公室']);
  const last = sampleSnapshot();
  const next = planAfter(
    { ...last, facts: { ...last.facts, attendance: attendance ?? [] } },
    { bodyId: null, timeZone: ZONE, say: SAY },
  );
  expect(next.groups.map(({ text, role }) => [text, role])).toEqual([
    ['全体理事', 'attending'],
    ['办公室', 'nonvoting'],
  ]);
});

test('a meeting of the evening may end after midnight; half a day before its start it cannot', () => {
  const evening = { ...NO_PLAN, title: '夜间会议', date: '2026-12-19', start: '22:00' };

  const night = meetingOf({ ...evening, end: '00:00' }, ZONE, zh.groupAs);

  expect(createMeetingBody.safeParse(night).error).toBeUndefined();
  expect(night.plannedEnd).toBe((night.plannedStart ?? 0) + 2 * 3_600_000);
  expect(meetingOf({ ...evening, start: '14:00', end: '13:00' }, ZONE, zh.groupAs).plannedEnd).toBeNull();
});

test('empty lines of a page are not sent, and minutes that are no number say nothing', () => {
  const item = { key: 0, kind: 'briefing', title: ' ', presenters: '', minutes: '', text: null, start: null } as const;
  const sent = meetingOf(
    { ...NO_PLAN, title: ' 例会 ', items: [item, { ...item, key: 1, title: '通报', minutes: '很长' }] },
    ZONE,
    zh.groupAs,
  );

  expect(sent.title).toBe('例会');
  expect(sent.agenda).toMatchObject([{ title: '通报', plannedMinutes: null }]);
});

test('built-in templates hold known kinds, the same in both languages, and come back from a page as they were', () => {
  const kinds = (words: typeof en): unknown =>
    words.builtIn.map(({ items }) => items.map(({ kind, plannedMinutes }) => [kind, plannedMinutes]));
  for (const { items } of zh.builtIn)
    expect(templateItemsOf(planItemsOf(builtInItems(items)))).toEqual(builtInItems(items));

  expect(kinds(en)).toEqual(
    zh.builtIn.map(({ items }) => items.map(({ kind, plannedMinutes }) => [kind, plannedMinutes])),
  );
});

test('the marked pieces of a notice are its text, piece by piece', () => {
  const notice = recogniseNotice(NOTICE, '2026-11-10');

  const lines = segmentsOf(notice).map((segments) => segments.map(({ text }) => text).join(''));

  expect(lines.join('\n')).toBe(NOTICE);
  expect(
    segmentsOf(notice)
      .flat()
      .filter(({ isUnderstood }) => isUnderstood).length,
  ).toBeGreaterThan(15);
});

test('members come from the register in their rank; who is listed already stays as written, guests stay behind', () => {
  const member = (personId: string, name: string, voting = true) => ({
    ...{ personId, name, org: '协会', titles: ['会长', '总经理'], voting },
  });
  const people = [
    { key: 0, name: '刘晓新', org: '上海标委会', title: '副秘书长', role: 'guest' },
    { key: 1, name: '张 伟', org: '', title: '改过的职务', role: 'attending' },
  ] as const;

  const taken = withMembers(people, { members: [member('p1', '陈立群'), member('p2', '张伟', false)] });
  const again = withMembers(taken, { members: [member('p2', '张伟', false), member('p1', '陈立群')] });

  expect(taken).toEqual([
    { key: 0, name: '陈立群', org: '协会', title: '会长、总经理', role: 'attending', personId: 'p1' },
    { key: 1, name: '张 伟', org: '', title: '改过的职务', role: 'attending', personId: 'p2', voting: false },
    { key: 2, name: '刘晓新', org: '上海标委会', title: '副秘书长', role: 'guest' },
  ]);
  expect(again.map(({ name }) => name)).toEqual(['张 伟', '陈立群', '刘晓新']);
});

test('what is sent says who members are in the register, and who of them has no vote', () => {
  const members = [{ personId: 'p1', name: '甲', org: null, titles: [], voting: false }];
  const plan = { ...NO_PLAN, title: '例会', people: withMembers([], { members }) };

  const { people } = createMeetingBody.parse(meetingOf(plan, ZONE, zh.groupAs));

  expect(people).toMatchObject([{ name: '甲', personId: 'p1', voting: false }]);
});
