// What the register knows of a body: its terms (届) with who holds which seat. Meetings take a copy (`roster`); nothing here
// reaches back into them. What was deleted by mistake comes back as it stood.
import type {
  BodyRegister,
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
import type { AuditTarget } from '../../shared/domain/audit.ts';
import { ruleOn } from '../../shared/domain/charter.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { BodyId, MemberId, PersonId, TermId } from '../../shared/domain/ids.ts';
import { holdsOn, termOn, vacanciesOn, votingSeatsOn } from '../../shared/domain/register.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { localDateIn, parseLocalDate, type LocalDate } from '../../shared/lib/time.ts';
import type { MemberRow, RegisterWrite, TermRow } from '../people-ports.ts';
import { BodyTurns, type BodyRegisterOptions } from './body-turns.ts';
import * as book from './register-book.ts';
import {
  daysOf,
  endingBefore,
  heldToTheEnd,
  MAX_MEMBERS,
  memberFault,
  nextRank,
  placedAgain,
  presentEntry,
  presentMember,
  presentTerm,
  reopening,
  seatFor,
  termFault,
} from './seats.ts';

const MAX_TERMS = 60;

export class BodyRegisterService {
  readonly #options: BodyRegisterOptions;
  readonly #turns: BodyTurns;

  constructor(options: BodyRegisterOptions) {
    this.#options = options;
    this.#turns = new BodyTurns(options);
  }

  /** Refusals: `not-found`, `not-allowed`. */
  async read(user: ActingUser, id: string): Promise<Result<BodyRegister, RefusalCode>> {
    const found = await this.#turns.body(user, id, 'register.read');
    if (!found.ok) return found;
    const { people } = this.#options.book;
    const [page, terms, rules] = await Promise.all([
      this.#options.book.read(),
      people.terms(found.value.id),
      people.charter(found.value.id),
    ]);
    const members = onRegister(await people.members(terms.map((term) => term.id)), page);
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
    const found = await this.#turns.body(user, id, 'register.read');
    if (!found.ok) return found;
    const { book: register, clock, timeZone } = this.#options;
    const date = parseLocalDate(on ?? '') ?? localDateIn(timeZone, clock.now());
    const [page, terms, rules] = await Promise.all([
      register.read(),
      register.people.terms(found.value.id),
      register.people.charter(found.value.id),
    ]);
    const term = termOn(terms, date);
    const all = term === null ? [] : onRegister(await register.people.members([term.id]), page);
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

  /** Refusals: `not-found`, `not-allowed`, `invalid` (the number is taken, days out of order, too many). */
  createTerm(user: ActingUser, id: string, body: CreateTerm): Promise<Result<Term, RefusalCode>> {
    return this.#turns.change(user, id, async ({ id: bodyId }) => {
      const { people } = this.#options.book;
      const terms = await people.terms(bodyId);
      if (terms.length >= MAX_TERMS) return book.invalid('', 'too-many-terms');
      const now = this.#options.clock.now();
      const { number, from, to = null, seats = null, carryOver } = body;
      const row: TermRow = {
        ...{ id: brand<TermId>(this.#options.ids.random()), bodyId, number, seats },
        ...{ createdAt: now, updatedAt: now, removedAt: null, removedBy: null },
        ...{ from: brand<LocalDate>(from), to: to === null ? null : brand<LocalDate>(to) },
      };
      const fault = termFault(row, terms);
      if (fault !== null) return fault;
      const before = terms.find((term) => term.number < number) ?? null;
      const members =
        before === null || !carryOver
          ? []
          : onRegister(await people.members([before.id]), { people: await people.people() });
      const writes: readonly RegisterWrite[] = [
        ...endingBefore(before, row),
        { kind: 'term.insert', row },
        ...members
          .filter((member) => before !== null && heldToTheEnd(member, before))
          .map((member, rank) => ({ kind: 'member.insert', row: this.#seatAgain(member, row, rank) }) as const),
      ];
      await this.#turns.write(user, bodyId, { action: 'term.made', about: [termTarget(row)], writes });
      return ok(presentTerm(row));
    });
  }

  /** Refusals: those of `createTerm`. */
  patchTerm(user: ActingUser, id: string, termId: string, patch: PatchTerm): Promise<Result<Term, RefusalCode>> {
    return this.#turns.change(user, id, async ({ id: bodyId }) => {
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
      await this.#turns.write(user, bodyId, {
        ...{ action: 'term.changed', about: [termTarget(row)] },
        writes: [{ kind: 'term.set', row }],
      });
      return ok(presentTerm(row));
    });
  }

  /**
   * With its members; the term before it runs on, if it ended for this one's sake. Refusals: `not-found`, `not-allowed`.
   */
  removeTerm(user: ActingUser, id: string, termId: string): Promise<Result<null, RefusalCode>> {
    return this.#turns.change(user, id, async ({ id: bodyId }) => {
      const { people } = this.#options.book;
      const terms = await people.terms(bodyId);
      const term = terms.find((each) => each.id === termId);
      if (!term) return refused('not-found');
      const now = this.#options.clock.now();
      const row = { ...term, removedAt: now, removedBy: user.userId, updatedAt: now };
      await this.#turns.write(user, bodyId, {
        ...{ action: 'term.removed', about: [termTarget(row)] },
        writes: [{ kind: 'term.set', row }, ...reopening(terms, row)],
      });
      return ok(null);
    });
  }

  /** With its members. Refusals: `not-found`, `not-allowed`, `invalid` (the number is taken by now, too many). */
  restoreTerm(user: ActingUser, id: string, termId: string): Promise<Result<Term, RefusalCode>> {
    return this.#turns.change(user, id, async ({ id: bodyId }) => {
      const { people } = this.#options.book;
      const found = await people.term(brand<TermId>(termId));
      if (found?.bodyId !== bodyId) return refused('not-found');
      if (found.removedAt === null) return ok(presentTerm(found));
      const terms = await people.terms(bodyId);
      if (terms.length >= MAX_TERMS) return book.invalid('', 'too-many-terms');
      const row = { ...found, removedAt: null, removedBy: null, updatedAt: this.#options.clock.now() };
      const fault = termFault(row, terms);
      if (fault !== null) return fault;
      const before = terms.find((term) => term.number < row.number) ?? null;
      const writes = [...endingBefore(before, row), { kind: 'term.set', row } as const];
      await this.#turns.write(user, bodyId, { action: 'term.restored', about: [termTarget(row)], writes });
      return ok(presentTerm(row));
    });
  }

  /** Refusals: `not-found`, `not-allowed`, `invalid` (unknown or seated already, days out of order, too many). */
  createMember(
    user: ActingUser,
    id: string,
    termId: string,
    body: CreateMember,
  ): Promise<Result<CreatedMember, RefusalCode>> {
    return this.#turns.change(user, id, async ({ id: bodyId }) => {
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
      const fault = memberFault(row, { term, others: members });
      if (fault !== null) return fault;
      await this.#turns.write(user, bodyId, {
        ...{ action: 'member.made', about: [personTarget(row)] },
        writes: [
          ...names.writes,
          ...(made ? [{ kind: 'person.insert', row: made } as const] : []),
          { kind: 'member.insert', row },
        ],
      });
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
    return this.#turns.change(user, id, async ({ id: bodyId }) => {
      const seat = await this.#seat(bodyId, memberId);
      if (seat === null || seat.member.removedAt !== null) return refused('not-found');
      const { member: found, term } = seat;
      const { post = found.post, voting = found.voting, from = found.from, to = found.to } = patch;
      const row: MemberRow = { ...found, post, voting, ...daysOf({ from, to }), updatedAt: this.#options.clock.now() };
      // A term that was shortened leaves seats outside it, whose post and vote are still put right.
      const isMoved = row.from !== found.from || row.to !== found.to;
      const fault = isMoved ? memberFault(row, { term, others: seat.others }) : null;
      if (fault !== null) return fault;
      await this.#turns.write(user, bodyId, {
        ...{ action: 'member.changed', about: [personTarget(row)] },
        writes: [{ kind: 'member.set', row }],
      });
      return ok(presentMember(row));
    });
  }

  /** Refusals: `not-found`, `not-allowed`. */
  removeMember(user: ActingUser, id: string, memberId: string): Promise<Result<null, RefusalCode>> {
    return this.#turns.change(user, id, async ({ id: bodyId }) => {
      const seat = await this.#seat(bodyId, memberId);
      if (seat === null || seat.member.removedAt !== null) return refused('not-found');
      const now = this.#options.clock.now();
      const row = { ...seat.member, removedAt: now, removedBy: user.userId, updatedAt: now };
      await this.#turns.write(user, bodyId, {
        ...{ action: 'member.removed', about: [personTarget(row)] },
        writes: [{ kind: 'member.set', row }],
      });
      return ok(null);
    });
  }

  /** Where it stood in the order. Refusals: `not-found`, `not-allowed`, `invalid` (they sit by now, too many). */
  restoreMember(user: ActingUser, id: string, memberId: string): Promise<Result<Member, RefusalCode>> {
    return this.#turns.change(user, id, async ({ id: bodyId }) => {
      const seat = await this.#seat(bodyId, memberId);
      if (seat === null) return refused('not-found');
      const { member, term, others } = seat;
      if (member.removedAt === null) return ok(presentMember(member));
      if (others.length >= MAX_MEMBERS) return book.invalid('', 'too-many-members');
      const row: MemberRow = { ...member, removedAt: null, removedBy: null, updatedAt: this.#options.clock.now() };
      const person = await this.#options.book.people.person(row.personId);
      const fault =
        person?.removedAt === null ? memberFault(row, { term, others }) : book.invalid('personId', 'unknown');
      if (fault !== null) return fault;
      await this.#turns.write(user, bodyId, {
        ...{ action: 'member.restored', about: [personTarget(row)] },
        writes: placedAgain(row, others),
      });
      return ok(presentMember(row));
    });
  }

  /** Refusals: `not-found`, `not-allowed`, `invalid` (somebody who is no member of the term). */
  order(user: ActingUser, id: string, termId: string, wanted: readonly string[]): Promise<Result<null, RefusalCode>> {
    return this.#turns.change(user, id, async ({ id: bodyId }) => {
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
      if (writes.length > 0)
        await this.#turns.write(user, bodyId, { action: 'members.ordered', about: [termTarget(term)], writes });
      return ok(null);
    });
  }

  async #term(bodyId: BodyId, termId: string): Promise<TermRow | null> {
    return (await this.#options.book.people.terms(bodyId)).find((term) => term.id === termId) ?? null;
  }

  /** A seat of this body, deleted or not, with its term and the other seats there. */
  async #seat(bodyId: BodyId, memberId: string) {
    const { people } = this.#options.book;
    const member = await people.member(brand<MemberId>(memberId));
    const term = member === null ? null : await this.#term(bodyId, member.termId);
    if (member === null || term === null) return null;
    const others = (await people.members([term.id])).filter((other) => other.id !== member.id);
    return { member, term, others };
  }

  /** Their seat once more, from the first day of `term`. */
  #seatAgain({ personId, post, voting }: MemberRow, term: TermRow, rank: number): MemberRow {
    const { createdAt, updatedAt } = term;
    return {
      ...{ id: brand<MemberId>(this.#options.ids.random()), termId: term.id, personId, post, voting, rank },
      ...{ from: null, to: null, importId: null, createdAt, updatedAt, removedAt: null, removedBy: null },
    };
  }
}

/** Who has left the register sits nowhere, whatever their term says. */
function onRegister(members: readonly MemberRow[], { people }: Pick<book.Page, 'people'>): readonly MemberRow[] {
  const there = new Set(people.map(({ id }) => id));
  return members.filter(({ personId }) => there.has(personId));
}

function termTarget({ id }: Pick<TermRow, 'id'>): AuditTarget {
  return { kind: 'term', id };
}

function personTarget({ personId }: Pick<MemberRow, 'personId'>): AuditTarget {
  return { kind: 'person', id: personId };
}
