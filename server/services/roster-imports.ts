// Rosters taken over as whoever imports them has confirmed them: people, what is new of them, their seats. All of it or
// nothing; and back again as long as nobody has changed what it brought.
import type { ImportRoster, RosterImport, RosterRow } from '../../shared/api/register.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { BodyId, MemberId, PersonId, RosterImportId } from '../../shared/domain/ids.ts';
import { overlap } from '../../shared/domain/register.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { MemberRow, PersonRow, RegisterWrite, RosterImportRow, TermRow } from '../people-ports.ts';
import type { Accounts } from '../account-ports.ts';
import { entryBy } from './audit.ts';
import type { RegisterOptions } from './people.ts';
import * as book from './register-book.ts';
import { MAX_MEMBERS, nextRank, seatFor } from './seats.ts';

/** Older ones are not listed; what they brought stays. */
const MAX_LISTED = 50;

interface RosterImportOptions extends RegisterOptions {
  readonly accounts: Pick<Accounts, 'byId'>;
}

/** An import while it is put together. */
interface Taking {
  readonly id: RosterImportId;
  readonly now: EpochMs;
  readonly term: TermRow | null;
  readonly page: book.Page;
  readonly names: book.OrganisationNames;
  readonly people: ReadonlyMap<string, PersonRow>;
}

export class RosterImportService {
  readonly #options: RosterImportOptions;

  constructor(options: RosterImportOptions) {
    this.#options = options;
  }

  /** Those of bodies that `user` may change; of no body only for whoever has rights in all. */
  async list(user: ActingUser): Promise<Result<readonly RosterImport[], RefusalCode>> {
    const rows = await this.#options.book.people.imports();
    return ok(
      rows
        .filter((row) => mayTouch(user, row.bodyId))
        .map(present)
        .slice(0, MAX_LISTED),
    );
  }

  /** Refusals: `not-found` (no such term), `not-allowed`, `invalid` naming the rows that cannot be taken. */
  import(user: ActingUser, body: ImportRoster): Promise<Result<RosterImport, RefusalCode>> {
    return this.#options.book.inTurn(async () => {
      const permitted = authorize(user, 'register.manage', { kind: 'body', bodyId: body.bodyId ?? null });
      if (!permitted.ok) return permitted;
      const { book: register, ids, clock, accounts } = this.#options;
      const term = await this.#term(body);
      if (term === undefined) return book.invalid('termId', 'unknown');
      const page = await register.read();
      const now = clock.now();
      const taking: Taking = {
        ...{ id: brand<RosterImportId>(ids.random()), now, term, page },
        names: new book.OrganisationNames(page.organisations.values(), { ids, now }),
        people: new Map(page.people.map((row) => [row.id, row])),
      };
      const faults = faultsIn(user, body.rows, taking);
      if (faults.length > 0) return refused('invalid', { errors: faults });
      const made = body.rows.filter(({ personId }) => personId === undefined).length;
      if (page.people.length + made > book.MAX_PEOPLE) return book.invalid('rows', 'too-many-people');
      const taken = await this.#take(user, body.rows, taking);
      if (taken.members > MAX_MEMBERS) return book.invalid('rows', 'too-many-members');
      const row: RosterImportRow = {
        ...{ id: taking.id, bodyId: term?.bodyId ?? null, termId: term?.id ?? null, file: body.file, at: now },
        ...{ by: user.userId, byName: (await accounts.byId(user.userId))?.displayName ?? '', made },
        ...{ seated: taken.seats.length, before: taken.before, undoneAt: null },
      };
      const writes: readonly RegisterWrite[] = [
        { kind: 'import.insert', row },
        ...taking.names.writes,
        ...taken.people,
        ...taken.seats.map((seat) => ({ kind: 'member.insert', row: seat }) as const),
      ];
      await register.people.write(writes, [this.#entry(user, 'roster.imported', row)]);
      return ok(present(row));
    });
  }

