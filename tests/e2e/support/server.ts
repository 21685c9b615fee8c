// The program as it is shipped, in a process of its own that can be killed, over a folder that survives it.
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Caller, textField, type Reply } from '../../support/app.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const MAIN = fileURLToPath(new URL('../../../dist/server/main.js', import.meta.url));
/** Made at the first start. */
export const ADMINISTRATOR = { username: 'admin', password: 'a password for tests' };

export interface Ground {
  /** The built program; absent = the one in dist/. */
  readonly main?: string;
  /** One of its own unless given. */
  readonly dataDir?: string;
  /** Variables of each process in addition to those that a server needs. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A server that ended instead of listening. */
export class BootFailure extends Error {
  override readonly name = 'BootFailure';

  readonly code: number | null;
  readonly signal: string | null;
  /** What it wrote to standard error. */
  readonly lastWords: string;

  constructor(end: Pick<BootFailure, 'code' | 'signal' | 'lastWords'>, printed: string) {
    super(`the server ended with ${end.code ?? end.signal}: ${end.lastWords}${printed}`);
    this.code = end.code;
    this.signal = end.signal;
    this.lastWords = end.lastWords;
  }
}

/** One server on one port and folder, whichever process runs it at the moment. */
export class ServerUnderTest {
  readonly url: string;
  readonly dataDir: string;
  readonly #port: number;
  readonly #main: string;
  readonly #env: Readonly<Record<string, string>>;
  #child: ChildProcess | null = null;

  private constructor(port: number, { dataDir, env = {}, main = MAIN }: Ground) {
    this.#port = port;
    this.#main = main;
    this.#env = env;
    this.dataDir = dataDir ?? temporaryFolder();
    this.url = `http://127.0.0.1:${port}`;
  }

  static async start(ground: Ground = {}): Promise<ServerUnderTest> {
    // A port that was free may be somebody else's a moment later: two files run at once.
    for (let left = 3; ; left -= 1) {
      const server = await ServerUnderTest.stopped(ground);
      try {
        await server.start();
        return server;
      } catch (error) {
        if (left === 0 || !(error instanceof BootFailure) || !error.lastWords.includes('is taken by')) throw error;
      }
    }
  }

  /** A server that runs nowhere yet. */
  static async stopped(ground: Ground = {}): Promise<ServerUnderTest> {
    return new ServerUnderTest(await freePort(), ground);
  }

  /** Of the process that runs it; null between two. */
  get pid(): number | null {
    return this.isRunning ? (this.#child?.pid ?? null) : null;
  }

  get isRunning(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Resolves when it listens; rejects with its exit code and its last words when it ends before. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ['--enable-source-maps', this.#main], {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        DATA_DIR: this.dataDir,
        PORT: String(this.#port),
        HOST: '127.0.0.1',
        PUBLIC_URL: this.url,
        ADMIN_PASSWORD: ADMINISTRATOR.password,
        LOG_LEVEL: 'warn',
        ...this.#env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    let printed = '';
    let lastWords = '';
    child.stderr.on('data', (chunk: Buffer) => {
      lastWords += chunk.toString();
    });
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
        if (printed.includes('is ready')) resolve();
      });
      child.once('close', (code, signal) => reject(new BootFailure({ code, signal, lastWords }, printed)));
    });
  }

  /** Resolves when the process has ended, however. */
  async ended(): Promise<void> {
    const child = this.#child;
    if (child && this.isRunning) await new Promise<void>((resolve) => child.once('exit', () => resolve()));
  }

  /** The process stands still: connections stay open, and nothing is answered until `resume`. */
  pause(): void {
    this.#child?.kill('SIGSTOP');
  }

  resume(): void {
    this.#child?.kill('SIGCONT');
  }

  /** Runs again, whatever a test did to it. */
  async recover(): Promise<void> {
    this.resume();
    if (!this.isRunning) await this.start();
  }

  /** Ends the process and waits until it is gone. */
  async stop(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(signal);
    await gone;
  }

  /** Talks to the API with the administrator's cookie. */
  async admin(): Promise<Caller> {
    return this.signIn(ADMINISTRATOR.username, ADMINISTRATOR.password);
  }

  async signIn(username: string, password: string): Promise<Caller> {
    const reply = await new Caller(this.url).post('/session', { username, password });
    const cookie = cookieOf(reply);
    return new Caller(this.url, { cookie, origin: this.url });
  }

  /** An api token of whoever `caller` is. */
  async tokenOf(caller: Caller): Promise<string> {
    return textField(await caller.post('/tokens', { label: 'e2e' }), 'token');
  }
}

function cookieOf(reply: Reply): string {
  const cookie = reply.headers.get('set-cookie')?.split(';')[0];
  if (cookie === undefined) throw new Error(`signing in was refused: ${reply.status} ${JSON.stringify(reply.body)}`);
  return cookie;
}

/** A port that was free a moment ago: the browser must find the server again at the same address. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
