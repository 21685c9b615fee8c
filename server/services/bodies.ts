// Bodies: the councils, boards and assemblies that meet. Here they have names and nothing else; rules and members come with
// the registers.
import type { Body, CreateBody, PatchBody } from '../../shared/api/preparing.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize, OFFICE } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { BodyId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Refused, type Result } from '../../shared/lib/result.ts';
import type { Clock, Ids } from '../ports.ts';
import type { Bodies, BodyRow, TakenOfBody } from '../preparing-ports.ts';
import { entryBy } from './audit.ts';
import { unitAliases } from './register-book.ts';

const MAX_BODIES = 200;

interface BodyServiceOptions {
  readonly bodies: Bodies;
  readonly clock: Clock;
  readonly ids: Ids;
}

export class BodyService {
  readonly #options: BodyServiceOptions;

  constructor(options: BodyServiceOptions) {
    this.#options = options;
  }

  /** Those in which `user` has any right, oldest first. */
  async list(user: ActingUser): Promise<Result<readonly Body[], RefusalCode>> {
    const rows = await this.#options.bodies.list();
    return ok(rows.filter(({ id }) => authorize(user, 'bodies.list', { kind: 'body', bodyId: id }).ok).map(present));
  }

  /** Refusals: `not-allowed`, `invalid` (the id or the name is taken, too many). */
  async create(user: ActingUser, { id, name, shortName }: CreateBody): Promise<Result<Body, RefusalCode>> {
    const permitted = authorize(user, 'bodies.manage', OFFICE);
    if (!permitted.ok) return permitted;
    const { bodies, clock, ids } = this.#options;
    const all = await bodies.list();
    if (all.length >= MAX_BODIES) return refused('invalid', { errors: [{ path: '', code: 'too-many-bodies' }] });
    const now = clock.now();
    const row: BodyRow = {
      id: brand<BodyId>(id ?? ids.random()),
      ...{ name, shortName: shortName ?? null, aliases: [], createdAt: now, updatedAt: now },
    };
    // The store says what is taken, not a look beforehand: two people may make the same body at once.
    const taken = await bodies.insert(row, entryBy(user, now, 'body.made', { kind: 'body', id: row.id }));
    return taken === null ? ok(present(row)) : isTaken(taken);
  }

  /** Refusals: `not-allowed`, `not-found`, `invalid` (the name is taken). */
  async patch(user: ActingUser, id: string, patch: PatchBody): Promise<Result<Body, RefusalCode>> {
    const permitted = authorize(user, 'bodies.manage', OFFICE);
    if (!permitted.ok) return permitted;
    const { bodies, clock } = this.#options;
    const row = await bodies.byId(brand<BodyId>(id));
    if (row === null) return refused('not-found');
    const name = patch.name ?? row.name;
    const now = clock.now();
    const shortName = patch.shortName === undefined ? row.shortName : patch.shortName;
    const set = { name, shortName, aliases: unitAliases({ name, shortName }, [row]), updatedAt: now };
    const taken = await bodies.update(row.id, set, entryBy(user, now, 'body.changed', { kind: 'body', id: row.id }));
    return taken === null ? ok(present({ ...row, ...set })) : isTaken(taken);
  }
}

function isTaken(path: TakenOfBody): Refused<'invalid'> {
  return refused('invalid', { errors: [{ path, code: 'taken' }] });
}

function present({ id, name, shortName }: BodyRow): Body {
  return { id, name, shortName };
}
