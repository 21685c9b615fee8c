// Handing tasks out of a meeting: which are chosen, what each lacks, what each owner will get, the one command; and that a task
// that was handed out is no note of the desk any more.
import { flushSync, type Component } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { useApi } from '../../../client/api.ts';
import AssignTasks from '../../../client/panels/assign-tasks.svelte';
import TaskList from '../../../client/panels/task-list.svelte';
import { Attachments, provideAttachments } from '../../../client/state/attachments.svelte.ts';
import { useMeeting, type MeetingState } from '../../../client/state/meeting.svelte.ts';
import { useHalfWritten } from '../../../client/state/half-written.svelte.ts';
import { provideTaskHints, TaskHints } from '../../../client/state/task-hints.svelte.ts';
import { openUploads, provideUploads } from '../../../client/state/uploads.svelte.ts';
import { useView } from '../../../client/state/workspace-view.svelte.ts';
import { addTask } from '../../../shared/doc/desk-tasks.ts';
import { writeAssigned } from '../../../shared/doc/record-tasks.ts';
import type { AssignedTaskId, TaskId } from '../../../shared/domain/ids.ts';
import type { DeskTask } from '../../../shared/domain/task.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { ok, refused } from '../../../shared/lib/result.ts';
import { ADMINISTRATOR, showPage } from '../support/page-stage.ts';
import { task as registered, TODAY } from '../support/task-page.ts';
import { PATIENCE } from '../../support/patience.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const owner = (name: string) => ({ key: `k-${name}`, name, lead: false });
const NOTE: Omit<DeskTask, 'id' | 'what' | 'order'> = {
  ...{ owners: [], supporters: [], due: null, dueText: null, itemId: null, state: 'confirmed' },
};
const TASKS: readonly DeskTask[] = [
  {
    ...{ ...NOTE, id: brand<TaskId>('one'), what: '发布团标', order: 'a1', dueText: '月底' },
    owners: [owner('团标委'), owner('张三')],
  },
  { ...NOTE, id: brand<TaskId>('two'), what: '编写教材', order: 'a2', owners: [owner('团标委')], state: 'draft' },
  { ...NOTE, id: brand<TaskId>('three'), what: '筹备年会', order: 'a3' },
];

async function open(of: Component, answer: Awaited<ReturnType<MeetingState['execute']>> = ok({})) {
  const sent: unknown[] = [];
  const areas = ['workspace', 'register', 'stock'] as const;
  const component: Component = (anchor, props) => {
    const meeting = useMeeting();
    for (const each of TASKS) addTask(meeting.desk, each);
    meeting.execute = (kind, data) => {
      sent.push([kind, data]);
      return Promise.resolve(answer);
    };
    provideTaskHints(new TaskHints(meeting, useHalfWritten()));
    const uploads = provideUploads(openUploads(meeting.id, () => undefined));
    closing.push(() => uploads.close());
    provideAttachments(new Attachments({ meeting, view: useView(), api: useApi(), after: () => () => undefined }));
    return of(anchor, props);
  };
  const answers = {
    '/task-supervisors': { supervisors: [{ id: ADMINISTRATOR.id, name: ADMINISTRATOR.displayName }] },
    '/tasks': {
      ...{ tasks: [registered({ id: 'register1', what: '发布团标' })], cursor: null, today: TODAY, soonUntil: TODAY },
      totals: { all: 1, byState: { doing: 1 }, overdue: 0, soon: 0 },
    },
  };
  const shown = await showPage(component, { areas, answers, inMeeting: true }, closing);
  await shown.settle();
  const submit = async (): Promise<void> => {
    shown.target.querySelector('form')?.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
    await shown.settle();
  };
  return { ...shown, sent, submit };
}

