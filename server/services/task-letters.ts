// Letters about tasks, shown before anything is handed out and followed up afterwards. A preview goes the way of the command to
// its last step: the same rules, the same composer, and nothing is written.
import type {
  AssignmentPreview,
  LetterFate,
  TaskLetterList,
  TaskLetterPreview,
} from '../../shared/api/task-letter.schema.ts';
import type { CreateTask } from '../../shared/api/task.schema.ts';
import { assignTasks } from '../../shared/commands/handlers/task.ts';
import { assignmentsFrom } from '../../shared/commands/task.schema.ts';
import { readState } from '../../shared/doc/record.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { AssignedTaskId, CommandId, MeetingId } from '../../shared/domain/ids.ts';
import { identitiesOf } from '../../shared/domain/task-party.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { Clock, MeetingRow, TaskRow } from '../ports.ts';
import type { Meetings } from '../register-ports.ts';
import type { RoomView } from '../sync/room-options.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { TaskLetterFate, TaskLetters, TaskWrite } from '../task-ports.ts';
import type { SameParties } from './same-parties.ts';
import { assigningWrites, deskFor, publicPassages, type AssigningOptions } from './task-assigning.ts';
import type { TaskBook } from './task-book.ts';
import { mailWords } from './task-mail.ts';
import { composed, type MailDraft, type TaskPost, type TaskPostOptions } from './task-post.ts';
import type { TaskService } from './tasks.ts';

export interface TaskLetterOptions extends AssigningOptions {
  readonly post: Pick<TaskPost, 'drafts' | 'addresses'>;
  readonly parties: Pick<SameParties, 'read'>;
  readonly book: Pick<TaskBook, 'open'>;
  readonly taskService: Pick<TaskService, 'promised'>;
  readonly taskLetters: Pick<TaskLetters, 'ofTask'>;
  readonly meetings: Pick<Meetings, 'byId'>;
  readonly rooms: Pick<Rooms, 'read'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly site: { readonly publicUrl: string };
  readonly mail: Pick<TaskPostOptions, 'hasMail' | 'language'>;
}

type Passages = ReadonlyMap<AssignedTaskId, string>;

export class TaskLetterService {
  readonly #options: TaskLetterOptions;

  constructor(options: TaskLetterOptions) {
    this.#options = options;
  }

