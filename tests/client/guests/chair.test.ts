// The page of whoever chairs: what runs, who is next, when it ends, and what to say, where the meeting stands.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import Chair from '../../../client/guests/chair.svelte';
import { currentSection } from '../../../client/guests/chair-place.ts';
import { chairView, type ChairView } from '../../../shared/domain/chair.ts';
import { chairSections } from '../../../shared/domain/chair-words.ts';
import { CHAIR_VERSION, type ChairState } from '../../../shared/protocol/chair-state.ts';
import { CORPUS } from '../../support/inert/corpus.ts';
import { CANARY_NAME } from '../../support/inert/bait.ts';
import { snapshotOf, type SnapshotParts } from '../../support/snapshot.ts';
import { liveParts } from '../support/live-parts.ts';
import { NOON } from './support.svelte.ts';

const MINUTE = 60_000;
const open: (() => Promise<void>)[] = [];

const running = (index: number): SnapshotParts => ({
  facts: { title: '三届二次常务理事会', plannedStart: NOON, plannedEnd: NOON + 30 * MINUTE },
  items: ['律所情况介绍', '标准化建设', '新标准解读'].map((title, at) => ({
    ...{ id: `i${at}`, title, plannedMs: 10 * MINUTE },
    presenters: [{ key: null, name: ['蒋维东', '张春野', '牟晓生'][at] ?? '', org: null, title: '主任' }],
    ...(at === index ? { progress: { state: 'current', startedAt: NOON, runningSince: NOON } as const } : {}),
    ...(at < index ? { progress: { state: 'done' } as const } : {}),
  })),
});
const viewOf = (parts: SnapshotParts, minutes = 2): ChairView =>
  chairView(snapshotOf(parts), { seats: 31, present: 25, needed: 21, met: true, excused: 0 }, NOON + minutes * MINUTE);

function page(view: ChairView, written: Readonly<Record<string, string>> = {}): HTMLElement {
  const state: ChairState = {
    ...{ version: CHAIR_VERSION, revision: 1, serverNow: NOON, timeZone: 'Asia/Shanghai', view, written },
  };
  const target = document.createElement('div');
  document.body.append(target);
  const feed = { state, link: 'live', now: NOON + 2 * MINUTE } as const;
  const mounted = mount(Chair, { target, props: { feed } });
  flushSync();
  open.push(() => unmount(mounted));
  return target;
}

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  Object.defineProperty(navigator, 'language', { value: 'zh-CN', configurable: true });
});

afterEach(async () => {
  for (const close of open.splice(0)) await close();
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

test('it says what runs and how long it has, who is next and when, and how the end stands', () => {
  const text = page(viewOf(running(1))).textContent.replaceAll(/\s+/gu, ' ');

  for (const part of [
    '二、标准化建设',
    '08:00',
    '剩余',
    '三、新标准解读',
    '牟晓生',
    '约14:10',
    '已达法定人数',
    '应到31 实到25',
  ])
    expect(text).toContain(part);
  expect(text).toContain('预计14:20结束 早10分钟'.replace(' ', ''));
});

test('the foot, which stays in sight on a phone, has the time that is left, and says when too few are there', () => {
  const view = viewOf(running(1));
  const few: ChairView = { ...view, roll: { seats: 31, present: 20, needed: 21, met: false, excused: 0 } };
  const glance = (shown: ChairView): string =>
    (page(shown).querySelector('.glance')?.textContent ?? '').replaceAll(/\s+/gu, ' ').trim();

  expect(glance(view)).toBe('08:00剩余');
  expect(glance(few)).toBe('08:00剩余 未达法定人数');
  expect(glance({ ...view, recess: { from: NOON, until: null } })).toBe('休会中');
});

test('one section is marked as the place, and what was worded stands in place of what the rules say', () => {
  const root = page(viewOf(running(1)), { i1: '有请我们的老朋友张春野！' });

  const here = [...root.querySelectorAll('[data-section][aria-current="true"]')].map((each) => each.textContent);
  expect(here).toHaveLength(1);
  expect(here[0]).toContain('有请我们的老朋友张春野！');
  expect(here[0]).not.toContain('下面进行第二项');
});

test.each([
  ['before the first item the opening', -1, 'opening'],
  ['while an item runs its own', 1, 'i1'],
])('the place is %s', (_what, index, expected) => {
  const view = viewOf(running(index));
  const sections = chairSections(view, 'Asia/Shanghai').map(({ key, itemId }) => ({
    ...{ key, text: '', row: view.rows.find((row) => row.itemId === itemId) ?? null },
  }));

  expect(currentSection(view, sections)).toBe(expected);
});

test('of an internal item it says that there is one, and no tap leads anywhere', () => {
  const items = [{ id: 'x', title: '秘书长人选', internal: true, plannedMs: MINUTE }];
  const root = page(viewOf({ items }));

  expect(root.textContent).toContain('内部议项');
  expect(root.textContent).not.toContain('秘书长人选');
  expect(root.querySelector<HTMLButtonElement>('nav button')?.disabled).toBe(true);
});

test('it is read in English when one asks for it', () => {
  const root = page(viewOf(running(1)));
  [...root.querySelectorAll('button')].find((button) => button.textContent === 'English')?.click();
  flushSync();

  expect(root.textContent).toContain('We now come to item 2: 标准化建设.');
});

test('hostile text in any of its fields is words', () => {
  for (const { text } of CORPUS.filter((_entry, index) => index % 12 === 0)) {
    const cut = text.slice(0, 300);
    const presenters = [{ key: null, name: cut, org: cut, title: cut }];
    const view = viewOf({ facts: { title: cut, chair: cut }, items: [{ id: 'i', title: cut, presenters }] });

    expect(liveParts(page(view, { opening: cut }))).toEqual([]);
  }
  expect(Reflect.get(window, CANARY_NAME)).toBeUndefined();
});
