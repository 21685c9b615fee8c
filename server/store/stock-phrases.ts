// Stock phrases: a register, small and never hot. One row a phrase, so that two people who write at once lose nothing.
import type { StockPhrases, StockPhraseRow } from '../preparing-ports.ts';
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
    async update(row, audit) {
      const { id, ...columns } = columnsOf(row);
      await write(writer, queries.updateTable('stock_phrases').set(columns).where('id', '=', id).compile(), audit);
    },
  };
}

function phraseRow(row: StockPhrasesTable): StockPhraseRow {
  const { id, label, text, body_id: bodyId, created_at: createdAt, updated_at: updatedAt, removed_at: removedAt } = row;
  return { id, bodyId, label, text, createdAt, updatedAt, removedAt };
}

function columnsOf({ id, bodyId, label, text, createdAt, updatedAt, removedAt }: StockPhraseRow): StockPhrasesTable {
  return { id, body_id: bodyId, label, text, created_at: createdAt, updated_at: updatedAt, removed_at: removedAt };
}
