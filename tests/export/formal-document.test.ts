// Exports tell every fact of a meeting, in both languages, and nothing in it can become markup or code.
import { describe, expect, test } from 'vitest';
import { printerIn } from '../../server/export/print.ts';
import type { Block } from '../../shared/domain/minutes.ts';
import { PENDING } from '../../shared/domain/progress.ts';
import type { MeetingSnapshot } from '../../shared/domain/snapshot.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import { sampleItem, sampleSnapshot } from './sample-snapshot.ts';
import { PRINTED_FROM } from '../support/snapshot.ts';

const { print } = printerIn('Asia/Shanghai', PRINTED_FROM);

function printed(snapshot: MeetingSnapshot, format: string, locale: Locale = 'zh-CN'): string {
  const file = print(snapshot, format, locale);
  if (file === null || typeof file.content !== 'string') throw new Error(`no ${format}`);
  return file.content;
}

/** What a reader of the page sees: text without tags, entities read back. */
function visible(html: string): string {
  const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
  return html
    .replace(/<style>[\s\S]*<\/style>/, '')
    .replace(/<[^>]*>/g, '\n')
    .replace(/&(lt|gt|quot|#39|amp);/g, (_whole, name: string) => entities[name] ?? '');
}

describe('every format', () => {
  test('that there is has a media type and a file name of the title', () => {
    const named = sampleSnapshot();

    expect(print(named, 'md', 'zh-CN')).toMatchObject({
      mediaType: 'text/markdown',
      fileName: '三届二次常务理事会.md',
    });
    expect(print(named, 'html', 'en')).toMatchObject({ mediaType: 'text/html', fileName: '三届二次常务理事会.html' });
    expect(print(named, 'docx', 'zh-CN')).toBeNull();
    expect(print(named, 'constructor', 'zh-CN')).toBeNull();
  });

  test.each([
    ['a/b\\c:d"e', 'a b c d e.json'],
    ['..', 'm1.json'],
    ['../../etc/passwd', 'etc passwd.json'],
    ['长'.repeat(300), `${'长'.repeat(80)}.json`],
    ['\u202e对\u0000', '对.json'],
  ])('has a harmless file name for %j', (title, fileName) => {
    const snapshot = sampleSnapshot();

    expect(print({ ...snapshot, facts: { ...snapshot.facts, title } }, 'json', 'zh-CN')?.fileName).toBe(fileName);
  });

  test('json is the snapshot itself', () => {
    expect(JSON.parse(printed(sampleSnapshot(), 'json'))).toEqual(JSON.parse(JSON.stringify(sampleSnapshot())));
  });

  test('html is one page that asks for nothing outside and runs nothing', () => {
    const html = printed(sampleSnapshot(), 'html');

    expect(html).toMatch(/^<!doctype html>\n<html lang="zh-CN">/);
    expect(html).toContain(`default-src 'none'`);
    expect(html).not.toMatch(/<script|<link|src=|@import|url\(/i);
    expect(printed(sampleSnapshot(), 'html', 'en')).toContain('<html lang="en">');
  });
});

describe('the document', () => {
  const facts = [
    ...['三届二次常务理事会', '苏州市安防协会', '常务理事会', '益友天元律师事务所会议室', '李记'],
    ...['王坤泉', '秘书长', '赵军', '山西省综改区', '主任', '高级工程师'],
    ...['标准化建设情况介绍', '新版50348贯彻生命周期管理', '签订友好合作协议', '友好合作协议', '律师事务所', '蒋维东'],
    ...['律所成为免费法律顾问单位', '三年', '张三', '聘任协会顾问', '牟晓生', '协会顾问', '聘书', '吴坚'],
    ...['工作汇报', '无人机专家委', '召开两次会议', '编写教材', '组织培训', '秘书处', '会员部', '2021-12-31', '下半年'],
    ...['同意聘任牟晓生为顾问', '14:00', '17:30', '14:16'],
  ];

  test.each(['md', 'html'])('holds every fact in %s, in both languages', (format) => {
    for (const locale of ['zh-CN', 'en'] as const) {
      const text = printed(sampleSnapshot(), format, locale).replaceAll('\\', '');

      expect(facts.filter((fact) => !text.includes(fact))).toEqual([]);
    }
  });

  test('numbers items as the language does', () => {
    const snapshot = sampleSnapshot();
    const opening = sampleItem({ number: 0, kind: 'guest_introduction', title: '介绍嘉宾' });
    const pause = sampleItem({ number: null, kind: 'break', title: '茶歇' });
    const numbered = { ...snapshot, agenda: [opening, sampleItem({ number: 11, title: '其他' }), pause] };

    expect(printed(numbered, 'md')).toMatch(/^### 会前　介绍嘉宾\n[\s\S]*^### 十一、其他\n[\s\S]*^### 茶歇$/m);
    expect(printed(numbered, 'md', 'en')).toMatch(/^### Before the meeting: 介绍嘉宾\n[\s\S]*^### 11\\\. 其他\n/m);
  });

  test('says when the meeting was held, and the plan beside it where that was another', () => {
    const { facts: planned, ...held } = sampleSnapshot();
    const later = { ...held, facts: planned, adjournedAt: Date.UTC(2021, 3, 23, 9, 41) };

    expect(printed({ ...held, facts: planned }, 'md')).not.toContain('计划14');
    expect(printed(later, 'md')).toContain('时间：2021年4月23日星期五 14:00—17:41（计划14:00—17:30）');
    expect(printed(later, 'md')).not.toContain('散会：');
    expect(printed({ ...later, adjournedAt: null }, 'md')).toContain('时间：2021年4月23日星期五 14:00—17:30');
  });

  test('marks tasks and decisions that nobody confirmed', () => {
    const { tasks, decisions, ...rest } = sampleSnapshot();
    const draft = {
      ...rest,
      tasks: tasks.map((task) => ({ ...task, state: 'draft' as const })),
      decisions: decisions.map((decision) => ({ ...decision, outcome: null })),
    };

    for (const format of ['md', 'html']) {
      expect(printed(sampleSnapshot(), format)).not.toContain('待确认');
      expect(printed(draft, format).match(/待确认/g)).toHaveLength(2);
      expect(printed(draft, format, 'en').match(/unconfirmed/g)).toHaveLength(2);
    }
  });

  test('what was never started says so once the meeting is over, and what counts as dealt with too', () => {
    const done = sampleItem({ progress: { ...PENDING, state: 'done', finishedAt: 1 } });
    const passed = sampleItem({ title: '其他事项' });

    const text = printed(sampleSnapshot({ agenda: [done, passed] }), 'md');

    expect(text).toContain('时间：已议，未单独计时');
    expect(text).toContain('时间：未进行');
    expect(printed(sampleSnapshot({ agenda: [done, passed], phase: 'live' }), 'md')).not.toContain('未进行');
  });

  test('says the day in words and tells times in the zone of the meeting', () => {
    expect(printed(sampleSnapshot(), 'md')).toContain('2021年4月23日星期五 14:00—17:30');
    expect(printed(sampleSnapshot(), 'md', 'en')).toMatch(/Friday,? 23 April 2021 14:00–17:30/);
  });

  test('invents nothing: what is not known has no line', () => {
    const { facts: known, ...snapshot } = sampleSnapshot();
    const bare = {
      ...snapshot,
      facts: { ...known, chair: null, recorder: null, venue: null, plannedStart: null },
      adjournedAt: null,
    };

    expect(printed(bare, 'md')).not.toMatch(/主持：|记录：|地点：|散会：|null|undefined/);
  });

  test('marks internal matter, and says that the edition is internal', () => {
    const paragraph: Block = {
      kind: 'paragraph',
      inline: [{ kind: 'text', text: '不外传', marks: { internal: true } }],
    };
    const item = sampleItem({ title: '内部讨论', internal: true, minutes: [paragraph] });
    const html = printed(sampleSnapshot({ agenda: [item] }), 'html');

    expect(html).toContain('内部版本');
    expect(html).toContain('内部讨论（内部）');
    expect(html).toContain('<span class="internal">不外传</span>');
    expect(printed(sampleSnapshot({ audience: 'public' }), 'html')).not.toContain('内部版本');
  });

  test('passed-over items say so', () => {
    const skipped = sampleItem({
      progress: { state: 'skipped', startedAt: null, finishedAt: null, spentMs: 0, runningSince: null },
    });

    expect(printed(sampleSnapshot({ agenda: [skipped] }), 'md')).toContain('时间：略过');
    expect(printed(sampleSnapshot({ agenda: [skipped] }), 'md', 'en')).toContain('skipped');
  });
});

describe('what people typed', () => {
  const HOSTILE = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '</title></style><svg onload=alert(1)>',
    "javascript:alert('x')",
    '# 标题 **粗** _斜_ [链接](javascript:alert(1)) `码` | 表 | ~删~',
    '\\input{/etc/passwd} $x^2$ \\textbf{y} %注释',
    '1. 列表\n- 列表\n> 引用\n---',
    '&lt;已转义&gt; &amp; &copy;',
  ];

  const everywhere = (text: string): MeetingSnapshot => {
    const snapshot = sampleSnapshot();
    const [first, second, third, fourth] = snapshot.agenda;
    if (!first || !second || !third || !fourth) throw new Error('the sample is too short');
    const party = { org: text, signatory: text, title: text };
    return {
      ...snapshot,
      facts: { ...snapshot.facts, title: text, venue: text, organisation: text, chair: text },
      people: snapshot.people.map((person) => ({ ...person, name: text, org: text, titles: [text], note: text })),
      agenda: [
        {
          ...first,
          title: text,
          presenters: [{ key: null, name: text, org: text, title: text }],
          minutes: [{ kind: 'paragraph', inline: [{ kind: 'text', text, marks: { link: 'javascript:alert(1)' } }] }],
        },
        {
          ...second,
          ceremony: {
            kind: 'signing',
            document: text,
            parties: [party],
            outcome: [text],
            term: text,
            witnesses: [text],
          },
        },
        {
          ...third,
          ceremony: { kind: 'appointment', appointee: text, post: text, letter: text, presentedBy: text, term: text },
        },
        { ...fourth, report: fourth.report.map((row) => ({ ...row, owner: text, done: text, planned: text })) },
      ],
      tasks: snapshot.tasks.map((task) => ({
        ...task,
        what: text,
        dueText: text,
        owners: [{ key: 'k', name: text, lead: true }],
      })),
      decisions: snapshot.decisions.map((decision) => ({ ...decision, wording: text })),
    };
  };

  test.each(HOSTILE)('stays text in html: %j', (text) => {
    const html = printed(everywhere(text), 'html');
    const body = html.slice(html.indexOf('<body>'));

    const tags = new Set([...body.matchAll(/<\/?([a-z0-9]+)/gi)].map((match) => match[1]?.toLowerCase()));
    const allowed = ['body', 'html', 'h1', 'h2', 'h3', 'p', 'ul', 'ol', 'li', 'table', 'tbody', 'tr', 'th', 'td', 'br'];
    expect([...tags].filter((tag) => !allowed.includes(tag ?? ''))).toEqual([]);
    expect(body).not.toMatch(/<[^>]+\s(on\w+|href|src|style)=/i);
    expect(visible(body)).toContain(text.split('\n')[0]);
    expect(html.match(/<title>/g)).toHaveLength(1);
  });

  test.each(HOSTILE)('stays text in Markdown: %j', (text) => {
    const markdown = printed(everywhere(text), 'md');

    expect(markdown).not.toMatch(/(?<!\\)<(?!br>)[a-z/!]/i);
    expect(markdown).not.toMatch(/(^|[^\\])\]\(/);
    expect(markdown).not.toMatch(/(^|[^\\])`/);
    const headings = markdown.split('\n').filter((line) => /^#{1,6} /.test(line));
    expect(headings).toHaveLength(headingsOf(everywhere('文')));
  });

  const headingsOf = (snapshot: MeetingSnapshot): number =>
    printed(snapshot, 'md')
      .split('\n')
      .filter((line) => /^#{1,6} /.test(line)).length;

  test('keeps its line breaks in report cells', () => {
    expect(printed(sampleSnapshot(), 'html')).toContain('召开两次会议<br>编写教材');
  });
});
