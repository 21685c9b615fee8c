// The outbox as far as it was read: page by page, for one state or for all that is not done.
import type { NoticePage } from '../shared/api/notice.schema.ts';
import type { Api } from './api.ts';
import type { Failure } from './i18n.svelte.ts';

export type NoticeShow = 'open' | 'waiting' | 'given-up' | 'sent';

export class NoticePages {
  readonly #api: Api;
  #show: NoticeShow = $state('open');
  #page: NoticePage | null = $state.raw(null);
  #failure: Failure | null = $state.raw(null);
  #waiting = $state(false);
  #asked = 0;

  constructor(api: Api) {
    this.#api = api;
  }

  get show(): NoticeShow {
    return this.#show;
  }

  get value(): NoticePage | null {
    return this.#page;
  }

  get failure(): Failure | null {
    return this.#failure;
  }

  get waiting(): boolean {
    return this.#waiting;
  }

  async ask(show: NoticeShow): Promise<void> {
    this.#show = show;
    await this.load();
  }

  load(): Promise<void> {
    return this.#read(null);
  }

  async more(): Promise<void> {
    const cursor = this.#page?.cursor ?? null;
    if (cursor !== null && !this.#waiting) await this.#read(cursor);
  }

  async #read(cursor: string | null): Promise<void> {
    const question = ++this.#asked;
    this.#waiting = true;
    const query = new URLSearchParams();
    if (this.#show !== 'open') query.set('state', this.#show);
    if (cursor !== null) query.set('cursor', cursor);
    const answer = await this.#api.get<NoticePage>(`/office/notices${query.size === 0 ? '' : `?${query.toString()}`}`);
    if (question !== this.#asked) return;
    this.#waiting = false;
    this.#failure = answer.ok ? null : answer;
    if (!answer.ok) return;
    const earlier = cursor === null ? [] : (this.#page?.notices ?? []);
    this.#page = { ...answer.value, notices: [...earlier, ...answer.value.notices] };
  }
}
