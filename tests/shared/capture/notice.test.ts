// Notices as secretariats write them, read by rules and compared with what a person reads in them. But for the first ten, the
// answers were written before any rule had seen the notice. Read for the first time, they gave precision and recall of
// 0.72, 0.47 (unseen: five), 0.69, 0.42 (fresh: twelve) and 0.70, 0.47 (last: four, of other forms still).
// Five more of varied forms (varied: an association, an office, a foundation's board, a joint meeting, a video meeting) gave
// 0.70, 0.48 at first; and five that were written with them and read once the rules were changed (blind) gave 0.90, 0.53.
// What the rules cannot know stays in the answers, and the figures stay below one.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recogniseNotice } from '../../../shared/capture/notice/recognise.ts';
import { processorMs } from '../../support/patience.ts';
import { seeded } from '../../support/seeded.ts';
import { expectedFacts, givenFacts, ratios, scoreOf, type ExpectedNotice, type Score } from './notice-score.ts';

const TODAY = '2026-11-10';
/** Folders of notices, and how well each single one of them is read at least. */
const FOLDERS = [
  { folder: 'notices', least: 0.9 },
  { folder: 'notices-unseen', least: 0.9 },
  { folder: 'notices-fresh', least: 0.65 },
  { folder: 'notices-last', least: 0.5 },
  { folder: 'notices-varied', least: 0.9 },
  { folder: 'notices-blind', least: 0.6 },
];

interface Fixture {
  readonly name: string;
  readonly least: number;
  readonly text: string;
  readonly expected: ExpectedNotice;
}

const FIXTURES: readonly Fixture[] = FOLDERS.flatMap(({ folder: name, least }) => {
  const folder = join(import.meta.dirname, '../../fixtures', name);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => ({
      least,
      name: name.replace('.txt', ''),
      text: readFileSync(join(folder, name), 'utf8'),
      expected: JSON.parse(readFileSync(join(folder, name.replace('.txt', '.json')), 'utf8')),
    }));
});

function scored({ text, expected }: Fixture): Score {
  return scoreOf(expectedFacts(expected), givenFacts(recogniseNotice(text, TODAY)));
}

test.each(FIXTURES)('$name is read nearly as a person reads it, at least by $least', (fixture) => {
  const score = scored(fixture);
  const { precision, recall } = ratios([score]);

  expect(
    { precision: precision >= fixture.least, recall: recall >= fixture.least },
    JSON.stringify(score, null, 1),
  ).toEqual({
    ...{ precision: true, recall: true },
  });
});

test('over all notices precision and recall are at least 0.95', async ({ annotate }) => {
  const { precision, recall } = ratios(FIXTURES.map(scored));

  await annotate(`notices: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`);
  expect(Math.min(precision, recall)).toBeGreaterThanOrEqual(0.95);
});

test('what is not understood is named, and nothing else', () => {
  for (const { name, text, expected } of FIXTURES.filter((fixture) => fixture.expected.unread !== undefined)) {
    const { unread, lines } = recogniseNotice(text, TODAY);

    expect(
      unread.map((line) => lines[line]?.trim()),
      name,
    ).toEqual(expected.unread);
  }
});

test('every line is the place of a fact, a courtesy, or named as not understood', () => {
  for (const { name, text } of FIXTURES) {
    const notice = recogniseNotice(text, TODAY);
    const { title, organisation, date, start, signIn, venue, chair, contact, phone, replyBy } = notice;
    const { people, groups, items } = notice;
    const single = [title, organisation, date, start, signIn, venue, chair, contact, phone, replyBy].filter(
      (fact) => fact !== null,
    );
    const parts = items.flatMap(({ value }) => value.parts);
    const found = [...single, ...people, ...groups, ...items, ...parts];

    for (const { line, from, to } of found) expect((notice.lines[line] ?? '').slice(from, to), name).not.toBe('');
    expect(new Set([...notice.unread, ...notice.formal]).size, name).toBe(notice.unread.length + notice.formal.length);
    for (const { line } of found) expect(notice.unread, name).not.toContain(line);
  }
});

test('a missing year is the one that fits, and is said to be assumed', () => {
  const read = (text: string, today: string) => recogniseNotice(text, today);

  expect(read('时间：1月8日上午9点', '2026-12-20')).toMatchObject({ date: { value: '2027-01-08' }, yearAssumed: true });
  expect(read('时间：12月28日上午9点', '2026-12-20')).toMatchObject({
    date: { value: '2026-12-28' },
    yearAssumed: true,
  });
  expect(read('时间：2027年1月8日', '2026-12-20')).toMatchObject({ date: { value: '2027-01-08' }, yearAssumed: false });
});

