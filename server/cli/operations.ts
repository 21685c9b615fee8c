// What the command line can ask of a running office, and how it is done: through the same services as every other
// door. Both ways lead here, the socket of a running server and the same process that opened the folder itself.
import { createAccountBody, type Account } from '../../shared/api/account.schema.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { UserId } from '../../shared/domain/ids.ts';
import { unreachable } from '../../shared/lib/assert.ts';
import { brand } from '../../shared/lib/brand.ts';
import { foldName } from '../../shared/lib/fold-name.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { DAY_MS } from '../../shared/lib/time.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import type { Clock, Ids } from '../ports.ts';
import type { AccountService } from '../services/accounts.ts';
import { entryBy, type AuditService } from '../services/audit.ts';
import type { ArchiveIndex } from '../services/archive-index.ts';
import type { ExportService } from '../services/export.ts';
import type { MeetingService } from '../services/meetings.ts';
import { OPERATOR } from '../services/operator.ts';
import type { SearchService } from '../services/search.ts';
import type { TokenService } from '../services/tokens.ts';

export interface CliServices {
  readonly accounts: Pick<AccountService, 'list' | 'add' | 'change' | 'inviteAgain'>;
  readonly auditLog: Pick<AuditService, 'note'>;
  readonly tokens: Pick<TokenService, 'issue'>;
  readonly meetings: Pick<MeetingService, 'import'>;
  readonly exports: Pick<ExportService, 'exportMeeting'>;
  readonly search: Pick<SearchService, 'search'>;
  readonly index: Pick<ArchiveIndex, 'rebuild'>;
  readonly clock: Clock;
  readonly ids: Ids;
}

export type Operation =
  | {
      readonly kind: 'user.add';
      readonly username: string;
      readonly displayName: string;
      readonly role: string;
      readonly password: string | null;
    }
  | { readonly kind: 'user.list' }
  | { readonly kind: 'user.invite'; readonly username: string }
  | { readonly kind: 'user.password'; readonly username: string; readonly password: string }
  | { readonly kind: 'user.disable'; readonly username: string }
  | { readonly kind: 'token.create'; readonly username: string; readonly label: string; readonly days: number | null }
  | { readonly kind: 'meeting.import'; readonly file: unknown }
  | {
      readonly kind: 'meeting.export';
      readonly meetingId: string;
      readonly format: string;
      readonly audience: 'internal' | 'public';
      readonly locale: Locale;
    }
  | { readonly kind: 'search'; readonly query: string; readonly cursor: string | null }
  | { readonly kind: 'reindex' }
  /** Something was done to the folder itself; the audit log is to tell of it. */
  | { readonly kind: 'note'; readonly action: 'backup.made' | 'backup.restored' };

/** What is printed: the thing asked for, and nothing else on standard output, so that scripts can take it. */
export type Outcome = Result<string, RefusalCode>;

export async function perform(services: CliServices, operation: Operation): Promise<Outcome> {
  switch (operation.kind) {
    case 'user.add':
      return addUser(services, operation);
    case 'user.list':
      return printed(await services.accounts.list(OPERATOR), (accounts) => accounts.map(lineOf).join(''));
    case 'user.invite':
      return withAccount(services, operation.username, async ({ id }) =>
        printed(await services.accounts.inviteAgain(OPERATOR, id), (invitation) => `${invitation.url}\n`),
      );
    case 'user.password':
      return withAccount(services, operation.username, async ({ id, username }) => {
        const changed = await services.accounts.change(OPERATOR, id, { password: operation.password });
        return printed(changed, () => `user ${username} has a new password\n`);
      });
    case 'user.disable':
      return withAccount(services, operation.username, async ({ id, username }) => {
        const changed = await services.accounts.change(OPERATOR, id, { disabled: true });
        return printed(changed, () => `user ${username} is disabled\n`);
      });
    case 'token.create':
      return createToken(services, operation);
    case 'meeting.import': {
      const imported = await services.meetings.import(OPERATOR, operation.file);
      return imported.ok ? ok(`${imported.value.id}\n`) : imported;
    }
    case 'meeting.export': {
      const exported = await services.exports.exportMeeting(OPERATOR, operation);
      if (!exported.ok) return exported;
      const { content } = exported.value;
      return ok(typeof content === 'string' ? content : Buffer.from(content).toString('utf8'));
    }
    case 'search':
      return search(services, operation);
    case 'reindex': {
      const rebuilt = await services.index.rebuild();
      if (rebuilt.ok) await services.auditLog.note(entryBy(OPERATOR, services.clock.now(), 'index.rebuilt'));
      return printed(rebuilt, (count) => `${count} sealed versions indexed\n`);
    }
    case 'note':
      await services.auditLog.note(entryBy(OPERATOR, services.clock.now(), operation.action));
      return ok('');
    default:
      return unreachable(operation);
  }
}

