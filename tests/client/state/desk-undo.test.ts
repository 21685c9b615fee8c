// Undo over a whole desk: only one's own, nothing the server would refuse.
import { describe, expect, it } from 'vitest';
import { addItem, itemTitle, readAgenda, removeItem, setItem } from '../../../shared/doc/desk-agenda.ts';
import { addTask, readTasks, setTask } from '../../../shared/doc/desk-tasks.ts';
import { writeText } from '../../../shared/doc/text.ts';
import type { ItemId, TaskId } from '../../../shared/domain/ids.ts';
import { invariant } from '../../../shared/lib/assert.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { DeskUndo } from '../../../client/state/desk-undo.ts';
import { deskWith, exchange, FIRST, firstText, replicaOf } from '../support/desk-fixture.ts';

const TASK = brand<TaskId>('task1');
const task = {
  owners: [],
  supporters: [],
  due: null,
  dueText: null,
  itemId: null,
  state: 'draft',
  order: 'a1',
} as const;

describe('undo', () => {
  it('brings back a removed item', () => {
    const desk = deskWith();
    const undo = new DeskUndo(desk);
    removeItem(desk, FIRST);
    const removed = readAgenda(desk).length;

    undo.undo();

    expect(removed).toBe(1);
    expect(readAgenda(desk).map(({ id }) => id)).toContain(FIRST);
  });

  it('puts a changed field back to what it was', () => {
    const desk = deskWith();
    const undo = new DeskUndo(desk);
    setItem(desk, FIRST, { plannedMs: 600_000 });
    undo.separate();
    setItem(desk, FIRST, { plannedMs: 900_000 });

    undo.undo();

    expect(readAgenda(desk)[0]?.plannedMs).toBe(600_000);
  });

  it('never takes an entry away again, since that would end the replica', () => {
    const desk = deskWith();
    const undo = new DeskUndo(desk);
    addItem(desk, { id: brand<ItemId>('new'), kind: 'briefing', title: '新', order: 'a9' });
    addTask(desk, { ...task, id: TASK, what: '办' });

    while (undo.undo());

    expect(readAgenda(desk)).toHaveLength(3);
    expect(readTasks(desk)).toHaveLength(1);
  });

  it('takes back a rename without touching what others wrote into the title', () => {
    const desk = deskWith();
    const other = replicaOf(desk);
    const undo = new DeskUndo(desk);
    const title = itemTitle(desk, FIRST);
    const remote = itemTitle(other, FIRST);
    invariant(title && remote, 'the item has a title');
    writeText(title, '第1项议题');
    exchange(desk, other);
    remote.insert(0, '新');
    exchange(desk, other);

    undo.undo();

    expect(title.toString()).toBe('新第1项');
  });

  it('leaves what came from elsewhere alone', () => {
    const desk = deskWith();
    const other = replicaOf(desk);
    const undo = new DeskUndo(desk);
    setItem(other, FIRST, { plannedMs: 60_000 });
    exchange(desk, other);

    expect(undo.undo()).toBe(false);
    expect(readAgenda(desk)[0]?.plannedMs).toBe(60_000);
  });

  it('keeps edits at different places apart, however close together they come', () => {
    const desk = deskWith();
    addTask(desk, { ...task, id: TASK, what: '办' });
    const undo = new DeskUndo(desk);
    setItem(desk, FIRST, { plannedMs: 60_000 });
    setTask(desk, TASK, { dueText: '月底' });

    undo.undo();

    expect(readTasks(desk)[0]?.dueText).toBeNull();
    expect(readAgenda(desk)[0]?.plannedMs).toBe(60_000);
  });

  it('is not cut into letters by what others write meanwhile', () => {
    const desk = deskWith('甲');
    const other = replicaOf(desk);
    const undo = new DeskUndo(desk);
    const title = itemTitle(desk, FIRST);
    invariant(title, 'the item has a title');

    title.insert(0, '一');
    setItem(other, FIRST, { plannedMs: 60_000 });
    exchange(desk, other);
    title.insert(1, '二');
    undo.undo();

    expect(title.toString()).toBe('第1项');
    expect(readAgenda(desk)[0]?.plannedMs).toBe(60_000);
  });

  it('has nothing to take back on a page that was loaded anew', () => {
    const desk = deskWith('甲');
    new DeskUndo(desk);
    setItem(desk, FIRST, { plannedMs: 60_000 });

    const undo = new DeskUndo(replicaOf(desk));

    expect([undo.canUndo, undo.undo()]).toEqual([false, false]);
  });

  it('says where it took a step back, so that one who looks elsewhere can be told', () => {
    const desk = deskWith('甲');
    addTask(desk, { ...task, id: TASK, what: '办' });
    const undo = new DeskUndo(desk);
    const taken: unknown[] = [];
    undo.onTaken((places) => taken.push(...places));
    undo.track('editor');
    setTask(desk, TASK, { dueText: '月底' });
    desk.transact(() => firstText(desk).insert(0, '乙'), 'editor');

    undo.undo();
    undo.undo();

    expect(taken).toContainEqual({ done: 'undo', root: 'agenda', id: FIRST, isText: true });
    expect(taken).toContainEqual({ done: 'undo', root: 'tasks', id: TASK, isText: false });
  });
});
