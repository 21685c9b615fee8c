// One awareness state, read with care.
import { expect, test } from 'vitest';
import { MAX_PRESENCE_BYTES, parsePresence } from '../../../shared/doc/presence.ts';

const user = { id: 'u1', name: '李', username: 'li', colour: 3 };
const quiet = { notes: null, sees: null, doing: 'here', follows: null, device: null };
const caret = { anchor: { item: null }, head: { item: null } };

test('a full state reads back', () => {
  const state = {
    user,
    itemId: 'i1',
    caret,
    notes: 'i1',
    sees: 'i2',
    doing: 'typing',
    follows: 'u2',
    device: 'tablet',
  };

  expect(parsePresence(state)).toEqual(state);
});

test('a page that says nothing of what it does is here', () => {
  expect(parsePresence({ user, itemId: 'i1', caret })).toEqual({ user, itemId: 'i1', caret, ...quiet });
});

test.each([
  ['no object', 'x'],
  ['no stamp', { itemId: 'i1' }],
  ['a stamp without a name', { user: { id: 'u1' } }],
  ['an id that is none', { user: { ...user, id: '../u' } }],
  ['more than the limit', { user, itemId: 'i1', note: '字'.repeat(MAX_PRESENCE_BYTES / 3) }],
])('%s is nobody', (_case, state) => {
  expect(parsePresence(state)).toBeNull();
});

test('odd claims fall away, the person stays', () => {
  const state = {
    user: { ...user, colour: 9, name: '长'.repeat(100), username: 7 },
    ...{ itemId: '<i1>', caret, notes: 'i1', sees: {}, doing: 'dancing', follows: '../', device: 'fridge' },
  };

  expect(parsePresence(state)).toEqual({
    user: { id: 'u1', name: '长'.repeat(64), username: null, colour: 1 },
    itemId: null,
    caret: null,
    ...quiet,
  });
});
