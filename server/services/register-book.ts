// What the services of the register share: who may see and change whom, organisations by name, and one turn at a time, so
// that what was read is still so when it is written.
import {
  MAX_ALIASES,
  type CreatePerson,
  type Organisation,
  type RegisterPerson,
} from '../../shared/api/register.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { BodyId, OrganisationId, PersonId } from '../../shared/domain/ids.ts';
import { namedPosts, plainName, type Post } from '../../shared/domain/register.ts';
import type { UnitNames } from '../../shared/domain/same-party.ts';
import { brand } from '../../shared/lib/brand.ts';
import { nameKeyOf } from '../../shared/lib/fold-name.ts';
import { refused, type Refused } from '../../shared/lib/result.ts';
import { DAY_MS, type EpochMs } from '../../shared/lib/time.ts';
import type { OrganisationRow, People, PersonRow, PostValue, RegisterWrite, SeatsHeld } from '../people-ports.ts';
import type { Clock, Ids } from '../ports.ts';
import { Turnstile } from './turnstile.ts';

export const MAX_PEOPLE = 10_000;

/** Of whom the house alone knows. */
const NO_SEATS: SeatsHeld = { standing: new Set(), mistaken: new Map() };

/** How long whoever deleted a mistaken seat sees its person: as long as a deleted meeting can be taken back. */
const KEPT_MS = 30 * DAY_MS;

/**
 * 1. Whoever has rights in all bodies sees and changes everybody.
 * 2. Others see who holds or held a seat in a body of theirs, and change those who have no seat in any other.
 * 3. Whose only seats were deleted again stays a while with whoever deleted the one they were entered with (ADR 0038): to be
 *    seated anew, put right or taken off.
 */
export function seesPerson(user: ActingUser, seats: SeatsHeld): boolean {
  return may(user, 'register.read', null) || bodiesOf(user, seats).some((bodyId) => may(user, 'register.read', bodyId));
}

export function changesPerson(user: ActingUser, seats: SeatsHeld): boolean {
  if (may(user, 'register.manage', null)) return true;
  const bodies = bodiesOf(user, seats);
  return bodies.length > 0 && bodies.every((bodyId) => may(user, 'register.manage', bodyId));
}

function bodiesOf({ userId }: ActingUser, { standing, mistaken }: SeatsHeld): readonly BodyId[] {
  if (standing.size > 0) return [...standing];
  return [...mistaken].flatMap(([bodyId, by]) => (by === userId ? [bodyId] : []));
}

function may(user: ActingUser, action: 'register.read' | 'register.manage', bodyId: string | null): boolean {
  return authorize(user, action, { kind: 'body', bodyId }).ok;
}

export function invalid(path: string, code: string): Refused<'invalid'> {
  return refused('invalid', { errors: [{ path, code }] });
}

/** The register as one reading finds it. */
export interface Page {
  readonly people: readonly PersonRow[];
  readonly seats: ReadonlyMap<PersonId, SeatsHeld>;
  readonly organisations: ReadonlyMap<OrganisationId, OrganisationRow>;
}

export class RegisterBook {
  readonly people: People;
  readonly #clock: Clock;
  readonly #turnstile = new Turnstile();

  constructor(people: People, clock: Clock) {
    this.people = people;
    this.#clock = clock;
  }

  /** Changes of the register happen one after the other; there is one process (ADR 0008). */
  inTurn<T>(task: () => Promise<T>): Promise<T> {
    return this.#turnstile.pass(task);
  }

  async read(): Promise<Page> {
    const [people, seats, organisations] = await Promise.all([
      this.people.people(),
      this.seats(),
      this.people.organisations(),
    ]);
    return { people, seats, organisations: new Map(organisations.map((row) => [row.id, row])) };
  }

