// The desk's typed reads and writes: they round-trip, converge, keep entries for ever and never throw on odd values.
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  addItem,
  itemMinutes,
  itemTitle,
  moveItem,
  readAgenda,
  removeItem,
  restoreItem,
  setItem,
} from '../../../shared/doc/desk-agenda.ts';
import {
  addDecision,
  decisionText,
  readDecisions,
  removeDecision,
  restoreDecision,
  setDecision,
} from '../../../shared/doc/desk-decisions.ts';
import { claimItem, readClaims, readFacts, setFact } from '../../../shared/doc/desk-facts.ts';
import { addPerson, readPeople, removePerson, restorePerson, setPerson } from '../../../shared/doc/desk-people.ts';
import { addProgress, readProgressEvents, startItem } from '../../../shared/doc/desk-progress.ts';
import { addReportRow, reportText, setReportRow } from '../../../shared/doc/desk-report.ts';
import { addTask, readTasks, removeTask, restoreTask, setTask, taskText } from '../../../shared/doc/desk-tasks.ts';
import { readBlocks } from '../../../shared/doc/fragment.ts';
import { writeText } from '../../../shared/doc/text.ts';
import type { DecisionId, EventId, ItemId, PersonKey, RowId, TaskId } from '../../../shared/domain/ids.ts';
import type { DeskTask } from '../../../shared/domain/task.ts';
import { brand } from '../../../shared/lib/brand.ts';

const item = (text: string): ItemId => brand<ItemId>(text);

function deskWith(...ids: string[]): Y.Doc {
  const desk = new Y.Doc();
  ids.forEach((id, index) => addItem(desk, { id: item(id), kind: 'briefing', title: id, order: `a${index}` }));
  return desk;
}

function sync(...docs: Y.Doc[]): void {
  for (const from of docs) for (const to of docs) Y.applyUpdate(to, Y.encodeStateAsUpdate(from));
}

const order = (desk: Y.Doc): string[] => readAgenda(desk).map(({ id }) => id);

const task: DeskTask = {
  id: brand<TaskId>('t1'),
  what: '编写培训教材',
  owners: [{ key: 'uav', name: '无人机专家委', lead: true }],
  supporters: [],
  due: null,
  dueText: '上半年',
  itemId: item('i7'),
  state: 'draft',
  order: 'a0',
};

describe('agenda', () => {
  test('a new item reads back as it was given, with exactly one empty paragraph', () => {
    const desk = new Y.Doc();
    const presenters = [{ key: brand<PersonKey>('p1'), name: '张春野', org: '标准化处', title: null }];

    addItem(desk, { id: item('i3'), kind: 'briefing', title: '情况介绍', order: 'a1', presenters, plannedMs: 900_000 });

    expect(readAgenda(desk)).toEqual([
      {
        id: 'i3',
        kind: 'briefing',
        title: '情况介绍',
        presenters,
        plannedMs: 900_000,
        fixedStart: null,
        order: 'a1',
        internal: false,
        ceremony: null,
        report: [],
        sourceId: null,
      },
    ]);
    expect(itemMinutes(desk, item('i3'))?.length).toBe(1);
    expect(desk.getMap<Y.Map<unknown>>('agenda').get('i3')?.get('presenters')).toEqual([
      { key: 'p1', name: '张春野', org: '标准化处' },
    ]);
  });

  test('adding an item is one update, so that no one ever sees half of it', () => {
    const desk = new Y.Doc();
    let updates = 0;
    desk.on('update', () => (updates += 1));

    addItem(desk, { id: item('i1'), kind: 'work_report', title: '汇报', order: 'a0', minutes: ['一', '二'] });

    expect(updates).toBe(1);
    expect(readBlocks(itemMinutes(desk, item('i1')) ?? new Y.XmlFragment())).toHaveLength(2);
  });

  test('adding an id again leaves what is there', () => {
    const desk = deskWith('i1');

    addItem(desk, { id: item('i1'), kind: 'closing', title: 'other', order: 'a5' });

    expect(readAgenda(desk)[0]).toMatchObject({ title: 'i1', kind: 'briefing' });
  });

  test('removal hides an item and restoring brings the same texts back', () => {
    const desk = deskWith('i1', 'i2');
    const title = itemTitle(desk, item('i1'));

    removeItem(desk, item('i1'));
    const whileRemoved = order(desk);
    restoreItem(desk, item('i1'));

    expect(whileRemoved).toEqual(['i2']);
    expect(order(desk)).toEqual(['i1', 'i2']);
    expect(itemTitle(desk, item('i1'))).toBe(title);
  });

  test('an item moves before another, or to the end', () => {
    const desk = deskWith('i1', 'i2', 'i3');

    moveItem(desk, item('i3'), { parentId: null, beforeId: item('i1') }, 'x1');
    const toFront = order(desk);
    moveItem(desk, item('i3'), { parentId: null, beforeId: null }, 'x2');

    expect(toFront).toEqual(['i3', 'i1', 'i2']);
    expect(order(desk)).toEqual(['i1', 'i2', 'i3']);
  });

  test('two people moving items to one place at one moment get one order, and room is made there later', () => {
    const left = deskWith('i1', 'i2', 'i3', 'i4');
    const right = new Y.Doc();
    sync(left, right);

    moveItem(left, item('i3'), { parentId: null, beforeId: item('i2') }, 'same');
    moveItem(right, item('i4'), { parentId: null, beforeId: item('i2') }, 'same');
    sync(left, right);
    moveItem(left, item('i1'), { parentId: null, beforeId: item('i4') }, 'late');
    sync(left, right);

    expect(order(left)).toEqual(['i3', 'i1', 'i4', 'i2']);
    expect(order(right)).toEqual(order(left));
  });

  test('a patch changes only what it names', () => {
    const desk = deskWith('i1');

    setItem(desk, item('i1'), { plannedMs: 60_000, internal: true });
    setItem(desk, item('gone'), { internal: true });

    expect(readAgenda(desk)[0]).toMatchObject({ title: 'i1', plannedMs: 60_000, internal: true, kind: 'briefing' });
  });

  test('report rows keep their cells as text that two people can edit', () => {
    const desk = deskWith('i7');
    const row = { id: brand<RowId>('r1'), owner: '团体标准专家委', done: '一项团标已立项', planned: '', order: 'a0' };

    addReportRow(desk, item('i7'), row);
    const cell = reportText(desk, item('i7'), row.id, 'planned');
    if (cell) writeText(cell, '两项团标尽快立项');
    setReportRow(desk, item('i7'), row.id, { owner: '团标委' });

    expect(readAgenda(desk)[0]?.report).toEqual([{ ...row, owner: '团标委', planned: '两项团标尽快立项' }]);
  });
});

