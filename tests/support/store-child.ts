// Starts tests/support/store-process.ts, waits for its lines and makes sure that it is gone after the test.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export interface StoreChild {
  readonly pid: number;
  /** Everything it said so far. */
  readonly lines: readonly string[];
  readonly errors: () => string;
  /** Resolves with the first line that `matches`, now or later; rejects when the process ends without one. */
  line(matches: (line: string) => boolean): Promise<string>;
  /** As by a power cut to the process: no handler runs. Resolves when it is gone. */
  kill(): Promise<void>;
  exitCode(): Promise<number | null>;
}

interface ChildOptions {
  readonly scenario: string;
  readonly dataDir: string;
  readonly argument?: string;
  /** A command that gets the whole node command line as its last arguments. */
  readonly through?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const PROGRAM = fileURLToPath(new URL('./store-process.ts', import.meta.url));

export function startStoreChild({ scenario, dataDir, argument = '', through = [], env }: ChildOptions): StoreChild {
  const command = [...through, process.execPath, '--import', 'tsx', PROGRAM, scenario, dataDir, argument];
  const [program = process.execPath, ...parameters] = command;
  const child = spawn(program, parameters, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended(child);
  });
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += String(chunk)));
  const lines: string[] = [];
  const waiting = new Set<(line: string) => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    for (const tell of waiting) tell(line);
  });
  return {
    pid: child.pid ?? 0,
    lines,
    errors: () => errors,
    line: (matches) =>
      new Promise((resolve, reject) => {
        const tell = (line: string): void => {
          if (!matches(line)) return;
          waiting.delete(tell);
          resolve(line);
        };
        const known = lines.find(matches);
        if (known !== undefined) resolve(known);
        waiting.add(tell);
        child.once('close', () => reject(new Error(`the process ended: ${errors}`)));
      }),
    kill: async () => {
      child.kill('SIGKILL');
      await ended(child);
    },
    exitCode: () => ended(child),
  };
}

/** Resolves when the process is gone and its output was read to the end. */
async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
  return child.exitCode;
}
