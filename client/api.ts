// The server over HTTP: JSON in, a Result out. Knows no route; pages name paths and the types they expect, which the
// server's schemas of the same name have checked.
import { getContext, setContext } from 'svelte';
import { invariant } from '../shared/lib/assert.ts';
import { refused } from '../shared/lib/result.ts';
import { MINUTE_MS, type DurationMs, type EpochMs } from '../shared/lib/time.ts';
import { readAnswer, type Answer } from './answer.ts';

interface ApiOptions {
  readonly fetch: typeof globalThis.fetch;
  /** This device's clock; answers correct it (see `serverNow`). */
  readonly now: () => EpochMs;
  /** The session has ended on the server's side while a page was open. */
  readonly onSignedOut: () => void;
}

interface Sending {
  /** The version that a change was made on (`If-Match`). */
  readonly version?: string;
  /** After this long without an answer the server counts as unreachable. */
  readonly withinMs?: DurationMs;
}

const ROOT = '/api/v1';
const LIMIT_MS: DurationMs = MINUTE_MS;
/** Asking these while signed out is not a session that ended. */
const SIGNED_OUT_PATHS: readonly string[] = ['/session', '/me', '/setup'];

export class Api {
  readonly #options: ApiOptions;
  #aheadMs = 0;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  /** The server's time as its last answer told it, to the second: a wrong clock on this device does not date a meeting. */
  serverNow(): EpochMs {
    return this.#options.now() + this.#aheadMs;
  }

  /** The whole address of `path`, for links that the browser itself follows. */
  url(path: string): string {
    return `${ROOT}${path}`;
  }

  get<T>(path: string, asking: Pick<Sending, 'withinMs'> = {}): Promise<Answer<T>> {
    return this.#ask<T>('GET', path, undefined, asking);
  }

  post<T>(path: string, body: unknown = {}): Promise<Answer<T>> {
    return this.#ask<T>('POST', path, body);
  }

  patch<T>(path: string, body: unknown, sending: Sending = {}): Promise<Answer<T>> {
    return this.#ask<T>('PATCH', path, body, sending);
  }

  put<T>(path: string, body: unknown, sending: Sending = {}): Promise<Answer<T>> {
    return this.#ask<T>('PUT', path, body, sending);
  }

  delete<T>(path: string): Promise<Answer<T>> {
    return this.#ask<T>('DELETE', path);
  }

  async #ask<T>(method: string, path: string, body?: unknown, sending: Sending = {}): Promise<Answer<T>> {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (sending.version !== undefined) headers['if-match'] = sending.version;
    let response: Response;
    let text: string;
    try {
      response = await this.#options.fetch(this.url(path), {
        method,
        headers,
        credentials: 'same-origin',
        signal: AbortSignal.timeout(sending.withinMs ?? LIMIT_MS),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      text = await response.text();
    } catch {
      // The browser tells no more than "no answer", and the limit no more than "none yet": the page says it.
      return refused('unreachable');
    }
    this.#noteClock(response);
    const answer = readAnswer<T>(response.status, text, response.headers.get('retry-after'));
    if (!answer.ok && answer.code === 'not-signed-in' && !SIGNED_OUT_PATHS.includes(path)) this.#options.onSignedOut();
    return answer;
  }

  #noteClock(response: Response): void {
    const at = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(at)) this.#aheadMs = at - this.#options.now();
  }
}

const CONTEXT = Symbol('api');

export function provideApi(api: Api): Api {
  return setContext(CONTEXT, api);
}

export function useApi(): Api {
  const api = getContext<Api | undefined>(CONTEXT);
  invariant(api, 'no api in this context');
  return api;
}