test('two people who write the first report rows of one item at once keep both', () => {
  const left = deskWith('i7');
  const right = new Y.Doc();
  sync(left, right);
  const row = { owner: '', done: '', planned: '' };

  addReportRow(left, item('i7'), { ...row, id: brand<RowId>('r1'), order: 'a0' });
  addReportRow(right, item('i7'), { ...row, id: brand<RowId>('r2'), order: 'a1' });
  sync(left, right);

  expect(readAgenda(left)[0]?.report.map(({ id }) => id)).toEqual(['r1', 'r2']);
});

describe('people, tasks, decisions', () => {
  test('people stand in the order of courtesy and come back after removal', () => {
    const desk = new Y.Doc();
    const guest = {
      id: brand<PersonKey>('p1'),
      name: '吴坚',
      org: null,
      titles: ['技防办副主任'],
      role: 'guest',
      order: 'a1',
      personId: null,
    } as const;

    addPerson(desk, guest);
    addPerson(desk, { ...guest, id: brand<PersonKey>('p2'), name: '牟晓生', order: 'a0' });
    setPerson(desk, guest.id, { titles: ['技防办副主任', '科信处技防科长'] });
    removePerson(desk, brand<PersonKey>('p2'));
    const whileRemoved = readPeople(desk).map(({ name }) => name);
    restorePerson(desk, brand<PersonKey>('p2'));

    expect(whileRemoved).toEqual(['吴坚']);
    expect(readPeople(desk).map(({ name }) => name)).toEqual(['牟晓生', '吴坚']);
    expect(readPeople(desk)[1]?.titles).toHaveLength(2);
  });

  test('a task reads back as it was given', () => {
    const desk = new Y.Doc();
    const anchored = { ...task, anchor: { itemId: item('i7'), from: 'f', to: 't', quote: '编写' } };

    addTask(desk, anchored);

    expect(readTasks(desk)).toEqual([anchored]);
  });

  test('two people adding an owner each keep both, and one may remove a third', () => {
    const left = new Y.Doc();
    addTask(left, task);
    const right = new Y.Doc();
    sync(left, right);

    setTask(left, task.id, { owners: [...task.owners, { key: 'a', name: '甲', lead: false }] });
    setTask(right, task.id, { owners: [...task.owners, { key: 'b', name: '乙', lead: false }] });
    sync(left, right);
    setTask(left, task.id, { owners: readTasks(left)[0]?.owners.filter(({ key }) => key !== 'uav') ?? [] });
    sync(left, right);

    expect(readTasks(right)[0]?.owners.map(({ name }) => name)).toEqual(['甲', '乙']);
  });

  test('removed tasks and decisions come back with their wording', () => {
    const desk = new Y.Doc();
    const decision = {
      id: brand<DecisionId>('d1'),
      wording: '同意',
      itemId: null,
      outcome: 'adopted',
      motionId: null,
      order: 'a0',
    } as const;
    addTask(desk, task);
    addDecision(desk, decision);

    removeTask(desk, task.id);
    removeDecision(desk, decision.id);
    expect([readTasks(desk), readDecisions(desk)]).toEqual([[], []]);
    restoreTask(desk, task.id);
    restoreDecision(desk, decision.id);
    setDecision(desk, decision.id, { outcome: 'deferred' });

    expect(readTasks(desk)).toEqual([task]);
    expect(readDecisions(desk)).toEqual([{ ...decision, outcome: 'deferred' }]);
    expect([taskText(desk, task.id)?.toString(), decisionText(desk, decision.id)?.toString()]).toEqual([
      task.what,
      '同意',
    ]);
  });
});

