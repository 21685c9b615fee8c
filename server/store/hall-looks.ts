// How bodies' hall screens look: one row a body, of which each write sets only what it names; logos by the digest of their
// bytes, each once.
import type { HallLookChange, HallLookRow, HallLooks } from '../hall-look-ports.ts';
import type { CompiledStatement } from './connection.ts';
import { write, type Running } from './preparing.ts';
import type { Queries } from './queries.ts';
import type { HallLooksTable } from './schema.ts';

export function sqlHallLooks(writer: Running, queries: Queries): HallLooks {
  return {
    async of(bodyId) {
      const row = await queries.selectFrom('hall_looks').selectAll().where('body_id', '=', bodyId).executeTakeFirst();
      return row ? lookRow(row) : null;
    },
    async logo(digest) {
      const row = await queries.selectFrom('logos').select('bytes').where('digest', '=', digest).executeTakeFirst();
      return row?.bytes ?? null;
    },
    async change(bodyId, change, at, audit) {
      const set = { ...columnsOf(change), updated_at: at };
      const look = queries
        .insertInto('hall_looks')
        .values({ ...NOTHING, ...set, body_id: bodyId })
        .onConflict((conflict) => conflict.column('body_id').doUpdateSet(set));
      await write(writer, look.compile(), audit, ...logoStatements(queries, change));
    },
  };
}

const NOTHING = { title: null, accent: null, logo: null, logo_width: null, logo_height: null, on_plate: 1 } as const;

/** What is undefined is left as it is. */
function columnsOf({ title, accent, onPlate, logo }: HallLookChange): Partial<HallLooksTable> {
  return {
    ...(title === undefined ? {} : { title }),
    ...(accent === undefined ? {} : { accent }),
    ...(onPlate === undefined ? {} : { on_plate: onPlate ? 1 : 0 }),
    ...(logo === undefined
      ? {}
      : { logo: logo?.digest ?? null, logo_width: logo?.width ?? null, logo_height: logo?.height ?? null }),
  };
}

function logoStatements(queries: Queries, { logo }: HallLookChange): readonly CompiledStatement[] {
  if (logo === undefined) return [];
  const shown = queries
    .selectFrom('hall_looks')
    .select('logo')
    .where('logo', 'is not', null)
    .$castTo<{ logo: string }>();
  const forget = queries.deleteFrom('logos').where('digest', 'not in', shown).compile();
  if (logo === null) return [forget];
  const { digest, bytes } = logo;
  const keep = queries
    .insertInto('logos')
    .values({ digest, bytes })
    .onConflict((conflict) => conflict.doNothing());
  return [keep.compile(), forget];
}

function lookRow({ body_id, title, accent, logo, logo_width, logo_height, on_plate }: HallLooksTable): HallLookRow {
  const isWhole = logo !== null && logo_width !== null && logo_height !== null;
  return {
    ...{ bodyId: body_id, title, accent, onPlate: on_plate === 1 },
    logo: isWhole ? { digest: logo, width: logo_width, height: logo_height } : null,
  };
}
