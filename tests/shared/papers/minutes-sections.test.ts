// Formal minutes are composed as a secretary would write them: whose sentence it is, what was decided, who does what by when,
// who was there; and nothing that nobody wrote.
import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import * as Y from 'yjs';
import { parseMeetingFile } from '../../../shared/api/import.schema.ts';
import { blocksToText } from '../../../shared/doc/blocks-text.ts';
import { importMeeting } from '../../../shared/doc/import.ts';
import { buildSnapshot } from '../../../shared/doc/snapshot.ts';
import type { ItemId, MeetingId, PersonKey } from '../../../shared/domain/ids.ts';
import type { SectionKey } from '../../../shared/domain/minutes-draft.ts';
import type { Block, Inline } from '../../../shared/domain/minutes.ts';
import type { MeetingSnapshot } from '../../../shared/domain/snapshot.ts';
import type { Locale } from '../../../shared/i18n/locale.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { parseLocalDate } from '../../../shared/lib/time.ts';
import { minutesSections } from '../../../shared/papers/minutes-sections.ts';
import { signalOf } from '../../../shared/papers/signal.ts';
import { publicBlocks } from '../../../shared/domain/public-blocks.ts';
import { snapshotOf, type SnapshotParts } from '../../support/snapshot.ts';

/** 2021-04-23 14:00 in Shanghai. */
const START = Date.UTC(2021, 3, 23, 6);
const MINUTE = 60_000;

function section(snapshot: MeetingSnapshot, key: SectionKey, locale: Locale = 'zh-CN'): string {
  const found = minutesSections(snapshot, { locale, timeZone: 'Asia/Shanghai' }).find((each) => each.key === key);
  return found ? blocksToText(found.blocks) : '';
}

function text(value: string, marks: Extract<Inline, { kind: 'text' }>['marks'] = {}): Inline {
  return { kind: 'text', text: value, marks };
}

function paragraphs(...lines: readonly string[]): readonly Block[] {
  return lines.map((line): Block => ({ kind: 'paragraph', inline: [text(line)] }));
}

/** One item with what was written under it. */
function withItem(
  item: Partial<NonNullable<SnapshotParts['items']>[number]>,
  more: SnapshotParts = {},
): MeetingSnapshot {
  return snapshotOf({ items: [{ id: 'i1', title: '经费使用', kind: 'discussion', ...item }], ...more });
}

function referenceMeeting(): MeetingSnapshot {
  const file = parseMeetingFile(
    JSON.parse(readFileSync(new URL('../../fixtures/reference-meeting.json', import.meta.url), 'utf8')),
  );
  if (!file.ok) throw new Error('the reference meeting is no meeting');
  const [desk, record] = [new Y.Doc(), new Y.Doc()];
  let count = 0;
  importMeeting(desk, file.value, { newId: () => `id${(count += 1)}`, timeZone: 'Asia/Shanghai' });
  return buildSnapshot({ desk, record, meetingId: brand<MeetingId>('m1'), version: 1, audience: 'internal' });
}

/** The signing of the reference meeting, with what was noted under it. */
function signing(...points: readonly string[]): MeetingSnapshot {
  const ceremony = {
    ...{ kind: 'signing' as const, document: '友好合作协议', term: null, witnesses: [] },
    parties: [
      { org: '江苏益友天元律师事务所', signatory: '蒋维东', title: null },
      { org: '苏州市安全技术防范行业协会', signatory: '王坤泉', title: null },
    ],
    outcome: ['确认战略合作伙伴关系', '律所成为协会免费法律顾问单位'],
  };
  return withItem({ kind: 'signing', title: '签订友好合作协议', ceremony, minutes: paragraphs(...points) });
}

