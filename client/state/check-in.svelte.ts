// One visit to the door, on a phone: opens it, signs somebody in, waits for the clerk where a name is on no list. What was
// chosen is kept while there is no network, and sent when there is: asking twice changes nothing.
import type { CheckedIn, Door } from '../../shared/api/check-in.schema.ts';
import type { Device } from '../sync/device.ts';
import type { DoorMemory } from './door-memory.ts';

/** Why the door does not open, as its words are called. */
export type DoorTrouble = 'gone' | 'over' | 'closed' | 'many' | 'often' | 'server';

export type Visit =
  | { readonly kind: 'opening'; readonly isOffline: boolean }
  | { readonly kind: 'shut'; readonly trouble: DoorTrouble }
  | { readonly kind: 'choosing'; readonly trouble: DoorTrouble | null; readonly wasWithdrawn: boolean }
  | { readonly kind: 'sending'; readonly isOffline: boolean }
  | { readonly kind: 'in'; readonly signed: CheckedIn }
  | { readonly kind: 'waiting' | 'refused'; readonly name: string };

/** What is said at the door. */
export type Saying = { readonly person: string } | { readonly name: string; readonly org: string | null };

interface VisitOptions {
  readonly token: string;
  /** What this phone calls itself; the same at each visit. */
  readonly phone: string;
  readonly device: Pick<Device, 'after'>;
  readonly fetch: typeof globalThis.fetch;
  /** The code was exchanged for `pass`. */
  readonly onpass: (pass: string) => void;
  readonly memory: DoorMemory;
}

const RETRY_MS = 2_000;
const LOOK_MS = 4_000;
/** A gateway whose server is away, or a server whose disk is: both pass. */
const AWAY: ReadonlySet<number> = new Set([502, 503, 504]);
const TROUBLES: Readonly<Record<string, DoorTrouble>> = {
  'not-found': 'gone',
  'code-expired': 'over',
  'check-in-closed': 'closed',
  'too-many-attempts': 'many',
  'too-many-attempts of person': 'often',
};

/** An answer, a refusal's code, or null when none came or nothing could be stored: both pass. */
type Heard<T> = { readonly value: T } | { readonly code: string } | null;

export class CheckInVisit {
  readonly #options: VisitOptions;
  #token: string;
  #door: Door | null = $state.raw(null);
  #visit: Visit = $state.raw({ kind: 'opening', isOffline: false });
  #cancel: () => void = () => undefined;
  #isClosed = false;

  constructor(options: VisitOptions) {
    this.#options = options;
    this.#token = options.token;
    void this.#open();
  }

  /** Null until it opened. */
  get door(): Door | null {
    return this.#door;
  }
  get visit(): Visit {
    return this.#visit;
  }

