// The dialogs of a work report: its planned lines become tasks, taken or left by keys, once each and back in one step; and its empty
// cells are filled from the last meeting without a word of anybody's being lost.
import { flushSync, type Component } from 'svelte';
import { afterEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import ReportDialogs from '../../../client/panels/report-dialogs.svelte';
import ReportPlace from '../../../client/panels/report-place.svelte';
import { withdrawDoubleTasks } from '../../../client/state/task-hinting.ts';
import { useMeeting } from '../../../client/state/meeting.svelte.ts';
import { parseMeetingFile } from '../../../shared/api/import.schema.ts';
import { addItem, readAgenda, setItem } from '../../../shared/doc/desk-agenda.ts';
import { setFact } from '../../../shared/doc/desk-facts.ts';
import { addReportRow, reportText } from '../../../shared/doc/desk-report.ts';
import { addTask, readTasks } from '../../../shared/doc/desk-tasks.ts';
import { importMeeting } from '../../../shared/doc/import.ts';
import { writeAssigned } from '../../../shared/doc/record-tasks.ts';
import { reportSourceOf } from '../../../shared/doc/report-source.ts';
import type { ReportRow } from '../../../shared/domain/agenda.ts';
import type { AssignedTaskId, ItemId, RowId, TaskId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import referenceFile from '../../fixtures/reference-meeting.json' with { type: 'json' };
import { showPage } from '../support/page-stage.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const ITEM = brand<ItemId>('report1');
/** Friday 23 April 2021. */
const DAY = Date.UTC(2021, 3, 23, 6);
const ROW = { done: '', order: 'a0' } as const;

interface Stage {
  readonly kind: 'tasks' | 'before';
  readonly title?: string;
  readonly rows: readonly (Pick<ReportRow, 'owner' | 'planned'> & Partial<ReportRow>)[];
  readonly last?: unknown;
}

async function open({ kind, title = '上半年工作汇报与下半年工作布置', rows, last }: Stage) {
  const dialog: Component = (anchor) => {
    const { desk } = useMeeting();
    setFact(desk, 'plannedStart', DAY);
    addItem(desk, { id: ITEM, kind: 'work_report', title, order: 'z0' });
    for (const [index, row] of rows.entries())
      addReportRow(desk, ITEM, {
        ...ROW,
        ...row,
        id: brand<RowId>(`row${index}`),
        order: `a${String.fromCharCode(65 + index)}`,
      });
    return ReportDialogs(anchor, { itemId: ITEM, place: { kind }, onclose: () => undefined });
  };
  const answers = {
    '/organisations': { organisations: [{ id: 'o1', name: '技术创新专家委', shortName: null, aliases: ['科创委'] }] },
    '/bodies': { bodies: [] },
    ...(last === undefined ? {} : { '/meetings/': last }),
  };
  const shown = await showPage(dialog, { areas: ['workspace', 'agenda', 'stock'], answers, inMeeting: true }, closing);
  await shown.settle();
  if (!shown.open) throw new Error('no meeting is open');
  const { desk, record } = shown.open.meeting;
  const submit = (): void => {
    shown.target.querySelector('form')?.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
    flushSync();
  };
  const made = () => readTasks(desk).filter(({ reportLine }) => reportLine !== undefined);
  const report = () => readAgenda(desk).find(({ id }) => id === ITEM)?.report ?? [];
  return { ...shown, desk, record, submit, made, report };
}

function cellOf(target: ParentNode, column: string, index: number): HTMLInputElement {
  const cell = [...target.querySelectorAll<HTMLInputElement>(`tbody [data-cell=${column}]`)][index];
  if (!cell) throw new Error(`there is no ${column} in row ${index}`);
  return cell;
}

function type(field: HTMLInputElement, text: string): void {
  field.focus();
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  flushSync();
}

describe('planned lines become tasks', () => {
  test('of the reference meeting’s report: each line once, whose it is, at the end of the half-year it names', async () => {
    const parsed = parseMeetingFile(referenceFile);
    if (!parsed.ok) throw new Error('the reference meeting cannot be read');
    const reference = new Y.Doc();
    let count = 0;
    importMeeting(reference, parsed.value, { newId: () => `id${(count += 1)}`, timeZone: 'Asia/Shanghai' });
    const item = readAgenda(reference).find(({ kind }) => kind === 'work_report');

    const { submit, made } = await open({
      ...{ kind: 'tasks', title: item?.title ?? '', rows: item?.report ?? [] },
    });
    submit();

    expect(made().map(({ owners, what }) => `${owners.map(({ name }) => name).join()} ${what}`)).toEqual([
      '无人机专家委 组织培训（原文作培养）',
      '团体标准专家委 已立项团标抓紧审核、讨论、发布',
      '团体标准专家委 两项团标立项',
      '安防技术产品专家委 组织全体安防技术产品专家专题学习',
      '安防技术产品专家委 培训各会员企业技术人员',
      '宣传平台·安防杂志 扩大影响力',
      '宣传平台·网站 与各省市安防协会连接，互学长短',
      '会员服务 组织会员企业参加上海安博会',
      '会员服务 开展优质工程项目评奖',
    ]);
    expect(new Set(made().map(({ due, state }) => `${due ?? ''} ${state}`))).toEqual(new Set(['2021-12-31 confirmed']));
  });

  test('four committees with five lines each are twenty tasks; names are those of the register; one undo takes all back', async () => {
    const planned = '一、编写教材\n2. 走访会员（9月底前）；③发布团标\n4）由秘书处起草章程\n5. 召开年会';
    const rows = ['科创委', '无人机委', '标准委', '产品委'].map((owner) => ({ owner, planned }));
    const { submit, made, view, desk, record } = await open({ kind: 'tasks', title: '工作汇报', rows });
    submit();

    expect(made()).toHaveLength(20);
    expect(
      made()
        .slice(0, 3)
        .map(({ what, due, owners }) => [what, due, owners[0]?.name]),
    ).toEqual([
      ['编写教材', '2021-06-30', '技术创新专家委'],
      ['走访会员', '2021-09-30', '技术创新专家委'],
      ['发布团标', '2021-06-30', '技术创新专家委'],
    ]);
    const [owed] = made();
    writeAssigned(record, owed?.id ?? brand<TaskId>('none'), {
      ...{ id: brand<AssignedTaskId>('register1'), itemId: null, what: '编写教材', at: 0, by: 'u1' },
      ...{ owners: [], supporters: [], due: null, dueText: null, supervisor: null },
    });
    view.takeOffer();
    // What somebody owes by now stays.
    expect(readTasks(desk).map(({ id }) => id)).toEqual([owed?.id]);
  });

  test('a line can be left, given to others and moved; the limit of all is changed for those that name none', async () => {
    const rows = [{ owner: '培训部', planned: '1.编写教材\n2.走访会员，9月底前\n3.发布' }];
    const { target, submit, made } = await open({ kind: 'tasks', rows });
    cellOf(target, 'take', 2).click();
    type(cellOf(target, 'owners', 0), '标准部、培训部');
    const rest = target.querySelector<HTMLInputElement>('.rest input');
    if (!rest) throw new Error('there is no limit of all');
    type(rest, '10月31日前');
    submit();

    expect(
      made().map(({ what, due, owners }) => [what, due, owners.map(({ name, lead }) => `${name}${lead ? '*' : ''}`)]),
    ).toEqual([
      ['编写教材', '2021-10-31', ['标准部*', '培训部']],
      ['走访会员', '2021-09-30', ['培训部']],
    ]);
  });

  test('two who make them at once make each line once', async () => {
    const rows = [{ owner: '培训部', planned: '编写教材；走访会员' }];
    const { submit, made, desk } = await open({ kind: 'tasks', rows });
    const before = Y.encodeStateAsUpdate(desk);
    submit();
    const other = new Y.Doc();
    Y.applyUpdate(other, before);
    for (const { reportLine, ...task } of made()) {
      const [from, to] = task.what === '编写教材' ? [0, 4] : [5, 9];
      const again = reportSourceOf(other, { itemId: ITEM, rowId: brand<RowId>('row0'), from, to });
      addTask(other, { ...task, id: brand<TaskId>(`zz-${task.id}`), ...(again ? { reportLine: again } : {}) });
      expect(again).toEqual(reportLine);
    }
    Y.applyUpdate(desk, Y.encodeStateAsUpdate(other));
    expect(made()).toHaveLength(4);

    withdrawDoubleTasks(desk);

    expect(made().map(({ what }) => what)).toEqual(['编写教材', '走访会员']);
  });

  test('what is a task already stands there as one, and is not made again', async () => {
    const { target, submit, made, desk } = await open({
      ...{ kind: 'tasks', rows: [{ owner: '培训部', planned: '编写教材；走访会员' }] },
    });
    cellOf(target, 'take', 1).click();
    submit();
    reportText(desk, ITEM, brand<RowId>('row0'), 'planned')?.insert(0, '重新');
    flushSync();

    expect(target.querySelector('tr.made')?.textContent.replace(/\s+/g, '')).toContain(
      '重新编写教材已有任务、措辞已改',
    );
    submit();
    expect(made().map(({ what }) => what)).toEqual(['编写教材']);
  });
});

test('an address that names a row opens the report there, once the meeting is there', async () => {
  history.replaceState(null, '', `#item=${ITEM}&row=row1`);
  closing.push(() => history.replaceState(null, '', '#'));
  const place: Component = (anchor) => {
    const { desk } = useMeeting();
    addItem(desk, { id: ITEM, kind: 'work_report', title: '汇报', order: 'z0' });
    addReportRow(desk, ITEM, { ...ROW, id: brand<RowId>('row1'), owner: '培训部', planned: '' });
    return ReportPlace(anchor, {});
  };
  const { view, settle } = await showPage(place, { areas: ['workspace'], answers: {}, inMeeting: true }, closing);
  await settle();

  expect(view.agendaDialog).toEqual({ kind: 'item', itemId: ITEM, report: { kind: 'row', row: 'row1' } });
});

describe('the last meeting’s report', () => {
  const OPEN = { state: 'doing', due: '2021-06-30', isMoved: false, isOverdue: false, closedOn: null, asked: null };
  const line = (text: string, more: object = {}) => ({ text, task: { ...OPEN, reported: null, ...more } });
  const LAST = {
    meeting: { id: 'm0', title: '上次会议', plannedStart: DAY },
    rows: [
      { owner: '培训部', isInternal: false, lines: [line('编写教材', { state: 'closed', closedOn: '2021-06-18' })] },
      { owner: '标准部', isInternal: false, lines: [line('立项')] },
      { owner: '人事', isInternal: true, lines: [line('机密')] },
    ],
  };

  test('fills what is empty and keeps what is written; back it takes only what nobody touched since', async () => {
    const { target, submit, report, view, desk } = await open({
      ...{ kind: 'before', last: LAST, rows: [{ owner: '培 训部', done: '手写的', planned: '' }] },
    });
    expect(target.textContent).toMatch(/培训部\s*已有内容，不动/);
    expect(target.textContent).not.toContain('机密');
    submit();

    expect(report().map(({ owner, done, planned }) => [owner, done, planned])).toEqual([
      ['培 训部', '手写的', ''],
      ['标准部', '立项（进行中）', '立项（2021年6月30日前）'],
    ]);
    reportText(desk, ITEM, report()[1]?.id ?? brand<RowId>('none'), 'done')?.insert(0, '另：');
    view.takeOffer();
    expect(report().map(({ done }) => done)).toEqual(['手写的', '另：立项（进行中）']);
  });

  test('[leak] rows of an internal item come into an internal one alone', async () => {
    const { target, desk, settle } = await open({ kind: 'before', last: LAST, rows: [] });
    expect(target.textContent).not.toContain('机密');

    setItem(desk, ITEM, { internal: true });
    await settle();

    expect(target.textContent).toContain('机密');
  });

  test('of a body that had none it says so, and nothing can be filled in', async () => {
    const { target, submit, report } = await open({
      ...{ kind: 'before', last: { meeting: null, rows: [] }, rows: [] },
    });
    submit();

    expect(target.textContent).toContain('上次会议没有工作汇报表');
    expect(report()).toEqual([]);
  });
});
