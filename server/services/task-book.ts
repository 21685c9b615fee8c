// What everybody shares who changes a task: how it stands, the one commit in which row, history and what is to be told of it land,
// and which day it is.
import type { AuditEntry, Clock, Ledger, TaskRow, Write } from '../ports.ts';
import type { TaskNotices, Tasks, TaskDays, TaskWrite } from '../task-ports.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { AssignedTaskId } from '../../shared/domain/ids.ts';
import { after, foldTask, type TaskEntry, type TaskStanding } from '../../shared/domain/task-history.ts';
import { soonUntil, STATES_WITH_LIMIT } from '../../shared/domain/task-life.ts';
import { identitiesOf } from '../../shared/domain/task-party.ts';
import type { WorkCalendar } from '../../shared/domain/working-days.ts';
import { brand } from '../../shared/lib/brand.ts';
import { invariant } from '../../shared/lib/assert.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { localDateIn } from '../../shared/lib/time.ts';

export interface TaskBookOptions {
  readonly tasks: Pick<Tasks, 'byId' | 'history'>;
  readonly ledger: Pick<Ledger, 'commit'>;
  readonly notices: TaskNotices;
  readonly clock: Pick<Clock, 'now'>;
  readonly timeZone: string;
  /** The days this house works on, as they stand when asked. */
  readonly holidays: { calendar(): WorkCalendar };
}

/** Which day it is, and by which working days are counted. */
export interface BookDays extends TaskDays {
  readonly calendar: WorkCalendar;
}

/** A task and what became of it. */
export interface OpenedTask {
  readonly row: TaskRow;
  readonly history: readonly TaskEntry[];
  readonly standing: TaskStanding;
}

/** By links, in one task: nobody reads more, and a link could be made to write for ever. Accounts always have room beside them. */
const MAX_OWNERS_ENTRIES = 300;

/** Of an owner's and a supervisor's letters each leaves once. */
const MAX_ROUNDS = 4;

export class TaskBook {
  readonly #options: TaskBookOptions;
  readonly #listeners = new Set<(bodyId: string | null) => void>();

  constructor(options: TaskBookOptions) {
    this.#options = options;
  }

  /** After each change; returns the unsubscribe. */
  onChanged(listener: (bodyId: string | null) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async open(id: string): Promise<OpenedTask | null> {
    const { tasks } = this.#options;
    const row = await tasks.byId(brand<AssignedTaskId>(id));
    if (row === null) return null;
    const history = await tasks.history(row.id);
    const standing = foldTask(history);
    invariant(standing !== null, `task ${row.id} has no promise`);
    return { row, history, standing };
  }

  /** Refusals: those of the ledger. */
  async assign(
    write: Extract<Write, { readonly kind: 'task.assign' }>,
    audit: AuditEntry,
  ): Promise<Result<null, RefusalCode>> {
    return this.#commit(write, audit);
  }

  /** The task as it stands afterwards. Refusals: `version-mismatch` {current}, `invalid` (its owners have said too much), those of the ledger. */
  async add(
    { row, history, standing }: OpenedTask,
    entries: readonly TaskEntry[],
    audit: AuditEntry,
  ): Promise<Result<OpenedTask, RefusalCode>> {
    const isOwners = entries.some(isByOwner);
    if (isOwners && [...history, ...entries].filter(isByOwner).length > MAX_OWNERS_ENTRIES)
      return refused('invalid', { errors: [{ path: '', code: 'history-full' }] });
    const next = entries.reduce<TaskStanding | null>(after, standing) ?? standing;
    const { state, since, due, dueText, supervisor, owners, supporters } = next;
    const updatedAt = entries.at(-1)?.at ?? row.updatedAt;
    const moved: TaskRow = {
      ...{ ...row, state, since, due, dueText, supervisor, owners, supporters },
      ...{ revision: row.revision + 1, updatedAt },
    };
    const files = entries.flatMap((entry) => ('files' in entry ? (entry.files ?? []) : [])).map(({ id }) => id);
    const write: TaskWrite = {
      ...{ kind: 'task.move', from: row.revision, row: moved, entries, files },
      identities: identitiesOf(moved, moved),
    };
    for (let round = 1; ; round += 1) {
      const committed = await this.#commit(write, audit);
      if (committed.ok) return ok({ row: moved, history: [...history, ...entries], standing: next });
      if (committed.code !== 'not-found') return committed;
      const current = await this.#options.tasks.byId(row.id);
      // A letter that was to be taken back has left meanwhile: what is told now is another letter.
      if (current?.revision === row.revision && round < MAX_ROUNDS) continue;
      return refused('version-mismatch', { current: String(current?.revision ?? 0) });
    }
  }

  async #commit(write: TaskWrite, audit: AuditEntry): Promise<Result<null, RefusalCode>> {
    const news = await this.#options.notices.of([write]);
    const writes: readonly Write[] = [write, { kind: 'audit', entry: audit }, ...news.writes];
    const committed = await this.#options.ledger.commit({ appends: [], writes, outbox: news.outbox });
    if (!committed.ok) return committed;
    this.tell(write.row.bodyId);
    return ok(null);
  }

  /** For whoever commits a change together with others: what is written by way of this book tells it by itself. */
  tell(bodyId: string | null): void {
    for (const listener of this.#listeners) listener(bodyId);
  }

  days(): BookDays {
    const today = localDateIn(this.#options.timeZone, this.#options.clock.now());
    const calendar = this.#options.holidays.calendar();
    return { today, soonUntil: soonUntil(today, calendar), limited: STATES_WITH_LIMIT, calendar };
  }

  get timeZone(): string {
    return this.#options.timeZone;
  }
}

/** Whether links can still write into a task. */
export function hasRoomForOwners(history: readonly TaskEntry[]): boolean {
  return history.filter(isByOwner).length < MAX_OWNERS_ENTRIES;
}

function isByOwner({ by }: TaskEntry): boolean {
  return by.kind === 'owner';
}