describe('facts, claims, progress', () => {
  test('an empty desk has a title of no characters and nothing else', () => {
    const facts = readFacts(new Y.Doc());

    expect(facts.title).toBe('');
    expect(Object.values(facts).filter((value) => value !== null && value !== '')).toEqual([]);
  });

  test('facts and claims are set and given back', () => {
    const desk = new Y.Doc();

    setFact(desk, 'plannedStart', 5);
    setFact(desk, 'venue', '会议室');
    setFact(desk, 'venue', null);
    claimItem(desk, item('i1'), 'u1');
    claimItem(desk, item('i2'), 'u1');
    claimItem(desk, item('i2'), null);

    expect(readFacts(desk)).toMatchObject({ plannedStart: 5, venue: null });
    expect([...readClaims(desk)]).toEqual([['i1', 'u1']]);
  });

  test('a progress event is never overwritten', () => {
    const desk = new Y.Doc();
    const eventId = brand<EventId>('e1');

    startItem(desk, { eventId, itemId: item('i1'), at: 1, by: 'u1' });
    addProgress(desk, eventId, { kind: 'adjourn', at: 2, by: 'u2' });

    expect(readProgressEvents(desk).get(eventId)).toEqual({ kind: 'start', itemId: 'i1', at: 1, by: 'u1' });
  });
});

describe('odd values', () => {
  const odd: unknown[] = [null, 7, 'text', true, [], {}, { kind: 'start' }, { kind: 'revoke', at: 1, by: 'u', of: '' }];

  test('values of a wrong type are read as absent and nothing throws', () => {
    const desk = new Y.Doc();
    for (const root of ['meeting', 'people', 'agenda', 'progress', 'tasks', 'decisions', 'claims']) {
      odd.forEach((value, index) => desk.getMap(root).set(`k${index}`, value));
      desk.getMap(root).set('text', new Y.Text('x'));
      desk.getMap(root).set('list', new Y.Array());
      desk.getMap(root).set('empty', new Y.Map());
      const entry = new Y.Map<unknown>();
      for (const key of [
        'title',
        'minutes',
        'presenters',
        'report',
        'owners',
        'what',
        'wording',
        'titles',
        'order',
        'name',
        'ceremony',
        'due',
        'kind',
        'itemId',
      ])
        entry.set(key, 42);
      desk.getMap(root).set('wrong', entry);
    }

    expect(readAgenda(desk).map(({ id, title, kind }) => [id, title, kind])).toEqual([
      ['empty', '', 'briefing'],
      ['wrong', '', 'briefing'],
    ]);
    expect(readPeople(desk)).toHaveLength(2);
    expect(readTasks(desk)).toHaveLength(2);
    expect(readDecisions(desk)).toHaveLength(2);
    expect(readProgressEvents(desk).size).toBe(0);
    expect(readFacts(desk).title).toBe('');
    expect(itemMinutes(desk, item('wrong'))).toBeNull();
    expect(itemTitle(desk, item('k2'))).toBeNull();
  });

  test('items whose order keys are missing or broken still move', () => {
    const desk = deskWith('i1', 'i2', 'i3');
    for (const [index, key] of ['!!', '', 'a00'].entries()) {
      desk
        .getMap<Y.Map<unknown>>('agenda')
        .get(`i${index + 1}`)
        ?.set('order', key);
    }

    moveItem(desk, item('i1'), { parentId: null, beforeId: item('i3') }, 'x1');

    expect(order(desk)).toEqual(['i2', 'i1', 'i3']);
  });
});

describe('writeText', () => {
  test('two people changing different parts of one field keep both changes', () => {
    const [left, right] = [new Y.Doc(), new Y.Doc()];
    left.getText('t').insert(0, '标准化情况介绍');
    sync(left, right);

    writeText(left.getText('t'), '苏州标准化情况介绍');
    writeText(right.getText('t'), '标准化建设情况介绍');
    sync(left, right);

    expect(left.getText('t').toString()).toBe('苏州标准化建设情况介绍');
    expect(right.getText('t').toString()).toBe(left.getText('t').toString());
  });

  test('a rare character outside the basic plane is replaced whole', () => {
    const text = new Y.Doc().getText('t');
    text.insert(0, '𠮷');

    writeText(text, '𠮶');

    expect(text.toString()).toBe('𠮶');
  });
});
