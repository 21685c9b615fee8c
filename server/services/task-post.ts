// Who is written to when tasks are handed out or change (交办、督办), and the rows that make it so: a letter, the link that goes
// along, and the mark that it was written. All of it lands in the commit of the change.
//
// 1. Owners get their own tasks and nobody else's: one letter for each identity, however many were handed out together.
// 2. Nothing of a draft, a sample or a meeting in the trash is written; nothing at all where there is no mail server.
// 3. Nobody is written to about what they did themselves.
// 4. A link's token is made with its letter and stands in it until it is sent, then nowhere (ADR 0047).
// Where they are written to is task-addresses, what is told of a change task-news, the words are task-mail.
import type { TaskMailFault } from '../../shared/domain/task-mail.ts';
import type { Letter } from '../../shared/domain/letter.ts';
import type { AssignedTaskId, MeetingId, TaskLinkId, UserId } from '../../shared/domain/ids.ts';
import type { AssignedParty, TaskEntry } from '../../shared/domain/task-history.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { EpochMs, LocalDate } from '../../shared/lib/time.ts';
import type { Clock, Ids, OutboxRow, TaskLinkRow, Write } from '../ports.ts';
import type { TaskLetters, TaskNews, TaskNotices, Tasks, TaskWrite } from '../task-ports.ts';
import type { SecretTokens } from './session-maker.ts';
import { isMore, sharesIn, TaskAddresses, type Held, type TaskAddressesOptions } from './task-addresses.ts';
import { LIFETIME_MS } from './task-links.ts';
import {
  assignmentLetter,
  bounded,
  changeLetter,
  MAX_TASKS_A_LETTER,
  supervisorLetter,
  type MailedTask,
  type Share,
} from './task-mail.ts';
import {
  FOR_SUPPORTERS,
  isAgainOpen,
  isForGood,
  isSecondThought,
  knownFrom,
  newsFor,
  saidIn,
  SECOND_THOUGHT_MS,
  secondThought,
  toldAtOccasion,
  toldEntry,
  waitingOccasion,
  whoSaid,
  type LastTold,
  type TaskNewsFor,
} from './task-news.ts';

export interface TaskPostOptions extends TaskAddressesOptions {
  readonly tasks: Pick<Tasks, 'byId' | 'history'>;
  readonly taskLetters: Pick<TaskLetters, 'waiting'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly ids: Pick<Ids, 'random'>;
  readonly secrets: Pick<SecretTokens, 'create'>;
  /** Links are made from the configured address only, never from a request's Host header (T62). */
  readonly site: { readonly publicUrl: string };
  readonly hasMail: boolean;
  /** What letters are written in. */
  readonly language: Letter['language'];
}

/** A letter that nobody has been sent yet. */
export interface MailDraft {
  /** An owner's identity, or `user~<id>`. */
  readonly recipient: string;
  readonly name: string;
  readonly address: string | null;
  /** Why it cannot be sent. */
  readonly fault: TaskMailFault | null;
  readonly topic: string;
  readonly bodyId: string | null;
  readonly meetingId: MeetingId | null;
  readonly about: readonly { readonly taskId: AssignedTaskId; readonly occasion: string }[];
  /** Whether a link to the recipient's tasks goes along. */
  readonly opens: boolean;
  /** `url`: that link, or the place of the house that the letter leads to. */
  readonly compose: (url: string) => Letter;
  readonly daily?: { readonly dueAt: EpochMs };
  /** For a second thought, within which it may be taken back. */
  readonly waits?: true;
  /** A second one leaves nothing. */
  readonly key?: string;
}

/** Stands where whoever made a link has no account. */
const HOUSE = brand<UserId>('server');

export class TaskPost implements TaskNotices {
  readonly #options: TaskPostOptions;
  /** Where they go. */
  readonly addresses: TaskAddresses;

  constructor(options: TaskPostOptions) {
    this.#options = options;
    this.addresses = new TaskAddresses(options);
  }

