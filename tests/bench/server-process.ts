// Starts the servers under measurement as processes of their own and reads what they cost from /proc.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PASSWORD = 'bench-password-1';
/** Linux accounts CPU in hundredths of a second. */
const TICK_MS = 10;

export interface Measured {
  readonly url: string;
  /** User and system time of the process so far, in milliseconds. */
  cpuMs(): number;
  rssMb(): number;
  kill(signal: NodeJS.Signals): Promise<void>;
}

export interface Gongbi extends Measured {
  readonly token: string;
  /** A new process over the same folder, on a new port. */
  restart(): Promise<Gongbi>;
  createMeeting(): Promise<string>;
  dispose(): Promise<void>;
}

export async function startNull(stateBytes = 0): Promise<Measured> {
  const portFile = join(mkdtempSync(join(tmpdir(), 'null-')), 'port');
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(ROOT, 'tests/bench/null-relay.ts'), portFile, String(stateBytes)],
    {
      stdio: 'inherit',
    },
  );
  await until(() => existsSync(portFile) && readFileSync(portFile, 'utf8') !== '');
  return measured(child, `ws://127.0.0.1:${readFileSync(portFile, 'utf8')}`);
}

export async function startGongbi(
  dataDir = mkdtempSync(join(tmpdir(), 'gongbi-bench-')),
  token?: string,
): Promise<Gongbi> {
  const child = spawn(process.execPath, [join(ROOT, 'dist/server/main.js')], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATA_DIR: dataDir,
      PORT: '0',
      HOST: '127.0.0.1',
      ADMIN_PASSWORD: PASSWORD,
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await addressOf(child);
  const apiToken = token ?? (await apiTokenAt(url));
  const process_ = measured(child, url);
  return {
    ...process_,
    token: apiToken,
    restart: () => startGongbi(dataDir, apiToken),
    createMeeting: async () => {
      const answer = await fetch(`${url}/api/v1/meetings`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${apiToken}` },
        body: JSON.stringify({ title: '基准会议' }),
      });
      if (answer.status !== 201) throw new Error(`no meeting: ${answer.status} ${await answer.text()}`);
      return text(await answer.json(), 'id');
    },
    dispose: async () => {
      await process_.kill('SIGTERM');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function apiTokenAt(url: string): Promise<string> {
  const json = { 'content-type': 'application/json', origin: url };
  const signedIn = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ username: 'admin', password: PASSWORD }),
  });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const made = await fetch(`${url}/api/v1/tokens`, {
    method: 'POST',
    headers: { ...json, cookie },
    body: JSON.stringify({ label: 'bench' }),
  });
  if (made.status !== 201) throw new Error(`no token: ${made.status} ${await made.text()}`);
  return text(await made.json(), 'token');
}

function text(json: unknown, key: string): string {
  const value = typeof json === 'object' && json !== null ? Reflect.get(json, key) : undefined;
  if (typeof value !== 'string') throw new Error(`an answer without ${key}`);
  return value;
}

function measured(child: ChildProcess, url: string): Measured {
  const pid = child.pid ?? 0;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    url,
    cpuMs: () => {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
    },
    rssMb: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024,
    kill: (signal) => {
      child.kill(signal);
      return exited;
    },
  };
}

/** The server prints its addresses once it listens. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const port = /https?:\/\/[^\s/]+:(\d+)/.exec(printed)?.[1];
      if (port) resolve(`http://127.0.0.1:${port}`);
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it listened: ${printed}`)));
  });
}

async function until(condition: () => boolean, limitMs = 30_000): Promise<void> {
  const end = performance.now() + limitMs;
  while (!condition()) {
    if (performance.now() > end) throw new Error('waited too long');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
