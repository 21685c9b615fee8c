// What was entered twice, made one again by whoever has rights in all bodies: a person, as happens when two bodies know them and
// neither sees the other's list; an organisation, once by its full name and once by its short one. Seats and posts go over,
// what the other entry knew is kept, its names too, and nothing that is there is replaced. What either owes is read together.
import type { Organisation, RegisterPerson } from '../../shared/api/register.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { MemberId, OrganisationId, PersonId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { PersonRow, RegisterWrite } from '../people-ports.ts';
import { entryBy } from './audit.ts';
import { joinedSeats } from './joined-seats.ts';
import type { RegisterOptions } from './people.ts';
import * as book from './register-book.ts';

const MAX_NOTE = 1_000;
const MAX_SHORT_NAME = 60;

export class DoublesService {
  readonly #options: RegisterOptions;

  constructor(options: RegisterOptions) {
    this.#options = options;
  }

  /**
   * `id` becomes `into`: the entry `id` leaves the register. No day of a term has two seats of theirs.
   * Refusals: `not-found`, `not-allowed`, `invalid` (they are one entry, or `into` is not there).
   */
  merge(user: ActingUser, id: string, into: string): Promise<Result<RegisterPerson, RefusalCode>> {
    return this.#options.book.inTurn(async () => {
      const permitted = authorize(user, 'register.manage', { kind: 'body', bodyId: null });
      if (!permitted.ok) return permitted;
      const { book: register, clock, ids } = this.#options;
      const { people } = register;
      const [double, kept] = [await this.#standing(id), await this.#standing(into)];
      if (double === null) return refused('not-found');
      if (kept === null || kept.id === double.id) return book.invalid('into', 'unknown');
      const now = clock.now();
      const row = togetherOf(kept, double, now);
      const seats = { own: await people.membersOf(kept.id), theirs: await people.membersOf(double.id) };
      const writes: readonly RegisterWrite[] = [
        { kind: 'person.set', row },
        ...joinedSeats(kept.id, seats, { now, newId: () => brand<MemberId>(ids.random()) }),
        { kind: 'person.set', row: { ...double, removedAt: now, updatedAt: now } },
        { kind: 'person.merge', from: double.id, into: kept.id },
      ];
      const both = [kept, double].map((person) => ({ kind: 'person', id: person.id }) as const);
      await people.write(writes, [entryBy(user, now, 'person.merged', ...both)]);
      const presented = book.presentPerson(user, row, await register.read());
      return presented === null ? refused('not-found') : ok(presented);
    });
  }

  /**
   * The organisation `id` becomes `into`, and its name the short one of it where that had none. Refusals: `not-found`,
   * `not-allowed`, `invalid` (they are one, or `into` is not there).
   */
  mergeOrganisations(user: ActingUser, id: string, into: string): Promise<Result<Organisation, RefusalCode>> {
    return this.#options.book.inTurn(async () => {
      const permitted = authorize(user, 'register.manage', { kind: 'body', bodyId: null });
      if (!permitted.ok) return permitted;
      const { book: register, clock } = this.#options;
      const page = await register.read();
      const [double, kept] = [id, into].map((each) => [...page.organisations.values()].find((row) => row.id === each));
      if (!double) return refused('not-found');
      if (!kept || kept.id === double.id) return book.invalid('into', 'unknown');
      const now = clock.now();
      const spare = double.shortName ?? double.name;
      const shortName = kept.shortName ?? (spare.length <= MAX_SHORT_NAME && spare !== kept.name ? spare : null);
      const aliases = book.unitAliases({ name: kept.name, shortName }, [kept, double]);
      const row = { ...kept, shortName, aliases, updatedAt: now };
      const writes: readonly RegisterWrite[] = [
        { kind: 'organisation.merge', from: double.id, into: kept.id },
        { kind: 'organisation.set', row },
        ...page.people.flatMap((person) => inOnePost(person, double.id, kept.id)),
      ];
      const both = [kept, double].map((each) => ({ kind: 'organisation', id: each.id }) as const);
      await register.people.write(writes, [entryBy(user, now, 'organisation.merged', ...both)]);
      return ok(book.presentOrganisation(row));
    });
  }

  async #standing(id: string): Promise<PersonRow | null> {
    const row = await this.#options.book.people.person(brand<PersonId>(id));
    return row?.removedAt === null ? row : null;
  }
}

/** What both entries know; where they differ, what `kept` says stands. */
function togetherOf(kept: PersonRow, double: PersonRow, now: EpochMs): PersonRow {
  return {
    ...kept,
    aliases: book.withAliases([...kept.aliases, ...double.aliases], {
      ...{ borne: [kept.name], dropped: [double.name] },
    }),
    posts: book.withPosts(kept.posts, double.posts),
    reading: kept.reading ?? double.reading,
    phone: kept.phone ?? double.phone,
    email: kept.email ?? double.email,
    note:
      [...new Set([kept.note, double.note])]
        .flatMap((note) => note ?? [])
        .join('\n')
        .slice(0, MAX_NOTE) || null,
    updatedAt: now,
  };
}

/** Whoever had one post at both has it once: all others go over where they stand. */
function inOnePost(person: PersonRow, from: OrganisationId, into: OrganisationId): readonly RegisterWrite[] {
  const moved = person.posts.map((post) => (post.orgId === from ? { ...post, orgId: into } : post));
  const posts = moved.reduce<PersonRow['posts']>((kept, post) => book.withPosts(kept, [post]), []);
  return posts.length === moved.length ? [] : [{ kind: 'person.set', row: { ...person, posts } }];
}
