// One process that sets papers (typeset-child.ts), as seen by the server: asked one paper at a time, ended when it takes too
// long or too much memory. Whoever made it ends it.
import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath as script, pathToFileURL } from 'node:url';
import { SECOND_MS, type DurationMs } from '../../../shared/lib/time.ts';
import type { Clock } from '../../ports.ts';
import type { FontFolders } from './fonts.ts';
import type { Job, Outcome } from './typeset-messages.ts';

/** `never-began`: too many processes or descriptors. */
export type Answer = Outcome | { readonly kind: 'never-began' };

export interface JobLimits {
  readonly jobMs: DurationMs;
  readonly memoryBytes: number;
}

const LOOK_EVERY_MS = SECOND_MS / 4;
const PAGE_BYTES = 4096;
const MAX_WORDS = 300;
const HEAP_MB = 512;

export class TypesetProcess {
  readonly #child: ChildProcess;
  readonly #clock: Pick<Clock, 'after'>;
  #words = '';
  #settle: ((answer: Answer) => void) | null = null;
  /** It is asked nothing more. */
  isOver = false;

  constructor(child: ChildProcess, clock: Pick<Clock, 'after'>) {
    this.#child = child;
    this.#clock = clock;
    child.on('message', (outcome: Outcome) => this.#settle?.(outcome));
    child.once('error', () => this.#over({ kind: 'never-began' }));
    child.once('close', () => this.#over({ kind: 'failed', reason: `the process ended. ${this.#words.trim()}` }));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#words = (this.#words + text).slice(-MAX_WORDS);
    });
  }

  ask(job: Job, { jobMs, memoryBytes }: JobLimits): Promise<Answer> {
    const cancelLimit = this.#clock.after(jobMs, () => this.#give('it took too long'));
    let cancelLook: () => void = () => undefined;
    const look = async (): Promise<void> => {
      const bytes = await memoryOf(this.#child.pid);
      if (bytes !== null && bytes > memoryBytes) this.#give('it took too much memory');
      else if (this.#settle !== null) cancelLook = this.#clock.after(LOOK_EVERY_MS, () => void look());
    };
    return new Promise<Answer>((resolve) => {
      this.#settle = (answer) => {
        this.#settle = null;
        cancelLimit();
        cancelLook();
        resolve(answer);
      };
      void look();
      this.#child.send(job, (error) => {
        if (error !== null) this.#give(error.message);
      });
    });
  }

  /** Memory it holds, in bytes; null where the system does not tell. */
  memory(): Promise<number | null> {
    return memoryOf(this.#child.pid);
  }

  end(): void {
    this.#give('the server stops');
  }

  #give(reason: string): void {
    this.#over({ kind: 'failed', reason });
    this.#child.kill('SIGKILL');
  }

  #over(answer: Answer): void {
    this.isOver = true;
    this.#settle?.(answer);
  }
}

/** Runs typeset-child.ts, built or from source, with nothing of this process's environment. */
export function startTypesetChild({ official, cache }: FontFolders): ChildProcess {
  const fromSource = import.meta.url.endsWith('.ts');
  const loader = fromSource ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] : [];
  const program = script(new URL(`./typeset-child.${fromSource ? 'ts' : 'js'}`, import.meta.url));
  const noOthers = script(new URL('./typst/no-system-fonts.conf', import.meta.url));
  return spawn(process.execPath, [`--max-old-space-size=${HEAP_MB}`, ...loader, program, official, cache], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    env: { FONTCONFIG_FILE: noOthers },
  });
}

async function memoryOf(pid: number | undefined): Promise<number | null> {
  try {
    const pages = (await readFile(`/proc/${pid ?? 0}/statm`, 'latin1')).split(' ')[1];
    return Number(pages) * PAGE_BYTES;
  } catch {
    // Another system, or it has just ended.
    return null;
  }
}