  /** Signs somebody in; goes on by itself when the network comes back. */
  async say(saying: Saying): Promise<void> {
    if (this.#visit.kind === 'sending') return;
    this.#visit = { kind: 'sending', isOffline: false };
    await this.#send(saying);
  }

  /** Somebody tapped another's name. */
  async takeBack(): Promise<void> {
    const { visit } = this;
    if (visit.kind !== 'in' || visit.signed.receipt === null) return;
    const heard = await this.#ask('/withdraw', { receipt: visit.signed.receipt }, () => true);
    if (heard === null || !('value' in heard)) return;
    this.#options.memory.keep(this.#token, null);
    this.#visit = { kind: 'choosing', trouble: null, wasWithdrawn: true };
  }

  /** Back to the list, after a trouble or to choose again. */
  choose(): void {
    if (this.#door) this.#visit = { kind: 'choosing', trouble: null, wasWithdrawn: false };
    else void this.#open();
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel();
  }

  async #open(): Promise<void> {
    const heard = await this.#ask('/open', {}, readDoor);
    if (this.#isClosed) return;
    if (heard === null) {
      this.#visit = { kind: 'opening', isOffline: true };
      return this.#later(RETRY_MS, () => this.#open());
    }
    if ('code' in heard) {
      this.#visit = { kind: 'shut', trouble: TROUBLES[heard.code] ?? 'server' };
      return;
    }
    this.#door = heard.value;
    if (heard.value.pass !== null) {
      this.#token = heard.value.pass;
      this.#options.onpass(heard.value.pass);
    }
    const { waiting, view } = heard.value;
    const signed = readCheckedIn(this.#options.memory.recall(this.#token));
    if (waiting !== null) this.#settle(waiting, view);
    else if (signed !== null) this.#visit = { kind: 'in', signed };
    else this.#visit = { kind: 'choosing', trouble: null, wasWithdrawn: false };
  }

  async #send(saying: Saying): Promise<void> {
    const heard = await this.#ask('', saying, readCheckedIn);
    if (this.#isClosed) return;
    if (heard === null) {
      this.#visit = { kind: 'sending', isOffline: true };
      return this.#later(RETRY_MS, () => this.#send(saying));
    }
    if ('code' in heard) {
      const trouble = TROUBLES[heard.code] ?? 'server';
      this.#visit =
        trouble === 'many' || trouble === 'often' || trouble === 'server'
          ? { kind: 'choosing', trouble, wasWithdrawn: false }
          : { kind: 'shut', trouble };
      return;
    }
    if (heard.value.state === 'in') {
      this.#options.memory.keep(this.#token, heard.value);
      this.#visit = { kind: 'in', signed: heard.value };
    } else this.#settle({ name: heard.value.name, state: 'waiting' });
  }

  /** Asks on until the clerk has decided. */
  #settle({ name, state }: NonNullable<Door['waiting']>, view?: string): void {
    if (state === 'in') {
      const signed = { state, name, at: 0, isNew: true, receipt: null } as const;
      this.#visit = { kind: 'in', signed: { ...signed, ...(view === undefined ? {} : { view }) } };
      return;
    }
    this.#visit = { kind: state, name };
    if (state === 'waiting') this.#later(LOOK_MS, () => this.#look(name));
  }

  async #look(name: string): Promise<void> {
    const heard = await this.#ask('/open', {}, readDoor);
    if (this.#isClosed || this.#visit.kind !== 'waiting') return;
    const door = heard !== null && 'value' in heard ? heard.value : null;
    this.#settle(door?.waiting ?? { name, state: 'waiting' }, door?.view);
  }

  /** By itself rather than by the secretariat's api, whose chunk a phone at the door would load for this alone. */
  async #ask<T>(rest: string, body: object, read: (answer: unknown) => T | null): Promise<Heard<T>> {
    const { fetch, phone } = this.#options;
    const answered = await fetch(`/api/v1/checkin/${encodeURIComponent(this.#token)}${rest}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ device: phone, ...body }),
    }).then(
      async (response) => ({ response, answer: parsed(await response.text()) }),
      // No answer is the whole outcome; whoever asked says so and asks again.
      () => null,
    );
    if (answered === null || AWAY.has(answered.response.status)) return null;
    const { response, answer } = answered;
    const value = response.ok ? read(answer) : null;
    if (value !== null) return { value };
    const code = textOf(answer, 'code');
    return { code: textOf(answer, 'of') === 'person' ? `${code} of person` : code };
  }

  #later(delayMs: number, task: () => Promise<void>): void {
    this.#cancel();
    this.#cancel = this.#options.device.after(delayMs, () => void task());
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Said by somebody in between; the status alone decides.
    return null;
  }
}

function textOf(answer: unknown, key: string): string {
  const text: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, key) : null;
  return typeof text === 'string' ? text : '';
}

/** As much as tells ours from a stranger's; the server presented the rest by its own schema. */
function readDoor(answer: unknown): Door | null {
  return isDoor(answer) ? answer : null;
}

function isDoor(answer: unknown): answer is Door {
  return typeof answer === 'object' && answer !== null && 'people' in answer && Array.isArray(answer.people);
}

function readCheckedIn(answer: unknown): CheckedIn | null {
  return isCheckedIn(answer) ? answer : null;
}

function isCheckedIn(answer: unknown): answer is CheckedIn {
  return textOf(answer, 'state') !== '' && textOf(answer, 'name') !== '';
}
