// The checks before issue as a secretary sees them: what was found and where, counted; a reason lets one stand; it runs again as
// the meeting is written on.
import { flushSync, type Component } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import CheckPanel from '../../../client/papers/check-panel.svelte';
import { useMeeting } from '../../../client/state/meeting.svelte.ts';
import { setFact } from '../../../shared/doc/desk-facts.ts';
import { addTask } from '../../../shared/doc/desk-tasks.ts';
import { writeCheckOverride } from '../../../shared/doc/record-checks.ts';
import type { TaskId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { storageSettles } from '../support/desk-page.ts';
import { FakeDevice } from '../support/fake-device.ts';
import { showPage } from '../support/page-stage.ts';
import { PATIENCE } from '../../support/patience.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function show(unprintable: readonly string[] = []) {
  const counts: number[] = [];
  const panel: Component = (anchor) => {
    const { desk } = useMeeting();
    setFact(desk, 'title', '例会');
    setFact(desk, 'chair', '王坤泉');
    addTask(desk, {
      ...{ id: brand<TaskId>('t1'), what: '编写教材', state: 'confirmed', order: 'a1', itemId: null },
      ...{ owners: [], supporters: [], due: null, dueText: '月底' },
    });
    return CheckPanel(anchor, { unprintable, oncount: (count: number) => void counts.push(count) });
  };
  const device = new FakeDevice();
  const shown = await showPage(
    panel,
    { areas: ['workspace', 'checks'], answers: {}, inMeeting: true, device },
    closing,
  );
  flushSync();
  device.advance(2_000);
  await storageSettles();
  flushSync();
  const meeting = () => {
    if (!shown.open) throw new Error('no meeting is open');
    return shown.open.meeting;
  };
  const row = (words: string): HTMLElement | undefined =>
    [...shown.target.querySelectorAll('li')].find((each) => each.textContent.includes(words));
  const press = (within: HTMLElement | undefined, words: string): void => {
    const button = [...(within?.querySelectorAll('button') ?? [])].find((each) => each.textContent.includes(words));
    button?.click();
    flushSync();
  };
  return { ...shown, counts, meeting, row, press };
}

test('each finding says what is wrong, of what, and leads to its place', async () => {
  const { row, counts, target } = await show();

  const task = row('没有责任人');
  expect(task?.textContent).toContain('编写教材');
  expect(task?.querySelector('a')?.getAttribute('href')).toMatch(/^\/meetings\/meeting1#task=t1$/u);
  expect(row('没有写记录人')?.querySelector('a')?.getAttribute('href')).toMatch(/#open=facts&field=recorder$/u);
  expect(row('没有写主持人')).toBeUndefined();
  expect(counts.at(-1)).toBe(target.querySelectorAll('.group li').length);
});

test('what no font of the printed pages has is told, with the sentence that holds it', async () => {
  const { row } = await show(['例']);

  expect(row('没有字体可印“例”')).toBeDefined();
  expect((await show()).row('没有字体可印')).toBeUndefined();
});

test('it runs again when what was found is put right', async () => {
  const { row, meeting } = await show();
  expect(row('没有写记录人')).toBeDefined();

  setFact(meeting().desk, 'recorder', '李文静');

  await vi.waitFor(() => {
    flushSync();
    expect(row('没有写记录人')).toBeUndefined();
  }, PATIENCE);
});

test('a reason is asked for before a finding may stand, and is shown with who gave it', async () => {
  const { row, press, meeting, target, counts } = await show();
  const before = counts.at(-1) ?? 0;
  press(row('没有写记录人'), '放行');
  press(row('没有写记录人'), '记下理由并放行');
  expect(row('没有写记录人')?.querySelector('[aria-invalid="true"], [role="alert"]')).not.toBeNull();

  const word = { mark: '["",""]', reason: '轮流记录', at: 1, by: 'u1', byName: '王晓岚' };
  writeCheckOverride(meeting().record, 'recorder-missing:', word);

  await vi.waitFor(() => {
    flushSync();
    expect(counts.at(-1)).toBe(before - 1);
  }, PATIENCE);
  expect(target.querySelector('details')?.textContent).toContain('轮流记录');
  expect(target.querySelector('details')?.textContent).toContain('王晓岚');
});
