// Links that open the tasks of one owner without an account (签收、反馈、申请延期、办结).
//
// 1. A link is somebody's: it opens the tasks of that one identity in that one body, and no other's, whatever it asks for.
// 2. It is over on its day, once revoked, and when the body has met again; which of these is told to nobody.
// 3. Owners act, whoever supports reads. What they do goes through the same rules as what is noted for them.
// 4. How often one link and one address may ask has a limit; tokens of nothing count by address.
// 5. A file is read by the links of whoever sent it in, while the task is theirs; files of others are only counted.
import type {
  AnswerTask,
  CreatedTaskLink,
  CreateTaskLink,
  OwnTask,
  OwnTasks,
  TaskLink,
} from '../../shared/api/task-link.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { EvidenceFile } from '../../shared/domain/evidence.ts';
import type { BodyId, TaskLinkId } from '../../shared/domain/ids.ts';
import type { AssignedParty, TaskEntry } from '../../shared/domain/task-history.ts';
import { mayMove, moveTask, urgencyOf, workingDaysLeft, type TaskMove } from '../../shared/domain/task-life.ts';
import { identitiesOf } from '../../shared/domain/task-party.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { DAY_MS, parseLocalDate, type EpochMs } from '../../shared/lib/time.ts';
import type { AuditEntry, Ids, TaskLinkRow, TaskRow } from '../ports.ts';
import type { Bodies } from '../preparing-ports.ts';
import type { Meetings } from '../register-ports.ts';
import type { TaskFileRow, TaskLinks } from '../task-ports.ts';
import { entryBy } from './audit.ts';
import type { Evidence, Sender } from './evidence.ts';
import type { OpenFile } from './files.ts';
import type { SameParties } from './same-parties.ts';
import type { SecretTokens } from './session-maker.ts';
import type { AttemptLimits } from './sign-in.ts';
import type { Upload } from './taken-in.ts';
import { hasRoomForOwners, type OpenedTask, type TaskBook } from './task-book.ts';

export interface TaskLinkServiceOptions {
  readonly book: TaskBook;
  readonly evidence: Evidence;
  readonly taskLinks: TaskLinks;
  /** Whoever was merged, or renamed, is one owner. */
  readonly parties: Pick<SameParties, 'read'>;
  readonly meetings: Pick<Meetings, 'byId'>;
  readonly bodies: Pick<Bodies, 'byId'>;
  readonly clock: { now(): EpochMs };
  readonly ids: Pick<Ids, 'random'>;
  readonly secrets: Pick<SecretTokens, 'create' | 'hashOf'>;
  /** Links are made from the configured address only, never from a request's Host header (T62). */
  readonly site: { readonly publicUrl: string };
  readonly tries: Pick<AttemptLimits, 'take'>;
}

/** Long enough for a body that meets each half-year. */
export const LIFETIME_MS = 190 * DAY_MS;
const MAX_LIFETIME_MS = 366 * DAY_MS;
/** Of one party in one body, made by hand, that open something. */
const MAX_LINKS = 50;
/** Within the window of the limits. */
const OPENINGS_A_LINK = 240;
const ANSWERS_A_LINK = 60;
const UPLOADS_A_LINK = 60;
const READINGS_A_LINK = 600;
const STRANGERS_AN_ADDRESS = 600;
/** Of each task, on one page. */
const SAID_SHOWN = 50;
const OWNER_ACTIONS = ['accept', 'report', 'submit', 'ask-extension'] as const;
/** What of a history whoever owes the task is told, word for word; who supervises, and who else has it now, is the house's. */
const SAID: ReadonlySet<TaskEntry['kind']> = new Set([
  ...(['assigned', 'accepted', 'reported', 'submitted', 'returned', 'closed', 'reopened'] as const),
  ...(['extension-asked', 'extension-granted', 'extension-refused', 'due-moved'] as const),
  ...(['paused', 'resumed', 'standing', 'cancelled'] as const),
]);

export class TaskLinkService {
  readonly #options: TaskLinkServiceOptions;

