// What people are reminded of by the calendar (催办、督办): owners before and after a limit, whoever supervises of what stays
// undone, and once a week of all that is open. Looks once a day, at the hour of the daily mail or at the start after it.
//
// 1. Only on days that are worked, and never twice: each reminder is remembered in the commit that writes it.
// 2. What a start comes too late for is made up for, once: the newest reminder that was due counts, older ones are skipped.
// 3. Whoever was written to about a task since then is not reminded of it.
// 4. One letter a person and body a day, however often they were entered; whatever waits for the same address leaves with it.
// 5. Whoever supervises is told of bodies whose tasks they may still manage, and of no other.
// 6. One letter that the ledger refuses stops no other.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { UserId } from '../../shared/domain/ids.ts';
import {
  firstWorkingDay,
  newestReminder,
  REMINDED_STATES,
  remindedUntil,
  workingDaysLate,
  type ReminderRules,
} from '../../shared/domain/task-reminders.ts';
import { STATES_WITH_LIMIT } from '../../shared/domain/task-life.ts';
import { isWorkingDay, workingDaysBetween, type WorkCalendar } from '../../shared/domain/working-days.ts';
import { plusDays, weekdayOf } from '../../shared/lib/calendar-day.ts';
import { HOUR_MS, instantIn, localDateIn, MINUTE_MS, type EpochMs, type LocalDate } from '../../shared/lib/time.ts';
import { StorageUnavailable, type Clock, type Ledger, type Log, type TaskRow } from '../ports.ts';
import type { Letter } from '../../shared/domain/letter.ts';
import { letterKey, type TaskLetters, type Tasks } from '../task-ports.ts';
import type { SameParties } from './same-parties.ts';
import { recipientsIn } from './task-addresses.ts';
import type { MailDraft, TaskPost } from './task-post.ts';
import {
  MAX_TASKS_A_LETTER,
  overdueLetter,
  reminderLetter,
  weeklyLetter,
  type DueState,
  type Urgency,
} from './task-mail.ts';

export interface TaskRemindersOptions {
  readonly post: Pick<TaskPost, 'addresses' | 'seal'>;
  readonly parties: Pick<SameParties, 'read'>;
  readonly tasks: Pick<Tasks, 'dueUntil' | 'supervised'>;
  readonly taskLetters: TaskLetters;
  readonly ledger: Pick<Ledger, 'commit'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly rules: ReminderRules;
  /** Asked anew each day: holidays of a year are added while the server runs. */
  readonly calendar: () => WorkCalendar;
  readonly hasMail: boolean;
  readonly language: Letter['language'];
  /** When the mail of the day leaves, `HH:MM`. */
  readonly digestAt: string;
  readonly timeZone: string;
}

const FIRST_LOOK_MS = 20_000;
const LOOK_MS = HOUR_MS;
/** A look just before the hour would miss it by an hour. */
const BEHIND_THE_HOUR_MS = MINUTE_MS;
/** Of one commit: it shares the disk with those who write minutes. */
const LETTERS_A_COMMIT = 50;
/** Then whoever waits has a turn. */
const ROWS_A_TURN = 200;
const SUPERVISED_STATES = [...STATES_WITH_LIMIT, 'submitted', 'paused', 'standing'] as const;

interface Today {
  readonly day: LocalDate;
  readonly calendar: WorkCalendar;
  readonly dueAt: EpochMs;
}

export class TaskReminders {
  readonly #options: TaskRemindersOptions;
  #cancel: (() => void) | null = null;
  #looking: Promise<void> | null = null;
  #closed = false;
  /** The last day that was seen to. */
  #seen: LocalDate | null = null;

  constructor(options: TaskRemindersOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#options.hasMail) this.#later(FIRST_LOOK_MS);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel?.();
    await this.#looking;
  }

  /** Writes what is due now; how many letters. Cheap where today was seen to. */
  async look(): Promise<number> {
    const { clock, timeZone, digestAt } = this.#options;
    const now = clock.now();
    const day = localDateIn(timeZone, now);
    const dueAt = instantIn(timeZone, day, digestAt);
    const calendar = this.#options.calendar();
    // [1]
    if (this.#seen === day || dueAt === null || now < dueAt || !isWorkingDay(day, calendar)) return 0;
    const today: Today = { day, calendar, dueAt };
    const drafts = [...(await this.#reminders(today)), ...(await this.#overdue(today)), ...(await this.#weekly(today))];
    const written = await this.#write(drafts);
    this.#seen = day;
    return written;
  }

  #later(delay: number): void {
    if (this.#closed) return;
    this.#cancel = this.#options.clock.after(delay, () => {
      this.#looking = this.look()
        .then(() => undefined)
        .catch((error: unknown) => this.#failed(error))
        .then(() => this.#later(this.#untilNext()));
    });
  }

  /** In an hour, or at the hour of the daily mail if that comes sooner. */
  #untilNext(): number {
    const { clock, timeZone, digestAt } = this.#options;
    const now = clock.now();
    const at = instantIn(timeZone, localDateIn(timeZone, now), digestAt) ?? now;
    return at > now ? Math.min(LOOK_MS, at - now + BEHIND_THE_HOUR_MS) : LOOK_MS;
  }

  #failed(error: unknown): void {
    const { log } = this.#options;
    if (error instanceof StorageUnavailable) log.warn('reminders could not be written', { error });
    else log.error('the reminders stumbled', { error });
  }

  /** Rejects when the disk takes none: the next look tries again. */
  async #write(drafts: readonly MailDraft[]): Promise<number> {
    const sendable = drafts.filter(({ address, fault }) => address !== null && fault === null);
    let written = 0;
    for (let at = 0; at < sendable.length; at += LETTERS_A_COMMIT)
      written += await this.#together(sendable.slice(at, at + LETTERS_A_COMMIT));
    return written;
  }

