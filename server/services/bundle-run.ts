// The making of one bundle, meeting after meeting and piece after piece, at a pace that leaves the server to those who write. Whose
// right it is is asked anew before every piece; what cannot be made is named and does not stop the rest. Knows no queue, no disk and
// no door.
import type { BundleFault, BundleGap, BundleOrder, BundlePlace } from '../../shared/api/bundle.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import { dateText } from '../../shared/i18n/format.ts';
import { brand } from '../../shared/lib/brand.ts';
import { refused, type Result } from '../../shared/lib/result.ts';
import { localDateIn, SECOND_MS, wallTimeIn } from '../../shared/lib/time.ts';
import {
  bundleManifest,
  bundlePage,
  bundleSheet,
  bundleWords,
  isLacking,
  type IndexedBundle,
  type IndexedFile,
  type IndexedMeeting,
} from '../../shared/papers/bundle-index.ts';
import { TakenNames } from '../../shared/papers/bundle-names.ts';
import { ShelfFault, type BundleEntry, type BundleZip } from '../bundle-ports.ts';
import type { Clock, Log } from '../ports.ts';
import { aboutMeeting, entryBy, type AuditService } from './audit.ts';
import { BundlePlanner, type BundlePiece, type BundlePlanOptions, type MeetingPlan } from './bundle-plan.ts';
import type { Pace } from './pace.ts';
import type { WorkbookWriter } from './task-export.ts';

export interface BundleRunOptions extends BundlePlanOptions {
  readonly auditLog: Pick<AuditService, 'note'>;
  readonly clock: Pick<Clock, 'now' | 'monotonicMs'>;
  readonly log: Log;
  readonly pace: Pick<Pace, 'rest' | 'wait'>;
  readonly workbook: WorkbookWriter;
  readonly limits: BundleLimits;
}

export interface BundleLimits {
  readonly bytes: number;
  readonly entries: number;
}

export interface BundleJob {
  readonly id: string;
  readonly order: BundleOrder;
  readonly meetings: readonly BundlePlace[];
  readonly madeBy: string;
  /** Its maker as their account stands now; null = it may do nothing any more. */
  readonly actor: () => Promise<ActingUser | null>;
}

/** What is told of it while it is made. */
export interface BundleProgress {
  done: number;
  current: string | null;
  entries: number;
  sizeBytes: number;
  leftOut: number;
  failed: number;
  lacking: number;
  carried: readonly string[];
  /** The first of them. */
  gaps: readonly BundleGap[];
}

export type BundleEnd = 'whole' | 'stopped' | BundleFault;

/** What is told of a bundle; its index names all. */
const MOST_GAPS = 2_000;
const BUSY_WAIT_MS = 10 * SECOND_MS;
const MOST_WAITS = 6;
/** Of whom nothing more may be asked for once it was answered so. */
const RIGHTS_CODES: readonly string[] = ['not-found', 'not-allowed'];
/** What was printed up to then is of another version than what could be printed now. */
const ENDING_CODES: readonly string[] = [...RIGHTS_CODES, 'sealed'];

export class BundleRun {
  readonly progress: BundleProgress;
  readonly #options: BundleRunOptions;
  readonly #job: BundleJob;
  readonly #planner: BundlePlanner;
  readonly #root = new TakenNames();
  readonly #meetings: IndexedMeeting[] = [];
  readonly #leftOut: BundleGap[] = [];

  constructor(options: BundleRunOptions, job: BundleJob) {
    this.#options = options;
    this.#job = job;
    this.#planner = new BundlePlanner(options, job.order);
    this.progress = {
      ...{ done: 0, current: null, entries: 0, sizeBytes: 0, leftOut: 0, failed: 0, lacking: 0 },
      ...{ carried: [], gaps: [] },
    };
  }

  /** `stopped`: at once, whatever is still being made for it. Rejects with `ShelfFault`. */
  async make(zip: BundleZip, stop: AbortSignal): Promise<BundleEnd> {
    const words = this.#words();
    for (const ending of ['.html', '.xlsx']) this.#root.file(words.file, ending);
    for (const place of this.#job.meetings) {
      this.progress.current = place.title;
      const end = await this.#meeting(zip, place, stop);
      if (end !== null) return end;
      this.progress.done += 1;
    }
    this.progress.current = null;
    if (stop.aborted) return 'stopped';
    if (this.#meetings.length === 0) return this.#noneEnd();
    await this.#around(zip);
    await zip.finish();
    this.progress.sizeBytes = zip.sizeBytes;
    return 'whole';
  }

  /** Of one that would hold its index alone. */
  #noneEnd(): BundleEnd {
    return this.#leftOut.every(({ code }) => RIGHTS_CODES.includes(code)) ? 'not-allowed' : 'internal';
  }