describe('the opening', () => {
  it('says when, who chaired, where, what, and what was done in its order', () => {
    const snapshot = snapshotOf({
      facts: { title: '三届二次常务理事会', plannedStart: START, venue: '协会会议室', chair: '王坤泉' },
      people: [{ name: '王坤泉', org: '某某协会', titles: ['秘书长'] }],
      items: [
        { id: 'a', kind: 'work_report', title: '听取上半年工作汇报' },
        { id: 'b', kind: 'deliberation', title: '审议《章程》修改' },
        { id: 'c', kind: 'briefing', title: '财务情况通报' },
        { id: 'd', kind: 'break', title: '茶歇' },
        { id: 'e', kind: 'discussion', title: '交流发言' },
      ],
      decisions: [{ id: 'd1', itemId: 'b', wording: '通过修改', outcome: 'adopted' }],
    });

    expect(section(snapshot, 'opening')).toBe(
      '2021年4月23日下午，某某协会秘书长王坤泉在协会会议室主持召开三届二次常务理事会，听取了上半年工作汇报和财务情况通报，审议通过了《章程》修改，进行了交流发言。现纪要如下：',
    );
  });

  it('leaves out what is not known, and tells the quorum of the first open item', () => {
    const items = [
      { id: 'a', title: '人事', internal: true },
      { id: 'b', title: '情况介绍' },
    ];
    const figures = { seats: 31, proxies: 0, needed: 21 };
    const snapshot: MeetingSnapshot = {
      ...snapshotOf({ facts: { title: '例会' }, items }),
      room: {
        rule: null,
        seen: [
          { ...figures, itemId: brand<ItemId>('a'), at: START, present: 20, met: false },
          { ...figures, itemId: brand<ItemId>('b'), at: START + MINUTE, present: 25, met: true },
        ],
      },
    };

    expect(section(snapshot, 'opening')).toContain('会议应到31人，实到25人，符合章程规定。现纪要如下：');
    expect(section(snapshot, 'opening')).not.toContain('人事');
    expect(section(snapshotOf({}), 'opening')).toBe('例会召开。现纪要如下：');
  });

  it('names both days of a meeting of two', () => {
    const facts = { plannedStart: START, plannedEnd: START + 24 * 60 * MINUTE };

    expect(section(snapshotOf({ facts }), 'opening')).toContain('2021年4月23日至24日，');
  });
});

