// From one version of the documents to the next.
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { migrate, schemaVersionOf, type MigrationStep } from '../../../shared/doc/migrate.ts';

const titleOf = (desk: Y.Doc): unknown => desk.getMap('meeting').get('title');
const mark =
  (name: string): MigrationStep =>
  ({ desk }) => {
    const title = titleOf(desk);
    desk.getMap('meeting').set('title', `${typeof title === 'string' ? title : ''}${name}`);
  };
const documents = () => ({ desk: new Y.Doc(), record: new Y.Doc() });

test('documents of this version are left as they are', () => {
  const fresh = documents();

  expect(migrate(fresh)).toEqual({ ok: true, value: { from: 1, to: 1 } });
  expect(Y.encodeStateVector(fresh.record)).toEqual(Y.encodeStateVector(new Y.Doc()));
});

test('each missing step runs once, in order, and the version is noted', () => {
  const old = documents();

  migrate(old, [mark('a')]);
  const result = migrate(old, [mark('a'), mark('b'), mark('c')]);
  migrate(old, [mark('a'), mark('b'), mark('c')]);

  expect(result).toEqual({ ok: true, value: { from: 2, to: 4 } });
  expect(titleOf(old.desk)).toBe('abc');
  expect(schemaVersionOf(old.record)).toBe(4);
});

test('documents of a newer program are refused and left alone', () => {
  const newer = documents();
  newer.record.getMap('state').set('schema', 3);

  expect(migrate(newer, [mark('a')])).toEqual({ ok: false, code: 'client-too-old', data: { schema: 3 } });
  expect(titleOf(newer.desk)).toBeUndefined();
});
