// The audit log as far as it was read: what is wished for, the entries so far, and whether there are earlier ones.
import type { AuditItem, AuditPage } from '../shared/api/audit.schema.ts';
import type { AuditAction } from '../shared/domain/audit.ts';
import { instantIn, type EpochMs } from '../shared/lib/time.ts';
import type { Api } from './api.ts';
import type { Failure } from './i18n.svelte.ts';

export interface AuditWish {
  /** Id of an account; '' = anyone. */
  readonly actor: string;
  readonly action: AuditAction | '';
  /** `YYYY-MM-DD`, inclusive; '' = open. */
  readonly from: string;
  readonly to: string;
}

export const NO_WISH: AuditWish = { actor: '', action: '', from: '', to: '' };

export class AuditTrail {
  readonly #api: Api;
  #wish: AuditWish = $state.raw(NO_WISH);
  #entries: readonly AuditItem[] | null = $state.raw(null);
  #cursor: string | null = $state(null);
  #timeZone: string = $state('');
  #failure: Failure | null = $state.raw(null);
  #waiting = $state(false);
  #asked = 0;

  /** `timeZone`: in which days begin until the server has said its own. */
  constructor(api: Api, timeZone: string) {
    this.#api = api;
    this.#timeZone = timeZone;
  }

  /** The zone of the days and times that are shown and asked for. */
  get timeZone(): string {
    return this.#timeZone;
  }

  get wish(): AuditWish {
    return this.#wish;
  }

  get value(): readonly AuditItem[] | null {
    return this.#entries;
  }

  get failure(): Failure | null {
    return this.#failure;
  }

  get waiting(): boolean {
    return this.#waiting;
  }

  get hasMore(): boolean {
    return this.#cursor !== null;
  }

  /** Another question: what was read for the one before stays until its answer is here. */
  async ask(wish: AuditWish): Promise<void> {
    this.#wish = wish;
    await this.load();
  }

  /** Reads from the newest entry on. */
  load(): Promise<void> {
    return this.#read(null);
  }

  /** Reads the page before the oldest entry so far. */
  async more(): Promise<void> {
    if (this.#cursor !== null && !this.#waiting) await this.#read(this.#cursor);
  }

  async #read(cursor: string | null): Promise<void> {
    const question = ++this.#asked;
    this.#waiting = true;
    const query = auditQuery(this.#wish, this.#timeZone, cursor);
    const answer = await this.#api.get<AuditPage>(`/audit${query}`);
    if (question !== this.#asked) return;
    this.#waiting = false;
    this.#failure = answer.ok ? null : answer;
    if (!answer.ok) return;
    this.#entries = cursor === null ? answer.value.entries : [...(this.#entries ?? []), ...answer.value.entries];
    this.#cursor = answer.value.cursor;
    this.#timeZone = answer.value.timeZone;
  }
}

/** `to` names the last day that counts; the server wants the instant after it. */
export function auditQuery({ actor, action, from, to }: AuditWish, timeZone: string, cursor: string | null): string {
  const query = new URLSearchParams();
  const set = (name: string, value: string | EpochMs | null): void => {
    if (value !== null && value !== '') query.set(name, String(value));
  };
  set('cursor', cursor);
  set('actor', actor);
  set('action', action);
  set('from', from === '' ? null : instantIn(timeZone, from, '00:00'));
  set('to', to === '' ? null : instantIn(timeZone, dayAfter(to), '00:00'));
  return query.size === 0 ? '' : `?${query.toString()}`;
}

function dayAfter(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + 1);
  return at.toISOString().slice(0, 10);
}