async function addUser(services: CliServices, operation: Extract<Operation, { kind: 'user.add' }>): Promise<Outcome> {
  const { displayName, role } = operation;
  const password = operation.password ?? services.ids.random();
  const grants = [{ role, bodyId: null }];
  const parsed = createAccountBody.safeParse({ username: operation.username, displayName, grants, password });
  if (!parsed.success) {
    const errors = parsed.error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), code: issue.code }));
    return refused('invalid', { errors });
  }
  const { username } = parsed.data;
  const granted = (parsed.data.grants ?? []).map((grant) => ({ role: grant.role, bodyId: null }));
  const account = { username, displayName: parsed.data.displayName, password, grants: granted };
  const added = await services.accounts.add(OPERATOR, account);
  const secret = operation.password === null ? `password: ${password}\n` : '';
  return printed(added, () => `user ${username} added as ${role}\n${secret}`);
}

async function createToken(
  services: CliServices,
  operation: Extract<Operation, { kind: 'token.create' }>,
): Promise<Outcome> {
  return withAccount(services, operation.username, async ({ id }) => {
    const expiresAt = operation.days === null ? null : services.clock.now() + operation.days * DAY_MS;
    const token = await services.tokens.issue(OPERATOR, brand<UserId>(id), { label: operation.label, expiresAt });
    return printed(token, (created) => `${created.token}\n`);
  });
}

/** Refusal: `not-found`, when nobody has that name. */
async function withAccount(
  { accounts }: CliServices,
  name: string,
  work: (account: Account) => Promise<Outcome>,
): Promise<Outcome> {
  const listed = await accounts.list(OPERATOR);
  if (!listed.ok) return listed;
  const account = listed.value.find(({ username }) => foldName(username) === foldName(name));
  return account ? work(account) : refused('not-found');
}

/** Name, what it may do, and why it does nothing, separated by tabs. */
function lineOf({ username, displayName, grants, disabled, invited }: Account): string {
  const roles = grants.map(({ role, bodyId }) => (bodyId === null ? role : `${role}@${bodyId}`)).join(' ');
  const state = disabled ? 'disabled' : invited ? 'invited' : 'active';
  return `${username}\t${displayName}\t${state}\t${roles}\n`;
}

/** A JSON object a line, newest meeting first; after a full page a last line `{"cursor": …}` to go on from. */
async function search(services: CliServices, operation: Extract<Operation, { kind: 'search' }>): Promise<Outcome> {
  const { query, cursor } = operation;
  const found = await services.search.search(OPERATOR, { q: query, ...(cursor !== null && { cursor }) });
  return printed(found, (page) => {
    const rows: unknown[] = page.results.flatMap(({ hits, ...archive }) => hits.map((hit) => ({ ...archive, ...hit })));
    const lines = page.cursor === null ? rows : [...rows, { cursor: page.cursor }];
    return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  });
}

function printed<T>(result: Result<T, RefusalCode>, print: (value: T) => string): Outcome {
  return result.ok ? ok(print(result.value)) : result;
}
