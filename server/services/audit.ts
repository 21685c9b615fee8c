// The audit log: what an entry says of whoever acts, reading it a page at a time, checking its chain.
import type { AuditItem, AuditPage, AuditQuery, AuditVerification } from '../../shared/api/audit.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { AUDIT_ACTIONS, AUDIT_VIAS, CLI_ACTOR, type AuditAction, type AuditTarget } from '../../shared/domain/audit.ts';
import { authorize, OFFICE } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { MeetingId, UserId } from '../../shared/domain/ids.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import { StorageUnavailable, type AuditEntry, type Log, type Write } from '../ports.ts';
import type { Accounts } from '../account-ports.ts';
import type { Audit, AuditRow } from '../register-ports.ts';
import { AuditNames, type AuditNamesOptions } from './audit-names.ts';

const PAGE_SIZE = 100;

export interface AuditServiceOptions extends AuditNamesOptions {
  readonly audit: Audit;
  readonly accounts: Pick<Accounts, 'list'>;
  readonly log: Log;
  /** IANA name. */
  readonly timeZone: string;
}

/** As much of whoever acts as the log tells; without `via` it is the command line. */
export interface Agent {
  readonly userId: UserId;
  readonly via?: { readonly kind: 'session' | 'token' | 'link' };
  readonly address?: string;
}

/** What the log says of `user` doing `action` to `targets` now. */
export function entryBy(user: Agent, at: EpochMs, action: AuditAction, ...targets: readonly AuditTarget[]): AuditEntry {
  const actor = user.via ? user.userId : CLI_ACTOR;
  return { at, actor, via: user.via?.kind ?? 'cli', action, targets, address: user.address ?? null };
}

/** `entryBy` as a part of a commit. */
export function auditWrite(...of: Parameters<typeof entryBy>): Write {
  return { kind: 'audit', entry: entryBy(...of) };
}

export function aboutMeeting(id: MeetingId): AuditTarget {
  return { kind: 'meeting', id };
}

export class AuditService {
  readonly #options: AuditServiceOptions;

  constructor(options: AuditServiceOptions) {
    this.#options = options;
  }

  /** Newest first. Refusal: `not-allowed`. */
  async list(user: ActingUser, query: AuditQuery): Promise<Result<AuditPage, RefusalCode>> {
    const permitted = authorize(user, 'audit.read', OFFICE);
    if (!permitted.ok) return permitted;
    const { cursor = null, actor = null, action = null, from = null, to = null } = query;
    const filter = { actor, action, from, to, before: cursor, limit: PAGE_SIZE };
    const rows = await this.#options.audit.list(filter);
    const names = new Map((await this.#options.accounts.list()).map(({ id, displayName }) => [`${id}`, displayName]));
    const named = new AuditNames(this.#options);
    const last = rows.length < PAGE_SIZE ? undefined : rows.at(-1);
    return ok({
      // A row that was tampered with until it says nothing is named by `verify`.
      entries: await Promise.all(
        rows.filter(isReadable).map(async (row) => ({
          ...presentEntry(row, names.get(row.actor) ?? null),
          targets: await Promise.all(row.targets.map((target) => named.named(target))),
        })),
      ),
      cursor: last ? String(last.ordinal) : null,
      timeZone: this.#options.timeZone,
    });
  }

  /** Refusal: `not-allowed`. */
  async verify(user: ActingUser): Promise<Result<AuditVerification, RefusalCode>> {
    const permitted = authorize(user, 'audit.read', OFFICE);
    if (!permitted.ok) return permitted;
    const found = await this.#options.audit.verify();
    return ok({ ...found, head: found.head && { ...found.head }, intact: found.brokenAt === null });
  }

  /** What changed nothing here and has happened already: a disk that takes no writes does not undo it. */
  async note(entry: AuditEntry): Promise<void> {
    try {
      await this.#options.audit.append([entry]);
    } catch (error) {
      if (!(error instanceof StorageUnavailable)) throw error;
      this.#options.log.warn('the audit log could not be written', { action: entry.action, actor: entry.actor });
    }
  }
}

function isReadable({ action, via }: AuditRow): boolean {
  return AUDIT_ACTIONS.includes(action) && AUDIT_VIAS.includes(via);
}

function presentEntry({ targets, ...row }: AuditRow, actorName: string | null): AuditItem {
  return { ...row, actorName, targets: targets.map(({ kind, id }) => ({ kind, id })) };
}
