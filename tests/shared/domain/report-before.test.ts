// What the next meeting's report takes over from the last one: how each line stands, what is still open, and no word of anybody
// written over.
import { describe, expect, test } from 'vitest';
import type { ReportRow } from '../../../shared/domain/agenda.ts';
import type { RowId } from '../../../shared/domain/ids.ts';
import {
  fillsOf,
  rowsBefore,
  type LastReportRow,
  type LineStanding,
  type RowBefore,
} from '../../../shared/domain/report-before.ts';
import { report as english } from '../../../shared/i18n/en/report.ts';
import { report as chinese } from '../../../shared/i18n/zh-CN/report.ts';
import { brand } from '../../../shared/lib/brand.ts';
import type { LocalDate } from '../../../shared/lib/time.ts';

const day = (text: string): LocalDate => brand<LocalDate>(text);
const OPEN: LineStanding = {
  ...{ state: 'doing', due: day('2021-06-30'), isMoved: false, isOverdue: false },
  ...{ closedOn: null, asked: null, reported: null },
};
const line = (text: string, task: Partial<LineStanding> | null = {}): LastReportRow['lines'][number] => ({
  text,
  task: task && { ...OPEN, ...task },
});
const before = (rows: readonly LastReportRow[], say = chinese.before.says): readonly RowBefore[] =>
  rowsBefore(rows, say, (date) => date.slice(5));
/** What is said of one line. */
const said = (task: Partial<LineStanding> | null): readonly [string, string] => {
  const [row] = before([{ owner: '培训部', lines: [line('编写教材', task)] }]);
  return [row?.done ?? '', row?.planned ?? ''];
};

describe('a planned line arrives with its state', () => {
  test.each<[string, Partial<LineStanding> | null, string, string]>([
    ['closed', { state: 'closed', closedOn: day('2021-06-18') }, '编写教材（已于06-18办结）', ''],
    ['cancelled', { state: 'cancelled' }, '编写教材（已取消）', ''],
    ['under way', {}, '编写教材（进行中）', '编写教材（06-30前）'],
    ['late', { isOverdue: true }, '编写教材（逾期，原定06-30）', '编写教材（06-30前）'],
    ['extended', { isMoved: true, due: day('2021-07-31') }, '编写教材（延期到07-31）', '编写教材（07-31前）'],
    [
      'extended and late again',
      { isMoved: true, isOverdue: true },
      '编写教材（逾期，原定06-30）',
      '编写教材（06-30前）',
    ],
    ['asking', { state: 'extension', asked: day('2021-08-01') }, '编写教材（申请延期到08-01）', '编写教材（06-30前）'],
    ['said to be done', { state: 'submitted' }, '编写教材（已报办结，待审核）', '编写教材（06-30前）'],
    ['kept up for good', { state: 'standing', due: null }, '编写教材（长期坚持）', '编写教材'],
    [
      'reported on',
      { reported: '初稿已成\n在改' },
      '编写教材（进行中；最近汇报：初稿已成 在改）',
      '编写教材（06-30前）',
    ],
    ['never handed out', null, '编写教材', ''],
  ])('%s', (_what, task, done, planned) => {
    expect(said(task)).toEqual([done, planned]);
  });

  test('several are numbered, rows of one owner are one, and whoever planned nothing has none', () => {
    const rows = before([
      {
        owner: '培训部',
        lines: [line('编写教材'), line('走访会员', { state: 'closed', closedOn: day('2021-05-01') })],
      },
      { owner: '标准部', lines: [] },
      { owner: '培 训部', lines: [line('发布', null)] },
    ]);

    expect(rows).toEqual([
      {
        owner: '培训部',
        done: '1. 编写教材（进行中）\n2. 走访会员（已于05-01办结）\n3. 发布',
        planned: '编写教材（06-30前）',
      },
    ]);
  });

  test('in English', () => {
    expect(
      before([{ owner: 'Events', lines: [line('Hold a fair', { reported: 'hall booked' })] }], english.before.says),
    ).toEqual([
      { owner: 'Events', done: 'Hold a fair (under way; latest: hall booked)', planned: 'Hold a fair (by 06-30)' },
    ]);
  });
});

describe('it fills', () => {
  const row = (owner: string, done: string, planned: string, id = owner): ReportRow => ({
    ...{ id: brand<RowId>(id), owner, done, planned, order: 'a0' },
  });
  const BEFORE: readonly RowBefore[] = [{ owner: '培训部', done: '编写教材（进行中）', planned: '编写教材' }];
  const fates = (...standing: readonly ReportRow[]) =>
    fillsOf(standing, BEFORE).map(({ rowId, fills, keeps }) => ({ rowId, fills, keeps }));

  test.each<[string, readonly ReportRow[], object]>([
    ['a row that is not there', [], { rowId: null, fills: ['done', 'planned'], keeps: [] }],
    ['both empty cells', [row('培训 部', ' ', '')], { rowId: '培训 部', fills: ['done', 'planned'], keeps: [] }],
    ['the empty cell alone', [row('培训部', '写了', '')], { rowId: '培训部', fills: ['planned'], keeps: ['done'] }],
    [
      'nothing that somebody wrote',
      [row('培训部', '写了', '写了')],
      { rowId: '培训部', fills: [], keeps: ['done', 'planned'] },
    ],
    [
      'nothing that stands in a second row of the owner',
      [row('培训部', '', '', 'r1'), row('培训部', '写了', '', 'r2')],
      { rowId: 'r1', fills: ['planned'], keeps: ['done'] },
    ],
  ])('%s', (_what, standing, fate) => {
    expect(fates(...standing)).toEqual([fate]);
  });
});
