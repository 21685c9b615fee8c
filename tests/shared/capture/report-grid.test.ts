// A work report that is pasted as a table becomes tasks with owners and days. The meeting is on Friday 23 April 2021.
import { describe, expect, test } from 'vitest';
import { readReportGrid, tasksOfReport, type ReportTask } from '../../../shared/capture/report-grid.ts';
import { brand } from '../../../shared/lib/brand.ts';
import type { LocalDate } from '../../../shared/lib/time.ts';

const base = brand<LocalDate>('2021-04-23');
const HEAD = '委员会\t上半年完成情况\t2021年下半年工作计划';

function tasksIn(text: string, parties: readonly string[] = []): readonly ReportTask[] {
  const { rows, plannedFor } = readReportGrid(text);
  return tasksOfReport(rows, { parties, base, plannedFor });
}

describe('a table', () => {
  test('is read by its heads, in whatever order its columns stand', () => {
    const text = '序号\t2021年下半年计划\t责任部门\t上半年工作完成情况\n1\t组织培训\t培训部\t召开两次会议';

    expect(readReportGrid(text)).toEqual({
      rows: [{ owner: '培训部', done: '召开两次会议', planned: '组织培训' }],
      plannedFor: '2021年下半年计划',
      isCut: false,
    });
  });

  test('without heads is who, done, next', () => {
    expect(readReportGrid('培训部\t召开两次会议\t组织培训')).toEqual({
      rows: [{ owner: '培训部', done: '召开两次会议', planned: '组织培训' }],
      plannedFor: null,
      isCut: false,
    });
  });

  test('with cells that were joined goes on with the owner above', () => {
    const { rows } = readReportGrid(`${HEAD}\n培训部\t甲\t乙\n\t丙\t丁\n\n标准部\t\t戊`);

    expect(rows.map(({ owner, planned }) => `${owner} ${planned}`)).toEqual(['培训部 乙', '培训部 丁', '标准部 戊']);
  });

  test('in English', () => {
    const { rows, plannedFor } = readReportGrid('Committee\tDone\tNext half-year\nEvents\tOne fair\tTwo fairs');

    expect({ rows, plannedFor }).toEqual({
      rows: [{ owner: 'Events', done: 'One fair', planned: 'Two fairs' }],
      plannedFor: 'Next half-year',
    });
  });

  test('that is nothing has no rows', () => {
    expect(readReportGrid(' \n\t\n').rows).toEqual([]);
  });
});

describe('the tasks of a report', () => {
  test('twenty-four lines are as many tasks, each with owner, half-year and place', () => {
    const rows = Array.from(
      { length: 12 },
      (_, index) => `第${index}委员会\t已开会\t"1. 组织第${index}次培训\n2. 走访会员单位"`,
    );

    const tasks = tasksIn([HEAD, ...rows].join('\n'));

    expect(tasks).toHaveLength(24);
    expect(
      tasks.every(
        ({ owners, due, dueText }) => owners.length === 1 && due === '2021-12-31' && dueText === '2021年下半年',
      ),
    ).toBe(true);
    expect(tasks[23]).toEqual({
      row: 11,
      line: 1,
      text: '走访会员单位',
      ...{ from: 15, to: 21, isByDefault: true },
      owners: ['第11委员会'],
      supporters: [],
      due: '2021-12-31',
      dueText: '2021年下半年',
      what: '走访会员单位',
    });
  });

  test.each<[string, string, Partial<ReportTask>]>([
    ['its own limit', '9月底前组织培训', { due: brand<LocalDate>('2021-09-30'), dueText: '9月底前', what: '组织培训' }],
    ['a limit in brackets', '组织培训（9月底前）', { due: brand<LocalDate>('2021-09-30'), what: '组织培训' }],
    ['a limit without a day', '下次理事会前提交名单', { due: null, dueText: '下次理事会前' }],
    [
      '尽快, which is by the half-year’s end',
      '两项团标尽快立项',
      { due: brand<LocalDate>('2021-12-31'), dueText: '尽快' },
    ],
    [
      'a name of its own',
      '由王敏牵头编写教材，9月底前完成',
      { owners: ['王敏'], due: brand<LocalDate>('2021-09-30'), what: '编写教材' },
    ],
    ['a name with @', '@王敏 编写教材', { owners: ['王敏'], what: '编写教材' }],
    [
      'nothing but what is to be done',
      '编写教材',
      { owners: ['培训部'], due: brand<LocalDate>('2021-12-31'), what: '编写教材' },
    ],
  ])('a line with %s', (_name, line, expected) => {
    expect(tasksIn(`${HEAD}\n培训部\t\t${line}`)).toMatchObject([expected]);
  });

  test('several owners, the lead first, and those who help', () => {
    const [task] = tasksIn(`${HEAD}\n培训部（牵头）、标准部、会员部（配合）\t\t编写教材`);

    expect([task?.owners, task?.supporters]).toEqual([['培训部', '标准部'], ['会员部']]);
  });

  test('lines are told apart by numbers, semicolons and line ends, and 无 is none', () => {
    const cell = '"1.编写教材；2.修订1.5版标准\n（三）走访会员\n无"';

    expect(tasksIn(`${HEAD}\n培训部\t\t${cell}`).map(({ line, what }) => `${line} ${what}`)).toEqual([
      '0 编写教材',
      '1 修订1.5版标准',
      '2 走访会员',
    ]);
  });

  test('without heads the half-year is that of the meeting', () => {
    const rows = [{ owner: '培训部', planned: '编写教材' }];
    const autumn = brand<LocalDate>('2021-09-01');

    expect(tasksOfReport(rows, { parties: [], base, plannedFor: null })).toMatchObject([
      { due: '2021-06-30', dueText: null },
    ]);
    expect(tasksOfReport(rows, { parties: [], base: autumn, plannedFor: null })).toMatchObject([{ due: '2021-12-31' }]);
  });
});
