// What whoever chairs has before them: the forecast as one would reckon it by hand, nothing of what is internal, and what to
// say, from the agenda's facts.
import { describe, expect, it } from 'vitest';
import { chairView, type ChairRoll, type ChairView } from '../../../shared/domain/chair.ts';
import { chairSections } from '../../../shared/domain/chair-words.ts';
import { chairText } from '../../../shared/i18n/chair-text.ts';
import { chair as english } from '../../../shared/i18n/en/chair.ts';
import { chair as chinese } from '../../../shared/i18n/zh-CN/chair.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { snapshotOf, type SnapshotParts } from '../../support/snapshot.ts';

const ZONE = 'Asia/Shanghai';
const MINUTE = 60_000;
/** 14:00 in the hall. */
const START = Date.UTC(2021, 3, 23, 6);
const at = (minutes: number): number => START + minutes * MINUTE;

const zhang = { key: null, name: '张春野', org: '苏州市市场监督管理局标准化处', title: '处长' };
const liu = { key: null, name: '刘晓新', org: '上海市公共安全技术防范标委会', title: '副秘书长' };
const wang = { key: null, name: '王坤泉', org: '苏州市安防协会', title: '秘书长' };
const guests = [
  { name: '牟晓生', org: '公安部三所检测中心', titles: ['原常务副主任'], role: 'guest' },
  { name: '刘晓新', org: '上海市公共安全技术防范标委会', titles: ['副秘书长'], role: 'guest' },
] as const;
const facts = {
  title: '苏州市安防协会三届二次常务理事会',
  shortTitle: '三届二次常务理事会',
  plannedStart: START,
  plannedEnd: at(90),
};

function viewOf(parts: SnapshotParts, minute = 0, roll: ChairRoll | null = null): ChairView {
  return chairView(snapshotOf({ ...parts, facts: { ...facts, ...parts.facts } }), roll, at(minute));
}

function wordsOf(view: ChairView, words: typeof chinese | typeof english = chinese): Record<string, string> {
  return Object.fromEntries(
    chairSections(view, ZONE).map((section) => [section.key, chairText(section, words, ZONE)] as const),
  );
}

const done = (from: number, to: number) =>
  ({ state: 'done', startedAt: at(from), finishedAt: at(to), spentMs: (to - from) * MINUTE }) as const;

describe('the forecast', () => {
  it('is the one reckoned by hand when the second item runs fifteen minutes over', () => {
    const view = viewOf(
      {
        items: [
          { id: 'a', plannedMs: 20 * MINUTE, progress: done(0, 20) },
          {
            id: 'b',
            plannedMs: 20 * MINUTE,
            progress: { state: 'current', startedAt: at(20), runningSince: at(20) },
          },
          { id: 'c', plannedMs: 20 * MINUTE },
          { id: 'd', plannedMs: 10 * MINUTE, fixedStart: at(70) },
          { id: 'e', plannedMs: 20 * MINUTE },
        ],
      },
      55,
    );

    expect(view.rows.map(({ startsAt }) => ((startsAt ?? 0) - START) / MINUTE)).toEqual([0, 20, 55, 75, 85]);
    expect(view.rows.map(({ lateMs }) => lateMs / MINUTE)).toEqual([0, 0, 0, 5, 0]);
    expect([(view.end ?? 0) - at(105), view.deltaMs / MINUTE]).toEqual([0, 15]);
    expect([view.currentId, view.nextId]).toEqual(['b', 'c']);
  });

  it('counts an internal item of which it tells nothing', () => {
    const secret = { title: '讨论秘书长人选', presenters: [wang], proposal: '拟请王坤泉' };
    const view = viewOf({
      items: [
        { id: 'a', plannedMs: 20 * MINUTE },
        { id: 'x', internal: true, kind: 'election', plannedMs: 30 * MINUTE, ...secret },
        { id: 'c', plannedMs: 10 * MINUTE },
      ],
    });

    expect(JSON.stringify(view)).not.toMatch(/讨论|人选|王坤泉|election/u);
    expect(view.rows[1]).toMatchObject({ isInternal: true, title: '', speakers: [], hasProposal: false });
    expect(view.rows[2]?.startsAt).toBe(at(50));
    expect(Object.keys(wordsOf(view))).toEqual(['opening', 'a', 'c', 'closing']);
  });

  it('is told to the minute, so that it is another one once a minute at most', () => {
    const parts: SnapshotParts = {
      items: [
        { id: 'a', plannedMs: 10 * MINUTE, progress: { state: 'current', startedAt: START, runningSince: START } },
      ],
    };
    const tell = (seconds: number): string =>
      JSON.stringify(chairView(snapshotOf({ ...parts, facts }), null, at(20) + seconds * 1_000));

    expect(new Set([0, 5, 10, 15, 20].map(tell)).size).toBe(1);
  });
});