  constructor(options: TaskLinkServiceOptions) {
    this.#options = options;
  }

  /** Refusals: `not-found`, `not-allowed`. */
  async list(user: ActingUser, taskId: string): Promise<Result<readonly TaskLink[], RefusalCode>> {
    const opened = await this.#managed(user, taskId);
    if (!opened.ok) return opened;
    const { row } = opened.value;
    const same = await this.#options.parties.read();
    const keys = new Map(
      [...identitiesOf(row, row)].flatMap(([key, identity]) => same.of(identity).map((each) => [each, key] as const)),
    );
    const links = await this.#options.taskLinks.of([...keys.keys()], row.bodyId);
    return ok(
      await Promise.all(
        links.map(
          async ({ tokenHash: _hash, identity, bodyId: _body, createdBy: _by, isMailed: _mailed, ...link }) => ({
            ...{ ...link, owner: keys.get(identity) ?? '' },
            isOpen: await this.#isOpen({ ...link, bodyId: row.bodyId }),
          }),
        ),
      ),
    );
  }

  /** Refusals: `not-found`, `not-allowed`, `invalid` (nobody of that key, over already or in more than a year, too many). */
  async create(
    user: ActingUser,
    taskId: string,
    { owner, expiresAt }: CreateTaskLink,
  ): Promise<Result<CreatedTaskLink, RefusalCode>> {
    const opened = await this.#managed(user, taskId);
    if (!opened.ok) return opened;
    const { row } = opened.value;
    const party = partiesOf(row).find(({ key }) => key === owner);
    const identity = identitiesOf(row, row).get(owner);
    if (party === undefined || identity === undefined) return invalid('owner', 'unknown-party');
    const { taskLinks, parties, clock, ids, secrets, site } = this.#options;
    const createdAt = clock.now();
    if (expiresAt !== undefined && expiresAt <= createdAt) return invalid('expiresAt', 'over-already');
    if (expiresAt !== undefined && expiresAt > createdAt + MAX_LIFETIME_MS) return invalid('expiresAt', 'too-far');
    const same = (await parties.read()).of(identity);
    const { token, hash } = secrets.create();
    const id = brand<TaskLinkId>(ids.random());
    const link: TaskLinkRow = {
      ...{ id, tokenHash: hash, bodyId: row.bodyId, identity, name: party.name, createdAt, createdBy: user.userId },
      ...{ expiresAt: expiresAt ?? createdAt + LIFETIME_MS },
      ...{ deliveredAt: null, openedAt: null, answeredAt: null, revokedAt: null, isMailed: false },
    };
    const audit = entryBy(user, createdAt, 'task-link.made', { kind: 'task', id: row.id });
    if (!(await taskLinks.insert(link, { of: same, most: MAX_LINKS }, audit))) return invalid('', 'too-many-links');
    return ok({ id, token, url: `${site.publicUrl}/tasks/${token}`, expiresAt: link.expiresAt });
  }

  /** Refusals: `not-found`, `not-allowed`. */
  async revoke(user: ActingUser, taskId: string, linkId: string): Promise<Result<null, RefusalCode>> {
    const opened = await this.#managed(user, taskId);
    if (!opened.ok) return opened;
    const { row } = opened.value;
    const { taskLinks, clock } = this.#options;
    const link = await taskLinks.byId(brand<TaskLinkId>(linkId));
    const same = await this.#options.parties.read();
    const theirs = new Set([...identitiesOf(row, row).values()].flatMap((identity) => same.of(identity)));
    if (link === null || link.bodyId !== row.bodyId || !theirs.has(link.identity)) return refused('not-found');
    const at = clock.now();
    await taskLinks.revoke(link.id, at, entryBy(user, at, 'task-link.revoked', { kind: 'task', id: row.id }));
    return ok(null);
  }

