// One visit to an owner's page: opens their tasks, keeps what they type on the device, sends it until the server says that it
// has it.
//
// 1. What was typed goes from the device when the server has it, or when its writer throws it away; never because of a fault.
// 2. No network, or a server that is away: it is tried again by itself, and the page says so.
// 3. An answer that was lost on its way is recognised by what the task says afterwards; nothing is said twice.
// 4. Somebody else was faster: the words stay, what is new is shown beside them, and nothing is sent over it unseen.
import type { OwnTask, OwnTasks } from '../../shared/api/task-link.schema.ts';
import { refused } from '../../shared/lib/result.ts';
import { readAnswer, type Answer } from '../answer.ts';
import type { Device } from '../sync/device.ts';
import type { OwnerAct, OwnerDraft, OwnerDrafts } from './owner-drafts.ts';

interface OwnerVisitOptions {
  readonly token: string;
  readonly device: Pick<Device, 'after'>;
  readonly fetch: typeof globalThis.fetch;
  readonly drafts: OwnerDrafts;
  /** Calls back when the browser has a network again; answers how to stop that. */
  readonly onOnline: (again: () => void) => () => void;
}

/** Why the page does not open, or an answer was not taken. */
export type OwnerTrouble =
  | { readonly kind: 'offline' | 'gone' | 'server' | 'storage' | 'full' | 'files-gone' | 'not-later' | 'no-limit' }
  /** `unsent`: it was on its way when the page was left, and did not arrive. */
  | { readonly kind: 'faster' | 'state' | 'unsent' }
  | { readonly kind: 'limit-passed'; readonly due: string }
  | { readonly kind: 'often'; readonly minutes: number };

/** What goes on with one task. */
export interface OwnerDoing {
  /** Null: nothing is typed. */
  readonly draft: OwnerDraft | null;
  readonly busy: 'accept' | OwnerAct | null;
  readonly trouble: OwnerTrouble | null;
  /** The last thing the server took. */
  readonly done: 'accept' | OwnerAct | null;
}

const NOTHING: OwnerDoing = { draft: null, busy: null, trouble: null, done: null };
const RETRY_MS = 3_000;
const LONGEST_RETRY_MS = 30_000;
const LIMIT_MS = 60_000;
/** What the history calls what was said. */
const KINDS = { report: 'reported', submit: 'submitted', 'ask-extension': 'extension-asked' } as const;

export class OwnerVisit {
  readonly #options: OwnerVisitOptions;
  readonly #waiting = new Map<string, { readonly run: () => void; readonly cancel: () => void }>();
  #doings: Readonly<Record<string, OwnerDoing>> = $state.raw({});
  #page: OwnTasks | null = $state.raw(null);
  #trouble: OwnerTrouble | null = $state.raw(null);
  #isClosed = false;
  readonly #stopListening: () => void;

  constructor(options: OwnerVisitOptions) {
    this.#options = options;
    this.#stopListening = options.onOnline(() => this.#wakeUp());
    void this.open();
  }

  /** Null until it opened, and once the link is over. */
  get page(): OwnTasks | null {
    return this.#page;
  }

  /** Why the page is not there. */
  get trouble(): OwnerTrouble | null {
    return this.#trouble;
  }

