// Papers of the board of a charity, read as an experienced secretary reads them: what such a reader would strike out does not stand
// there. The reference meeting has none of this (papers.test.ts).
import { describe, expect, test } from 'vitest';
import { publicSnapshot } from '../../../shared/domain/publish.ts';
import type { MeetingSnapshot } from '../../../shared/domain/snapshot.ts';
import { composePaper } from '../../../shared/papers/compose.ts';
import type { PaperKind } from '../../../shared/papers/kinds.ts';
import type { Part } from '../../../shared/papers/paper.ts';
import { board } from '../../support/papers/board.ts';
import { EN, ordered, ZH } from '../../support/papers/council.ts';
import { snapshotOf } from '../../support/snapshot.ts';

function textOf(part: Part): string {
  switch (part.kind) {
    case 'heading':
    case 'paragraph':
      return part.runs.map((run) => (run.kind === 'text' ? run.text : '\n')).join('');
    case 'fact':
      return `${part.label}：${part.runs.map((run) => (run.kind === 'text' ? run.text : '\n')).join('')}`;
    case 'names':
      return `${part.label}：${part.names.join(part.separator)}`;
    case 'title':
    case 'subtitle':
      return part.text;
    case 'list':
      return part.entries.map(({ mark, parts }) => `${mark}${parts.map(textOf).join('\n')}`).join('\n');
    case 'table':
      return part.rows.map((row) => row.map(({ parts }) => parts.map(textOf).join('\n')).join('|')).join('\n');
    default:
      return '';
  }
}

function linesOf(
  kind: PaperKind,
  snapshot: MeetingSnapshot = board(),
  subject: string | null = null,
  options = ZH,
): string {
  const paper = composePaper(ordered({ kind, subject }), snapshot, options);
  if (!paper.ok || paper.value.form === 'cards') throw new Error(`${kind} was not composed`);
  return paper.value.parts.map(textOf).join('\n');
}

describe('people', () => {
  test('have their post in the body without the firm that sends them, of which it is none', () => {
    const minutes = linesOf('minutes');

    expect(minutes).toContain('2024年9月12日上午，理事长周国平在');
    expect(minutes).not.toContain('社会学系理事长');
    expect(minutes).toContain('列席：刘　芳（监事，清源律师事务所）');
    expect(minutes).toContain('郑涛为秘书长，理事长周国平颁发聘书（〔2024〕聘字第3号）。');
    expect(linesOf('agenda')).toContain('主持人：理事长周国平');
    expect(linesOf('article')).toContain('会议由理事长周国平主持。');
  });

  test('from another association keep it: their post may be there', () => {
    const { facts, ...rest } = board();
    expect(linesOf('minutes', { ...rest, facts: { ...facts, chair: '欧阳立新' } })).toContain(
      '北京市朝阳区社会组织联合会理事欧阳立新在',
    );
  });

  test('with Latin names are not run together, and a guest who did not come is on no list', () => {
    const minutes = linesOf('minutes');

    expect(minutes).toContain('特邀：张晓梅（北京市民政局副处长）、Anna Berg（Save the Children Adviser）');
    expect(minutes).toContain('缺席：钱小红\n');
    expect(minutes).not.toContain('John Smith');
    expect(linesOf('article')).toContain('•Save the Children Adviser Anna Berg');
  });

  test('of two characters that were typed apart stand as the others do', () => {
    expect(linesOf('minutes')).toContain('孙　伟（腾达科技（北京）有限公司）');
  });
});

