// Before sealing: tasks and decisions that nobody confirmed are named with what they lack, confirmed there by one key, or
// sealed with their mark.
import { flushSync, type Component } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import ArchiveMeeting from '../../../client/panels/archive-meeting.svelte';
import SealedSheet from '../../../client/panels/sealed-sheet.svelte';
import { useMeeting } from '../../../client/state/meeting.svelte.ts';
import { addDecision, setDecision } from '../../../shared/doc/desk-decisions.ts';
import { setFact } from '../../../shared/doc/desk-facts.ts';
import { addTask } from '../../../shared/doc/desk-tasks.ts';
import type { DecisionId, TaskId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { snapshotOf } from '../../support/snapshot.ts';
import { storageSettles } from '../support/desk-page.ts';
import { FakeDevice } from '../support/fake-device.ts';
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
  const device = new FakeDevice();
  const areas = ['workspace', 'closing'] as const;
  const shown = await showPage(dialog, { areas, answers: {}, inMeeting: true, device }, closing);
  flushSync();
  const pass = async (ms: number): Promise<void> => {
    device.advance(ms);
    await storageSettles();
    flushSync();
  };
  const rows = () =>
    [...shown.target.querySelectorAll('li')]
      .filter((row) => row.querySelector('input'))
      .map((row) => row.textContent.replaceAll(/\s+/gu, ' ').trim());
  const meeting = () => {
    if (!shown.open) throw new Error('no meeting is open');
    return shown.open.meeting;
  };
  /** Asks for the seal, with a reason for what stays open. */
  const submit = (): void => {
    const reason = shown.target.querySelector('textarea');
    if (reason) {
      reason.value = '会后补';
      reason.dispatchEvent(new Event('input', { bubbles: true }));
    }
    flushSync();
    shown.target.querySelector('form')?.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
    flushSync();
  };
  const isSealed = () => shown.asked.some((path) => path.endsWith('/archive'));
  return { ...shown, rows, meeting, pass, submit, isSealed };
}

test('each is named with what it lacks, and the button says that it will be sealed so', async () => {
  const { rows, target } = await ask();

  expect(rows()).toEqual(['任务编写教材 补责任人 补时限', '决议同意聘任 结果未定，勾选记为“通过” 查看']);
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

test('the heading stays a heading while its count is told', async () => {
  const { target } = await ask();

  expect(target.querySelector('h3:not([role])')?.textContent).toBe('待确认2条');
});

test('what somebody else says of a decision meanwhile is not undone by the tick', async () => {
  const { target, rows, meeting } = await ask();
  const box = target.querySelectorAll('input')[1];
  const { desk, decisions } = meeting();
  const [id] = decisions.map((each) => each.id);
  if (!id) throw new Error('there is no decision');

  setDecision(desk, id, { outcome: 'deferred' });
  flushSync();
  box?.click();
  flushSync();

  expect(meeting().decisions.map(({ outcome }) => outcome)).toEqual(['deferred']);
  expect(rows()[1]).toContain('暂缓');
  expect([box?.checked, box?.disabled]).toEqual([true, true]);
});

test('a tick is taken back to the outcome that stood, unless somebody else gave another', async () => {
  const { target, meeting } = await ask();
  const box = target.querySelectorAll('input')[1];
  const { desk, decisions } = meeting();
  const [id] = decisions.map((each) => each.id);
  if (!id) throw new Error('there is no decision');
  const outcomes = () => meeting().decisions.map(({ outcome }) => outcome);

  box?.click();
  flushSync();
  box?.click();
  flushSync();
  expect(outcomes()).toEqual([null]);

  box?.click();
  flushSync();
  setDecision(desk, id, { outcome: 'deferred' });
  flushSync();
  box?.click();
  flushSync();
  expect(outcomes()).toEqual(['deferred']);
});

test('the seal waits, saying so, until what was just ticked is on disk', async () => {
  const { target, meeting, pass, submit, isSealed } = await ask();
  await pass(1_000);
  expect(meeting().save.kind).toBe('saved');

  target.querySelectorAll('input')[1]?.click();
  submit();

  expect(meeting().save.kind).toBe('saving');
  expect(isSealed()).toBe(false);
  expect(target.querySelector('.waits')?.textContent).toContain('正在保存');

  await pass(1_000);
  expect(meeting().save.kind).toBe('saved');
  expect(isSealed()).toBe(true);
});

test('without the server nothing is sealed, and it is said why; when it is back, the next press seals', async () => {
  const { target, open, pass, submit, isSealed } = await ask();
  await pass(1_000);
  open?.wire.drop();
  flushSync();

  submit();
  expect(isSealed()).toBe(false);
  expect(target.textContent).toContain('还没有封存');

  await pass(60_000);
  expect(isSealed()).toBe(false);
  expect(target.textContent).not.toContain('还没有封存');
  submit();
  expect(isSealed()).toBe(true);
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