  /** Refusals: `not-found`, `too-many-attempts`. */
  async open(token: string, address: string): Promise<Result<OwnTasks, RefusalCode>> {
    const link = await this.#link(token, address, { kind: 'open', attempts: OPENINGS_A_LINK });
    if (!link.ok) return link;
    const { taskLinks, clock } = this.#options;
    if (link.value.openedAt === null) await taskLinks.mark(link.value.id, 'opened', clock.now());
    return ok(await this.#page(link.value));
  }

  /**
   * Refusals: `not-found` (also for a task that is not theirs to answer for), `too-many-attempts`, `version-mismatch`,
   * `task-state`, `task-limit-passed`, `invalid`, those of the ledger.
   */
  async answer(token: string, body: AnswerTask, address: string): Promise<Result<OwnTasks, RefusalCode>> {
    const found = await this.#link(token, address, { kind: 'answer', attempts: ANSWERS_A_LINK });
    if (!found.ok) return found;
    const link = found.value;
    const { book, taskLinks, clock } = this.#options;
    const opened = await book.open(body.task);
    const party = opened && ownerOf(opened.row, link);
    if (opened === null || party === null) return refused('not-found');
    const current = String(opened.row.revision);
    if (body.revision !== current) return refused('version-mismatch', { current });
    const sender = senderOf(party, link);
    const move = await this.#moveFrom(opened, body, sender);
    if (!move.ok) return move;
    const at = clock.now();
    const { by } = sender;
    const entries = moveTask(opened.standing, move.value, { role: 'owner', by, at, today: book.days().today });
    if (!entries.ok) return entries;
    const added = await book.add(opened, entries.value, answered(link, opened.row, { at, address }));
    if (!added.ok) return added;
    if (link.answeredAt === null) await taskLinks.mark(link.id, 'answered', at);
    return ok(await this.#page(link));
  }

  /**
   * A file that one of the next answers brings. Refusals: `not-found`, `too-many-attempts`, `task-state` (nothing is answered to
   * it now), `invalid` (its owners have said too much), `rate-limited`.
   */
  async beginFile(token: string, taskId: string, address: string): Promise<Result<Upload<EvidenceFile>, RefusalCode>> {
    const found = await this.#link(token, address, { kind: 'upload', attempts: UPLOADS_A_LINK });
    if (!found.ok) return found;
    const link = found.value;
    const owing = await this.#owing(link, taskId);
    if (!owing.ok) return owing;
    const { evidence, clock } = this.#options;
    const { task, party } = owing.value;
    return evidence.begin(task.row, senderOf(party, link), async () => {
      // It may have been revoked, or the task handed to somebody else, while the bytes came.
      const now = await this.#options.taskLinks.byId(link.id);
      if (now === null || !(await this.#isOpen(now))) return refused('not-found');
      const still = await this.#owing(await this.#held(now), taskId);
      if (!still.ok) return still;
      return ok({ ...answered(link, task.row, { at: clock.now(), address }), action: 'task-file.added' });
    });
  }

  /** [5] Refusals: `not-found`, `too-many-attempts`. */
  async openFile(token: string, fileId: string, address: string): Promise<Result<OpenFile, RefusalCode>> {
    const found = await this.#link(token, address, { kind: 'read', attempts: READINGS_A_LINK });
    if (!found.ok) return found;
    const { evidence, book } = this.#options;
    const file = await evidence.byId(fileId);
    const task = file && (await book.open(file.taskId));
    if (file === null || task === null) return refused('not-found');
    const isTheirs = isHeldBy(task.row, found.value) && isSentBy(file, task.row, found.value);
    return isTheirs ? ok(evidence.opened(file)) : refused('not-found');
  }

  /** The task, when whoever holds `link` can say something about it now. */
  async #owing(
    link: HeldLink,
    taskId: string,
  ): Promise<Result<{ readonly task: OpenedTask; readonly party: AssignedParty }, RefusalCode>> {
    const task = await this.#options.book.open(taskId);
    const party = task && ownerOf(task.row, link);
    if (task === null || party === null) return refused('not-found');
    const permitted = mayMove(task.standing, 'report', 'owner');
    if (!permitted.ok) return permitted;
    return hasRoomForOwners(task.history) ? ok({ task, party }) : invalid('', 'history-full');
  }

  async #moveFrom({ row }: OpenedTask, body: AnswerTask, sender: Sender): Promise<Result<TaskMove, 'invalid'>> {
    switch (body.action) {
      case 'accept':
        return ok({ action: body.action });
      case 'ask-extension': {
        const due = parseLocalDate(body.due);
        return due === null ? invalid('due', 'no-day') : ok({ action: body.action, due, reason: body.reason });
      }
      default: {
        const files = await this.#options.evidence.brought(row.id, body.files, sender);
        return files.ok ? ok({ ...body, files: files.value }) : files;
      }
    }
  }

  async #managed(user: ActingUser, taskId: string): Promise<Result<OpenedTask, RefusalCode>> {
    const opened = await this.#options.book.open(taskId);
    if (opened === null) return refused('not-found');
    const resource = { kind: 'body', bodyId: opened.row.bodyId } as const;
    if (!authorize(user, 'tasks.read', resource).ok) return refused('not-found');
    const permitted = authorize(user, 'tasks.manage', resource);
    return permitted.ok ? ok(opened) : permitted;
  }

  /** [2, 4] */
  async #link(
    token: string,
    address: string,
    { kind, attempts }: { readonly kind: string; readonly attempts: number },
  ): Promise<Result<HeldLink, RefusalCode>> {
    const { taskLinks, secrets, tries } = this.#options;
    const hash = secrets.hashOf(token);
    const link = hash === null ? null : await taskLinks.byHash(hash);
    const counted = tries.take([
      link === null
        ? { key: `task-link:of:${address}`, attempts: STRANGERS_AN_ADDRESS }
        : { key: `task-link:${kind}:${link.id}`, attempts },
    ]);
    if (!counted.ok) return counted;
    if (link === null || !(await this.#isOpen(link))) return refused('not-found');
    return ok(await this.#held(link));
  }

  async #held(link: TaskLinkRow): Promise<HeldLink> {
    return { ...link, same: new Set((await this.#options.parties.read()).of(link.identity)) };
  }

  async #isOpen({
    bodyId,
    createdAt,
    expiresAt,
    revokedAt,
  }: Pick<TaskLinkRow, 'bodyId' | 'createdAt' | 'expiresAt' | 'revokedAt'>): Promise<boolean> {
    const now = this.#options.clock.now();
    if (revokedAt !== null || expiresAt <= now) return false;
    return bodyId === null || !(await this.#options.taskLinks.hasMet(bodyId, { after: createdAt, until: now }));
  }

  /** [1] */
  async #page(link: HeldLink): Promise<OwnTasks> {
    const { book, taskLinks } = this.#options;
    const days = book.days();
    const opened = await Promise.all((await taskLinks.owed([...link.same], link.bodyId)).map((id) => book.open(id)));
    const tasks = opened.flatMap((each) => each ?? []);
    const body = link.bodyId === null ? null : await this.#options.bodies.byId(brand<BodyId>(link.bodyId));
    return {
      ...{ name: link.name, body: body?.name ?? null, expiresAt: link.expiresAt },
      ...{ today: days.today, timeZone: book.timeZone },
      tasks: await Promise.all(
        tasks.map(async (task) => ({
          ...presentOwn(task, link),
          ...{ urgency: urgencyOf(task.row, days), workingDaysLeft: workingDaysLeft(task.row, days) },
          ...(await this.#title(task)),
        })),
      ),
    };
  }

  /** Nothing of a draft, a sample or a meeting in the trash leaves. */
  async #title({ row: { meetingId } }: OpenedTask): Promise<Pick<OwnTask, 'meetingTitle'>> {
    const meeting = meetingId === null ? null : await this.#options.meetings.byId(meetingId);
    const isTold = meeting !== null && !meeting.draft && !meeting.sample && meeting.trashedAt === null;
    return { meetingTitle: isTold ? meeting.title : null };
  }
}

/** A link, and every identity that is whoever holds it. */
interface HeldLink extends TaskLinkRow {
  readonly same: ReadonlySet<string>;
}

function partiesOf({ owners, supporters }: Pick<TaskRow, 'owners' | 'supporters'>): readonly AssignedParty[] {
  return [...owners, ...supporters];
}

/** [1, 3] The owner that holds `link`; null when nobody of the task's owners does. */
function ownerOf(row: TaskRow, link: HeldLink): AssignedParty | null {
  if (row.bodyId !== link.bodyId) return null;
  const identities = identitiesOf(row, row);
  return row.owners.find(({ key }) => link.same.has(identities.get(key) ?? '')) ?? null;
}

/** [1, 5] Whether they own or support it. */
function isHeldBy(row: TaskRow, link: HeldLink): boolean {
  return row.bodyId === link.bodyId && [...identitiesOf(row, row).values()].some((each) => link.same.has(each));
}

/** [5] By a link of theirs, under whatever name they were known when it came. */
function isSentBy(file: TaskFileRow, row: TaskRow, link: HeldLink): boolean {
  if (file.identity === null) return false;
  return link.same.has(file.identity) || link.same.has(identitiesOf(row, row).get(file.byId) ?? '');
}

function senderOf({ key, name }: AssignedParty, { id, identity, same }: HeldLink): Extract<Sender, { via: object }> {
  return { by: { kind: 'owner', key, name }, via: { identity, link: id, same } };
}

function presentOwn(task: OpenedTask, link: HeldLink): Omit<OwnTask, 'urgency' | 'meetingTitle' | 'workingDaysLeft'> {
  const { row, history, standing } = task;
  const { id, number, what, state, due, dueText, revision } = row;
  const party = ownerOf(row, link);
  const named = (parties: readonly AssignedParty[]) => parties.map(({ name, lead }) => ({ name, lead }));
  const [promised] = history;
  const source = promised?.kind === 'assigned' ? promised.source : undefined;
  const isFull = !hasRoomForOwners(history);
  return {
    ...{ id, number, what, state, due, dueText, revision: String(revision), isStanding: standing.isStanding },
    ...{ owners: named(row.owners), supporters: named(row.supporters), asked: standing.asked && { ...standing.asked } },
    ...{ item: source?.item ?? null, passage: source?.passage ?? null, supervisor: row.supervisor?.name ?? null },
    ...{ role: party === null ? ('supporter' as const) : ('owner' as const), leads: party?.lead ?? false, isFull },
    said: history
      .filter(({ kind }) => SAID.has(kind))
      .slice(-SAID_SHOWN)
      .map((entry) => saidIn(entry, ownKeys(task, link))),
    actions: party && !isFull ? OWNER_ACTIONS.filter((action) => mayMove(standing, action, 'owner').ok) : [],
  };
}

/** Those of whoever holds `link`, from first to last: keys of owners change when a task is handed over. */
function ownKeys({ row, history }: OpenedTask, link: HeldLink): ReadonlySet<string> {
  const parties = [...history.filter((entry) => 'owners' in entry), row];
  const identities = new Map(parties.flatMap((each) => [...identitiesOf(each, row)]));
  return new Set([...identities].flatMap(([key, identity]) => (link.same.has(identity) ? [key] : [])));
}

function saidIn(entry: TaskEntry, keys: ReadonlySet<string>): OwnTask['said'][number] {
  const { kind, at, by } = entry;
  const own = by.kind === 'owner' && keys.has(by.key);
  const files = 'files' in entry ? (entry.files ?? []) : [];
  return {
    ...{ kind, at, own, name: by.name, due: 'due' in entry ? entry.due : null },
    text: 'reason' in entry ? entry.reason : 'text' in entry ? entry.text : null,
    files: own ? files.map((file) => ({ ...file })) : [],
    otherFiles: own ? 0 : files.length,
  };
}

function answered(
  { id }: TaskLinkRow,
  row: TaskRow,
  { at, address }: { readonly at: EpochMs; readonly address: string },
): AuditEntry {
  return { at, actor: id, via: 'link', action: 'task.moved', targets: [{ kind: 'task', id: row.id }], address };
}

function invalid(path: string, code: string) {
  return refused('invalid', { errors: [{ path, code }] });
}
