// The form of a person: only what was changed is sent, since others may have written the rest meanwhile.
import { expect, test } from 'vitest';
import { changesOf, draftOf } from '../../client/person-draft.ts';

const opened = draftOf({
  ...{ id: 'p1', name: '张伟', reading: null, posts: [], bodies: [] },
  private: { phone: '13900000001', email: null, note: null, aliases: ['张玮'] },
});

test('a new phone is sent alone, and names that were given up stay as others have them', () => {
  expect(changesOf({ ...opened, phone: '13900000002' }, opened)).toEqual({ phone: '13900000002' });
  expect(changesOf(opened, opened)).toEqual({});
});

test('names that were struck out or added are sent whole', () => {
  expect(changesOf({ ...opened, aliases: '' }, opened)).toEqual({ aliases: [] });
  expect(changesOf({ ...opened, aliases: '张玮、 张炜，' }, opened)).toEqual({ aliases: ['张玮', '张炜'] });
});
