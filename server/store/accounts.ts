// Accounts with their grants, sign-in sessions, api tokens and links: registers, small and never hot. Tokens come and
// go as hashes only.
import type { Insertable, Selectable } from 'kysely';
import type { UserId } from '../../shared/domain/ids.ts';
import type { Grant } from '../../shared/domain/roles.ts';
import { ok, refused } from '../../shared/lib/result.ts';
import type { AccountRow, Accounts, ApiTokenRow, LinkRow, SessionRow } from '../ports.ts';
import type { Connection } from './connection.ts';
import type { Queries } from './queries.ts';
import type { AccountsTable, ApiTokensTable, GrantsTable, LinksTable, SessionsTable } from './schema.ts';
import { sqliteCode } from './storage-fault.ts';

export function sqlAccounts(connection: Connection, queries: Queries): Accounts {
  return {
    ...accountsOf(connection, queries),
    ...sessionsOf(connection, queries),
    ...credentialsOf(connection, queries),
  };
}

type SessionMembers = 'insertSession' | 'session' | 'deleteSession' | 'deleteSessionsOf';
type AccountMembers = 'count' | 'insert' | 'update' | 'byId' | 'byUsername' | 'list';

function accountsOf(connection: Connection, queries: Queries): Pick<Accounts, AccountMembers> {
  const insertGrants = (id: UserId, grants: readonly Grant[]) =>
    grants.map((grant, place) =>
      queries.insertInto('grants').values({ user_id: id, place, role: grant.role, body_id: grant.bodyId }).compile(),
    );
  const withGrants = async (row: Selectable<AccountsTable> | undefined): Promise<AccountRow | null> => {
    if (!row) return null;
    const grants = await queries
      .selectFrom('grants')
      .selectAll()
      .where('user_id', '=', row.id)
      .orderBy('place')
      .execute();
    return accountRow(row, grants);
  };
  return {
    async count() {
      const row = await queries
        .selectFrom('accounts')
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return row.total;
    },

    async insert(row) {
      const insert = queries.insertInto('accounts').values(accountColumns(row)).compile();
      try {
        connection.write(insert, ...insertGrants(row.id, row.grants));
      } catch (error) {
        if (sqliteCode(error) !== 'SQLITE_CONSTRAINT_UNIQUE') throw error;
        return refused('username-taken', { username: row.username });
      }
      return ok(null);
    },

    async update(id, { displayName, passwordHash, disabled, grants }) {
      // `id = id` keeps the statement whole when only the grants change.
      const update = queries
        .updateTable('accounts')
        .set({
          id,
          ...(displayName !== undefined && { display_name: displayName }),
          ...(passwordHash !== undefined && { password_hash: passwordHash }),
          ...(disabled !== undefined && { disabled: disabled ? 1 : 0 }),
        })
        .where('id', '=', id)
        .compile();
      const regrant = grants
        ? [queries.deleteFrom('grants').where('user_id', '=', id).compile(), ...insertGrants(id, grants)]
        : [];
      connection.write(update, ...regrant);
    },

    async byId(id) {
      return withGrants(await queries.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst());
    },

    async byUsername(username) {
      const key = usernameKey(username);
      return withGrants(
        await queries.selectFrom('accounts').selectAll().where('username_key', '=', key).executeTakeFirst(),
      );
    },

    async list() {
      const rows = await queries.selectFrom('accounts').selectAll().orderBy('created_at').orderBy('id').execute();
      const grants = await queries.selectFrom('grants').selectAll().orderBy('place').execute();
      return rows.map((row) =>
        accountRow(
          row,
          grants.filter((grant) => grant.user_id === row.id),
        ),
      );
    },
  };
}

function sessionsOf(connection: Connection, queries: Queries): Pick<Accounts, SessionMembers> {
  return {
    // Signing in also sweeps out what has expired, so that the table needs no timer.
    async insertSession(row) {
      connection.write(
        queries.deleteFrom('sessions').where('expires_at', '<=', row.createdAt).compile(),
        queries.insertInto('sessions').values(sessionColumns(row)).compile(),
      );
    },

    async session(tokenHash) {
      const row = await queries
        .selectFrom('sessions')
        .selectAll()
        .where('token_hash', '=', tokenHash)
        .executeTakeFirst();
      return row ? sessionRow(row) : null;
    },

    async deleteSession(tokenHash) {
      connection.write(queries.deleteFrom('sessions').where('token_hash', '=', tokenHash).compile());
    },

    async deleteSessionsOf(userId) {
      connection.write(queries.deleteFrom('sessions').where('user_id', '=', userId).compile());
    },
  };
}

