// The record's typed reads and writes: what the server witnessed, plain values only.
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  addProgressSeen,
  readProgressSeen,
  readScreens,
  readState,
  writeScreen,
  writeState,
} from '../../../shared/doc/record.ts';
import type { EventId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';

test('an empty record is a meeting in preparation, version 1', () => {
  expect(readState(new Y.Doc())).toEqual({ phase: 'prepare', version: 1 });
});

test('state, witnesses and screens read back as written', () => {
  const record = new Y.Doc();

  writeState(record, { phase: 'live', version: 2 });
  addProgressSeen(record, brand<EventId>('e1'), { receivedAt: 5, principal: 'user:u1' });
  writeScreen(record, 'main', { mode: 'agenda', frozen: true });

  expect(readState(record)).toEqual({ phase: 'live', version: 2 });
  expect([...readProgressSeen(record)]).toEqual([['e1', { receivedAt: 5, principal: 'user:u1' }]]);
  expect([...readScreens(record)]).toEqual([['main', { mode: 'agenda', frozen: true }]]);
});

test('the first witness of an event stands', () => {
  const record = new Y.Doc();

  addProgressSeen(record, brand<EventId>('e1'), { receivedAt: 5, principal: 'user:u1' });
  addProgressSeen(record, brand<EventId>('e1'), { receivedAt: 9, principal: 'user:u2' });

  expect(readProgressSeen(record).get(brand<EventId>('e1'))?.receivedAt).toBe(5);
});

test('values of a wrong type are read as absent', () => {
  const record = new Y.Doc();
  record.getMap('state').set('phase', 'party');
  record.getMap('state').set('version', 0.5);
  record.getMap('progressSeen').set('e1', 'soon');
  record.getMap('screens').set('a', { mode: 'unknown' });
  record.getMap('screens').set('b', 3);

  expect(readState(record)).toEqual({ phase: 'prepare', version: 1 });
  expect(readProgressSeen(record).size).toBe(0);
  expect([...readScreens(record)]).toEqual([['a', { mode: 'auto', frozen: false }]]);
});
