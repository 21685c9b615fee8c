// Bundles (导出包): papers of many meetings as one zip, made in the background, one at a time per server, kept for a day. Whose they
// are, how many, who gets one; which is made when is bundle-queue's, what stands of each bundle-kept's, where it lies the shelf's.
//
// 1. A bundle is its maker's alone: to everybody else it does not exist.
// 2. Nothing half-made is ever shown: what was cancelled, failed or interrupted has no bytes.
// 3. Whoever lost the right to a meeting gets no bundle that holds it any more; nor do readers once it is sealed anew.
import type {
  Bundle,
  BundleDetails,
  BundleEstimate,
  BundleGap,
  BundleOrder,
  BundlePlace,
  Bundles,
  KeptFacts,
} from '../../shared/api/bundle.schema.ts';
import { MAX_BUNDLES } from '../../shared/domain/bundle.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { MeetingId, UserId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { HOUR_MS, localDateIn } from '../../shared/lib/time.ts';
import { bundleWords } from '../../shared/papers/bundle-index.ts';
import { formatsOf } from '../../shared/papers/kinds.ts';
import { sheetWords } from '../../shared/papers/sheet-parts.ts';
import type { BundleShelf } from '../bundle-ports.ts';
import type { Files } from '../file-ports.ts';
import type { Clock, Ids, MeetingRow } from '../ports.ts';
import type { Archives, Meetings } from '../register-ports.ts';
import { entryBy } from './audit.ts';
import { BLANK, checkedOrder, expiryOf, isOver, isOwn, makerOf, mayHave, NO_PAPER } from './bundle-facts.ts';
import { KeptBundles, type Kept } from './bundle-kept.ts';
import { BundleQueue, type BundleQueueOptions } from './bundle-queue.ts';
import type { BundleLimits, BundleProgress } from './bundle-run.ts';
import type { OpenFile } from './files.ts';
import { mayReadSeal, newestSeal } from './readable-seal.ts';

export interface BundleServiceOptions extends Omit<BundleQueueOptions, 'limits' | 'shelf' | 'clock'> {
  readonly shelf: BundleShelf;
  readonly meetings: Pick<Meetings, 'byId'>;
  readonly archives: Pick<Archives, 'ofMeeting'>;
  readonly files: Pick<Files, 'usageOf'>;
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'random'>;
  readonly limits?: Partial<BundleLimits>;
}

/** What one stick or one afternoon's copying holds; programs that unpack it need no 64-bit zips for its parts. */
const LIMITS: BundleLimits = { bytes: 8 * 1024 * 1024 * 1024, entries: 200_000 };
/** Of one account under way or waiting; of all. */
const MAX_UNFINISHED = 2;
const MAX_QUEUE = 20;
/** Parts of one fetching come within it. */
const FETCHING_MS = HOUR_MS;
const MOST_TOLD_GAPS = 200;
/** What a paper takes, about. */
const TYPICAL_BYTES = { docx: 16_000, pdf: 110_000, xlsx: 8_000, ics: 1_000, html: 12_000, txt: 6_000 };

export class BundleService {
  readonly #options: BundleServiceOptions;
  readonly #limits: BundleLimits;
  readonly #kept: KeptBundles;
  readonly #queue: BundleQueue;

  private constructor(options: BundleServiceOptions, kept: KeptBundles) {
    this.#options = options;
    this.#limits = { ...LIMITS, ...options.limits };
    this.#kept = kept;
    this.#queue = new BundleQueue({ ...options, limits: this.#limits }, kept);
  }

  /** With what an earlier process left; what it did not finish is interrupted. */
  static async open(options: BundleServiceOptions): Promise<BundleService> {
    return new BundleService(options, await KeptBundles.open(options));
  }

