// Rows and entries for tests of the ports, of which a test names only what matters to it. Knows no test framework, so
// that a process of its own can use it.
import type {
  Append,
  ArchiveRow,
  AuditEntry,
  CommandRow,
  Ledger,
  LedgerEntry,
  MeetingRow,
  OutboxRow,
} from '../../server/ports.ts';
import type { AccountRow, InvitationRow, SessionRow } from '../../server/account-ports.ts';
import type {
  ArchiveId,
  CommandId,
  DocName,
  InvitationId,
  MeetingId,
  SessionId,
  UserId,
} from '../../shared/domain/ids.ts';
import type { Letter } from '../../shared/domain/letter.ts';
import { brand } from '../../shared/lib/brand.ts';

const EPOCH = 'epoch-1';
export const DESK = docNamed('m1/desk');
export const RECORD = docNamed('m1/record');

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

/** A mail to somebody. */
export function noticeRow(id: string, parts: Partial<OutboxRow> = {}): OutboxRow {
  const letter: Letter = { language: 'zh-CN', subject: `通知 ${id}`, parts: [] };
  const mail = {
    topic: 'task.assigned',
    payload: JSON.stringify(letter),
    dueAt: 1_000,
    channel: 'mail',
    target: 'li@example.org',
  } as const;
  return { id, ...mail, ...parts };
}

export function auditEntry(parts: Partial<AuditEntry> = {}): AuditEntry {
  const facts = { at: 1_000, actor: 'u1', via: 'session', action: 'sign-in', address: '10.0.0.7' } as const;
  return { ...facts, targets: [{ kind: 'account', id: 'u1' }], count: 1, ...parts };
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
    lastSeenAt: null,
    ...parts,
  };
}

export function invitationRow(id: string, user = 'u1', parts: Partial<InvitationRow> = {}): InvitationRow {
  return {
    ...{ id: brand<InvitationId>(id), tokenHash: `hash of ${id}`, userId: accountRow(user).id, purpose: 'invite' },
    ...{ createdAt: 1_000, expiresAt: 5_000 },
    ...parts,
  };
}

export function sessionRow(tokenHash: string, parts: Partial<SessionRow> = {}): SessionRow {
  return {
    ...{
      id: brand<SessionId>(`id of ${tokenHash}`),
      tokenHash,
      userId: accountRow('u1').id,
      address: '10.0.0.7',
      agent: 'Chrome',
    },
    ...{ createdAt: 1_000, lastSeenAt: 1_000, expiresAt: 9_000 },
    ...parts,
  };
}
