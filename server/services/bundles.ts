// Bundles (导出包): papers of many meetings as one zip, made in the background, one at a time per server, kept for a day. Whose they
// are, how many, what becomes of them; how one is made is bundle-run's, where it lies the shelf's.
//
// 1. A bundle is its maker's alone: to everybody else it does not exist.
// 2. Nothing half-made is ever shown: what was cancelled, failed or interrupted has no bytes.
// 3. Whoever lost the right to a meeting gets no bundle that holds it any more.
import {
  keptBundle,
  type Bundle,
  type BundleDetails,
  type BundleEstimate,
  type BundleGap,
  type BundleOrder,
  type BundlePlace,
  type Bundles,
  type KeptFacts,
} from '../../shared/api/bundle.schema.ts';
import { MAX_BUNDLES } from '../../shared/domain/bundle.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { MeetingId, UserId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { localDateIn } from '../../shared/lib/time.ts';
import { bundleWords } from '../../shared/papers/bundle-index.ts';
import { formatsOf } from '../../shared/papers/kinds.ts';
import { sheetWords } from '../../shared/papers/sheet-parts.ts';
import type { Accounts } from '../account-ports.ts';
import type { BundleFile, BundleShelf, BundleZip } from '../bundle-ports.ts';
import type { Files } from '../file-ports.ts';
import type { Clock, Ids, MeetingRow } from '../ports.ts';
import type { Meetings } from '../register-ports.ts';
import { entryBy } from './audit.ts';
import {
  BundleRun,
  type BundleEnd,
  type BundleLimits,
  type BundleProgress,
  type BundleRunOptions,
} from './bundle-run.ts';
import {
  BLANK,
  checkedOrder,
  expiryOf,
  isExpired,
  isOver,
  isOwn,
  makerOf,
  mayHave,
  NO_PAPER,
  outlived,
} from './bundle-facts.ts';
import type { OpenFile } from './files.ts';

export interface BundleServiceOptions extends Omit<BundleRunOptions, 'limits'> {
  readonly shelf: BundleShelf;
  readonly zipInto: (file: BundleFile) => BundleZip;
  readonly accounts: Pick<Accounts, 'byId'>;
  readonly meetings: Pick<Meetings, 'byId'>;
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
const RETRY_SECONDS = 60;
const MOST_TOLD_GAPS = 200;
/** What a paper takes, about. */
const TYPICAL_BYTES = { docx: 16_000, pdf: 110_000, xlsx: 8_000, ics: 1_000, html: 12_000, txt: 6_000 };

interface Kept {
  facts: KeptFacts;
  /** Of the one that is being made. */
  run: { readonly progress: BundleProgress; readonly stop: AbortController; ended: Promise<void> } | null;
}

export class BundleService {
  readonly #options: BundleServiceOptions;
  readonly #limits: BundleLimits;
  readonly #all = new Map<string, Kept>();
  #isBusy = false;
  #isClosed = false;
  #cancelExpiry: () => void = () => undefined;

  private constructor(options: BundleServiceOptions) {
    this.#options = options;
    this.#limits = { ...LIMITS, ...options.limits };
  }

  /** With what an earlier process left; what it did not finish is interrupted. */
  static async open(options: BundleServiceOptions): Promise<BundleService> {
    const service = new BundleService(options);
    await service.#load();
    return service;
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
        usage.count += count;
        usage.bytes += bytes;
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

  /** Refusals: `invalid`, `rate-limited` (as many as there may be), `storage-unavailable`. */
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
    const began = await this.#enqueue(actor, { facts, run: null });
    if (began.ok) await this.#dropOldFailures(actor.userId);
    return began;
  }

