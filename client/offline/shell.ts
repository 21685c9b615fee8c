// The files that every page is made of, kept by the browser so that a page opens while the server is away: what is kept,
// when it answers, when it goes. Knows no meeting and no person; what those keep lies in client/sync and client/state.
// Invariants:
// 1. Only the files of one build are kept, all or none, under their own paths. No address of a page is ever a key: a
//    projector's address holds its token.
// 2. The server's page wins whenever it comes within the limit, so nobody is held on an old version.
// 3. What programs ask (/api, /socket.io, /yjs) and everything foreign passes untouched.
// 4. The build before this one stays: pages that were open at the change may still load its lazy parts.
import type { DurationMs } from '../../shared/lib/time.ts';

/** What one build of the client consists of. */
export interface ShellFiles {
  /** Names the build; another content is another version. */
  readonly version: string;
  /** Paths from the root, /index.html among them. */
  readonly paths: readonly string[];
}

export interface ShellOptions {
  readonly files: ShellFiles;
  /** Origin that this shell belongs to. */
  readonly origin: string;
  readonly caches: CacheStorage;
  readonly fetch: (request: Request) => Promise<Response>;
  /** Runs `task` after `delayMs`; returns the cancellation. */
  readonly after: (delayMs: DurationMs, task: () => void) => () => void;
}

/** The one page that finds its way by itself, whatever address it is opened under. */
const PAGE = '/index.html';

const PREFIX = 'gongbi-shell-';
/** How long a page waits for a server that neither answers nor refuses. */
const PAGE_LIMIT_MS: DurationMs = 2_500;
/** A proxy may say that its answers vary; the content of these files does not. */
const ANY_HEADERS: CacheQueryOptions = { ignoreVary: true };
/** What a proxy says in the name of a server that is away. */
const AWAY: ReadonlySet<number> = new Set([502, 503, 504]);

export class Shell {
  readonly #options: ShellOptions;

  constructor(options: ShellOptions) {
    this.#options = options;
  }

  /** Fetches the whole build. Rejects, keeping nothing, when any file does not come. */
  async keep(): Promise<void> {
    const { files, caches, origin } = this.#options;
    const name = this.#name;
    const isNew = !(await caches.has(name));
    try {
      const cache = await caches.open(name);
      // Asked again where the name does not change with the content, or an old page would meet new parts.
      await cache.addAll(
        files.paths.map((path) => new Request(origin + path, { cache: isHashed(path) ? 'default' : 'reload' })),
      );
    } catch (cause) {
      // The same files may be in use by the worker before this one; then they stay.
      if (isNew) await caches.delete(name);
      throw cause;
    }
  }

  /** Deletes every build but this one and the one before it. */
  async forgetOlder(): Promise<void> {
    const { caches } = this.#options;
    const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== this.#name);
    await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  }

  /** The answer to `request`, or null for what is none of the shell's business. */
  answer(request: Request): Promise<Response> | null {
    const url = new URL(request.url);
    if (request.method !== 'GET' || url.origin !== this.#options.origin) return null;
    if (request.mode === 'navigate') return isPagePath(url.pathname) ? this.#page(request) : null;
    return isHashed(url.pathname) ? this.#file(request) : null;
  }

  get #name(): string {
    return PREFIX + this.#options.files.version;
  }

  async #page(request: Request): Promise<Response> {
    const kept = await this.#kept();
    if (!kept) return this.#options.fetch(request);
    return (await this.#fromServer(request)) ?? kept;
  }

  /** Null when the server is away or too slow. */
  #fromServer(request: Request): Promise<Response | null> {
    const { fetch, after } = this.#options;
    return new Promise((resolve) => {
      const cancel = after(PAGE_LIMIT_MS, () => resolve(null));
      const settle = (response: Response | null): void => {
        cancel();
        resolve(response);
      };
      fetch(request).then(
        (response) => settle(AWAY.has(response.status) ? null : response),
        // No answer is the whole outcome; the kept page says it.
        () => settle(null),
      );
    });
  }

  async #kept(): Promise<Response | undefined> {
    const cache = await this.#options.caches.open(this.#name);
    return cache.match(this.#options.origin + PAGE, ANY_HEADERS);
  }

  /** Names of these files change with their content: whichever build kept one, it is the right one. */
  async #file(request: Request): Promise<Response> {
    const { caches, fetch } = this.#options;
    return (await caches.match(request.url, ANY_HEADERS)) ?? fetch(request);
  }
}

/** As the server decides it (server/http/pages.ts): a page's path has no file ending and lies outside what programs use. */
function isPagePath(path: string): boolean {
  if (/^\/(?:api|assets|socket\.io|yjs|healthz|readyz)(?:\/|$)/.test(path)) return false;
  return !path.slice(path.lastIndexOf('/') + 1).includes('.');
}

function isHashed(path: string): boolean {
  return path.startsWith('/assets/');
}
