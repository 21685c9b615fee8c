// What the register knows of a body: its terms (届) with who holds which seat, and the rules its charter had from which day
// on. Meetings take a copy (`roster`, `ruleOn`); nothing here reaches back into them.
import type {
  BodyRegister,
  CharterEntry,
  CreateCharterEntry,
  CreatedMember,
  CreateMember,
  CreateTerm,
  Member,
  PatchMember,
  PatchTerm,
  Roster,
  Term,
} from '../../shared/api/register.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { AuditAction } from '../../shared/domain/audit.ts';
import { authorize } from '../../shared/domain/authority.ts';
import { ruleOn } from '../../shared/domain/charter.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { BodyId, CharterEntryId, MemberId, PersonId, TermId } from '../../shared/domain/ids.ts';
import { holdsOn, termOn, vacanciesOn, votingSeatsOn } from '../../shared/domain/register.ts';
import type { MeetingRule } from '../../shared/domain/room.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { localDateIn, parseLocalDate, type LocalDate } from '../../shared/lib/time.ts';
import type { CharterRow, MemberRow, RegisterWrite, TermRow } from '../people-ports.ts';
import type { Accounts } from '../account-ports.ts';
import type { Bodies, BodyRow } from '../preparing-ports.ts';
import { entryBy } from './audit.ts';
import type { RegisterOptions } from './people.ts';
import * as book from './register-book.ts';
import {
  daysOf,
  endingBefore,
  heldToTheEnd,
  memberFault,
  nextRank,
  presentEntry,
  presentMember,
  presentTerm,
  seatFor,
  termFault,
} from './seats.ts';

const MAX_TERMS = 60;
const MAX_MEMBERS = 2_000;
const MAX_ENTRIES = 200;

interface BodyRegisterOptions extends RegisterOptions {
  readonly bodies: Pick<Bodies, 'byId'>;
  readonly accounts: Pick<Accounts, 'byId'>;
}

export class BodyRegisterService {
  readonly #options: BodyRegisterOptions;

  constructor(options: BodyRegisterOptions) {
    this.#options = options;
  }

  /** Refusals: `not-found`, `not-allowed`. */
  async read(user: ActingUser, id: string): Promise<Result<BodyRegister, RefusalCode>> {
    const found = await this.#body(user, id, 'register.read');
    if (!found.ok) return found;
    const { people } = this.#options.book;
    const [page, terms, rules] = await Promise.all([
      this.#options.book.read(),
      people.terms(found.value.id),
      people.charter(found.value.id),
    ]);
    const members = await people.members(terms.map((term) => term.id));
    const seated = new Set(members.map(({ personId }) => personId));
    const { name, shortName } = found.value;
    return ok({
      ...{ id: found.value.id, name, shortName },
      terms: terms.map((term) => ({
        ...presentTerm(term),
        members: members.filter(({ termId }) => termId === term.id).map(presentMember),
      })),
      people: page.people
        .filter((row) => seated.has(row.id))
        .flatMap((row) => book.presentPerson(user, row, page) ?? []),
      charter: rules.map(presentEntry),
    });
  }

  /** What a meeting on the day `on` (null = today) takes over. Refusals: `not-found`, `not-allowed`. */
  async roster(user: ActingUser, id: string, on: string | undefined): Promise<Result<Roster, RefusalCode>> {
    const found = await this.#body(user, id, 'register.read');
    if (!found.ok) return found;
    const { book: register, clock, timeZone } = this.#options;
    const date = parseLocalDate(on ?? '') ?? localDateIn(timeZone, clock.now());
    const [page, terms, rules] = await Promise.all([
      register.read(),
      register.people.terms(found.value.id),
      register.people.charter(found.value.id),
    ]);
    const term = termOn(terms, date);
    const all = term === null ? [] : await register.people.members([term.id]);
    const people = new Map(page.people.map((row) => [row.id, row]));
    const rule = ruleOn(rules, date);
    return ok({
      on: date,
      term: term === null ? null : presentTerm(term),
      seats: votingSeatsOn(all, date),
      vacancies: term === null ? 0 : vacanciesOn(term, all, date),
      members: all
        .filter((member) => holdsOn(member, date))
        .flatMap(({ personId, post, voting }) => {
          const person = people.get(personId);
          if (!person) return [];
          const { org, titles } = book.postsInMinutes(person, post, page);
          return [{ personId, name: person.name, org, titles: [...titles], voting }];
        }),
      rule: rule === null ? null : presentEntry(rule),
    });
  }

