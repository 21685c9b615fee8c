// A meeting as a file. Decides who gets which snapshot; how it is printed is passed in.
import type { FileAnswer } from '../../shared/api/route.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import type { Audience, MeetingSnapshot } from '../../shared/domain/snapshot.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { Clock } from '../ports.ts';
import { aboutMeeting, entryBy, type AuditService } from './audit.ts';
import type { ExportSource } from './export-source.ts';

/** What prints snapshots. */
export interface Printer {
  /** Null when there is no such format. `pictures`: the bytes of files that may be shown, by id. */
  print(snapshot: MeetingSnapshot, format: string, locale: Locale, pictures: Pictures): FileAnswer | null;
  /** Whether a document of that format carries its pictures. */
  carriesPictures(format: string): boolean;
}

export type Pictures = ReadonlyMap<string, Uint8Array>;

export interface ExportOptions {
  readonly source: ExportSource;
  readonly printer: Printer;
  readonly auditLog: Pick<AuditService, 'note'>;
  readonly clock: Clock;
}

export interface ExportRequest {
  readonly meetingId: string;
  /** `json`, `md`, `html` or `ics`. */
  readonly format: string;
  readonly audience: Audience;
  readonly locale: Locale;
}

export class ExportService {
  readonly #options: ExportOptions;

  constructor(options: ExportOptions) {
    this.#options = options;
  }

  /**
   * The meeting as it stands, or as it was sealed once it is archived; readers get sealed public versions only.
   * Refusals: `not-found`, `not-allowed` (internal matter), `unsupported-format` {format}.
   */
  async exportMeeting(actor: ActingUser, request: ExportRequest): Promise<Result<FileAnswer, RefusalCode>> {
    const { source, printer, auditLog, clock } = this.#options;
    const snapshot = await source.snapshot(actor, brand<MeetingId>(request.meetingId), request.audience);
    if (!snapshot.ok) return snapshot;
    const shown = printer.carriesPictures(request.format) ? [...(await source.pictures(snapshot.value))] : [];
    const pictures: Pictures = new Map(shown.map(([id, { bytes }]) => [id, bytes]));
    const file = printer.print(snapshot.value, request.format, request.locale, pictures);
    if (file === null) return refused('unsupported-format', { format: request.format });
    // Reading goes on while the disk takes no writes, and so does this.
    const about = aboutMeeting(brand<MeetingId>(request.meetingId));
    await auditLog.note(entryBy(actor, clock.now(), 'meeting.exported', about));
    return ok(file);
  }
}