  /** Refusals: those of handing that task out. */
  async previewTask(user: ActingUser, body: CreateTask): Promise<Result<TaskLetterPreview, RefusalCode>> {
    const promised = await this.#options.taskService.promised(user, body);
    return promised.ok ? ok(await this.#preview([promised.value], new Map())) : promised;
  }

  /** Refusals: those of the command. */
  async previewAssignment(
    user: ActingUser,
    id: string,
    body: AssignmentPreview,
  ): Promise<Result<TaskLetterPreview, RefusalCode>> {
    const meeting = await this.#options.meetings.byId(brand<MeetingId>(id));
    if (meeting === null || meeting.trashedAt !== null) return refused('not-found');
    // The phase is left to the handler, which refuses more exactly.
    const resource = { kind: 'meeting', meeting: { ...meeting, phase: 'live' } } as const;
    if (!authorize(user, 'meeting.read', resource).ok) return refused('not-found');
    const permitted = authorize(user, 'tasks.assign', resource);
    if (!permitted.ok) return permitted;
    if (meeting.sample === true) return refused('sample');
    const looked = await this.#options.rooms.read(meeting.id, meeting.version, (view) =>
      this.#assigned(user, { view, meeting, body }),
    );
    if (!looked.ok) return looked;
    const assigned = await looked.value;
    return assigned.ok ? ok(await this.#preview(assigned.value.writes, assigned.value.passages)) : assigned;
  }

  /**
   * Of whoever owns, supports or supervises it now. What mail servers said has addresses in it, which are for those who manage it.
   * Refusal: `not-found`.
   */
  async list(user: ActingUser, id: string): Promise<Result<TaskLetterList, RefusalCode>> {
    const { book, post, taskLetters, mail } = this.#options;
    const opened = await book.open(id);
    if (opened === null) return refused('not-found');
    const { row } = opened;
    if (!authorize(user, 'tasks.read', { kind: 'body', bodyId: row.bodyId }).ok) return refused('not-found');
    const identities = identitiesOf(row, row);
    const same = await this.#options.parties.read();
    const letters = await taskLetters.ofTask(row.id);
    const mayManage = authorize(user, 'tasks.manage', { kind: 'body', bodyId: row.bodyId }).ok;
    const fatesOf = (theirs: ReadonlySet<string>) =>
      letters.filter(({ recipient }) => theirs.has(recipient)).map((fate) => presentFate(fate, mayManage));
    const parties = [...row.owners, ...row.supporters].map(async (party) => {
      const theirs = new Set(same.of(identities.get(party.key) ?? ''));
      return {
        ...{ key: party.key, name: party.name, fault: (await post.addresses.addressOf(party, same)).fault },
        ...{ supervises: false, letters: fatesOf(theirs) },
      };
    });
    const supervisors = await this.#supervisors([row]);
    return ok({
      mail: mail.hasMail,
      parties: [
        ...(await Promise.all(parties)),
        ...supervisors.map(({ key, name, fault }) => ({
          ...{ key, name, fault, supervises: true, letters: fatesOf(new Set([key])) },
        })),
      ],
    });
  }

  /** Each once, with the reason why they are not written to. */
  async #supervisors(rows: readonly Pick<TaskRow, 'supervisor' | 'bodyId'>[]) {
    const named = new Map(
      rows.flatMap(({ supervisor, bodyId }) => (supervisor ? [[supervisor.id, { ...supervisor, bodyId }]] : [])),
    );
    return Promise.all(
      [...named.values()].map(async ({ id, name, bodyId }) => ({
        ...{
          key: `user~${id}`,
          name,
          fault: (await this.#options.post.addresses.addressOfSupervisor(id, bodyId)).fault,
        },
      })),
    );
  }

  async #assigned(
    user: ActingUser,
    {
      view,
      meeting,
      body,
    }: { readonly view: RoomView; readonly meeting: MeetingRow; readonly body: AssignmentPreview },
  ): Promise<Result<{ readonly writes: readonly TaskWrite[]; readonly passages: Passages }, RefusalCode>> {
    const now = this.#options.clock.now();
    const command = {
      ...({ id: brand<CommandId>('preview'), meetingId: meeting.id, kind: 'task.assign', claimedAt: now } as const),
      tasks: assignmentsFrom(body),
    };
    const desk = await deskFor(view, command, meeting, this.#options);
    const { phase } = readState(view.record);
    const events = assignTasks({ phase, ...desk }, command, { actor: user, now });
    if (!events.ok) return events;
    const writes = events.value
      .flatMap((event) => (event.kind === 'tasks-assigned' ? assigningWrites(event, meeting, user, view.desk) : []))
      .filter((write) => write.kind === 'task.assign');
    return ok({ writes, passages: publicPassages(view.desk, desk.tasks, writes) });
  }

  async #preview(writes: readonly TaskWrite[], passages: Passages): Promise<TaskLetterPreview> {
    const { post, mail } = this.#options;
    const drafts = await post.drafts(writes, passages);
    const said = new Set(writes.flatMap(({ row }) => [...row.owners, ...row.supporters]).map(({ email }) => email));
    const supervisors = await this.#supervisors(writes.map(({ row }) => row));
    return {
      ...{ mail: mail.hasMail, letters: drafts.map((draft) => this.#presentDraft(draft, said)) },
      supervisors: supervisors.map(({ name, fault }) => ({ name, fault })),
    };
  }

  /** Addresses of the register are for those who keep it. */
  #presentDraft(draft: MailDraft, said: ReadonlySet<string | null>) {
    const { name, address, fault } = draft;
    const { subject, parts, calendar } = composed(draft, mailWords(this.#options.mail.language).link.preview);
    return {
      ...{ name, address: said.has(address) ? address : null, fault, subject },
      ...{ parts: parts.map(plain), hasCalendar: calendar !== undefined },
    };
  }
}

type Part = ReturnType<MailDraft['compose']>['parts'][number];

function plain(part: Part) {
  return part.kind === 'facts' ? { kind: part.kind, rows: part.rows.map((row) => ({ ...row })) } : { ...part };
}

function presentFate({ topic, at, deliveredAt, state, ...fate }: TaskLetterFate, mayManage: boolean): LetterFate {
  const detail = mayManage ? fate.detail : null;
  const { fault, openedAt, answeredAt } = fate;
  const isWaiting = deliveredAt === null && (state === 'waiting' || state === 'sending');
  const what = deliveredAt !== null ? 'delivered' : isWaiting ? 'waiting' : state === null ? 'gone' : 'failed';
  const nextAt = isWaiting ? fate.nextAt : null;
  return { topic, at, state: what, deliveredAt, nextAt, fault, detail, openedAt, answeredAt };
}