  async of(writes: readonly TaskWrite[], passages?: ReadonlyMap<AssignedTaskId, string>): Promise<TaskNews> {
    if (!this.#options.hasMail) return { outbox: [], writes: [] };
    const by = writes.flatMap(({ entries }) => entries.map((entry) => entry.by)).find(({ kind }) => kind === 'user');
    const again = new Map<AssignedTaskId, TakenBack>();
    for (const write of writes) {
      const taken = write.kind === 'task.move' ? await this.#takenBack(write) : null;
      if (taken !== null) again.set(write.row.id, taken);
    }
    const drafts = await this.#drafts(writes, passages ?? new Map(), again);
    const news = this.seal(drafts, by?.kind === 'user' ? by.id : null);
    const withdrawn = [...again.values()].map(({ notices }): Write => ({ kind: 'task.withdraw', notices }));
    return { outbox: news.outbox, writes: [...withdrawn, ...news.writes] };
  }

  /** Letters of these changes, also those that cannot be sent. */
  drafts(
    writes: readonly TaskWrite[],
    passages: ReadonlyMap<AssignedTaskId, string> = new Map(),
  ): Promise<readonly MailDraft[]> {
    return this.#drafts(writes, passages, new Map());
  }

  async #drafts(
    writes: readonly TaskWrite[],
    passages: ReadonlyMap<AssignedTaskId, string>,
    again: ReadonlyMap<AssignedTaskId, TakenBack>,
  ): Promise<readonly MailDraft[]> {
    const assigned = writes.filter((write) => write.kind === 'task.assign').map(({ row }) => ({ row, told: null }));
    const moved = writes.filter((write) => write.kind === 'task.move');
    return [
      ...(await this.#assignments(assigned, passages)),
      ...(await Promise.all(moved.map((write) => this.#changes(write, again.get(write.row.id) ?? null)))).flat(),
    ];
  }

  /** The rows of what can be sent. `by`: the account whose doing it is. */
  seal(drafts: readonly MailDraft[], by: UserId | null): TaskNews {
    const sealed = drafts.flatMap((draft) => {
      const { address } = draft;
      return address === null || draft.fault !== null ? [] : [this.#sealed({ ...draft, address }, by ?? HOUSE)];
    });
    return { outbox: sealed.map(({ notice }) => notice), writes: sealed.map(({ write }) => write) };
  }

  /** [1] `told`: identities that are told at all; null = everybody. */
  async #assignments(
    handed: readonly { readonly row: MailedTask; readonly told: ReadonlySet<string> | null }[],
    passages: ReadonlyMap<AssignedTaskId, string>,
  ): Promise<readonly MailDraft[]> {
    const first = handed[0]?.row;
    if (first === undefined) return [];
    const place = await this.addresses.placeOf(first.meetingId);
    if (place.silent) return [];
    const same = await this.#options.parties.read();
    const shares = new Map<string, { readonly party: AssignedParty; readonly tasks: MailedShare[] }>();
    for (const { row, told } of handed)
      for (const [identity, { party, share }] of sharesIn(row, same)) {
        if (told !== null && !told.has(identity)) continue;
        const known = shares.get(identity) ?? { party, tasks: [] };
        shares.set(identity, known);
        known.tasks.push({ task: row, share, passage: passages.get(row.id) ?? null });
      }
    const letters = await Promise.all(
      [...shares].map(async ([recipient, { party, tasks }]) => {
        const to = { recipient, name: party.name, ...(await this.addresses.addressOf(party, same)) };
        return chunksOf(tasks).map((chunk) => this.#assignment(to, chunk, { ...first, title: place.title }));
      }),
    );
    return letters.flat();
  }

  #assignment(
    to: Pick<MailDraft, 'recipient' | 'name' | 'address' | 'fault'>,
    tasks: readonly MailedShare[],
    { bodyId, meetingId, title }: Pick<MailedTask, 'bodyId' | 'meetingId'> & { readonly title: string | null },
  ): MailDraft {
    const { language } = this.#options;
    return {
      ...{ ...to, topic: 'task.assigned', bodyId, meetingId, opens: true },
      about: tasks.map(({ task }) => ({ taskId: task.id, occasion: `assigned~${task.revision}` })),
      compose: (url) => assignmentLetter({ language, name: to.name, meetingTitle: title, tasks, url }),
    };
  }

  async #changes({ row, entries }: Moved, again: TakenBack | null): Promise<readonly MailDraft[]> {
    const place = await this.addresses.placeOf(row.meetingId);
    if (place.silent) return [];
    // It is not committed yet: this is how it stood.
    const kept = await this.#options.tasks.byId(row.id);
    const before: LastTold | null = again?.before ?? kept;
    const told =
      again === null ? toldEntry(entries, before) : secondThought([...again.entries, ...entries], again.before, row);
    const forOwners = told === null ? null : newsFor(told, before?.due ?? null);
    const isHandedOver = entries.some(({ kind }) => kind === 'handed-over');
    const history = await this.#options.tasks.history(row.id);
    const since = again?.since ?? history.length;
    return [
      ...(isHandedOver ? await this.#handedOver(row, kept, place.title) : []),
      ...(forOwners === null ? [] : await this.#toOwners(row, { ...forOwners, before, title: place.title, since })),
      ...(told === null || forOwners !== null ? [] : await this.#toSupervisor(row, told, { history, since })),
    ];
  }

  /** The letters about this task that still wait and are taken back with this change; null where there are none. */
  async #takenBack({ row, entries }: Moved): Promise<TakenBack | null> {
    const { taskLetters, tasks, clock } = this.#options;
    if (!isSecondThought(entries)) return null;
    const waiting = (await taskLetters.waiting(row.id, clock.now())).flatMap(({ noticeId, occasion }) => {
      const told = toldAtOccasion(occasion);
      return told === null ? [] : [{ noticeId, told }];
    });
    if (waiting.length === 0) return null;
    const since = Math.min(...waiting.map(({ told }) => told));
    const history = await tasks.history(row.id);
    const [before, later] = [knownFrom(history.slice(0, since)), history.slice(since)];
    if (before === null || later.some(isForGood)) return null;
    return { notices: [...new Set(waiting.map(({ noticeId }) => noticeId))], since, before, entries: later };
  }

  async #handedOver(row: MailedTask, before: MailedTask | null, title: string | null): Promise<readonly MailDraft[]> {
    const same = await this.#options.parties.read();
    const had = before === null ? new Map<string, Held>() : sharesIn(before, same);
    const has = sharesIn(row, same);
    const added = new Set(
      [...has].flatMap(([identity, { share }]) => (isMore(share, had.get(identity)) ? [identity] : [])),
    );
    const gone = [...had].filter(([identity]) => !has.has(identity));
    return [
      ...(await this.#assignments([{ row, told: added }], new Map())),
      ...(await Promise.all(
        gone.map(async ([recipient, { party }]) =>
          this.#change(row, {
            ...{
              recipient,
              party,
              news: 'relieved',
              reason: null,
              formerly: null,
              isAgain: false,
              title,
              opens: false,
            },
            since: null,
          }),
        ),
      )),
    ];
  }

  async #toOwners(row: MailedTask, told: OwnersNews): Promise<readonly MailDraft[]> {
    const { news, reason, before, title, since } = told;
    const isAgain = isAgainOpen(before, row);
    const formerly = before !== null && before.due !== row.due && row.due !== null ? before.due : null;
    const same = await this.#options.parties.read();
    const parties = [...sharesIn(row, same)].filter(
      ([, { share }]) => share !== 'supporter' || FOR_SUPPORTERS.has(news),
    );
    return Promise.all(
      parties.map(([recipient, { party }]) =>
        this.#change(row, { recipient, party, news, reason, formerly, isAgain, title, since, opens: true }),
      ),
    );
  }

  async #change(
    task: MailedTask,
    { recipient, party, news, reason, formerly, isAgain, title, since, opens }: Change,
  ): Promise<MailDraft> {
    const { language } = this.#options;
    const { name } = party;
    return {
      ...{ recipient, name, ...(await this.addresses.addressOf(party)), topic: `task.${news}`, opens },
      ...{ bodyId: task.bodyId, meetingId: task.meetingId },
      ...occasionOf(task, news, since),
      compose: (url) =>
        changeLetter({
          ...{ language, name, task, news, reason, formerly, isAgain, meetingTitle: title },
          url: opens ? url : null,
        }),
    };
  }

  /** [3] */
  async #toSupervisor(
    task: MailedTask,
    entry: TaskEntry,
    { history, since }: { readonly history: readonly TaskEntry[]; readonly since: number },
  ): Promise<readonly MailDraft[]> {
    const { supervisor, id: taskId } = task;
    const said = saidIn(entry);
    if (supervisor === null || said === null) return [];
    if (entry.by.kind === 'user' && entry.by.id === supervisor.id) return [];
    const { language } = this.#options;
    const to = await this.addresses.addressOfSupervisor(supervisor.id, task.bodyId);
    const who = whoSaid(entry, history, task.owners);
    const compose: MailDraft['compose'] = (url) =>
      supervisorLetter({ ...{ language, name: to.name, task, who, url: `${url}/tasks/${taskId}` }, ...said });
    return [
      {
        ...{ ...to, recipient: `user~${supervisor.id}`, topic: `task.${said.news}`, opens: false, compose },
        ...{ bodyId: task.bodyId, meetingId: task.meetingId },
        ...occasionOf(task, said.news, isForGood(entry) || said.news !== 'submitted' ? null : since),
      },
    ];
  }

