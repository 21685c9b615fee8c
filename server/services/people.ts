// People and organisations of the house's register. A body's secretary reaches those with a seat there; whoever has rights in
// all bodies reaches everybody. Phone, mail and remarks are shown to those alone who may change them.
import type {
  CreatePerson,
  Organisation,
  PatchOrganisation,
  PatchPerson,
  RegisterPerson,
} from '../../shared/api/register.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { PersonId } from '../../shared/domain/ids.ts';
import { plainName } from '../../shared/domain/register.ts';
import { brand } from '../../shared/lib/brand.ts';
import { nameKeyOf } from '../../shared/lib/fold-name.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { localDateIn } from '../../shared/lib/time.ts';
import type { AuditAction } from '../../shared/domain/audit.ts';
import type { OrganisationRow, PersonRow, RegisterWrite } from '../people-ports.ts';
import type { Clock, Ids } from '../ports.ts';
import { entryBy } from './audit.ts';
import * as book from './register-book.ts';

export interface RegisterOptions {
  readonly book: book.RegisterBook;
  readonly clock: Clock;
  readonly ids: Ids;
  /** IANA name: which day it is. */
  readonly timeZone: string;
}

const EVERYBODY = { kind: 'body', bodyId: null } as const;

export class PeopleService {
  readonly #options: RegisterOptions;

  constructor(options: RegisterOptions) {
    this.#options = options;
  }

  async list(user: ActingUser): Promise<Result<readonly RegisterPerson[], RefusalCode>> {
    const page = await this.#options.book.read();
    return ok(page.people.flatMap((row) => book.presentPerson(user, row, page) ?? []));
  }

  /** Of the people `user` sees; all of them for whoever sees everybody. */
  async organisations(user: ActingUser): Promise<Result<readonly Organisation[], RefusalCode>> {
    const page = await this.#options.book.read();
    const all = [...page.organisations.values()];
    if (authorize(user, 'register.read', EVERYBODY).ok) return ok(all.map(book.presentOrganisation));
    const seen = page.people.filter(({ id }) => book.seesPerson(user, book.seatsOf(page, id)));
    const named = new Set(seen.flatMap(({ posts }) => posts.map(({ orgId }) => orgId)));
    return ok(all.filter(({ id }) => named.has(id)).map(book.presentOrganisation));
  }

