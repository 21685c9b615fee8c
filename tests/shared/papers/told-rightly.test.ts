// What a paper that leaves the house must never say wrongly: whose post somebody holds, what was decided and what was not, who said
// what. Each of these would stand under the association's name.
import { describe, expect, test } from 'vitest';
import { blocksToText } from '../../../shared/doc/blocks-text.ts';
import { isPostOfBody } from '../../../shared/domain/ceremony.ts';
import type { PersonKey } from '../../../shared/domain/ids.ts';
import type { Block } from '../../../shared/domain/minutes.ts';
import type { Person, PersonRole } from '../../../shared/domain/person.ts';
import { outwardSnapshot, publicSnapshot } from '../../../shared/domain/publish.ts';
import type { MeetingSnapshot } from '../../../shared/domain/snapshot.ts';
import { minutesPaper as chinese } from '../../../shared/i18n/zh-CN/minutes-paper.ts';
import { paperKinds } from '../../../shared/i18n/zh-CN/paper-kinds.ts';
import { paperSheets as sheets } from '../../../shared/i18n/zh-CN/paper-sheets.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { articleSections } from '../../../shared/papers/article-sections.ts';
import { composePaper } from '../../../shared/papers/compose.ts';
import { minutesSections } from '../../../shared/papers/minutes-sections.ts';
import { council, EN, ordered, ZH } from '../../support/papers/council.ts';
import { snapshotOf, type SnapshotParts } from '../../support/snapshot.ts';

const paragraph = (text: string): Block => ({ kind: 'paragraph', inline: [{ kind: 'text', text, marks: {} }] });

const minutesOf = (snapshot: MeetingSnapshot, options = ZH): string =>
  minutesSections(snapshot, options)
    .map(({ blocks }) => blocksToText(blocks))
    .join('\n');
const articleOf = (snapshot: MeetingSnapshot): string =>
  articleSections(snapshot, ZH.timeZone)
    .map(({ blocks }) => blocksToText(blocks))
    .join('\n');

type Item = NonNullable<SnapshotParts['items']>[number];
type Settled = NonNullable<SnapshotParts['decisions']>[number];

/** One matter, with what was written under it and what was decided. */
function deciding(item: Partial<Item>, decision: Partial<Settled> = {}): MeetingSnapshot {
  return snapshotOf({
    phase: 'follow-up',
    items: [{ id: 'i1', kind: 'deliberation', title: '增设监事', progress: { state: 'done' }, ...item }],
    decisions: [{ id: 'd1', itemId: 'i1', wording: '增设监事一名', outcome: 'adopted', ...decision }],
  });
}

function somebody(org: string | null, title: string, role: PersonRole): Person {
  return { id: brand<PersonKey>('p1'), name: '王某', org, titles: [title], role, order: 'a', personId: null };
}

describe('a post', () => {
  const isOurs = (org: string, title: string, role: PersonRole): boolean =>
    isPostOfBody({ name: '王某', org, title }, [somebody(org, title, role)]);

  test.each([
    ['苏州市人民政府', '副秘书长', 'nonvoting'],
    ['苏州市政协', '秘书长', 'nonvoting'],
    ['苏州市红十字会', '副会长', 'attending'],
    ['中国贸促会', '会长', 'nonvoting'],
    ['苏州市律协', '会长', 'nonvoting'],
    ['苏州市慈善会', '秘书长', 'nonvoting'],
    ['苏州市工商联', '副会长', 'nonvoting'],
    ['某农民专业合作社', '理事长', 'attending'],
    ['中国保安协会（北京）', '会长', 'nonvoting'],
    ['民办科技大学', '理事长', 'attending'],
    ['甲科技有限公司', '监事', 'nonvoting'],
    ['甲科技有限公司', '会长', 'nonvoting'],
    ['甲科技有限公司、苏州市商会', '会长', 'attending'],
    ['甲科技有限公司', '会长', 'guest'],
  ] as const)('may be one of %s: %s, %s', (org, title, role) => {
    expect(isOurs(org, title, role)).toBe(false);
  });

  test.each([
    ['甲科技有限公司', '副会长', 'attending'],
    ['清源律师事务所', '监事', 'nonvoting'],
    ['北京大学社会学系', '理事长', 'attending'],
    ['中国农业大学', '理事', 'attending'],
  ] as const)('is none of %s: %s, %s', (org, title, role) => {
    expect(isOurs(org, title, role)).toBe(true);
  });

  test('of a government stands with it in everything that leaves the house', () => {
    const whole = council();
    const leader = { ...somebody('苏州市人民政府', '副秘书长', 'nonvoting'), name: '沈某某' };
    const agenda = whole.agenda.map((item, index) =>
      index === 0 ? { ...item, presenters: [{ key: null, name: '沈某某', org: null, title: null }] } : item,
    );
    const meeting: MeetingSnapshot = {
      ...{ ...whole, people: [...whole.people, leader], agenda },
      roll: [...(whole.roll ?? []), { key: leader.id, state: 'present' }],
    };

    const printed = composePaper(ordered({ kind: 'agenda' }), publicSnapshot(meeting), ZH);
    expect(JSON.stringify(printed)).toContain('苏州市人民政府副秘书长沈某某');
    expect(minutesOf(meeting)).toContain('沈某某（苏州市人民政府副秘书长）');
    expect(articleOf(meeting)).toContain('苏州市人民政府副秘书长沈某某');
  });
});