  /** Refusals: `not-found`, `not-allowed`. One that was taken back already stays so. */
  undo(user: ActingUser, id: string): Promise<Result<RosterImport, RefusalCode>> {
    return this.#options.book.inTurn(async () => {
      const { people } = this.#options.book;
      const row = (await people.imports()).find((each) => each.id === id);
      if (!row || !mayTouch(user, row.bodyId)) return refused('not-found');
      if (row.undoneAt !== null) return ok(present(row));
      const at = this.#options.clock.now();
      const writes: readonly RegisterWrite[] = [
        { kind: 'import.undo', id: row.id, at },
        ...row.before.map((before) => ({ kind: 'person.set', row: before, asOf: row.at }) as const),
      ];
      await people.write(writes, [this.#entry(user, 'roster.import-undone', row)]);
      return ok(present({ ...row, undoneAt: at }));
    });
  }

  /** Null = people only; undefined = there is no such term. */
  async #term({ bodyId, termId }: ImportRoster): Promise<TermRow | null | undefined> {
    if (bodyId === undefined || termId === undefined)
      return bodyId === undefined && termId === undefined ? null : undefined;
    return (await this.#options.book.people.terms(brand<BodyId>(bodyId))).find((term) => term.id === termId);
  }

  async #take(user: ActingUser, rows: readonly RosterRow[], taking: Taking) {
    const { book: register, ids } = this.#options;
    const { id: importId, now, term, page, names } = taking;
    const seated = term === null ? [] : await register.people.members([term.id]);
    const people: RegisterWrite[] = [];
    const before: PersonRow[] = [];
    const seats: MemberRow[] = [];
    for (const { personId, ...facts } of rows) {
      const known = personId === undefined ? null : (taking.people.get(personId) ?? null);
      const person = known ?? book.newPerson(facts, { id: brand<PersonId>(ids.random()), now, names, importId });
      if (known === null) people.push({ kind: 'person.insert', row: person });
      else if (book.changesPerson(user, book.seatsOf(page, known.id))) {
        const row = completed(known, facts, taking);
        if (row !== null) {
          before.push(known);
          people.push({ kind: 'person.set', row });
        }
      }
      if (term === null) continue;
      const place = { id: brand<MemberId>(ids.random()), termId: term.id, now, importId };
      const seat = seatFor(person.id, facts, { ...place, rank: nextRank(seated) + seats.length });
      // Who sits there already is not seated twice: a roster may be imported again.
      if (!seated.some((other) => other.personId === seat.personId && overlap(other, seat))) seats.push(seat);
    }
    return { people, before, seats, members: seated.length + seats.length };
  }

  #entry(user: ActingUser, action: 'roster.imported' | 'roster.import-undone', row: RosterImportRow) {
    const target = { kind: 'roster', id: row.id } as const;
    const targets = row.bodyId === null ? [target] : [target, { kind: 'body', id: row.bodyId } as const];
    return entryBy(user, this.#options.clock.now(), action, ...targets);
  }
}

function mayTouch(user: ActingUser, bodyId: string | null): boolean {
  return authorize(user, 'register.manage', { kind: 'body', bodyId }).ok;
}

/** Rows that name nobody, or somebody whom another row names. */
function faultsIn(user: ActingUser, rows: readonly RosterRow[], { page, people }: Taking) {
  const named = new Set<string>();
  return rows.flatMap(({ personId }, at) => {
    if (personId === undefined) return [];
    const person = people.get(personId);
    const path = `rows.${at}.personId`;
    if (!person || !book.seesPerson(user, book.seatsOf(page, person.id))) return [{ path, code: 'unknown' }];
    if (named.has(personId)) return [{ path, code: 'taken' }];
    named.add(personId);
    return [];
  });
}

/** What the roster knows and the register does not; nothing there is replaced. Null = nothing is new. */
function completed(known: PersonRow, facts: Omit<RosterRow, 'personId'>, { names, now }: Taking): PersonRow | null {
  const posts = book.withPosts(known.posts, names.postsFrom(facts.posts ?? []));
  const row: PersonRow = {
    ...{ ...known, posts, updatedAt: now },
    reading: known.reading ?? facts.reading ?? null,
    phone: known.phone ?? facts.phone ?? null,
    email: known.email ?? facts.email ?? null,
    note: known.note ?? facts.note ?? null,
  };
  const facets = ({ reading, phone, email, note }: PersonRow) => JSON.stringify([reading, phone, email, note]);
  return posts.length === known.posts.length && facets(row) === facets(known) ? null : row;
}

function present({ id, bodyId, file, at, byName, made, seated, before, undoneAt }: RosterImportRow): RosterImport {
  return { id, bodyId, file, at, byName, made, seated, completed: before.length, undoneAt };
}
