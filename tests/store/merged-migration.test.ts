// People merged before it was kept into whom: the audit log tells, of those that are still merged.
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../server/store/database.ts';
import { MIGRATIONS } from '../../server/store/migrations.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it('a merging that was undone is not revived when its person was taken off later', () => {
  const file = join(temporaryFolder(), 'gongbi.sqlite');
  const before = MIGRATIONS.findIndex(({ name }) => name === 'people over all meetings');
  openDatabase(file, MIGRATIONS.slice(0, before)).close();
  const old = new Database(file);
  const merged = old.prepare(`INSERT INTO audit (at, actor, via, action, targets, count, hash)
    VALUES (100, 'u', 'session', 'person.merged', ?, 1, zeroblob(32))`);
  const person = old.prepare(`INSERT INTO people (id, name, posts, created_at, updated_at, removed_at)
    VALUES (?, '张伟', '[]', 1, 1, ?)`);
  for (const [id, removedAt] of [
    ['kept', null],
    ['merged', 100],
    ['undone', 200],
  ] as const)
    person.run(id, removedAt);
  for (const id of ['merged', 'undone'])
    merged.run(
      JSON.stringify([
        { kind: 'person', id: 'kept' },
        { kind: 'person', id },
      ]),
    );
  old.close();

  const database = openDatabase(file);

  const rows = database.prepare('SELECT id FROM people WHERE merged_into IS NOT NULL').pluck().all();
  database.close();
  expect(rows).toEqual(['merged']);
});
