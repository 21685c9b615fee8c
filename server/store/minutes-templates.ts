// Bodies' own templates for formal minutes: of each body at most two rows, the one in use and the former one. Whoever puts one
// up, takes it away or takes that back changes which is which; what somebody may want back is never deleted in the same step.
import type { BodyId } from '../../shared/domain/ids.ts';
import type { MinutesTemplateRow, MinutesTemplates } from '../minutes-template-ports.ts';
import { write, type Running } from './preparing.ts';
import type { Queries } from './queries.ts';
import type { MinutesTemplatesTable } from './schema.ts';

export function sqlMinutesTemplates(writer: Running, queries: Queries): MinutesTemplates {
  const of = (bodyId: BodyId) => queries.selectFrom('minutes_templates').where('body_id', '=', bodyId);
  const forget = (bodyId: BodyId) =>
    queries.deleteFrom('minutes_templates').where('body_id', '=', bodyId).where('is_kept', '=', 0);
  const mark = (bodyId: BodyId, isKept: 0 | 1) =>
    queries.updateTable('minutes_templates').set({ is_kept: isKept }).where('body_id', '=', bodyId);
  return {
    async of(bodyId) {
      const rows = await of(bodyId)
        .select(['body_id', 'digest', 'name', 'size_bytes', 'uploaded_at', 'is_kept'])
        .execute();
      const found = (isKept: 0 | 1): MinutesTemplateRow | null => {
        const row = rows.find(({ is_kept }) => is_kept === isKept);
        return row ? templateRow(row) : null;
      };
      return { kept: found(1), former: found(0) };
    },
    async bytes(bodyId, digest) {
      const row = await of(bodyId).select('bytes').where('digest', '=', digest).executeTakeFirst();
      return row?.bytes ?? null;
    },
    async put({ bodyId, digest, name, sizeBytes, uploadedAt }, bytes, audit) {
      const told = { name, size_bytes: sizeBytes, uploaded_at: uploadedAt, is_kept: 1 as const };
      const keep = queries
        .insertInto('minutes_templates')
        .values({ ...told, body_id: bodyId, digest, bytes })
        .onConflict((conflict) => conflict.columns(['body_id', 'digest']).doUpdateSet(told));
      // The same file put up again replaces nothing: then the former one stays.
      const replaced = of(bodyId).select('digest').where('is_kept', '=', 1).where('digest', '!=', digest);
      const former = forget(bodyId).where((where) => where.exists(replaced));
      const step = mark(bodyId, 0).where('digest', '!=', digest);
      await write(writer, keep.compile(), audit, former.compile(), step.compile());
    },
    async remove(bodyId, digest, audit) {
      const step = mark(bodyId, 0).where('digest', '=', digest).where('is_kept', '=', 1);
      await write(writer, step.compile(), audit, forget(bodyId).where('digest', '!=', digest).compile());
    },
    async restore(bodyId, digest, audit) {
      const step = mark(bodyId, 1).where('digest', '=', digest).where('is_kept', '=', 0);
      await write(writer, step.compile(), audit, mark(bodyId, 0).where('digest', '!=', digest).compile());
    },
  };
}

function templateRow(row: Omit<MinutesTemplatesTable, 'bytes' | 'is_kept'>): MinutesTemplateRow {
  const { body_id: bodyId, digest, name, size_bytes: sizeBytes, uploaded_at: uploadedAt } = row;
  return { bodyId, digest, name, sizeBytes, uploadedAt };
}
