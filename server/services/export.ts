// A meeting as a file. Decides who gets which snapshot; how it is printed is passed in.
import type { FileAnswer } from '../../shared/api/route.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import { publicSnapshot } from '../../shared/domain/publish.ts';
import type { Audience, MeetingSnapshot } from '../../shared/domain/snapshot.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { parseStoredSnapshot } from '../archive/stored-snapshot.ts';
import type { Archives, Clock, Meetings } from '../ports.ts';
import { aboutMeeting, entryBy, type AuditService } from './audit.ts';
import type { MeetingService } from './meetings.ts';

/** Prints a snapshot in `format`; null when there is no such format. */
export type Print = (snapshot: MeetingSnapshot, format: string, locale: Locale) => FileAnswer | null;

export interface ExportOptions {
  readonly meetings: Pick<Meetings, 'byId'>;
  readonly archives: Pick<Archives, 'byId' | 'ofMeeting'>;
  readonly live: Pick<MeetingService, 'snapshot'>;
  readonly print: Print;
  readonly auditLog: Pick<AuditService, 'note'>;
  readonly clock: Clock;
}

export interface ExportRequest {
  readonly meetingId: string;
  /** `json`, `md` or `html`. */
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
    const file = this.#options.print(snapshot.value, request.format, request.locale);
    if (file === null) return refused('unsupported-format', { format: request.format });
    const { auditLog, clock } = this.#options;
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

  async #newestSealed(meetingId: MeetingId): Promise<MeetingSnapshot | null> {
    const versions = await this.#options.archives.ofMeeting(meetingId);
    const newest = Math.max(...versions.map((archive) => archive.version));
    const summary = versions.find((archive) => archive.version === newest);
    const row = summary ? await this.#options.archives.byId(summary.id) : null;
    return row && parseStoredSnapshot(row.snapshot);
  }
}