test.each([
  ['时间：11月25日 ９：００', '09:00', null],
  ['时间：11月25日上午九时三十分', '09:30', null],
  ['时间：11月25日下午2点-5点半', '14:00', '17:30'],
  ['时间：11月25日下午两点一刻至四点', '14:15', '16:00'],
  ['时间：11月25日晚上7点', '19:00', null],
  ['时间：11月25日上午10点至下午1点', '10:00', '13:00'],
  ['时间：11月25日 14:00—17:30', '14:00', '17:30'],
  ['Time: 25 November, 9.30 am to 1 pm', '09:30', '13:00'],
  ['时间：11月25日22:00至24:00', '22:00', '00:00'],
  ['时间：11月25日晚上8点到24点', '20:00', '00:00'],
  ['时间：11月25日22:30-2:00', '22:30', '02:00'],
  ['时间：11月25日晚上10点至次日凌晨1点', '22:00', '01:00'],
  ['时间：11月25日晚上10点至次日1点', '22:00', '01:00'],
  ['时间：11月25日', null, null],
  ['◆ 时间 15:00-17:00', '15:00', '17:00'],
  ['4-15 周四 晚7:30—9:00', '19:30', '21:00'],
])('“%s” begins at %s and ends at %s', (text, start, end) => {
  const notice = recogniseNotice(text, TODAY);

  expect([notice.start?.value ?? null, notice.end?.value ?? null]).toEqual([start, end]);
});

test('an item that runs over midnight takes the minutes that it takes', () => {
  const { items } = recogniseNotice('议程：\n23:30-00:15 计票\n24:00 宣布结果', TODAY);

  expect(items.map(({ value }) => [value.title, value.start, value.plannedMinutes])).toEqual([
    ['计票', '23:30', 45],
    ['宣布结果', '00:00', null],
  ]);
});

test('in a forwarded mail the headers are a courtesy, the subject names the meeting, and what is quoted is read', () => {
  const mail = [
    '发件人: 王芳',
    '发送时间: 2026年11月2日',
    '主题: 转发: 关于召开一届四次理事会的通知',
    '',
    '> 时间：12月5日10:00',
  ];

  const notice = recogniseNotice(mail.join('\n'), TODAY);

  expect(notice.title?.value).toBe('一届四次理事会');
  expect(notice.date?.value).toBe('2026-12-05');
  expect(notice.formal).toEqual([0, 1]);
  expect(notice.unread).toEqual([]);
});

test('pictures of a chat are read over, and marked words are found where they stand', () => {
  const notice = recogniseNotice('⏰时间：11月27日晚8点\n📝议程：\n1️⃣ 排班\n2️⃣ 答疑', TODAY);

  expect(notice.items.map(({ value }) => value.title)).toEqual(['排班', '答疑']);
  expect(notice.lines[0]?.slice(notice.start?.from, notice.start?.to)).toBe('晚8点');
});

test.each([
  ['时间：6-30 下午2点', '2026-06-30'],
  ['时间：6-30（周三）14:00', '2027-06-30'],
  ['会议日期：6.30', '2026-06-30'],
  ['【时间】6/30 周二 9:00', '2026-06-30'],
  ['定于六月三十日上午召开理事会', '2026-06-30'],
  ['定于6.30（星期三）召开理事会', '2027-06-30'],
])('“%s” is on %s', (text, date) => {
  expect(recogniseNotice(text, TODAY).date?.value).toBe(date);
});

test.each([
  '每单位3-5人参加',
  '表决须2/3以上同意',
  '时间：上午，每人1-2分钟',
  '电话：6-2305',
  '地点：6-305会议室',
  '审议1-3月收支',
  '比例为1:2，定于近期召开',
  '定于近期召开，准备3-5天',
])('“%s” names no day', (text) => {
  const { date, replyBy } = recogniseNotice(text, TODAY);

  expect([date, replyBy]).toEqual([null, null]);
});

test('a short date by which to answer lies in the year of the meeting', () => {
  const notice = recogniseNotice('时间：2027年6月30日9:00\n请于6-25前将回执发至秘书处。', TODAY);

  expect(notice.replyBy?.value).toBe('2027-06-25');
});

test('a day of the week decides between two years, where the text names none', () => {
  const of = (text: string): string | undefined => recogniseNotice(text, TODAY).date?.value;

  expect(of('时间：12月9日（星期三）9:00')).toBe('2026-12-09');
  expect(of('时间：12月9日（星期四）9:00')).toBe('2027-12-09');
  // No year near has it on a Saturday: the writer's slip, read as without it.
  expect(of('时间：12月9日（星期六）9:00')).toBe('2026-12-09');
});

