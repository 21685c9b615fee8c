// Exporting many meetings as a secretary sees it: ticking them, saying what goes in, following it, fetching it, and what became of it
// otherwise. The server keeps what it is asked for, as the real one does.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import Exports from '../../../client/panels/bundle-page.svelte';
import Meetings from '../../../client/pages/meetings.svelte';
import type { Bundle, BundleGap } from '../../../shared/api/bundle.schema.ts';
import { pressIn, settled, showTaskPage, type Sent } from '../support/task-page.ts';
import { PATIENCE } from '../../support/patience.ts';

const closing: (() => unknown)[] = [];
beforeEach(() => {
  localStorage.clear();
});
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  for (const end of closing.splice(0)) await end();
});

const NOW = Date.UTC(2026, 10, 26, 2);
const HOUR_MS = 3_600_000;

const bundle = (facts: Partial<Bundle> = {}): Bundle => ({
  ...{ id: 'b1', state: 'ready', meetings: 3, done: 3, current: null, entries: 11, sizeBytes: 2_000_000 },
  order: { papers: ['minutes'], formats: ['docx'], audience: 'internal', locale: 'zh-CN', files: false, sealed: false },
  ...{
    leftOut: 0,
    failed: 0,
    lacking: 0,
    fault: null,
    ahead: 0,
    fileName: '会议文件 2026-11-26 共3次会议（内部版）.zip',
  },
  ...{ createdAt: NOW - HOUR_MS, endedAt: NOW, expiresAt: NOW + 24 * HOUR_MS },
  ...facts,
});
const MAKING = bundle({ state: 'making', done: 1, current: '第2次例会', entries: 4, endedAt: null, expiresAt: null });
const GAP: BundleGap = {
  ...{ title: '第1次例会', day: '2026-04-26', paper: 'minutes', format: 'pdf', name: null },
  ...{ code: 'paper-unprintable', fact: null },
};

/** A server that keeps its exports. */
function house(first: readonly Bundle[], gaps: readonly BundleGap[] = []) {
  let exports = first;
  const kept: { withheld: string | null; full: object | null; isAway: boolean } = {
    withheld: null,
    full: null,
    isAway: false,
  };
  const set = (id: string, facts: Partial<Bundle>): Bundle => {
    exports = exports.map((one) => (one.id === id ? { ...one, ...facts } : one));
    return exports.find((one) => one.id === id) ?? bundle();
  };
  const answer = ({ method, path, body }: Sent) => {
    const [, id = '', act = ''] = /^\/exports\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? [];
    if (path === '/exports/estimate') {
      const { meetings } = body as { meetings: readonly string[] };
      const sums = { papers: meetings.length * 2, files: 0, fileBytes: 0, sizeBytes: 3_000_000, limitBytes: 9e9 };
      return { body: { meetings: meetings.length, leftOut: [], hasRoom: true, ...sums } };
    }
    if (kept.isAway) return { status: 503, body: null };
    if (path === '/exports' && method === 'POST' && kept.full) return { status: 409, body: kept.full };
    if (path === '/exports' && method === 'POST') {
      exports = [MAKING, ...exports];
      return { status: 201, body: MAKING };
    }
    if (act === 'cancel') return { body: set(id, { state: 'cancelled', endedAt: NOW }) };
    if (act === 'again') return { body: set(id, { state: 'waiting', ahead: 1 }) };
    if (method === 'DELETE' && !exports.some((one) => one.id === id))
      return { status: 404, body: problem('not-found') };
    if (method === 'DELETE') {
      exports = exports.filter((one) => one.id !== id);
      return { status: 204, body: null };
    }
    const one = exports.find((each) => each.id === id);
    if (id !== '' && one === undefined) return { status: 404, body: problem('not-found') };
    if (id !== '') return { body: { ...one, gaps, hasMoreGaps: false, withheld: kept.withheld } };
    if (path === '/exports') return { body: { exports, limit: 5 } };
    return { body: { meetings: MEETINGS } };
  };
  const drop = (id: string): void => {
    exports = exports.filter((one) => one.id !== id);
  };
  return { answer, set, drop, kept };
}

const problem = (code: string, more: object = {}) => ({ code, status: 409, title: '', ...more });

const MEETINGS = ['m1', 'm2', 'm3'].map((id, at) => ({
  ...{
    id,
    title: `第${at + 1}次例会`,
    phase: 'archived',
    version: 1,
    bodyId: null,
    plannedStart: NOW,
    plannedEnd: null,
  },
  ...{ venue: null, createdAt: NOW, updatedAt: NOW, trashedAt: null, archiveId: 'a', revision: 'r' },
  docs: { desk: '', record: '' },
}));

const open = (of: typeof Exports, server: ReturnType<typeof house>) =>
  showTaskPage(of, { areas: ['house', 'home', 'states'], address: '/archive/exports', answer: server.answer }, closing);