  /** [4] */
  #sealed(draft: MailDraft & { readonly address: string }, createdBy: UserId) {
    const { clock, ids, secrets, site } = this.#options;
    const { recipient, name, address, topic, bodyId, meetingId, about, opens, daily, key } = draft;
    const at = clock.now();
    const noticeId = ids.random();
    const { token, hash } = secrets.create();
    const link: TaskLinkRow | null = opens
      ? {
          ...{ id: brand<TaskLinkId>(ids.random()), tokenHash: hash, bodyId, identity: recipient, name, createdBy },
          ...{ createdAt: at, expiresAt: at + LIFETIME_MS, isMailed: true },
          ...{ deliveredAt: null, openedAt: null, answeredAt: null, revokedAt: null },
        }
      : null;
    const letter = composed(draft, opens ? `${site.publicUrl}/tasks/${token}` : site.publicUrl);
    const [only] = about.length === 1 ? about : [];
    const notice: OutboxRow = {
      ...{ id: noticeId, topic, payload: JSON.stringify(letter), channel: 'mail', target: address },
      ...(daily === undefined
        ? { dueAt: at + (draft.waits === true ? SECOND_THOUGHT_MS : 0) }
        : { dueAt: daily.dueAt, daily: true }),
      ...(key === undefined ? {} : { key }),
      ...(meetingId === null ? {} : { meetingId }),
      ...(only === undefined ? {} : { about: `task:${only.taskId}` }),
    };
    const letters = about.map((each) => ({
      ...{ ...each, recipient, topic, noticeId, address, linkId: link?.id ?? null, at, deliveredAt: null },
    }));
    const write: Write = { kind: 'task.letter', link, letters };
    return { notice, write };
  }
}