describe('a matter', () => {
  it('makes sentences of points, whose they are before them', () => {
    const snapshot = withItem({
      kind: 'briefing',
      title: '标准化情况介绍',
      presenters: [{ key: null, name: '张春野', org: '市场监管局', title: '处长' }],
      minutes: paragraphs('解读现有政策', '工作走在前列'),
    });

    expect(section(snapshot, 'item-i1')).toBe(
      [
        '听取标准化情况介绍',
        '会议听取了市场监管局处长张春野所作的标准化情况介绍。',
        '张春野解读了现有政策。张春野指出，工作走在前列。',
      ].join('\n'),
    );
  });

  it('keeps sentences as they were written, and says of those without a subject what they signal', () => {
    const written = '当前经费总体充足。';
    const snapshot = withItem({ minutes: paragraphs(written, '要严格审批', '会议认为可行。', '张三提出不同意见。') });

    const lines = section(snapshot, 'item-i1').split('\n');

    expect(lines).toContain(`会议指出，${written}`);
    expect(lines).toContain('会议认为可行。');
    expect(lines).toContain('张三提出不同意见。');
  });

  it('leaves out what a note-taker wrote for himself, which stays with what was noted', () => {
    const minutes = paragraphs('提高能力（原文作能耐）', '建议一：抓统筹', '引用：某条例', '建议二：抓队伍');
    const presenters = [{ key: null, name: '刘晓新', org: null, title: null }];
    const snapshot = withItem({ kind: 'briefing', title: '情况介绍', presenters, minutes });

    const told = section(snapshot, 'item-i1').split('\n').at(-1);

    expect(told).toBe('刘晓新介绍，提高能力。刘晓新提出两点建议：一是抓统筹；二是抓队伍。');
    expect(JSON.stringify(snapshot.agenda)).toContain('引用：某条例');
    expect(section(snapshot, 'item-i1', 'en')).not.toContain('引用');
  });

  it('never counts what is internal, so that nothing tells of it where it is left out', () => {
    const minutes: Block[] = [
      ...paragraphs('建议一：抓统筹', '建议二：抓队伍'),
      { kind: 'paragraph', inline: [text('建议三：裁人', { internal: true })] },
    ];
    const presenters = [{ key: null, name: '刘晓新', org: null, title: null }];
    const snapshot = withItem({ kind: 'briefing', title: '情况介绍', presenters, minutes });

    const [, item] = minutesSections(snapshot, { locale: 'zh-CN', timeZone: 'UTC' });

    expect(
      blocksToText(publicBlocks(item?.blocks ?? []))
        .split('\n')
        .at(-1),
    ).toBe('刘晓新提出两点建议：一是抓统筹；二是抓队伍。');
    expect(section(snapshot, 'item-i1')).toContain('建议三：裁人');
  });

  it('gives nobody words that no one is said to have spoken', () => {
    const told = section(withItem({ minutes: paragraphs('希望三年内不再收费', '刘工：反对') }), 'item-i1');

    expect(told).toContain('发言主要内容：希望三年内不再收费；刘工：反对。');
  });

  it('says of points without a speaker in a deliberation what the meeting meant by them', () => {
    const minutes = paragraphs('当前经费充足', '要严格审批', '尽快报送');
    const told = section(withItem({ kind: 'deliberation', minutes }), 'item-i1');

    expect(told).toContain('会议指出，当前经费充足。会议要求，要严格审批；尽快报送。');
  });

  it('hears how the tasks of the last meeting stand', () => {
    const snapshot = withItem({ kind: 'task_review', title: '上次会议决定事项落实情况' });

    expect(section(snapshot, 'opening')).toContain('听取了上次会议决定事项落实情况的汇报');
    expect(section(snapshot, 'item-i1')).toBe(
      '听取上次会议决定事项落实情况\n会议听取了上次会议决定事项落实情况的汇报。',
    );
  });

  it('does not tell a signing twice, but a decision that says more', () => {
    const ceremony = {
      ...{ kind: 'signing' as const, document: '协议', parties: [], witnesses: [], term: null },
      outcome: ['确认战略合作伙伴关系'],
    };
    const decisions = [
      { id: '1', itemId: 'i1', wording: '双方确认战略合作伙伴关系', outcome: 'adopted' as const },
      { id: '2', itemId: 'i1', wording: '双方不再确认战略合作伙伴关系', outcome: 'adopted' as const },
    ];
    const told = section(withItem({ kind: 'signing', title: '签约', ceremony }, { decisions }), 'item-i1');

    expect(told).not.toContain('会议决定，双方确认');
    expect(told).toContain('会议决定，双方不再确认战略合作伙伴关系。');
  });

  it('does not say points again that only repeat the ceremony', () => {
    const snapshot = withItem({
      kind: 'appointment',
      title: '聘任协会顾问',
      ceremony: {
        ...{ kind: 'appointment', appointee: '牟晓生', post: '协会顾问', letter: null },
        ...{ presentedBy: '吴坚', term: null },
      },
      minutes: paragraphs('聘牟晓生为协会顾问', '全体起立祝贺'),
    });

    expect(section(snapshot, 'item-i1')).toContain('全体起立祝贺。');
    expect(section(snapshot, 'item-i1')).not.toContain('聘牟晓生为协会顾问');
  });

  test.each([
    '双方不再确认战略合作伙伴关系',
    '律所不成为协会免费法律顾问单位',
    '律所成为协会收费法律顾问单位',
    '律所成为协会免费法律顾问单位3年',
    '李明确认战略合作伙伴关系',
    '王坤泉代表江苏益友天元律师事务所',
  ])('keeps %s, which a ceremony does not say although it sounds alike', (point) => {
    expect(section(signing(point), 'item-i1')).toContain(point);
  });

  it('says the outcome of a signing once, however its point begins', () => {
    const told = section(signing('双方确认战略合作伙伴关系', '律所任协会免费法律顾问单位'), 'item-i1');

    expect(told.split('战略合作伙伴关系')).toHaveLength(2);
    expect(told.split('法律顾问单位')).toHaveLength(2);
  });

  it('keeps what denies a promise, and what promises the like of what is denied', () => {
    const denied = signing('律所成为协会法律顾问');
    const [item] = denied.agenda;
    if (item?.ceremony?.kind !== 'signing') throw new Error('it signs');
    const ceremony = { ...item.ceremony, outcome: ['律所不成为协会法律顾问'] };

    expect(section({ ...denied, agenda: [{ ...item, ceremony }] }, 'item-i1')).toContain('律所成为协会法律顾问');
  });

  it('joins the rows of one owner of a report, done and planned', () => {
    const row = { id: brand<never>('r'), order: 'a', owner: '会员部' };
    const snapshot = withItem({
      kind: 'work_report',
      title: '工作汇报',
      report: [
        { ...row, done: '已编写通讯录；', planned: '' },
        { ...row, done: '协办推介会', planned: '组织参展\n（待核）' },
      ],
    });

    expect(section(snapshot, 'item-i1')).toContain('会员部\n已编写通讯录；协办推介会。下一步，组织参展。');
  });

  it.each([
    ['聘牟晓生为协会顾问', 0],
    ['会议决定，聘任牟晓生为协会顾问。', 0],
    ['不再聘牟晓生为协会顾问', 1],
    ['聘牟晓生为协会副顾问', 1],
    ['聘吴坚为协会顾问', 1],
    ['聘牟晓生为协会顾问，任期三年', 1],
  ])('leaves out a decision that says nothing but the appointment that is told: %s', (wording, times) => {
    const ceremony = {
      ...{ kind: 'appointment' as const, appointee: '牟晓生', post: '苏州市安防协会顾问', letter: null },
      ...{ presentedBy: null, term: null },
    };
    const decisions = [{ id: '1', itemId: 'i1', wording, outcome: 'adopted' as const }];
    const told = section(withItem({ kind: 'appointment', title: '聘任协会顾问', ceremony }, { decisions }), 'item-i1');

    expect(told).toContain('聘任牟晓生为苏州市安防协会顾问');
    expect(told.split(wording.replace(/^会议决定，|。$/gu, '')).length - 1).toBe(times);
  });

  it.each([
    ['召开两次会议', '已召开两次会议。'],
    ['一项团标已立项', '一项团标已立项。'],
    ['两次会议', '已完成：两次会议。'],
  ])('says what was done as a sentence where it can be one: %s', (done, told) => {
    const report = [{ id: brand<never>('r'), order: 'a', owner: '', done, planned: '' }];

    expect(section(withItem({ kind: 'work_report', title: '工作汇报', report }), 'item-i1')).toContain(told);
  });

  it('says what was decided by its outcome, and what nobody confirmed not at all', () => {
    const decisions = [
      { id: '1', itemId: 'i1', wording: '同意预算方案。', outcome: 'adopted' as const },
      { id: '2', itemId: 'i1', wording: '《办法》', outcome: 'adopted_in_principle' as const },
      { id: '3', itemId: 'i1', wording: '购车', outcome: 'deferred' as const },
      { id: '4', itemId: 'i1', wording: '换址', outcome: null },
      { id: '5', itemId: 'i1', wording: '会费上调一成，七月起执行。', outcome: 'to_be_reconsidered' as const },
      { id: '6', itemId: 'i1', wording: '暂缓表决章程', outcome: 'deferred' as const },
    ];

    const told = section(withItem({}, { decisions }), 'item-i1');

    expect(told).toContain('会议同意预算方案。');
    expect(told).toContain('会议原则通过《办法》。');
    expect(told).toContain('关于购车，会议决定暂缓。');
    expect(told).toContain('对“会费上调一成，七月起执行”，会议决定再议。');
    expect(told).toContain('会议决定暂缓表决章程。');
    expect(told).not.toContain('换址');
  });

  it('gives each task its owners and limit, once', () => {
    const party = (name: string, lead: boolean) => ({ key: name, name, lead });
    const tasks: SnapshotParts['tasks'] = [
      {
        ...{ id: '1', itemId: 'i1', what: '编写教材', state: 'confirmed' },
        ...{ owners: [party('教材组', true)], due: parseLocalDate('2021-06-30') },
      },
      {
        ...{ id: '2', itemId: 'i1', what: '组织培训', state: 'confirmed', due: parseLocalDate('2022-01-31') },
        owners: [party('团标委', true), party('秘书处', false)],
        supporters: [party('会员部', false)],
      },
      { id: '3', itemId: 'i1', what: '没有确认的', state: 'draft', owners: [party('甲', true)] },
      { id: '4', itemId: 'i1', what: '已写明的事', state: 'confirmed', owners: [party('乙部', true)] },
    ];
    const snapshot = withItem(
      { minutes: paragraphs('由乙部办理已写明的事。') },
      { tasks, facts: { plannedStart: START } },
    );

    expect(section(snapshot, 'item-i1').split('\n').at(-1)).toBe(
      '会议要求，由教材组负责编写教材，6月30日前完成；由团标委牵头，秘书处参与，会员部配合，组织培训，2022年1月31日前完成。',
    );
  });

  it('leaves out what was passed over, and tells what was put off, its reason inside', () => {
    const skipped = withItem({ progress: { state: 'skipped' } });
    const postponed = withItem({ progress: { state: 'postponed', reason: '材料不全' } });
    const [, item] = minutesSections(postponed, { locale: 'zh-CN', timeZone: 'UTC' });
    const told = item?.blocks[1];

    expect(section(skipped, 'item-i1')).toBe('');
    expect(told?.kind === 'paragraph' ? told.inline : []).toEqual([
      text('会议决定，本项议题下次会议再议'),
      text('（材料不全）', { internal: true }),
      text('。'),
    ]);
  });

  it('does not report as held what a running meeting has not come to', () => {
    const items = [
      {
        id: 'a',
        kind: 'briefing' as const,
        title: '财务情况通报',
        progress: { state: 'current', startedAt: 3 } as const,
      },
      { id: 'b', kind: 'lecture' as const, title: '新标准解读', minutes: paragraphs('备好的要点') },
    ];

    expect(section(snapshotOf({ items }), 'opening')).not.toContain('新标准解读');
    expect(section(snapshotOf({ items }), 'item-b')).toBe('');
    expect(section(snapshotOf({ items, adjournedAt: 9 }), 'item-b')).toContain('备好的要点');
  });

  test.each([
    ['同意该方案', 'met'],
    ['各专家委要按季报送', 'required'],
    ['坚持开放办会', 'stressed'],
    ['有利于行业发展', 'thought'],
    ['近年来会员增长较快', 'noted'],
    ['会议同意该方案', null],
    ['王坤泉要求抓紧', null],
    ['会员增长较快', null],
  ] as const)('%s signals %s', (sentence, signal) => {
    expect(signalOf(sentence)).toBe(signal);
  });
});

