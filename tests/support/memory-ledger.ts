// The Ledger port without a disk: a second implementation of its contract, for tests of what stands above it. Durable
// only as long as the object; digests are the port's own definition, computed here a second time.
import { createHash } from 'node:crypto';
import type { CommandId, DocName, MeetingId } from '../../shared/domain/ids.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type {
  Append,
  CommandResult,
  CommandRow,
  JournalRow,
  Ledger,
  LedgerEntry,
  LedgerReceipt,
  LedgerRefusal,
  MeetingRow,
  OutboxRow,
  StoredDocument,
  Write,
} from '../../server/ports.ts';

interface MemoryDocument {
  readonly epoch: string;
  readonly frozen: boolean;
  readonly rows: readonly JournalRow[];
  readonly snapshot: StoredDocument['snapshot'];
  readonly claims: ReadonlyMap<number, string>;
}

interface MemoryState {
  readonly documents: ReadonlyMap<DocName, MemoryDocument>;
  readonly meetings: ReadonlyMap<MeetingId, MeetingRow>;
  readonly commands: ReadonlyMap<CommandId, CommandRow>;
  readonly outbox: readonly OutboxRow[];
}

type Written = Result<MemoryState, LedgerRefusal>;

export class MemoryLedger implements Ledger {
  #state: MemoryState = { documents: new Map(), meetings: new Map(), commands: new Map(), outbox: [] };
  #closed = false;
  #unavailable = false;
  #commits = 0;

  /** How many commits were asked for. */
  get commits(): number {
    return this.#commits;
  }

  get meetings(): ReadonlyMap<MeetingId, MeetingRow> {
    return this.#state.meetings;
  }

  get outbox(): readonly OutboxRow[] {
    return this.#state.outbox;
  }

  /** As on a full disk: commits are refused until it is told otherwise. */
  setUnavailable(unavailable: boolean): void {
    this.#unavailable = unavailable;
  }

