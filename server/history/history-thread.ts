// The replaying of journals, in a thread of its own, as the rest of the process sees it. The thread starts with the first
// question, ends when nobody has asked for a while, and is started anew after it died. Owns the thread; knows no row.
//
// 1. One question at a time: whose meeting it was when the thread failed, died or did not answer in time is known.
// 2. That meeting alone is refused, and is not tried again before a while; the others' questions go on in a new thread.
import type { Worker } from 'node:worker_threads';
import type { ItemId } from '../../shared/domain/ids.ts';
import { InvariantError } from '../../shared/lib/assert.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import { ok, refused, type Refused, type Result } from '../../shared/lib/result.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS, type DurationMs, type EpochMs } from '../../shared/lib/time.ts';
import type { Clock, Log } from '../ports.ts';
import type { Histories, HistoryOf, Moment, PastMeeting, StintPage } from '../history-ports.ts';
import { startThread } from '../threads.ts';
import type { HistoryAnswer, HistoryQuestion, HistoryReply, HistoryRequest } from './history-messages.ts';

export interface HistoryThreadOptions {
  /** The database, open in this process. */
  readonly file: string;
  readonly clock: Pick<Clock, 'after' | 'now'>;
  readonly log: Log;
  /** Starts the thread; by default `history-worker`. */
  readonly start?: () => Worker;
}

type Refusal = Refused<'history-unavailable'>;

interface Waiting {
  readonly request: HistoryRequest;
  readonly resolve: (answer: HistoryAnswer | Refusal) => void;
  readonly reject: (error: Error) => void;
}

/** A meeting whose history failed, and when it is tried again. */
interface Failure {
  readonly times: number;
  readonly until: EpochMs;
}

/** Timelines take memory: they are not kept for nobody. */
const IDLE_MS: DurationMs = 5 * MINUTE_MS;
/** Longer than the longest history takes; only one that never ends does not answer. */
const MAX_ANSWER_MS: DurationMs = 3 * MINUTE_MS;
/** Doubles with each failure. */
const FIRST_PAUSE_MS: DurationMs = MINUTE_MS;
const LONGEST_PAUSE_MS: DurationMs = HOUR_MS;
/** Above it the thread dies instead of taking the machine's memory; the next question starts it anew. */
const MAX_HEAP_MB = 768;

export class HistoryThread implements Histories {
  readonly #options: HistoryThreadOptions;
  /** The first one is being answered. */
  readonly #waiting: Waiting[] = [];
  readonly #failures = new Map<MeetingId, Failure>();
  #worker: Worker | null = null;
  #asked = 0;
  #cancelIdle: () => void = () => undefined;
  #cancelLimit: () => void = () => undefined;
  #isClosed = false;

  constructor(options: HistoryThreadOptions) {
    this.#options = options;
  }

  async stints(
    of: HistoryOf,
    filter: { readonly itemId: ItemId | null; readonly before: number | null; readonly limit: number },
  ): Promise<Result<StintPage, 'history-unavailable'>> {
    const answer = await this.#ask({ kind: 'stints', of, ...filter });
    if ('code' in answer) return answer;
    if (answer.kind !== 'stints') throw new InvariantError(`the history answered ${answer.kind}`);
    return ok(answer.page);
  }

  async at(
    of: HistoryOf,
    moment: Moment | null,
    itemId: ItemId | null,
  ): Promise<Result<PastMeeting, 'not-found' | 'document-damaged' | 'history-unavailable'>> {
    const answer = await this.#ask({ kind: 'at', of, moment, itemId });
    if ('code' in answer) return answer;
    switch (answer.kind) {
      case 'at':
        return ok(answer.meeting);
      case 'unknown':
        return refused('not-found');
      case 'damaged':
        return refused('document-damaged', { doc: answer.doc, lastGoodSeq: answer.lastGoodSeq });
      default:
        throw new InvariantError(`the history answered ${answer.kind}`);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#end();
  }

  #ask(question: HistoryQuestion): Promise<HistoryAnswer | Refusal> {
    if (this.#isClosed) return Promise.reject(new InvariantError('a question about history after it was closed'));
    const pause = this.#pauseOf(question.of.meetingId);
    if (pause) return Promise.resolve(pause);
    const request: HistoryRequest = { id: (this.#asked += 1), question };
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      if (this.#waiting.length === 1) this.#next();
    });
  }

  /** Sends the first question that is waiting; with none, the thread is given some time. */
  #next(): void {
    this.#cancelIdle();
    this.#cancelLimit();
    const { clock } = this.#options;
    const first = this.#waiting[0];
    if (!first) {
      this.#worker?.unref();
      this.#cancelIdle = clock.after(IDLE_MS, () => void this.#end());
      return;
    }
    const pause = this.#pauseOf(first.request.question.of.meetingId);
    if (pause) {
      this.#waiting.shift();
      first.resolve(pause);
      return this.#next();
    }
    const worker = (this.#worker ??= this.#start());
    // The thread keeps the process alive only while it owes an answer.
    worker.ref();
    worker.postMessage(first.request);
    this.#cancelLimit = clock.after(MAX_ANSWER_MS, () => this.#died(worker, new Error('no answer in time')));
  }

  #start(): Worker {
    const worker =
      this.#options.start?.() ??
      startThread(import.meta.url, 'history-worker', {
        workerData: this.#options.file,
        name: 'history',
        resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
      });
    worker.on('message', (reply: HistoryReply) => this.#take(reply));
    worker.on('error', (error) => this.#died(worker, error));
    worker.on('exit', (code) => this.#died(worker, new Error(`the thread of history ended with code ${code}`)));
    return worker;
  }

  #take({ id, answer }: HistoryReply): void {
    const first = this.#waiting[0];
    if (first?.request.id !== id) return;
    if (answer.kind === 'threw') return this.#failed(first, new Error(answer.message));
    this.#waiting.shift();
    this.#failures.delete(first.request.question.of.meetingId);
    first.resolve(answer);
    this.#next();
  }

  #died(worker: Worker, error: unknown): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    this.#cancelIdle();
    this.#cancelLimit();
    void worker.terminate();
    const first = this.#waiting[0];
    if (first) this.#failed(first, error);
  }

  /** Rule 2. */
  #failed(first: Waiting, error: unknown): void {
    const { meetingId } = first.request.question.of;
    const { clock, log } = this.#options;
    const times = (this.#failures.get(meetingId)?.times ?? 0) + 1;
    const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (times - 1));
    this.#failures.set(meetingId, { times, until: clock.now() + pauseMs });
    log.error('the history of a meeting could not be read', { meetingId, times, error });
    // Whoever waits for the same meeting is refused in their turn.
    this.#next();
  }

  #pauseOf(meetingId: MeetingId): Refusal | null {
    const failure = this.#failures.get(meetingId);
    const leftMs = (failure?.until ?? 0) - this.#options.clock.now();
    return leftMs > 0 ? refused('history-unavailable', { retryAfterSeconds: Math.ceil(leftMs / SECOND_MS) }) : null;
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    this.#cancelIdle();
    this.#cancelLimit();
    this.#worker = null;
    for (const { reject } of this.#waiting.splice(0)) reject(new Error('the server is closing'));
    await worker?.terminate();
  }
}
