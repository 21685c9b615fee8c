// The record's reads and writes about the hall screens.
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { addShown, readScreens, readShown, writeScreen } from '../../../shared/doc/record-screens.ts';
import type { CommandId, ItemId, UserId } from '../../../shared/domain/ids.ts';
import { MAX_QUEUE, type ScreenShow } from '../../../shared/domain/screen-show.ts';
import { brand } from '../../../shared/lib/brand.ts';

const itemId = brand<ItemId>('item-1');
const by = brand<UserId>('li');

test('what a screen was told reads back as written', () => {
  const record = new Y.Doc();
  const show: ScreenShow = {
    mode: 'item',
    itemId,
    frozen: true,
    isBlanked: true,
    message: { text: '请入座', until: null },
    countdown: { label: '距开会', to: 9 },
    preview: { mode: 'agenda' },
    queue: [{ mode: 'item', itemId }],
    past: [{ mode: 'auto' }],
  };

  writeScreen(record, 'main', show);
  writeScreen(record, 'side', { mode: 'agenda', frozen: false });

  expect([...readScreens(record)]).toEqual([
    ['main', show],
    ['side', { mode: 'agenda', frozen: false }],
  ]);
});

test('of a queue that became longer than one may be sent, what can be sent is read', () => {
  const record = new Y.Doc();
  record.getMap('screens').set('main', { mode: 'auto', queue: Array(MAX_QUEUE + 9).fill({ mode: 'agenda' }) });

  expect(readScreens(record).get('main')?.queue).toHaveLength(MAX_QUEUE);
});

test('values of a wrong type are read as absent', () => {
  const record = new Y.Doc();
  const screens = record.getMap('screens');
  screens.set('a', { mode: 'unknown', message: { text: 7 }, countdown: { to: 'soon' }, queue: [3, { mode: 'x' }] });
  screens.set('b', 3);
  screens.set('c', { mode: 'item', itemId: 'no id', preview: 'agenda', past: 'long ago' });
  record.getMap('shown').set('d1', { mode: 'agenda', screen: 'main' });

  expect([...readScreens(record)]).toEqual([
    ['a', { mode: 'auto', frozen: false }],
    ['c', { mode: 'item', frozen: false }],
  ]);
  expect(readShown(record)).toEqual([]);
});

test('what went up is listed in its order, each command once', () => {
  const record = new Y.Doc();
  const note = (id: string, at: number, mode: 'agenda' | 'closing') =>
    addShown(record, brand<CommandId>(id), { mode, screen: 'main', at, by });

  note('second-command-0', 8, 'closing');
  note('first-command-00', 5, 'agenda');
  note('first-command-00', 9, 'closing');

  expect(readShown(record).map(({ at, mode }) => [at, mode])).toEqual([
    [5, 'agenda'],
    [8, 'closing'],
  ]);
});