const dialog: Component = (anchor) => AssignTasks(anchor, { onclose: () => undefined });
const cells = (target: ParentNode, column: string): readonly HTMLInputElement[] => [
  ...target.querySelectorAll<HTMLInputElement>(`tbody [data-cell=${column}]`),
];
const boxes = (target: ParentNode) => cells(target, 'take');
const lines = (target: ParentNode, selector: string): readonly string[] =>
  [...target.querySelectorAll(selector)].map((each) => each.textContent.replace(/\s+/g, ' ').trim());

test('each row says what the task lacks; one without owner cannot be chosen, one without date can', async () => {
  const { target } = await open(dialog);

  expect([...target.querySelectorAll('tbody tr')].map((row) => lines(row, '.facts span'))).toEqual([
    ['名册和到会名单里没有：团标委、张三'],
    ['名册和到会名单里没有：团标委', '没有期限，可以照样交办', '待确认，交办即确认'],
    ['没有责任人', '没有期限，可以照样交办'],
  ]);
  const shown = (column: string) => cells(target, column).map(({ value }) => value);
  expect([shown('owners'), shown('due')]).toEqual([
    ['团标委、张三', '团标委', ''],
    ['月底', '', ''],
  ]);
  expect(boxes(target).map(({ checked, disabled }) => [checked, disabled])).toEqual([
    [true, false],
    [false, false],
    [false, true],
  ]);
});

test('each owner is shown what they will get: their own tasks alone', async () => {
  const { target } = await open(dialog);
  target.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
  flushSync();

  expect(lines(target, 'h4')).toEqual(['团标委：2项', '张三：1项']);
  expect([...target.querySelectorAll('ol')].map((list) => lines(list, 'li'))).toEqual([
    ['发布团标', '编写教材'],
    ['发布团标'],
  ]);
});

test('all that are chosen go in one command, with addresses of outsiders and who follows them up', async () => {
  const { target, sent, submit } = await open(dialog);
  target.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
  const address = [...target.querySelectorAll<HTMLInputElement>('input[inputmode=email]')].at(-1);
  if (!address) throw new Error('no field for an address');
  address.value = 'zhang';
  address.dispatchEvent(new Event('input', { bubbles: true }));
  await submit();
  expect(target.textContent).toContain('邮箱写得不对');
  expect(sent).toEqual([]);

  address.value = 'zhang@example.org';
  address.dispatchEvent(new Event('input', { bubbles: true }));
  await submit();

  const supervisor: unknown = expect.any(String);
  expect(sent).toEqual([
    [
      'task.assign',
      {
        tasks: [
          { task: 'one', parties: [{ key: 'k-张三', kind: 'outsider', email: 'zhang@example.org' }], supervisor },
          { task: 'two', parties: [], supervisor },
        ],
      },
    ],
  ]);
});

test('a refusal marks the row it is about', async () => {
  const refusal = refused('invalid', { errors: [{ path: 'data.tasks.0.parties.0.key', code: 'unknown-party' }] });
  const { target, submit } = await open(dialog, refusal);
  await submit();

  expect(target.textContent).toContain('请看标出的行');
  expect(lines(target, '.refused')[0]).toContain('发布团标');
});

test('what was handed out leads to the register with its state, and is no note that could be changed', async () => {
  const { target, open: meeting, settle } = await open(TaskList);
  if (!meeting) throw new Error('no meeting is open');
  expect(lines(target, '.what')).toContain('发布团标');

  writeAssigned(meeting.meeting.record, brand<TaskId>('one'), {
    ...{ id: brand<AssignedTaskId>('register1'), itemId: null, what: '发布团标', at: 0, by: 'u1' },
    ...{ owners: [], supporters: [], due: null, dueText: null, supervisor: null },
  });
  await settle();

  // What shows them arrives once the page stands.
  const link = await vi.waitFor(
    () => target.querySelector('a[href="/tasks/register1"]') ?? expect.fail('no way there'),
    PATIENCE,
  );
  expect(link.textContent).toBe('发布团标');
  expect(lines(target, '.what')).not.toContain('发布团标');
  await settle();
  expect(lines(target, '.state')).toEqual(['办理中，还有3个工作日']);
});
