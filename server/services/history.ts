// History of a meeting's minutes: who wrote what when, and how it stood at any moment. Who may read the desk may read its
// past. The journal is replayed elsewhere (ports: Histories); this file says who may, and puts names to principals.
import type { HistoryEntry, HistoryPage, PastState } from '../../shared/api/history.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { ItemId, MeetingId, UserId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { MeetingRow } from '../ports.ts';
import type { Accounts } from '../account-ports.ts';
import type { Histories, Moment, PastMeeting, StintRow } from '../history-ports.ts';
import type { Meetings } from '../register-ports.ts';

export interface HistoryOptions {
  readonly meetings: Pick<Meetings, 'byId'>;
  readonly accounts: Pick<Accounts, 'byId'>;
  readonly histories: Histories;
}

const PAGE = 50;
const NOW = 'now';
const USER = 'user:';

interface Named {
  readonly by: string | null;
  readonly byName: string | null;
}

export class HistoryService {
  readonly #options: HistoryOptions;

  constructor(options: HistoryOptions) {
    this.#options = options;
  }

  /** Refusals: `not-found`, `history-unavailable`. */
  async entries(
    actor: ActingUser,
    meetingId: string,
    { item, cursor }: { readonly item?: string | undefined; readonly cursor?: string | undefined },
  ): Promise<Result<HistoryPage, RefusalCode>> {
    const meeting = await this.#readable(actor, meetingId);
    if (!meeting.ok) return meeting;
    const told = await this.#options.histories.stints(ofMeeting(meeting.value), {
      itemId: item === undefined ? null : brand<ItemId>(item),
      before: cursor === undefined ? null : Number(cursor),
      limit: PAGE,
    });
    if (!told.ok) return told;
    const page = told.value;
    const names = await this.#names(page.stints.map(({ by }) => by));
    return ok({
      entries: page.stints.map((stint) => presented(stint, names)),
      cursor: page.next === null ? null : String(page.next),
      gaps: page.gaps.map((gap) => ({ ...gap })),
    });
  }

  /** `point`: as `pointOf` writes it, or `now`. Refusals: `not-found`, `document-damaged`, `history-unavailable`. */
  async past(
    actor: ActingUser,
    meetingId: string,
    point: string,
    item?: string,
  ): Promise<Result<PastState, RefusalCode>> {
    const meeting = await this.#readable(actor, meetingId);
    if (!meeting.ok) return meeting;
    const itemId = item === undefined ? null : brand<ItemId>(item);
    const { histories } = this.#options;
    const past = await histories.at(ofMeeting(meeting.value), point === NOW ? null : momentOf(point), itemId);
    return past.ok ? ok(await this.#presentedPast(past.value)) : past;
  }

  async #presentedPast({ moment, at, items, writers }: PastMeeting): Promise<PastState> {
    const names = await this.#names(writers.flatMap(({ by }) => (by === null ? [] : [by])));
    return {
      point: pointOf(moment),
      at,
      items: items.map((item) => ({ ...item })),
      writers: writers.map((writer) => ({ ...namedOf(writer.by, names), at: writer.at })),
    };
  }

  async #readable(actor: ActingUser, meetingId: string): Promise<Result<MeetingRow, RefusalCode>> {
    const meeting = await this.#options.meetings.byId(brand<MeetingId>(meetingId));
    if (meeting === null) return refused('not-found');
    const address = { version: meeting.version, part: 'desk' } as const;
    const permitted = authorize(actor, 'desk.read', { kind: 'document', meeting, address });
    return permitted.ok ? ok(meeting) : permitted;
  }

  /** By principal; accounts are never deleted, so that whoever left still has a name. */
  async #names(principals: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const names = new Map<string, string>();
    for (const principal of new Set(principals)) {
      const userId = userIdOf(principal);
      const account = userId === null ? null : await this.#options.accounts.byId(userId);
      if (account) names.set(principal, account.displayName);
    }
    return names;
  }
}

/** How a moment is called outside: `{version}-{seq}`. */
export function pointOf({ version, seq }: Moment): string {
  return `${version}-${seq}`;
}

function momentOf(point: string): Moment {
  const [version, seq] = point.split('-').map(Number);
  return { version: version ?? 0, seq: seq ?? 0 };
}

function ofMeeting({ id, version }: MeetingRow): { readonly meetingId: MeetingId; readonly version: number } {
  return { meetingId: id, version };
}

function userIdOf(principal: string): UserId | null {
  return principal.startsWith(USER) ? brand<UserId>(principal.slice(USER.length)) : null;
}

function namedOf(principal: string | null, names: ReadonlyMap<string, string>): Named {
  if (principal === null) return { by: null, byName: null };
  return { by: userIdOf(principal), byName: names.get(principal) ?? null };
}

function presented(stint: StintRow, names: ReadonlyMap<string, string>): HistoryEntry {
  const { itemId, from, to, added, removed, parts, excerpt } = stint;
  return {
    point: pointOf(stint.point),
    before: stint.before && pointOf(stint.before),
    ...{ itemId, ...namedOf(stint.by, names), from, to, added, removed },
    parts: [...parts],
    excerpt: excerpt && { ...excerpt },
  };
}
