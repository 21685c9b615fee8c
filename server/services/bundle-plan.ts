// What of one meeting goes into a bundle: which papers in which formats, which files, the sealed record; and what it lacks. Decides
// nothing about who may have what (export-source, papers), and makes nothing until it is asked for piece by piece.
import type { BundleGap, BundleOrder, BundlePlace } from '../../shared/api/bundle.schema.ts';
import type { PaperOffers } from '../../shared/api/paper.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { MeetingFile } from '../../shared/domain/file.ts';
import { heldSpan } from '../../shared/domain/held.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import type { MeetingSnapshot } from '../../shared/domain/snapshot.ts';
import { paperKinds as english } from '../../shared/i18n/en/paper-kinds.ts';
import { paperKinds as chinese } from '../../shared/i18n/zh-CN/paper-kinds.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { localDateIn, parseLocalDate, type LocalDate } from '../../shared/lib/time.ts';
import { bundleWords } from '../../shared/papers/bundle-index.ts';
import { TakenNames } from '../../shared/papers/bundle-names.ts';
import { isOutward, type PaperFormat } from '../../shared/papers/kinds.ts';
import { sheetWords } from '../../shared/papers/sheet-parts.ts';
import type { BlobReader } from '../file-ports.ts';
import type { ExportSource, MeetingSeal } from './export-source.ts';
import type { PaperService } from './papers.ts';
import type { TaskService } from './tasks.ts';

export interface BundlePlanOptions {
  /** What one meeting is read by: once, as long as nobody changes it; whose right it is is asked every time. */
  readonly reading: () => MeetingReading;
  readonly tasks: Pick<TaskService, 'filesOf' | 'openFile'>;
  /** IANA name: the day of a meeting is told in it. */
  readonly timeZone: string;
}

export interface MeetingReading {
  readonly papers: Pick<PaperService, 'offers' | 'print'>;
  readonly source: Pick<ExportSource, 'snapshot' | 'seal' | 'bytes'>;
}

/** A task of a meeting, and what was brought to it. */
type Evidence = Awaited<ReturnType<TaskService['filesOf']>>[number];

/** Bytes at once, or as they come from where they lie. */
type MadePiece =
  | { readonly kind: 'whole'; readonly bytes: Uint8Array; readonly isPacked: boolean }
  | { readonly kind: 'coming'; readonly sizeBytes: number; readonly chunks: BlobReader };

export interface BundlePiece {
  /** Below the meeting's folder. */
  readonly path: string;
  /** What is said of it where it cannot be made. */
  readonly about: Pick<BundleGap, 'paper' | 'format' | 'name'>;
  /** For whoever asks now; null = it is no more in the meeting. Refusals: those of `PaperService.print`, `file-damaged`. */
  make(actor: ActingUser): Promise<Result<MadePiece | null, RefusalCode>>;
}

export interface MeetingPlan {
  readonly title: string;
  /** What its folder is called after. */
  readonly shortTitle: string;
  readonly day: LocalDate | null;
  readonly version: number;
  readonly isSealed: boolean;
  readonly archive: Pick<MeetingSeal, 'id' | 'version' | 'digest'> | null;
  readonly pieces: readonly BundlePiece[];
  readonly gaps: readonly Pick<BundleGap, 'paper' | 'format' | 'name' | 'code' | 'fact'>[];
}

type Offer = PaperOffers['papers'][number];

/** Formats whose files are zips or deflated inside already. */
const PACKED: ReadonlySet<PaperFormat> = new Set(['docx', 'pdf', 'xlsx']);

export class BundlePlanner {
  readonly #options: BundlePlanOptions;
  readonly #order: BundleOrder;
  readonly #words: ReturnType<typeof bundleWords>['index'];

  constructor(options: BundlePlanOptions, order: BundleOrder) {
    this.#options = options;
    this.#order = order;
    this.#words = bundleWords(order.locale).index;
  }

