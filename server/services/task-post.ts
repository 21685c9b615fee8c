// Who is written to when tasks are handed out or change (交办、督办), and the rows that make it so: a letter, the link that goes
// along, and the mark that it was written. All of it lands in the commit of the change.
//
// 1. Owners get their own tasks and nobody else's: one letter for each identity, however many were handed out together.
// 2. Nothing of a draft, a sample or a meeting in the trash is written; nothing at all where there is no mail server.
// 3. Nobody is written to about what they did themselves.
// 4. Whoever was merged in the register is one with whom the house kept: one address, and one letter.
// 5. An account is written to only while it may supervise tasks of that body: what is of a body is internal to it.
// 6. A link's token is made with its letter and stands in it until it is sent, then nowhere (ADR 0047).
import type { TaskMailFault } from '../../shared/domain/task-mail.ts';
import type { Letter } from '../../shared/domain/letter.ts';
import type { AssignedTaskId, MeetingId, PersonId, TaskLinkId, UserId } from '../../shared/domain/ids.ts';
import { EMAIL } from '../../shared/domain/register.ts';
import type { AssignedParty, TaskEntry } from '../../shared/domain/task-history.ts';
import { identitiesOf } from '../../shared/domain/task-party.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { EpochMs, LocalDate } from '../../shared/lib/time.ts';
import type { Accounts } from '../account-ports.ts';
import type { People } from '../people-ports.ts';
import type { Clock, Ids, MeetingRow, OutboxRow, TaskLinkRow, Write } from '../ports.ts';
import type { Meetings } from '../register-ports.ts';
import type { TaskNews, TaskNotices, Tasks, TaskWrite } from '../task-ports.ts';
import type { SameParty } from '../../shared/domain/same-party.ts';
import type { SameParties } from './same-parties.ts';
import type { SecretTokens } from './session-maker.ts';
import { supervisorAmong } from './task-assigning.ts';
import { LIFETIME_MS } from './task-links.ts';
import {
  assignmentLetter,
  bounded,
  changeLetter,
  MAX_TASKS_A_LETTER,
  supervisorLetter,
  type MailedTask,
  type OwnerNews,
  type Share,
} from './task-mail.ts';

export interface TaskPostOptions {
  readonly tasks: Pick<Tasks, 'byId'>;
  readonly meetings: Pick<Meetings, 'byId'>;
  readonly people: Pick<People, 'person'>;
  readonly parties: Pick<SameParties, 'read'>;
  readonly accounts: Pick<Accounts, 'byId'>;
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
  /** A second one leaves nothing. */
  readonly key?: string;
}

/** Stands where whoever made a link has no account. */
const HOUSE = brand<UserId>('server');

export class TaskPost implements TaskNotices {
  readonly #options: TaskPostOptions;

  constructor(options: TaskPostOptions) {
    this.#options = options;
  }

