// Addresses at which calendars subscribe to meetings and limits (日历订阅), and what they get there.
//
// 1. An account has its own: the meetings it may read, the limits of what it follows up, by the rights it has when a calendar asks.
// 2. A body's has its meetings. A person's has those on whose list they stand and the limits of what they owe, within the bodies
//    that whoever made it managed then, so that nobody learns of other bodies by making one for somebody.
// 3. Nothing of drafts, samples or the trash, no limit from there either; of a meeting its title, times and place, nothing of its agenda.
// 4. Tokens are shown once and kept as hashes. How often one address and one feed may ask has a limit; unknown and revoked are one.
import type { CalendarFeed, CreatedCalendarFeed } from '../../shared/api/calendar.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { AuditTarget } from '../../shared/domain/audit.ts';
import { authorize } from '../../shared/domain/authority.ts';
import { calendarFile, type CalendarItem } from '../../shared/domain/calendar-file.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { BodyId, CalendarFeedId, PersonId, UserId } from '../../shared/domain/ids.ts';
import { STATES_WITH_LIMIT } from '../../shared/domain/task-life.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { DAY_MS, HOUR_MS, type EpochMs, type LocalDate } from '../../shared/lib/time.ts';
import type { Accounts } from '../account-ports.ts';
import type { CalendarFeedRow, CalendarFeeds, CalendarSubject } from '../calendar-ports.ts';
import type { PartScope } from '../part-ports.ts';
import { StorageUnavailable, type Ids, type MeetingRow, type TaskRow } from '../ports.ts';
import type { Bodies } from '../preparing-ports.ts';
import type { Meetings } from '../register-ports.ts';
import type { Tasks, TaskScope } from '../task-ports.ts';
import { entryBy } from './audit.ts';
import { bodyFor } from './body-access.ts';
import type { PartsReading } from './parts-taken.ts';
import * as book from './register-book.ts';
import type { SameParties } from './same-parties.ts';
import type { SecretTokens } from './session-maker.ts';
import type { AttemptLimits } from './sign-in.ts';
import type { TaskBook } from './task-book.ts';
import { bodiesOf } from './tasks.ts';

const MAX_FEEDS = 100;
const MAX_ENTRIES = 500;
/** What is longer ago is in the minutes. */
const PAST_MS = 90 * DAY_MS;
/** Within twenty minutes; calendars ask by the hour. */
const ASKED_A_FEED = 60;
const STRANGERS_AN_ADDRESS = 240;

export interface CalendarServiceOptions {
  readonly calendarFeeds: CalendarFeeds;
  readonly accounts: Pick<Accounts, 'byId'>;
  readonly bodies: Pick<Bodies, 'byId'>;
  readonly registerBook: book.RegisterBook;
  readonly meetings: Pick<Meetings, 'list'>;
  readonly tasks: Pick<Tasks, 'list'>;
  readonly taskBook: Pick<TaskBook, 'days'>;
  readonly parties: Pick<SameParties, 'read'>;
  readonly parts: Pick<PartsReading, 'listed'>;
  readonly clock: { now(): EpochMs };
  readonly ids: Pick<Ids, 'random'>;
  readonly secrets: Pick<SecretTokens, 'create' | 'hashOf'>;
  /** Addresses are made from the configured one only, never from a request's Host header (T62). */
  readonly site: { readonly publicUrl: string };
  readonly tries: Pick<AttemptLimits, 'take'>;
}

/** Whose a feed is or shall be, once that was asked. */
interface Subject {
  readonly kind: CalendarSubject;
  readonly subject: string;
  /** All entries that are the same person; of others the subject alone. */
  readonly entries: readonly string[];
  readonly scope: PartScope;
  /** Those that may be seen and revoked. */
  readonly isOpen: (row: CalendarFeedRow) => boolean;
}

/** One that has a limit. */
type DueTask = Pick<TaskRow, 'id' | 'what' | 'updatedAt'> & { readonly due: LocalDate };

/** Of whom a list of feeds is: oneself, a body or somebody of the register. */
export type CalendarOf = { readonly kind: CalendarSubject; readonly id: string };

export class CalendarService {
  readonly #options: CalendarServiceOptions;

  constructor(options: CalendarServiceOptions) {
    this.#options = options;
  }

  /** Refusals: `not-found`, `not-allowed`. */
  async list(user: ActingUser, of: CalendarOf): Promise<Result<readonly CalendarFeed[], RefusalCode>> {
    const found = await this.#subject(user, of);
    if (!found.ok) return found;
    const rows = await this.#options.calendarFeeds.of(found.value.kind, found.value.entries);
    return ok(rows.filter(found.value.isOpen).map(({ id, createdAt, usedAt }) => ({ id, createdAt, usedAt })));
  }