  /** Newest first. */
  list(actor: ActingUser): Bundles {
    const own = this.#standing().filter(({ facts }) => isOwn(actor, facts));
    return { exports: own.toReversed().map((kept) => this.#presented(kept)), limit: MAX_BUNDLES };
  }

  /** Refusal: `not-found`. */
  read(actor: ActingUser, id: string): Result<BundleDetails, RefusalCode> {
    const kept = this.#own(actor, id);
    if (!kept.ok) return kept;
    const { gaps } = toldOf(kept.value);
    const told = gaps.slice(0, MOST_TOLD_GAPS);
    return ok({ ...this.#presented(kept.value), gaps: [...told], hasMoreGaps: told.length < gaps.length });
  }

  /** Resolves when nothing is made of it any more. Refusal: `not-found`. */
  async cancel(actor: ActingUser, id: string): Promise<Result<Bundle, RefusalCode>> {
    const kept = this.#own(actor, id);
    if (!kept.ok) return kept;
    await this.#stop(kept.value);
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
    this.#all.delete(id);
    const { clock } = this.#options;
    const anew = { ...facts, ...BLANK, maker: makerOf(actor), createdAt: clock.now(), endedAt: null };
    return this.#enqueue(actor, { facts: { ...anew, state: 'waiting' }, run: null });
  }

  /** `isFirst`: not merely the rest of one that broke off. Refusals: `not-found` (not ready, too), `rights-changed`. */
  async file(actor: ActingUser, id: string, isFirst: boolean): Promise<Result<OpenFile, RefusalCode>> {
    const kept = this.#own(actor, id);
    if (!kept.ok) return kept;
    const { facts } = kept.value;
    if (facts.state !== 'ready') return refused('not-found');
    if (!(await this.#mayStillHave(actor, facts))) return refused('rights-changed');
    const { shelf, auditLog, clock } = this.#options;
    if (isFirst) await auditLog.note(entryBy(actor, clock.now(), 'export.fetched', { kind: 'export', id }));
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
    await this.#stop(kept.value);
    await this.#drop(id);
    return ok(null);
  }

  /** What is being made is given up; the next start calls it interrupted. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelExpiry();
    for (const { run } of this.#all.values()) run?.stop.abort();
    for (const { run } of this.#all.values()) await run?.ended;
  }

  async #load(): Promise<void> {
    const { shelf, clock, log } = this.#options;
    try {
      const found = (await shelf.load()).map(({ facts, ...one }) => ({ ...one, facts: keptBundle.safeParse(facts) }));
      for (const { id, facts, sizeBytes } of found) {
        const isOurs = facts.success && facts.data.id === id && !isExpired(facts.data, clock.now());
        if (!isOurs) await shelf.remove(id);
        else this.#all.set(id, { facts: outlived(facts.data, sizeBytes, clock.now()), run: null });
      }
      const byAge = [...this.#all].toSorted(([, a], [, b]) => a.facts.createdAt - b.facts.createdAt);
      this.#all.clear();
      for (const [id, kept] of byAge) this.#all.set(id, kept);
      this.#expireLater();
    } catch (error) {
      // Everything else can be done without them.
      log.warn('bundles of an earlier start could not be read', { error });
    }
  }

  async #enqueue(actor: ActingUser, kept: Kept): Promise<Result<Bundle, RefusalCode>> {
    const { shelf, auditLog, clock } = this.#options;
    const { id } = kept.facts;
    this.#all.set(id, kept);
    const stored = await shelf.keep(id, kept.facts);
    if (!stored.ok) {
      await this.#drop(id);
      return stored;
    }
    await auditLog.note(entryBy(actor, clock.now(), 'export.begun', { kind: 'export', id }));
    this.#next();
    return ok(this.#presented(kept));
  }

  /** Begins the one that has waited longest, unless one is being made. */
  #next(): void {
    if (this.#isBusy || this.#isClosed) return;
    const kept = this.#standing().find(({ facts }) => facts.state === 'waiting');
    if (!kept) return;
    this.#isBusy = true;
    const { facts } = kept;
    const job = { id: facts.id, order: facts.order, meetings: facts.meetings, madeBy: facts.maker.displayName };
    const run = new BundleRun(
      { ...this.#options, limits: this.#limits },
      { ...job, actor: () => this.#actorOf(facts) },
    );
    const stop = new AbortController();
    kept.facts = { ...facts, state: 'making' };
    kept.run = { progress: run.progress, stop, ended: Promise.resolve() };
    kept.run.ended = this.#make(kept, run, stop.signal).finally(() => {
      this.#isBusy = false;
      this.#next();
    });
  }

  async #make(kept: Kept, run: BundleRun, stop: AbortSignal): Promise<void> {
    const { shelf, zipInto, clock, log } = this.#options;
    const { id } = kept.facts;
    let end: BundleEnd = 'storage-unavailable';
    const file = await shelf.begin(id);
    if (file.ok) {
      try {
        end = await run.make(zipInto(file.value), stop);
        if (end === 'whole' && stop.aborted) end = 'stopped';
        if (end === 'whole') await file.value.finish();
      } catch (error) {
        end = error instanceof Error && error.name === 'ShelfFault' ? 'storage-unavailable' : 'internal';
        log.warn('a bundle could not be made', { bundle: id, error });
      }
      if (end !== 'whole') await file.value.abandon();
    }
    // The server stops: its facts still say that it was being made.
    if (this.#isClosed && end === 'stopped') return;
    const { progress } = run;
    const { current: _current, ...told } = progress;
    const state = end === 'whole' ? 'ready' : end === 'stopped' ? 'cancelled' : 'failed';
    const facts: KeptFacts = {
      ...kept.facts,
      ...{ ...told, carried: [...told.carried], gaps: [...told.gaps], state, endedAt: clock.now() },
      ...(end === 'whole' ? { fault: null } : { entries: 0, sizeBytes: 0, carried: [] }),
      ...(end === 'whole' || end === 'stopped' ? {} : { fault: end }),
    };
    if (this.#all.get(id) === kept) await shelf.keep(id, facts);
    // Told once it is written down, so that nobody acts on what is still being.
    kept.facts = facts;
    kept.run = null;
    this.#expireLater();
  }

  async #stop(kept: Kept): Promise<void> {
    const { clock, shelf } = this.#options;
    if (kept.run !== null) {
      kept.run.stop.abort();
      await kept.run.ended;
    } else if (kept.facts.state === 'waiting') {
      kept.facts = { ...kept.facts, state: 'cancelled', endedAt: clock.now() };
      await shelf.keep(kept.facts.id, kept.facts);
      this.#expireLater();
    }
  }

  /** As the account stands now, coming as it came. */
  async #actorOf({ maker }: KeptFacts): Promise<ActingUser | null> {
    const account = await this.#options.accounts.byId(brand<UserId>(maker.userId));
    if (account === null || account.disabled) return null;
    return {
      ...{ userId: account.id, displayName: account.displayName, grants: account.grants },
      ...(maker.via === null ? {} : { via: { kind: maker.via } }),
      ...(maker.address === null ? {} : { address: maker.address }),
    };
  }

  #roomFor(userId: UserId): Result<null, 'rate-limited'> {
    const standing = this.#standing();
    const own = standing.filter(({ facts }) => facts.maker.userId === userId);
    const unfinished = own.filter(({ facts }) => !isOver(facts)).length;
    const ready = own.filter(({ facts }) => facts.state === 'ready').length;
    const all = standing.filter(({ facts }) => !isOver(facts)).length;
    const hasRoom = unfinished < MAX_UNFINISHED && unfinished + ready < MAX_BUNDLES && all < MAX_QUEUE;
    return hasRoom ? ok(null) : refused('rate-limited', { retryAfterSeconds: RETRY_SECONDS });
  }

  /** Those that came to nothing give way to newer ones. */
  async #dropOldFailures(userId: UserId): Promise<void> {
    const own = this.#standing().filter(({ facts }) => facts.maker.userId === userId);
    const failures = own.filter(({ facts }) => isOver(facts) && facts.state !== 'ready');
    const over = failures.slice(0, Math.max(0, own.length - MAX_BUNDLES));
    for (const { facts } of over) await this.#drop(facts.id);
  }

  async #sorted(
    actor: ActingUser,
    { meetings, audience }: BundleOrder,
  ): Promise<{ readonly open: readonly MeetingRow[]; readonly leftOut: readonly BundleGap[] }> {
    const open: MeetingRow[] = [];
    const leftOut: BundleGap[] = [];
    for (const id of meetings) {
      const meeting = await this.#options.meetings.byId(brand<MeetingId>(id));
      const verdict = meeting === null ? refused('not-found') : mayHave(actor, meeting, audience);
      if (meeting !== null && verdict.ok) open.push(meeting);
      else
        leftOut.push({
          ...this.#placeOf(actor, meeting),
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
      places.push({ id, ...this.#placeOf(actor, meeting) });
    }
    return places;
  }

  /** What may be told of a meeting; of one that is not for `actor` nothing. */
  #placeOf(actor: ActingUser, meeting: MeetingRow | null): Omit<BundlePlace, 'id'> {
    const isSeen = meeting !== null && authorize(actor, 'meeting.export', { kind: 'meeting', meeting }).ok;
    if (!isSeen) return { title: null, day: null };
    const { title, plannedStart } = meeting;
    return { title, day: plannedStart === null ? null : localDateIn(this.#options.timeZone, plannedStart) };
  }

  async #mayStillHave(actor: ActingUser, { carried, order }: KeptFacts): Promise<boolean> {
    for (const id of carried) {
      const meeting = await this.#options.meetings.byId(brand<MeetingId>(id));
      // A meeting that went into the trash since was exported while it stood; only rights are asked for again.
      if (meeting !== null && !mayHave(actor, { ...meeting, trashedAt: null, draft: false }, order.audience).ok)
        return false;
    }
    return true;
  }

  #own(actor: ActingUser, id: string): Result<Kept, 'not-found'> {
    const kept = this.#standing().find(({ facts }) => facts.id === id);
    return kept !== undefined && isOwn(actor, kept.facts) ? ok(kept) : refused('not-found');
  }

  /** Oldest first; what is expired is as good as gone. */
  #standing(): readonly Kept[] {
    const now = this.#options.clock.now();
    return [...this.#all.values()].filter(({ facts }) => !isExpired(facts, now));
  }

  #presented({ facts, run }: Kept): Bundle {
    const { id, state, order, meetings, fault, createdAt, endedAt } = facts;
    const { meetings: _meetings, ...choice } = order;
    const told = toldOf({ facts, run });
    const waiting = this.#standing().filter((one) => !isOver(one.facts));
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

  #expireLater(): void {
    this.#cancelExpiry();
    const { clock } = this.#options;
    const ends = [...this.#all.values()].flatMap(({ facts }) => expiryOf(facts) ?? []);
    if (ends.length === 0 || this.#isClosed) return;
    this.#cancelExpiry = clock.after(Math.max(0, Math.min(...ends) - clock.now()), () => void this.#expire());
  }

  async #expire(): Promise<void> {
    const now = this.#options.clock.now();
    const over = [...this.#all.values()].filter(({ facts }) => isExpired(facts, now));
    for (const { facts } of over) await this.#drop(facts.id);
    this.#expireLater();
  }

  async #drop(id: string): Promise<void> {
    this.#all.delete(id);
    await this.#options.shelf.remove(id);
  }
}

/** What is told of how far it is. */
function toldOf({ facts, run }: Kept): Omit<BundleProgress, 'current'> {
  return run === null ? facts : run.progress;
}
