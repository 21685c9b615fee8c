// Stock phrases: a register, small and never hot. One row a phrase, so that two people who write at once lose nothing.
import { sql } from 'kysely';
import type { StockPhraseId } from '../../shared/domain/ids.ts';
import { MAX_REMOVED_PHRASES, type StockPhrases, type StockPhraseRow } from '../preparing-ports.ts';
import type { CompiledStatement } from './connection.ts';
import { write, type Running } from './preparing.ts';
import type { Queries } from './queries.ts';
import type { StockPhrasesTable } from './schema.ts';

export function sqlStockPhrases(writer: Running, queries: Queries): StockPhrases {
  const all = () => queries.selectFrom('stock_phrases').selectAll();
  return {
    async list() {
      const rows = await all().where('removed_at', 'is', null).orderBy('created_at').orderBy('id').execute();
      return rows.map(phraseRow);
    },
    async byId(id) {
      const row = await all().where('id', '=', id).executeTakeFirst();
      return row ? phraseRow(row) : null;
    },
    async insert(row, audit, forget) {
      const forgotten = queries.deleteFrom('stock_phrases').where('removed_at', '<', forget).compile();
      await write(writer, queries.insertInto('stock_phrases').values(columnsOf(row)).compile(), audit, forgotten);
    },
    async update(id, set, audit) {
      const { label, text, bodyId, updatedAt, removedAt } = set;
      // What is undefined is left as it is.
      const columns = { label, text, body_id: bodyId, updated_at: updatedAt, removed_at: removedAt };
      const update = queries.updateTable('stock_phrases').set(columns).where('id', '=', id);
      const one = update.where('removed_at', removedAt === null ? 'is not' : 'is', null);
      return await write(writer, one.compile(), audit, forgetRemoved(queries, id));
    },
  };
}

/** The oldest removed ones of the body of `id` go for good; those of other bodies stay, whatever is removed here. */
function forgetRemoved(queries: Queries, id: StockPhraseId): CompiledStatement {
  const isOfBody = sql<boolean>`body_id IS (SELECT body_id FROM stock_phrases WHERE id = ${id})`;
  const kept = queries
    .selectFrom('stock_phrases')
    .select('id')
    .where('removed_at', 'is not', null)
    .where(isOfBody)
    .orderBy('removed_at', 'desc')
    .orderBy('id')
    .limit(MAX_REMOVED_PHRASES);
  const removed = queries.deleteFrom('stock_phrases').where('removed_at', 'is not', null).where(isOfBody);
  return removed.where('id', 'not in', kept).compile();
}

function phraseRow(row: StockPhrasesTable): StockPhraseRow {
  const { id, label, text, body_id: bodyId, created_at: createdAt, updated_at: updatedAt, removed_at: removedAt } = row;
  return { id, bodyId, label, text, createdAt, updatedAt, removedAt };
}

function columnsOf({ id, bodyId, label, text, createdAt, updatedAt, removedAt }: StockPhraseRow): StockPhrasesTable {
  return { id, body_id: bodyId, label, text, created_at: createdAt, updated_at: updatedAt, removed_at: removedAt };
}