  /** Null = go on. */
  async #meeting(zip: BundleZip, place: BundlePlace, stop: AbortSignal): Promise<BundleEnd | null> {
    if (stop.aborted) return 'stopped';
    const actor = await this.#job.actor();
    if (actor === null) return 'not-allowed';
    const began = this.#options.clock.monotonicMs();
    const plan = await this.#planned(actor, place);
    await this.#options.pace.rest(this.#options.clock.monotonicMs() - began, stop);
    if (!plan.ok) {
      this.#leave(place, plan.code);
      return null;
    }
    const { order } = this.#job;
    const { undated, untitled } = this.#words();
    const folder = this.#root.folder(plan.value.day, plan.value.shortTitle, { undated, untitled });
    const filling = new Filling(place, plan.value, folder);
    filling.gaps.push(...plan.value.gaps.map((gap) => ({ ...gap, title: place.title, day: place.day })));
    const end = await this.#fill(zip, filling, stop);
    filling.gaps.forEach((gap) => this.#count(gap));
    if (filling.lost !== null) this.#leave(place, filling.lost);
    if (filling.files.length === 0 && filling.lost !== null) return end;
    this.#meetings.push(filling.indexed());
    if (filling.files.length > 0) {
      this.progress.carried = [...this.progress.carried, place.id];
      const action = order.audience === 'internal' ? 'meeting.bundled-internal' : 'meeting.bundled';
      const targets = [aboutMeeting(brand<MeetingId>(place.id)), { kind: 'export', id: this.#job.id }] as const;
      await this.#options.auditLog.note(entryBy(actor, this.#options.clock.now(), action, ...targets));
    }
    return end;
  }

  async #planned(actor: ActingUser, place: BundlePlace): Promise<Result<MeetingPlan, string>> {
    try {
      return await this.#planner.plan(actor, place);
    } catch (error) {
      this.#options.log.warn('a meeting could not be bundled', { meeting: place.id, error });
      return refused('internal');
    }
  }

  async #fill(zip: BundleZip, filling: Filling, stop: AbortSignal): Promise<BundleEnd | null> {
    const { clock, pace } = this.#options;
    for (const piece of filling.plan.pieces) {
      if (stop.aborted) return 'stopped';
      const actor = await this.#job.actor();
      if (actor === null) return 'not-allowed';
      const began = clock.monotonicMs();
      const end = await this.#piece(zip, filling, { piece, actor, stop });
      if (end !== null || filling.lost !== null) return end;
      await pace.rest(clock.monotonicMs() - began, stop);
    }
    return null;
  }

  async #piece(zip: BundleZip, filling: Filling, { piece, actor, stop }: Making): Promise<BundleEnd | null> {
    const made = await this.#made(piece, actor, stop);
    if (!made.ok) {
      if (stop.aborted) return 'stopped';
      if (ENDING_CODES.includes(made.code)) filling.lost = made.code;
      else filling.miss(piece, made.code, factOf(made.data));
      return null;
    }
    if (made.value === null) return stop.aborted ? 'stopped' : null;
    const piecePath = `${filling.folder}/${piece.path}`;
    const entry: BundleEntry = { name: piecePath, day: filling.plan.day };
    const size = made.value.kind === 'whole' ? made.value.bytes.length : made.value.sizeBytes;
    const { limits } = this.#options;
    if (zip.sizeBytes + size > limits.bytes || this.progress.entries >= limits.entries) {
      giveBack(made.value);
      return 'too-large';
    }
    const added = await this.#added(zip, entry, made.value, stop);
    if (stop.aborted) return 'stopped';
    if (added === null) {
      filling.miss(piece, 'file-damaged', null);
      return null;
    }
    filling.files.push({ path: piecePath, ...added });
    this.progress.entries += 1;
    this.progress.sizeBytes = zip.sizeBytes;
    return null;
  }

  async #made(piece: BundlePiece, actor: ActingUser, stop: AbortSignal): Promise<Result<Made, string>> {
    for (let wait = 0; ; wait += 1) {
      let made: Result<Made, RefusalCode>;
      try {
        made = await madeOrStopped(piece.make(actor), stop);
      } catch (error) {
        // A fault of this one paper; whoever runs the server finds it in the log.
        this.#options.log.warn('a paper could not be made for a bundle', { ...piece.about, name: undefined, error });
        return refused('internal');
      }
      if (made.ok || made.code !== 'printer-busy' || wait === MOST_WAITS || stop.aborted) return made;
      await this.#options.pace.wait(BUSY_WAIT_MS, stop);
    }
  }

  /** Null when its bytes did not come as they should. */
  async #added(zip: BundleZip, entry: BundleEntry, made: Coming, stop: AbortSignal): Promise<Added | null> {
    if (made.kind === 'whole') return zip.add(entry, made.bytes, made);
    try {
      return await zip.addComing(entry, { ...made, chunks: untilStopped(made.chunks, stop) });
    } catch (error) {
      if (error instanceof ShelfFault) throw error;
      if (!stop.aborted) this.#options.log.warn('a file could not be read for a bundle', { error });
      return null;
    } finally {
      giveBack(made);
    }
  }

  /** Index and manifest: last, since only then is known what there is. */
  async #around(zip: BundleZip): Promise<void> {
    const { clock, timeZone, workbook } = this.#options;
    const { locale, audience } = this.#job.order;
    const words = this.#words();
    const now = clock.now();
    const day = localDateIn(timeZone, now);
    const bundle: IndexedBundle = {
      ...{ locale, audience, madeBy: this.#job.madeBy, madeAt: new Date(now).toISOString() },
      madeAtText: `${dateText(now, { locale, timeZone })} ${wallTimeIn(timeZone, now)}`,
      ...{ meetings: this.#meetings.toSorted(byDay), leftOut: this.#leftOut },
    };
    const page = Buffer.from(bundlePage(bundle), 'utf8');
    const sheet = workbook([bundleSheet(bundle)]);
    const files = [
      await this.#told(zip, { name: `${words.file}.html`, day }, page, false),
      await this.#told(zip, { name: `${words.file}.xlsx`, day }, sheet, true),
    ];
    const manifest = Buffer.from(`${JSON.stringify(bundleManifest(bundle, files), null, 2)}\n`, 'utf8');
    await this.#told(zip, { name: words.manifest, day }, manifest, false);
  }

  async #told(zip: BundleZip, entry: BundleEntry, bytes: Uint8Array, isPacked: boolean): Promise<IndexedFile> {
    return { path: entry.name, ...(await zip.add(entry, bytes, { isPacked })) };
  }

  #leave({ title, day }: BundlePlace, code: string): void {
    const gap = { title, day, paper: null, format: null, name: null, code, fact: null };
    this.#leftOut.push(gap);
    this.progress.leftOut += 1;
    this.#tell(gap);
  }

  #count(gap: BundleGap): void {
    if (isLacking(gap)) this.progress.lacking += 1;
    else this.progress.failed += 1;
    // What a meeting never had is told by its number, and in the index.
    if (!isLacking(gap)) this.#tell(gap);
  }

  #tell(gap: BundleGap): void {
    if (this.progress.gaps.length < MOST_GAPS) this.progress.gaps = [...this.progress.gaps, gap];
  }

  #words(): ReturnType<typeof bundleWords>['index'] {
    return bundleWords(this.#job.order.locale).index;
  }
}

