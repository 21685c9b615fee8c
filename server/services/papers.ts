// Papers of a meeting as files and as pages to look at. Decides nothing about who may (export-source), what stands in them
// (shared/papers) and how they are printed (handed in).
import type { FileAnswer } from '../../shared/api/route.schema.ts';
import type { PaperOffers, PaperPages } from '../../shared/api/paper.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import { publicSnapshot } from '../../shared/domain/publish.ts';
import type { Audience, MeetingSnapshot } from '../../shared/domain/snapshot.ts';
import { paperKinds as english } from '../../shared/i18n/en/paper-kinds.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import { paperKinds as chinese } from '../../shared/i18n/zh-CN/paper-kinds.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { composePaper, paperOffers, type ComposeOptions } from '../../shared/papers/compose.ts';
import {
  formatsOf,
  hasOwnLook,
  isOutward,
  type MissingFact,
  type PaperFormat,
  type PaperKind,
  type PaperLook,
} from '../../shared/papers/kinds.ts';
import { minutesTemplateFacts } from '../../shared/papers/minutes-template-facts.ts';
import type { Paper } from '../../shared/papers/paper.ts';
import { sheetWords } from '../../shared/papers/sheet-parts.ts';
import { htmlFile, textFile } from '../../shared/papers/plain-files.ts';
import { plainWords } from '../../shared/papers/plain-words.ts';
import type { TaskProgress } from '../../shared/papers/task-table-paper.ts';
import { tableSheet } from '../../shared/papers/workbook.ts';
import type { Clock } from '../ports.ts';
import type { Tasks } from '../task-ports.ts';
import { aboutMeeting, entryBy, type AuditService } from './audit.ts';
import type { ExportSource, ShownPicture } from './export-source.ts';
import type { FillsTemplates } from './minutes-templates.ts';
import type { TaskBook } from './task-book.ts';
import type { WorkbookWriter } from './task-export.ts';

/** `unprintable`: this paper cannot be set; `busy`, `unavailable`: not now. */
type SettingRefusal = 'unprintable' | 'busy' | 'unavailable';

interface Told {
  readonly count: number;
  readonly unprintable: readonly string[];
  readonly substituted: readonly string[];
}

type Bytes = ReadonlyMap<string, Uint8Array>;

interface WordPicture {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
}

/** What prints papers. */
export interface PaperPrinter {
  docx(paper: Paper, pictures: ReadonlyMap<string, WordPicture>): Promise<Uint8Array>;
  pdf(paper: Paper, pictures: Bytes): Promise<Result<{ readonly bytes: Uint8Array }, SettingRefusal>>;
  pages(
    paper: Paper,
    pictures: Bytes,
    range: { readonly from: number; readonly count: number },
  ): Promise<Result<Told & { readonly pages: readonly string[] }, SettingRefusal>>;
  workbook: WorkbookWriter;
  /** For calendars; null when the meeting has no time. */
  calendar(snapshot: MeetingSnapshot): FileAnswer['content'] | null;
  /** A name that every file system takes. */
  nameOf(title: string, otherwise: string): string;
}

export interface PaperServiceOptions {
  readonly source: ExportSource;
  readonly printer: PaperPrinter;
  readonly auditLog: Pick<AuditService, 'note'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly timeZone: string;
  readonly tasks: Pick<Tasks, 'list'>;
  readonly book: Pick<TaskBook, 'days'>;
  readonly minutesTemplates: FillsTemplates;
}

export interface PaperRequest {
  readonly meetingId: string;
  readonly kind: PaperKind;
  readonly audience: Audience;
  readonly locale: Locale;
  /** Of a paper about one thing: its id. */
  readonly subject?: string | undefined;
  /** To whom it is made out. */
  readonly to?: string | undefined;
  /** 席卡: firm and post below the name. */
  readonly posts?: 'true' | 'false' | undefined;
  /** Of minutes as a Word file; undefined = the body's own where it has a template. */
  readonly look?: PaperLook | undefined;
}

type OfferRequest = Pick<PaperRequest, 'meetingId' | 'audience' | 'locale'>;

const MEDIA_TYPES: Readonly<Record<PaperFormat, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ics: 'text/calendar',
  html: 'text/html',
  txt: 'text/plain',
};
/** Of one meeting, as many as its desk can hold. */
const MAX_TASKS = 2_000;
/** When papers that wait are done, most likely. */
const RETRY_AFTER_SECONDS = 10;

interface Composed {
  readonly paper: Paper;
  readonly snapshot: MeetingSnapshot;
  readonly pictures: ReadonlyMap<string, ShownPicture>;
  readonly bodyId: string | null;
}

