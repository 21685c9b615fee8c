// Exporting many meetings as a secretary sees it: ticking them, saying what goes in, following it, fetching it, and what became of it
// otherwise. The server keeps what it is asked for, as the real one does.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
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
function house(kept: readonly Bundle[], gaps: readonly BundleGap[] = []) {
  let exports = kept;
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
    if (path === '/exports' && method === 'POST') {
      exports = [MAKING, ...exports];
      return { status: 201, body: MAKING };
    }
    if (act === 'cancel') return { body: set(id, { state: 'cancelled', endedAt: NOW }) };
    if (act === 'again') return { body: set(id, { state: 'waiting', ahead: 1 }) };
    if (method === 'DELETE') {
      exports = exports.filter((one) => one.id !== id);
      return { status: 204, body: null };
    }
    if (id !== '') return { body: { ...exports.find((one) => one.id === id), gaps, hasMoreGaps: false } };
    if (path === '/exports') return { body: { exports, limit: 5 } };
    return { body: { meetings: MEETINGS } };
  };
  return { answer, set };
}

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