  async of(writes: readonly TaskWrite[], passages?: ReadonlyMap<AssignedTaskId, string>): Promise<TaskNews> {
    if (!this.#options.hasMail) return { outbox: [], writes: [] };
    const by = writes.flatMap(({ entries }) => entries.map((entry) => entry.by)).find(({ kind }) => kind === 'user');
    return this.seal(await this.drafts(writes, passages), by?.kind === 'user' ? by.id : null);
  }

  /** Letters of these changes, also those that cannot be sent. */
  async drafts(
    writes: readonly TaskWrite[],
    passages: ReadonlyMap<AssignedTaskId, string> = new Map(),
  ): Promise<readonly MailDraft[]> {
    const assigned = writes.filter((write) => write.kind === 'task.assign').map(({ row }) => ({ row, told: null }));
    const moved = writes.filter((write) => write.kind === 'task.move');
    return [
      ...(await this.#assignments(assigned, passages)),
      ...(await Promise.all(moved.map((write) => this.#changes(write)))).flat(),
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

  /** The meeting, when it may be named to people outside; `silent`: nothing of it may leave. */
  async placeOf(meetingId: MeetingId | null): Promise<{ readonly title: string | null; readonly silent: boolean }> {
    if (meetingId === null) return { title: null, silent: false };
    const meeting = await this.#options.meetings.byId(meetingId);
    return meeting === null || isSilent(meeting)
      ? { title: null, silent: true }
      : { title: meeting.title, silent: false };
  }

  /** Where a party is written to: what was said with the task, or what the register has. [4] */
  async addressOf(
    { email, personId }: Pick<AssignedParty, 'email' | 'personId'>,
    same?: Pick<SameParty, 'personOf'>,
  ): Promise<Addressed> {
    if (email !== null || personId === null) return addressed(email);
    const { people, parties } = this.#options;
    const kept = brand<PersonId>((same ?? (await parties.read())).personOf(personId));
    const person = await people.person(kept);
    return addressed(person === null || person.removedAt !== null ? null : person.email);
  }

  /** Where an account is written to, and what about. [5] */
  async reachOf(id: UserId): Promise<Reach> {
    const account = await this.#options.accounts.byId(id);
    return {
      ...{ name: account?.displayName ?? '', ...addressed(account?.email ?? null) },
      mayKnow: (bodyId) => supervisorAmong(account, bodyId) !== null,
    };
  }

  /** Where whoever supervises tasks of a body is written to. */
  async addressOfSupervisor(id: UserId, bodyId: string | null): Promise<Addressed & { readonly name: string }> {
    const { name, mayKnow, ...to } = await this.reachOf(id);
    return mayKnow(bodyId) ? { name, ...to } : { name, address: null, fault: 'no-rights' };
  }

  /** [1] `told`: identities that are told at all; null = everybody. */
  async #assignments(
    handed: readonly { readonly row: MailedTask; readonly told: ReadonlySet<string> | null }[],
    passages: ReadonlyMap<AssignedTaskId, string>,
  ): Promise<readonly MailDraft[]> {
    const first = handed[0]?.row;
    if (first === undefined) return [];
    const place = await this.placeOf(first.meetingId);
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
        const to = { recipient, name: party.name, ...(await this.addressOf(party, same)) };
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

  /** Where one press takes several steps, only the last that anybody is told of: the others are past as soon as they are written. */
  async #changes({ row, entries }: Extract<TaskWrite, { kind: 'task.move' }>): Promise<readonly MailDraft[]> {
    const place = await this.placeOf(row.meetingId);
    if (place.silent) return [];
    // It is not committed yet: this is how it stood.
    const before = await this.#options.tasks.byId(row.id);
    const due = before?.due ?? null;
    const last = entries.findLast((entry) => newsFor(entry, due) !== null || saidIn(entry) !== null);
    const forOwners = last === undefined ? null : newsFor(last, due);
    const isHandedOver = entries.some(({ kind }) => kind === 'handed-over');
    return [
      ...(isHandedOver ? await this.#handedOver(row, before, place.title) : []),
      ...(forOwners === null ? [] : await this.#toOwners(row, { ...forOwners, before, title: place.title })),
      ...(last === undefined || forOwners !== null ? [] : await this.#toSupervisor(row, last)),
    ];
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
          this.#change(row, { recipient, party, news: 'relieved', reason: null, formerly: null, title, opens: false }),
        ),
      )),
    ];
  }

  async #toOwners(row: MailedTask, told: OwnersNews): Promise<readonly MailDraft[]> {
    const { news, reason, before, title } = told;
    const formerly = before !== null && before.due !== row.due && row.due !== null ? before.due : null;
    const same = await this.#options.parties.read();
    const parties = [...sharesIn(row, same)].filter(
      ([, { share }]) => share !== 'supporter' || FOR_SUPPORTERS.has(news),
    );
    return Promise.all(
      parties.map(([recipient, { party }]) =>
        this.#change(row, { recipient, party, news, reason, formerly, title, opens: true }),
      ),
    );
  }

  async #change(
    task: MailedTask,
    { recipient, party, news, reason, formerly, title, opens }: Change,
  ): Promise<MailDraft> {
    const { language } = this.#options;
    const { name } = party;
    return {
      ...{ recipient, name, ...(await this.addressOf(party)), topic: `task.${news}`, opens },
      ...{ bodyId: task.bodyId, meetingId: task.meetingId },
      about: [{ taskId: task.id, occasion: `${news}~${task.revision}` }],
      compose: (url) =>
        changeLetter({
          ...{ language, name, task, news, reason, formerly, meetingTitle: title },
          url: opens ? url : null,
        }),
    };
  }

  /** [3] */
  async #toSupervisor(task: MailedTask, entry: TaskEntry): Promise<readonly MailDraft[]> {
    const { supervisor, id: taskId } = task;
    const said = saidIn(entry);
    if (supervisor === null || said === null) return [];
    if (entry.by.kind === 'user' && entry.by.id === supervisor.id) return [];
    const { language } = this.#options;
    const to = await this.addressOfSupervisor(supervisor.id, task.bodyId);
    const who = entry.by.kind === 'owner' ? entry.by.name : (task.owners[0]?.name ?? entry.by.name);
    const compose: MailDraft['compose'] = (url) =>
      supervisorLetter({ ...{ language, name: to.name, task, who, url: `${url}/tasks/${taskId}` }, ...said });
    return [
      {
        ...{ ...to, recipient: `user~${supervisor.id}`, topic: `task.${said.news}`, opens: false, compose },
        ...{ bodyId: task.bodyId, meetingId: task.meetingId },
        about: [{ taskId, occasion: `${said.news}~${task.revision}` }],
      },
    ];
  }

  /** [6] */
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
      ...(daily === undefined ? { dueAt: at } : { dueAt: daily.dueAt, daily: true }),
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

/** By key, the identity under which each party of a task is written to: of those that are one, the one that was kept. */
export function recipientsIn(row: MailedTask, same: Pick<SameParty, 'of'>): ReadonlyMap<string, string> {
  return new Map([...identitiesOf(row, row)].map(([key, identity]) => [key, same.of(identity)[0] ?? identity]));
}

interface Reach extends Addressed {
  readonly name: string;
  /** Whether tasks of that body may be told of. */
  readonly mayKnow: (bodyId: string | null) => boolean;
}

interface Addressed {
  readonly address: string | null;
  readonly fault: TaskMailFault | null;
}

interface Held {
  readonly party: AssignedParty;
  readonly share: Share;
}

interface MailedShare {
  readonly task: MailedTask;
  readonly share: Share;
  readonly passage: string | null;
}

interface OwnersNews {
  readonly news: OwnerNews;
  readonly reason: string | null;
  readonly before: MailedTask | null;
  readonly title: string | null;
}

interface Change extends Omit<OwnersNews, 'before'> {
  readonly recipient: string;
  readonly party: AssignedParty;
  readonly formerly: LocalDate | null;
  readonly opens: boolean;
}

/** Whoever supports is told when it moves, rests or is over; what passes between owner and supervisor is theirs. */
const FOR_SUPPORTERS: ReadonlySet<OwnerNews> = new Set([
  ...(['closed', 'cancelled', 'moved', 'undated', 'extension-granted', 'paused', 'resumed'] as const),
]);

function addressed(email: string | null): Addressed {
  if (email === null || email.trim() === '') return { address: null, fault: 'no-address' };
  return EMAIL.test(email.trim()) ? { address: email.trim(), fault: null } : { address: null, fault: 'bad-address' };
}

function isSilent({ draft, sample, trashedAt }: MeetingRow): boolean {
  return draft === true || sample === true || trashedAt !== null;
}

/** By whom they are today: whoever is named twice is an owner before a supporter, and the lead before the others. */
function sharesIn(row: MailedTask, same: Pick<SameParty, 'of'>): ReadonlyMap<string, Held> {
  const identities = recipientsIn(row, same);
  const all = [
    ...row.owners.map((party): Held => ({ party, share: party.lead && row.owners.length > 1 ? 'lead' : 'owner' })),
    ...row.supporters.map((party): Held => ({ party, share: 'supporter' })),
  ];
  const held = new Map<string, Held>();
  for (const each of all) {
    const identity = identities.get(each.party.key) ?? '';
    if (isMore(each.share, held.get(identity))) held.set(identity, each);
  }
  return held;
}

const WEIGHT: Readonly<Record<Share, number>> = { supporter: 1, owner: 2, lead: 3 };

function isMore(share: Share, than: Held | undefined): boolean {
  return than === undefined || WEIGHT[share] > WEIGHT[than.share];
}

function chunksOf<T>(all: readonly T[]): readonly (readonly T[])[] {
  const count = Math.ceil(all.length / MAX_TASKS_A_LETTER);
  return Array.from({ length: count }, (_, at) => all.slice(at * MAX_TASKS_A_LETTER, (at + 1) * MAX_TASKS_A_LETTER));
}

/** What owners are told of an entry; null = nothing. */
function newsFor(entry: TaskEntry, due: LocalDate | null): Pick<OwnersNews, 'news' | 'reason'> | null {
  switch (entry.kind) {
    case 'extension-granted':
    case 'resumed':
      return { news: entry.kind, reason: null };
    case 'extension-refused':
    case 'returned':
    case 'reopened':
    case 'paused':
    case 'cancelled':
      return { news: entry.kind, reason: entry.reason };
    case 'closed':
      return { news: 'closed', reason: null };
    case 'due-moved':
      if (entry.due === due) return null;
      return { news: entry.due === null ? 'undated' : 'moved', reason: entry.reason };
    default:
      return null;
  }
}

function saidIn(entry: TaskEntry) {
  switch (entry.kind) {
    case 'submitted':
    case 'reported':
      return { news: entry.kind, said: entry.text, asked: null };
    case 'extension-asked':
      return { news: entry.kind, said: entry.reason, asked: entry.due };
    default:
      return null;
  }
}
