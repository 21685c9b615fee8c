// The built server over a disk that can be broken while it runs, and what must hold whatever was broken: it lives or
// ended by design, takes writes again by itself, and its file is whole. Knows no flow.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { expect, onTestFinished } from 'vitest';
import { Caller } from '../../support/app.ts';
import { Disk } from '../../support/disk/disk.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { ServerUnderTest } from '../../e2e/support/server.ts';

const CLI = fileURLToPath(new URL('../../../dist/server/cli.js', import.meta.url));
/** How soon a server must take writes again once its disk is sound. */
const RECOVERY_MS = 10_000;
/** How soon a process is gone that could not flush. */
const END_MS = 1_000;

export interface CliEnd {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  /** Lines of standard error. */
  readonly errors: readonly string[];
}

export class StorageGround {
  readonly disk: Disk;
  readonly server: ServerUnderTest;
  #admin: Caller | null = null;
  #token = '';

  private constructor(disk: Disk, server: ServerUnderTest) {
    this.disk = disk;
    this.server = server;
  }

  /** A running server with an administrator's token. */
  static async start(): Promise<StorageGround> {
    const disk = new Disk(temporaryFolder());
    const server = await ServerUnderTest.start({ dataDir: disk.folder, env: { ...disk.env, LOG_LEVEL: 'silent' } });
    const ground = new StorageGround(disk, server);
    onTestFinished(async () => {
      await server.stop('SIGKILL');
      disk.close();
    });
    ground.#token = await server.tokenOf(await server.admin());
    return ground;
  }

  /** Talks to the API; survives restarts. */
  get admin(): Caller {
    this.#admin ??= new Caller(this.server.url, { authorization: `Bearer ${this.#token}` });
    return this.#admin;
  }

  get token(): string {
    return this.#token;
  }

  /** The disk is sound again: a server that ended is started, one that lives must take writes by itself. */
  async recover(): Promise<void> {
    this.disk.heal();
    if (this.server.isRunning) await this.#untilWritable();
    else await this.server.start();
  }

  /** Whether the server is still there a moment after a fault; one that could not flush has that moment to end. */
  async hasEnded(): Promise<boolean> {
    if (!this.server.isRunning) return true;
    const timer = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), END_MS));
    return Promise.race([this.server.ended().then(() => true), timer]);
  }

  async restartAfterKill(): Promise<void> {
    this.disk.heal();
    await this.server.stop('SIGKILL');
    await this.server.start();
  }

  /** What SQLite and our own verification find wrong with the file: nothing. */
  async expectWholeFile(): Promise<void> {
    const verified = await this.cli(['verify']);
    expect(verified, 'cli verify').toMatchObject({ code: 0 });
    const database = new Database(join(this.disk.folder, 'gongbi.sqlite'), { readonly: true });
    const found = database.pragma('integrity_check', { simple: true });
    database.close();
    expect(found).toBe('ok');
  }

  /** The command line over the same folder; its disk is sound unless `env` names another. */
  cli(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CliEnd> {
    return runCli(this.disk.folder, args, env);
  }

  async #untilWritable(): Promise<void> {
    const end = performance.now() + RECOVERY_MS;
    for (;;) {
      const reply = await this.admin.post('/meetings', { title: '恢复' }).catch(() => null);
      if (reply?.status === 201) return;
      if (performance.now() > end) throw new Error(`no write in ${RECOVERY_MS} ms: ${JSON.stringify(reply)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** The built command line as a process of its own over `dataDir`. */
export function runCli(
  dataDir: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CliEnd> {
  const child = spawn(process.execPath, [CLI, ...args], {
    env: { ...process.env, NODE_ENV: 'production', DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, out, errors: errors.split('\n').filter(Boolean) }));
  });
}
