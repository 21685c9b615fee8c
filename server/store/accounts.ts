// Accounts with their grants, sign-in sessions, api tokens and links: registers, small and never hot. Tokens come and
// go as hashes only.
import type { Insertable, Selectable, SelectQueryBuilder } from 'kysely';
import type { LinkId, MeetingId, TokenId, UserId } from '../../shared/domain/ids.ts';
import type { Grant } from '../../shared/domain/roles.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import {
  StorageUnavailable,
  type AccountRow,
  type Accounts,
  type ApiTokenRow,
  type LinkRow,
  type SessionRow,
} from '../ports.ts';
import type { CompiledStatement } from './connection.ts';
import type { Queries } from './queries.ts';
import type { AccountsTable, ApiTokensTable, Flag, GrantsTable, LinksTable, Schema, SessionsTable } from './schema.ts';
import { errorOf, sqliteCode, storageFault } from './storage-fault.ts';
import type { Writer } from './writer.ts';

export class SqlAccounts implements Accounts {
  readonly #writer: Pick<Writer, 'run'>;
  readonly #queries: Queries;

  constructor(writer: Pick<Writer, 'run'>, queries: Queries) {
    this.#writer = writer;
    this.#queries = queries;
  }

  async count(): Promise<number> {
    const total = this.#queries.selectFrom('accounts').select(({ fn }) => fn.countAll<number>().as('total'));
    return (await total.executeTakeFirstOrThrow()).total;
  }

  async insert(row: AccountRow): Promise<Result<null, 'username-taken'>> {
    const insert = this.#queries.insertInto('accounts').values(accountColumns(row)).compile();
    try {
      await this.#write([insert, ...this.#insertGrants(row.id, row.grants)]);
    } catch (error) {
      if (sqliteCode(error) !== 'SQLITE_CONSTRAINT_UNIQUE') throw error;
      return refused('username-taken', { username: row.username });
    }
    return ok(null);
  }

  async update(
    id: UserId,
    { displayName, passwordHash, disabled, grants }: AccountChange,
    { endSessions } = { endSessions: false },
  ): Promise<void> {
    const update = this.#queries.updateTable('accounts').where('id', '=', id);
    const changes = {
      // Keeps the statement whole when only the grants change.
      id,
      ...(displayName !== undefined && { display_name: displayName }),
      ...(passwordHash !== undefined && { password_hash: passwordHash }),
      ...(disabled !== undefined && { disabled: flag(disabled) }),
    };
    const regrant = grants
      ? [this.#queries.deleteFrom('grants').where('user_id', '=', id).compile(), ...this.#insertGrants(id, grants)]
      : [];
    const signOut = endSessions ? [this.#queries.deleteFrom('sessions').where('user_id', '=', id).compile()] : [];
    await this.#write([update.set(changes).compile(), ...regrant, ...signOut]);
  }

  async byId(id: UserId): Promise<AccountRow | null> {
    return this.#oneOf(this.#queries.selectFrom('accounts').where('id', '=', id));
  }

  async byUsername(username: string): Promise<AccountRow | null> {
    return this.#oneOf(this.#queries.selectFrom('accounts').where('username_key', '=', usernameKey(username)));
  }

  async list(): Promise<readonly AccountRow[]> {
    const accounts = this.#queries.selectFrom('accounts').selectAll().orderBy('created_at').orderBy('id');
    const rows = await accounts.execute();
    const grants = await this.#queries.selectFrom('grants').selectAll().orderBy('place').execute();
    const grantsOf = (id: UserId) => grants.filter((grant) => grant.user_id === id);
    return rows.map((row) => accountRow(row, grantsOf(row.id)));
  }

  /** Signing in also sweeps out what has expired, so that the table needs no timer. */
  async insertSession(row: SessionRow): Promise<void> {
    await this.#write([
      this.#queries.deleteFrom('sessions').where('expires_at', '<=', row.createdAt).compile(),
      this.#queries.insertInto('sessions').values(sessionColumns(row)).compile(),
    ]);
  }

