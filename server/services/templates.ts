// Templates: agendas to begin with, for meetings of one body or of any. A removed one can be taken back.
import {
  templateItems,
  type CreateTemplate,
  type PatchTemplate,
  type Template,
} from '../../shared/api/preparing.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { AuditAction } from '../../shared/domain/audit.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { TemplateId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { Clock, Ids } from '../ports.ts';
import type { Changes, TemplateRow, Templates } from '../preparing-ports.ts';
import { entryBy } from './audit.ts';

const MAX_TEMPLATES = 300;
/** Of all templates' items together: the list is read, parsed and sent as a whole. */
const MAX_CHARACTERS = 4_000_000;

interface TemplateServiceOptions {
  readonly templates: Templates;
  readonly clock: Clock;
  readonly ids: Ids;
}

export class TemplateService {
  readonly #options: TemplateServiceOptions;

  constructor(options: TemplateServiceOptions) {
    this.#options = options;
  }

  /** For any body, and for those `user` prepares meetings of. */
  async list(user: ActingUser): Promise<Result<readonly Template[], RefusalCode>> {
    const rows = await this.#options.templates.list();
    const visible = rows.filter(
      ({ bodyId }) => bodyId === null || authorize(user, 'templates.list', { kind: 'body', bodyId }).ok,
    );
    return ok(visible.map(present));
  }

  /** Refusals: `not-allowed`, `invalid` (too many). */
  async create(user: ActingUser, { name, bodyId, items }: CreateTemplate): Promise<Result<Template, RefusalCode>> {
    const permitted = authorize(user, 'templates.manage', { kind: 'body', bodyId });
    if (!permitted.ok) return permitted;
    const { templates, clock, ids } = this.#options;
    const text = JSON.stringify(items);
    if (await this.#isTooMuch(1, text.length)) return TOO_MANY;
    const now = clock.now();
    const row: TemplateRow = {
      id: brand<TemplateId>(ids.random()),
      ...{ name, bodyId, items: text, createdAt: now, updatedAt: now, removedAt: null },
    };
    await templates.insert(row, entryBy(user, now, 'template.made', { kind: 'template', id: row.id }));
    return ok(present(row));
  }

  /** Refusals: `not-found`, `not-allowed` (here, or in the body it is to go to), `invalid` (too much in all). */
  async patch(user: ActingUser, id: string, patch: PatchTemplate): Promise<Result<Template, RefusalCode>> {
    const found = await this.#find(user, id);
    if (!found.ok) return found;
    if (found.value.removedAt !== null) return refused('not-found');
    const { name, bodyId = found.value.bodyId, items } = patch;
    const permitted = authorize(user, 'templates.manage', { kind: 'body', bodyId });
    if (!permitted.ok) return permitted;
    const text = items && JSON.stringify(items);
    if (text && (await this.#isTooMuch(0, text.length - found.value.items.length))) return TOO_MANY;
    const set = {
      ...(name === undefined ? {} : { name }),
      ...(patch.bodyId === undefined ? {} : { bodyId }),
      ...(text === undefined ? {} : { items: text }),
    };
    return this.#write(user, id, set, 'template.changed');
  }

  /** Refusals: `not-found`, `not-allowed`. */
  async remove(user: ActingUser, id: string): Promise<Result<null, RefusalCode>> {
    const found = await this.#find(user, id);
    if (!found.ok) return found;
    if (found.value.removedAt !== null) return ok(null);
    const written = await this.#write(user, id, { removedAt: this.#options.clock.now() }, 'template.removed');
    return written.ok ? ok(null) : written;
  }

  /** Refusals: `not-found`, `not-allowed`, `invalid` (too many). */
  async restore(user: ActingUser, id: string): Promise<Result<Template, RefusalCode>> {
    const found = await this.#find(user, id);
    if (!found.ok) return found;
    const { removedAt, items } = found.value;
    if (removedAt === null) return ok(present(found.value));
    if (await this.#isTooMuch(1, items.length)) return TOO_MANY;
    return this.#write(user, id, { removedAt: null }, 'template.restored');
  }

  /** Whether so many more would be too many; what becomes shorter never is. */
  async #isTooMuch(templates: number, characters: number): Promise<boolean> {
    if (templates === 0 && characters <= 0) return false;
    const load = await this.#options.templates.load();
    return load.count + templates > MAX_TEMPLATES || load.characters + characters > MAX_CHARACTERS;
  }

  /** `not-found` when somebody else removed it, or took it back, a moment ago. */
  async #write(
    user: ActingUser,
    id: string,
    set: Omit<Changes<TemplateRow>, 'updatedAt'>,
    action: AuditAction,
  ): Promise<Result<Template, RefusalCode>> {
    const { templates, clock } = this.#options;
    const now = clock.now();
    const templateId = brand<TemplateId>(id);
    const entry = entryBy(user, now, action, { kind: 'template', id: templateId });
    const isWritten = await templates.update(templateId, { ...set, updatedAt: now }, entry);
    const row = isWritten ? await templates.byId(templateId) : null;
    return row === null ? refused('not-found') : ok(present(row));
  }

  /** One that `user` may change. */
  async #find(user: ActingUser, id: string): Promise<Result<TemplateRow, RefusalCode>> {
    const row = await this.#options.templates.byId(brand<TemplateId>(id));
    if (row === null) return refused('not-found');
    const permitted = authorize(user, 'templates.manage', { kind: 'body', bodyId: row.bodyId });
    return permitted.ok ? ok(row) : permitted;
  }
}

const TOO_MANY = refused('invalid', { errors: [{ path: '', code: 'too-many-templates' }] });

function present({ id, name, bodyId, items }: TemplateRow): Template {
  return { id, name, bodyId, items: templateItems.parse(JSON.parse(items)) };
}
