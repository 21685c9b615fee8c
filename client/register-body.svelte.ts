// A body's register while its page is open: what the server holds, which term is looked at, in which order. Changes are sent
// one by one; the order of rank is shown at once and set right by the answer.
import type { BodyRegister, Member, RegisterPerson } from '../shared/api/register.schema.ts';
import type { NameOrder } from '../shared/domain/name-order.ts';
import { holdsOn, termOn, vacanciesOn, votingSeatsOn } from '../shared/domain/register.ts';
import { brand } from '../shared/lib/brand.ts';
import type { LocalDate } from '../shared/lib/time.ts';
import type { Answer } from './answer.ts';
import type { Api } from './api.ts';
import type { Failure } from './i18n.svelte.ts';
import { inNameOrder } from './register-people.ts';
import { Remote } from './remote.svelte.ts';

export type MemberOrder = 'rank' | NameOrder;
export const MEMBER_ORDERS: readonly MemberOrder[] = ['rank', 'surname-strokes', 'name-strokes', 'sound'];

/** A seat with whose it is. */
export interface Seat extends Member {
  readonly person: RegisterPerson;
  /** For whoever lists them by a key. */
  readonly name: string;
  readonly reading: string | null;
}
type TermWithMembers = BodyRegister['terms'][number];

export class RegisterOfBody {
  readonly remote: Remote<BodyRegister>;
  readonly #api: Api;
  readonly #id: string;
  readonly #today: LocalDate;
  #termId = $state<string | null>(null);
  #order = $state<MemberOrder>('rank');
  #ranked = $state.raw<readonly string[] | null>(null);
  #failure = $state.raw<Failure | null>(null);

  constructor(api: Api, id: string, today: LocalDate) {
    this.#api = api;
    this.#id = id;
    this.#today = today;
    this.remote = new Remote(() => api.get<BodyRegister>(`/bodies/${id}/register`));
  }

  get failure(): Failure | null {
    return this.#failure;
  }
  get order(): MemberOrder {
    return this.#order;
  }
  get terms(): readonly TermWithMembers[] {
    return this.remote.value?.terms ?? [];
  }

  /** The one chosen, else the one that runs today, else the newest. */
  get term(): TermWithMembers | null {
    const chosen = this.terms.find(({ id }) => id === this.#termId);
    return chosen ?? termOn(this.terms.map(dated), this.#today) ?? this.terms[0] ?? null;
  }

  /** The day that is looked at: today, or an end of a term that does not run today. */
  get day(): LocalDate {
    const { term } = this;
    if (term === null || termOn([dated(term)], this.#today) !== null) return this.#today;
    return brand<LocalDate>(term.from > this.#today ? term.from : (term.to ?? term.from));
  }

  /** Who sits on that day, in the order that is asked for. */
  get seats(): readonly Seat[] {
    const sitting = this.#all().filter((seat) => holdsOn(span(seat), this.day));
    return this.#order === 'rank' ? sitting : inNameOrder(sitting, this.#order);
  }

  /** Who sat before, or will. */
  get others(): readonly Seat[] {
    return this.#all().filter((seat) => !holdsOn(span(seat), this.day));
  }

  get voting(): number {
    return votingSeatsOn((this.term?.members ?? []).map(span), this.day);
  }
  get vacancies(): number {
    return this.term === null ? 0 : vacanciesOn(this.term, this.term.members.map(span), this.day);
  }

  choose(termId: string): void {
    this.#termId = termId;
  }

  arrange(order: MemberOrder): void {
    this.#order = order;
  }

  /** Asks for `question`, then for how things are now. */
  async change<T>(question: Promise<Answer<T>>): Promise<Answer<T>> {
    const answer = await question;
    this.#failure = answer.ok ? null : answer;
    if (answer.ok) await this.remote.load();
    return answer;
  }

  /** Sets the rank; those who are not looked at stay behind. Shown at once, and as it was again when it is refused. */
  async rank(seats: readonly Pick<Seat, 'id'>[]): Promise<boolean> {
    const { term } = this;
    if (term === null || seats.length === 0) return false;
    const members = seats.map(({ id }) => id);
    this.#ranked = members;
    const answer = await this.change(this.#api.put(`/bodies/${this.#id}/terms/${term.id}/order`, { members }));
    if (this.#ranked === members) this.#ranked = null;
    return answer.ok;
  }

  /** Up or down by one; null at the edge. */
  shifted(id: string, by: -1 | 1): readonly Seat[] | null {
    const { seats } = this;
    const at = seats.findIndex((seat) => seat.id === id);
    const [moved, other] = [seats[at], seats[at + by]];
    if (!moved || !other) return null;
    return seats.map((seat) => (seat === moved ? other : seat === other ? moved : seat));
  }

  #all(): readonly Seat[] {
    const people = new Map((this.remote.value?.people ?? []).map((person) => [person.id, person]));
    const seats = (this.term?.members ?? []).flatMap((member) => {
      const person = people.get(member.personId);
      return person ? [{ ...member, person, name: person.name, reading: person.reading }] : [];
    });
    const ranked = this.#ranked;
    if (ranked === null) return seats;
    const place = (seat: Seat): number =>
      ranked.includes(seat.id) ? ranked.indexOf(seat.id) : ranked.length + seat.rank;
    return [...seats].sort((a, b) => place(a) - place(b));
  }
}

interface Spanned {
  readonly from: string | null;
  readonly to: string | null;
}

const day = (text: string | null): LocalDate | null => (text === null ? null : brand<LocalDate>(text));

function span<T extends Spanned>(
  spanned: T,
): Omit<T, 'from' | 'to'> & { readonly from: LocalDate | null; readonly to: LocalDate | null } {
  return { ...spanned, from: day(spanned.from), to: day(spanned.to) };
}

function dated<T extends Spanned & { readonly from: string }>(
  term: T,
): Omit<T, 'from' | 'to'> & { readonly from: LocalDate; readonly to: LocalDate | null } & T {
  return { ...term, from: brand<LocalDate>(term.from), to: day(term.to) };
}