  /** The rule in force in `bodyId` on `date`, as a meeting keeps it; null when the register knows none. */
  async ruleOn(bodyId: string, date: LocalDate): Promise<MeetingRule | null> {
    const rules = await this.#options.book.people.charter(brand<BodyId>(bodyId));
    const entry = ruleOn(rules, date);
    return entry === null ? null : { preset: entry.preset, from: entry.from, rule: entry.rule, seats: null };
  }

  /** Refusals: `not-found`, `not-allowed`, `invalid` (the number is taken, days out of order, too many). */
  createTerm(user: ActingUser, id: string, body: CreateTerm): Promise<Result<Term, RefusalCode>> {
    return this.#change(user, id, async ({ id: bodyId }) => {
      const { people } = this.#options.book;
      const terms = await people.terms(bodyId);
      if (terms.length >= MAX_TERMS) return book.invalid('', 'too-many-terms');
      const now = this.#options.clock.now();
      const { number, from, to = null, seats = null, carryOver } = body;
      const row: TermRow = {
        ...{ id: brand<TermId>(this.#options.ids.random()), bodyId, number, seats, createdAt: now, updatedAt: now },
        ...{ from: brand<LocalDate>(from), to: to === null ? null : brand<LocalDate>(to) },
      };
      const fault = termFault(row, terms);
      if (fault !== null) return fault;
      const before = terms.find((term) => term.number < number) ?? null;
      const members = before === null || !carryOver ? [] : await people.members([before.id]);
      const writes: readonly RegisterWrite[] = [
        ...endingBefore(before, row),
        { kind: 'term.insert', row },
        ...members
          .filter((member) => before !== null && heldToTheEnd(member, before))
          .map((member, rank) => ({ kind: 'member.insert', row: this.#seatAgain(member, row, rank) }) as const),
      ];
      await this.#write(user, bodyId, 'term.made', writes);
      return ok(presentTerm(row));
    });
  }

  /** Refusals: those of `createTerm`. */
  patchTerm(user: ActingUser, id: string, termId: string, patch: PatchTerm): Promise<Result<Term, RefusalCode>> {
    return this.#change(user, id, async ({ id: bodyId }) => {
      const terms = await this.#options.book.people.terms(bodyId);
      const found = terms.find((term) => term.id === termId);
      if (!found) return refused('not-found');
      const { number = found.number, from = found.from, to = found.to, seats = found.seats } = patch;
      const row: TermRow = {
        ...{ ...found, number, seats, from: brand<LocalDate>(from), updatedAt: this.#options.clock.now() },
        to: to === null ? null : brand<LocalDate>(to),
      };
      const fault = termFault(
        row,
        terms.filter((term) => term.id !== row.id),
      );
      if (fault !== null) return fault;
      await this.#write(user, bodyId, 'term.changed', [{ kind: 'term.set', row }]);
      return ok(presentTerm(row));
    });
  }

  /** Refusals: `not-found`, `not-allowed`, `invalid` (it has members). */
  removeTerm(user: ActingUser, id: string, termId: string): Promise<Result<null, RefusalCode>> {
    return this.#change(user, id, async ({ id: bodyId }) => {
      const term = await this.#term(bodyId, termId);
      if (term === null) return refused('not-found');
      const members = await this.#options.book.people.members([term.id]);
      if (members.length > 0) return book.invalid('', 'has-members');
      await this.#write(user, bodyId, 'term.removed', [{ kind: 'term.delete', id: term.id }]);
      return ok(null);
    });
  }

