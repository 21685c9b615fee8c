// Finding sealed meetings: a query in, archives with their matching passages out, newest first. Readers never learn
// that an internal passage exists.
import type { ArchiveHit, ArchiveQuery, ArchiveResult, ArchiveResults } from '../../shared/api/archive.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize, SOMEWHERE } from '../../shared/domain/authority.ts';
import type { ArchiveId } from '../../shared/domain/ids.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { parseLocalDate } from '../../shared/lib/time.ts';
import { excerptOf } from '../archive/excerpt.ts';
import { matchQuery } from '../archive/tokenise.ts';
import type { Archives, ArchiveSummary, SearchFilter } from '../register-ports.ts';
import { mayReadSeal, maySeeInside } from './readable-seal.ts';

const PAGE_SIZE = 20;
const MAX_QUERY_LENGTH = 200;
const MAX_HITS = 50;

type Found = Awaited<ReturnType<Archives['search']>>[number];

export class SearchService {
  readonly #archives: Pick<Archives, 'search' | 'ofMeeting'>;

  constructor(options: { readonly archives: Pick<Archives, 'search' | 'ofMeeting'> }) {
    this.#archives = options.archives;
  }

  /** A page of what `actor` may read and `query` finds. Refuses `not-allowed` and `invalid` (which field, and why). */
  async search(actor: ActingUser, query: ArchiveQuery): Promise<Result<ArchiveResults, RefusalCode>> {
    const permitted = authorize(actor, 'archive.search', SOMEWHERE);
    if (!permitted.ok) return permitted;
    const filter = filterOf(query);
    if (!filter.ok) return filter;
    const text = query.q?.trim() ?? '';
    const match = text === '' ? null : matchQuery(text);
    if (text !== '' && match === null) return ok({ results: [], cursor: null });
    const found = await this.#page(actor, { ...filter.value, match });
    const results = found.archives.map((one) => presented(one, text));
    return ok({ results, cursor: found.next === null ? null : cursorOf(found.next) });
  }

  /** Reads on until the page is full, since bodies closed to `actor` are skipped. */
  async #page(
    actor: ActingUser,
    filter: Omit<SearchFilter, 'internal' | 'limit'>,
  ): Promise<{ readonly archives: readonly Found[]; readonly next: ArchiveSummary | null }> {
    const archives: Found[] = [];
    let after = filter.after;
    for (;;) {
      const batch = await this.#archives.search({
        ...filter,
        after,
        internal: seesSomeInternal(actor),
        limit: PAGE_SIZE + 1,
      });
      const open = seesSomeInternal(actor) ? await this.#publicOf(actor, { ...filter, after }, batch) : null;
      for (const found of batch) {
        const visible = visibleTo(actor, found, open);
        if (visible === null || !(await mayReadSeal(this.#archives, actor, found.archive))) continue;
        if (archives.length === PAGE_SIZE) return { archives, next: archives.at(-1)?.archive ?? null };
        archives.push(visible);
      }
      const last = batch.at(-1)?.archive;
      if (batch.length <= PAGE_SIZE || last === undefined) return { archives, next: null };
      after = { archivedAt: last.archivedAt, id: last.id };
    }
  }

  /** The same stretch without internal passages, for someone who may see those of some bodies only. */
  async #publicOf(
    actor: ActingUser,
    filter: Omit<SearchFilter, 'internal' | 'limit'>,
    batch: readonly Found[],
  ): Promise<ReadonlyMap<ArchiveId, Found> | null> {
    if (batch.every((found) => maySeeInside(actor, found.archive))) return null;
    const found = await this.#archives.search({ ...filter, internal: false, limit: PAGE_SIZE + 1 });
    return new Map(found.map((one) => [one.archive.id, one]));
  }
}

function visibleTo(actor: ActingUser, found: Found, open: ReadonlyMap<ArchiveId, Found> | null): Found | null {
  if (open === null || maySeeInside(actor, found.archive)) return found;
  return open.get(found.archive.id) ?? null;
}

function seesSomeInternal(actor: ActingUser): boolean {
  return authorize(actor, 'export.internal', SOMEWHERE).ok;
}

function presented({ archive, passages }: Found, text: string): ArchiveResult {
  const hits = passages
    .filter((passage) => !passages.some((other) => isRemainder(passage, other)))
    .slice(0, MAX_HITS)
    .map(({ kind, itemId, itemTitle, text: passage }): ArchiveHit => ({
      ...(kind === null ? {} : { kind }),
      ...(itemId === null ? {} : { itemId }),
      ...(itemTitle === null || itemTitle === passage ? {} : { itemTitle }),
      ...excerptOf(passage, text),
    }));
  const { id, meetingId, version, title, date, archivedAt } = archive;
  return { archiveId: id, meetingId, version, title, date, archivedAt, hits };
}

/**
 * Whether `passage` is what the public sees of `whole`: the same with one stretch taken out. Someone who may read the
 * whole is not shown both.
 */
function isRemainder(passage: Found['passages'][number], whole: Found['passages'][number]): boolean {
  const [short, long] = [passage.text, whole.text];
  if (passage.kind !== whole.kind || passage.itemId !== whole.itemId || short.length >= long.length) return false;
  let same = 0;
  while (same < short.length && short[same] === long[same]) same++;
  return long.endsWith(short.slice(same));
}

type PageFilter = Omit<SearchFilter, 'internal' | 'limit' | 'match'>;

function filterOf(query: ArchiveQuery): Result<PageFilter, RefusalCode> {
  const after = query.cursor === undefined ? null : parseCursor(query.cursor);
  const errors = [
    ...((query.q ?? '').length > MAX_QUERY_LENGTH ? [{ path: 'q', code: 'too_long' }] : []),
    ...(query.from !== undefined && parseLocalDate(query.from) === null ? [{ path: 'from', code: 'not_a_day' }] : []),
    ...(query.to !== undefined && parseLocalDate(query.to) === null ? [{ path: 'to', code: 'not_a_day' }] : []),
    ...(query.cursor !== undefined && after === null ? [{ path: 'cursor', code: 'unknown' }] : []),
  ];
  if (errors.length > 0) return refused('invalid', { errors });
  return ok({ bodyId: query.body ?? null, from: query.from ?? null, to: query.to ?? null, after });
}

function cursorOf({ archivedAt, id }: ArchiveSummary): string {
  return `${archivedAt}.${id}`;
}

function parseCursor(text: string): SearchFilter['after'] {
  const [, at, id] = /^(\d{1,15})\.([0-9A-Za-z_-]{1,64})$/.exec(text) ?? [];
  return at === undefined || id === undefined ? null : { archivedAt: Number(at), id: brand<ArchiveId>(id) };
}
