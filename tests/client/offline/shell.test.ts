// @vitest-environment node
// What the service worker keeps and when it answers, on a cache in memory and a server whose answers the test gives.
import { describe, expect, it } from 'vitest';
import { Shell } from '../../../client/offline/shell.ts';
import { FakeDevice } from '../support/fake-device.ts';

const ORIGIN = 'https://minutes.example.org';
const TOKEN = 'k3mZ9QpL0aVt7wXyB2nCde';

/** `CacheStorage` as browsers have it, as far as the shell uses it. */
class MemoryCaches {
  readonly all = new Map<string, Map<string, Response>>();
  readonly #fetch: (request: Request) => Promise<Response>;

  constructor(fetch: (request: Request) => Promise<Response>) {
    this.#fetch = fetch;
  }

  async has(name: string): Promise<boolean> {
    return this.all.has(name);
  }

  async open(name: string): Promise<Cache> {
    const kept = this.all.get(name) ?? new Map<string, Response>();
    this.all.set(name, kept);
    return {
      match: async (url: string) => kept.get(url)?.clone(),
      addAll: async (requests: Request[]) => {
        const answers = await Promise.all(requests.map((request) => this.#fetch(request)));
        if (answers.some((answer) => !answer.ok)) throw new TypeError('an answer was not ok');
        answers.forEach((answer, index) => kept.set(requests[index]?.url ?? '', answer));
      },
    } as unknown as Cache;
  }

  async match(url: string): Promise<Response | undefined> {
    return [...this.all.values()].flatMap((kept) => kept.get(url) ?? [])[0]?.clone();
  }

  async keys(): Promise<string[]> {
    return [...this.all.keys()];
  }

  async delete(name: string): Promise<boolean> {
    return this.all.delete(name);
  }

  get keptUrls(): string[] {
    return [...this.all.values()].flatMap((kept) => [...kept.keys()]);
  }
}

interface Site {
  readonly device: FakeDevice;
  readonly caches: MemoryCaches;
  /** What the server has; a path it lacks is 404. */
  readonly files: Map<string, string>;
  server: 'up' | 'away' | 'silent' | number;
  /** A worker of the build `version` with one part. */
  build(version: string): Shell;
}

function site(): Site {
  const files = new Map<string, string>();
  const fetch = async (request: Request): Promise<Response> => {
    if (made.server === 'away') throw new TypeError('connection refused');
    if (made.server === 'silent') return new Promise(() => undefined);
    if (typeof made.server === 'number') return new Response('gateway', { status: made.server });
    const { pathname } = new URL(request.url);
    const text = files.get(pathname) ?? (pathname.includes('.') ? undefined : files.get('/index.html'));
    return text === undefined ? new Response('', { status: 404 }) : new Response(text);
  };
  const caches = new MemoryCaches(fetch);
  const device = new FakeDevice();
  const made: Site = {
    ...{ device, caches, files, server: 'up' },
    build: (version) => {
      for (const path of files.keys()) files.delete(path);
      files.set('/index.html', `page ${version}`);
      files.set(`/assets/part-${version}.js`, `part ${version}`);
      return new Shell({
        files: { version, paths: [...files.keys()] },
        origin: ORIGIN,
        caches: caches,
        fetch,
        after: (delayMs, task) => device.after(delayMs, task),
      });
    },
  };
  return made;
}

function page(path: string): Request {
  return Object.defineProperty(new Request(ORIGIN + path), 'mode', { value: 'navigate' });
}

async function text(answer: Promise<Response> | null): Promise<string | null> {
  return answer && (await answer).text();
}

/** Lets what is under way in memory settle; no time passes. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('a page', () => {
  it('is the server’s while it answers, and the kept one when it is away', async () => {
    const here = site();
    const shell = here.build('1');
    await shell.keep();
    here.files.set('/index.html', 'page 2');

    const online = await text(shell.answer(page('/meetings/m1')));
    here.server = 'away';
    const offline = await text(shell.answer(page('/meetings/m1')));

    expect([online, offline]).toEqual(['page 2', 'page 1']);
  });

  it('comes from what is kept when the server is silent for two and a half seconds', async () => {
    const here = site();
    const shell = here.build('1');
    await shell.keep();
    here.server = 'silent';
    let shown = '';

    void text(shell.answer(page('/'))).then((answer) => (shown = answer ?? ''));
    await settled();
    here.device.advance(2_499);
    await settled();
    const before = shown;
    here.device.advance(1);
    await settled();

    expect([before, shown]).toEqual(['', 'page 1']);
  });

  it.each([502, 503, 504])('comes from what is kept when a proxy answers %s for the server', async (status) => {
    const here = site();
    const shell = here.build('1');
    await shell.keep();
    here.server = status;

    expect(await text(shell.answer(page('/')))).toBe('page 1');
  });

  it('is left to the server as it says it otherwise, be it an error', async () => {
    const here = site();
    const shell = here.build('1');
    await shell.keep();
    here.server = 500;

    expect(await text(shell.answer(page('/')))).toBe('gateway');
  });

  it('of a projector leaves no trace of its token', async () => {
    const here = site();
    const shell = here.build('1');
    await shell.keep();

    await text(shell.answer(page(`/projector/${TOKEN}`)));
    here.server = 'away';
    await text(shell.answer(page(`/projector/${TOKEN}`)));

    expect(here.caches.keptUrls.sort()).toEqual([`${ORIGIN}/assets/part-1.js`, `${ORIGIN}/index.html`]);
  });
});

describe('what is none of its business', () => {
  it.each(['/api/v1/me', '/socket.io/?EIO=4', '/yjs/m1/desk', '/healthz', '/service-worker.js', '/icon.svg'])(
    '%s passes untouched, also as a page of its own',
    (path) => {
      const shell = site().build('1');

      expect(shell.answer(new Request(ORIGIN + path))).toBeNull();
      expect(shell.answer(page(path))).toBeNull();
    },
  );

  it('so do other sites and everything that is sent', () => {
    const shell = site().build('1');

    expect(shell.answer(new Request('https://elsewhere.example.org/assets/part-1.js'))).toBeNull();
    expect(shell.answer(new Request(`${ORIGIN}/assets/part-1.js`, { method: 'POST' }))).toBeNull();
  });
});

describe('a new build', () => {
  it('keeps nothing of itself when one file is missing, and the one in use stays', async () => {
    const here = site();
    await here.build('1').keep();
    const next = here.build('2');
    here.files.delete('/assets/part-2.js');

    await expect(next.keep()).rejects.toThrow();

    expect([...here.caches.all.keys()]).toEqual(['gongbi-shell-1']);
  });

  it('that has the same files does not take them from the worker before it when it fails', async () => {
    const here = site();
    const shell = here.build('1');
    await shell.keep();
    here.server = 'away';

    await expect(here.build('1').keep()).rejects.toThrow();

    expect(await text(shell.answer(page('/')))).toBe('page 1');
  });

  it('serves a page that was open at the change its lazy parts, and drops the builds before that', async () => {
    const here = site();
    for (const version of ['1', '2', '3']) await here.build(version).keep();
    const shell = here.build('3');

    await shell.forgetOlder();

    expect([...here.caches.all.keys()]).toEqual(['gongbi-shell-2', 'gongbi-shell-3']);
    expect(await text(shell.answer(new Request(`${ORIGIN}/assets/part-2.js`)))).toBe('part 2');
  });

  it('leaves other caches of this site alone', async () => {
    const here = site();
    await here.caches.open('of-somebody-else');
    for (const version of ['1', '2', '3']) await here.build(version).keep();

    await here.build('3').forgetOlder();

    expect([...here.caches.all.keys()]).toContain('of-somebody-else');
  });
});
