// The rules that a body's charter had from which day on. A rule is never changed, only followed by a later one; one that was set
// by mistake is withdrawn and can come back to its place. Meetings hold copies of theirs.
import type { CharterEntry, CreateCharterEntry } from '../../shared/api/register.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { ruleOn } from '../../shared/domain/charter.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { BodyId, CharterEntryId } from '../../shared/domain/ids.ts';
import type { MeetingRule } from '../../shared/domain/room.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { LocalDate } from '../../shared/lib/time.ts';
import type { CharterRow } from '../people-ports.ts';
import { BodyTurns, type BodyRegisterOptions } from './body-turns.ts';
import * as book from './register-book.ts';
import { presentEntry } from './seats.ts';

const MAX_ENTRIES = 200;

export class CharterService {
  readonly #options: BodyRegisterOptions;
  readonly #turns: BodyTurns;

  constructor(options: BodyRegisterOptions) {
    this.#options = options;
    this.#turns = new BodyTurns(options);
  }

  /** The rule in force in `bodyId` on `date`, as a meeting keeps it; null when the register knows none. */
  async ruleOn(bodyId: string, date: LocalDate): Promise<MeetingRule | null> {
    const entry = ruleOn(await this.#options.book.people.charter(brand<BodyId>(bodyId)), date);
    return entry === null ? null : { preset: entry.preset, from: entry.from, rule: entry.rule, seats: null };
  }

  /** Refusals: `not-found`, `not-allowed`, `invalid` (too many). */
  create(user: ActingUser, id: string, body: CreateCharterEntry): Promise<Result<CharterEntry, RefusalCode>> {
    return this.#turns.change(user, id, async ({ id: bodyId }) => {
      const { book: register, ids, clock, accounts } = this.#options;
      if ((await register.people.charter(bodyId)).length >= MAX_ENTRIES) return book.invalid('', 'too-many-rules');
      const account = await accounts.byId(user.userId);
      const row: CharterRow = {
        ...{ id: brand<CharterEntryId>(ids.random()), bodyId, from: brand<LocalDate>(body.from) },
        ...{ preset: body.preset, rule: body.rule, createdAt: clock.now(), removedAt: null },
        ...{ by: user.userId, byName: account?.displayName ?? '' },
      };
      await this.#turns.write(user, bodyId, { action: 'charter.set', writes: [{ kind: 'charter.insert', row }] });
      return ok(presentEntry(row));
    });
  }

  /** Refusals: `not-found`, `not-allowed`. */
  remove(user: ActingUser, id: string, entryId: string): Promise<Result<null, RefusalCode>> {
    return this.#turns.change(user, id, async ({ id: bodyId }) => {
      const found = await this.#entry(bodyId, entryId);
      if (found === null || found.removedAt !== null) return refused('not-found');
      const row = { ...found, removedAt: this.#options.clock.now() };
      await this.#turns.write(user, bodyId, { action: 'charter.removed', writes: [{ kind: 'charter.set', row }] });
      return ok(null);
    });
  }

  /** Refusals: `not-found`, `not-allowed`, `invalid` (too many). */
  restore(user: ActingUser, id: string, entryId: string): Promise<Result<CharterEntry, RefusalCode>> {
    return this.#turns.change(user, id, async ({ id: bodyId }) => {
      const found = await this.#entry(bodyId, entryId);
      if (found === null) return refused('not-found');
      if (found.removedAt === null) return ok(presentEntry(found));
      const standing = await this.#options.book.people.charter(bodyId);
      if (standing.length >= MAX_ENTRIES) return book.invalid('', 'too-many-rules');
      const row = { ...found, removedAt: null };
      await this.#turns.write(user, bodyId, { action: 'charter.restored', writes: [{ kind: 'charter.set', row }] });
      return ok(presentEntry(row));
    });
  }

  /** Of this body, withdrawn or not. */
  async #entry(bodyId: BodyId, entryId: string): Promise<CharterRow | null> {
    const found = await this.#options.book.people.charterEntry(brand<CharterEntryId>(entryId));
    return found?.bodyId === bodyId ? found : null;
  }
}
