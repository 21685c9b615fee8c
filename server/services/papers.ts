// Papers of a meeting as files and as pages to look at. Decides nothing about who may (export-source), what stands in them
// (shared/papers) and how they are printed (handed in).
import type { FileAnswer } from '../../shared/api/route.schema.ts';
import type { PaperOffers, PaperPages } from '../../shared/api/paper.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import type { Audience } from '../../shared/domain/snapshot.ts';
import { articlePanel as english } from '../../shared/i18n/en/article-panel.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import { articlePanel as chinese } from '../../shared/i18n/zh-CN/article-panel.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { composePaper, paperOffers } from '../../shared/papers/compose.ts';
import { formatsOf, type PaperFormat, type PaperKind } from '../../shared/papers/kinds.ts';
import type { Paper } from '../../shared/papers/paper.ts';
import { htmlFile, textFile } from '../../shared/papers/plain-files.ts';
import { plainWords } from '../../shared/papers/plain-words.ts';
import type { Clock } from '../ports.ts';
import { aboutMeeting, entryBy, type AuditService } from './audit.ts';
import type { ExportSource, ShownPicture } from './export-source.ts';

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
  /** A name that every file system takes. */
  nameOf(title: string, otherwise: string): string;
}

export interface PaperServiceOptions {
  readonly source: ExportSource;
  readonly printer: PaperPrinter;
  readonly auditLog: Pick<AuditService, 'note'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly timeZone: string;
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
}

const MEDIA_TYPES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  html: 'text/html',
  txt: 'text/plain',
} as const;
type Printed = keyof typeof MEDIA_TYPES;
/** When papers that wait are done, most likely. */
const RETRY_AFTER_SECONDS = 10;

interface Composed {
  readonly paper: Paper;
  readonly pictures: ReadonlyMap<string, ShownPicture>;
}

export class PaperService {
  readonly #options: PaperServiceOptions;

  constructor(options: PaperServiceOptions) {
    this.#options = options;
  }

  /** Which papers there are. Refusals: those of `ExportSource.snapshot`. */
  async offers(actor: ActingUser, meetingId: string, audience: Audience): Promise<Result<PaperOffers, RefusalCode>> {
    const snapshot = await this.#options.source.snapshot(actor, brand<MeetingId>(meetingId), audience);
    if (!snapshot.ok) return snapshot;
    const papers = paperOffers(snapshot.value).map(({ formats, subjects, ...offer }) => ({
      ...{ ...offer, formats: [...formats], subjects: subjects && [...subjects] },
    }));
    return ok({ papers });
  }

  /**
   * A paper as a file. Refusals: those of `ExportSource.snapshot`, `paper-missing` (the meeting has not what it takes),
   * `paper-unprintable`, `printer-busy`.
   */
  async file(
    actor: ActingUser,
    { format, ...request }: PaperRequest & { readonly format: PaperFormat },
  ): Promise<Result<FileAnswer, RefusalCode>> {
    if (!formatsOf(request.kind).includes(format) || format === 'xlsx' || format === 'ics') {
      return refused('unsupported-format', { format });
    }
    const composed = await this.#composed(actor, request);
    if (!composed.ok) return composed;
    const printed = await this.#printed(composed.value, format);
    if (!printed.ok) return printed;
    const { printer, auditLog, clock } = this.#options;
    // Reading goes on while the disk takes no writes, and so does this.
    const about = aboutMeeting(brand<MeetingId>(request.meetingId));
    await auditLog.note(entryBy(actor, clock.now(), 'meeting.exported', about));
    const name = printer.nameOf(composed.value.paper.title, request.meetingId);
    const mediaType = MEDIA_TYPES[format];
    return ok({ mediaType, fileName: `${name}.${format}`, content: printed.value });
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

  async #composed(actor: ActingUser, request: PaperRequest): Promise<Result<Composed, RefusalCode>> {
    const { source, timeZone } = this.#options;
    const snapshot = await source.snapshot(actor, brand<MeetingId>(request.meetingId), request.audience);
    if (!snapshot.ok) return snapshot;
    const { kind, subject = null, to = null, locale } = request;
    const paper = composePaper({ kind, subject, to }, snapshot.value, { locale, timeZone });
    if (!paper.ok) return paper;
    return ok({ paper: paper.value, pictures: await source.pictures(snapshot.value) });
  }

  async #printed({ paper, pictures }: Composed, format: Printed): Promise<Result<Uint8Array | string, RefusalCode>> {
    const { printer } = this.#options;
    if (format === 'txt') return ok(textFile(paper));
    if (format === 'html') return ok(htmlFile(paper, cutWords(paper.locale)));
    if (format === 'docx') return ok(await printer.docx(paper, wordPictures(pictures)));
    const set = await printer.pdf(paper, bytesOf(pictures));
    return set.ok ? ok(set.value.bytes) : settingRefusal(set.code);
  }
}

function cutWords(locale: Locale): string {
  return (locale === 'en' ? english : chinese).cut;
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