test.each([
  ['时间：6月30日14:00-17:00，13:30开始签到', '13:30', '14:00'],
  ['时间：6月30日14:00-17:00（13:45签到）', '13:45', '14:00'],
  ['时间：6月30日14:00\n请提前15分钟签到', '13:45', '14:00'],
  ['时间：6月30日14:00\n签到时间：13:30', '13:30', '14:00'],
  ['时间：6月30日14:00\n报到时间：6月29日16:00-21:00', null, '14:00'],
  ['时间：6月30日14:00\n议程：\n13:30-14:00 签到\n14:00 审议章程', '13:30', '14:00'],
  ['时间：6月30日14:00\n请提前10分钟入场', null, '14:00'],
  ['时间：6月30日晚7:30（7:20签到）', '19:20', '19:30'],
])('“%s”: sign-in from %s, begins at %s', (text, signIn, start) => {
  const notice = recogniseNotice(text, TODAY);

  expect([notice.signIn?.value ?? null, notice.start?.value]).toEqual([signIn, start]);
  expect(notice.items.map(({ value }) => value.title)).not.toContain('签到');
});

test('what is numbered below an item is its part, of its kind unless it says another', () => {
  const { items } = recogniseNotice(
    '议程：\n1、审议以下文件\n（1）《章程》——副秘书长 姚立\n（2）茶歇\n2、研究\n2.1 春季考察\n2.2 年会征文',
    TODAY,
  );

  expect(
    items.map(({ value }) => [value.title, ...value.parts.map((part) => [part.value.title, part.value.kind])]),
  ).toEqual([
    ['审议以下文件', ['《章程》', 'deliberation'], ['茶歇', 'break']],
    ['研究', ['春季考察', 'discussion'], ['年会征文', 'discussion']],
  ]);
  expect(items[0]?.value.parts[0]?.value.presenters).toEqual(['姚立']);
});

test('who speaks is among the people with the post and the organisation that the agenda names', () => {
  const { people } = recogniseNotice(
    '列席：丁一凡\n议程：\n1、通报情况（市水利局副局长 汤宏，10分钟）\n2、财务总监夏小满作报告\n3、讲话（会长 丁一凡）\n4、汇报（王伟）',
    TODAY,
  );

  expect(people.map(({ value: { name, org, title, role } }) => [name, org, title, role])).toEqual([
    ['丁一凡', null, '会长', 'nonvoting'],
    ['汤宏', '市水利局', '副局长', 'attending'],
    ['夏小满', null, '财务总监', 'attending'],
  ]);
});

test('a break between numbered items is an item, without a number as with one', () => {
  const { items, unread } = recogniseNotice('议程：\n1. 审议章程\n茶歇\n2. 增补陈晓为理事', TODAY);

  expect(items.map(({ value }) => [value.title, value.kind])).toEqual([
    ['审议章程', 'deliberation'],
    ['茶歇', 'break'],
    ['增补陈晓为理事', 'election'],
  ]);
  expect(unread).toEqual([]);
});

test('who is asked without a name keeps the role of the words before', () => {
  const notice = recogniseNotice('参会人员：全体理事。列席：各部门负责人', TODAY);

  expect(notice.groups.map(({ value, role }) => [value, role])).toEqual([
    ['全体理事', 'attending'],
    ['各部门负责人', 'nonvoting'],
  ]);
});

test('a day that the calendar has not is none', () => {
  expect(recogniseNotice('时间：2026年2月30日上午9点', TODAY).date).toBeNull();
});

test('an empty text and a text about nothing of the kind give nothing, and no line is lost', () => {
  expect(recogniseNotice('', TODAY)).toMatchObject({ title: null, items: [], people: [], unread: [] });

  const poem = recogniseNotice('床前明月光，\n疑是地上霜。', TODAY);

  expect(poem).toMatchObject({ title: null, date: null, items: [], unread: [0, 1] });
});

test('lines in any order, cut anywhere and doubled are read without a fault and in a moment', async () => {
  const random = seeded(11);
  const lines = FIXTURES.flatMap(({ text }) => text.split('\n'));
  for (let round = 0; round < 150; round++) {
    const mixed = Array.from({ length: 60 }, () => {
      const line = lines[Math.floor(random() * lines.length)] ?? '';
      return random() < 0.3 ? line.slice(Math.floor(random() * line.length)) : line;
    });

    const notice = recogniseNotice(mixed.join('\n'), TODAY);

    expect(notice.lines).toHaveLength(60);
  }
  const evil = '（'.repeat(20_000) + '、'.repeat(20_000) + '一'.repeat(20_000);
  expect(await processorMs(() => recogniseNotice(evil, TODAY))).toBeLessThan(2_000);
});
