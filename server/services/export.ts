// A meeting as a file. Decides who gets which snapshot; how it is printed is passed in.
import type { FileAnswer } from '../../shared/api/route.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import { isShown } from '../../shared/domain/file.ts';
import { pictureIds } from '../../shared/domain/minutes.ts';
import { publicSnapshot } from '../../shared/domain/publish.ts';
import type { Audience, MeetingSnapshot } from '../../shared/domain/snapshot.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { parseStoredSnapshot } from '../archive/stored-snapshot.ts';
import type { Clock } from '../ports.ts';
import type { Blobs } from '../file-ports.ts';
import type { Archives, Meetings } from '../register-ports.ts';
import { aboutMeeting, entryBy, type AuditService } from './audit.ts';
import type { MeetingService } from './meetings.ts';

/** What prints snapshots. */
export interface Printer {
  /** Null when there is no such format. `pictures`: the bytes of files that may be shown, by id. */
  print(snapshot: MeetingSnapshot, format: string, locale: Locale, pictures: Pictures): FileAnswer | null;
  /** Whether a document of that format carries its pictures. */
  carriesPictures(format: string): boolean;
}

export type Pictures = ReadonlyMap<string, Uint8Array>;

/** Of all pictures in one document. */
const MAX_PICTURE_BYTES = 40 * 1024 * 1024;

export interface ExportOptions {
  readonly meetings: Pick<Meetings, 'byId'>;
  readonly archives: Pick<Archives, 'byId' | 'ofMeeting'>;
  readonly live: Pick<MeetingService, 'snapshot'>;
  readonly printer: Printer;
  readonly blobs: Pick<Blobs, 'open'>;
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
    const snapshot = await this.#snapshot(actor, brand<MeetingId>(request.meetingId), request.audience);
    if (!snapshot.ok) return snapshot;
    const { printer, auditLog, clock } = this.#options;
    const pictures = printer.carriesPictures(request.format) ? await this.#pictures(snapshot.value) : new Map();
    const file = printer.print(snapshot.value, request.format, request.locale, pictures);
    if (file === null) return refused('unsupported-format', { format: request.format });
    // Reading goes on while the disk takes no writes, and so does this.
    const about = aboutMeeting(brand<MeetingId>(request.meetingId));
    await auditLog.note(entryBy(actor, clock.now(), 'meeting.exported', about));
    return ok(file);
  }

  async #snapshot(
    actor: ActingUser,
    meetingId: MeetingId,
    audience: Audience,
  ): Promise<Result<MeetingSnapshot, RefusalCode>> {
    const meeting = await this.#options.meetings.byId(meetingId);
    if (meeting === null) return refused('not-found');
    const permitted = authorize(actor, 'meeting.export', { kind: 'meeting', meeting });
    if (!permitted.ok) return permitted;
    const internal = authorize(actor, 'export.internal', { kind: 'meeting', meeting });
    if (internal.ok && meeting.phase !== 'archived') return this.#options.live.snapshot(actor, meetingId, audience);
    const sealed = await this.#newestSealed(meetingId);
    if (sealed === null) return refused('not-found');
    if (audience === 'public') return ok(publicSnapshot(sealed));
    return internal.ok ? ok(sealed) : internal;
  }

  /** As many as a document can carry; where one is missing its description stands instead. */
  async #pictures({ agenda, files = [] }: MeetingSnapshot): Promise<Pictures> {
    const pictures = new Map<string, Uint8Array>();
    let room = MAX_PICTURE_BYTES;
    for (const id of new Set(agenda.flatMap((item) => pictureIds(item.minutes)))) {
      const file = files.find((one) => one.id === id && isShown(one));
      if (!file || file.sizeBytes > room) continue;
      const bytes = await this.#options.blobs.open(file.digest, file.sizeBytes);
      if (bytes === null) continue;
      room -= file.sizeBytes;
      pictures.set(id, await bytesOf(bytes));
    }
    return pictures;
  }

  async #newestSealed(meetingId: MeetingId): Promise<MeetingSnapshot | null> {
    const versions = await this.#options.archives.ofMeeting(meetingId);
    const newest = Math.max(...versions.map((archive) => archive.version));
    const summary = versions.find((archive) => archive.version === newest);
    const row = summary ? await this.#options.archives.byId(summary.id) : null;
    return row && parseStoredSnapshot(row.snapshot);
  }
}

async function bytesOf(read: AsyncIterable<string | Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of read) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}
