// Handing many tasks out by keys alone: from cell to cell by arrows, names by the letters of their sounds, limits as they are said,
// filling down, all or none, and row by row what is still to be looked at.
import { flushSync, type Component } from 'svelte';
import { afterEach, describe, expect, test } from 'vitest';
import AssignTasks from '../../../client/panels/assign-tasks.svelte';
import { useMeeting } from '../../../client/state/meeting.svelte.ts';
import { addPerson } from '../../../shared/doc/desk-people.ts';
import { addTask, readTasks } from '../../../shared/doc/desk-tasks.ts';
import type { PersonKey, TaskId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { ok } from '../../../shared/lib/result.ts';
import { showPage } from '../support/page-stage.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const COUNT = 30;
const WHO = { org: null, titles: [], role: 'attending', personId: null } as const;

/** Thirty tasks that nobody owns yet; 赵敏 is at the meeting. */
async function table() {
  const sent: unknown[] = [];
  const dialog: Component = (anchor) => {
    const meeting = useMeeting();
    addPerson(meeting.desk, { ...WHO, id: brand<PersonKey>('zhao'), name: '赵敏', order: 'a0' });
    for (let index = 0; index < COUNT; index += 1)
      addTask(meeting.desk, {
        ...{
          id: brand<TaskId>(`t${index}`),
          what: `事项${index}`,
          owners: [],
          supporters: [],
          due: null,
          dueText: null,
        },
        ...{ itemId: null, state: 'confirmed', order: `a${String.fromCharCode((index < 26 ? 65 : 71) + index)}` },
      });
    meeting.execute = (kind, data) => {
      sent.push([kind, data]);
      return Promise.resolve(ok({}));
    };
    return AssignTasks(anchor, { onclose: () => undefined });
  };
  const answers = {
    '/task-supervisors': { supervisors: [{ id: 'a2', name: '钱秘书' }] },
    '/organisations': { organisations: [{ id: 'o1', name: '无人机专家委', shortName: null }] },
    '/bodies': { bodies: [] },
  };
  const shown = await showPage(
    dialog,
    { areas: ['workspace', 'register', 'stock'], answers, inMeeting: true },
    closing,
  );
  await shown.settle();
  const { open } = shown;
  if (!open) throw new Error('no meeting is open');
  const { desk } = open.meeting;
  return { ...shown, sent, tasks: () => readTasks(desk) };
}

const here = (): string => {
  const cell = document.activeElement;
  const row = cell?.closest('tr')?.dataset['task'] ?? 'head';
  return `${row} ${cell instanceof HTMLElement ? (cell.dataset['cell'] ?? '') : ''}`;
};

/** One key, as somebody presses it where the focus is. */
function press(key: string, more: Partial<KeyboardEventInit> = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
  document.activeElement?.dispatchEvent(event);
  flushSync();
  return event;
}

function type(text: string): void {
  const field = document.activeElement;
  if (!(field instanceof HTMLInputElement)) throw new Error(`no field has the focus: ${here()}`);
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
}

function go(target: ParentNode, row: string, column: string): void {
  target.querySelector<HTMLElement>(`tr[data-task=${row}] [data-cell=${column}]`)?.focus();
}

describe('by keys alone', () => {
  test('arrows go from cell to cell and past what cannot be used; the first row is left upwards to all or none', async () => {
    const { target } = await table();
    go(target, 't0', 'owners');

    const way = ['ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowLeft', 'ArrowUp'].map((key) => {
      press(key);
      return here();
    });
    expect(way).toEqual(['t1 owners', 't1 due', 't1 supervisor', 't1 due', 't0 due']);

    press('End', { ctrlKey: true });
    expect(here()).toBe(`t${COUNT - 1} due`);
    press('Home', { ctrlKey: true });
    go(target, 't0', 'owners');
    type('赵敏');
    press('Enter');
    // Only now can it be taken.
    press('ArrowLeft');
    go(target, 't0', 'take');
    press('ArrowUp');
    expect(here()).toBe('head take');
  });

  test('an arrow within what is being written, or composed, is the field’s own', async () => {
    const { target } = await table();
    go(target, 't0', 'owners');
    type('某某公司');
    const field = document.activeElement;
    if (field instanceof HTMLInputElement) field.setSelectionRange(2, 2);

    expect(press('ArrowLeft').defaultPrevented).toBe(false);
    press('ArrowDown', { isComposing: true });
    press('Enter', { isComposing: true });

    expect(here()).toBe('t0 owners');
  });

  test('letters of a name’s sounds are completed, an unknown name stays as it was written', async () => {
    const { target, tasks } = await table();
    go(target, 't0', 'owners');
    type('zm');
    expect(target.querySelector('[role=option][aria-selected=true]')?.textContent.trim()).toBe('赵敏');
    press('ArrowDown');
    expect(here()).toBe('t0 owners');
    expect(press('Enter').defaultPrevented).toBe(true);
    type('赵敏、wrj');
    press('Enter');
    press('ArrowDown');
    type('某某公司');
    expect(press('Enter').defaultPrevented).toBe(true);
    expect(press('Enter').defaultPrevented).toBe(false);

    expect(tasks()[0]?.owners.map(({ key, name, lead }) => [key === 'zhao', name, lead])).toEqual([
      [true, '赵敏', true],
      [false, '无人机专家委', false],
    ]);
    expect(tasks()[1]?.owners.map(({ name }) => name)).toEqual(['某某公司']);
  });

  test('thirty are filled down, limits are read, all are taken, and one command hands them out', async () => {
    const { target, tasks, sent, settle } = await table();
    go(target, 't0', 'owners');
    type('zm');
    press('Enter');
    press('ArrowDown', { altKey: true, shiftKey: true });
    expect(here()).toBe('t0 owners');
    press('ArrowRight');
    type('2026-12-31');
    press('ArrowDown', { altKey: true });
    expect(here()).toBe('t1 due');
    type('+10工作日');
    press('ArrowDown', { altKey: true, shiftKey: true });
    press('ArrowRight');
    type('钱秘书');
    press('ArrowDown');
    target.querySelector('form')?.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
    await settle();

    const [first, second, ...others] = tasks();
    expect(first?.due).toBe('2026-12-31');
    expect(second?.dueText).toBe(null);
    expect(new Set(others.map(({ due }) => due))).toEqual(new Set([second?.due]));
    expect(tasks().every(({ owners }) => owners.length === 1 && owners[0]?.name === '赵敏')).toBe(true);
    const [[kind, data] = []] = sent as [string, { tasks: { task: string; supervisor: string }[] }][];
    expect(kind).toBe('task.assign');
    expect(data?.tasks).toHaveLength(COUNT);
    expect(data?.tasks.filter(({ supervisor }) => supervisor === 'a2').map(({ task }) => task)).toEqual(['t1']);
  });
});

describe('what is to be looked at', () => {
  test('a limit on a day on which nobody works says the next one, and goes there by one press', async () => {
    const { target, tasks } = await table();
    go(target, 't0', 'due');
    type('2026-12-05');
    press('Enter');

    expect(target.querySelector('tr[data-task=t0] .facts')?.textContent).toContain('下一个工作日是12月7日');
    target.querySelector<HTMLElement>('tr[data-task=t0] [data-cell=mend]')?.click();
    flushSync();

    expect(tasks()[0]?.due).toBe('2026-12-07');
  });

  test('words from which no day follows are kept and said to be none; a stranger supervises nobody', async () => {
    const { target, tasks } = await table();
    go(target, 't0', 'owners');
    type('赵敏');
    press('Enter');
    press('ArrowRight');
    type('看情况');
    press('Enter');
    press('ArrowRight');
    type('无此人');
    press('Enter');

    const facts = target.querySelector('tr[data-task=t0] .facts')?.textContent ?? '';
    expect([tasks()[0]?.due, tasks()[0]?.dueText]).toEqual([null, '看情况']);
    expect(facts).toContain('看不出是哪一天');
    expect(facts).toContain('没有“无此人”这个账号');
    expect(target.querySelector('tr[data-task=t0] [data-cell=take]')).toMatchObject({ checked: false });
  });
});