type Made = Extract<Awaited<ReturnType<BundlePiece['make']>>, { readonly ok: true }>['value'];
type Coming = NonNullable<Made>;
type Added = Awaited<ReturnType<BundleZip['add']>>;

interface Making {
  readonly piece: BundlePiece;
  readonly actor: ActingUser;
  readonly stop: AbortSignal;
}

/** One meeting as its folder fills. */
class Filling {
  readonly place: BundlePlace;
  readonly plan: MeetingPlan;
  readonly folder: string;
  readonly files: IndexedFile[] = [];
  readonly gaps: BundleGap[] = [];
  /** Why the rest of it is left out; null = it is not. */
  lost: string | null = null;

  constructor(place: BundlePlace, plan: MeetingPlan, folder: string) {
    this.place = place;
    this.plan = plan;
    this.folder = folder;
  }

  miss({ about }: BundlePiece, code: string, fact: string | null): void {
    const { title, day } = this.place;
    this.gaps.push({ title, day, ...about, code, fact });
  }

  indexed(): IndexedMeeting {
    const { id } = this.place;
    const { title, day, version, isSealed, archive } = this.plan;
    const { folder, files, gaps } = this;
    return { id, title, day, folder, version, isSealed, archive, files, gaps };
  }
}

/** As folders sort; those without a day last. */
function byDay(a: IndexedMeeting, b: IndexedMeeting): number {
  const [one, other] = [a.day ?? '~', b.day ?? '~'];
  return one < other ? -1 : one > other ? 1 : 0;
}

function factOf(data: Readonly<Record<string, unknown>>): string | null {
  const { fact } = data;
  return typeof fact === 'string' ? fact : null;
}

/**
 * What is being made, or a refusal once `stop` is aborted: a paper that is being set, or waits for others to be set, is not waited
 * for. What comes of it all the same is given back.
 */
async function madeOrStopped(
  making: Promise<Result<Made, RefusalCode>>,
  stop: AbortSignal,
): Promise<Result<Made, RefusalCode>> {
  let give: () => void = () => undefined;
  const stopped = new Promise<Result<never, RefusalCode>>((resolve) => {
    give = () => resolve(refused('printer-busy'));
    if (stop.aborted) give();
    else stop.addEventListener('abort', give, { once: true });
  });
  try {
    return await Promise.race([making, stopped]);
  } finally {
    stop.removeEventListener('abort', give);
    // A failure of what nobody waits for any more is nobody's.
    if (stop.aborted) void making.then((late) => late.ok && giveBack(late.value)).catch(() => undefined);
  }
}

/** A file that was opened, whether or not it was read. */
function giveBack(made: Made): void {
  if (made?.kind === 'coming') made.chunks.destroy();
}

/** Ends with an error once `stop` is aborted: a large file is not waited for. */
async function* untilStopped(
  chunks: AsyncIterable<Uint8Array | string>,
  stop: AbortSignal,
): AsyncIterable<Uint8Array | string> {
  for await (const chunk of chunks) {
    stop.throwIfAborted();
    yield chunk;
  }
}
