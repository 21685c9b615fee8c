// The command line as a process of its own, as an operator's shell starts it.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CLI } from '../support/programs.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface CliRun {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** `input`: what is piped in; null closes standard input at once. */
export function cli(dataDir: string, args: readonly string[], input: string | null = null): Promise<CliRun> {
  const environment = { PATH: process.env['PATH'], DATA_DIR: dataDir, LOG_LEVEL: 'silent' };
  const child = spawn(process.execPath, [CLI, ...args], { cwd: ROOT, env: environment });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
  child.stdin.end(input ?? '');
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}