  /** Refusals: `not-found`, `not-allowed`, `invalid` (unknown or seated already, days out of order, too many). */
  createMember(
    user: ActingUser,
    id: string,
    termId: string,
    body: CreateMember,
  ): Promise<Result<CreatedMember, RefusalCode>> {
    return this.#change(user, id, async ({ id: bodyId }) => {
      const term = await this.#term(bodyId, termId);
      if (term === null) return refused('not-found');
      const { book: register, ids, clock } = this.#options;
      const [page, members] = await Promise.all([register.read(), register.people.members([term.id])]);
      if (members.length >= MAX_MEMBERS) return book.invalid('', 'too-many-members');
      if (body.person !== undefined && page.people.length >= book.MAX_PEOPLE)
        return book.invalid('', 'too-many-people');
      const now = clock.now();
      const names = new book.OrganisationNames(page.organisations.values(), { ids, now });
      const made = body.person && book.newPerson(body.person, { id: brand<PersonId>(ids.random()), now, names });
      const person = made ?? page.people.find((row) => row.id === body.personId);
      const isSeen = made !== undefined || (person && book.seesPerson(user, book.seatsOf(page, person.id)));
      if (!person || !isSeen) return book.invalid('personId', 'unknown');
      const row = seatFor(person.id, body, {
        ...{ id: brand<MemberId>(ids.random()), termId: term.id, now },
        rank: nextRank(members),
      });
      const fault = memberFault(row, members);
      if (fault !== null) return fault;
      await this.#write(user, bodyId, 'member.made', [
        ...names.writes,
        ...(made ? [{ kind: 'person.insert', row: made } as const] : []),
        { kind: 'member.insert', row },
      ]);
      const presented = book.presentPerson(user, person, await register.read());
      return presented === null ? refused('not-found') : ok({ ...presentMember(row), person: presented });
    });
  }

  /** Refusals: `not-found`, `not-allowed`, `invalid` (days out of order, or they cross another seat of theirs). */
  patchMember(
    user: ActingUser,
    id: string,
    memberId: string,
    patch: PatchMember,
  ): Promise<Result<Member, RefusalCode>> {
    return this.#change(user, id, async ({ id: bodyId }) => {
      const members = await this.#members(bodyId);
      const found = members.find((member) => member.id === memberId);
      if (!found) return refused('not-found');
      const { post = found.post, voting = found.voting, from = found.from, to = found.to } = patch;
      const row: MemberRow = { ...found, post, voting, ...daysOf({ from, to }), updatedAt: this.#options.clock.now() };
      const fault = memberFault(
        row,
        members.filter((member) => member.id !== row.id && member.termId === row.termId),
      );
      if (fault !== null) return fault;
      await this.#write(user, bodyId, 'member.changed', [{ kind: 'member.set', row }]);
      return ok(presentMember(row));
    });
  }

  /** Refusals: `not-found`, `not-allowed`. */
  removeMember(user: ActingUser, id: string, memberId: string): Promise<Result<null, RefusalCode>> {
    return this.#change(user, id, async ({ id: bodyId }) => {
      const found = (await this.#members(bodyId)).find((member) => member.id === memberId);
      if (!found) return refused('not-found');
      await this.#write(user, bodyId, 'member.removed', [{ kind: 'member.delete', id: found.id }]);
      return ok(null);
    });
  }

  /** Refusals: `not-found`, `not-allowed`, `invalid` (somebody who is no member of the term). */
  order(user: ActingUser, id: string, termId: string, wanted: readonly string[]): Promise<Result<null, RefusalCode>> {
    return this.#change(user, id, async ({ id: bodyId }) => {
      const term = await this.#term(bodyId, termId);
      if (term === null) return refused('not-found');
      const members = await this.#options.book.people.members([term.id]);
      const stranger = wanted.findIndex((each) => members.every((member) => member.id !== each));
      if (stranger >= 0) return book.invalid(`members.${stranger}`, 'unknown');
      const place = new Map([...new Set(wanted)].map((each, at) => [each, at]));
      const placeOf = ({ id: memberId, rank }: MemberRow): number => place.get(memberId) ?? wanted.length + rank;
      const ordered = [...members].sort((a, b) => placeOf(a) - placeOf(b));
      const writes = ordered.flatMap((member, rank) =>
        member.rank === rank ? [] : [{ kind: 'member.rank', id: member.id, rank } as const],
      );
      if (writes.length > 0) await this.#write(user, bodyId, 'members.ordered', writes);
      return ok(null);
    });
  }

  /** Refusals: `not-found`, `not-allowed`, `invalid` (too many). */
  createEntry(user: ActingUser, id: string, body: CreateCharterEntry): Promise<Result<CharterEntry, RefusalCode>> {
    return this.#change(user, id, async ({ id: bodyId }) => {
      const { book: register, ids, clock, accounts } = this.#options;
      if ((await register.people.charter(bodyId)).length >= MAX_ENTRIES) return book.invalid('', 'too-many-rules');
      const account = await accounts.byId(user.userId);
      const row: CharterRow = {
        ...{ id: brand<CharterEntryId>(ids.random()), bodyId, from: brand<LocalDate>(body.from) },
        ...{ preset: body.preset, rule: body.rule, createdAt: clock.now() },
        ...{ by: user.userId, byName: account?.displayName ?? '' },
      };
      await this.#write(user, bodyId, 'charter.set', [{ kind: 'charter.insert', row }]);
      return ok(presentEntry(row));
    });
  }

  /** Refusals: `not-found`, `not-allowed`. */
  removeEntry(user: ActingUser, id: string, entryId: string): Promise<Result<null, RefusalCode>> {
    return this.#change(user, id, async ({ id: bodyId }) => {
      const found = (await this.#options.book.people.charter(bodyId)).find((entry) => entry.id === entryId);
      if (!found) return refused('not-found');
      await this.#write(user, bodyId, 'charter.removed', [{ kind: 'charter.delete', id: found.id }]);
      return ok(null);
    });
  }

  #change<T>(
    user: ActingUser,
    id: string,
    change: (body: BodyRow) => Promise<Result<T, RefusalCode>>,
  ): Promise<Result<T, RefusalCode>> {
    return this.#options.book.inTurn(async () => {
      const body = await this.#body(user, id, 'register.manage');
      return body.ok ? change(body.value) : body;
    });
  }

  async #body(
    user: ActingUser,
    id: string,
    action: 'register.read' | 'register.manage',
  ): Promise<Result<BodyRow, RefusalCode>> {
    if (!authorize(user, 'register.read', { kind: 'body', bodyId: id }).ok) return refused('not-found');
    const permitted = authorize(user, action, { kind: 'body', bodyId: id });
    if (!permitted.ok) return permitted;
    const row = await this.#options.bodies.byId(brand<BodyId>(id));
    return row === null ? refused('not-found') : ok(row);
  }

  async #term(bodyId: BodyId, termId: string): Promise<TermRow | null> {
    return (await this.#options.book.people.terms(bodyId)).find((term) => term.id === termId) ?? null;
  }

  async #members(bodyId: BodyId): Promise<readonly MemberRow[]> {
    const { people } = this.#options.book;
    return people.members((await people.terms(bodyId)).map((term) => term.id));
  }

  async #write(user: ActingUser, bodyId: BodyId, action: AuditAction, writes: readonly RegisterWrite[]): Promise<void> {
    const { book: register, clock } = this.#options;
    await register.people.write(writes, [entryBy(user, clock.now(), action, { kind: 'body', id: bodyId })]);
  }

  /** Their seat once more, from the first day of `term`. */
  #seatAgain({ personId, post, voting }: MemberRow, term: TermRow, rank: number): MemberRow {
    const { createdAt, updatedAt } = term;
    return {
      ...{ id: brand<MemberId>(this.#options.ids.random()), termId: term.id, personId, post, voting, rank },
      ...{ from: null, to: null, importId: null, createdAt, updatedAt },
    };
  }
}
