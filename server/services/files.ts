// Files of a meeting: attached, listed, read, renamed, taken off. Who may, how many, to what; the bytes are the blobs'
// business, what they are the intake's.
//
// 1. Bytes are durable before the commit that names them; row and record change in that one commit.
// 2. Rights, phase and limits are asked before the first byte is read, and again inside the queue at the commit.
// 3. Nobody reads a file by its id alone: the right to its meeting is asked at each read. Who may only read the archive
//    gets what the newest sealed public version shows, under the name it has there.
import type { File } from '../../shared/api/file.schema.ts';
import { readAgenda } from '../../shared/doc/desk-agenda.ts';
import { readTasks } from '../../shared/doc/desk-tasks.ts';
import { removeFile, renameFile, writeFile } from '../../shared/doc/record-files.ts';
import { principalOf, type ActingUser } from '../../shared/domain/acting-user.ts';
import type { AuditTarget } from '../../shared/domain/audit.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import { displayName } from '../../shared/domain/file-name.ts';
import {
  isShown,
  MAX_FILE_BYTES_A_MEETING,
  MAX_FILES_A_MEETING,
  type FileParent,
  type MeetingFile,
} from '../../shared/domain/file.ts';
import type { FileId, MeetingId } from '../../shared/domain/ids.ts';
import { publicSnapshot } from '../../shared/domain/publish.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { DAY_MS, type EpochMs } from '../../shared/lib/time.ts';
import { parseStoredSnapshot } from '../archive/stored-snapshot.ts';
import type * as kept from '../file-ports.ts';
import type * as port from '../ports.ts';
import type { Archives, Meetings } from '../register-ports.ts';
import type { RoomView } from '../sync/room-options.ts';
import type { Rooms } from '../sync/rooms.ts';
import { aboutMeeting, auditWrite } from './audit.ts';
import { mayReadSeal, maySeeInside } from './readable-seal.ts';
import { takeIn, type NamedFile, type Upload } from './taken-in.ts';
import { UploadPlaces } from './upload-places.ts';
import { whileCurrent } from './while-current.ts';

export interface FileServiceOptions {
  readonly rooms: Pick<Rooms, 'change'>;
  readonly meetings: Pick<Meetings, 'byId'>;
  readonly archives: Pick<Archives, 'byId' | 'ofMeeting'>;
  readonly files: kept.Files;
  readonly blobs: kept.Blobs;
  readonly intake: kept.FileIntake;
  readonly clock: Pick<port.Clock, 'now'>;
  readonly ids: Pick<port.Ids, 'random'>;
}

/** Where a file shall go. */
export interface UploadTarget {
  readonly meetingId: string;
  readonly parent: FileParent;
}

/** A file to be sent: what is told of it, and its bytes. */
export interface OpenFile {
  readonly file: Pick<MeetingFile, 'name' | 'mediaType' | 'sizeBytes' | 'digest'>;
  readonly isInline: boolean;
  /** Null when they are missing or damaged. */
  read(range?: kept.ByteRange): Promise<kept.BlobReader | null>;
}

/** What nothing needs is kept this long: an upload's commit, a backup or a mistake may still ask for it. */
const SPARED_MS = DAY_MS;
/** Same answers, whatever the version: nobody can tell a file that is hidden from one that is not. */
const HIDDEN = refused('not-found');

export class FileService {
  readonly #options: FileServiceOptions;
  readonly #places = new UploadPlaces();

  constructor(options: FileServiceOptions) {
    this.#options = options;
  }

