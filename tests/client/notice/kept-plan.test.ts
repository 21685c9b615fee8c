// A meeting that is being prepared outlives its tab, in the hands of whoever wrote it.
import { beforeEach, expect, test } from 'vitest';
import { forgetTraces, PLAN_PREFIX } from '../../../client/device-traces.ts';
import { forgetPlan, keepPlan, keptPlan } from '../../../client/kept-plan.ts';
import { NO_PLAN, planOfNotice } from '../../../client/meeting-plan.ts';
import { recogniseNotice } from '../../../shared/capture/notice/recognise.ts';
import { preparing as zh } from '../../../shared/i18n/zh-CN/preparing.ts';

const NOTICE = recogniseNotice(
  '关于召开二届一次理事会的通知\n参会人员：全体理事，秘书长林静\n议程：\n1. 审议章程（20分钟）\n请着正装\n请带好材料',
  '2026-11-10',
);
const PLAN = planOfNotice(NOTICE, zh.pasted);
const PREPARED = { plan: PLAN, notice: NOTICE, placed: [4] };
const EMPTY = { plan: NO_PLAN, notice: null, placed: [] };

beforeEach(() => {
  localStorage.clear();
});

test('what was prepared is there again, with its people, groups and items', () => {
  keepPlan('lin', PREPARED);

  expect(PLAN.items).toHaveLength(1);
  expect(keptPlan('lin')).toEqual(PREPARED);
});

test('of a notice nothing was understood of, the lines are kept', () => {
  const lines = { ...EMPTY, notice: recogniseNotice('请着正装\n请带好材料', '2026-11-10') };
  keepPlan('lin', lines);

  expect(lines.notice.unread).toEqual([0, 1]);
  expect(keptPlan('lin')).toEqual(lines);
});

test.each([
  ['of an earlier version', { plan: PLAN }],
  ['with a damaged notice', { ...PREPARED, notice: { ...NOTICE, people: [{ line: 0 }] } }],
  ['with a damaged place', { ...PREPARED, placed: ['4'] }],
])('a plan %s is taken up without a notice', (_, kept) => {
  localStorage.setItem(`${PLAN_PREFIX}lin`, JSON.stringify(kept));

  expect(keptPlan('lin')).toEqual({ plan: PLAN, notice: null, placed: [] });
});

test('another account of this browser does not see it', () => {
  keepPlan('lin', PREPARED);

  expect(keptPlan('zhou')).toBeNull();
});

test('an empty page keeps nothing, and takes away what was kept', () => {
  keepPlan('lin', PREPARED);
  keepPlan('lin', { ...EMPTY, plan: { ...NO_PLAN, bodyId: 'council' } });

  expect(keptPlan('lin')).toBeNull();
});

test('what one account prepared waits while another empties its own page, makes a meeting or signs out', () => {
  keepPlan('lin', PREPARED);
  keepPlan('zhou', EMPTY);
  forgetPlan('zhou');
  forgetTraces('zhou');

  expect(keptPlan('lin')).toEqual(PREPARED);
});

test('signing out forgets it', () => {
  keepPlan('lin', PREPARED);
  forgetTraces('lin');

  expect(keptPlan('lin')).toBeNull();
});

test.each([
  ['no JSON', '{'],
  ['another shape', JSON.stringify({ plan: { ...PLAN, items: [{ key: 0, kind: 'ball' }] } })],
  ['no plan', JSON.stringify({ userId: 'lin', notes: [] })],
])('what is damaged (%s) is as if nothing had been kept', (_, text) => {
  localStorage.setItem(`${PLAN_PREFIX}lin`, text);

  expect(keptPlan('lin')).toBeNull();
});
