// Rows of the registers as the tables keep them and as the ports give them: one pair of functions a table.
import type { Insertable, Selectable } from 'kysely';
import { foldName } from '../../shared/lib/fold-name.ts';
import type { AccountRow, ApiTokenRow, InvitationRow, LinkRow, SessionRow } from '../account-ports.ts';
import type {
  AccountsTable,
  ApiTokensTable,
  Flag,
  GrantsTable,
  InvitationsTable,
  LinksTable,
  SessionsTable,
} from './schema.ts';

/** Stands in the column of an account that has no password: no hash is empty. */
const NO_PASSWORD = '';

export function flag(value: boolean): Flag {
  return value ? 1 : 0;
}

export function passwordColumn(passwordHash: string | null): Pick<Insertable<AccountsTable>, 'password_hash'> {
  return { password_hash: passwordHash ?? NO_PASSWORD };
}

export function accountColumns(row: AccountRow): Insertable<AccountsTable> {
  return {
    id: row.id,
    username: row.username,
    username_key: foldName(row.username),
    display_name: row.displayName,
    ...passwordColumn(row.passwordHash),
    disabled: flag(row.disabled),
    created_at: row.createdAt,
    last_seen_at: row.lastSeenAt,
    email: row.email ?? null,
  };
}

export function accountRow(row: Selectable<AccountsTable>, grants: readonly Selectable<GrantsTable>[]): AccountRow {
  return {
    id: row.id,
    username: row.username,
    displayName: row.display_name,
    passwordHash: row.password_hash === NO_PASSWORD ? null : row.password_hash,
    disabled: row.disabled === 1,
    grants: grants.map((grant) => ({ role: grant.role, bodyId: grant.body_id })),
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    ...(row.email === null ? {} : { email: row.email }),
  };
}

export function sessionColumns(row: SessionRow): Insertable<SessionsTable> {
  return {
    token_hash: row.tokenHash,
    id: row.id,
    user_id: row.userId,
    created_at: row.createdAt,
    expires_at: row.expiresAt,
    last_seen_at: row.lastSeenAt,
    address: row.address,
    agent: row.agent,
  };
}

export function sessionRow(row: Selectable<SessionsTable>): SessionRow {
  return {
    tokenHash: row.token_hash,
    id: row.id,
    userId: row.user_id,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastSeenAt: row.last_seen_at,
    address: row.address,
    agent: row.agent,
  };
}

export function invitationColumns(row: InvitationRow): Insertable<InvitationsTable> {
  return {
    id: row.id,
    token_hash: row.tokenHash,
    user_id: row.userId,
    purpose: row.purpose,
    created_at: row.createdAt,
    expires_at: row.expiresAt,
  };
}

export function invitationRow(row: Selectable<InvitationsTable>): InvitationRow {
  return {
    id: row.id,
    tokenHash: row.token_hash,
    userId: row.user_id,
    purpose: row.purpose,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}

export function tokenColumns(row: ApiTokenRow): Insertable<ApiTokensTable> {
  return {
    id: row.id,
    token_hash: row.tokenHash,
    user_id: row.userId,
    label: row.label,
    created_at: row.createdAt,
    expires_at: row.expiresAt,
  };
}

export function tokenRow(row: Selectable<ApiTokensTable>): ApiTokenRow {
  return {
    id: row.id,
    tokenHash: row.token_hash,
    userId: row.user_id,
    label: row.label,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}

export function linkColumns(row: LinkRow): Insertable<LinksTable> {
  return {
    id: row.id,
    token_hash: row.tokenHash,
    kind: row.kind,
    meeting_id: row.meetingId,
    screen: row.screen,
    created_at: row.createdAt,
    created_by: row.createdBy,
    expires_at: row.expiresAt,
  };
}

export function linkRow(row: Selectable<LinksTable>): LinkRow {
  return {
    id: row.id,
    tokenHash: row.token_hash,
    kind: row.kind,
    meetingId: row.meeting_id,
    screen: row.screen,
    createdAt: row.created_at,
    createdBy: row.created_by,
    expiresAt: row.expires_at,
  };
}
