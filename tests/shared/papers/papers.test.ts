// Minutes and record as papers: what stands where, in which order, and for whom.
import { describe, expect, it } from 'vitest';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { NO_ISSUE } from '../../../shared/domain/minutes-draft.ts';
import { publicSnapshot } from '../../../shared/domain/publish.ts';
import type { MeetingSnapshot } from '../../../shared/domain/snapshot.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { localDateIn, parseLocalDate } from '../../../shared/lib/time.ts';
import { paperOffers } from '../../../shared/papers/compose.ts';
import { minutesPaper } from '../../../shared/papers/minutes-paper.ts';
import type { Part, TextPaper } from '../../../shared/papers/paper.ts';
import { recordPaper } from '../../../shared/papers/record-paper.ts';
import { sampleItem, sampleSnapshot } from '../../export/sample-snapshot.ts';
import { snapshotOf } from '../../support/snapshot.ts';

const ZH = { locale: 'zh-CN', timeZone: 'Asia/Shanghai' } as const;

function headings({ parts }: TextPaper): readonly string[] {
  return parts.flatMap((part) => (part.kind === 'heading' ? [wordsOf(part)] : []));
}

function wordsOf(part: Part): string {
  if (!('runs' in part)) return '';
  return part.runs.map((run) => (run.kind === 'text' ? run.text : '\n')).join('');
}

function withItems(...items: readonly Parameters<typeof sampleItem>[0][]): MeetingSnapshot {
  return sampleSnapshot({ tasks: [], decisions: [], agenda: items.map(sampleItem) });
}

describe('formal minutes', () => {
  it('have masthead, title, numbered matters, hanging names, imprint', () => {
    const issue = {
      ...NO_ISSUE,
      ...{ number: '〔2021〕2号', issuedOn: parseLocalDate('2021-04-26'), copies: '各常务理事', attachments: ['协议'] },
    };
    const paper = minutesPaper(sampleSnapshot({ minutesDraft: { issue, sections: [], removed: [] } }), ZH);

    expect(paper.masthead).toEqual({
      ...{ lines: ['苏州市安防协会', '常务理事会会议纪要'], number: '〔2021〕2号' },
      ...{ issuer: '苏州市安防协会秘书处', date: '2021年4月26日' },
    });
    expect(paper.imprint).toEqual({
      ...{ copies: { label: '分送', to: '各常务理事。' }, issuer: '苏州市安防协会秘书处', date: '2021年4月26日印发' },
    });
    expect(headings(paper).filter((words) => /^[一二三四]、/u.test(words))).toEqual([
      ...['一、听取标准化建设情况介绍', '二、签订友好合作协议', '三、聘任协会顾问', '四、听取工作汇报'],
    ]);
    expect(headings(paper)).toContain('（一）无人机专家委');
    expect(paper.parts.slice(-4).map(({ kind }) => kind)).toEqual(['attachments', 'names', 'names', 'names']);
    expect(paper.parts.find(({ kind }) => kind === 'names')).toMatchObject({
      label: '出席',
      names: ['王坤泉（苏州市安防协会）'],
    });
  });

  it('without a day of issue have no imprint, and say which edition they are', () => {
    expect(minutesPaper(sampleSnapshot(), ZH)).toMatchObject({
      imprint: null,
      footnote: '内部版本，含不对外公开的内容',
    });
    expect(minutesPaper(publicSnapshot(sampleSnapshot()), ZH).footnote).toBeNull();
  });

  it('print what was edited in place of what is composed, numerals counted anew', () => {
    const blocks = [
      { kind: 'heading', level: 2, inline: [{ kind: 'text', text: '三、改过的标题', marks: {} }] },
      { kind: 'paragraph', inline: [{ kind: 'text', text: '改过的话', marks: { strong: true } }] },
    ] as const;
    const snapshot = sampleSnapshot({
      minutesDraft: {
        ...{ issue: { ...NO_ISSUE, title: '另取的题目' }, removed: ['item-item-1', 'opening'] },
        sections: [{ key: 'item-item-2', blocks }],
      },
    });

    const paper = minutesPaper(snapshot, ZH);

    expect(paper.title).toBe('另取的题目');
    expect(paper.parts[1]).toEqual({
      ...{ kind: 'heading', level: 1 },
      runs: [
        { kind: 'text', text: '一、' },
        { kind: 'text', text: '改过的标题' },
      ],
    });
    expect(paper.parts[2]).toEqual({ kind: 'paragraph', runs: [{ kind: 'text', text: '改过的话', strong: true }] });
    expect(headings(paper)[1]).toBe('二、聘任协会顾问');
  });

  it('keep several organisations of one person together', () => {
    const people = sampleSnapshot().people.map((person) => ({ ...person, org: '甲公司、乙公司' }));

    const [attending] = minutesPaper(sampleSnapshot({ people }), ZH).parts.filter(({ kind }) => kind === 'names');

    expect(attending).toMatchObject({ names: ['王坤泉（甲公司、乙公司）'] });
  });
});