  /** [4] Refusals: `not-found`, `not-allowed`, `invalid` (too many). */
  async create(user: ActingUser, of: CalendarOf): Promise<Result<CreatedCalendarFeed, RefusalCode>> {
    const found = await this.#subject(user, of);
    if (!found.ok) return found;
    const { kind, subject, entries, scope } = found.value;
    const { calendarFeeds, clock, ids, secrets, site } = this.#options;
    if ((await calendarFeeds.of(kind, entries)).length >= MAX_FEEDS) return book.invalid('', 'too-many-calendars');
    const { token, hash } = secrets.create();
    const [id, createdAt] = [brand<CalendarFeedId>(ids.random()), clock.now()];
    const facts = { id, tokenHash: hash, kind, subject, scope, createdAt, createdBy: user.userId, usedAt: null };
    await calendarFeeds.insert(facts, entryBy(user, createdAt, 'calendar.made', targetOf(found.value)));
    return ok({ id, url: `${site.publicUrl}/api/v1/calendars/${token}.ics` });
  }

  /** Refusals: `not-found`, `not-allowed`. */
  async revoke(user: ActingUser, id: string): Promise<Result<null, RefusalCode>> {
    const { calendarFeeds, clock } = this.#options;
    const row = await calendarFeeds.byId(brand<CalendarFeedId>(id));
    if (row === null) return refused('not-found');
    const found = await this.#subject(user, { kind: row.kind, id: row.subject });
    if (!found.ok) return found;
    if (!found.value.isOpen(row)) return refused('not-found');
    const entry = entryBy(user, clock.now(), 'calendar.revoked', targetOf(found.value));
    return (await calendarFeeds.remove(row.id, entry)) ? ok(null) : refused('not-found');
  }

  /** What a calendar gets. Refusals: `not-found`, `too-many-attempts`. */
  async feed(token: string, address: string): Promise<Result<string, RefusalCode>> {
    const { calendarFeeds, secrets, tries } = this.#options;
    const hash = secrets.hashOf(token);
    const row = hash === null ? null : await calendarFeeds.byHash(hash);
    const counted = tries.take([
      row === null
        ? { key: `calendar:of:${address}`, attempts: STRANGERS_AN_ADDRESS }
        : { key: `calendar:${row.id}`, attempts: ASKED_A_FEED },
    ]);
    if (!counted.ok) return counted;
    const file = row === null ? null : await this.#file(row);
    if (row === null || file === null) return refused('not-found');
    await this.#note(row);
    return ok(file);
  }

