// The exports of many meetings as the server tells of them: asked for every two seconds while one is made and the page is looked at,
// seldom while it is not, and not at all once all have ended.
import type { Bundle, Bundles } from '../shared/api/bundle.schema.ts';
import type { DurationMs } from '../shared/lib/time.ts';
import type { Api } from './api.ts';
import { Remote } from './remote.svelte.ts';

const SOON_MS: DurationMs = 2_000;
const HIDDEN_MS: DurationMs = 30_000;
const FAILED_MS: DurationMs = 10_000;

export class BundleWatch {
  readonly remote: Remote<Bundles>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isWatching = false;

  constructor(api: Api) {
    this.remote = new Remote(() => api.get<Bundles>('/exports'));
  }

  /** Newest first; null before the first answer. */
  get all(): readonly Bundle[] | null {
    return this.remote.value?.exports ?? null;
  }

  /** Begins; answers what ends it. */
  start(): () => void {
    const look = (): void => {
      if (!document.hidden) void this.load();
    };
    this.#isWatching = true;
    document.addEventListener('visibilitychange', look);
    void this.load();
    return () => {
      this.#isWatching = false;
      clearTimeout(this.#timer);
      document.removeEventListener('visibilitychange', look);
    };
  }

  async load(): Promise<void> {
    clearTimeout(this.#timer);
    await this.remote.load();
    clearTimeout(this.#timer);
    const wait = this.#waitMs();
    if (this.#isWatching && wait !== null) this.#timer = setTimeout(() => void this.load(), wait);
  }

  /** Takes over what an act answered, in the place of the one it is about. */
  put(bundle: Bundle): void {
    const { value } = this.remote;
    if (value === null) return;
    const exports = value.exports.map((one) => (one.id === bundle.id ? bundle : one));
    this.remote.put({ ...value, exports });
    void this.load();
  }

  #waitMs(): DurationMs | null {
    if (this.remote.failure !== null) return FAILED_MS;
    if (!(this.all ?? []).some(isUnderWay)) return null;
    return document.hidden ? HIDDEN_MS : SOON_MS;
  }
}

export function isUnderWay({ state }: Pick<Bundle, 'state'>): boolean {
  return state === 'waiting' || state === 'making';
}
