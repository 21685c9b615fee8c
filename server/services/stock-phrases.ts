// Stock phrases: the sentences that a body, or everybody, writes again and again. Whoever may change the body's templates may
// change them; whoever reads a meeting writes with them. A removed one can be taken back.
import type {
  CreateStockPhrase,
  MeetingPhrases,
  PatchStockPhrase,
  StockPhrase,
} from '../../shared/api/stock-phrase.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { AuditAction } from '../../shared/domain/audit.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { MeetingId, StockPhraseId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { DAY_MS } from '../../shared/lib/time.ts';
import type { Clock, Ids } from '../ports.ts';
import type { Changes, StockPhraseRow, StockPhrases } from '../preparing-ports.ts';
import type { Meetings } from '../register-ports.ts';
import { entryBy } from './audit.ts';

/** Of one body, or of any body: more would not be looked through in the menu of one meeting. */
const MAX_PHRASES = 500;
const KEPT_REMOVED_MS = 30 * DAY_MS;

interface StockPhraseServiceOptions {
  readonly phrases: StockPhrases;
  readonly meetings: Pick<Meetings, 'byId'>;
  readonly clock: Clock;
  readonly ids: Ids;
}

export class StockPhraseService {
  readonly #options: StockPhraseServiceOptions;

  constructor(options: StockPhraseServiceOptions) {
    this.#options = options;
  }

  /** For any body, and for those `user` prepares meetings of. */
  async list(user: ActingUser): Promise<Result<readonly StockPhrase[], RefusalCode>> {
    const rows = await this.#options.phrases.list();
    const visible = rows.filter(
      ({ bodyId }) => bodyId === null || authorize(user, 'templates.list', { kind: 'body', bodyId }).ok,
    );
    return ok(visible.map(present));
  }

  /** Those of its body first. Refusals: `not-found`. */
  async ofMeeting(user: ActingUser, id: string): Promise<Result<MeetingPhrases, RefusalCode>> {
    const meeting = await this.#options.meetings.byId(brand<MeetingId>(id));
    if (meeting === null) return refused('not-found');
    const permitted = authorize(user, 'meeting.read', { kind: 'meeting', meeting });
    if (!permitted.ok) return permitted;
    const { bodyId } = meeting;
    const rows = await this.#options.phrases.list();
    const own = bodyId === null ? [] : rows.filter((row) => row.bodyId === bodyId);
    const everybodys = rows.filter((row) => row.bodyId === null);
    return ok({ bodyId, phrases: [...own, ...everybodys].map(present) });
  }

  /** Refusals: `not-allowed`, `invalid` (too many). */
  async create(
    user: ActingUser,
    { bodyId, label = null, text }: CreateStockPhrase,
  ): Promise<Result<StockPhrase, RefusalCode>> {
    const permitted = authorize(user, 'templates.manage', { kind: 'body', bodyId });
    if (!permitted.ok) return permitted;
    const { phrases, clock, ids } = this.#options;
    if (await this.#isFull(bodyId)) return TOO_MANY;
    const now = clock.now();
    const row: StockPhraseRow = {
      id: brand<StockPhraseId>(ids.random()),
      ...{ bodyId, label, text, createdAt: now, updatedAt: now, removedAt: null },
    };
    const entry = entryBy(user, now, 'phrase.made', { kind: 'phrase', id: row.id });
    await phrases.insert(row, entry, now - KEPT_REMOVED_MS);
    return ok(present(row));
  }

  /** Refusals: `not-found`, `not-allowed` (here, or in the body it is to go to), `invalid` (too many there). */
  async patch(user: ActingUser, id: string, patch: PatchStockPhrase): Promise<Result<StockPhrase, RefusalCode>> {
    const found = await this.#find(user, id);
    if (!found.ok) return found;
    if (found.value.removedAt !== null) return refused('not-found');
    const { bodyId = found.value.bodyId, label, text } = patch;
    const permitted = authorize(user, 'templates.manage', { kind: 'body', bodyId });
    if (!permitted.ok) return permitted;
    if (bodyId !== found.value.bodyId && (await this.#isFull(bodyId))) return TOO_MANY;
    const set = {
      ...(patch.bodyId === undefined ? {} : { bodyId }),
      ...(label === undefined ? {} : { label }),
      ...(text === undefined ? {} : { text }),
    };
    return this.#write(user, id, set, 'phrase.changed');
  }

  /** Refusals: `not-found`, `not-allowed`. */
  async remove(user: ActingUser, id: string): Promise<Result<null, RefusalCode>> {
    const found = await this.#find(user, id);
    if (!found.ok) return found;
    if (found.value.removedAt !== null) return ok(null);
    const written = await this.#write(user, id, { removedAt: this.#options.clock.now() }, 'phrase.removed');
    return written.ok ? ok(null) : written;
  }

  /** Refusals: `not-found`, `not-allowed`, `invalid` (too many). */
  async restore(user: ActingUser, id: string): Promise<Result<StockPhrase, RefusalCode>> {
    const found = await this.#find(user, id);
    if (!found.ok) return found;
    if (found.value.removedAt === null) return ok(present(found.value));
    if (await this.#isFull(found.value.bodyId)) return TOO_MANY;
    return this.#write(user, id, { removedAt: null }, 'phrase.restored');
  }

  async #isFull(body: string | null): Promise<boolean> {
    const rows = await this.#options.phrases.list();
    return rows.filter(({ bodyId }) => bodyId === body).length >= MAX_PHRASES;
  }

  /** `not-found` when somebody else removed it, or took it back, a moment ago. */
  async #write(
    user: ActingUser,
    id: string,
    set: Omit<Changes<StockPhraseRow>, 'updatedAt'>,
    action: AuditAction,
  ): Promise<Result<StockPhrase, RefusalCode>> {
    const { phrases, clock } = this.#options;
    const now = clock.now();
    const phraseId = brand<StockPhraseId>(id);
    const entry = entryBy(user, now, action, { kind: 'phrase', id: phraseId });
    const isWritten = await phrases.update(phraseId, { ...set, updatedAt: now }, entry);
    const row = isWritten ? await phrases.byId(phraseId) : null;
    return row === null ? refused('not-found') : ok(present(row));
  }

  /** One that `user` may change. */
  async #find(user: ActingUser, id: string): Promise<Result<StockPhraseRow, RefusalCode>> {
    const row = await this.#options.phrases.byId(brand<StockPhraseId>(id));
    if (row === null) return refused('not-found');
    const permitted = authorize(user, 'templates.manage', { kind: 'body', bodyId: row.bodyId });
    return permitted.ok ? ok(row) : permitted;
  }
}

const TOO_MANY = refused('invalid', { errors: [{ path: '', code: 'too-many-phrases' }] });

function present({ id, bodyId, label, text }: StockPhraseRow): StockPhrase {
  return { id, bodyId, label, text };
}