describe('the full record', () => {
  it('tells item by item when, who, what was written as it was written, and what came of it', () => {
    const paper = recordPaper(sampleSnapshot(), ZH);
    const lines = paper.parts.map(wordsOf);

    expect(paper.title).toBe('三届二次常务理事会会议记录');
    expect(lines).toContain('新版50348贯彻生命周期管理');
    expect(lines).toContain('时间：14:00—14:16');
    expect(lines).toContain('决议：同意聘任牟晓生为顾问（原则通过）');
    expect(lines).toContain('督办：组织培训（负责：无人机专家委、秘书处；配合：会员部；时限：2021年12月31日）');
    expect(lines).toContain('散会：17:30');
    expect(paper.parts.at(-1)).toEqual({ kind: 'signing', labels: ['主持人（签名）：', '记录人（签名）：'] });
  });

  it('says what was passed over, and of an internal item that it is one, for the secretariat only', () => {
    const snapshot = withItems(
      { id: brand<ItemId>('a'), title: '人事', internal: true, number: null },
      {
        id: brand<ItemId>('b'),
        title: '茶歇',
        progress: { state: 'skipped', startedAt: null, finishedAt: null, spentMs: 0, runningSince: null },
      },
    );

    expect(headings(recordPaper(snapshot, ZH))).toEqual(['人事（内部）', '一、茶歇']);
    expect(JSON.stringify(recordPaper(publicSnapshot(snapshot), ZH))).not.toContain('人事');
  });

  it('keeps a note-taker’s remarks for the secretariat, and no row for the public that held nothing else', () => {
    const row = { id: brand<never>('r'), order: 'a' };
    const report = [
      { ...row, owner: '无人机专家委', done: '编写教材', planned: '组织培训（原文作培养）' },
      { ...row, owner: '宣传平台', done: '（原文称三个平台，只点名两个）', planned: '' },
      { ...row, owner: '会员部', done: '', planned: '' },
    ];
    const snapshot = withItems({ id: brand<ItemId>('a'), title: '工作汇报', kind: 'work_report', report });
    const told = (of: MeetingSnapshot): string => JSON.stringify(recordPaper(of, ZH));

    expect(told(snapshot)).toContain('组织培训（原文作培养）');
    expect(told(snapshot)).toContain('宣传平台');
    expect(told(publicSnapshot(snapshot))).toContain('"组织培训"');
    expect(told(publicSnapshot(snapshot))).not.toMatch(/原文|宣传平台/u);
    expect(told(publicSnapshot(snapshot))).toContain('会员部');
  });

  it('does not tell a signing or an appointment again as a decision, but one that says more or else', () => {
    const signing = {
      ...{ kind: 'signing' as const, document: '友好合作协议', parties: [], witnesses: [], term: null },
      outcome: ['确认战略合作伙伴关系', '每年会商一次'],
    };
    const decided = (wording: string, outcome: 'adopted' | 'deferred' = 'adopted'): string => {
      const items = [{ id: 'a', kind: 'signing' as const, title: '签约', ceremony: signing }];
      const decisions = [{ id: 'd', itemId: 'a', wording, outcome }];
      return recordPaper(snapshotOf({ items, decisions }), ZH).parts.map(wordsOf).join('\n');
    };

    expect(decided('双方确认战略合作伙伴关系。')).not.toContain('决议：');
    expect(decided('双方确认战略合作伙伴关系', 'deferred')).toContain('决议：');
    expect(decided('双方每年会商两次')).toContain('决议：双方每年会商两次');
  });

  it('holds for the public what stands, and not what nobody confirmed', () => {
    const snapshot = snapshotOf({
      tasks: [
        { id: 't1', what: '办会', state: 'confirmed' },
        { id: 't2', what: '组织培训', state: 'draft' },
      ],
      decisions: [{ id: 'd1', wording: '没人确认的决定' }],
    });
    const linesOf = (of: MeetingSnapshot): string => recordPaper(of, ZH).parts.map(wordsOf).join('\n');

    expect(linesOf(snapshot)).toMatch(/组织培训（.*待确认/u);
    expect(linesOf(publicSnapshot(snapshot))).toContain('办会');
    expect(linesOf(publicSnapshot(snapshot))).not.toMatch(/组织培训|没人确认的决定|待确认/u);
  });

  it('and the table of tasks says for the public that what there is awaits a word, not that there is nothing', () => {
    const options = { ...ZH, today: localDateIn('UTC', 0), progress: null };
    const snapshot = publicSnapshot(snapshotOf({ tasks: [{ id: 't', what: '组织培训', state: 'draft' }] }));
    const lackOf = (of: MeetingSnapshot) => paperOffers(of, options).find(({ kind }) => kind === 'task-table')?.missing;

    expect(lackOf(snapshot)).toBe('unconfirmed');
    expect(lackOf(publicSnapshot(snapshotOf({})))).toBe('tasks');
  });

  it('and says to whoever may read the whole that all tasks are internal, and to nobody else', () => {
    const options = { ...ZH, today: localDateIn('UTC', 0), progress: null };
    const whole = snapshotOf({
      items: [{ id: 'a', title: '人事', internal: true }],
      tasks: [{ id: 't', what: '谈话', itemId: 'a', state: 'confirmed' }],
    });
    const open = publicSnapshot(whole);
    const lackOf = (...rest: readonly MeetingSnapshot[]) =>
      paperOffers(open, options, ...rest).find(({ kind }) => kind === 'task-table')?.missing;

    expect(open.tasks).toEqual([]);
    expect(lackOf(whole)).toBe('tasks-inside');
    expect(lackOf()).toBe('tasks');
  });

  it('leaves a blank for when and where, who chaired and who took the minutes where nobody said it, and counts no closing', () => {
    const paper = recordPaper(
      snapshotOf({
        items: [
          { id: 'a', title: '预算' },
          { id: 'b', title: '会议结束', kind: 'closing' },
        ],
      }),
      ZH,
    );
    const facts = paper.parts.flatMap((part) => (part.kind === 'fact' ? [`${part.label}：${wordsOf(part)}`] : []));

    expect(facts).toEqual([
      '时间：＿＿＿＿年＿＿月＿＿日＿＿时＿＿分',
      '地点：＿＿＿＿＿＿',
      '主持：＿＿＿＿＿＿',
      '记录：＿＿＿＿＿＿',
    ]);
    expect(headings(paper)).toEqual(['一、预算', '会议结束']);
  });

  it('reads in English', () => {
    const paper = recordPaper(sampleSnapshot(), { locale: 'en', timeZone: 'Asia/Shanghai' });

    expect(paper.title).toMatch(/^Record of proceedings: /);
    expect(headings(paper)[0]).toBe('1. 标准化建设情况介绍');
  });
});
