// What the command line can ask of a running office, and how it is done: through the same services as every other
// door. Both ways lead here, the socket of a running server and the same process that opened the folder itself.
import { createAccountBody } from '../../shared/api/account.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { UserId } from '../../shared/domain/ids.ts';
import { unreachable } from '../../shared/lib/assert.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { DAY_MS } from '../../shared/lib/time.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import type { Clock, Ids } from '../ports.ts';
import type { AccountService } from '../services/accounts.ts';
import type { ArchiveIndex } from '../services/archive-index.ts';
import type { ExportService } from '../services/export.ts';
import type { MeetingService } from '../services/meetings.ts';
import type { SearchService } from '../services/search.ts';
import type { TokenService } from '../services/tokens.ts';

export interface CliServices {
  readonly accounts: Pick<AccountService, 'list' | 'add'>;
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
  | { readonly kind: 'reindex' };

/** What is printed: the thing asked for, and nothing else on standard output, so that scripts can take it. */
export type Outcome = Result<string, RefusalCode>;

/** Whoever may read the data folder may do everything. */
const OPERATOR: ActingUser = {
  userId: brand<UserId>('operator'),
  displayName: 'operator',
  grants: [{ role: 'admin', bodyId: null }],
};

export async function perform(services: CliServices, operation: Operation): Promise<Outcome> {
  switch (operation.kind) {
    case 'user.add':
      return addUser(services, operation);
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
    case 'reindex':
      return printed(await services.index.rebuild(), (count) => `${count} sealed versions indexed\n`);
    default:
      return unreachable(operation);
  }
}

async function addUser(services: CliServices, operation: Extract<Operation, { kind: 'user.add' }>): Promise<Outcome> {
  const { username, displayName, role } = operation;
  const password = operation.password ?? services.ids.random();
  const parsed = createAccountBody.safeParse({ username, displayName, role, password });
  if (!parsed.success) {
    const errors = parsed.error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), code: issue.code }));
    return refused('invalid', { errors });
  }
  const { data } = parsed;
  const added = await services.accounts.add({ ...data, grants: [{ role: data.role, bodyId: null }] });
  const secret = operation.password === null ? `password: ${password}\n` : '';
  return printed(added, (account) => `user ${account.username} added as ${data.role}\n${secret}`);
}

async function createToken(
  services: CliServices,
  operation: Extract<Operation, { kind: 'token.create' }>,
): Promise<Outcome> {
  const accounts = await services.accounts.list(OPERATOR);
  if (!accounts.ok) return accounts;
  const wanted = operation.username.normalize('NFKC').toLowerCase();
  const account = accounts.value.find(({ username }) => username.normalize('NFKC').toLowerCase() === wanted);
  if (!account) return refused('not-found');
  const expiresAt = operation.days === null ? null : services.clock.now() + operation.days * DAY_MS;
  const token = await services.tokens.issue(brand<UserId>(account.id), { label: operation.label, expiresAt });
  return printed(token, (created) => `${created.token}\n`);
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