test('one that is ready says what is in it and until when, and is fetched under its name', async () => {
  const { target } = await open(Exports, house([bundle()]));

  expect(target.textContent).toContain('3次会议');
  expect(target.textContent).toContain('11个文件，1.9 MB');
  expect(target.textContent).toContain('保留到11月27日 10:00');
  expect(target.textContent).toContain('全部做成');
  const link = target.querySelector<HTMLAnchorElement>('a[download]');
  expect([link?.getAttribute('href'), link?.download]).toEqual([
    '/api/v1/exports/b1/file',
    '会议文件 2026-11-26 共3次会议（内部版）.zip',
  ]);
});

describe('a download', () => {
  /** Which addresses the browser was left to, and under which names. */
  function followed(): string[] {
    const links: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      links.push(`${this.getAttribute('href') ?? ''} ${this.download}`);
    });
    return links;
  }

  const press = async (target: HTMLElement, how: MouseEventInit = {}): Promise<boolean> => {
    const event = new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1, ...how });
    target.querySelector('a[download]')?.dispatchEvent(event);
    await settled();
    return event.defaultPrevented;
  };

  test('is left to the browser once the server says that there is one', async () => {
    const links = followed();
    const { target, sent } = await open(Exports, house([bundle()]));
    const before = sent.length;

    expect(await press(target)).toBe(true);

    expect(links).toEqual(['/api/v1/exports/b1/file 会议文件 2026-11-26 共3次会议（内部版）.zip']);
    // Asked about, not fetched: what is 8 GB large never comes through the page.
    expect(sent.slice(before).map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /exports/b1']);
    expect(target.querySelector('[role=alert]')).toBeNull();
  });

  test('with a key held goes the browser’s own way', async () => {
    const { target } = await open(Exports, house([bundle()]));

    expect(await press(target, { ctrlKey: true })).toBe(false);
  });

  test.each([
    ['rights-changed', '做好以后您的权限有变'],
    ['file-damaged', '压缩包在服务器上缺失或损坏'],
  ])('that is withheld (%s) is told in its place, and nothing is left to the browser', async (code, says) => {
    const links = followed();
    const server = house([bundle()]);
    const { target } = await open(Exports, server);
    server.kept.withheld = code;

    expect(await press(target)).toBe(true);

    expect(target.querySelector('[role=alert]')?.textContent).toContain(says);
    expect(target.textContent).toContain('11个文件，1.9 MB');
    expect(links).toEqual([]);
    // Given out again: nothing of it is said any more.
    server.kept.withheld = null;
    await press(target);
    expect([links.length, target.querySelector('[role=alert]')]).toEqual([1, null]);
  });

  test('of one that expired, or was deleted in another tab, says so and keeps what was there', async () => {
    const links = followed();
    const server = house([bundle()]);
    const { target } = await open(Exports, server);
    server.drop('b1');

    await press(target);

    expect(target.querySelector('[role=alert]')?.textContent).toContain('已经到期，或已被删除');
    expect(target.textContent).toContain('11个文件，1.9 MB');
    expect(links).toEqual([]);
    pressIn(target, '删除');
    await settled();
    expect(target.textContent).toContain('还没有导出过。');
  });

  test('without an answer of the server says that, and can be tried again', async () => {
    const links = followed();
    const server = house([bundle()]);
    const { target } = await open(Exports, server);
    server.kept.isAway = true;

    await press(target);

    expect(target.querySelector('[role=alert]')?.textContent).toContain('连不上服务器');
    server.kept.isAway = false;
    await press(target);
    expect([links.length, target.querySelector('[role=alert]')]).toEqual([1, null]);
  });

  test('of one that is no more ready shows what it is now', async () => {
    const links = followed();
    const server = house([bundle()]);
    const { target } = await open(Exports, server);
    server.set('b1', { state: 'interrupted', entries: 0, sizeBytes: 0 });

    await press(target);

    expect(target.textContent).toContain('服务器重启时它还没有做完');
    expect(links).toEqual([]);
  });
});

test.each([
  [{ reason: 'under-way', limit: 2 }, '已有2个导出在做或在排队'],
  [{ reason: 'kept', limit: 5 }, '已经留着5个导出'],
  [{ reason: 'queue', limit: 20 }, '现在大家的导出排满了'],
])('one that cannot be begun (%o) says what to do about it', async (data, says) => {
  const server = house([]);
  const { target } = await open(Meetings, server);
  server.kept.full = problem('exports-full', data);
  pressIn(target, '批量导出');
  await vi.waitFor(() => expect(target.textContent).toContain('勾选要导出的会议'), PATIENCE);
  target.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
  await settled();
  pressIn(target, '导出…');
  await vi.waitFor(() => expect(target.textContent).toContain('最多2份文件'), PATIENCE);
  target.querySelector('form')?.requestSubmit();

  await vi.waitFor(() => expect(target.querySelector('[role=alert]')?.textContent).toContain(says), PATIENCE);
  expect(target.querySelector('[role=alert] a')?.getAttribute('href')).toBe('/archive/exports');
  expect(target.textContent).toContain('已选1次会议');
});

test('of a double press only the first counts: the button that comes to its place is not pressed', async () => {
  const { target, sent } = await open(Exports, house([MAKING, bundle({ id: 'b2' })]));
  const button = [...target.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === '取消');
  button?.focus();
  button?.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }));
  await settled();
  expect(button?.textContent.trim()).toBe('重新开始');
  button?.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 2 }));
  await settled();

  expect(sent.filter(({ method }) => method === 'POST').map(({ path }) => path)).toEqual(['/exports/b1/cancel']);
  // Whoever pressed it by the keyboard is still on it.
  expect(document.activeElement).toBe(button);
});

