// @vitest-environment node
// What a given-up replica holds and the meeting lacks.
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { addItem, itemMinutes, itemTitle } from '../../../shared/doc/desk-agenda.ts';
import { addTask } from '../../../shared/doc/desk-tasks.ts';
import type { ItemId, TaskId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { lateDifference } from '../../../client/sync/late-work.ts';

const ITEM = brand<ItemId>('item1');

function deskWith(...paragraphs: readonly string[]): Y.Doc {
  const desk = new Y.Doc();
  addItem(desk, { id: ITEM, kind: 'discussion', title: '议题', order: 'a1', minutes: paragraphs });
  return desk;
}

describe('late work', () => {
  it('is nothing between equal desks', () => {
    expect(lateDifference(deskWith('甲', '乙'), deskWith('甲', '乙'))).toEqual([]);
  });

  it('is the lines that the meeting lacks, each as often as it is missing', () => {
    const late = deskWith('甲', '乙', '乙', '丙');

    expect(lateDifference(late, deskWith('甲', '乙'))).toEqual([
      { place: 'minutes', itemId: ITEM, title: '议题', lines: ['乙', '丙'] },
    ]);
  });

  it('is not what was only deleted late', () => {
    expect(lateDifference(deskWith('甲'), deskWith('甲', '乙'))).toEqual([]);
  });

  it('names titles, tasks and items of their own', () => {
    const late = deskWith('甲');
    itemTitle(late, ITEM)?.insert(2, '改');
    const added = brand<ItemId>('item2');
    addItem(late, { id: added, kind: 'briefing', title: '新议题', order: 'a2', minutes: ['新'] });
    addTask(late, {
      ...{ id: brand<TaskId>('t'), what: '办理', owners: [], supporters: [], due: null, dueText: null },
      ...{ itemId: ITEM, state: 'draft', order: 'a1' },
    });

    expect(lateDifference(late, deskWith('甲'))).toEqual([
      { place: 'title', itemId: ITEM, title: '议题改', lines: ['议题改'] },
      { place: 'title', itemId: added, title: '新议题', lines: ['新议题'] },
      { place: 'minutes', itemId: added, title: '新议题', lines: ['新'] },
      { place: 'task', itemId: ITEM, title: null, lines: ['办理'] },
    ]);
  });

  it('finds text in lists, quotes and tables', () => {
    const late = deskWith('甲');
    const list = new Y.XmlElement('bullet_list');
    const item = new Y.XmlElement('list_item');
    const paragraph = new Y.XmlElement('paragraph');
    itemMinutes(late, ITEM)?.push([list]);
    list.push([item]);
    item.push([paragraph]);
    paragraph.push([new Y.XmlText('列在表里')]);

    expect(lateDifference(late, deskWith('甲'))[0]?.lines).toEqual(['列在表里']);
  });
});
