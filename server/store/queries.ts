// The query builder over the connection that reads. What it would write is compiled and handed to Writer.run, because a
// transaction of its own would wait between its statements and let a commit in between.
import { Kysely, SqliteDialect } from 'kysely';
import { InvariantError } from '../../shared/lib/assert.ts';
import type { Connection } from './connection.ts';
import type { Schema } from './schema.ts';

export type Queries = Kysely<Schema>;

/** Never destroyed: it holds nothing but the connection, which belongs to the store. */
export function queriesOver(connection: Connection): Queries {
  return new Kysely<Schema>({
    dialect: new SqliteDialect({
      database: {
        close: () => undefined,
        prepare: (sql) => {
          const statement = connection.statementOf(sql);
          if (!statement.reader) throw new InvariantError(`a write outside Writer.run: ${sql}`);
          return {
            reader: true,
            all: (parameters) => statement.all(...parameters),
            iterate: (parameters) => statement.iterate(...parameters),
            run: () => {
              throw new InvariantError(`not a write: ${sql}`);
            },
          };
        },
      },
    }),
  });
}