  doing(task: string): OwnerDoing {
    return Object.hasOwn(this.#doings, task) ? (this.#doings[task] ?? NOTHING) : NOTHING;
  }

  /** What was typed and is with nobody yet, when the link is over meanwhile. */
  get left(): readonly OwnerDraft[] {
    return Object.values(this.#doings).flatMap(({ draft }) => draft ?? []);
  }

  close(): void {
    this.#isClosed = true;
    this.#stopListening();
    for (const { cancel } of this.#waiting.values()) cancel();
  }

  /** Loads the tasks; goes on trying while there is no network. */
  async open(attempt = 1): Promise<void> {
    const answer = await this.#ask();
    if (this.#isClosed) return;
    if (answer.ok) return this.#show(answer.value);
    const trouble = troubleFrom(answer);
    if (trouble.kind === 'gone') this.#page = null;
    this.#trouble = trouble;
    if (passes(trouble)) this.#later('', attempt, () => this.open(attempt + 1));
  }

  /** Opens the form, with what was typed before, if it was for the same. */
  begin(task: OwnTask, act: OwnerAct): void {
    const { draft } = this.doing(task.id);
    const fresh: OwnerDraft = {
      act,
      text: draft?.text ?? '',
      due: '',
      files: draft?.files ?? [],
      unsent: [],
      ...seen(task),
    };
    this.#put(task.id, { draft: draft?.act === act ? draft : fresh, trouble: null, done: null });
  }

  write(task: OwnTask, part: Partial<Pick<OwnerDraft, 'text' | 'due' | 'files' | 'unsent'>>): void {
    const { draft } = this.doing(task.id);
    if (draft !== null) this.#put(task.id, { draft: { ...draft, ...part } });
  }

  /** What was typed is thrown away. */
  drop(task: OwnTask): void {
    if (this.doing(task.id).busy !== null) return;
    this.#put(task.id, { draft: null, trouble: null });
  }

  /** Not now: what waits for the network stays as it is typed. */
  rest(task: OwnTask): void {
    if (!this.#rest(task.id)) return;
    this.#put(task.id, { busy: null, trouble: null });
  }

  accept(task: OwnTask): void {
    if (this.doing(task.id).busy !== null) return;
    void this.#send(task.id, task.revision, 'accept');
  }

  /** Sends what is typed; what was seen until now counts as seen. */
  submit(task: OwnTask): void {
    const { draft, busy } = this.doing(task.id);
    if (draft === null || busy !== null) return;
    this.#put(task.id, { draft: { ...draft, ...seen(task), isSent: true } });
    void this.#send(task.id, task.revision, draft.act);
  }

  async #send(id: string, revision: string, act: 'accept' | OwnerAct, attempt = 1): Promise<void> {
    const { draft } = this.doing(id);
    this.#put(id, { busy: act, done: null });
    const answer = await this.#ask({ task: id, revision, ...bodyOf(act, draft) });
    if (this.#isClosed) return;
    if (answer.ok) return this.#taken(id, act, answer.value);
    const trouble = troubleFrom(answer);
    if (passes(trouble)) {
      this.#put(id, { trouble });
      return this.#later(id, attempt, () => this.#send(id, revision, act, attempt + 1));
    }
    await this.#refused(id, act, trouble);
  }

  /** [3, 4] */
  async #refused(id: string, act: 'accept' | OwnerAct, trouble: OwnerTrouble): Promise<void> {
    const { draft } = this.doing(id);
    if (trouble.kind === 'files-gone' && draft) this.#put(id, { draft: { ...draft, files: [] } });
    const news = trouble.kind === 'often' ? null : await this.#ask();
    if (this.#isClosed) return;
    const task = news?.ok ? news.value.tasks.find((each) => each.id === id) : undefined;
    if (news?.ok && task && hasLanded(task, act, draft)) return this.#taken(id, act, news.value);
    this.#put(id, { busy: null, trouble, draft: draft && { ...(this.doing(id).draft ?? draft), isSent: false } });
    if (news?.ok) this.#show(news.value);
    else if (news?.code === 'not-found') {
      this.#page = null;
      this.#trouble = { kind: 'gone' };
    }
  }

  #taken(id: string, act: 'accept' | OwnerAct, page: OwnTasks): void {
    const { draft } = this.doing(id);
    this.#put(id, { busy: null, trouble: null, done: act, ...(draft?.act === act ? { draft: null } : {}) });
    this.#show(page);
  }

  /** What was on its way when the page was left is recognised, or waits to be sent again. */
  #show(page: OwnTasks): void {
    this.#page = page;
    this.#trouble = null;
    for (const task of page.tasks) {
      if (Object.hasOwn(this.#doings, task.id)) continue;
      const draft = this.#options.drafts.recall(task.id);
      if (draft === null) continue;
      if (draft.isSent && hasLanded(task, draft.act, draft)) this.#put(task.id, { draft: null, done: draft.act });
      else this.#put(task.id, { draft, trouble: draft.isSent ? { kind: 'unsent' } : null });
    }
  }

  #put(id: string, part: Partial<OwnerDoing>): void {
    const doing = { ...this.doing(id), ...part };
    this.#doings = { ...this.#doings, [id]: doing };
    if ('draft' in part) this.#options.drafts.keep(id, isWorthKeeping(doing.draft) ? doing.draft : null);
  }

  #later(what: string, attempt: number, again: () => Promise<void>): void {
    const run = (): void => {
      this.#rest(what);
      void again();
    };
    const cancel = this.#options.device.after(Math.min(RETRY_MS * 2 ** (attempt - 1), LONGEST_RETRY_MS), run);
    this.#waiting.set(what, { run, cancel });
  }

  /** Nothing is tried again of it. */
  #rest(what: string): boolean {
    this.#waiting.get(what)?.cancel();
    return this.#waiting.delete(what);
  }

  #wakeUp(): void {
    for (const { run } of [...this.#waiting.values()]) run();
  }

  async #ask(body?: object): Promise<Answer<OwnTasks>> {
    const { token, fetch } = this.#options;
    const headers = { accept: 'application/json', ...(body ? { 'content-type': 'application/json' } : {}) };
    const asking = { method: body ? 'POST' : 'GET', headers, ...(body ? { body: JSON.stringify(body) } : {}) };
    try {
      const signal = AbortSignal.timeout(LIMIT_MS);
      const response = await fetch(`/api/v1/task-links/${encodeURIComponent(token)}`, { ...asking, signal });
      const text = await response.text();
      return readAnswer<OwnTasks>(response.status, text, response.headers.get('retry-after'));
    } catch {
      // The browser tells no more than that none came.
      return refused('unreachable');
    }
  }
}

function seen({ said }: OwnTask): Pick<OwnerDraft, 'seenAt' | 'isSent'> {
  return { seenAt: said.at(-1)?.at ?? 0, isSent: false };
}

function isWorthKeeping(draft: OwnerDraft | null): boolean {
  if (draft === null) return false;
  return draft.text.trim() !== '' || draft.due !== '' || draft.files.length + draft.unsent.length > 0;
}

function bodyOf(act: 'accept' | OwnerAct, draft: OwnerDraft | null): object {
  const text = draft?.text.trim() ?? '';
  const files = draft?.files.map(({ id }) => id) ?? [];
  switch (act) {
    case 'accept':
      return { action: act };
    case 'report':
      return { action: act, text, files };
    case 'submit':
      return { action: act, text: text === '' ? null : text, files };
    case 'ask-extension':
      return { action: act, due: draft?.due ?? '', reason: text };
  }
}

/** [3] Whether the task says already what was to be said. */
function hasLanded(task: OwnTask, act: 'accept' | OwnerAct, draft: OwnerDraft | null): boolean {
  if (act === 'accept')
    return task.said.some(({ kind, own }) => kind === 'accepted' && own) && task.state !== 'assigned';
  if (draft === null) return false;
  const words = draft.text.trim().replaceAll('\r\n', '\n');
  return task.said.some(
    ({ kind, own, at, text }) => own && kind === KINDS[act] && at > draft.seenAt && (text ?? '') === words,
  );
}

/** [2] */
function passes({ kind }: OwnerTrouble): boolean {
  return kind === 'offline' || kind === 'storage';
}

function troubleFrom(failure: Extract<Answer<OwnTasks>, { readonly ok: false }>): OwnerTrouble {
  const { code, data } = failure;
  switch (code) {
    case 'unreachable':
      return { kind: 'offline' };
    case 'storage-unavailable':
      return { kind: 'storage' };
    case 'not-found':
      return { kind: 'gone' };
    case 'version-mismatch':
      return { kind: 'faster' };
    case 'task-state':
      return { kind: 'state' };
    case 'task-limit-passed':
      return { kind: 'limit-passed', due: typeof data['due'] === 'string' ? data['due'] : '' };
    case 'too-many-attempts':
    case 'rate-limited':
      return { kind: 'often', minutes: Math.max(1, Math.ceil(Number(data['retryAfterSeconds'] ?? 60) / 60)) };
    case 'invalid':
      return invalidTrouble(JSON.stringify(data['errors'] ?? ''));
    default:
      return { kind: 'server' };
  }
}

function invalidTrouble(told: string): OwnerTrouble {
  if (told.includes('history-full')) return { kind: 'full' };
  if (told.includes('file-gone')) return { kind: 'files-gone' };
  if (told.includes('not-later')) return { kind: 'not-later' };
  return { kind: told.includes('no-limit-yet') ? 'no-limit' : 'server' };
}