describe('主持词', () => {
  const roll: ChairRoll = { seats: 31, present: 25, needed: 21, met: true, excused: 4 };

  it('[1] opens with attendance, quorum and the guests in their order', () => {
    const { opening } = wordsOf(viewOf({ people: guests, items: [{ id: 'a', presenters: [zhang] }] }, 0, roll));

    expect(opening?.split('\n')).toEqual([
      '各位来宾、各位同仁，大家下午好！',
      '现在召开苏州市安防协会三届二次常务理事会。',
      '会议由我主持。',
      '本次会议应到31人，实到25人，请假4人。',
      '按照章程，须有21人以上出席，到会人数符合规定，会议有效。',
      '出席今天会议的来宾有：',
      '公安部三所检测中心原常务副主任牟晓生，',
      '上海市公共安全技术防范标委会副秘书长刘晓新。',
      '让我们以热烈的掌声，对各位来宾的到来表示欢迎！',
      '今天的会议共有一项议程，预计15:30结束。下面按议程进行。',
    ]);
  });

  it('[1] never says that a meeting is valid which is not, nor counts where nobody was called', () => {
    const short = { ...roll, present: 20, met: false };

    expect(wordsOf(viewOf({}, 0, short))['opening']).toContain('现在人数还不够');
    expect(wordsOf(viewOf({}, 0, short))['opening']).not.toContain('会议有效');
    expect(wordsOf(viewOf({}))['opening']).not.toContain('应到');
    expect(wordsOf(viewOf({}, 0, { ...roll, needed: null }))['opening']).not.toContain('章程');
  });

  it('[1] leaves the guests to the item that introduces them', () => {
    const item = { id: 'g', kind: 'guest_introduction', title: '介绍来宾' } as const;
    const named = wordsOf(viewOf({ people: guests, items: [{ ...item, presenters: [wang] }] }));
    const unnamed = wordsOf(viewOf({ people: guests, items: [item] }));

    expect(named['opening']).not.toContain('牟晓生');
    expect(named['g']).toBe('首先，介绍来宾。\n请苏州市安防协会秘书长王坤泉介绍出席会议的来宾。');
    expect(unnamed['g']).toContain('公安部三所检测中心原常务副主任牟晓生');
  });

  it('[2][3] thanks who spoke and calls the next with house and post in full', () => {
    const view = viewOf({
      items: [
        { id: 'a', title: '苏州市标准化建设情况介绍', presenters: [zhang] },
        { id: 'b', title: '上海市标准化建设过程介绍', presenters: [liu] },
      ],
    });

    expect(wordsOf(view)['b']).toBe(
      '感谢张春野处长的介绍。\n下面进行第二项：上海市标准化建设过程介绍。\n请上海市公共安全技术防范标委会副秘书长刘晓新介绍，大家欢迎！',
    );
    expect(wordsOf(view, english)['b']).toBe(
      'Thank you, 张春野, for your presentation.\nWe now come to item 2: 上海市标准化建设过程介绍.\nPlease welcome 刘晓新, 副秘书长, 上海市公共安全技术防范标委会.',
    );
  });

  it.each(['postponed', 'skipped'] as const)('[3] thanks nobody for an item that was %s', (state) => {
    const view = viewOf({
      items: [
        { id: 'a', title: '苏州市标准化建设情况介绍', presenters: [zhang], progress: { state } },
        { id: 'b', title: '上海市标准化建设过程介绍', presenters: [liu], progress: { state } },
      ],
    });

    expect(wordsOf(view)['b']).toMatch(/^下面进行/u);
    expect(wordsOf(view)['closing']).not.toContain('刘晓新');
  });

  it('[1][4] counts as many items at the end as at the beginning, that of the close among them', () => {
    const words = wordsOf(
      viewOf({
        items: [
          { id: 'a', title: '工作汇报', presenters: [wang] },
          { id: 'z', kind: 'closing', title: '会议结束' },
        ],
      }),
    );

    expect(words['opening']).toContain('共有两项议程');
    expect(words['z']).toContain('今天的两项议程已经全部进行完毕');
  });

  it('[2] calls the parties of a signing and whoever is appointed, and thanks nobody for it', () => {
    const party = (org: string, signatory: string, title: string) => ({ org, signatory, title });
    const parties = [party('江苏益友天元律师事务所', '蒋维东', '主任'), party('苏州市安防协会', '王坤泉', '秘书长')];
    const view = viewOf({
      people: guests,
      items: [
        {
          ...{ id: 's', kind: 'signing', title: '签订友好合作协议', presenters: [wang] },
          ceremony: { kind: 'signing', document: '友好合作协议', parties, outcome: [], term: null, witnesses: [] },
        },
        {
          ...{ id: 'p', kind: 'appointment', title: '聘任协会顾问' },
          ceremony: {
            ...{ kind: 'appointment', appointee: '牟晓生', post: '协会顾问', letter: null, term: null },
            presentedBy: null,
          },
        },
      ],
    });

    expect(wordsOf(view)['s']).toContain(
      '下面举行《友好合作协议》签约仪式。\n请江苏益友天元律师事务所主任蒋维东、苏州市安防协会秘书长王坤泉上台签约。',
    );
    expect(wordsOf(view)['p']).toContain('聘请公安部三所检测中心原常务副主任牟晓生担任协会顾问。');
    expect(wordsOf(view)['p']).not.toContain('感谢');
  });

  it('[2] calls nobody by name of whom nothing is written yet', () => {
    const party = (org: string, signatory: string) => ({ org, signatory, title: null });
    const signed = (...parties: readonly ReturnType<typeof party>[]): string | undefined =>
      wordsOf(
        viewOf({
          items: [
            {
              ...{ id: 's', kind: 'signing', title: '签约' },
              ceremony: { kind: 'signing', document: '', parties, outcome: [], term: null, witnesses: [] },
            },
          ],
        }),
      )['s'];

    expect(signed(party('', ''), party('安防协会', ''))).toContain('请安防协会上台签约。');
    expect(signed(party('', ''), party('', ''))).toContain('请签约各方代表上台签约。');
  });

  it('[2] names the documents of a signing in their marks, one or several', () => {
    const parties = [{ org: '安防协会', signatory: '王坤泉', title: null }];
    const said = (document: string): string | undefined =>
      wordsOf(
        viewOf({
          items: [
            {
              ...{ id: 's', kind: 'signing', title: '签约' },
              ceremony: { kind: 'signing', document, parties, outcome: [], term: null, witnesses: [] },
            },
          ],
        }),
      )['s'];

    expect(said('合作协议')).toContain('下面举行《合作协议》签约仪式');
    expect(said('《合作协议》和《保密协议》')).toContain('下面举行《合作协议》和《保密协议》签约仪式');
  });

  it('[2] announces a heading alone, its parts one by one, and sends everybody into a break', () => {
    const view = viewOf({
      items: [
        { id: 'h', kind: 'deliberation', title: '审议议案', presenters: [wang] },
        { id: 'h1', parentId: brand<ItemId>('h'), title: '章程修订', presenters: [zhang] },
        { id: 'k', kind: 'break', title: '茶歇', plannedMs: 15 * MINUTE, fixedStart: at(45) },
      ],
    });

    expect(wordsOf(view)['h']).toBe('下面进行第一项：审议议案。');
    expect(wordsOf(view)['h1']).toContain('下面是第一个分项：章程修订。');
    expect(wordsOf(view)['k']).toMatch(/下面休会15分钟/u);
  });

  it('[4] closes with what was dealt with and what was put off', () => {
    const items = [
      { id: 'a', progress: done(0, 20) },
      { id: 'b', progress: { state: 'postponed' } },
      { id: 'z', kind: 'closing', title: '会议结束' },
    ] as const;
    const words = wordsOf(viewOf({ people: guests, items }));

    expect(Object.keys(words)).toEqual(['opening', 'a', 'b', 'z']);
    expect(words['z']).toBe(
      '各位同仁，今天的议程进行完毕，其中一项延至下次会议。\n感谢各位来宾的指导和支持，感谢各位同仁的参与。\n现在我宣布，三届二次常务理事会到此结束。',
    );
  });

  it('is whole in English for every phrase of it', () => {
    const text = Object.values(wordsOf(viewOf({ people: guests, items: [{ id: 'a' }] }, 0, roll), english)).join('\n');

    expect(text).toContain('Good afternoon, honoured guests, dear colleagues.');
    expect(text).toContain('Of 31 members, 25 are present and 4 have sent their apologies.');
    expect(text).toContain('That concludes our agenda.');
    expect(text).not.toMatch(/undefined|null|，|。/u);
  });
});
