// The server as a program: started with a command, killed by a signal, asked over HTTP. Nothing of it is imported.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { field } from './meeting-text.ts';

const PASSWORD = 'a password for the harness';
const START_LIMIT_MS = 30_000;

export interface ServerOptions {
  /** Program and arguments. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly dataDir: string;
}

export class ServerProcess {
  readonly port: number;
  readonly url: string;
  readonly #options: ServerOptions;
  #child: ChildProcess | null = null;
  #errors = '';

  private constructor(port: number, options: ServerOptions) {
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.#options = options;
  }

  static async start(options: ServerOptions): Promise<ServerProcess> {
    const server = new ServerProcess(await freePort(), options);
    await server.start();
    return server;
  }

  get isRunning(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** What it wrote to its standard error, for a breach's sentence. */
  get errors(): string {
    return this.#errors.slice(-2_000);
  }

  /** Resolves when it listens; answers how long that took. */
  async start(): Promise<number> {
    const [program = process.execPath, ...parameters] = this.#options.command;
    const startedMs = performance.now();
    const child = spawn(program, parameters, {
      env: {
        ...withoutTestMode(process.env),
        ...this.#options.env,
        ...{ NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(this.port), PUBLIC_URL: this.url },
        ...{ DATA_DIR: this.#options.dataDir, ADMIN_PASSWORD: PASSWORD, LOG_LEVEL: 'error' },
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    child.stderr.on('data', (chunk: Buffer) => (this.#errors += chunk.toString()));
    await new Promise<void>((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error(`the server did not start: ${this.errors}`)), START_LIMIT_MS);
      let printed = '';
      child.stdout.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
        if (printed.includes(this.url)) resolve();
      });
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${printed} ${this.errors}`)));
      void once(child, 'close').then(() => clearTimeout(limit));
      child.stdout.once('data', () => clearTimeout(limit));
    });
    return performance.now() - startedMs;
  }

  /** Sends a signal and waits until it is gone; answers how long that took. */
  async stop(signal: 'SIGKILL' | 'SIGTERM'): Promise<number> {
    const child = this.#child;
    const startedMs = performance.now();
    if (child && this.isRunning) {
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    }
    return performance.now() - startedMs;
  }

  /** Waits until it has ended by itself; false when it has not within the limit. */
  async endsWithin(limitMs: number): Promise<boolean> {
    const end = performance.now() + limitMs;
    while (this.isRunning && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
    return !this.isRunning;
  }

  /** An api token of an account. */
  async tokenOf(username: string, password = PASSWORD): Promise<string> {
    const signedIn = await fetch(`${this.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.url },
      body: JSON.stringify({ username, password }),
    });
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const made = await fetch(`${this.url}/api/v1/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.url, cookie },
      body: JSON.stringify({ label: 'harness' }),
    });
    return textOf(await made.json(), 'token');
  }

  /** Makes an account and answers its id and a token of it. */
  async account(adminToken: string, username: string, role: string): Promise<Account> {
    const body = { username, password: PASSWORD, displayName: username, role };
    const made = await this.ask(adminToken, 'POST', '/accounts', body);
    return { id: textOf(made, 'id'), token: await this.tokenOf(username) };
  }

  /** One request with an api token; throws unless it was answered with success. */
  async ask(token: string, method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text.slice(0, 300)}`);
    return text === '' ? null : JSON.parse(text);
  }
}

export interface Account {
  readonly id: string;
  readonly token: string;
}

export function textOf(json: unknown, name: string): string {
  const value = field(json, name);
  if (typeof value !== 'string') throw new Error(`an answer without ${name}: ${JSON.stringify(json).slice(0, 200)}`);
  return value;
}

/** A test runner's own mode is none of the program's business. */
function withoutTestMode(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('VITEST') && name !== 'TEST'));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
