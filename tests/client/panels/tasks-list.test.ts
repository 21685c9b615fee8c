// The register of tasks: totals, rows, filters that stand in the address, pages that follow each other, rows by keyboard.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import TasksList from '../../../client/panels/tasks-list.svelte';
import type { Task } from '../../../shared/api/task.schema.ts';
import { fillIn, pressIn, settled, showTaskPage, task, TODAY } from '../support/task-page.ts';

const closing: (() => unknown)[] = [];
beforeEach(() => {
  // Nothing scrolls here: the next page comes by its button.
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe = (): void => undefined;
      disconnect = (): void => undefined;
    },
  );
});
afterEach(async () => {
  for (const end of closing.splice(0)) await end();
  vi.unstubAllGlobals();
});

const TOTALS = { all: 23, byState: { doing: 8, closed: 14, cancelled: 1 }, overdue: 3, soon: 2 };

async function open({ tasks, address = '/tasks' }: { tasks: readonly Task[]; address?: string }) {
  return showTaskPage(
    TasksList,
    {
      address,
      answer: ({ path }) => {
        if (path.startsWith('/bodies'))
          return {
            body: {
              bodies: [
                { id: 'council', name: '常务理事会', shortName: null },
                { id: 'b2', name: '监事会' },
              ],
            },
          };
        if (path.startsWith('/meetings')) return { body: { meetings: [{ id: 'm1', title: '三届三次常务理事会' }] } };
        const isSecond = path.includes('cursor=');
        const page = isSecond ? [task({ id: 't9', what: '第二页的任务' })] : tasks;
        const cursor = isSecond || tasks.length === 0 ? null : '2026-12-01~1';
        const totals = tasks.length === 0 ? { all: 0, byState: {}, overdue: 0, soon: 0 } : TOTALS;
        return { body: { tasks: page, cursor, totals, today: TODAY, soonUntil: '2026-12-01' } };
      },
    },
    closing,
  );
}

const LATE = task({ id: 't0', what: '报送团标', due: '2026-11-20', urgency: 'overdue' });
const askedTasks = (sent: readonly { readonly path: string }[]): readonly string[] =>
  sent.flatMap(({ path }) => (path.startsWith('/tasks') ? [path] : []));

test('the totals count what is open, late, soon and done, and each leads to those', async () => {
  const { target } = await open({ tasks: [LATE] });

  const totals = [...target.querySelectorAll('nav a')].map((each) => [
    each.textContent.replace(/\s+/g, ''),
    each.getAttribute('href'),
  ]);
  expect(totals).toEqual([
    ['8未办结', '/tasks'],
    ['3逾期', '/tasks?show=overdue'],
    ['2临期', '/tasks?show=soon'],
    ['14已办结', '/tasks?show=closed'],
    ['23全部', '/tasks?show=all'],
  ]);
});

test('a row says what, who with the lead first, where from, the limit in working days, the state', async () => {
  const owners = [
    { key: 'a', name: '秘书处', lead: false, kind: 'named' as const, personId: null },
    { key: 'b', name: '团标委', lead: true, kind: 'named' as const, personId: null },
  ];
  const { target } = await open({ tasks: [{ ...LATE, owners }, task()] });

  const rows = [...target.querySelectorAll('tbody tr')].map((row) =>
    [...row.querySelectorAll('td')].map((cell) => cell.textContent.replace(/\s+/g, ' ').trim()),
  );
  expect(rows).toEqual([
    ['报送团标', '团标委（牵头）、秘书处', '三届三次常务理事会', '11月20日 逾期4个工作日', '办理中'],
    ['修订无人机培训教材', '无人机专业委员会', '三届三次常务理事会', '12月1日 还有3个工作日', '办理中'],
  ]);
});

test('only what is late is vermilion', async () => {
  const { target } = await open({ tasks: [LATE, task()] });

  const late = [...target.querySelectorAll('tbody .late')].map((each) => each.textContent.trim());
  expect(late).toEqual(['11月20日', '逾期4个工作日']);
});

