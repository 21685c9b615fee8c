// What is printed of a meeting, and for whom: the meeting as it stands or as it was sealed, and the bytes of its pictures. The
// one place that decides who gets which snapshot on paper.
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import { isShown, type MeetingFile } from '../../shared/domain/file.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import { pictureIds } from '../../shared/domain/minutes.ts';
import { publicSnapshot } from '../../shared/domain/publish.ts';
import type { Audience, MeetingSnapshot } from '../../shared/domain/snapshot.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { parseStoredSnapshot } from '../archive/stored-snapshot.ts';
import type { BlobReader, Blobs } from '../file-ports.ts';
import type { ArchiveRow } from '../ports.ts';
import type { Archives, Meetings } from '../register-ports.ts';
import type { MeetingService } from './meetings.ts';
import { SnapshotMemory } from './snapshot-memory.ts';

/** Of all pictures in one document. */
const MAX_PICTURE_BYTES = 40 * 1024 * 1024;

export interface ShownPicture {
  readonly file: MeetingFile;
  readonly bytes: Uint8Array;
}

/** One reading of a meeting. */
interface Reading {
  readonly asked: MeetingSnapshot;
  /** All that whoever asks may read. */
  readonly whole: MeetingSnapshot;
}

export interface MeetingSeal extends Pick<ArchiveRow, 'id' | 'version' | 'digest' | 'date'> {
  /** What `snapshot` answers is this version. */
  readonly isShown: boolean;
  /** Canonical JSON, by which anyone can verify the seal; null = it is not for whoever asks. */
  readonly texts: Pick<ArchiveRow, 'seal' | 'snapshot'> | null;
}

export interface ExportSourceOptions {
  readonly meetings: Pick<Meetings, 'byId'>;
  readonly archives: Pick<Archives, 'byId' | 'ofMeeting'>;
  readonly live: Pick<MeetingService, 'snapshot'>;
  readonly blobs: Pick<Blobs, 'open'>;
}

export class ExportSource {
  readonly #options: ExportSourceOptions;
  readonly #memory: SnapshotMemory | undefined;

  constructor(options: ExportSourceOptions, memory?: SnapshotMemory) {
    this.#options = options;
    this.#memory = memory;
  }

