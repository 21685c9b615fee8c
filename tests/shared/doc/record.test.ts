// The record's typed reads and writes: what the server witnessed, plain values only.
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { addProgressSeen, readProgressSeen, readState, writeState } from '../../../shared/doc/record.ts';
import type { EventId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';

test('an empty record is a meeting in preparation, version 1', () => {
  expect(readState(new Y.Doc())).toEqual({ phase: 'prepare', version: 1 });
});

test('state and witnesses read back as written', () => {
  const record = new Y.Doc();

  writeState(record, { phase: 'live', version: 2 });
  addProgressSeen(record, brand<EventId>('e1'), { receivedAt: 5, principal: 'user:u1' });

  expect(readState(record)).toEqual({ phase: 'live', version: 2 });
  expect([...readProgressSeen(record)]).toEqual([['e1', { receivedAt: 5, principal: 'user:u1' }]]);
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

  expect(readState(record)).toEqual({ phase: 'prepare', version: 1 });
  expect(readProgressSeen(record).size).toBe(0);
});
