// The program as it is shipped, in a process of its own that can be killed, over a folder that survives it.
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Caller, textField, type Reply } from '../../support/app.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const MAIN = fileURLToPath(new URL('../../../dist/server/main.js', import.meta.url));
const ADMIN_PASSWORD = 'a password for tests';

export interface ServerOptions {
  /** The built program; absent = the one in dist/. */
  readonly main?: string;
}

/** One server on one port and folder, whichever process runs it at the moment. */
export class ServerUnderTest {
  readonly url: string;
  readonly dataDir = temporaryFolder();
  readonly #port: number;
  readonly #main: string;
  #child: ChildProcess | null = null;

  private constructor(port: number, { main = MAIN }: ServerOptions) {
    this.#port = port;
    this.#main = main;
    this.url = `http://127.0.0.1:${port}`;
  }

  static async start(options: ServerOptions = {}): Promise<ServerUnderTest> {
    const server = new ServerUnderTest(await freePort(), options);
    await server.start();
    return server;
  }

  /** Resolves when it listens. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ['--enable-source-maps', this.#main], {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        DATA_DIR: this.dataDir,
        PORT: String(this.#port),
        HOST: '127.0.0.1',
        PUBLIC_URL: this.url,
        ADMIN_PASSWORD,
        LOG_LEVEL: 'warn',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    await new Promise<void>((resolve, reject) => {
      let printed = '';
      child.stdout.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
        if (printed.includes(this.url)) resolve();
      });
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${printed}`)));
    });
  }

  /** The process stands still: connections stay open, and nothing is answered until `resume`. */
  pause(): void {
    this.#child?.kill('SIGSTOP');
  }

  resume(): void {
    this.#child?.kill('SIGCONT');
  }

  /** Ends the process and waits until it is gone. */
  async stop(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(signal);
    await gone;
  }

  /** Talks to the API with the administrator's cookie. */
  async admin(): Promise<Caller> {
    return this.signIn('admin', ADMIN_PASSWORD);
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
function freePort(): Promise<number> {
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
