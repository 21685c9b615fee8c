// What is printed of a meeting, and for whom: the meeting as it stands or as it was sealed, and the bytes of its pictures. The
// one place that decides who gets which snapshot on paper.
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import { isShown, type MeetingFile } from '../../shared/domain/file.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import { pictureIds } from '../../shared/domain/minutes.ts';
import { outwardSnapshot, publicSnapshot } from '../../shared/domain/publish.ts';
import type { Audience, MeetingSnapshot } from '../../shared/domain/snapshot.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { parseStoredSnapshot } from '../archive/stored-snapshot.ts';
import type { BlobReader, Blobs } from '../file-ports.ts';
import type { ArchiveRow, MeetingRow } from '../ports.ts';
import type { Archives, ArchiveSummary, Meetings } from '../register-ports.ts';
import type { MeetingService } from './meetings.ts';
import { maySeeInside, mayReadSeal, newestOf } from './readable-seal.ts';
import { SnapshotMemory, type Beginning } from './snapshot-memory.ts';

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
  /** Whose it is; null = nobody's in particular. */
  readonly bodyId: string | null;
}

export interface MeetingSeal extends Pick<ArchiveRow, 'id' | 'version' | 'digest' | 'date'> {
  /** What `snapshot` answers is this version; else what stands was opened again from it. */
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
   * version or what stands, when it is reopened or sealed meanwhile. Rights it asks every time, and lets nothing of a version go out
   * that is the newest no more.
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

  /**
   * What `snapshot` answers, and all that they may read of the meeting, out of one reading. Refusals: those of `snapshot`, and of a
   * source that remembers `sealed` {version}: what it began with is not for readers any more.
   */
  async reading(actor: ActingUser, meetingId: MeetingId, audience: Audience): Promise<Result<Reading, RefusalCode>> {
    const meeting = await this.#options.meetings.byId(meetingId);
    if (meeting === null) return refused('not-found');
    const internal = authorize(actor, 'export.internal', { kind: 'meeting', meeting });
    if (internal.ok && this.#beginning(meeting).isLive) {
      // The public's view of a draft is the first step out of the house.
      if (audience === 'public' && meeting.draft === true) return refused('draft');
      const whole = await this.#options.live.snapshot(actor, meetingId, 'internal', this.#memory);
      if (!whole.ok) return whole;
      return ok({ whole: whole.value, asked: this.#asked(whole.value, audience), bodyId: meeting.bodyId });
    }
    const found = await this.#sealFor(actor, meetingId, audience);
    if (!found.ok) return found;
    const isInternal = internal.ok && maySeeInside(actor, found.value);
    if (audience === 'internal' && !isInternal) return internal.ok ? refused('not-found') : internal;
    const sealed = await this.#sealed(found.value);
    if (sealed === null) return refused('not-found');
    // What a notice says stands in no public snapshot; on paper readers have it as everybody outside has.
    const whole = isInternal ? sealed : this.#outward(sealed);
    return ok({ whole, asked: this.#asked(sealed, audience), bodyId: found.value.bodyId });
  }

  /**
   * The seal that `snapshot` answers, or the last one before what stands, where whoever asks may read it (null = none); its texts
   * only for those who may have what is internal. Refusals: those of `reading`.
   */
  async seal(actor: ActingUser, meetingId: MeetingId): Promise<Result<MeetingSeal | null, RefusalCode>> {
    const { meetings, archives } = this.#options;
    const meeting = await meetings.byId(meetingId);
    if (meeting === null) return refused('not-found');
    const isInternal = authorize(actor, 'export.internal', { kind: 'meeting', meeting }).ok;
    const isShown = !isInternal || !this.#beginning(meeting).isLive;
    const found = isShown
      ? await this.#sealFor(actor, meetingId, isInternal ? 'internal' : 'public')
      : ok(await this.#sealBefore(actor, meeting));
    if (!found.ok) return found;
    const row = found.value && (await archives.byId(found.value.id));
    if (row === null) return ok(null);
    const { id, version, digest, date, seal, snapshot } = row;
    const texts = isInternal && maySeeInside(actor, row) ? { seal, snapshot } : null;
    return ok({ ...{ id, version, digest, date, texts }, isShown });
  }

  /** The bytes of a file that a snapshot tells of; null when they are missing or damaged. */
  bytes({ digest, sizeBytes }: Pick<MeetingFile, 'digest' | 'sizeBytes'>): Promise<BlobReader | null> {
    return this.#options.blobs.open(digest, sizeBytes);
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

  /** What was begun with; where nothing is remembered, what there is now. */
  #beginning({ phase, version }: Pick<MeetingRow, 'phase' | 'version'>): Beginning {
    const now = { isLive: phase !== 'archived', version };
    return this.#memory?.first(now) ?? now;
  }

  /** By the seal's body, as the archive and the search ask, wherever the meeting has moved since it was opened again. */
  async #sealFor(
    actor: ActingUser,
    meetingId: MeetingId,
    audience: Audience,
  ): Promise<Result<ArchiveSummary, 'not-found' | 'sealed'>> {
    const seals = await this.#options.archives.ofMeeting(meetingId);
    const newest = newestOf(seals);
    if (newest === null || !(await mayReadSeal(this.#options.archives, actor, newest))) return refused('not-found');
    const id = this.#memory?.firstSeal(newest.id) ?? newest.id;
    const first = seals.find((seal) => seal.id === id) ?? newest;
    // What goes out is of the newest alone: the one before may have been published by mistake.
    const isOver = first.id !== newest.id && (audience === 'public' || !maySeeInside(actor, first));
    return isOver ? refused('sealed', { version: newest.version }) : ok(first);
  }

  /** Of what stands: what it was opened again from. */
  async #sealBefore(actor: ActingUser, meeting: MeetingRow): Promise<ArchiveSummary | null> {
    const { archives } = this.#options;
    const { version } = this.#beginning(meeting);
    const last = newestOf((await archives.ofMeeting(meeting.id)).filter((seal) => seal.version < version));
    return last !== null && (await mayReadSeal(archives, actor, last)) ? last : null;
  }

  async #sealed({ id, digest }: Pick<ArchiveSummary, 'id' | 'digest'>): Promise<MeetingSnapshot | null> {
    const stamp = `${id} ${digest}`;
    const known = this.#memory?.recall(stamp);
    if (known !== undefined) return known;
    const row = await this.#options.archives.byId(id);
    if (row === null) return null;
    const sealed = parseStoredSnapshot(row.snapshot);
    this.#memory?.keep(stamp, sealed);
    return sealed;
  }

  #asked(whole: MeetingSnapshot, audience: Audience): MeetingSnapshot {
    if (audience === 'internal') return whole;
    return this.#memory?.published(whole) ?? publicSnapshot(whole);
  }

  #outward(whole: MeetingSnapshot): MeetingSnapshot {
    return this.#memory?.outward(whole) ?? outwardSnapshot(whole);
  }
}

async function bytesOf(read: AsyncIterable<string | Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of read) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}
