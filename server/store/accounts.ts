// Accounts with their grants, invitations, sign-in sessions, api tokens and links: registers, small and never hot. Tokens
// come and go as hashes only. Every write carries what the audit log says of it, in the same transaction.
import type { SelectQueryBuilder } from 'kysely';
import type { LinkId, MeetingId, TokenId, UserId } from '../../shared/domain/ids.ts';
import type { Grant } from '../../shared/domain/roles.ts';
import { foldName } from '../../shared/lib/fold-name.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { AuditEntry } from '../ports.ts';
import type {
  AccountRow,
  Accounts,
  ApiTokenRow,
  InvitationRow,
  LinkRow,
  PasswordChange,
  SessionRow,
} from '../account-ports.ts';
import * as rows from './account-rows.ts';
import { auditStatement } from './audit-chain.ts';
import type { CompiledStatement } from './connection.ts';
import type { Queries } from './queries.ts';
import type { Schema } from './schema.ts';
import { runOn } from './run-on.ts';
import { sqliteCode } from './storage-fault.ts';
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

  async insert(
    row: AccountRow,
    audit: readonly AuditEntry[],
    invitation?: InvitationRow,
  ): Promise<Result<null, 'username-taken'>> {
    const insert = this.#queries.insertInto('accounts').values(rows.accountColumns(row)).compile();
    const invite = invitation ? [this.#insertInvitation(invitation)] : [];
    try {
      await this.#write([insert, ...this.#insertGrants(row.id, row.grants), ...invite], audit);
    } catch (error) {
      if (sqliteCode(error) !== 'SQLITE_CONSTRAINT_UNIQUE') throw error;
      return refused('username-taken', { username: row.username });
    }
    return ok(null);
  }

  async update(
    id: UserId,
    { displayName, passwordHash, disabled, grants, email }: AccountChange,
    audit: readonly AuditEntry[],
    { endSessions = false, endInvitation = false }: Parameters<Accounts['update']>[3] = {},
  ): Promise<void> {
    const update = this.#queries.updateTable('accounts').where('id', '=', id);
    const changes = {
      // Keeps the statement whole when only the grants change.
      id,
      ...(displayName !== undefined && { display_name: displayName }),
      ...(passwordHash !== undefined && rows.passwordColumn(passwordHash)),
      ...(disabled !== undefined && { disabled: rows.flag(disabled) }),
      ...(email !== undefined && { email }),
    };
    const regrant = grants
      ? [this.#queries.deleteFrom('grants').where('user_id', '=', id).compile(), ...this.#insertGrants(id, grants)]
      : [];
    const signOut = endSessions ? [this.#deleteFrom('sessions', id)] : [];
    const withdraw = endInvitation ? [this.#deleteFrom('invitations', id)] : [];
    await this.#write([update.set(changes).compile(), ...regrant, ...signOut, ...withdraw], audit);
  }

  async byId(id: UserId): Promise<AccountRow | null> {
    return this.#oneOf(this.#queries.selectFrom('accounts').where('id', '=', id));
  }

  async byUsername(username: string): Promise<AccountRow | null> {
    return this.#oneOf(this.#queries.selectFrom('accounts').where('username_key', '=', foldName(username)));
  }

  async list(): Promise<readonly AccountRow[]> {
    const accounts = this.#queries.selectFrom('accounts').selectAll().orderBy('created_at').orderBy('id');
    const found = await accounts.execute();
    const grants = await this.#queries.selectFrom('grants').selectAll().orderBy('place').execute();
    const grantsOf = (id: UserId) => grants.filter((grant) => grant.user_id === id);
    return found.map((row) => rows.accountRow(row, grantsOf(row.id)));
  }

  async insertInvitation(row: InvitationRow, audit: AuditEntry): Promise<void> {
    await this.#write([this.#deleteFrom('invitations', row.userId), this.#insertInvitation(row)], [audit]);
  }

  async invitationByHash(tokenHash: string): Promise<InvitationRow | null> {
    const invitation = this.#queries.selectFrom('invitations').selectAll().where('token_hash', '=', tokenHash);
    const row = await invitation.executeTakeFirst();
    return row ? rows.invitationRow(row) : null;
  }

  async invitations(): Promise<readonly InvitationRow[]> {
    const found = await this.#queries.selectFrom('invitations').selectAll().execute();
    return found.map(rows.invitationRow);
  }

  async deleteInvitation(userId: UserId, audit: AuditEntry): Promise<boolean> {
    return this.#writeIf(this.#deleteFrom('invitations', userId), [], audit);
  }

  async changePassword({ userId, passwordHash, session, given }: PasswordChange, audit: AuditEntry): Promise<boolean> {
    const account = this.#queries
      .updateTable('accounts')
      .set({ ...rows.passwordColumn(passwordHash), last_seen_at: session.createdAt })
      .where('id', '=', userId)
      .where('disabled', '=', 0);
    const open = [
      this.#deleteFrom('sessions', userId),
      this.#deleteFrom('invitations', userId),
      this.#insertSession(session),
    ];
    if (given.kind === 'password') {
      return this.#writeIf(account.where('password_hash', '=', given.passwordHash).compile(), open, audit);
    }
    const used = this.#queries
      .deleteFrom('invitations')
      .where('token_hash', '=', given.tokenHash)
      .where('user_id', '=', userId)
      .where('expires_at', '>', session.createdAt);
    return this.#writeIf(used.compile(), [condition(account.compile()), ...open], audit);
  }

  async insertSession(
    row: SessionRow,
    { passwordHash, replaces, idleSince }: Parameters<Accounts['insertSession']>[1],
    audit: AuditEntry,
  ): Promise<boolean> {
    const account = this.#queries
      .updateTable('accounts')
      .set({ last_seen_at: row.createdAt })
      .where('id', '=', row.userId)
      .where('password_hash', '=', passwordHash)
      .where('disabled', '=', 0);
    const over = this.#queries
      .deleteFrom('sessions')
      .where(({ or, eb }) => or([eb('expires_at', '<=', row.createdAt), eb('last_seen_at', '<=', idleSince)]));
    const replaced =
      replaces === null ? [] : [this.#queries.deleteFrom('sessions').where('token_hash', '=', replaces).compile()];
    return this.#writeIf(account.compile(), [over.compile(), ...replaced, this.#insertSession(row)], audit);
  }

  async session(tokenHash: string): Promise<SessionRow | null> {
    const session = this.#queries.selectFrom('sessions').selectAll().where('token_hash', '=', tokenHash);
    const row = await session.executeTakeFirst();
    return row ? rows.sessionRow(row) : null;
  }

  async sessions(userId?: UserId): Promise<readonly SessionRow[]> {
    const all = this.#queries.selectFrom('sessions').selectAll().orderBy('created_at', 'desc').orderBy('id');
    const wanted = userId === undefined ? all : all.where('user_id', '=', userId);
    return (await wanted.execute()).map(rows.sessionRow);
  }

  async deleteSessions(tokenHashes: readonly string[], audit: AuditEntry): Promise<boolean> {
    const sessions = this.#queries.deleteFrom('sessions').where('token_hash', 'in', tokenHashes);
    return tokenHashes.length > 0 && this.#writeIf(sessions.compile(), [], audit);
  }

  async touchSessions(seen: readonly Pick<SessionRow, 'tokenHash' | 'userId' | 'lastSeenAt'>[]): Promise<void> {
    const touched = seen.flatMap(({ tokenHash, userId, lastSeenAt }) => {
      const set = { last_seen_at: lastSeenAt };
      const session = this.#queries.updateTable('sessions').set(set).where('token_hash', '=', tokenHash);
      const account = this.#queries.updateTable('accounts').set(set).where('id', '=', userId);
      return [session.compile(), account.compile()];
    });
    await this.#write(touched, []);
  }

  async insertToken(row: ApiTokenRow, audit: AuditEntry): Promise<void> {
    await this.#write([this.#queries.insertInto('api_tokens').values(rows.tokenColumns(row)).compile()], [audit]);
  }

  async tokenByHash(tokenHash: string): Promise<ApiTokenRow | null> {
    const token = this.#queries.selectFrom('api_tokens').selectAll().where('token_hash', '=', tokenHash);
    const row = await token.executeTakeFirst();
    return row ? rows.tokenRow(row) : null;
  }

  async tokens(userId?: UserId): Promise<readonly ApiTokenRow[]> {
    const all = this.#queries.selectFrom('api_tokens').selectAll().orderBy('created_at').orderBy('id');
    const wanted = userId === undefined ? all : all.where('user_id', '=', userId);
    return (await wanted.execute()).map(rows.tokenRow);
  }

  async deleteToken(id: TokenId, audit: AuditEntry): Promise<boolean> {
    return this.#writeIf(this.#queries.deleteFrom('api_tokens').where('id', '=', id).compile(), [], audit);
  }

  async insertLink(row: LinkRow, audit: AuditEntry): Promise<void> {
    await this.#write([this.#queries.insertInto('links').values(rows.linkColumns(row)).compile()], [audit]);
  }

  async linkByHash(tokenHash: string): Promise<LinkRow | null> {
    const link = this.#queries.selectFrom('links').selectAll().where('token_hash', '=', tokenHash);
    const row = await link.executeTakeFirst();
    return row ? rows.linkRow(row) : null;
  }

  async linkById(id: LinkId): Promise<LinkRow | null> {
    const row = await this.#queries.selectFrom('links').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? rows.linkRow(row) : null;
  }

  async links(meetingId?: MeetingId): Promise<readonly LinkRow[]> {
    const all = this.#queries.selectFrom('links').selectAll().orderBy('created_at').orderBy('id');
    const wanted = meetingId === undefined ? all : all.where('meeting_id', '=', meetingId);
    return (await wanted.execute()).map(rows.linkRow);
  }

  async deleteLink(id: LinkId, audit: AuditEntry): Promise<boolean> {
    return this.#writeIf(this.#queries.deleteFrom('links').where('id', '=', id).compile(), [], audit);
  }

  /** Whether `first` changed anything; without that nothing is written. */
  async #writeIf(first: CompiledStatement, others: readonly CompiledStatement[], audit: AuditEntry): Promise<boolean> {
    const [changed = 0] = await this.#write([condition(first), ...others], [audit]);
    return changed > 0;
  }

  #write(statements: readonly CompiledStatement[], audit: readonly AuditEntry[]): Promise<readonly number[]> {
    return runOn(this.#writer, [...statements, ...audit.map(auditStatement)]);
  }

  async #oneOf(accounts: SelectQueryBuilder<Schema, 'accounts', object>): Promise<AccountRow | null> {
    const row = await accounts.selectAll().executeTakeFirst();
    if (!row) return null;
    const grants = this.#queries.selectFrom('grants').selectAll().where('user_id', '=', row.id);
    return rows.accountRow(row, await grants.orderBy('place').execute());
  }

  #insertSession(row: SessionRow): CompiledStatement {
    return this.#queries.insertInto('sessions').values(rows.sessionColumns(row)).compile();
  }

  #insertInvitation(row: InvitationRow): CompiledStatement {
    return this.#queries.insertInto('invitations').values(rows.invitationColumns(row)).compile();
  }

  #deleteFrom(table: 'sessions' | 'invitations', userId: UserId): CompiledStatement {
    return this.#queries.deleteFrom(table).where('user_id', '=', userId).compile();
  }

  #insertGrants(id: UserId, grants: readonly Grant[]): readonly CompiledStatement[] {
    const insert = this.#queries.insertInto('grants');
    return grants.map((grant, place) =>
      insert.values({ user_id: id, place, role: grant.role, body_id: grant.bodyId }).compile(),
    );
  }
}

type AccountChange = Parameters<Accounts['update']>[1];

function condition({ sql, parameters }: CompiledStatement): CompiledStatement {
  return { sql, parameters, isCondition: true };
}
