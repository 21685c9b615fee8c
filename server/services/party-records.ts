// A person's and an organisation's page: who they are by the register, and what they did in the meetings of the bodies whose
// minutes the reader keeps. Nothing of other bodies shows, in no count either. What they owe is a list of tasks of its own.
import type { OrganisationRecord, PersonRecord } from '../../shared/api/party-record.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { BodyId, PersonId } from '../../shared/domain/ids.ts';
import {
  counted,
  countByYear,
  countWithin,
  NO_PARTS,
  type HeldMeeting,
  type SeatTime,
} from '../../shared/domain/part-taken.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { localDateIn } from '../../shared/lib/time.ts';
import type { MemberRow, TermRow } from '../people-ports.ts';
import type { PeopleService } from './people.ts';
import type { PartsFound, PartsReading } from './parts-taken.ts';
import * as book from './register-book.ts';
import type { SameParties } from './same-parties.ts';
import { bodiesOf } from './tasks.ts';

const MAX_MEETINGS = 1_000;

export interface PartyRecordsOptions {
  readonly book: book.RegisterBook;
  readonly people: Pick<PeopleService, 'organisations'>;
  readonly parties: Pick<SameParties, 'read'>;
  readonly parts: Pick<PartsReading, 'ofPeople' | 'ofUnits'>;
  readonly timeZone: string;
}

export class PartyRecords {
  readonly #options: PartyRecordsOptions;

  constructor(options: PartyRecordsOptions) {
    this.#options = options;
  }

  /** Of whoever was merged away: of whom they are now. Refusal: `not-found`. */
  async person(user: ActingUser, id: string): Promise<Result<PersonRecord, RefusalCode>> {
    const { book: register, parties, parts } = this.#options;
    const entries = (await parties.read()).peopleOf(id);
    const row = await register.people.person(brand<PersonId>(entries[0] ?? id));
    if (row === null || row.removedAt !== null) return refused('not-found');
    const seats = book.seatsOf({ seats: await register.seats() }, row.id);
    if (!book.seesPerson(user, seats)) return refused('not-found');
    const organisations = new Map((await register.people.organisations()).map((each) => [each.id, each]));
    const taken = this.#taken(await parts.ofPeople(entries, bodiesOf(user, null)));
    return ok({
      ...{ id: row.id, name: row.name },
      posts: book.postsOf(row, { organisations }).map(({ org, ...post }) => ({ org, ...post })),
      seats: await this.#seats(user, row.id, taken.held),
      ...taken.told,
    });
  }

  /** Refusal: `not-found`. */
  async organisation(user: ActingUser, id: string): Promise<Result<OrganisationRecord, RefusalCode>> {
    const { book: register, people, parties, parts } = this.#options;
    const seen = await people.organisations(user);
    const found = seen.ok ? seen.value.find((each) => each.id === id) : undefined;
    if (found === undefined) return refused('not-found');
    const page = await register.read();
    const keys = (await parties.read()).keysOfName(found.name);
    const taken = this.#taken(await parts.ofUnits(keys, bodiesOf(user, null)));
    const theirs = page.people.flatMap((row) => {
      const posts = row.posts.filter(({ orgId }) => orgId === id);
      if (posts.length === 0 || !book.seesPerson(user, book.seatsOf(page, row.id))) return [];
      const titles = posts.flatMap(({ title }) => title ?? []);
      return { id: row.id, name: row.name, titles, former: posts.every(({ former }) => former) };
    });
    const { name, shortName, aliases = [] } = found;
    return ok({ ...{ id: found.id, name, shortName, aliases: [...aliases] }, people: theirs, ...taken.told });
  }

  #taken({ meetings, unread }: PartsFound) {
    const held = meetings.map(({ bodyId, at, parts }): HeldMeeting => ({
      bodyId,
      day: localDateIn(this.#options.timeZone, at),
      parts,
    }));
    const told = {
      meetings: meetings.slice(0, MAX_MEETINGS).map(({ parts, ...meeting }) => ({
        ...meeting,
        parts: parts.map(({ presented, ceremonies, ...part }) => ({
          ...{ ...part, presented: [...presented], ceremonies: [...ceremonies] },
        })),
      })),
      total: held.reduce((counts, { parts }) => counted(counts, parts), NO_PARTS),
      years: [...countByYear(held)],
      unread,
    };
    return { held, told };
  }

  async #seats(user: ActingUser, id: PersonId, held: readonly HeldMeeting[]): Promise<PersonRecord['seats']> {
    const { people } = this.#options.book;
    const members = (await people.membersOf(id)).filter(({ removedAt }) => removedAt === null);
    const rows = await Promise.all(members.map(({ termId }) => people.term(termId)));
    const terms = new Map(rows.flatMap((term) => (term?.removedAt === null ? [[term.id, term] as const] : [])));
    const may = (action: 'register.read' | 'tasks.read', bodyId: BodyId): boolean =>
      authorize(user, action, { kind: 'body', bodyId }).ok;
    return members
      .flatMap((member) => {
        const term = terms.get(member.termId);
        if (term === undefined || !may('register.read', term.bodyId)) return [];
        const seat = seatTime(member, term);
        const counts = may('tasks.read', term.bodyId) ? countWithin(held, seat) : null;
        return { ...seat, term: term.number, post: member.post, voting: member.voting, counts };
      })
      .toSorted((a, b) => (a.from === b.from ? 0 : a.from < b.from ? 1 : -1));
  }
}

function seatTime({ from, to }: MemberRow, term: TermRow): SeatTime {
  const ends = [to, term.to].flatMap((day) => day ?? []).toSorted();
  return { bodyId: term.bodyId, from: from !== null && from > term.from ? from : term.from, to: ends[0] ?? null };
}