  /** Refusal: `invalid`. */
  async estimate(actor: ActingUser, order: BundleOrder): Promise<Result<BundleEstimate, RefusalCode>> {
    const checked = checkedOrder(order);
    if (!checked.ok) return checked;
    const { open, leftOut } = await this.#sorted(actor, order);
    const usage = { count: 0, bytes: 0 };
    if (order.files && order.audience === 'internal') {
      for (const { id } of open) {
        const { count, bytes } = await this.#options.files.usageOf(id);
        const evidence = await this.#options.tasks.filesOf(actor, id);
        usage.count += count + evidence.length;
        usage.bytes += evidence.reduce((sum, { file }) => sum + file.sizeBytes, bytes);
      }
    }
    const formats = order.papers.flatMap((kind) => formatsOf(kind).filter((format) => order.formats.includes(format)));
    const paperBytes = open.length * formats.reduce((sum, format) => sum + TYPICAL_BYTES[format], 0);
    const sizeBytes = paperBytes + usage.bytes;
    return ok({
      ...{ meetings: open.length, leftOut: [...leftOut], papers: open.length * formats.length },
      ...{ files: usage.count, fileBytes: usage.bytes, sizeBytes, limitBytes: this.#limits.bytes },
      hasRoom: await this.#options.shelf.hasRoom(sizeBytes),
    });
  }

  /** Refusals: `invalid`, `exports-full` {reason, limit}, `storage-unavailable`. */
  async create(actor: ActingUser, order: BundleOrder): Promise<Result<Bundle, RefusalCode>> {
    const estimate = await this.estimate(actor, order);
    if (!estimate.ok) return estimate;
    if (estimate.value.meetings === 0) return refused('invalid', { errors: [{ path: 'meetings', code: 'none' }] });
    if (!estimate.value.hasRoom) return refused('storage-unavailable');
    const places = await this.#places(actor, order);
    const room = this.#roomFor(actor.userId);
    if (!room.ok) return room;
    const { clock, ids } = this.#options;
    const facts: KeptFacts = {
      ...{ version: 1, id: ids.random(), maker: makerOf(actor), order, meetings: places, state: 'waiting' },
      ...BLANK,
      ...{ createdAt: clock.now(), endedAt: null },
    };
    const began = await this.#enqueue(actor, facts);
    if (began.ok) await this.#dropOldFailures(actor.userId);
    return began;
  }

  /** Newest first. */
  list(actor: ActingUser): Bundles {
    const own = this.#kept.standing().filter(({ facts }) => isOwn(actor, facts));
    return { exports: own.toReversed().map((kept) => this.#presented(kept)), limit: MAX_BUNDLES };
  }

  /** Refusal: `not-found`. */
  async read(actor: ActingUser, id: string): Promise<Result<BundleDetails, RefusalCode>> {
    const kept = this.#own(actor, id);
    if (!kept.ok) return kept;
    const withheld = await this.#withheld(actor, kept.value.facts);
    const { gaps } = toldOf(kept.value);
    const told = gaps.slice(0, MOST_TOLD_GAPS);
    return ok({ ...this.#presented(kept.value), gaps: [...told], hasMoreGaps: told.length < gaps.length, withheld });
  }

  /** Resolves when nothing is made of it any more. Refusal: `not-found`. */
  async cancel(actor: ActingUser, id: string): Promise<Result<Bundle, RefusalCode>> {
    const kept = this.#own(actor, id);
    if (!kept.ok) return kept;
    await this.#queue.stop(kept.value);
    return ok(this.#presented(kept.value));
  }

  /** One that did not come to nothing stays as it is. Refusals: `not-found`, those of `create`. */
  async again(actor: ActingUser, id: string): Promise<Result<Bundle, RefusalCode>> {
    const kept = this.#own(actor, id);
    if (!kept.ok) return kept;
    const { facts } = kept.value;
    if (!isOver(facts) || facts.state === 'ready') return ok(this.#presented(kept.value));
    const room = this.#roomFor(actor.userId);
    if (!room.ok) return room;
    // As if it were asked for now: at the end of the queue.
    const anew = { ...facts, ...BLANK, maker: makerOf(actor), createdAt: this.#options.clock.now(), endedAt: null };
    return this.#enqueue(actor, { ...anew, state: 'waiting' });
  }

  /**
   * `part`: many are asked for where one fetching is meant; which part says nothing, for all of it may be asked for as one. `head`:
   * nothing of it is sent. Refusals: `not-found` (not ready, too), `rights-changed`.
   */
  async file(actor: ActingUser, id: string, how: 'whole' | 'part' | 'head'): Promise<Result<OpenFile, RefusalCode>> {
    const kept = this.#own(actor, id);
    if (!kept.ok) return kept;
    const { facts } = kept.value;
    if (facts.state !== 'ready') return refused('not-found');
    if (!(await this.#mayStillHave(actor, facts))) return refused('rights-changed');
    const { shelf, auditLog, clock } = this.#options;
    const now = clock.now();
    const isNew = how === 'whole' || now - (kept.value.fetchedAt ?? -Infinity) >= FETCHING_MS;
    if (how !== 'head' && isNew) {
      kept.value.fetchedAt = now;
      await auditLog.note(entryBy(actor, now, 'export.fetched', { kind: 'export', id }));
    }
    const { sizeBytes } = facts;
    const digest = `${id}-${facts.endedAt ?? 0}`;
    return ok({
      file: { name: this.#fileName(facts), mediaType: 'application/zip', sizeBytes, digest },
      isInline: false,
      read: (range) => shelf.open(id, sizeBytes, range),
    });
  }

  /** Refusal: `not-found`. */
  async remove(actor: ActingUser, id: string): Promise<Result<null, RefusalCode>> {
    const kept = this.#own(actor, id);
    if (!kept.ok) return kept;
    await this.#queue.stop(kept.value);
    await this.#kept.drop(id);
    return ok(null);
  }

  /** What is being made is given up; the next start calls it interrupted. */
  async close(): Promise<void> {
    await this.#queue.close();
    this.#kept.close();
  }

  async #enqueue(actor: ActingUser, facts: KeptFacts): Promise<Result<Bundle, RefusalCode>> {
    const { auditLog, clock } = this.#options;
    const kept: Kept = { facts, isStored: false, run: null };
    const stored = await this.#kept.add(kept);
    if (!stored.ok) return stored;
    await auditLog.note(entryBy(actor, clock.now(), 'export.begun', { kind: 'export', id: facts.id }));
    this.#queue.next();
    return ok(this.#presented(kept));
  }

  /** Why one that is ready is not given out: what `file` would say. */
  async #withheld(actor: ActingUser, facts: KeptFacts): Promise<BundleDetails['withheld']> {
    const { id, state, sizeBytes } = facts;
    if (state !== 'ready') return null;
    if (!(await this.#mayStillHave(actor, facts))) return 'rights-changed';
    const bytes = await this.#options.shelf.open(id, sizeBytes);
    bytes?.destroy();
    return bytes === null ? 'file-damaged' : null;
  }

  /** What can be done about it is another thing each time: wait for one's own, delete one, wait for others. */
  #roomFor(userId: UserId): Result<null, 'exports-full'> {
    const standing = this.#kept.standing();
    const own = standing.filter(({ facts }) => facts.maker.userId === userId);
    const unfinished = own.filter(({ facts }) => !isOver(facts)).length;
    const ready = own.filter(({ facts }) => facts.state === 'ready').length;
    const all = standing.filter(({ facts }) => !isOver(facts)).length;
    if (unfinished >= MAX_UNFINISHED) return refused('exports-full', { reason: 'under-way', limit: MAX_UNFINISHED });
    if (unfinished + ready >= MAX_BUNDLES) return refused('exports-full', { reason: 'kept', limit: MAX_BUNDLES });
    if (all >= MAX_QUEUE) return refused('exports-full', { reason: 'queue', limit: MAX_QUEUE });
    return ok(null);
  }

  /** Those that came to nothing give way to newer ones. */
  async #dropOldFailures(userId: UserId): Promise<void> {
    const own = this.#kept.standing().filter(({ facts }) => facts.maker.userId === userId);
    const failures = own.filter(({ facts }) => isOver(facts) && facts.state !== 'ready');
    const over = failures.slice(0, Math.max(0, own.length - MAX_BUNDLES));
    for (const { facts } of over) await this.#kept.drop(facts.id);
  }

  async #sorted(
    actor: ActingUser,
    { meetings, audience }: BundleOrder,
  ): Promise<{ readonly open: readonly MeetingRow[]; readonly leftOut: readonly BundleGap[] }> {
    const open: MeetingRow[] = [];
    const leftOut: BundleGap[] = [];
    for (const id of meetings) {
      const meeting = await this.#options.meetings.byId(brand<MeetingId>(id));
      const newest = meeting && (await newestSeal(this.#options.archives, meeting.id));
      const verdict = meeting === null ? refused('not-found') : mayHave(actor, { meeting, newest }, audience);
      if (meeting !== null && verdict.ok) open.push(meeting);
      else
        leftOut.push({
          ...(await this.#placeOf(actor, meeting)),
          ...NO_PAPER,
          code: verdict.ok ? 'not-found' : verdict.code,
        });
    }
    return { open, leftOut };
  }

  async #places(actor: ActingUser, { meetings }: BundleOrder): Promise<BundlePlace[]> {
    const places: BundlePlace[] = [];
    for (const id of meetings) {
      const meeting = await this.#options.meetings.byId(brand<MeetingId>(id));
      places.push({ id, ...(await this.#placeOf(actor, meeting)) });
    }
    return places;
  }

  /** What may be told of a meeting; to readers what its newest seal says, of one that is not for `actor` nothing. */
  async #placeOf(actor: ActingUser, meeting: MeetingRow | null): Promise<Omit<BundlePlace, 'id'>> {
    if (meeting === null) return { title: null, day: null };
    if (authorize(actor, 'meeting.read', { kind: 'meeting', meeting }).ok) {
      const { title, plannedStart } = meeting;
      return { title, day: plannedStart === null ? null : localDateIn(this.#options.timeZone, plannedStart) };
    }
    const { archives } = this.#options;
    const newest = await newestSeal(archives, meeting.id);
    const isRead = newest !== null && (await mayReadSeal(archives, actor, newest));
    return isRead ? { title: newest.title, day: newest.date } : { title: null, day: null };
  }

  async #mayStillHave(actor: ActingUser, { carried, order, createdAt }: KeptFacts): Promise<boolean> {
    const { meetings, archives } = this.#options;
    for (const id of carried) {
      const meeting = await meetings.byId(brand<MeetingId>(id));
      // A meeting that went into the trash since was exported while it stood; only rights are asked for again.
      if (meeting === null) continue;
      const untrashed = { ...meeting, trashedAt: null, draft: false };
      const newest = await newestSeal(archives, meeting.id);
      if (!mayHave(actor, { meeting: untrashed, newest }, order.audience).ok) return false;
      // What is in it is of a version that readers have no more.
      const isInternal = authorize(actor, 'export.internal', { kind: 'meeting', meeting: untrashed }).ok;
      if (!isInternal && newest !== null && newest.archivedAt > createdAt) return false;
    }
    return true;
  }

  #own(actor: ActingUser, id: string): Result<Kept, 'not-found'> {
    const kept = this.#kept.byId(id);
    return kept !== null && isOwn(actor, kept.facts) ? ok(kept) : refused('not-found');
  }

  #presented({ facts, run }: Kept): Bundle {
    const { id, state, order, meetings, fault, createdAt, endedAt } = facts;
    const { meetings: _meetings, ...choice } = order;
    const told = toldOf({ facts, run });
    const waiting = this.#kept.standing().filter((one) => !isOver(one.facts));
    return {
      ...{
        id,
        state,
        order: choice,
        meetings: meetings.length,
        done: told.done,
        current: run?.progress.current ?? null,
      },
      ...{ entries: told.entries, sizeBytes: told.sizeBytes },
      ...{ leftOut: told.leftOut, failed: told.failed, lacking: told.lacking, fault },
      ahead: state === 'waiting' ? waiting.findIndex((one) => one.facts.id === id) : 0,
      ...{ fileName: this.#fileName(facts), createdAt, endedAt, expiresAt: expiryOf(facts) },
    };
  }

  #fileName({ order, carried, meetings, createdAt }: KeptFacts): string {
    const { locale, audience } = order;
    const day = localDateIn(this.#options.timeZone, createdAt);
    const count = carried.length === 0 ? meetings.length : carried.length;
    const edition = audience === 'internal' ? sheetWords({ locale }).internalFile : '';
    return `${bundleWords(locale).index.fileName(day, count)}${edition}.zip`;
  }
}

/** What is told of how far it is. */
function toldOf({ facts, run }: Pick<Kept, 'facts' | 'run'>): Omit<BundleProgress, 'current'> {
  return run === null ? facts : run.progress;
}