describe('who was there', () => {
  it('stands in lists by what they were, two characters as wide as three, times and proxies inside', () => {
    const people = [
      { id: 'a', name: '张伟', org: '甲公司' },
      { id: 'b', name: '欧阳立新', org: '乙公司' },
      { id: 'c', name: '李明', org: null },
      { id: 'd', name: '吴坚', org: '公安局', titles: ['科长'], role: 'nonvoting' as const },
    ];
    const stay = (from: number, to: number | null) => ({
      from: START + from * MINUTE,
      to: to === null ? null : START + to * MINUTE,
    });
    const snapshot: MeetingSnapshot = {
      ...snapshotOf({ people, facts: { recorder: '李文静' } }),
      roll: [
        { key: brand<PersonKey>('a'), state: 'late', stays: [stay(40, 62), stay(80, null)] },
        { key: brand<PersonKey>('b'), state: 'present', stays: [stay(-5, null)] },
        {
          ...{ key: brand<PersonKey>('c'), state: 'excused', stays: [] },
          absences: [{ ...stay(0, null), kind: 'excused', reason: '出差', proxy: brand<PersonKey>('b') }],
        },
      ],
    };

    expect(section(snapshot, 'names').split('\n')).toEqual([
      '出席：张　伟（甲公司，14:40到会，15:02—15:20离席）、欧阳立新（乙公司）',
      '请假：李　明（委托欧阳立新）',
      '列席：吴　坚（公安局科长）',
      '记录：李文静',
    ]);
    expect(section(snapshot, 'names')).not.toContain('出差');
  });
});