  /** Refusals: `not-allowed`, `invalid` (too many). */
  create(user: ActingUser, facts: CreatePerson): Promise<Result<RegisterPerson, RefusalCode>> {
    return this.#options.book.inTurn(async () => {
      const permitted = authorize(user, 'register.manage', EVERYBODY);
      if (!permitted.ok) return permitted;
      const page = await this.#options.book.read();
      if (page.people.length >= book.MAX_PEOPLE) return book.invalid('', 'too-many-people');
      const { ids, clock } = this.#options;
      const now = clock.now();
      const names = new book.OrganisationNames(page.organisations.values(), { ids, now });
      const row = book.newPerson(facts, { id: brand<PersonId>(ids.random()), now, names });
      return this.#write(user, 'person.made', row, [...names.writes, { kind: 'person.insert', row }]);
    });
  }

  /** Refusals: `not-found`, `not-allowed`. */
  patch(user: ActingUser, id: string, patch: PatchPerson): Promise<Result<RegisterPerson, RefusalCode>> {
    return this.#options.book.inTurn(async () => {
      const found = await this.#find(user, id);
      if (!found.ok) return found;
      if (found.value.removedAt !== null) return refused('not-found');
      const { ids, clock } = this.#options;
      const now = clock.now();
      const names = new book.OrganisationNames(await this.#options.book.people.organisations(), { ids, now });
      const before = found.value;
      const name = patch.name === undefined ? before.name : plainName(patch.name);
      const row: PersonRow = {
        ...before,
        name,
        aliases: book.withAliases(patch.aliases?.map(plainName) ?? before.aliases, {
          ...{ borne: [name], dropped: [before.name] },
        }),
        posts: patch.posts === undefined ? before.posts : names.postsFrom(patch.posts),
        reading: book.orBefore(patch.reading, before.reading),
        phone: book.orBefore(patch.phone, before.phone),
        email: book.orBefore(patch.email, before.email),
        note: book.orBefore(patch.note, before.note),
        updatedAt: now,
      };
      return this.#write(user, 'person.changed', row, [...names.writes, { kind: 'person.set', row }]);
    });
  }

  /** Refusals: `not-found`, `not-allowed`, `invalid` (they hold a seat). */
  remove(user: ActingUser, id: string): Promise<Result<null, RefusalCode>> {
    return this.#options.book.inTurn(async () => {
      const found = await this.#find(user, id);
      if (!found.ok) return found;
      if (found.value.removedAt !== null) return ok(null);
      if (await this.#holdsSeat(found.value.id)) return book.invalid('', 'holds-seat');
      const now = this.#options.clock.now();
      const row = { ...found.value, removedAt: now, updatedAt: now };
      const written = await this.#write(user, 'person.removed', row, [{ kind: 'person.set', row }]);
      return written.ok ? ok(null) : written;
    });
  }

  /** Refusals: `not-found`, `not-allowed`. */
  restore(user: ActingUser, id: string): Promise<Result<RegisterPerson, RefusalCode>> {
    return this.#options.book.inTurn(async () => {
      const found = await this.#find(user, id);
      if (!found.ok) return found;
      const { book: register, clock } = this.#options;
      if (found.value.removedAt === null) {
        const there = book.presentPerson(user, found.value, await register.read());
        return there === null ? refused('not-found') : ok(there);
      }
      const row = { ...found.value, removedAt: null, updatedAt: clock.now() };
      return this.#write(user, 'person.restored', row, [{ kind: 'person.set', row }]);
    });
  }

  /** Refusals: `not-found`, `not-allowed`, `invalid` (the name is taken). */
  patchOrganisation(
    user: ActingUser,
    id: string,
    patch: PatchOrganisation,
  ): Promise<Result<Organisation, RefusalCode>> {
    return this.#options.book.inTurn(async () => {
      const permitted = authorize(user, 'register.manage', EVERYBODY);
      if (!permitted.ok) return permitted;
      const { people } = this.#options.book;
      const all = await people.organisations();
      const found = all.find((row) => row.id === id);
      if (!found) return refused('not-found');
      const now = this.#options.clock.now();
      const { name = found.name, shortName = found.shortName } = patch;
      const aliases = book.unitAliases({ name, shortName }, [found], patch.aliases);
      const row = { ...found, name, shortName, aliases, updatedAt: now };
      const taken = takenName(
        row,
        all.filter((other) => other.id !== row.id),
      );
      if (taken !== null) return book.invalid(taken, 'taken');
      const entry = entryBy(user, now, 'organisation.changed', { kind: 'organisation', id: row.id });
      await people.write([{ kind: 'organisation.set', row }], [entry]);
      return ok(book.presentOrganisation(row));
    });
  }

  async #holdsSeat(id: PersonId): Promise<boolean> {
    const { book: register, clock, timeZone } = this.#options;
    const today = localDateIn(timeZone, clock.now());
    const terms = (await register.people.terms()).filter(({ to }) => to === null || to >= today);
    const members = await register.people.members(terms.map((term) => term.id));
    return members.some(({ personId, to }) => personId === id && (to === null || to >= today));
  }

  async #write(
    user: ActingUser,
    action: AuditAction,
    row: PersonRow,
    writes: readonly RegisterWrite[],
  ): Promise<Result<RegisterPerson, RefusalCode>> {
    const { book: register, clock } = this.#options;
    await register.people.write(writes, [entryBy(user, clock.now(), action, { kind: 'person', id: row.id })]);
    const presented = book.presentPerson(user, row, await register.read());
    return presented === null ? refused('not-found') : ok(presented);
  }

  /** Somebody whom `user` may change, on the register or off it. */
  async #find(user: ActingUser, id: string): Promise<Result<PersonRow, RefusalCode>> {
    const { book: register } = this.#options;
    const row = await register.people.person(brand<PersonId>(id));
    if (row === null) return refused('not-found');
    const seats = book.seatsOf({ seats: await register.seats() }, row.id);
    if (!book.seesPerson(user, seats)) return refused('not-found');
    return book.changesPerson(user, seats) ? ok(row) : refused('not-allowed', { action: 'register.manage' });
  }
}

/** Which of its names another one bears, in full or short: a post that names it would be at either of the two. */
function takenName(
  { name, shortName }: OrganisationRow,
  others: readonly OrganisationRow[],
): 'name' | 'shortName' | null {
  const borne = new Set(others.flatMap((other) => [other.name, other.shortName ?? other.name]).map(nameKeyOf));
  if (borne.has(nameKeyOf(name))) return 'name';
  return shortName !== null && borne.has(nameKeyOf(shortName)) ? 'shortName' : null;
}