  /** Refusals: `not-found`, `not-allowed`, `sealed`, `files-full`, `rate-limited`. */
  async begin(actor: ActingUser, target: UploadTarget): Promise<Result<Upload<File>, RefusalCode>> {
    const meeting = await this.#writable(actor, target.meetingId);
    if (!meeting.ok) return meeting;
    const room = await this.#roomFor(meeting.value.id, 0);
    if (!room.ok) return room;
    const place = this.#places.take(actor.userId);
    if (!place.ok) return place;
    return ok({
      leave: place.value,
      take: (part) => takeIn(this.#options, part, (file) => this.#commit(actor, target, file)),
    });
  }

  /** Refusal: `not-found`. */
  async list(actor: ActingUser, meetingId: string): Promise<Result<readonly File[], RefusalCode>> {
    const meeting = await this.#options.meetings.byId(brand<MeetingId>(meetingId));
    if (meeting === null) return HIDDEN;
    const permitted = authorize(actor, 'file.read', { kind: 'file', meeting, isPublished: false });
    if (!permitted.ok) return permitted;
    return ok((await this.#options.files.ofMeeting(meeting.id)).map(presented));
  }

  /** Refusal: `not-found`, for whatever `actor` may not read. */
  async open(actor: ActingUser, fileId: string): Promise<Result<OpenFile, RefusalCode>> {
    const row = await this.#options.files.byId(brand<FileId>(fileId));
    const meeting = row && (await this.#options.meetings.byId(row.meetingId));
    if (row === null || meeting === null) return HIDDEN;
    const isSecretariat = authorize(actor, 'file.read', { kind: 'file', meeting, isPublished: false }).ok;
    if (isSecretariat && row.removedAt === null) return ok(this.#opened(fileOf(row)));
    const sealed = await this.#sealedFile(actor, row, meeting);
    return sealed === null ? HIDDEN : ok(this.#opened(sealed));
  }

  /** Refusals: `not-found`, `not-allowed`, `sealed`, those of the ledger. */
  async rename(actor: ActingUser, fileId: string, claimedName: string): Promise<Result<File, RefusalCode>> {
    return this.#change(actor, fileId, (row) => {
      const name = displayName(claimedName, extensionOf(row.name));
      return {
        value: presented({ ...row, name }),
        writes: [{ kind: 'file.rename', id: row.id, name }],
        record: (record) => renameFile(record, row.id, name),
      };
    });
  }

  /** Refusals as of `rename`. Versions that were sealed with it keep it. */
  async remove(actor: ActingUser, fileId: string): Promise<Result<null, RefusalCode>> {
    return this.#change(actor, fileId, (row, now) => ({
      value: null,
      writes: [{ kind: 'file.remove', id: row.id, at: now }, auditWrite(actor, now, 'file.removed', ...aboutFile(row))],
      record: (record) => removeFile(record, row.id),
    }));
  }

  /** Removes the bytes that nothing has needed for a day; answers how many blobs went. */
  sweep(): Promise<number> {
    const since = this.#options.clock.now() - SPARED_MS;
    return this.#options.blobs.sweep((digest) => this.#options.files.needs(digest, since), SPARED_MS);
  }

  async #commit(
    actor: ActingUser,
    { meetingId, parent }: UploadTarget,
    { name, mediaType, incoming, picture }: NamedFile,
  ): Promise<Result<File, RefusalCode>> {
    const before = await this.#writable(actor, meetingId);
    if (!before.ok) return before;
    const { id, version } = before.value;
    return this.#options.rooms.change(
      id,
      version,
      principalOf(actor),
      whileCurrent(actor, async ({ desk, now }) => {
        const meeting = await this.#writable(actor, meetingId);
        if (!meeting.ok) return meeting;
        if (!hasParent(desk, parent)) return refused('not-found');
        const room = await this.#roomFor(id, incoming.sizeBytes);
        if (!room.ok) return room;
        const row: port.FileRow = {
          id: brand<FileId>(this.#options.ids.random()),
          ...{ meetingId: id, parent, name, mediaType },
          ...{ sizeBytes: incoming.sizeBytes, digest: incoming.digest },
          ...{ width: picture?.width ?? null, height: picture?.height ?? null },
          ...{ createdAt: now, createdBy: actor.userId, createdByName: actor.displayName, removedAt: null },
        };
        return ok({
          value: presented(row),
          writes: [{ kind: 'file.insert', row }, auditWrite(actor, now, 'file.added', ...aboutFile(row))],
          record: (record) => writeFile(record, fileOf(row)),
        });
      }),
    );
  }

