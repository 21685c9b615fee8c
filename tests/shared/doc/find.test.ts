// Find and replace over a whole desk, asked of the document alone.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { addItem, itemMinutes } from '../../../shared/doc/desk-agenda.ts';
import { addDecision, readDecisions } from '../../../shared/doc/desk-decisions.ts';
import { addTask, readTasks } from '../../../shared/doc/desk-tasks.ts';
import { findMatches, foldedWords, replaceMatches, type FindQuery, type FindScope } from '../../../shared/doc/find.ts';
import type { DecisionId, ItemId, TaskId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';

const ALL: ReadonlySet<FindScope> = new Set(['titles', 'minutes', 'tasks', 'decisions'] as const);

function query(words: string, set: Partial<FindQuery> = {}): FindQuery {
  return { words, matchesCase: false, foldsWidth: true, scopes: ALL, ...set };
}

function wholeDesk(): Y.Doc {
  const desk = new Y.Doc();
  addItem(desk, {
    id: brand<ItemId>('i1'),
    kind: 'discussion',
    title: '团标审核',
    order: 'a1',
    minutes: ['团标一项', '两项团标'],
  });
  addItem(desk, { id: brand<ItemId>('i2'), kind: 'discussion', title: '其他', order: 'a2', minutes: ['团标'] });
  addTask(desk, {
    ...{ id: brand<TaskId>('t1'), what: '发布团标', owners: [], supporters: [], due: null, dueText: null },
    ...{ itemId: null, state: 'draft', order: 'a1' },
  });
  addDecision(desk, {
    id: brand<DecisionId>('d1'),
    wording: '团标立项',
    itemId: null,
    outcome: null,
    motionId: null,
    order: 'a1',
  });
  return desk;
}

function deskReading(...minutes: readonly string[]): Y.Doc {
  const desk = new Y.Doc();
  addItem(desk, { id: brand<ItemId>('i1'), kind: 'discussion', title: '', order: 'a1', minutes });
  return desk;
}

function linesOf(desk: Y.Doc, id = 'i1'): readonly string[] {
  const minutes = itemMinutes(desk, brand<ItemId>(id))?.toArray() ?? [];
  return minutes.map((node) => (node instanceof Y.XmlElement ? node.toArray().map(String).join('') : ''));
}

describe('finding', () => {
  it('goes through titles and minutes item by item, then tasks, then decisions', () => {
    const places = findMatches(wholeDesk(), query('团标')).map(({ place }) => place.kind);

    expect(places).toEqual(['title', 'minutes', 'minutes', 'minutes', 'task', 'decision']);
  });

  it('keeps to the scopes it is given', () => {
    expect(findMatches(wholeDesk(), query('团标', { scopes: new Set(['tasks'] as const) }))).toHaveLength(1);
    expect(findMatches(wholeDesk(), query('团标', { scopes: new Set() }))).toEqual([]);
  });

  it.each([
    ['ＧＢ５０３４８', 'GB50348', {}, 1],
    ['GB50348', 'ｇｂ５０３４８', {}, 1],
    ['（一）', '(一)', {}, 1],
    ['（一）', '(一)', { foldsWidth: false }, 0],
    ['Gongbi gongbi', 'GONGBI', {}, 2],
    ['Gongbi gongbi', 'gongbi', { matchesCase: true }, 1],
    ['𠮷野', '野', {}, 1],
    ['aaaa', 'aa', {}, 2],
    ['团标', '', {}, 0],
  ])('in %s finds %s (%o) %i times', (text, words, set, times) => {
    expect(findMatches(deskReading(text), query(words, set))).toHaveLength(times);
  });

  it('compares unit by unit, so that places in the folded words are places in the words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.boolean(), fc.boolean(), (words, matchesCase, foldsWidth) => {
        expect(foldedWords(words, { matchesCase, foldsWidth })).toHaveLength(words.length);
      }),
    );
  });
});

describe('replacing', () => {
  it('changes every place at once, and nothing beside them', () => {
    const desk = wholeDesk();

    const count = replaceMatches(desk, findMatches(desk, query('团标')), '团体标准');

    expect(count).toBe(6);
    expect(linesOf(desk)).toEqual(['团体标准一项', '两项团体标准']);
    expect(linesOf(desk, 'i2')).toEqual(['团体标准']);
    expect(readTasks(desk)[0]?.what).toBe('发布团体标准');
    expect(readDecisions(desk)[0]?.wording).toBe('团体标准立项');
  });

  it('is one step of one’s own to undo, and leaves what others wrote meanwhile', () => {
    const desk = wholeDesk();
    const undo = new Y.UndoManager([desk.getMap('agenda'), desk.getMap('tasks'), desk.getMap('decisions')]);
    replaceMatches(desk, findMatches(desk, query('团标')), '团体标准');
    const paragraph = itemMinutes(desk, brand<ItemId>('i2'))?.get(0);
    const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
    if (text instanceof Y.XmlText) desk.transact(() => text.insert(text.length, '（周敏补）'), 'remote');

    undo.undo();

    expect(linesOf(desk)).toEqual(['团标一项', '两项团标']);
    expect(linesOf(desk, 'i2')).toEqual(['团标（周敏补）']);
    expect(readTasks(desk)[0]?.what).toBe('发布团标');
  });

  it('of internal words leaves the new ones internal', () => {
    const desk = deskReading('预算三十万');
    const paragraph = itemMinutes(desk, brand<ItemId>('i1'))?.get(0);
    const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
    if (text instanceof Y.XmlText) text.format(2, 3, { internal: {} });

    replaceMatches(desk, findMatches(desk, query('三十')), '五十');

    expect(text instanceof Y.XmlText && text.toDelta()).toEqual([
      { insert: '预算' },
      { insert: '五十万', attributes: { internal: {} } },
    ]);
  });

  it('by any words leaves exactly those places changed', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[ab ]{0,20}$/),
        fc.stringMatching(/^[ab]{1,3}$/),
        fc.string({ maxLength: 5 }),
        (text, words, by) => {
          const desk = deskReading(text);

          replaceMatches(desk, findMatches(desk, query(words)), by);

          expect(linesOf(desk)).toEqual([text.split(words).join(by)]);
        },
      ),
    );
  });
});
