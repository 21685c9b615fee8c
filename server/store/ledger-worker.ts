// The thread that writes: the only one that flushes the disk, so that no flush holds up whoever reads, types or joins.
// An entry of its own, started by ledger-thread.ts with the database file; it decides nothing and logs nothing.
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { invariant } from '../../shared/lib/assert.ts';
import { Connection } from './connection.ts';
import { connectDatabase } from './database.ts';
import type { DamageMap } from './journal.ts';
import { storageFault } from './storage-fault.ts';
import { LocalWriter } from './writer.ts';
import { sentError, sentOutcome, type WriterReply, type WriterRequest } from './writer-messages.ts';

function serve(port: MessagePort, file: string): void {
  const reply = (value: WriterReply): void => port.postMessage(value);
  try {
    const connection = new Connection({ database: connectDatabase(file), lock: null, onFault: () => undefined });
    const thread = new WritingThread(connection);
    port.on('message', (request: WriterRequest) => {
      if (request.kind !== 'close') return reply(thread.answer(request));
      connection.close();
      port.close();
    });
    reply({ kind: 'ready' });
  } catch (error) {
    reply({ kind: 'threw', error: sentError(error) });
  }
}

class WritingThread {
  readonly #damage: DamageMap = new Map();
  readonly #writer: LocalWriter;
  /** After a failed flush nothing is written again, not even what is on its way: it would only look successful. */
  #failed: Extract<WriterReply, { kind: 'threw' }> | null = null;

  constructor(connection: Connection) {
    this.#writer = new LocalWriter(connection, this.#damage);
  }

  answer(request: Exclude<WriterRequest, { kind: 'close' }>): WriterReply {
    if (this.#failed) return this.#failed;
    try {
      return request.kind === 'entries'
        ? this.#answerEntries(request)
        : { kind: 'statements', changes: this.#writer.run(request.statements) };
    } catch (error) {
      const threw = { kind: 'threw', error: sentError(error) } as const;
      if (storageFault(error) === 'flush-failed') this.#failed = threw;
      return threw;
    }
  }

  #answerEntries({ entries, damage }: Extract<WriterRequest, { kind: 'entries' }>): WriterReply {
    this.#damage.clear();
    for (const [doc, found] of damage) this.#damage.set(doc, found);
    const outcomes = this.#writer.write(entries).map(sentOutcome);
    // Not what came over: whoever reads may have found it whole meanwhile.
    for (const doc of damage.keys()) this.#damage.delete(doc);
    return { kind: 'entries', outcomes, damage: this.#damage };
  }
}

invariant(parentPort && typeof workerData === 'string', 'the ledger’s thread is started by ledger-thread.ts');
serve(parentPort, workerData);