export class PaperService {
  readonly #options: PaperServiceOptions;

  constructor(options: PaperServiceOptions) {
    this.#options = options;
  }

  /** The same, reading meetings by `source`. */
  over(source: ExportSource): PaperService {
    return new PaperService({ ...this.#options, source });
  }

  /** Which papers there are. Refusals: those of `ExportSource.snapshot`. */
  async offers(actor: ActingUser, request: OfferRequest): Promise<Result<PaperOffers, RefusalCode>> {
    const { meetingId, audience } = request;
    const read = await this.#options.source.reading(actor, brand<MeetingId>(meetingId), audience);
    if (!read.ok) return read;
    const { asked, whole, bodyId } = read.value;
    const offers = paperOffers(asked, await this.#composeOptions(request, asked), whole);
    const template = await this.#options.minutesTemplates.nameOf(bodyId);
    const papers = offers.map(({ formats, subjects, ...offer }) => ({
      ...{ ...offer, formats: [...formats], subjects: subjects && [...subjects] },
      template: offer.kind === 'minutes' ? template : null,
    }));
    const seal = await this.#options.source.seal(actor, brand<MeetingId>(meetingId));
    const shown = seal.ok && seal.value?.isShown === true ? seal.value : null;
    const sealed = shown && { archiveId: shown.id, version: shown.version, title: asked.facts.title };
    return ok({ timeZone: this.#options.timeZone, sealed, papers });
  }

  /**
   * A paper as a file. Refusals: those of `ExportSource.snapshot`, `unsupported-format` {format} (this paper is none such),
   * `paper-missing` {fact} (the meeting has not what it takes), `template-faulty` {faults} (what its body's own template asks
   * for), `paper-unprintable`, `printer-busy`.
   */
  async file(
    actor: ActingUser,
    request: PaperRequest & { readonly format: PaperFormat },
  ): Promise<Result<FileAnswer, RefusalCode>> {
    const printed = await this.print(actor, request);
    if (!printed.ok) return printed;
    const { auditLog, clock } = this.#options;
    // Reading goes on while the disk takes no writes, and so does this.
    const about = aboutMeeting(brand<MeetingId>(request.meetingId));
    await auditLog.note(entryBy(actor, clock.now(), 'meeting.exported', about));
    return printed;
  }

  /** As `file`, for whoever tells the audit log by themselves. */
  async print(
    actor: ActingUser,
    { format, ...request }: PaperRequest & { readonly format: PaperFormat },
  ): Promise<Result<FileAnswer, RefusalCode>> {
    const isPrintable = formatsOf(request.kind).includes(format);
    if (!isPrintable || (request.look === 'own' && !hasOwnLook(request.kind, format))) {
      return refused('unsupported-format', { format });
    }
    const composed = await this.#composed(actor, request);
    if (!composed.ok) return composed;
    const printed = await this.#printed(composed.value, request, format);
    if (!printed.ok) return printed;
    const { title, audience } = composed.value.paper;
    // In a folder of downloads nothing but its name tells one edition from the other.
    const edition = audience === 'internal' ? sheetWords(request).internalFile : '';
    const name = `${this.#options.printer.nameOf(title, request.meetingId)}${edition}`;
    return ok({ mediaType: MEDIA_TYPES[format], fileName: `${name}.${format}`, content: printed.value });
  }

  /** Pages to look at; nobody's log tells of looking. The same refusals. */
  async pages(
    actor: ActingUser,
    { from, count, ...request }: PaperRequest & { readonly from: number; readonly count: number },
  ): Promise<Result<PaperPages, RefusalCode>> {
    const composed = await this.#composed(actor, request);
    if (!composed.ok) return composed;
    const { paper, pictures } = composed.value;
    const drawn = await this.#options.printer.pages(paper, bytesOf(pictures), { from, count });
    if (!drawn.ok) return settingRefusal(drawn.code);
    const { pages, unprintable, substituted } = drawn.value;
    return ok({
      ...{ title: paper.title, count: drawn.value.count, from },
      ...{
        pages: [...pages],
        spoken: [...plainWords(paper)],
        unprintable: [...unprintable],
        substituted: [...substituted],
      },
    });
  }

  /** What leaves the house is composed from the whole by whoever may have it: only that holds what the notice says. */
  async #composed(actor: ActingUser, request: PaperRequest): Promise<Result<Composed, RefusalCode>> {
    const { source } = this.#options;
    const { meetingId, audience, kind, subject = null, to = null, posts } = request;
    const read = await source.reading(actor, brand<MeetingId>(meetingId), audience);
    if (!read.ok) return read;
    const snapshot = isOutward(kind) ? read.value.whole : read.value.asked;
    const order = { kind, subject, to, withPosts: posts === 'true' };
    const paper = composePaper(order, snapshot, await this.#composeOptions(request, snapshot));
    if (!paper.ok) return paper;
    const shown = isOutward(kind) ? publicSnapshot(snapshot) : snapshot;
    const { bodyId } = read.value;
    return ok({ paper: paper.value, snapshot: shown, pictures: await source.pictures(shown), bodyId });
  }

  /** Filled into the body's own template; null for the standard look. */
  async #inOwnLook(
    { paper, snapshot, bodyId }: Composed,
    { kind, locale, look }: PaperRequest,
  ): Promise<Result<Uint8Array, RefusalCode> | null> {
    if (!hasOwnLook(kind, 'docx') || look === 'standard') return null;
    const { minutesTemplates, timeZone } = this.#options;
    const { organisation } = snapshot.facts;
    const facts = minutesTemplateFacts(snapshot, { locale, timeZone });
    const filled = await minutesTemplates.filled(bodyId, facts, {
      ...{ title: paper.title, organisation, locale },
      mark: paper.form === 'text' ? paper.footnote : null,
    });
    return filled ?? (look === 'own' ? refused('paper-missing', { fact: 'template' satisfies MissingFact }) : null);
  }

  /** How tasks stand is read where it may be told, and asked for. */
  async #composeOptions(
    { locale, kind }: Pick<PaperRequest, 'locale'> & Partial<Pick<PaperRequest, 'kind'>>,
    { audience, meetingId }: MeetingSnapshot,
  ): Promise<ComposeOptions> {
    const { timeZone, book } = this.#options;
    const { today } = book.days();
    const isTold = audience === 'internal' && (kind === undefined || kind === 'task-table');
    return { locale, timeZone, today, progress: isTold ? await this.#progress(meetingId) : null };
  }

  async #progress(meetingId: MeetingId): Promise<TaskProgress> {
    const { tasks, book } = this.#options;
    const days = book.days();
    const anyone = { bodies: null, owner: null, supervisor: null, text: null, dueFrom: null, dueTo: null };
    const every = { states: null, urgency: null, after: null, limit: MAX_TASKS };
    const rows = await tasks.list({ ...anyone, ...every, meetingId }, days);
    const now = new Map(rows.flatMap((row) => (row.deskTask === null ? [] : [[row.deskTask, row] as const])));
    return { today: days.today, calendar: days.calendar, now };
  }

  async #printed(
    composed: Composed,
    request: PaperRequest,
    format: PaperFormat,
  ): Promise<Result<FileAnswer['content'], RefusalCode>> {
    const { printer } = this.#options;
    const { paper, snapshot, pictures } = composed;
    const { kind, locale } = request;
    switch (format) {
      case 'docx': {
        const own = await this.#inOwnLook(composed, request);
        return own ?? ok(await printer.docx(paper, wordPictures(pictures)));
      }
      case 'pdf': {
        const set = await printer.pdf(paper, bytesOf(pictures));
        return set.ok ? ok(set.value.bytes) : settingRefusal(set.code);
      }
      case 'xlsx': {
        const sheet = tableSheet(paper, (locale === 'en' ? english : chinese).names[kind]);
        return sheet === null ? refused('unsupported-format', { format }) : ok(printer.workbook([sheet]));
      }
      case 'html':
        return ok(htmlFile(paper, (paper.locale === 'en' ? english : chinese).cut));
      case 'txt':
        return ok(textFile(paper));
      case 'ics': {
        const file = printer.calendar(snapshot);
        return file === null ? refused('paper-missing', { fact: 'time' satisfies MissingFact }) : ok(file);
      }
    }
  }
}

function settingRefusal(code: SettingRefusal): Result<never, RefusalCode> {
  return code === 'unprintable'
    ? refused('paper-unprintable')
    : refused('printer-busy', { retryAfterSeconds: RETRY_AFTER_SECONDS });
}

function bytesOf(pictures: ReadonlyMap<string, ShownPicture>): Bytes {
  return new Map([...pictures].map(([id, { bytes }]) => [id, bytes]));
}

function wordPictures(pictures: ReadonlyMap<string, ShownPicture>): ReadonlyMap<string, WordPicture> {
  return new Map(
    [...pictures].map(([id, { file, bytes }]) => {
      const { mediaType, width = 0, height = 0 } = file;
      return [id, { bytes, mediaType, width, height }];
    }),
  );
}