test('filters stand in the address: what is chosen is a step for Back, what is typed is none', async () => {
  const { target, sent, went } = await open({ tasks: [LATE] });
  fillIn(target, '机构', 'council');
  await settled();
  fillIn(target, '查找任务内容', '团标');
  target.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
  await settled();

  expect(went).toEqual([
    { address: '/tasks?body=council', replace: false },
    { address: '/tasks?body=council&q=%E5%9B%A2%E6%A0%87', replace: true },
  ]);
  expect(askedTasks(sent).at(-1)).toContain('body=council&text=%E5%9B%A2%E6%A0%87');
});

test('looking at the same in another way asks the server for nothing', async () => {
  const { target, sent, went } = await open({ tasks: [LATE, task()] });
  const before = askedTasks(sent).length;

  target.querySelector<HTMLInputElement>('input[value=board]')?.click();
  await settled();

  expect(went.at(-1)?.address).toBe('/tasks?view=board');
  expect(target.querySelectorAll('section h2')[1]?.textContent.replace(/\s+/g, '')).toBe('办理中2/8');
  expect(askedTasks(sent)).toHaveLength(before);
});

test('along the days, today stands between what is late and what is to come', async () => {
  const { target } = await open({ tasks: [LATE, task()], address: '/tasks?view=timeline' });

  const lines = [...target.querySelectorAll('h2, li, p.today')].map((each) =>
    each.textContent.replace(/\s+/g, ' ').trim(),
  );
  expect(lines[0]).toBe('2026年11月');
  expect(lines[1]).toContain('11月20日 报送团标');
  expect(lines.slice(2)).toEqual(['今天', '2026年12月', expect.stringContaining('12月1日 修订无人机培训教材')]);
});

test('the arrows go from row to row, and the last one reads on', async () => {
  const { target, sent } = await open({ tasks: [LATE, task()] });
  const rows = [...target.querySelectorAll<HTMLElement>('a[data-row]')];
  rows[0]?.focus();

  rows[0]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true }));
  await settled();

  expect(document.activeElement).toBe(rows[1]);
  expect(askedTasks(sent).at(-1)).toContain('cursor=2026-12-01');
  expect(target.querySelectorAll('a[data-row]')).toHaveLength(3);
});

test('the first picture of another question has the rows in sight, the one behind it those around as well', async () => {
  const frames: FrameRequestCallback[] = [];
  vi.stubGlobal('requestAnimationFrame', (draw: FrameRequestCallback) => frames.push(draw));
  vi.stubGlobal('cancelAnimationFrame', (at: number) => void (frames[at - 1] = () => undefined));
  const many = Array.from({ length: 100 }, (_unused, at) => task({ id: `t${at}`, what: `第${at}项` }));
  const { target } = await open({ tasks: many });
  const drawn = (): number => target.querySelectorAll('a[data-row]').length;
  const picture = async (): Promise<void> => {
    for (const draw of frames.splice(0)) draw(0);
    await settled();
  };
  const inSight = drawn();
  await picture();
  await picture();
  const around = drawn();

  fillIn(target, '机构', 'council');
  await settled();
  expect(drawn()).toBe(inSight);
  await picture();
  await picture();

  expect(inSight).toBeLessThan(around);
  expect(around).toBeLessThan(100);
  expect(drawn()).toBe(around);
});

test('the button reads the next page, and the foot says when all are listed', async () => {
  const { target } = await open({ tasks: [LATE] });
  pressIn(target, '继续列出');
  await settled();

  expect(target.textContent).toContain('第二页的任务');
  expect(target.textContent).toContain('共2项，已全部列出');
});

test('with nothing assigned yet it says where that is done; with filters that find nothing, how to clear them', async () => {
  const { target } = await open({ tasks: [] });
  expect(target.textContent).toContain('还没有交办的任务');

  const { target: narrowed, went } = await open({ tasks: [], address: '/tasks?owner=%E6%9D%8E' });
  expect(narrowed.textContent).toContain('没有符合条件的任务');
  pressIn(narrowed, '清除条件');
  expect(went.at(-1)?.address).toMatch(/^\/tasks(\?show=all)?$/);
});