  /** Who of them may have feeds made by `user`. */
  async #subject(user: ActingUser, { kind, id }: CalendarOf): Promise<Result<Subject, RefusalCode>> {
    const { bodies } = this.#options;
    if (kind === 'account') {
      const permitted = authorize(user, 'account.self', { kind: 'own', userId: brand<UserId>(id) });
      return permitted.ok ? ok({ kind, subject: id, entries: [id], scope: null, isOpen: () => true }) : permitted;
    }
    if (kind === 'body') {
      const body = await bodyFor(bodies, user, { id, action: 'register.manage' });
      if (!body.ok) return body;
      const subject = body.value.id;
      return ok({ kind, subject, entries: [subject], scope: [subject], isOpen: () => true });
    }
    return this.#person(user, id);
  }

  /** Whoever was merged away is the one that stands, with the feeds of both. */
  async #person(user: ActingUser, id: string): Promise<Result<Subject, RefusalCode>> {
    const { registerBook, parties } = this.#options;
    const entries = (await parties.read()).peopleOf(id);
    const row = await registerBook.people.person(brand<PersonId>(entries[0] ?? id));
    if (row === null) return refused('not-found');
    const seats = book.seatsOf({ seats: await registerBook.seats() }, row.id);
    if (!book.seesPerson(user, seats)) return refused('not-found');
    const scope = managedBy(user);
    if (scope?.length === 0) return refused('not-allowed', { action: 'tasks.manage' });
    const isOpen = (each: CalendarFeedRow): boolean => scope === null || each.createdBy === user.userId;
    return ok({ kind: 'person', subject: row.id, entries, scope, isOpen });
  }

  async #file(row: CalendarFeedRow): Promise<string | null> {
    const { accounts, bodies, registerBook } = this.#options;
    if (row.kind === 'account') {
      const account = await accounts.byId(brand<UserId>(row.subject));
      if (account === null || account.disabled) return null;
      const { id: userId, displayName, grants } = account;
      const user = { userId, displayName, grants };
      const isTheirs = (meeting: MeetingRow) => authorize(user, 'meeting.read', { kind: 'meeting', meeting }).ok;
      const limits = await this.#limits({ bodies: bodiesOf(user, null), supervisor: userId });
      return this.#written(
        displayName,
        isTheirs,
        limits.map((task) => this.#limit(task, { isLinked: true })),
      );
    }
    if (row.kind === 'body') {
      const body = await bodies.byId(brand<BodyId>(row.subject));
      return body && this.#written(body.name, ({ bodyId }) => bodyId === body.id, []);
    }
    const same = await this.#options.parties.read();
    const entries = same.peopleOf(row.subject);
    const person = await registerBook.people.person(brand<PersonId>(entries[0] ?? row.subject));
    if (person === null || person.removedAt !== null) return null;
    const listed = await this.#options.parts.listed(entries, row.scope);
    const party = { identities: same.of(`person~${row.subject}`) };
    const limits = await this.#limits({ bodies: row.scope, party });
    // Whoever is of the register need not have an account: the page of a task would turn them away.
    const days = limits.map((task) => this.#limit(task, { isLinked: false }));
    return this.#written(person.name, ({ id }) => listed.has(id), days);
  }

  /** [3] */
  async #written(
    name: string,
    isTheirs: (meeting: MeetingRow) => boolean,
    limits: readonly CalendarItem[],
  ): Promise<string> {
    const since = this.#options.clock.now() - PAST_MS;
    const { publicUrl } = this.#options.site;
    const rows = (await this.#options.meetings.list({ trashed: false })).filter(
      (row) => !row.draft && !row.sample && (row.plannedStart ?? 0) >= since && isTheirs(row),
    );
    const meetings = rows.slice(0, MAX_ENTRIES).flatMap((row): readonly CalendarItem[] => {
      const { id, title, plannedStart: start, plannedEnd: end, venue, updatedAt: changedAt } = row;
      const place = venue === null ? {} : { location: venue };
      const facts = { uid: `meeting-${id}@gongbi`, changedAt, summary: title, url: `${publicUrl}/meetings/${id}` };
      return start === null ? [] : [{ kind: 'meeting', ...facts, start, end, ...place }];
    });
    return calendarFile(name, [...meetings, ...limits], { isFeed: true });
  }

  #limit({ id, what, due, updatedAt: changedAt }: DueTask, { isLinked }: { readonly isLinked: boolean }): CalendarItem {
    const link = isLinked ? { url: `${this.#options.site.publicUrl}/tasks/${id}` } : {};
    return { kind: 'limit', uid: `task-${id}@gongbi`, changedAt, summary: what, due, ...link };
  }

  /** [3] */
  async #limits(
    of: Pick<TaskScope, 'bodies' | 'party'> & { readonly supervisor?: UserId },
  ): Promise<readonly DueTask[]> {
    const { tasks, taskBook } = this.#options;
    const days = taskBook.days();
    const any = { meetingId: null, owner: null, supervisor: null, text: null, dueFrom: null, dueTo: null };
    const filter = {
      urgency: null,
      after: null,
      limit: MAX_ENTRIES,
      states: STATES_WITH_LIMIT,
      published: true,
    } as const;
    const rows = await tasks.list({ ...any, ...filter, ...of }, days);
    return rows.flatMap(({ due, ...row }) => (due === null ? [] : [{ ...row, due }]));
  }

  /** To the hour: a calendar that asks often writes seldom. */
  async #note({ id, usedAt }: CalendarFeedRow): Promise<void> {
    const now = this.#options.clock.now();
    if (usedAt !== null && now - usedAt < HOUR_MS) return;
    try {
      await this.#options.calendarFeeds.used(id, now);
    } catch (error) {
      // A disk that takes no writes keeps nobody from reading.
      if (!(error instanceof StorageUnavailable)) throw error;
    }
  }
}

/** [2] Null = all of them, and meetings of no body. */
function managedBy(user: ActingUser): PartScope {
  const may = (bodyId: string | null): boolean => authorize(user, 'tasks.manage', { kind: 'body', bodyId }).ok;
  if (may(null)) return null;
  return [...new Set(user.grants.flatMap(({ bodyId }) => bodyId ?? []))].filter(may);
}

function targetOf({ kind, subject }: Subject): AuditTarget {
  return { kind, id: subject };
}
