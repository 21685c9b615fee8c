// Papers set by a process of their own, one after another: as a PDF, or as pages to look at. A compiler that crashes, hangs or
// swells costs that one paper; the process is started when a paper is wanted and ended when none has been for a while.
import type { ChildProcess } from 'node:child_process';
import type { Paper } from '../../../shared/papers/paper.ts';
import { ok, refused, type Result } from '../../../shared/lib/result.ts';
import { MINUTE_MS, SECOND_MS, type DurationMs } from '../../../shared/lib/time.ts';
import type { Clock, Log } from '../../ports.ts';
import type { FontFolders } from './fonts.ts';
import type { Job, Outcome, Told, Wish } from './typeset-messages.ts';
import { startTypesetChild, TypesetProcess, type JobLimits } from './typeset-process.ts';

export interface PrintedPdf extends Told {
  readonly bytes: Uint8Array;
}

export interface DrawnPages extends Told {
  /** Each an SVG without scripts or anything from outside, its text as outlines: safe as a picture. */
  readonly pages: readonly string[];
}

/**
 * `unprintable`: this paper could not be set in time, in the memory it may have, or at all. `busy`: too many wait.
 * `unavailable`: no process could be started, or the server stops.
 */
export type TypesetRefusal = 'unprintable' | 'busy' | 'unavailable';

/** Bytes of the pictures of a paper, by the name that it has for them. */
export type PaperPictures = ReadonlyMap<string, Uint8Array>;

export interface TypesetterOptions {
  readonly folders: FontFolders;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Log;
  /** Starts the process; the one of typeset-child.ts unless a test breaks it. */
  readonly startChild?: (folders: FontFolders) => ChildProcess;
  readonly limits?: Partial<TypesetLimits>;
}

/** `jobMs` of one paper holds the start of the process. */
export interface TypesetLimits extends JobLimits {
  readonly idleMs: DurationMs;
  /** Papers at once, the one being set included. */
  readonly waiting: number;
}

/** A paper of 500 pages takes some 4 s and 400 MB. */
const LIMITS: TypesetLimits = {
  jobMs: 30 * SECOND_MS,
  idleMs: 10 * MINUTE_MS,
  memoryBytes: 1024 * 1024 * 1024,
  waiting: 64,
};
/** Of a paper of a thousand pages the first are looked at. */
const MOST_PAGES = 200;

export class Typesetter {
  readonly #options: TypesetterOptions;
  readonly #limits: TypesetLimits;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #process: TypesetProcess | null = null;
  #cancelIdle: () => void = () => undefined;
  #isClosed = false;

  constructor(options: TypesetterOptions) {
    this.#options = options;
    this.#limits = { ...LIMITS, ...options.limits };
  }

  /** The same paper and pictures give the same bytes. */
  async pdf(paper: Paper, pictures: PaperPictures = new Map()): Promise<Result<PrintedPdf, TypesetRefusal>> {
    const outcome = await this.#outcome(paper, pictures, { kind: 'pdf' });
    if (!outcome.ok) return outcome;
    return outcome.value.kind === 'pdf' ? ok(outcome.value) : refused('unprintable');
  }

  /** `from` counts from 0. `count` of the answer is of all pages, `pages` holds those asked for. */
  async pages(
    paper: Paper,
    pictures: PaperPictures = new Map(),
    { from = 0, count = MOST_PAGES }: { readonly from?: number; readonly count?: number } = {},
  ): Promise<Result<DrawnPages, TypesetRefusal>> {
    const outcome = await this.#outcome(paper, pictures, { kind: 'pages', from, count: Math.min(count, MOST_PAGES) });
    if (!outcome.ok) return outcome;
    return outcome.value.kind === 'pages' ? ok(outcome.value) : refused('unprintable');
  }

  /** What is being set is given up. */
  close(): void {
    this.#isClosed = true;
    this.#cancelIdle();
    this.#process?.end();
  }

  async #outcome(paper: Paper, pictures: PaperPictures, wish: Wish): Promise<Result<Outcome, TypesetRefusal>> {
    if (this.#waiting >= this.#limits.waiting) return refused('busy');
    this.#waiting += 1;
    const turn = this.#last.then(() => this.#run({ paper, pictures: [...pictures], wish }));
    this.#last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.#waiting -= 1;
    }
  }

  async #run(job: Job): Promise<Result<Outcome, TypesetRefusal>> {
    if (this.#isClosed) return refused('unavailable');
    this.#cancelIdle();
    const press = this.#press();
    const answer = await press.ask(job, this.#limits);
    await this.#rest(press);
    if (answer.kind === 'never-began') return refused('unavailable');
    if (answer.kind !== 'failed') return ok(answer);
    if (this.#isClosed) return refused('unavailable');
    this.#options.log.warn('a paper could not be set', { reason: answer.reason });
    return refused('unprintable');
  }

  #press(): TypesetProcess {
    const { startChild = startTypesetChild, folders, clock } = this.#options;
    if (this.#process === null || this.#process.isOver) {
      this.#process = new TypesetProcess(startChild(folders), clock);
    }
    return this.#process;
  }

  /** What one paper left in memory shall not be charged to the next. */
  async #rest(press: TypesetProcess): Promise<void> {
    const bytes = await press.memory();
    if (bytes !== null && bytes > this.#limits.memoryBytes / 2) press.end();
    this.#cancelIdle = this.#options.clock.after(this.#limits.idleMs, () => press.end());
    if (this.#isClosed) this.close();
  }
}