  /** Refusals: those of `ExportSource.snapshot`. */
  async plan(actor: ActingUser, place: BundlePlace): Promise<Result<MeetingPlan, RefusalCode>> {
    const reading = this.#options.reading();
    const { source, papers } = reading;
    const { audience, locale } = this.#order;
    const meetingId = brand<MeetingId>(place.id);
    const snapshot = await source.snapshot(actor, meetingId, audience);
    if (!snapshot.ok) return snapshot;
    const offers = await papers.offers(actor, { meetingId, audience, locale });
    if (!offers.ok) return offers;
    const seal = await source.seal(actor, meetingId);
    if (!seal.ok) return seal;
    // What became of a meeting's tasks is for the house alone, as the register of tasks is.
    const takesEvidence = this.#order.files && audience === 'internal';
    const evidence = takesEvidence ? await this.#options.tasks.filesOf(actor, meetingId) : [];
    const wanted = offers.value.papers.filter(({ kind }) => this.#isWanted(kind));
    const names = new TakenNames();
    const { facts } = snapshot.value;
    return ok({
      ...{ title: facts.title, shortTitle: facts.shortTitle ?? facts.title },
      day: this.#dayOf(snapshot.value, seal.value),
      ...{ version: snapshot.value.version, isSealed: seal.value?.isShown ?? false, archive: archiveOf(seal.value) },
      pieces: [
        ...wanted.flatMap((offer) => this.#papersOf(reading, meetingId, { offer, names })),
        ...(this.#order.files ? this.#filesOf(reading, meetingId, snapshot.value.files ?? []) : []),
        ...this.#evidenceOf(reading, meetingId, evidence),
        ...(this.#order.sealed && audience === 'internal' ? this.#sealOf(reading, meetingId, seal.value) : []),
      ],
      gaps: wanted.flatMap(({ kind, missing, formats }) =>
        missing === null || !this.#hasFormat(formats)
          ? []
          : [{ paper: kind, format: null, name: null, code: 'paper-missing', fact: missing }],
      ),
    });
  }

  #isWanted(kind: Offer['kind']): boolean {
    return this.#order.papers.some((wanted) => wanted === kind);
  }

  #hasFormat(formats: readonly PaperFormat[]): boolean {
    return formats.some((format) => this.#order.formats.includes(format));
  }

  #papersOf(
    { papers }: MeetingReading,
    meetingId: MeetingId,
    { offer, names }: { readonly offer: Offer; readonly names: TakenNames },
  ): BundlePiece[] {
    const { kind, formats, subjects, missing } = offer;
    if (missing !== null) return [];
    const { locale, audience } = this.#order;
    const called = (locale === 'en' ? english : chinese).names[kind];
    // In a folder of many nothing but its name tells one edition from the other.
    const edition = audience === 'internal' && !isOutward(kind) ? sheetWords({ locale }).internalFile : '';
    return (subjects ?? [null]).flatMap((subject) => {
      const stem = `${called}${subject === null ? '' : ` ${subject.name}`}${edition}`;
      return formats
        .filter((format) => this.#order.formats.includes(format))
        .map((format) => ({
          path: names.file(stem, `.${format}`),
          about: { paper: kind, format, name: subject?.name ?? null },
          make: async (actor) => {
            const asked = { meetingId, kind, format, audience, locale, subject: subject?.id };
            const printed = await papers.print(actor, asked);
            if (!printed.ok) return printed;
            const { content } = printed.value;
            const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
            return ok({ kind: 'whole', bytes, isPacked: PACKED.has(format) });
          },
        }));
    });
  }

  /** Papers ask for themselves; of what is only copied the meeting is asked. */
  #filesOf({ source }: MeetingReading, meetingId: MeetingId, files: readonly MeetingFile[]): BundlePiece[] {
    const names = new TakenNames();
    return files.map((file) => ({
      path: `${this.#words.attachments}/${names.attached(file.name)}`,
      about: { paper: null, format: null, name: file.name },
      make: async (actor) => {
        const now = await source.snapshot(actor, meetingId, this.#order.audience);
        if (!now.ok) return now;
        // Removed since, or not for the public any more: of that nothing is told either.
        if (now.value.files?.some(({ id }) => id === file.id) !== true) return ok(null);
        const chunks = await source.bytes(file);
        if (chunks === null) return refused('file-damaged', { fileId: file.id });
        return ok({ kind: 'coming', sizeBytes: file.sizeBytes, chunks });
      },
    }));
  }

  /** A folder for each task that somebody brought something to. */
  #evidenceOf({ source }: MeetingReading, meetingId: MeetingId, evidence: readonly Evidence[]): BundlePiece[] {
    const [folders, namesOf] = [new TakenNames(), new Map<string, TakenNames>()];
    return evidence.map(({ task, file }) => {
      const names = namesOf.get(task.id) ?? new TakenNames();
      namesOf.set(task.id, names);
      const folder = folders.within(this.#words.task(task.number, task.what), task.id);
      return {
        path: `${this.#words.evidence}/${folder}/${names.attached(file.name)}`,
        about: { paper: null, format: null, name: file.name },
        make: async (actor) => {
          const now = await source.snapshot(actor, meetingId, this.#order.audience);
          if (!now.ok) return now;
          const opened = await this.#options.tasks.openFile(actor, task.id, file.id);
          // Of the meeting they still have the right.
          if (!opened.ok) return refused('rights-changed');
          const chunks = await opened.value.read();
          if (chunks === null) return refused('file-damaged', { fileId: file.id });
          return ok({ kind: 'coming', sizeBytes: file.sizeBytes, chunks });
        },
      };
    });
  }

  #sealOf({ source }: MeetingReading, meetingId: MeetingId, seal: MeetingSeal | null): BundlePiece[] {
    if (seal?.texts == null) return [];
    const { version, texts } = seal;
    // Byte for byte as they are stored: their digests are what is verified.
    return ([['seal', texts.seal] as const, ['snapshot', texts.snapshot] as const] as const).map(([which, text]) => ({
      path: `${this.#words.sealed}/${this.#words[which](version)}`,
      about: { paper: null, format: null, name: this.#words[which](version) },
      make: async (actor) => {
        const now = await source.snapshot(actor, meetingId, 'internal');
        return now.ok ? ok({ kind: 'whole', bytes: Buffer.from(text, 'utf8'), isPacked: false }) : now;
      },
    }));
  }

  #dayOf(snapshot: MeetingSnapshot, seal: MeetingSeal | null): LocalDate | null {
    if (seal?.isShown === true) return seal.date === null ? null : parseLocalDate(seal.date);
    const at = heldSpan(snapshot)?.from ?? snapshot.facts.plannedStart;
    return at === null ? null : localDateIn(this.#options.timeZone, at);
  }
}

function archiveOf(seal: MeetingSeal | null): MeetingPlan['archive'] {
  return seal === null ? null : { id: seal.id, version: seal.version, digest: seal.digest };
}