  /**
   * One for many papers of one meeting: reads it once as long as nobody changes it, and goes on with what it began with, the sealed
   * version or what stands, when it is reopened or sealed meanwhile. Rights it asks every time.
   */
  remembering(): ExportSource {
    return new ExportSource(this.#options, new SnapshotMemory());
  }

  /**
   * The meeting as it stands, or as it was sealed once it is archived; readers get sealed public versions only.
   * Refusals: `not-found`, `not-allowed` (internal matter), `draft`.
   */
  async snapshot(
    actor: ActingUser,
    meetingId: MeetingId,
    audience: Audience,
  ): Promise<Result<MeetingSnapshot, RefusalCode>> {
    const read = await this.reading(actor, meetingId, audience);
    return read.ok ? ok(read.value.asked) : read;
  }

  /** What `snapshot` answers, and all that they may read of the meeting, out of one reading. Refusals: those of `snapshot`. */
  async reading(actor: ActingUser, meetingId: MeetingId, audience: Audience): Promise<Result<Reading, RefusalCode>> {
    const meeting = await this.#options.meetings.byId(meetingId);
    if (meeting === null) return refused('not-found');
    const permitted = authorize(actor, 'meeting.export', { kind: 'meeting', meeting });
    if (!permitted.ok) return permitted;
    const internal = authorize(actor, 'export.internal', { kind: 'meeting', meeting });
    const isOpen = meeting.phase !== 'archived';
    if (internal.ok && (this.#memory?.first(isOpen) ?? isOpen)) {
      // The public's view of a draft is the first step out of the house.
      if (audience === 'public' && meeting.draft === true) return refused('draft');
      const whole = await this.#options.live.snapshot(actor, meetingId, 'internal', this.#memory);
      return whole.ok ? ok(this.#readingOf(whole.value, audience)) : whole;
    }
    if (audience === 'internal' && !internal.ok)
      return (await this.#newestOf(meetingId)) ? internal : refused('not-found');
    const sealed = await this.#newestSealed(meetingId);
    if (sealed === null) return refused('not-found');
    return ok(this.#readingOf(internal.ok ? sealed : this.#published(sealed), audience));
  }

  /**
   * The newest seal of the meeting, and whether that is what `snapshot` answers; its texts only for those who may have what is
   * internal. Null = it was never sealed. Refusals: `not-found`, `not-allowed`.
   */
  async seal(actor: ActingUser, meetingId: MeetingId): Promise<Result<MeetingSeal | null, RefusalCode>> {
    const meeting = await this.#options.meetings.byId(meetingId);
    if (meeting === null) return refused('not-found');
    const permitted = authorize(actor, 'meeting.export', { kind: 'meeting', meeting });
    if (!permitted.ok) return permitted;
    const row = await this.#newestArchive(meetingId);
    if (row === null) return ok(null);
    const isInternal = authorize(actor, 'export.internal', { kind: 'meeting', meeting }).ok;
    const { id, version, digest, date, seal, snapshot } = row;
    return ok({
      ...{ id, version, digest, date, texts: isInternal ? { seal, snapshot } : null },
      isShown: meeting.phase === 'archived' || !isInternal,
    });
  }

  /** The bytes of a file that a snapshot tells of; null when they are missing or damaged. */
  bytes({ digest, sizeBytes }: Pick<MeetingFile, 'digest' | 'sizeBytes'>): Promise<BlobReader | null> {
    return this.#options.blobs.open(digest, sizeBytes);
  }

  /** Whose meeting it is; null = nobody's in particular. */
  async bodyOf(meetingId: string): Promise<string | null> {
    const meeting = await this.#options.meetings.byId(brand<MeetingId>(meetingId));
    return meeting?.bodyId ?? null;
  }

  /** By file id, as many as a document can carry; where one is missing its description stands instead. */
  async pictures(snapshot: MeetingSnapshot): Promise<ReadonlyMap<string, ShownPicture>> {
    const { agenda, minutesDraft, articleText = [], files = [] } = snapshot;
    const texts = [
      ...agenda.map(({ minutes }) => minutes),
      ...[...(minutesDraft?.sections ?? []), ...articleText].map(({ blocks }) => blocks),
    ];
    const pictures = new Map<string, ShownPicture>();
    let room = MAX_PICTURE_BYTES;
    for (const id of new Set(texts.flatMap(pictureIds))) {
      const file = files.find((one) => one.id === id && isShown(one));
      if (!file || file.sizeBytes > room) continue;
      const bytes = await this.#options.blobs.open(file.digest, file.sizeBytes);
      if (bytes === null) continue;
      room -= file.sizeBytes;
      pictures.set(id, { file, bytes: await bytesOf(bytes) });
    }
    return pictures;
  }

  async #newestSealed(meetingId: MeetingId): Promise<MeetingSnapshot | null> {
    const newest = await this.#newestOf(meetingId);
    if (newest === null) return null;
    const stamp = `${newest.id} ${newest.digest}`;
    const known = this.#memory?.recall(stamp);
    if (known !== undefined) return known;
    const row = await this.#options.archives.byId(newest.id);
    if (row === null) return null;
    const sealed = parseStoredSnapshot(row.snapshot);
    this.#memory?.keep(stamp, sealed);
    return sealed;
  }

  #readingOf(whole: MeetingSnapshot, audience: Audience): Reading {
    const isAsked = audience === 'internal' || whole.audience === 'public';
    return { whole, asked: isAsked ? whole : this.#published(whole) };
  }

  #published(whole: MeetingSnapshot): MeetingSnapshot {
    return this.#memory?.published(whole) ?? publicSnapshot(whole);
  }

  async #newestArchive(meetingId: MeetingId): Promise<ArchiveRow | null> {
    const newest = await this.#newestOf(meetingId);
    return newest && this.#options.archives.byId(newest.id);
  }

  async #newestOf(meetingId: MeetingId): Promise<Pick<ArchiveRow, 'id' | 'digest'> | null> {
    const versions = await this.#options.archives.ofMeeting(meetingId);
    const newest = Math.max(...versions.map((archive) => archive.version));
    return versions.find((archive) => archive.version === newest) ?? null;
  }
}

async function bytesOf(read: AsyncIterable<string | Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of read) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}