function credentialsOf(connection: Connection, queries: Queries): Omit<Accounts, AccountMembers | SessionMembers> {
  const links = queries.selectFrom('links').selectAll();
  const tokens = queries.selectFrom('api_tokens').selectAll();
  return {
    async insertToken(row) {
      connection.write(queries.insertInto('api_tokens').values(tokenColumns(row)).compile());
    },

    async tokenByHash(tokenHash) {
      const row = await tokens.where('token_hash', '=', tokenHash).executeTakeFirst();
      return row ? tokenRow(row) : null;
    },

    async tokensOf(userId) {
      const rows = await tokens.where('user_id', '=', userId).orderBy('created_at').orderBy('id').execute();
      return rows.map(tokenRow);
    },

    async deleteToken(userId, id) {
      const remove = queries.deleteFrom('api_tokens').where('user_id', '=', userId).where('id', '=', id).compile();
      return connection.write(remove)[0] === 1;
    },

    async insertLink(row) {
      connection.write(queries.insertInto('links').values(linkColumns(row)).compile());
    },

    async linkByHash(tokenHash) {
      const row = await links.where('token_hash', '=', tokenHash).executeTakeFirst();
      return row ? linkRow(row) : null;
    },

    async linkById(id) {
      const row = await links.where('id', '=', id).executeTakeFirst();
      return row ? linkRow(row) : null;
    },

    async linksOf(meetingId) {
      const rows = await links.where('meeting_id', '=', meetingId).orderBy('created_at').orderBy('id').execute();
      return rows.map(linkRow);
    },

    async deleteLink(id) {
      return connection.write(queries.deleteFrom('links').where('id', '=', id).compile())[0] === 1;
    },
  };
}

/** `Lin`, `LIN` and full-width `ｌｉｎ` are one name to a person who types it. */
function usernameKey(username: string): string {
  return username.normalize('NFKC').toLowerCase();
}

function accountColumns(row: AccountRow): Insertable<AccountsTable> {
  return {
    id: row.id,
    username: row.username,
    username_key: usernameKey(row.username),
    display_name: row.displayName,
    password_hash: row.passwordHash,
    disabled: row.disabled ? 1 : 0,
    created_at: row.createdAt,
  };
}

function accountRow(row: Selectable<AccountsTable>, grants: readonly Selectable<GrantsTable>[]): AccountRow {
  return {
    id: row.id,
    username: row.username,
    displayName: row.display_name,
    passwordHash: row.password_hash,
    disabled: row.disabled === 1,
    grants: grants.map((grant) => ({ role: grant.role, bodyId: grant.body_id })),
    createdAt: row.created_at,
  };
}

function sessionColumns(row: SessionRow): Insertable<SessionsTable> {
  return { token_hash: row.tokenHash, user_id: row.userId, created_at: row.createdAt, expires_at: row.expiresAt };
}

function sessionRow(row: Selectable<SessionsTable>): SessionRow {
  return { tokenHash: row.token_hash, userId: row.user_id, createdAt: row.created_at, expiresAt: row.expires_at };
}

function tokenColumns(row: ApiTokenRow): Insertable<ApiTokensTable> {
  return {
    id: row.id,
    token_hash: row.tokenHash,
    user_id: row.userId,
    label: row.label,
    created_at: row.createdAt,
    expires_at: row.expiresAt,
  };
}

function tokenRow(row: Selectable<ApiTokensTable>): ApiTokenRow {
  return {
    id: row.id,
    tokenHash: row.token_hash,
    userId: row.user_id,
    label: row.label,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}

function linkColumns(row: LinkRow): Insertable<LinksTable> {
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

function linkRow(row: Selectable<LinksTable>): LinkRow {
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