  seats(): Promise<Page['seats']> {
    return this.people.seats(this.#clock.now() - KEPT_MS);
  }
}

export function seatsOf({ seats }: Pick<Page, 'seats'>, id: PersonId): SeatsHeld {
  return seats.get(id) ?? NO_SEATS;
}

/** As `user` may see them; null when they may not. */
export function presentPerson(user: ActingUser, row: PersonRow, page: Omit<Page, 'people'>): RegisterPerson | null {
  const seats = seatsOf(page, row.id);
  if (!seesPerson(user, seats)) return null;
  const { id, name, reading, phone, email, note, aliases } = row;
  const own = { phone, email, note, ...(aliases.length > 0 ? { aliases: [...aliases] } : {}) };
  return {
    ...{ id, name, reading },
    posts: postsOf(row, page).map(({ org, ...rest }) => ({ org, ...rest })),
    bodies: [...seats.standing].filter((bodyId) => may(user, 'register.read', bodyId)),
    ...(changesPerson(user, seats) ? { private: own } : {}),
  };
}

export function postsOf({ posts }: PersonRow, { organisations }: Pick<Page, 'organisations'>): readonly Post[] {
  return posts.map(({ orgId, title, former }) => {
    const row = orgId === null ? undefined : organisations.get(orgId);
    return { org: row ? presentOrganisation(row) : null, title, former };
  });
}

export function postsInMinutes(row: PersonRow, inBody: string | null, page: Pick<Page, 'organisations'>) {
  return namedPosts(postsOf(row, page), inBody);
}

export function presentOrganisation(row: OrganisationRow): Organisation & { id: OrganisationId } {
  const { id, name, shortName } = row;
  const aliases = row.aliases.filter((alias) => !isShortOf(alias, row));
  return { id, name, shortName, ...(aliases.length > 0 ? { aliases: [...aliases] } : {}) };
}

/** `before` and what was given up since, but for what is borne now; the newest ones, where they are too many. */
export function withAliases(
  before: readonly string[],
  { borne, dropped }: { readonly borne: readonly (string | null)[]; readonly dropped: readonly (string | null)[] },
): readonly string[] {
  const known = new Map([...before, ...dropped].flatMap((name) => (name === null ? [] : [[nameKeyOf(name), name]])));
  for (const name of borne) if (name !== null) known.delete(nameKeyOf(name));
  return [...known.values()].slice(-MAX_ALIASES);
}

/**
 * What a body or an organisation, called so now, was called before: by whatever it comes from, one renamed or two merged. A full
 * name that became the short one stays among those it gave up, since links follow full names only.
 */
export function unitAliases(
  { name, shortName }: Pick<UnitNames, 'name' | 'shortName'>,
  from: readonly UnitNames[],
  aliases = from.flatMap((unit) => unit.aliases),
): readonly string[] {
  const dropped = from.flatMap((unit) => [unit.name, unit.shortName]);
  const others = withAliases(aliases, { borne: [name, shortName], dropped });
  const full = from.flatMap((unit) => [unit.name, ...unit.aliases.filter((alias) => isShortOf(alias, unit))]);
  const short = full.find((each) => isShortOf(each, { shortName }) && nameKeyOf(each) !== nameKeyOf(name));
  return short === undefined ? others : [...others, short];
}

function isShortOf(name: string, { shortName }: Pick<UnitNames, 'shortName'>): boolean {
  return shortName !== null && nameKeyOf(name) === nameKeyOf(shortName);
}

/** Organisations by their full or short names, or by one that a single one of them gave up; those that nobody has named yet are made, to be written with the person. */
export class OrganisationNames {
  readonly #byName = new Map<string, OrganisationId>();
  readonly #made: OrganisationRow[] = [];
  readonly #ids: Ids;
  readonly #now: EpochMs;

  constructor(rows: Iterable<OrganisationRow>, { ids, now }: { readonly ids: Ids; readonly now: EpochMs }) {
    this.#ids = ids;
    this.#now = now;
    const all = [...rows];
    for (const { id, aliases } of all)
      for (const key of aliases.map(nameKeyOf)) {
        const isSole = all.every((other) => other.id === id || !other.aliases.some((name) => nameKeyOf(name) === key));
        if (isSole) this.#byName.set(key, id);
      }
    for (const { id, shortName } of all) if (shortName !== null) this.#byName.set(nameKeyOf(shortName), id);
    // A full name goes before another one's short name.
    for (const { id, name } of all) this.#byName.set(nameKeyOf(name), id);
  }

  get writes(): readonly RegisterWrite[] {
    return this.#made.map((row) => ({ kind: 'organisation.insert', row }));
  }

  postsFrom(posts: NonNullable<CreatePerson['posts']>): readonly PostValue[] {
    return posts.map(({ org, title, former }) => ({ orgId: org === null ? null : this.#idOf(org), title, former }));
  }

  #idOf(name: string): OrganisationId {
    const known = this.#byName.get(nameKeyOf(name));
    if (known !== undefined) return known;
    const id = brand<OrganisationId>(this.#ids.random());
    this.#made.push({ id, name, shortName: null, aliases: [], createdAt: this.#now, updatedAt: this.#now });
    this.#byName.set(nameKeyOf(name), id);
    return id;
  }
}

/** Somebody as they come in for the first time. */
export function newPerson(
  facts: CreatePerson,
  {
    id,
    now,
    names,
    importId = null,
  }: {
    readonly id: PersonId;
    readonly now: EpochMs;
    readonly names: OrganisationNames;
    readonly importId?: PersonRow['importId'];
  },
): PersonRow {
  const { name, reading = null, posts = [], phone = null, email = null, note = null } = facts;
  return {
    ...{ id, name: plainName(name), reading, posts: names.postsFrom(posts), phone, email, note },
    ...{ aliases: [], importId, createdAt: now, updatedAt: now, removedAt: null },
  };
}

export const MAX_POSTS = 10;

/** `more` behind `posts`, but for what is there already; one without an organisation is the same title at any. */
export function withPosts(posts: readonly PostValue[], more: readonly PostValue[]): readonly PostValue[] {
  const isNew = (post: PostValue): boolean =>
    !posts.some(
      (other) =>
        other.title === post.title && other.former === post.former && (post.orgId ?? other.orgId) === other.orgId,
    );
  return [...posts, ...more.filter(isNew)].slice(0, MAX_POSTS);
}

/** What a patch says of a fact; what it leaves out stays. */
export function orBefore<T>(next: T | undefined, before: T): T {
  return next === undefined ? before : next;
}
