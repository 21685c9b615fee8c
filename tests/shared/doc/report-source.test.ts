// Lines of a work report and the tasks that were made of them: tied by their place, found again by their words, never made twice.
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { addItem, readAgenda } from '../../../shared/doc/desk-agenda.ts';
import { addReportRow, reportText, setReportRow } from '../../../shared/doc/desk-report.ts';
import { addTask, readReportSource, readTasks } from '../../../shared/doc/desk-tasks.ts';
import { placeOfSource, reportSourceOf } from '../../../shared/doc/report-source.ts';
import type { ItemId, RowId, TaskId } from '../../../shared/domain/ids.ts';
import { publicSnapshot } from '../../../shared/domain/publish.ts';
import { linesWithTasks } from '../../../shared/domain/report-tasks.ts';
import type { DeskTask } from '../../../shared/domain/task.ts';
import { invariant } from '../../../shared/lib/assert.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { snapshotOf } from '../../support/snapshot.ts';

const ITEM = brand<ItemId>('report1');
const [ROW, OTHER] = [brand<RowId>('row1'), brand<RowId>('row2')];
const TASK: DeskTask = {
  ...{ id: brand<TaskId>('t1'), what: '走访会员', owners: [], supporters: [], due: null, dueText: null },
  ...{ itemId: ITEM, state: 'draft', order: 'a0' },
};

function deskWith(planned: string): Y.Doc {
  const desk = new Y.Doc();
  addItem(desk, { id: ITEM, kind: 'work_report', title: '汇报', order: 'a0' });
  addReportRow(desk, ITEM, { id: ROW, owner: '培训部', done: '', planned, order: 'a0' });
  return desk;
}

/** A task of the line that reads so. */
function taskOf(desk: Y.Doc, line: string, more: Partial<DeskTask> = {}): void {
  const from = cell(desk).toString().indexOf(line);
  const reportLine = reportSourceOf(desk, { itemId: ITEM, rowId: ROW, from, to: from + line.length });
  addTask(desk, { ...TASK, ...(reportLine ? { reportLine } : {}), ...more });
}

function cell(desk: Y.Doc, row = ROW): Y.Text {
  const text = reportText(desk, ITEM, row, 'planned');
  invariant(text !== null, 'there is no such row');
  return text;
}

/** Each line with the task it has, and whether that was made of other words. */
function linesOf(desk: Y.Doc): readonly string[] {
  const rows = readAgenda(desk)[0]?.report ?? [];
  const placed = linesWithTasks(ITEM, rows, readTasks(desk), ({ reportLine }) => {
    return reportLine ? placeOfSource(desk, reportLine) : null;
  });
  return placed.map(({ text, task }) => `${text} ${task === null ? '-' : `${task.id}${task.isReworded ? '!' : ''}`}`);
}

test('a task keeps its line when lines are written, numbered and taken away around it', () => {
  const desk = deskWith('1.编写教材\n2.走访会员\n3.发布');
  taskOf(desk, '走访会员');
  expect(linesOf(desk)).toEqual(['编写教材 -', '走访会员 t1', '发布 -']);

  cell(desk).insert(0, '一、先开会\n');
  const text = cell(desk).toString();
  cell(desk).delete(text.indexOf('1.编写教材\n'), '1.编写教材\n'.length);

  expect(linesOf(desk)).toEqual(['先开会 -', '走访会员 t1', '发布 -']);
});

test('a line that is worded anew keeps it, and it is told that the words differ', () => {
  const desk = deskWith('编写教材；走访会员；发布');
  taskOf(desk, '走访会员');

  cell(desk).insert(cell(desk).toString().indexOf('会员'), '二十家');

  expect(linesOf(desk)).toEqual(['编写教材 -', '走访二十家会员 t1!', '发布 -']);
});

test('a line that reads the same elsewhere does not take it; where its own is gone, it does', () => {
  const desk = deskWith('走访会员；走访会员');
  const second = cell(desk).toString().lastIndexOf('走访会员');
  const reportLine = reportSourceOf(desk, { itemId: ITEM, rowId: ROW, from: second, to: second + 4 });
  addTask(desk, { ...TASK, ...(reportLine ? { reportLine } : {}) });
  expect(linesOf(desk)).toEqual(['走访会员 -', '走访会员 t1']);

  addReportRow(desk, ITEM, { id: OTHER, owner: '培训部', done: '', planned: '走访会员', order: 'a1' });
  setReportRow(desk, ITEM, ROW, { removed: true });

  expect(linesOf(desk)).toEqual(['走访会员 t1']);
});

test('what somebody wrote by hand, word for word, is no second task; that of another item is another', () => {
  const desk = deskWith('1. 编写教材\n2. 走访会员');
  addTask(desk, { ...TASK, what: '走访会员。' });
  addTask(desk, { ...TASK, id: brand<TaskId>('t2'), what: '编写教材', itemId: brand<ItemId>('other1') });

  expect(linesOf(desk)).toEqual(['编写教材 -', '走访会员 t1']);
});

test('two tasks of one line stand one beside the other: the line has the first, and no other line the second', () => {
  const desk = deskWith('编写教材；走访会员');
  taskOf(desk, '走访会员');
  taskOf(desk, '走访会员', { id: brand<TaskId>('t2'), order: 'a1' });

  expect(linesOf(desk)).toEqual(['编写教材 -', '走访会员 t1']);
});

test('what anybody stored is read with care; tasks of before there were sources have none', () => {
  const desk = deskWith('走访会员');
  addTask(desk, TASK);
  const source = { itemId: ITEM, rowId: ROW, from: '{"tname":"agenda"}', to: 'x', quote: '走访会员' };

  expect(readTasks(desk)[0]).toEqual(TASK);
  for (const odd of [null, 'x', [], {}, { ...source, rowId: 7 }, { ...source, itemId: '../x' }])
    expect(readReportSource(odd)).toBeNull();
  expect(placeOfSource(desk, source)).toBeNull();
  expect(desk.share.has('x')).toBe(false);
});

test('[leak] the public learns nothing of the line: its item may have been internal', () => {
  const desk = deskWith('走访会员');
  taskOf(desk, '走访会员', { itemId: null });
  const tasks = readTasks(desk);
  expect(JSON.stringify(tasks)).toContain('quote');

  expect(publicSnapshot(snapshotOf({ tasks })).tasks).toEqual([{ ...TASK, itemId: null }]);
});