describe('a decision', () => {
  test.each([
    ['a sentence only names the motion', deciding({ minutes: [paragraph('增设监事一名；张伟反对，认为人数已足。')] })],
    ['somebody asked for it', deciding({ minutes: [paragraph('会议决定增设监事一名？')] })],
    ['its title reads the same', deciding({ title: '增设监事一名' })],
  ])('is told though %s', (_why, meeting) => {
    for (const edition of [meeting, publicSnapshot(meeting)]) {
      expect(minutesOf(edition)).toContain('会议决定，增设监事一名。');
      expect(articleOf(edition)).toContain('会议决定，增设监事一名。');
    }
    expect(minutesOf(meeting, EN)).toContain('The meeting resolved: 增设监事一名');
  });

  test.each(['会议决定，增设监事一名。', '会议一致决定增设监事一名。'])(
    'that is told once is not told again: %s',
    (told) => {
      const meeting = deciding({ minutes: [paragraph(told)] });
      expect(minutesOf(meeting).match(/增设监事一名/gu)).toHaveLength(1);
      expect(articleOf(meeting).match(/增设监事一名/gu)).toHaveLength(1);
    },
  );

  test('is another one than what was agreed with a 不 before it', () => {
    const ceremony = {
      ...{ kind: 'signing' as const, document: '合作协议', term: null, witnesses: [] },
      ...{ parties: [{ org: '甲', signatory: '张伟', title: null }], outcome: ['双方不共享数据'] },
    };
    const signing = { kind: 'signing' as const, title: '签订合作协议', ceremony };

    expect(minutesOf(deciding(signing, { wording: '共享数据' }))).toContain('会议决定，共享数据。');
    expect(minutesOf(deciding(signing, { wording: '双方不共享数据' })).match(/共享数据/gu)).toHaveLength(1);
  });

  test('about somebody elected is decided, and who was elected is not', () => {
    expect(chinese.decisions.adopted('同意张三当选副理事长')).toBe('会议同意张三当选副理事长');
    expect(chinese.decisions.adopted('决定由当选理事组成筹备组')).toBe('会议决定由当选理事组成筹备组');
    expect(chinese.decisions.adopted('由当选理事组成筹备组')).toBe('会议决定，由当选理事组成筹备组');
    expect(chinese.decisions.adopted('张三当选副理事长')).toBe('张三当选副理事长');
    expect(chinese.decisions.adopted('不同意设立办事处')).toBe('会议不同意设立办事处');
  });

  test('that was lost keeps its 不', () => {
    expect(chinese.decisions.rejected('不同意设立办事处')).toBe('会议未通过“不同意设立办事处”的议案');
    expect(chinese.decisions.rejected('同意设立办事处')).toBe('会议未通过关于设立办事处的议案');
  });
});

test('a term that only ends is not begun', () => {
  expect(chinese.office('至2024年底')).toBe('聘期至2024年底。');
  expect(sheets.term('至2024年底')).toBe('聘期至2024年底。');
  expect(chinese.office('2021年5月至2024年5月')).toBe('聘期自2021年5月至2024年5月。');
  const ceremony = {
    ...{ kind: 'appointment' as const, appointee: '郑涛', post: '秘书长', letter: null, presentedBy: null },
    term: '至2024年底',
  };
  const meeting = deciding({ kind: 'appointment', title: '聘任秘书长', ceremony }, { wording: '' });
  expect(articleOf(meeting)).toContain('聘期至2024年底');
});