test('whoever deletes one stands before those that are left', async () => {
  const { target } = await open(Exports, house([bundle(), bundle({ id: 'b2' })]));

  pressIn(target, '删除');
  await settled();

  expect([target.querySelectorAll('article').length, document.activeElement?.textContent]).toEqual([1, '批量导出']);
});

test('one that left meetings out is called after those in it, and says as what and in which language', async () => {
  const order: Bundle['order'] = { ...bundle().order, formats: ['docx', 'pdf'] };
  const { target } = await open(Exports, house([bundle({ meetings: 4, leftOut: 1, order })]));

  expect(target.querySelector('h2')?.textContent).toContain('3次会议');
  expect(target.textContent).toContain('Word、PDF、中文');
});

test('one under way says how far it is, is asked for again, and is told when it is ready', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const server = house([MAKING]);
  const { target, sent } = await open(Exports, server);
  expect(target.textContent).toContain('第2/3次会议');
  expect(target.querySelector('progress')?.value).toBe(1);
  const before = sent.length;

  server.set('b1', bundle());
  await vi.advanceTimersByTimeAsync(2_000);
  await settled();

  expect(target.textContent).toContain('可下载');
  const after = sent.length;
  await vi.advanceTimersByTimeAsync(60_000);
  // It has ended: nothing is asked for any more.
  expect([after - before, sent.length]).toEqual([1, after]);
});

test('one is cancelled, begun anew, and removed', async () => {
  const { target, sent } = await open(Exports, house([MAKING]));

  pressIn(target, '取消');
  await settled();
  expect(target.textContent).toContain('已取消，没有留下半成品。');
  pressIn(target, '重新开始');
  await settled();
  expect(target.textContent).toContain('前面还有1个导出');
  pressIn(target, '取消');
  await settled();
  pressIn(target, '删除');
  await settled();

  expect(target.textContent).toContain('还没有导出过。');
  expect(sent.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`)).toEqual([
    ...['POST /exports/b1/cancel', 'POST /exports/b1/again', 'POST /exports/b1/cancel', 'DELETE /exports/b1'],
  ]);
});

test('what could not be made is counted, and named when it is asked for', async () => {
  const { target } = await open(Exports, house([bundle({ failed: 1, lacking: 2 })], [GAP]));
  expect(target.textContent).toContain('1份文件没做成');
  expect(target.textContent).toContain('另有2份是会议本来没有的');

  pressIn(target, '看是哪些');
  await settled();

  const line = target.querySelector('li')?.textContent.replace(/\s+/g, ' ').trim();
  expect(line).toBe('2026-04-26 第1次例会 会议纪要 PDF 没能排成页面，可改用 Word');
});

test.each([
  ['interrupted', null, '服务器重启时它还没有做完'],
  ['failed', 'storage-unavailable', '服务器磁盘空间不足'],
  ['failed', 'too-large', '内容超过一个压缩包的上限'],
] as const)('one that is %s (%s) says why, and offers to begin anew', async (state, fault, says) => {
  const { target } = await open(Exports, house([bundle({ state, fault, entries: 0, sizeBytes: 0 })]));

  expect(target.textContent).toContain(says);
  expect(target.textContent).toContain('重新开始');
  expect(target.querySelector('a[download]')).toBeNull();
});

test('meetings are ticked in their list, and what is chosen is asked for as it stands', async () => {
  const { target, sent } = await open(Meetings, house([]));
  pressIn(target, '批量导出');
  await vi.waitFor(() => expect(target.textContent).toContain('勾选要导出的会议'), PATIENCE);
  const boxes = [...target.querySelectorAll<HTMLInputElement>('input[type=checkbox]')];
  expect(boxes.map((box) => box.ariaLabel ?? box.getAttribute('aria-label'))).toEqual([
    ...['选择“第1次例会”', '选择“第2次例会”', '选择“第3次例会”'],
  ]);
  boxes[2]?.click();
  boxes[0]?.click();
  await settled();
  expect(target.textContent).toContain('已选2次会议');

  pressIn(target, '导出…');
  await vi.waitFor(() => expect(target.textContent).toContain('2次会议，最多4份文件，约2.9 MB'), PATIENCE);
  target.querySelector('form')?.requestSubmit();
  await vi.waitFor(
    () => expect(sent.some(({ method, path }) => method === 'POST' && path === '/exports')).toBe(true),
    PATIENCE,
  );

  const asked = sent.find(({ method, path }) => method === 'POST' && path === '/exports');
  // In the order of the list, not of the ticks.
  expect(asked?.body).toMatchObject({ meetings: ['m1', 'm3'], audience: 'internal', formats: ['docx', 'pdf'] });
  await vi.waitFor(() => expect(target.textContent).not.toContain('已选2次会议'), PATIENCE);
  expect(target.querySelector('input[type=checkbox]')).toBeNull();
});