  /** One that is refused keeps none of the others back. [6] */
  async #together(drafts: readonly MailDraft[]): Promise<number> {
    const code = await this.#refusal(drafts);
    if (code === null) return drafts.length;
    let written = 0;
    for (const draft of drafts) {
      const refusal = drafts.length === 1 ? code : await this.#refusal([draft]);
      if (refusal === null) written += 1;
      else this.#options.log.warn('a reminder was refused', { topic: draft.topic, code: refusal });
    }
    return written;
  }

  async #refusal(drafts: readonly MailDraft[]): Promise<string | null> {
    const { outbox, writes } = this.#options.post.seal(drafts, null);
    const committed = await this.#options.ledger.commit({ appends: [], writes, outbox });
    if (committed.ok) return null;
    // The next look tries all of them again.
    if (committed.code === 'storage-unavailable') throw new StorageUnavailable('reminders were refused');
    return committed.code;
  }

  /** [2, 3, 4] */
  async #reminders({ day, calendar, dueAt }: Today): Promise<readonly MailDraft[]> {
    const { tasks, taskLetters, rules, post, language } = this.#options;
    const until = remindedUntil(day, rules, calendar);
    const found = await this.#told(await tasks.dueUntil(until, REMINDED_STATES));
    const last = await taskLetters.lastOf(found.map(({ id }) => id));
    const same = await this.#options.parties.read();
    const letters = new Map<string, Reminded>();
    for (const [at, row] of found.entries()) {
      if (at % ROWS_A_TURN === ROWS_A_TURN - 1) await nextTurn();
      const asked = row.due === null ? null : newestReminder(row.due, day, rules, calendar);
      if (asked === null) continue;
      for (const [key, identity] of recipientsIn(row, same)) {
        const party = row.owners.find((owner) => owner.key === key);
        const wrote = same.of(identity).map((each) => last.get(letterKey(row.id, each)));
        if (party === undefined || wrote.some((at) => this.#isSince(at, asked))) continue;
        const group = `${identity} ${row.bodyId ?? ''}`;
        const letter = letters.get(group) ?? { identity, party, bodyId: row.bodyId, tasks: [] };
        letters.set(group, letter);
        if (!letter.tasks.some(({ task }) => task.id === row.id)) letter.tasks.push({ task: row, asked });
      }
    }
    const drafts = [...letters.values()].map(async ({ identity, party, bodyId, tasks: all }): Promise<MailDraft[]> => {
      const to = await post.addresses.addressOf(party, same);
      return chunksOf(all).map((chunk) => ({
        ...{ ...to, recipient: identity, name: party.name, topic: 'task.reminder', bodyId, meetingId: null },
        ...{ opens: true, daily: { dueAt } },
        about: chunk.map(({ task, asked }) => ({ taskId: task.id, occasion: `reminder~${asked}` })),
        compose: (url) => {
          const listed = chunk.map(({ task }) => ({ task, when: dueState(task.due ?? day, day, calendar) }));
          return reminderLetter({ language, name: party.name, tasks: listed, url });
        },
      }));
    });
    return (await Promise.all(drafts)).flat();
  }

  /** Once for each limit that was missed by so much, and whoever supervises it then. */
  async #overdue({ day, calendar, dueAt }: Today): Promise<readonly MailDraft[]> {
    const { tasks, taskLetters, rules, language } = this.#options;
    const days = rules.escalateAfter;
    if (days === null) return [];
    const late = (await this.#told(await tasks.dueUntil(plusDays(day, -1), STATES_WITH_LIMIT))).filter(
      ({ due, supervisor }) => supervisor !== null && due !== null && workingDaysLate(due, day, calendar) >= days,
    );
    const told = await taskLetters.wrote(
      late.map(({ id }) => id),
      OVERDUE,
    );
    return this.#toSupervisors(
      late.filter((row) => !told.has(letterKey(row.id, overdueOccasion(row)))),
      (name, rows, url) => {
        const listed = rows.map((task) => ({ task, when: dueState(task.due ?? day, day, calendar) }));
        return overdueLetter({ language, name, days, tasks: listed, url: `${url}/tasks` });
      },
      { topic: OVERDUE, dueAt, occasionOf: overdueOccasion },
    );
  }

  /** On the first working day of the week, or when the server comes back after it. */
  async #weekly({ day, calendar, dueAt }: Today): Promise<readonly MailDraft[]> {
    const { rules, tasks, language, timeZone } = this.#options;
    const first = firstWorkingDay(day, calendar);
    if (!rules.weekly || first === null) return [];
    // Who was given the first of them in the course of the week has a letter about it already.
    const open = (await this.#told(await tasks.supervised(SUPERVISED_STATES))).filter(
      ({ createdAt }) => day === first || localDateIn(timeZone, createdAt) < first,
    );
    const sunday = plusDays(day, 7 - weekdayOf(day));
    return this.#toSupervisors(
      open,
      (name, rows, url) => {
        const listed = rows.map((task) => ({ task, ...urgencyIn(task, { day, sunday, calendar }) }));
        return weeklyLetter({ language, name, tasks: listed, url: `${url}/tasks` });
      },
      { topic: 'task.weekly', dueAt, keyOf: (id) => `weekly~${first}~${id}` },
    );
  }

  async #toSupervisors(
    rows: readonly TaskRow[],
    compose: (name: string, rows: readonly TaskRow[], url: string) => Letter,
    { topic, dueAt, occasionOf, keyOf }: Once,
  ): Promise<readonly MailDraft[]> {
    const bySupervisor = new Map<UserId, TaskRow[]>();
    for (const row of rows) {
      if (row.supervisor === null) continue;
      bySupervisor.set(row.supervisor.id, [...(bySupervisor.get(row.supervisor.id) ?? []), row]);
    }
    const drafts = [...bySupervisor].map(async ([id, all]): Promise<readonly MailDraft[]> => {
      const { mayKnow, ...to } = await this.#options.post.addresses.reachOf(id);
      // [5]
      const theirs = all.filter(({ bodyId }) => mayKnow(bodyId));
      if (theirs.length === 0) return [];
      const draft: MailDraft = {
        ...{ ...to, recipient: `user~${id}`, topic, bodyId: null, meetingId: null, opens: false, daily: { dueAt } },
        about: occasionOf ? theirs.map((row) => ({ taskId: row.id, occasion: occasionOf(row) })) : [],
        compose: (url) => compose(to.name, theirs, url),
        ...(keyOf ? { key: keyOf(id) } : {}),
      };
      return [draft];
    });
    return (await Promise.all(drafts)).flat();
  }

  /** Those whose meeting may be told of. */
  async #told(rows: readonly TaskRow[]): Promise<readonly TaskRow[]> {
    const meetings = new Set(rows.map(({ meetingId }) => meetingId));
    const silent = new Set<TaskRow['meetingId']>();
    for (const id of meetings) if ((await this.#options.post.addresses.placeOf(id)).silent) silent.add(id);
    return rows.filter(({ meetingId }) => !silent.has(meetingId));
  }

  #isSince(at: EpochMs | undefined, day: LocalDate): boolean {
    return at !== undefined && localDateIn(this.#options.timeZone, at) >= day;
  }
}

