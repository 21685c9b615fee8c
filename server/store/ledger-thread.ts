// The writer in a thread of its own, as the rest of the process sees it: requests go over in order, answers come back
// in the same order. Owns the thread; knows no table.
import type { Worker } from 'node:worker_threads';
import { InvariantError } from '../../shared/lib/assert.ts';
import type { LedgerEntry } from '../ports.ts';
import { startThread } from '../threads.ts';
import type { CompiledStatement, FaultListener } from './connection.ts';
import type { EntryOutcome } from './entry-writer.ts';
import type { DamageMap } from './journal.ts';
import { errorOf, storageFault } from './storage-fault.ts';
import type { Writer } from './writer.ts';
import {
  packEntries,
  packStatements,
  receivedError,
  receivedOutcome,
  type WriterReply,
  type WriterRequest,
} from './writer-messages.ts';

interface LedgerThreadOptions {
  /** Runs ledger-worker.ts; closed with this. */
  readonly worker: Worker;
  /** Shared with whoever reads: what is found here closes a document there, and the other way round. */
  readonly damage: DamageMap;
  readonly onFault: FaultListener;
  /** The thread ended without being asked to; what was on its way may or may not be on the disk. */
  readonly onDeath: (error: Error) => void;
}

interface Waiting {
  readonly answer: (reply: WriterReply) => void;
  readonly reject: (error: Error) => void;
}

type State = { readonly kind: 'starting' | 'running' | 'closing' } | { readonly kind: 'dead'; readonly error: Error };

export class LedgerThread implements Writer {
  readonly #options: LedgerThreadOptions;
  readonly #worker: Worker;
  readonly #ended: Promise<unknown>;
  /** In the order of their requests, which is the order of the replies. */
  readonly #waiting: Waiting[] = [];
  #state: State = { kind: 'starting' };

  /** Rejects with one sentence, and leaves nothing behind, when the thread cannot run or cannot open the database. */
  static async start(options: LedgerThreadOptions): Promise<LedgerThread> {
    const thread = new LedgerThread(options);
    try {
      await thread.#next('ready');
    } catch (error) {
      await thread.close();
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`the database cannot be opened for writing: ${reason}`, { cause: error });
    }
    thread.#state = { kind: 'running' };
    return thread;
  }

  private constructor(options: LedgerThreadOptions) {
    this.#options = options;
    this.#worker = options.worker;
    // Not events.once: that rejects on 'error', which is heard below.
    this.#ended = new Promise((resolve) => this.#worker.once('exit', resolve));
    this.#worker.on('message', (reply: WriterReply) => this.#take(reply));
    this.#worker.on('messageerror', (error) => {
      this.#die(error);
      void this.#worker.terminate();
    });
    this.#worker.on('error', (error) => this.#die(errorOf(error)));
    this.#worker.on('exit', (code) => this.#die(new Error(`the thread that writes ended with code ${code}`)));
  }

  async write(entries: readonly LedgerEntry[]): Promise<readonly EntryOutcome[]> {
    const { damage } = this.#options;
    const { value, buffers } = packEntries(entries);
    const reply = await this.#ask('entries', { kind: 'entries', entries: value, damage }, buffers);
    for (const [doc, found] of reply.damage) damage.set(doc, found);
    return reply.outcomes.map(receivedOutcome);
  }

  async run(statements: readonly CompiledStatement[]): Promise<readonly number[]> {
    const { value, buffers } = packStatements(statements);
    return (await this.#ask('statements', { kind: 'statements', statements: value }, buffers)).changes;
  }

  /** Resolves when everything that was asked is answered and the thread is gone. */
  async close(): Promise<void> {
    if (this.#state.kind === 'starting' || this.#state.kind === 'running') {
      this.#state = { kind: 'closing' };
      this.#worker.ref();
      this.#send({ kind: 'close' });
    }
    await this.#ended;
  }

  async #ask<K extends WriterReply['kind']>(
    kind: K,
    request: WriterRequest,
    buffers: readonly ArrayBuffer[],
  ): Promise<Extract<WriterReply, { kind: K }>> {
    if (this.#state.kind === 'dead') throw this.#state.error;
    if (this.#state.kind !== 'running') throw new InvariantError('a write after the store was closed');
    this.#send(request, buffers);
    try {
      return await this.#next(kind);
    } catch (error) {
      const fault = storageFault(error);
      if (fault !== 'other' && error instanceof Error) this.#options.onFault(fault, error);
      throw error;
    }
  }

  #send(request: WriterRequest, buffers: readonly ArrayBuffer[] = []): void {
    this.#worker.postMessage(request, buffers);
  }

  /** The reply that comes after those that are waited for already. */
  #next<K extends WriterReply['kind']>(kind: K): Promise<Extract<WriterReply, { kind: K }>> {
    const isExpected = (reply: WriterReply): reply is Extract<WriterReply, { kind: K }> => reply.kind === kind;
    // The thread keeps the process alive only while it owes an answer.
    this.#worker.ref();
    return new Promise((resolve, reject) => {
      const answer = (reply: WriterReply): void => {
        if (isExpected(reply)) resolve(reply);
        else if (reply.kind === 'threw') reject(receivedError(reply.error));
        else reject(new InvariantError(`the thread answered ${reply.kind} to ${kind}`));
      };
      this.#waiting.push({ answer, reject });
    });
  }

  #take(reply: WriterReply): void {
    this.#waiting.shift()?.answer(reply);
    if (this.#waiting.length === 0 && this.#state.kind !== 'closing') this.#worker.unref();
  }

  #die(error: Error): void {
    const { kind } = this.#state;
    if (kind === 'dead' || (kind === 'closing' && this.#waiting.length === 0)) return;
    this.#state = { kind: 'dead', error };
    for (const { reject } of this.#waiting.splice(0)) reject(error);
    if (kind !== 'starting') this.#options.onDeath(error);
  }
}

/** The thread that writes to `file`, a database that is open. */
export function startLedgerWorker(file: string): Worker {
  return startThread(import.meta.url, 'ledger-worker', { workerData: file, name: 'ledger' });
}
