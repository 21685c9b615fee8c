// The real app on a free port over a fresh data folder: real SQLite, real HTTP, real sockets. Time is real unless a
// clock is given; passwords are hashed cheaply, since nothing but their tests depends on the cost.
import { readFileSync } from 'node:fs';
import { createApp } from '../../server/app.ts';
import { systemClock } from '../../server/clock.ts';
import { readConfig, type Config } from '../../server/config.ts';
import { createLog } from '../../server/log.ts';
import type { Clock, Log } from '../../server/ports.ts';
import { randomIds } from '../../server/random-ids.ts';
import type { RouteDefinition } from '../../shared/api/route.schema.ts';
import type { Role } from '../../shared/domain/roles.ts';
import { dataFolder } from './data-folder.ts';
import { atEndOfTest, type AtEnd } from './temporary-folder.ts';

export interface AppOptions {
  readonly clock?: Clock;
  readonly log?: Log;
  /** Environment variables; the data folder, the port and the host are set already. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where a server is to be started again. */
  readonly dataDir?: string;
  /** When it is closed; absent = when the test has finished. */
  readonly atEnd?: AtEnd;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; the text when it is none; null when empty. */
  readonly body: unknown;
}

export interface Ask {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Someone who talks to the app over HTTP with one credential. */
export class Caller {
  readonly #origin: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(origin: string, headers: Readonly<Record<string, string>> = {}) {
    this.#origin = origin;
    this.#headers = headers;
  }

  get(path: string, ask: Ask = {}): Promise<Reply> {
    return this.request('GET', path, ask);
  }

  post(path: string, body: unknown = {}, ask: Ask = {}): Promise<Reply> {
    return this.request('POST', path, { body, ...ask });
  }

  patch(path: string, body: unknown, ask: Ask = {}): Promise<Reply> {
    return this.request('PATCH', path, { body, ...ask });
  }

  delete(path: string, ask: Ask = {}): Promise<Reply> {
    return this.request('DELETE', path, ask);
  }

  /** Whatever fetch takes as a body, under its own content type. */
  async send(method: string, path: string, body: BodyInit): Promise<Reply> {
    const response = await this.raw(method, path, { body });
    return { status: response.status, headers: response.headers, body: parsed(await response.text()) };
  }

  /** The answer before it is read; `path` below `/api/v1`. */
  raw(
    method: string,
    path: string,
    init: RequestInit & { readonly headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const headers = { ...this.#headers, ...init.headers };
    return fetch(`${this.#origin}/api/v1${path}`, { redirect: 'manual', ...init, method, headers });
  }

  /** `path` below `/api/v1`, or anything that begins with `//` below the root. */
  async request(method: string, path: string, { body, headers }: Ask = {}): Promise<Reply> {
    const url = path.startsWith('//') ? `${this.#origin}${path.slice(1)}` : `${this.#origin}/api/v1${path}`;
    const isText = typeof body === 'string';
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...this.#headers, ...headers },
      ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parsed(text) };
  }
}

export interface TestApp {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  /** Of an empty database; null when there are accounts. */
  readonly setupToken: string | null;
  /** What is mounted under `/api/v1`. */
  readonly routes: readonly RouteDefinition[];
  /** Without a credential. */
  readonly anyone: Caller;
  /** The first administrator, made on first use. */
  admin(): Promise<Caller>;
  /** A fresh account with this role, signed in by cookie, as its browser would be. */
  as(role: Role, options?: { readonly bodyId?: string; readonly username?: string }): Promise<Caller>;
  /** Signs in; the cookie goes along with each request, and so does the Origin of our own pages. */
  signIn(username: string, password?: string): Promise<Caller>;
  /** The cookie of a fresh sign-in, as `name=value`. */
  cookieOf(username: string, password?: string): Promise<string>;
  close(): Promise<void>;
}

export const PASSWORD = 'correct horse 马';
const CHEAP_COST = 4;

/** Starts the app; it is closed when the test has finished, unless told otherwise. */
export async function startApp(options: AppOptions = {}): Promise<TestApp> {
  const { atEnd = atEndOfTest } = options;
  const dataDir = options.dataDir ?? dataFolder(atEnd);
  const clock = options.clock ?? systemClock();
  const log = options.log ?? createLog('silent');
  const config = configFor(dataDir, options.env);
  const fatal = (error: Error): never => {
    throw error;
  };
  const app = await createApp({ config, clock, log, ids: randomIds(), client: { kind: 'none' }, onFatal: fatal });
  const { port, publicUrl, setupLink } = await app.listen();
  const close = (): Promise<void> => app.close();
  atEnd(close);
  const url = `${new URL(publicUrl).protocol}//127.0.0.1:${port}`;
  const { routes } = app;
  return new RunningTestApp({ url, port, dataDir, routes, setupToken: setupLink?.split('token=')[1] ?? null, close });
}

function configFor(dataDir: string, env: AppOptions['env']): Config {
  const settings = { PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...env };
  const config = readConfig({ env: settings, readFile: (path) => readFileSync(path, 'utf8'), lanAddress: 'localhost' });
  return { ...config, passwordCost: CHEAP_COST };
}

type Running = Pick<TestApp, 'url' | 'port' | 'dataDir' | 'routes' | 'setupToken' | 'close'>;

class RunningTestApp implements TestApp {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  readonly routes: readonly RouteDefinition[];
  readonly setupToken: string | null;
  readonly anyone: Caller;
  readonly close: () => Promise<void>;
  #admin: Promise<Caller> | null = null;
  #accounts = 0;

