// Before sealing: tasks and decisions that nobody confirmed are named with what they lack, confirmed there by one key, or
// sealed with their mark.
import { flushSync, type Component } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import ArchiveMeeting from '../../../client/panels/archive-meeting.svelte';
import SealedSheet from '../../../client/panels/sealed-sheet.svelte';
import { useMeeting } from '../../../client/state/meeting.svelte.ts';
import { addDecision } from '../../../shared/doc/desk-decisions.ts';
import { setFact } from '../../../shared/doc/desk-facts.ts';
import { addTask } from '../../../shared/doc/desk-tasks.ts';
import type { DecisionId, TaskId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { snapshotOf } from '../../support/snapshot.ts';
import { showPage } from '../support/page-stage.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const NOBODY = { owners: [], supporters: [], due: null, dueText: null, itemId: null } as const;

/** The question before archiving, over a meeting with a bare draft, a confirmed task and a decision without outcome. */
async function ask() {
  const dialog: Component = (anchor) => {
    const { desk } = useMeeting();
    setFact(desk, 'title', '例会');
    const owner = { key: 'k', name: '团标委', lead: true };
    addTask(desk, { ...NOBODY, id: brand<TaskId>('draft'), what: '编写教材', state: 'draft', order: 'a1' });
    addTask(desk, {
      ...{ ...NOBODY, id: brand<TaskId>('settled'), what: '发布团标', state: 'confirmed', order: 'a2' },
      ...{ owners: [owner], dueText: '月底' },
    });
    addDecision(desk, {
      ...{ id: brand<DecisionId>('d1'), wording: '同意聘任', itemId: null },
      ...{ outcome: null, motionId: null, order: 'a1' },
    });
    return ArchiveMeeting(anchor, { onclose: () => undefined, onarchived: () => undefined });
  };
  const shown = await showPage(dialog, { areas: ['workspace', 'closing'], answers: {}, inMeeting: true }, closing);
  flushSync();
  const rows = () =>
    [...shown.target.querySelectorAll('li')]
      .filter((row) => row.querySelector('input'))
      .map((row) => row.textContent.replaceAll(/\s+/gu, ' ').trim());
  const meeting = () => {
    if (!shown.open) throw new Error('no meeting is open');
    return shown.open.meeting;
  };
  return { ...shown, rows, meeting };
}

test('each is named with what it lacks, and the button says that it will be sealed so', async () => {
  const { rows, target } = await ask();

  expect(rows()).toEqual(['任务编写教材 补责任人 补时限', '决议同意聘任 结果未定 查看']);
  expect(target.querySelector('[type=submit]')?.textContent).toContain('（2条待确认）');
});

test('one key confirms, the row stays with its tick, and the same key takes it back', async () => {
  const { target, rows, meeting } = await ask();
  const [task, decision] = target.querySelectorAll('input');

  task?.click();
  decision?.click();
  flushSync();

  expect(meeting().tasks.map(({ state }) => state)).toEqual(['confirmed', 'confirmed']);
  expect(meeting().decisions.map(({ outcome }) => outcome)).toEqual(['adopted']);
  expect(rows()).toHaveLength(2);
  expect(target.querySelector('[role=status]')?.textContent).toBe('都已确认');
  // Confirmed, it needs somebody who does it.
  expect(target.textContent).toContain('没有责任人');

  task?.click();
  flushSync();
  expect(meeting().tasks.map(({ state }) => state)).toEqual(['draft', 'confirmed']);
  expect(target.querySelector('[role=status]')?.textContent).toBe('待确认1条');
});

test('all are confirmed at once', async () => {
  const { target, meeting } = await ask();

  [...target.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === '全部确认')?.click();
  flushSync();

  expect(meeting().tasks.every(({ state }) => state === 'confirmed')).toBe(true);
  expect(meeting().decisions.every(({ outcome }) => outcome === 'adopted')).toBe(true);
});

test('the sealed sheet marks what nobody confirmed, and nothing else', async () => {
  const snapshot = snapshotOf({
    tasks: [
      { id: 'draft', what: '编写教材' },
      { id: 'settled', what: '发布团标', state: 'confirmed' },
    ],
    decisions: [
      { id: 'open', wording: '同意聘任' },
      { id: 'taken', wording: '同意入会', outcome: 'adopted' },
    ],
  });
  const sheet: Component = (anchor) => SealedSheet(anchor, { snapshot, terms: [], state: '第1版', stamp: '' });

  const { target } = await showPage(sheet, { areas: ['archive', 'formal'], answers: {} }, closing);

  const marked = [...target.querySelectorAll('li, tbody tr')]
    .filter((row) => row.textContent.includes('待确认'))
    .map((row) => row.textContent.replaceAll(/\s+/gu, ' ').trim());
  expect(marked).toEqual([expect.stringContaining('同意聘任'), expect.stringContaining('编写教材')]);
});

test('of an item that was passed over the sheet says so, and not that nothing is written in it', async () => {
  const snapshot = snapshotOf({
    phase: 'follow-up',
    items: [
      { id: 'held', progress: { state: 'done', startedAt: 0, finishedAt: 60_000 } },
      { id: 'put off', progress: { state: 'postponed' } },
      { id: 'left' },
    ],
  });
  const sheet: Component = (anchor) => SealedSheet(anchor, { snapshot, terms: [], state: '第1版', stamp: '' });

  const { target } = await showPage(sheet, { areas: ['archive', 'formal'], answers: {} }, closing);

  const said = [...target.querySelectorAll('[data-item]')].map(({ textContent }) => textContent);
  expect(said.map((text) => text.includes('本项没有文字记录'))).toEqual([true, false, false]);
  expect(said).toEqual([expect.any(String), expect.stringContaining('下次再议'), expect.stringContaining('未进行')]);
});
