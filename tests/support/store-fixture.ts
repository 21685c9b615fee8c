// What tests of the store's ports share: an opened store on a real file, and rows of which a test names only what
// matters to it.
import { onTestFinished } from 'vitest';
import { openStore, type StoreOptions } from '../../server/store/store.ts';
import type {
  AccountRow,
  Append,
  ArchiveRow,
  Clock,
  CommandRow,
  Ledger,
  LedgerEntry,
  Log,
  MeetingRow,
  Store,
} from '../../server/ports.ts';
import type { ArchiveId, CommandId, DocName, MeetingId, UserId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const EPOCH = 'epoch-1';
export const DESK = docNamed('m1/desk');
export const RECORD = docNamed('m1/record');

/** Stands still; timers never run. */
export const STILL_CLOCK: Clock = { now: () => 1_000, monotonicMs: () => 0, after: () => () => undefined };

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
}

export function recordingLog(): Log & { readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  return {
    lines,
    info: (message) => void lines.push({ level: 'info', message }),
    warn: (message) => void lines.push({ level: 'warn', message }),
    error: (message) => void lines.push({ level: 'error', message }),
  };
}

/** A store that is closed when the test has finished, in a folder of its own unless `dataDir` names one. */
export async function storeForTest(options: Partial<StoreOptions> = {}): Promise<Store> {
  const store = await openStore({
    dataDir: options.dataDir ?? temporaryFolder(),
    clock: STILL_CLOCK,
    log: recordingLog(),
    onFatal: (error) => {
      throw error;
    },
    reserveBytes: 4_096,
    ...options,
  });
  onTestFinished(() => store.close());
  return store;
}

export function docNamed(name: string): DocName {
  return brand<DocName>(name);
}

export function entryOf(parts: Partial<LedgerEntry>): LedgerEntry {
  return { appends: [], writes: [], outbox: [], ...parts };
}

/** `text` stands for an update's bytes: the ledger does not look inside. */
export function appendTo(doc: DocName, text: string, parts: Partial<Append> = {}): Append {
  const bytes = new Uint8Array(new TextEncoder().encode(text));
  return { doc, epoch: EPOCH, principal: 'user:a', receivedAt: 1_000, bytes, claims: [], ...parts };
}

export async function createDocuments(ledger: Ledger, ...docs: readonly DocName[]): Promise<void> {
  await ledger.commit(entryOf({ writes: docs.map((doc) => ({ kind: 'document.insert', doc, epoch: EPOCH })) }));
}

export function commandRow(id: string, parts: Partial<CommandRow> = {}): CommandRow {
  const meetingId = brand<MeetingId>('m1');
  return { id: brand<CommandId>(id), meetingId, principal: 'user:a', kind: 'phase', at: 1_000, result: null, ...parts };
}

export function meetingRow(id: string, parts: Partial<MeetingRow> = {}): MeetingRow {
  return {
    id: brand<MeetingId>(id),
    title: '三届二次常务理事会',
    phase: 'prepare',
    version: 1,
    bodyId: null,
    plannedStart: null,
    plannedEnd: null,
    venue: null,
    createdAt: 1_000,
    updatedAt: 1_000,
    trashedAt: null,
    ...parts,
  };
}

export function archiveRow(id: string, meetingId: string, parts: Partial<ArchiveRow> = {}): ArchiveRow {
  return {
    id: brand<ArchiveId>(id),
    meetingId: brand<MeetingId>(meetingId),
    version: 1,
    title: '三届二次常务理事会',
    bodyId: null,
    date: null,
    archivedAt: 1_000,
    archivedBy: brand<UserId>('u1'),
    archivedByName: '张敏',
    digest: `digest of ${id}`,
    previousDigest: null,
    seal: '{}',
    snapshot: '{}',
    overrideReason: null,
    ...parts,
  };
}

export function accountRow(id: string, parts: Partial<AccountRow> = {}): AccountRow {
  return {
    id: brand<UserId>(id),
    username: id,
    displayName: id,
    passwordHash: 'hash',
    disabled: false,
    grants: [],
    createdAt: 1_000,
    ...parts,
  };
}
