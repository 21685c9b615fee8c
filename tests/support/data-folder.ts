// A data folder as a server leaves it that was started once: its database is there, empty and of today's shape. Making that
// shape from nothing at each start would cost more than most tests; how it is made, and a start in an empty folder, are
// tests of their own (store/database, the journeys in browsers).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_NAME } from '../../server/store/backup.ts';
import { openDatabase } from '../../server/store/database.ts';
import { atEndOfTest, temporaryFolder, type AtEnd } from './temporary-folder.ts';

/** The file's bytes; made once in a process. */
let empty: Buffer | null = null;

/** Removed in the end. */
export function dataFolder(atEnd: AtEnd = atEndOfTest): string {
  const folder = temporaryFolder(atEnd);
  const file = join(folder, DATABASE_NAME);
  empty ??= emptyDatabase(atEnd);
  writeFileSync(file, empty);
  return folder;
}

function emptyDatabase(atEnd: AtEnd): Buffer {
  const file = join(temporaryFolder(atEnd), DATABASE_NAME);
  openDatabase(file).close();
  return readFileSync(file);
}
