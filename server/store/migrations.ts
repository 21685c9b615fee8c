// The database's shape as numbered steps, each in one transaction with its number, so a kill leaves the old shape or
// the new one. A step that was released is never edited. What each does is in shape/, by area; the same tables as types: schema.ts.
import type Database from 'better-sqlite3';
import { ACCESS } from './shape/access.ts';
import { PREPARING, STOCK_PHRASES, NAMES_OF_BODIES, HALL_LOOKS, MINUTES_TEMPLATES, TOPICS } from './shape/bodies.ts';
import { CALENDAR_FEEDS } from './shape/calendars.ts';
import { CORE, KINDS_OF_PASSAGES } from './shape/core.ts';
import { FILES, NAMED_VERSIONS, PRIVATE_NOTES } from './shape/meetings.ts';
import { HOLIDAYS } from './shape/holidays.ts';
import { DELIVERY } from './shape/outbox.ts';
import { PARTS_TAKEN } from './shape/parts.ts';
import { PEOPLE, REMOVED_SEATS, ALIASES, REMOVED_BY, MERGED } from './shape/people.ts';
import { TASK_FILES, TASKS, TASK_LETTERS, TASK_LINKS, TASK_REPORT_LINES } from './shape/tasks.ts';

interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** All of them, in order; their numbers are their places. */
export const MIGRATIONS: readonly Migration[] = [
  { name: 'core', sql: CORE },
  { name: 'access', sql: ACCESS },
  { name: 'files', sql: FILES },
  { name: 'named-versions', sql: NAMED_VERSIONS },
  { name: 'private notes', sql: PRIVATE_NOTES },
  { name: 'preparing', sql: PREPARING },
  { name: 'stock phrases', sql: STOCK_PHRASES },
  { name: 'names of bodies', sql: NAMES_OF_BODIES },
  { name: 'people', sql: PEOPLE },
  { name: 'removed seats', sql: REMOVED_SEATS },
  { name: 'kinds of passages', sql: KINDS_OF_PASSAGES },
  { name: 'aliases', sql: ALIASES },
  { name: 'removed by', sql: REMOVED_BY },
  { name: 'hall looks', sql: HALL_LOOKS },
  { name: 'delivery', sql: DELIVERY },
  { name: 'tasks', sql: TASKS },
  { name: 'task links', sql: TASK_LINKS },
  { name: 'task letters', sql: TASK_LETTERS },
  { name: 'report lines of tasks', sql: TASK_REPORT_LINES },
  { name: 'people over all meetings', sql: [MERGED, PARTS_TAKEN, CALENDAR_FEEDS].join('') },
  { name: 'topics', sql: TOPICS },
  { name: 'task files', sql: TASK_FILES },
  { name: 'holidays', sql: HOLIDAYS },
  { name: 'minutes templates', sql: MINUTES_TEMPLATES },
];

/** The number of the newest shape this program knows; a database's own number is its `user_version`. */
export const SCHEMA_NUMBER = MIGRATIONS.length;

/**
 * Brings the database from shape `current` to the newest one of `steps`. Throws with the step's name;
 * that step left nothing, and those before it are complete.
 */
export function migrate(database: Database.Database, current: number, steps: readonly Migration[]): void {
  steps.slice(current).forEach((migration, index) => {
    const number = current + index + 1;
    try {
      database.exec(`BEGIN IMMEDIATE; ${migration.sql}; PRAGMA user_version = ${number}; COMMIT;`);
    } catch (error) {
      if (database.inTransaction) database.exec('ROLLBACK');
      throw new Error(`migration ${number} (${migration.name}) failed; the database is as it was before it`, {
        cause: error,
      });
    }
  });
}
