// The replaying of journals, in a thread of its own, as the rest of the process sees it. The thread starts with the first
// question, ends when nobody has asked for a while, and is started anew after it died. Owns the thread; knows no row.
import type { Worker } from 'node:worker_threads';
import type { ItemId } from '../../shared/domain/ids.ts';
import { InvariantError } from '../../shared/lib/assert.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { MINUTE_MS, type DurationMs } from '../../shared/lib/time.ts';
import type { Clock, Log } from '../ports.ts';
import type { Histories, HistoryOf, Moment, PastMeeting, StintPage } from '../register-ports.ts';
import { startThread } from '../threads.ts';
import type { HistoryAnswer, HistoryQuestion, HistoryReply, HistoryRequest } from './history-messages.ts';

export interface HistoryThreadOptions {
  /** The database, open in this process. */
  readonly file: string;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Log;
}

interface Waiting {
  readonly resolve: (answer: HistoryAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** Timelines take memory: they are not kept for nobody. */
const IDLE_MS: DurationMs = 5 * MINUTE_MS;
/** Above it the thread dies instead of taking the machine's memory; the next question starts it anew. */
const MAX_HEAP_MB = 768;

export class HistoryThread implements Histories {
  readonly #options: HistoryThreadOptions;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #asked = 0;
  #cancelIdle: () => void = () => undefined;
  #isClosed = false;

  constructor(options: HistoryThreadOptions) {
    this.#options = options;
  }

  async stints(
    of: HistoryOf,
    filter: { readonly itemId: ItemId | null; readonly before: number | null; readonly limit: number },
  ): Promise<StintPage> {
    const answer = await this.#ask({ kind: 'stints', of, ...filter });
    if (answer.kind !== 'stints') throw new InvariantError(`the history answered ${answer.kind}`);
    return answer.page;
  }

  async at(
    of: HistoryOf,
    moment: Moment | null,
    itemId: ItemId | null,
  ): Promise<Result<PastMeeting, 'not-found' | 'document-damaged'>> {
    const answer = await this.#ask({ kind: 'at', of, moment, itemId });
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

  #ask(question: HistoryQuestion): Promise<HistoryAnswer> {
    if (this.#isClosed) return Promise.reject(new InvariantError('a question about history after it was closed'));
    const worker = (this.#worker ??= this.#start());
    const request: HistoryRequest = { id: (this.#asked += 1), question };
    this.#cancelIdle();
    // The thread keeps the process alive only while it owes an answer.
    worker.ref();
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.id, { resolve, reject });
      worker.postMessage(request);
    });
  }

  #start(): Worker {
    const worker = startThread(import.meta.url, 'history-worker', {
      workerData: this.#options.file,
      name: 'history',
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    worker.on('message', (reply: HistoryReply) => this.#take(worker, reply));
    worker.on('error', (error) => this.#died(worker, error));
    worker.on('exit', (code) => this.#died(worker, new Error(`the thread of history ended with code ${code}`)));
    return worker;
  }

  #take(worker: Worker, { id, answer }: HistoryReply): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (answer.kind === 'threw') waiting?.reject(new Error(`history could not be read: ${answer.message}`));
    else waiting?.resolve(answer);
    if (this.#waiting.size > 0) return;
    worker.unref();
    this.#cancelIdle = this.#options.clock.after(IDLE_MS, () => void this.#end());
  }

  #died(worker: Worker, error: unknown): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    this.#cancelIdle();
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    if (waiting.length > 0) this.#options.log.error('the thread of history died; it starts anew when asked', { error });
    const cause = error instanceof Error ? error : new Error(String(error));
    for (const { reject } of waiting) reject(new Error('history could not be read', { cause }));
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    this.#cancelIdle();
    this.#worker = null;
    for (const { reject } of this.#waiting.values()) reject(new Error('the server is closing'));
    this.#waiting.clear();
    await worker?.terminate();
  }
}