describe('the reference meeting', () => {
  const snapshot = referenceMeeting();

  it('opens as its secretary would open it', () => {
    expect(section(snapshot, 'opening')).toBe(
      '2021年4月23日下午，苏州市安防协会三届二次常务理事会暨安防标准化建设专题学习会在江苏益友天元律师事务所会议室召开，' +
        '听取了律所情况介绍、苏州市标准化建设情况介绍、上海市标准化建设过程介绍、安防新标准解读、常务理事会上半年工作汇报与下半年工作布置和国家安全管理规范解读，' +
        '签订了《友好合作协议》，聘任牟晓生为苏州市安防协会顾问，进行了交流发言。现纪要如下：',
    );
  });

  it('names its guests once with their posts in running text, by name afterwards', () => {
    const whole = minutesSections(snapshot, { locale: 'zh-CN', timeZone: 'Asia/Shanghai' })
      .filter(({ key }) => key !== 'names')
      .map(({ blocks }) => blocksToText(blocks))
      .join('\n');

    expect(whole.split('公安部三所检测中心原常务副主任牟晓生')).toHaveLength(2);
    expect(whole).toContain('会议听取了牟晓生所作的安防新标准解读。');
    expect(whole).toContain('无人机专家委\n已召开两次会议；明确并落实编写培训教材。下一步，组织培训。');
    expect(whole).toContain('关于发展方向，汇报提出：开放学习；');
    // The note “聘牟晓生为协会顾问” says what the sentence of the ceremony said.
    expect(whole.match(/聘(?:任)?[^，。\n]*牟晓生为/gu)).toHaveLength(2);
  });

  it('says once where somebody is whose posts say it, and nothing of whoever noted the groups', () => {
    expect(section(snapshot, 'names')).toContain('李建明（中科院研究员、公安部专家）');
    expect(section(snapshot, 'names')).toContain('、其他嘉宾\n');
  });

  it('reads in English too', () => {
    expect(section(snapshot, 'opening', 'en')).toMatch(
      / was held at .* on the afternoon of 23 April 2021\. The meeting heard .* and took up 交流发言\.$/u,
    );
  });
});