  async session(tokenHash: string): Promise<SessionRow | null> {
    const session = this.#queries.selectFrom('sessions').selectAll().where('token_hash', '=', tokenHash);
    const row = await session.executeTakeFirst();
    return row ? sessionRow(row) : null;
  }

  async deleteSession(tokenHash: string): Promise<void> {
    await this.#write([this.#queries.deleteFrom('sessions').where('token_hash', '=', tokenHash).compile()]);
  }

  async insertToken(row: ApiTokenRow): Promise<void> {
    await this.#write([this.#queries.insertInto('api_tokens').values(tokenColumns(row)).compile()]);
  }

  async tokenByHash(tokenHash: string): Promise<ApiTokenRow | null> {
    const token = this.#queries.selectFrom('api_tokens').selectAll().where('token_hash', '=', tokenHash);
    const row = await token.executeTakeFirst();
    return row ? tokenRow(row) : null;
  }

  async tokensOf(userId: UserId): Promise<readonly ApiTokenRow[]> {
    const tokens = this.#queries.selectFrom('api_tokens').selectAll().where('user_id', '=', userId);
    return (await tokens.orderBy('created_at').orderBy('id').execute()).map(tokenRow);
  }

  async deleteToken(userId: UserId, id: TokenId): Promise<boolean> {
    const token = this.#queries.deleteFrom('api_tokens').where('user_id', '=', userId).where('id', '=', id);
    return (await this.#write([token.compile()]))[0] === 1;
  }

  async insertLink(row: LinkRow): Promise<void> {
    await this.#write([this.#queries.insertInto('links').values(linkColumns(row)).compile()]);
  }

  async linkByHash(tokenHash: string): Promise<LinkRow | null> {
    const link = this.#queries.selectFrom('links').selectAll().where('token_hash', '=', tokenHash);
    const row = await link.executeTakeFirst();
    return row ? linkRow(row) : null;
  }

  async linkById(id: LinkId): Promise<LinkRow | null> {
    const row = await this.#queries.selectFrom('links').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? linkRow(row) : null;
  }

  async linksOf(meetingId: MeetingId): Promise<readonly LinkRow[]> {
    const links = this.#queries.selectFrom('links').selectAll().where('meeting_id', '=', meetingId);
    return (await links.orderBy('created_at').orderBy('id').execute()).map(linkRow);
  }

  async deleteLink(id: LinkId): Promise<boolean> {
    const link = this.#queries.deleteFrom('links').where('id', '=', id);
    return (await this.#write([link.compile()]))[0] === 1;
  }

  async #write(statements: readonly CompiledStatement[]): Promise<readonly number[]> {
    try {
      return await this.#writer.run(statements);
    } catch (error) {
      if (storageFault(error) !== 'unavailable') throw error;
      throw new StorageUnavailable(`the disk takes no writes (${errorOf(error).message})`, { cause: error });
    }
  }

  async #oneOf(accounts: SelectQueryBuilder<Schema, 'accounts', object>): Promise<AccountRow | null> {
    const row = await accounts.selectAll().executeTakeFirst();
    if (!row) return null;
    const grants = this.#queries.selectFrom('grants').selectAll().where('user_id', '=', row.id);
    return accountRow(row, await grants.orderBy('place').execute());
  }

  #insertGrants(id: UserId, grants: readonly Grant[]): readonly CompiledStatement[] {
    const insert = this.#queries.insertInto('grants');
    return grants.map((grant, place) =>
      insert.values({ user_id: id, place, role: grant.role, body_id: grant.bodyId }).compile(),
    );
  }
}

type AccountChange = Parameters<Accounts['update']>[1];

function flag(value: boolean): Flag {
  return value ? 1 : 0;
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
    disabled: flag(row.disabled),
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