  constructor(running: Running) {
    this.url = running.url;
    this.port = running.port;
    this.dataDir = running.dataDir;
    this.routes = running.routes;
    this.setupToken = running.setupToken;
    this.close = running.close;
    this.anyone = new Caller(this.url);
  }

  admin(): Promise<Caller> {
    this.#admin ??= this.#setUp();
    return this.#admin;
  }

  async as(
    role: Role,
    { bodyId, username = `${role}-${++this.#accounts}` }: Parameters<TestApp['as']>[1] = {},
  ): Promise<Caller> {
    const admin = await this.admin();
    const account = { username, password: PASSWORD, displayName: username, role, ...(bodyId ? { bodyId } : {}) };
    const created = await admin.post('/accounts', account);
    if (created.status !== 201) throw new Error(`an account was refused: ${JSON.stringify(created.body)}`);
    return this.signIn(username);
  }

  async signIn(username: string, password = PASSWORD): Promise<Caller> {
    return new Caller(this.url, { cookie: await this.cookieOf(username, password), origin: this.url });
  }

  async cookieOf(username: string, password = PASSWORD): Promise<string> {
    const reply = await this.anyone.post('/session', { username, password });
    const cookie = cookieIn(reply);
    if (cookie === null) throw new Error(`signing in was refused: ${JSON.stringify(reply.body)}`);
    return cookie;
  }

  async #setUp(): Promise<Caller> {
    if (this.setupToken === null) return this.signIn('admin');
    const account = { username: 'admin', password: PASSWORD, displayName: 'Admin' };
    const reply = await this.anyone.post('/setup', { token: this.setupToken, ...account });
    const cookie = cookieIn(reply);
    if (cookie === null) throw new Error(`the set-up was refused: ${JSON.stringify(reply.body)}`);
    return new Caller(this.url, { cookie, origin: this.url });
  }
}

/** `name=value` of the cookie that a reply sets. */
export function cookieIn(reply: Reply): string | null {
  return reply.headers.get('set-cookie')?.split(';')[0] ?? null;
}

/** The field of a reply's JSON body; fails the test when it is not there. */
export function field(reply: Reply, name: string): unknown {
  const { body } = reply;
  if (typeof body !== 'object' || body === null || !(name in body)) {
    throw new Error(`no "${name}" in ${reply.status} ${JSON.stringify(body)}`);
  }
  return Object.entries(body).find(([key]) => key === name)?.[1];
}

/** As `field`, a string. */
export function textField(reply: Reply, name: string): string {
  const value = field(reply, name);
  if (typeof value !== 'string') throw new Error(`"${name}" is no text in ${JSON.stringify(reply.body)}`);
  return value;
}

/** As `field`, a list of texts: `key` of each entry. */
export function listed(reply: Reply, name: string, key: string): readonly string[] {
  const value = field(reply, name);
  if (!Array.isArray(value)) throw new Error(`"${name}" is no list in ${JSON.stringify(reply.body)}`);
  return value.map((entry: unknown) => textField({ ...reply, body: entry }, key));
}

/** The id of the account with this name, as an administrator sees it. */
export async function accountId(admin: Caller, username: string): Promise<string> {
  const reply = await admin.get('/accounts');
  const index = listed(reply, 'accounts', 'username').indexOf(username);
  const id = listed(reply, 'accounts', 'id')[index];
  if (id === undefined) throw new Error(`there is no account ${username}`);
  return id;
}

function parsed(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