/** The letter as it is sent, and as it is previewed. */
export function composed({ compose }: Pick<MailDraft, 'compose'>, url: string): Letter {
  return bounded(compose(url));
}

interface MailedShare {
  readonly task: MailedTask;
  readonly share: Share;
  readonly passage: string | null;
}

type Moved = Extract<TaskWrite, { readonly kind: 'task.move' }>;

/** Letters that nobody has been sent yet, and what they told of. */
interface TakenBack {
  readonly notices: readonly string[];
  /** How many entries the history had when somebody was last told. */
  readonly since: number;
  readonly before: LastTold;
  readonly entries: readonly TaskEntry[];
}

interface OwnersNews extends TaskNewsFor {
  readonly before: LastTold | null;
  readonly title: string | null;
  readonly since: number;
}

interface Change extends TaskNewsFor {
  readonly title: string | null;
  /** Null: it is told at once. */
  readonly since: number | null;
  readonly recipient: string;
  readonly party: AssignedParty;
  readonly formerly: LocalDate | null;
  readonly isAgain: boolean;
  readonly opens: boolean;
}

function occasionOf({ id: taskId, revision }: MailedTask, news: string, since: number | null) {
  return since === null
    ? { about: [{ taskId, occasion: `${news}~${revision}` }] }
    : { about: [{ taskId, occasion: waitingOccasion(news, revision, since) }], waits: true as const };
}

function chunksOf<T>(all: readonly T[]): readonly (readonly T[])[] {
  const count = Math.ceil(all.length / MAX_TASKS_A_LETTER);
  return Array.from({ length: count }, (_, at) => all.slice(at * MAX_TASKS_A_LETTER, (at + 1) * MAX_TASKS_A_LETTER));
}
