// One task: its facts and history in sentences, buttons for what can be done alone, small forms, and what happens when somebody
// else was faster.
import { afterEach, expect, test } from 'vitest';
import TaskSheet from '../../../client/panels/task-sheet.svelte';
import type { TaskWithHistory } from '../../../shared/api/task.schema.ts';
import type { Locale } from '../../../shared/i18n/locale.ts';
import { fillIn, pressIn, settled, showTaskPage, taskWithHistory, type TaskAnswer } from '../support/task-page.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of closing.splice(0)) await end();
});

const MEETINGS = {
  meetings: [
    { id: 'm1', title: '三届三次常务理事会', bodyId: 'council', phase: 'archived' },
    { id: 'm2', title: '三届四次常务理事会', bodyId: 'council', phase: 'prepare' },
    { id: 'm3', title: '理事会', bodyId: 'board', phase: 'live' },
    { id: 'm4', title: '示范会议', bodyId: 'council', phase: 'live', sample: true },
  ],
};

interface Opened {
  /** As the server has it; replaced by what a change answers. */
  readonly stands: TaskWithHistory;
  readonly patch?: TaskAnswer;
  readonly locale?: Locale;
}

async function open({ stands, patch, locale = 'zh-CN' }: Opened) {
  let now = stands;
  const page = await showTaskPage(
    (anchor) => TaskSheet(anchor, { id: 't1' }),
    {
      ...{ address: '/tasks/t1', param: 't1', locale },
      answer: (sent) => {
        if (sent.path === '/meetings') return { body: MEETINGS };
        if (sent.method === 'PATCH') return patch?.(sent) ?? { body: now };
        return { body: now };
      },
    },
    closing,
  );
  const patched = () => page.sent.filter(({ method }) => method === 'PATCH');
  return { ...page, patched, change: (next: TaskWithHistory) => (now = next) };
}

const dialog = (target: ParentNode): HTMLElement => target.querySelector('dialog') ?? expect.fail('no dialog');
const lines = (target: ParentNode, selector: string): readonly string[] =>
  [...target.querySelectorAll(selector)].map((each) => each.textContent.replace(/\s+/g, ' ').trim());
const AT = Date.UTC(2026, 10, 20, 2);
const HAND = { kind: 'user', id: 'u1', name: '李文静' } as const;

test('it says what, who leads, by when and how that moved, and leads to its passage', async () => {
  const { target } = await open({
    stands: taskWithHistory({ limits: ['2026-10-30', '2026-12-01'], dueText: '月底' }),
  });

  expect(lines(target, 'h1')).toEqual(['修订无人机培训教材']);
  expect(lines(target, '.mark > *')).toEqual(['第1号', '办理中', '还有3个工作日']);
  expect(lines(target, 'dd')[1]).toBe('12月1日 曾定于10月30日 会上原话：月底');
  expect(target.querySelector('dd a')?.getAttribute('href')).toBe('/meetings/m1#task=d1');
});

const HISTORY = [
  {
    ...{ kind: 'assigned', at: AT, by: HAND, due: '2026-12-01', dueText: null, supporters: [], supervisor: null },
    owners: [{ key: 'o1', name: '团标委', lead: true, kind: 'named' as const, personId: null }],
  },
  { kind: 'reported', at: AT + 60_000, by: { kind: 'owner' as const, id: 'o1', name: '张三' }, text: '初稿已完成' },
  { kind: 'extension-asked', at: AT + 120_000, by: HAND, due: '2026-12-20', reason: '专家未到齐' },
  { kind: 'unheard-of', at: AT + 180_000, by: HAND },
];

test('of a line of a work report it says which, and leads to its row, whatever became of the desk', async () => {
  const reportLine = { itemId: 'i7', rowId: 'r2', text: '编写教材' };
  const { target } = await open({ stands: taskWithHistory({ reportLine, deskTask: null, itemId: null }) });

  expect(target.textContent).toContain('工作汇报中的计划：“编写教材”');
  const [link] = [...target.querySelectorAll('dd a')].filter(({ textContent }) => textContent === '看汇报表这一行');
  expect(link?.getAttribute('href')).toBe('/meetings/m1#item=i7&row=r2');
});

test('its history is told in sentences, newest first; what is not known yet is said as a change', async () => {
  const { target } = await open({ stands: taskWithHistory({ history: HISTORY }) });

  expect(lines(target, 'ol p')).toEqual([
    '李文静 有改动',
    '李文静 申请延期到12月20日：专家未到齐',
    '张三（凭链接） 汇报进展：初稿已完成',
    '李文静 交办给团标委，12月1日前完成',
  ]);
});

test('and in English', async () => {
  const { target } = await open({ stands: taskWithHistory({ history: HISTORY }), locale: 'en' });

  expect(lines(target, 'ol p').slice(1)).toEqual([
    '李文静 asked for more time, until 20 December: 专家未到齐',
    '张三 (by link) reported: 初稿已完成',
    '李文静 assigned it to 团标委, due by 1 December',
  ]);
});

test('there is a button for what can be done, and for nothing else', async () => {
  const { target } = await open({ stands: taskWithHistory({ actions: ['report', 'submit', 'pause'] }) });

  expect(lines(target, '.acts button')).toEqual(['记录进展', '报办结', '暂缓']);
});

test('whoever can do nothing is told so', async () => {
  const { target } = await open({ stands: taskWithHistory() });

  expect(target.textContent).toContain('您可以看这项任务，不能改动。');
});

