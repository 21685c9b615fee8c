// Topics of bodies: a register, small and never hot. One row a topic, so that two people who write at once lose nothing.
import type { Selectable } from 'kysely';
import type { TopicRow } from '../../shared/domain/topics.ts';
import type { TopicChanges, Topics } from '../series-ports.ts';
import { auditStatement } from './audit-chain.ts';
import type { Running } from './preparing.ts';
import type { Queries } from './queries.ts';
import { runOn } from './run-on.ts';
import type { TopicsTable } from './schema.ts';

export function sqlTopics(writer: Running, queries: Queries): Topics {
  const all = () => queries.selectFrom('topics').selectAll();
  return {
    async of(bodyId) {
      const rows = await all().where('body_id', '=', bodyId).orderBy('place').orderBy('id').execute();
      return rows.map(topicRow);
    },
    async byId(id) {
      const row = await all().where('id', '=', id).executeTakeFirst();
      return row ? topicRow(row) : null;
    },
    async write({ rows = [], changes = [] }, audit) {
      const inserts = rows.map((row) =>
        queries
          .insertInto('topics')
          .values(columnsOf(row))
          .onConflict((conflict) => conflict.column('id').doNothing())
          .compile(),
      );
      const updates = changes.map(({ id, ...set }) =>
        queries.updateTable('topics').set(changed(set)).where('id', '=', id).compile(),
      );
      await runOn(writer, [...inserts, ...updates, auditStatement(audit)]);
    },
  };
}

function topicRow(row: Selectable<TopicsTable>): TopicRow {
  const { id, body_id: bodyId, title, kind, proposer, notes, wanted_by: wantedBy, internal, place: order } = row;
  const { origin_meeting: meetingId, origin_item: itemId } = row;
  return {
    ...{ id, bodyId, title, kind, proposer, notes, wantedBy, internal: internal === 1, order },
    origin: meetingId === null || itemId === null ? null : { meetingId, itemId },
    ...{ createdAt: row.created_at, updatedAt: row.updated_at, removedAt: row.removed_at },
  };
}

function columnsOf({ id, bodyId, origin, createdAt, ...row }: TopicRow): TopicsTable {
  return {
    ...{ id, body_id: bodyId, title: row.title, kind: row.kind, proposer: row.proposer, notes: row.notes },
    ...{ wanted_by: row.wantedBy, internal: row.internal ? 1 : 0, place: row.order },
    ...{ origin_meeting: origin?.meetingId ?? null, origin_item: origin?.itemId ?? null },
    ...{ created_at: createdAt, updated_at: row.updatedAt, removed_at: row.removedAt },
  };
}

/** What is undefined is left as it is. */
function changed({ title, kind, proposer, notes, wantedBy, internal, order, updatedAt, removedAt }: TopicChanges) {
  return {
    ...{
      title,
      kind,
      proposer,
      notes,
      wanted_by: wantedBy,
      place: order,
      updated_at: updatedAt,
      removed_at: removedAt,
    },
    internal: internal === undefined ? undefined : internal ? 1 : 0,
  };
}