describe('formal minutes', () => {
  const minutes = linesOf('minutes', publicSnapshot(board()));

  test('say of everybody what was said, and put it into no other mouth', () => {
    expect(minutes).toContain('\n李莉提出，应当尽快完善信息公开制度。\n');
    expect(minutes).toContain('李莉建议设立专项基金。何𠮷感谢秘书处的辛勤工作。');
    expect(minutes).toContain('与会人员围绕明年工作进行了讨论。理事何𠮷发言。');
    expect(linesOf('article')).not.toContain('郑涛谈到，李莉');
  });

  test('tell what was lost, withdrawn, put off and passed in principle', () => {
    expect(minutes).toContain('会议未通过关于签订信息系统采购合同的议案。');
    expect(minutes).toContain('关于设立海外办事处的议案由提议方撤回。');
    expect(minutes).toContain('会议决定，本项议题下次会议再议。\n关于专项基金管理办法，会议决定再议。');
    expect(minutes).toContain('会议要求，由筹资部负责补充测算。');
    expect(minutes).toContain('原则通过了志愿者管理办法（修订稿）');
    expect(minutes).toContain('修订稿结构合理。会议要求行政部征求志愿者意见。');
  });

  test('tell the result of an election once, and nobody decided it', () => {
    expect(minutes.match(/陈思远当选副理事长/gu)).toHaveLength(1);
    expect(linesOf('decision', board(), 'd3')).toContain('\n陈思远当选副理事长。');
    expect(minutes).toContain('（监票人：刘芳；计票人：丁一、王建军）');
  });

  test('keep a decision that only the secretariat may read of in the text', () => {
    const whole = board();
    const agenda = whole.agenda.map((item) => {
      const inline = [{ kind: 'text', text: '陈思远当选副理事长。', marks: { internal: true } }] as const;
      return item.id === 'ballot' ? { ...item, minutes: [{ kind: 'paragraph', inline } as const] } : item;
    });
    expect(linesOf('minutes', publicSnapshot({ ...whole, agenda }))).toContain('陈思远当选副理事长。');
  });

  test('say of a figure what was reached, and of a term from when to when', () => {
    expect(minutes).toContain('筹款1,286,500.00元，完成年度目标的64%。下一步');
    expect(minutes).toContain('已完成乡村图书馆项目二期。');
    expect(minutes).toContain('聘期自2024年9月12日至2027年9月11日。');
    expect(linesOf('letter')).toContain('聘期自2024年9月12日至2027年9月11日。');
  });

  test('name the first and the number of a long list in their opening', () => {
    const items = Array.from({ length: 30 }, (_, index) => ({
      ...{
        id: `i${index}`,
        kind: 'briefing' as const,
        title: `第${index + 1}组情况`,
        progress: { state: 'done' as const },
      },
    }));
    const long = snapshotOf({ facts: { title: '大会' }, phase: 'follow-up', items });

    expect(linesOf('minutes', long)).toContain('听取了第1组情况、第2组情况、第3组情况等30项。');
    expect(linesOf('minutes', long, null, EN)).toContain('heard 第1组情况, 第2组情况, 第3组情况 and 27 others.');
  });
});

describe('the record', () => {
  const record = linesOf('record');

  test('says the day as notice and agenda do, and parts what it says of a task', () => {
    expect(record).toContain('时间：2024年9月12日（星期四）09:20—12:00（计划09:00—12:00）');
    expect(record).toContain(
      '督办：征求志愿者意见并修改第三章（负责：行政部、李莉；配合：项目部；时限：2024年10月15日）',
    );
    expect(linesOf('record', board(), null, EN)).toContain('Thursday 12 September 2024, 09:20–12:00');
    expect(linesOf('record', board(), null, EN)).toContain('Postponed (reason: 时间不足)');
  });
});

describe('an article', () => {
  const article = linesOf('article');

  test('tells done from planned only where the title names two terms', () => {
    expect(article).toContain('进展：完成乡村图书馆项目二期。下一步：启动三期选点。');
  });

  test('says who explained what, who was elected, and what was handed over', () => {
    expect(article).toContain('郑涛就签订信息系统采购合同的议案作了说明');
    expect(article).toContain('会议选举副理事长。');
    expect(article).not.toContain('会议决定，陈思远');
    expect(article).toContain('周国平为其颁发聘书（〔2024〕聘字第3号）。');
    expect(article).not.toMatch(/未通过|撤回/u);
  });
});

describe('every paper', () => {
  const kinds: readonly PaperKind[] = ['notice', 'agenda', 'minutes', 'record', 'task-table', 'attendance', 'article'];

  test.each(kinds)('has no mark and no word twice: %s', (kind) => {
    expect(linesOf(kind)).not.toMatch(
      /[，。；：、]{2}|(?<!…)…(?!…)|。）。|会议会议|审议审议|关于关于|的的|于于|听取听取|undefined|null/u,
    );
  });
});