interface Reminded {
  readonly identity: string;
  readonly party: TaskRow['owners'][number];
  readonly bodyId: string | null;
  readonly tasks: { readonly task: TaskRow; readonly asked: LocalDate }[];
}

/** How it is made sure that it is told once: remembered with each task, or one a key. */
interface Once {
  readonly topic: string;
  readonly dueAt: EpochMs;
  readonly occasionOf?: (row: TaskRow) => string;
  readonly keyOf?: (supervisor: UserId) => string;
}

const OVERDUE = 'task.overdue';

function overdueOccasion({ due, supervisor }: Pick<TaskRow, 'due' | 'supervisor'>): string {
  return `overdue~${due ?? ''}~${supervisor?.id ?? ''}`;
}

/** How `due` stands, seen from a day that is worked. */
function dueState(due: LocalDate, day: LocalDate, calendar: WorkCalendar): DueState {
  const isOver = due < day;
  const days = isOver ? workingDaysLate(due, day, calendar) : workingDaysBetween(day, due, calendar);
  return { isOver, days, isToday: due === day };
}

function urgencyIn(
  { state, due }: Pick<TaskRow, 'state' | 'due'>,
  { day, sunday, calendar }: { readonly day: LocalDate; readonly sunday: LocalDate; readonly calendar: WorkCalendar },
): { readonly urgency: Urgency; readonly when: DueState | null } {
  const isLimited = due !== null && STATES_WITH_LIMIT.includes(state);
  const when = isLimited ? dueState(due, day, calendar) : null;
  if (state === 'submitted' || state === 'extension') return { urgency: 'waiting', when };
  if (when === null || due === null) return { urgency: 'others', when };
  return { urgency: when.isOver ? 'late' : due <= sunday ? 'thisWeek' : 'others', when };
}

function chunksOf<T>(all: readonly T[]): readonly (readonly T[])[] {
  const count = Math.ceil(all.length / MAX_TASKS_A_LETTER);
  return Array.from({ length: count }, (_, at) => all.slice(at * MAX_TASKS_A_LETTER, (at + 1) * MAX_TASKS_A_LETTER));
}
