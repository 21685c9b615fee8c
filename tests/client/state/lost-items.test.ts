// An item that goes while somebody writes in it.
import { expect, test } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import { Presence } from '../../../client/state/presence.svelte.ts';
import { watchLostItems, type LostItem } from '../../../client/state/lost-items.ts';
import { removeItem } from '../../../shared/doc/desk-agenda.ts';
import type { ItemId, UserId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { deskWith, exchange, FIRST, replicaOf, SECOND } from '../support/desk-fixture.ts';

/** 李文静 writes in the first item; 周敏, on another replica, or she herself removes `item`. */
function told(item: ItemId, isOwn = false): readonly LostItem[] {
  const desk = deskWith('记下的话');
  const other = replicaOf(desk);
  const awareness = new Awareness(desk);
  awareness.setLocalState({ itemId: FIRST, notes: FIRST, doing: 'typing' });
  awareness.states.set(other.clientID, { user: { colour: 5, id: 'zhou', name: '周敏' } });
  const presence = new Presence(awareness, brand<UserId>('li'), '李文静');
  const lost: LostItem[] = [];
  watchLostItems(desk, presence, (each) => lost.push(each));

  removeItem(isOwn ? desk : other, item);
  exchange(desk, other);

  awareness.destroy();
  return lost;
}

test('who writes in an item that somebody else removes is told, and by whom', () => {
  expect(told(FIRST)).toEqual([{ itemId: FIRST, byName: '周敏' }]);
});

test('nothing is told of an item in which one does not write', () => {
  expect(told(SECOND)).toEqual([]);
});

test('nothing is told of what one removes oneself', () => {
  expect(told(FIRST, true)).toEqual([]);
});
