// Links that open one page of a meeting without an account: hall screens, viewers, whoever chairs, the door. Their tokens are shown once.
import type { CreatedLink, Link, OverseenLink, ServedLinkKind } from '../../shared/api/meeting.schema.ts';
import { linkKind } from '../../shared/api/meeting.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize, OFFICE } from '../../shared/domain/authority.ts';
import type { AuditTarget } from '../../shared/domain/audit.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { LinkId, MeetingId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { DAY_MS } from '../../shared/lib/time.ts';
import type { Clock, Ids, MeetingRow } from '../ports.ts';
import type { Accounts, LinkRow } from '../account-ports.ts';
import type { Meetings } from '../register-ports.ts';
import { entryBy } from './audit.ts';
import type { Revocation } from './revocation.ts';
import type { SecretTokens } from './session-maker.ts';

/** The screen a link shows when it names none. */
export const MAIN_SCREEN = 'main';

/** A link outlives its meeting by this: long enough for a meeting that was moved, short enough for a lost photo of it. */
const LIFETIME_MS = 30 * DAY_MS;
const MAX_LINKS = 100;
/** One for each of a large meeting, and some that were made again. */
const MAX_PERSONAL_LINKS = 1_000;

interface WantedLink {
  readonly kind: ServedLinkKind;
  readonly screen: string | null;
  /** Of the meeting's list; whoever is on none is nobody to sign in. */
  readonly person?: string | null;
}

export interface LinkServiceOptions {
  readonly accounts: Accounts;
  readonly meetings: Meetings;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly secrets: SecretTokens;
  /** Links are made from the configured address only, never from a request's Host header (T62). */
  readonly site: { readonly publicUrl: string };
  readonly revocation: Pick<Revocation, 'endLink'>;
}

export class LinkService {
  readonly #options: LinkServiceOptions;

  constructor(options: LinkServiceOptions) {
    this.#options = options;
  }

  /** Refusals: `not-found`, `not-allowed`. */
  async list(user: ActingUser, meetingId: string): Promise<Result<readonly Link[], RefusalCode>> {
    const meeting = await this.#meeting(user, meetingId);
    if (!meeting.ok) return meeting;
    const rows = await this.#options.accounts.links(meeting.value.id);
    return ok(rows.map(presentLink));
  }

  /** Refusals: `not-found`, `not-allowed`, `draft`, `invalid` (too many links). */
  async create(
    user: ActingUser,
    meetingId: string,
    { kind, screen, person = null }: WantedLink,
  ): Promise<Result<CreatedLink, RefusalCode>> {
    const meeting = await this.#meeting(user, meetingId);
    if (!meeting.ok) return meeting;
    if (meeting.value.draft === true) return refused('draft');
    const { accounts, clock, ids, secrets, site } = this.#options;
    const existing = await accounts.links(meeting.value.id);
    const alike = existing.filter((row) => isPersonal(row) === (person !== null));
    if (alike.length >= (person === null ? MAX_LINKS : MAX_PERSONAL_LINKS))
      return refused('invalid', { errors: [{ path: '', code: 'too-many-links' }] });
    const { token, hash } = secrets.create();
    const createdAt = clock.now();
    const expiresAt = Math.max(createdAt, meeting.value.plannedEnd ?? 0) + LIFETIME_MS;
    const id = brand<LinkId>(ids.random());
    const row: LinkRow = {
      id,
      tokenHash: hash,
      kind,
      meetingId: meeting.value.id,
      screen: kind === 'checkin' ? person : kind === 'chair' ? null : (screen ?? MAIN_SCREEN),
      createdAt,
      createdBy: user.userId,
      expiresAt,
    };
    await accounts.insertLink(row, entryBy(user, createdAt, 'link.made', ...targetsOf(row)));
    return ok({ id, kind, url: `${site.publicUrl}/${kind}/${token}`, token, expiresAt });
  }

  /** Refusals: `not-found`, `not-allowed`. */
  async remove(user: ActingUser, id: string): Promise<Result<null, RefusalCode>> {
    const link = await this.#options.accounts.linkById(brand<LinkId>(id));
    if (link === null) return refused('not-found');
    const meeting = await this.#meeting(user, link.meetingId);
    if (!meeting.ok) return meeting;
    const { accounts, clock } = this.#options;
    await accounts.deleteLink(link.id, entryBy(user, clock.now(), 'link.revoked', ...targetsOf(link)));
    this.#options.revocation.endLink(link.id);
    return ok(null);
  }

  /** Links of every meeting, oldest first, those that ran out left away. Refusal: `not-allowed`. */
  async listAll(user: ActingUser): Promise<Result<readonly OverseenLink[], RefusalCode>> {
    const permitted = authorize(user, 'links.oversee', OFFICE);
    if (!permitted.ok) return permitted;
    const { accounts, meetings, clock } = this.#options;
    const now = clock.now();
    const rows = (await accounts.links()).filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
    const names = new Map((await accounts.list()).map(({ id, displayName }) => [id, displayName]));
    const ids = [...new Set(rows.map(({ meetingId }) => meetingId))];
    const found = await Promise.all(ids.map((id) => meetings.byId(id)));
    const titles = new Map(found.flatMap((meeting) => (meeting ? [[meeting.id, meeting.title] as const] : [])));
    return ok(
      rows.map((row) => ({
        ...presentLink(row),
        meetingId: row.meetingId,
        meetingTitle: titles.get(row.meetingId) ?? '',
        createdBy: row.createdBy,
        createdByName: names.get(row.createdBy) ?? null,
      })),
    );
  }

  async #meeting(user: ActingUser, id: string): Promise<Result<MeetingRow, RefusalCode>> {
    const meeting = await this.#options.meetings.byId(brand<MeetingId>(id));
    if (meeting === null) return refused('not-found');
    const permitted = authorize(user, 'links.manage', { kind: 'meeting', meeting });
    return permitted.ok ? ok(meeting) : permitted;
  }
}

function targetsOf({ id, meetingId }: LinkRow): readonly AuditTarget[] {
  return [
    { kind: 'link', id },
    { kind: 'meeting', id: meetingId },
  ];
}

function presentLink(row: LinkRow): Link {
  const { id, kind, screen, createdAt, expiresAt } = row;
  const shows = kind === 'checkin' ? { screen: null, ...(screen === null ? {} : { person: screen }) } : { screen };
  return { id, kind: linkKind.parse(kind), ...shows, createdAt, expiresAt };
}

function isPersonal({ kind, screen }: LinkRow): boolean {
  return kind === 'checkin' && screen !== null;
}