  async #change<T>(
    actor: ActingUser,
    fileId: string,
    changeOf: (row: port.FileRow, now: EpochMs) => Change<T>,
  ): Promise<Result<T, RefusalCode>> {
    const id = brand<FileId>(fileId);
    const found = await this.#options.files.byId(id);
    if (found === null || found.removedAt !== null) return HIDDEN;
    const before = await this.#writable(actor, found.meetingId);
    if (!before.ok) return before;
    const { id: meetingId, version } = before.value;
    return this.#options.rooms.change(
      meetingId,
      version,
      principalOf(actor),
      whileCurrent(actor, async ({ now }) => {
        const meeting = await this.#writable(actor, meetingId);
        if (!meeting.ok) return meeting;
        const row = await this.#options.files.byId(id);
        return row === null || row.removedAt !== null ? HIDDEN : ok(changeOf(row, now));
      }),
    );
  }

  /** The meeting when `actor` may change its files now. */
  async #writable(actor: ActingUser, meetingId: string): Promise<Result<port.MeetingRow, RefusalCode>> {
    const meeting = await this.#options.meetings.byId(brand<MeetingId>(meetingId));
    if (meeting === null) return HIDDEN;
    const permitted = authorize(actor, 'file.write', { kind: 'file', meeting, isPublished: false });
    return permitted.ok ? ok(meeting) : permitted;
  }

  async #roomFor(meetingId: MeetingId, sizeBytes: number): Promise<Result<null, 'files-full'>> {
    const { count, bytes } = await this.#options.files.usageOf(meetingId);
    if (count < MAX_FILES_A_MEETING && bytes + sizeBytes <= MAX_FILE_BYTES_A_MEETING) return ok(null);
    return refused('files-full', { limitFiles: MAX_FILES_A_MEETING, limitBytes: MAX_FILE_BYTES_A_MEETING });
  }

  /** The file as the newest sealed version tells it that `actor` may read and that has it. */
  async #sealedFile(actor: ActingUser, row: port.FileRow, meeting: port.MeetingRow): Promise<MeetingFile | null> {
    const { archives } = this.#options;
    for (const summary of await archives.ofMeeting(row.meetingId)) {
      if (!(await mayReadSeal(archives, actor, summary))) continue;
      // Whose the seal was: the meeting may have gone to another body since.
      const sealed = { ...meeting, bodyId: summary.bodyId };
      if (!authorize(actor, 'file.read', { kind: 'file', meeting: sealed, isPublished: true }).ok) continue;
      const archive = await archives.byId(summary.id);
      if (archive === null) continue;
      const snapshot = parseStoredSnapshot(archive.snapshot);
      const { files } = maySeeInside(actor, summary) ? snapshot : publicSnapshot(snapshot);
      const file = files?.find((one) => one.id === row.id);
      if (file) return file;
    }
    return null;
  }

  #opened(file: MeetingFile): OpenFile {
    const { digest, sizeBytes } = file;
    return { file, isInline: isShown(file), read: (range) => this.#options.blobs.open(digest, sizeBytes, range) };
  }
}

interface Change<T> {
  readonly value: T;
  readonly writes: readonly port.Write[];
  readonly record: (record: RoomView['record']) => void;
}

function aboutFile({ id, meetingId }: port.FileRow): readonly AuditTarget[] {
  return [aboutMeeting(meetingId), { kind: 'file', id }];
}

function hasParent(desk: RoomView['desk'], parent: FileParent): boolean {
  switch (parent.kind) {
    case 'meeting':
      return true;
    case 'item':
      return readAgenda(desk).some((item) => item.id === parent.id);
    case 'task':
      return readTasks(desk).some((task) => task.id === parent.id);
  }
}

function fileOf(row: port.FileRow): MeetingFile {
  const { id, name, mediaType, sizeBytes, digest, parent, width, height, createdAt, createdBy, createdByName } = row;
  const size = width === null || height === null ? {} : { width, height };
  return {
    ...{ id, name, mediaType, sizeBytes, digest, parent, ...size },
    ...{ at: createdAt, by: createdBy, byName: createdByName },
  };
}

function presented(row: port.FileRow): File {
  const { at: _at, by: _by, byName: _byName, parent: _parent, ...file } = fileOf(row);
  const { meetingId, parent, createdAt, createdBy, createdByName } = row;
  const told = { ...file, meetingId, parent: { ...parent }, inline: isShown(file) };
  return { ...told, createdAt, createdBy, createdByName, url: `/api/v1/files/${row.id}` };
}

function extensionOf(name: string): string {
  return /\.([0-9A-Za-z]{1,12})$/.exec(name)?.[1]?.toLowerCase() ?? '';
}