  async commit(entry: LedgerEntry): Promise<Result<LedgerReceipt, LedgerRefusal>> {
    this.#commits += 1;
    if (this.#closed || this.#unavailable) return refused('storage-unavailable');
    const earlier = entry.command && this.#state.commands.get(entry.command.id);
    if (earlier) {
      const isOwn = earlier.principal === entry.command?.principal;
      return refused('command-conflict', { id: earlier.id, ...(isOwn && { result: earlier.result }) });
    }
    const written = writeEntry(this.#state, entry);
    if (!written.ok) return written;
    const before = this.#state;
    this.#state = written.value;
    return ok({ seqs: seqsOf(before, entry.appends) });
  }

  async open(doc: DocName): Promise<StoredDocument | null> {
    const document = this.#state.documents.get(doc);
    if (!document) return null;
    const { epoch, frozen, rows, snapshot, claims } = document;
    return {
      doc,
      epoch,
      frozen,
      seq: rows.length,
      snapshot,
      tail: rows.slice(snapshot?.seq ?? 0),
      claims,
      damaged: null,
    };
  }

  async journal(doc: DocName, fromSeq: number): Promise<readonly JournalRow[]> {
    return (this.#state.documents.get(doc)?.rows ?? []).filter((row) => row.seq >= fromSeq);
  }

  async journalDigest(doc: DocName, seq: number): Promise<string | null> {
    const document = this.#state.documents.get(doc);
    if (!document || seq < 1 || seq > document.rows.length) return null;
    const first = sha256(JSON.stringify(['gongbi-journal', 1, doc, document.epoch]));
    return document.rows.slice(0, seq).reduce(chained, first).toString('hex');
  }

  async putSnapshot(doc: DocName, seq: number, bytes: Uint8Array): Promise<void> {
    const document = this.#state.documents.get(doc);
    if (!document || seq < 1 || seq > document.rows.length) throw new Error(`no row ${seq} in ${doc}`);
    if ((document.snapshot?.seq ?? 0) >= seq) return;
    this.#state = withDocument(this.#state, doc, { ...document, snapshot: { seq, bytes: bytes.slice() } });
  }

  async commandResult(id: CommandId): Promise<CommandResult | null> {
    const command = this.#state.commands.get(id);
    if (!command) return null;
    const { principal, meetingId, kind, result } = command;
    return { principal, meetingId, kind, result: structuredClone(result) };
  }

  async close(): Promise<void> {
    this.#closed = true;
  }
}

function writeEntry(before: MemoryState, entry: LedgerEntry): Written {
  const isInsert = (write: Write): boolean => write.kind === 'document.insert';
  let written: Written = ok(before);
  for (const write of entry.writes.filter(isInsert)) written = then(written, (state) => applyWrite(state, write));
  for (const append of entry.appends) written = then(written, (state) => applyAppend(state, append));
  for (const write of entry.writes.filter((one) => !isInsert(one))) {
    written = then(written, (state) => applyWrite(state, write));
  }
  const { command, outbox } = entry;
  return then(written, (state) =>
    ok({
      ...state,
      commands: command ? new Map(state.commands).set(command.id, structuredClone(command)) : state.commands,
      outbox: [...state.outbox, ...outbox],
    }),
  );
}

function then(written: Written, next: (state: MemoryState) => Written): Written {
  return written.ok ? next(written.value) : written;
}

function applyAppend(state: MemoryState, append: Append): Written {
  const { doc, principal, receivedAt, bytes } = append;
  const document = state.documents.get(doc);
  if (!document) return refused('not-found', { doc });
  if (document.epoch !== append.epoch) return refused('epoch-changed', { epoch: document.epoch });
  if (document.frozen) return refused('document-frozen', { doc });
  const claims = new Map(document.claims);
  for (const clientId of append.claims) {
    if ((claims.get(clientId) ?? principal) !== principal) throw new Error(`client ${clientId} belongs to another`);
    claims.set(clientId, principal);
  }
  const row: JournalRow = { seq: document.rows.length + 1, principal, receivedAt, bytes: bytes.slice() };
  return ok(withDocument(state, doc, { ...document, rows: [...document.rows, row], claims }));
}

/** Archive rows and tasks are not kept: their readers are tested on a real store. */
function applyWrite(state: MemoryState, write: Write): Written {
  switch (write.kind) {
    case 'document.insert': {
      if (state.documents.has(write.doc)) throw new Error(`${write.doc} is there already`);
      const document = { epoch: write.epoch, frozen: false, rows: [], snapshot: null, claims: new Map() };
      return ok(withDocument(state, write.doc, document));
    }
    case 'document.freeze': {
      const document = state.documents.get(write.doc);
      return document ? ok(withDocument(state, write.doc, { ...document, frozen: true })) : refused('not-found');
    }
    case 'meeting.insert':
      if (state.meetings.has(write.row.id)) throw new Error(`${write.row.id} is there already`);
      return ok({ ...state, meetings: new Map(state.meetings).set(write.row.id, write.row) });
    case 'meeting.update': {
      const row = state.meetings.get(write.id);
      if (!row) return refused('not-found');
      return ok({ ...state, meetings: new Map(state.meetings).set(write.id, { ...row, ...write.set }) });
    }
    default:
      return ok(state);
  }
}

function withDocument(state: MemoryState, doc: DocName, document: MemoryDocument): MemoryState {
  return { ...state, documents: new Map(state.documents).set(doc, document) };
}

function seqsOf(before: MemoryState, appends: readonly Append[]): readonly number[] {
  const next = new Map<DocName, number>();
  return appends.map(({ doc }) => {
    const seq = (next.get(doc) ?? before.documents.get(doc)?.rows.length ?? 0) + 1;
    next.set(doc, seq);
    return seq;
  });
}

function chained(previous: Buffer, row: JournalRow): Buffer {
  const head = `${JSON.stringify([row.seq, row.receivedAt, row.principal])}\n`;
  return sha256(Buffer.concat([previous, Buffer.from(head), row.bytes]));
}

function sha256(bytes: string | Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