test('a report is asked for and sent on the version that was read', async () => {
  const after = taskWithHistory({ revision: 'r2', reported: { at: AT, text: '完成一半' } });
  const { target, patched } = await open({
    stands: taskWithHistory({ actions: ['report'] }),
    patch: () => ({ body: after }),
  });
  pressIn(target, '记录进展');
  pressIn(dialog(target).querySelector('.foot') ?? target, '记录进展');
  expect(dialog(target).textContent).toContain('请写进展情况。');
  fillIn(dialog(target), '进展情况', '完成一半');
  dialog(target)
    .querySelector('form')
    ?.dispatchEvent(new Event('submit', { cancelable: true }));
  await settled();

  expect(patched()).toEqual([
    { method: 'PATCH', path: '/tasks/t1', version: '"r1"', body: { action: 'report', text: '完成一半', files: [] } },
  ]);
  expect(target.querySelector('dialog')).toBeNull();
  expect(target.textContent).toContain('完成一半');
});

test('when somebody was faster the task is read again, what was typed stays, and goes with the new version', async () => {
  const stands = taskWithHistory({ actions: ['report'] });
  const { target, patched, change } = await open({
    stands,
    patch: ({ version }) =>
      version === '"r1"'
        ? { status: 412, body: { code: 'version-mismatch' } }
        : { body: { ...stands, revision: 'r3' } },
  });
  pressIn(target, '记录进展');
  fillIn(dialog(target), '进展情况', '完成一半');
  change({ ...stands, revision: 'r2' });
  const submit = () =>
    dialog(target)
      .querySelector('form')
      ?.dispatchEvent(new Event('submit', { cancelable: true }));
  submit();
  await settled();

  expect(dialog(target).textContent).toContain('您写的内容还在');
  expect(dialog(target).querySelector('textarea')?.value).toBe('完成一半');
  submit();
  await settled();
  expect(patched().map(({ version }) => version)).toEqual(['"r1"', '"r2"']);
});

test('what can no longer be done keeps what was typed and offers nothing to press', async () => {
  const stands = taskWithHistory({ actions: ['close'], state: 'submitted' });
  const { target, change } = await open({
    stands,
    patch: () => ({ status: 412, body: { code: 'version-mismatch' } }),
  });
  pressIn(target, '办结销号');
  fillIn(dialog(target), '办结情况', '教材已印发');
  change({ ...stands, state: 'closed', actions: ['reopen'], revision: 'r2' });
  dialog(target)
    .querySelector('form')
    ?.dispatchEvent(new Event('submit', { cancelable: true }));
  await settled();

  expect(dialog(target).textContent).toContain('现在不能这样做了');
  expect(dialog(target).querySelector('textarea')?.value).toBe('教材已印发');
  expect(lines(dialog(target), '.foot button')).toEqual(['取消']);
});

test('closing can be taken back, with a reason of its own', async () => {
  const closed = taskWithHistory({ state: 'closed', actions: ['reopen'], revision: 'r2' });
  const { target, patched } = await open({
    stands: taskWithHistory({ state: 'submitted', actions: ['close'] }),
    patch: () => ({ body: closed }),
  });
  pressIn(target, '办结销号');
  dialog(target)
    .querySelector('form')
    ?.dispatchEvent(new Event('submit', { cancelable: true }));
  await settled();
  pressIn(document, '撤销');
  await settled();

  expect(patched().map(({ body }) => body)).toEqual([
    { action: 'close', text: null, files: [] },
    { action: 'reopen', reason: '误操作，撤回' },
  ]);
  expect(patched()[1]?.version).toBe('"r2"');
});

test('cancelling names the meeting that decided it, one of that body that has begun', async () => {
  const { target, patched } = await open({ stands: taskWithHistory({ actions: ['cancel'] }) });
  pressIn(target, '取消任务');
  await settled();
  const offered = [...dialog(target).querySelectorAll('option')].map(({ value }) => value);
  fillIn(dialog(target), '由哪次会议决定', 'm1');
  fillIn(dialog(target), '理由', '不再需要');
  dialog(target)
    .querySelector('form')
    ?.dispatchEvent(new Event('submit', { cancelable: true }));
  await settled();

  // Neither one still to come, nor another body's, nor a sample.
  expect(offered.filter((each) => each !== '')).toEqual(['m1']);
  expect(patched()[0]?.body).toEqual({ action: 'cancel', meetingId: 'm1', reason: '不再需要' });
});

test('new owners: the first leads, who was named keeps what is known, an e-mail makes an outsider', async () => {
  const owners = [{ key: 'o1', name: '团标委', lead: false, kind: 'committee' as const, personId: null, email: null }];
  const { target, patched } = await open({ stands: taskWithHistory({ owners, actions: ['hand-over'] }) });
  pressIn(target, '换责任单位');
  fillIn(dialog(target), '责任单位', '团标委、张三 zhang@example.org');
  dialog(target)
    .querySelector('form')
    ?.dispatchEvent(new Event('submit', { cancelable: true }));
  await settled();

  expect(patched()[0]?.body).toEqual({
    action: 'hand-over',
    owners: [
      { name: '团标委', lead: true, kind: 'committee', email: null, personId: null },
      { name: '张三', lead: false, kind: 'outsider', email: 'zhang@example.org', personId: null },
    ],
    supporters: [],
  });
});

test('a link can be made for whoever owes the task, whether or not they have an address for mail', async () => {
  const { target } = await open({ stands: taskWithHistory() });

  expect(lines(target, '#links')).toHaveLength(1);
});