describe('what was noted', () => {
  const points = (...texts: readonly string[]): Block => ({
    ...{ kind: 'list', ordered: false, start: 1, items: texts.map((text) => [paragraph(text)]) },
  });
  const talk = (...texts: readonly string[]): MeetingSnapshot => ({
    ...deciding(
      {
        ...{ kind: 'discussion', title: '讨论会费标准', minutes: [points(...texts)] },
        presenters: [{ key: null, name: '张伟', org: null, title: null }],
      },
      { wording: '' },
    ),
    people: ['张伟', '李明', '欧阳立新'].map((name, index) => ({
      ...{ ...somebody(null, '理事', 'attending'), name, id: brand<PersonKey>(`p${index}`) },
    })),
  });

  test('as the demand of the meeting is put into nobody’s mouth', () => {
    const meeting = talk('反对提高会费', '李明提出分档收取', '欧阳立新表示同意', '会议要求秘书处测算');

    expect(minutesOf(meeting)).toContain('李明提出分档收取。欧阳立新表示同意。会议要求秘书处测算。');
    expect(articleOf(meeting)).toContain('会议要求秘书处测算。');
    expect(`${minutesOf(meeting)}${articleOf(meeting)}`).not.toMatch(/(?:指出|谈到|；)，?会议要求/u);
    expect(minutesOf(talk('会议要求秘书处测算', '会费偏低'))).toContain('会议要求秘书处测算。');
  });

  test('after others spoke is not the first speaker’s', () => {
    const meeting = talk('会费偏低', '李明提出分档收取', '标准可以再议');

    expect(minutesOf(meeting)).toContain('李明提出分档收取。标准可以再议。');
    expect(`${minutesOf(meeting)}${articleOf(meeting)}`).not.toMatch(/张伟(?:指出|谈到)，标准/u);
  });

  test('and a room for meetings is something that somebody speaks of', () => {
    expect(articleOf(talk('会议室需要扩建'))).toContain('张伟围绕会费标准进行了交流，谈到会议室需要扩建');
  });
});

test('an election that comes first says 会 once', () => {
  const meeting = deciding({ kind: 'election', title: '选举副理事长' }, { wording: '张三当选副理事长' });
  expect(articleOf(meeting)).toContain('会议选举副理事长。');
  expect(articleOf(meeting)).not.toContain('会上，会议');
});

test('English minutes tell a ceremony once, though it was noted in Chinese', () => {
  const minutes = minutesOf(council(), EN);

  expect(minutes).toContain('Both parties agreed: 确认战略合作伙伴关系');
  expect(minutes.match(/确认战略合作伙伴关系/gu)).toHaveLength(1);
  expect(minutes).not.toContain('吴坚颁发聘书');
});

describe('what a note-taker put in brackets for himself', () => {
  const whole = council();
  const [first, ...others] = whole.tasks;
  if (first === undefined) throw new Error('the council has tasks');
  const noted: MeetingSnapshot = {
    ...whole,
    facts: { ...whole.facts, attendance: ['常务理事', '其他嘉宾（报道未归类）', '（待核：（原文作代表）是否列席）'] },
    tasks: [{ ...first, what: '组织培训（原文作培养）' }, ...others],
  };

  test('stands in nothing that the public reads, and in the house as it was', () => {
    const open = publicSnapshot(noted);

    expect(open.facts.attendance).toEqual(['常务理事', '其他嘉宾']);
    expect(open.tasks[0]?.what).toBe('组织培训');
    expect(publicSnapshot(open)).toEqual(open);
    const { minutes: _minutes, ...report } = open.agenda.find(({ kind }) => kind === 'work_report') ?? { minutes: [] };
    expect(JSON.stringify([open.facts, open.tasks, report])).not.toMatch(/报道未归类|原文|待核/u);
    const table = composePaper(ordered({ kind: 'task-table' }), open, ZH);
    expect(JSON.stringify(table)).toContain('组织培训"');
    expect(noted.tasks[0]?.what).toBe('组织培训（原文作培养）');
  });
});

test('a notice whose demands are all internal asks nothing else in their place', () => {
  const whole = council();
  const asking = (...requirements: readonly string[]): string => {
    const { convening } = whole;
    if (convening === undefined) throw new Error('the council is convened');
    const meeting = outwardSnapshot({ ...whole, convening: { ...convening, requirements } });
    return JSON.stringify(composePaper(ordered({ kind: 'notice' }), meeting, ZH));
  };

  expect(asking('请准备机密人事安排材料。')).not.toMatch(/机密|请准时出席|书面请假/u);
  expect(asking('请准备机密人事安排材料。', '请着正装。')).toContain('请着正装');
  expect(asking()).toContain('请准时出席');
});

test('why a task table is missing says nothing that only the secretariat can do', () => {
  expect(paperKinds.missing.unconfirmed).not.toContain('后即可');
});
