// Files that say how a task went (佐证材料): taken in, brought by an entry of the task's history, opened again. Who may is asked
// by whoever knows them: accounts in tasks.ts, links in task-links.ts.
//
// 1. A file belongs to one task. It waits until an entry of its history brings it, in the commit of that entry, or is forgotten.
// 2. Only whoever sent it in can bring it: an account its own, a link those of whoever holds it, in that task.
// 3. Nobody reads one by its id alone: an account through the task, a link through a task that is theirs and as whoever sent it.
// 4. How much may come is counted in the write that lets one in; by links and by the house each for itself.
import {
  EVIDENCE_A_LINK,
  HOUSE_EVIDENCE_A_TASK,
  OWNERS_EVIDENCE_A_TASK,
  type EvidenceFile,
} from '../../shared/domain/evidence.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import { isShown } from '../../shared/domain/file.ts';
import type { AssignedTaskId, FileId, MeetingId, TaskLinkId } from '../../shared/domain/ids.ts';
import type { TaskHand } from '../../shared/domain/task-history.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Refused, type Result } from '../../shared/lib/result.ts';
import { DAY_MS, HOUR_MS, type EpochMs } from '../../shared/lib/time.ts';
import type { Blobs } from '../file-ports.ts';
import type { AuditEntry, Ids, TaskRow } from '../ports.ts';
import type { EvidenceRoom, TaskFileOfMeeting, TaskFileRow, TaskFiles } from '../task-ports.ts';
import type { OpenFile } from './files.ts';
import { takeIn, type NamedFile, type TakingOptions, type Upload } from './taken-in.ts';
import { UploadPlaces } from './upload-places.ts';

export interface EvidenceOptions extends TakingOptions {
  readonly blobs: TakingOptions['blobs'] & Pick<Blobs, 'open'>;
  readonly taskFiles: TaskFiles;
  readonly clock: { now(): EpochMs };
  readonly ids: Pick<Ids, 'random'>;
}

/** Who sends a file in: an account of the house, or whoever came by a link. */
export type Sender =
  | { readonly by: Extract<TaskHand, { readonly kind: 'user' }>; readonly via: null }
  | {
      readonly by: Extract<TaskHand, { readonly kind: 'owner' }>;
      readonly via: {
        readonly identity: string;
        readonly link: TaskLinkId;
        /** All identities that are whoever holds the link. */
        readonly same: ReadonlySet<string>;
      };
    };

/** As long as the sweep spares bytes that nothing names (see `FileService.sweep`). */
const WAITING_MS = DAY_MS;
/** What is about to be swept is not brought any more. */
const LATEST_MS = WAITING_MS - HOUR_MS;
/** Guests never take the places of those who keep the minutes. */
const GUESTS = { each: 2, all: 6 };

export class Evidence {
  readonly #options: EvidenceOptions;
  readonly #house = new UploadPlaces();
  readonly #guests = new UploadPlaces(GUESTS);

  constructor(options: EvidenceOptions) {
    this.#options = options;
  }

  /**
   * `still`: asked again when the bytes are here, which may take half an hour. Refusal: `rate-limited`; of the upload those of
   * `still`, and `files-full` {limitFiles, limitBytes}.
   */
  begin(
    { id }: Pick<TaskRow, 'id'>,
    sender: Sender,
    still: () => Promise<Result<AuditEntry, RefusalCode>>,
  ): Result<Upload<EvidenceFile>, RefusalCode> {
    const place = sender.via === null ? this.#house.take(sender.by.id) : this.#guests.take(sender.via.link);
    if (!place.ok) return place;
    const commit = async (file: NamedFile): Promise<Result<EvidenceFile, RefusalCode>> => {
      const audit = await still();
      return audit.ok ? this.#insert(id, sender, file, audit.value) : audit;
    };
    return ok({ leave: place.value, take: (part) => takeIn(this.#options, part, commit) });
  }

  /** What an entry brings, in the order given. Refusal: `invalid` {path `files`: `file-gone`}. */
  async brought(
    taskId: AssignedTaskId,
    ids: readonly string[],
    sender: Sender,
  ): Promise<Result<readonly EvidenceFile[], 'invalid'>> {
    const { taskFiles, clock, blobs } = this.#options;
    const files: EvidenceFile[] = [];
    for (const id of new Set(ids)) {
      const row = await taskFiles.byId(brand<FileId>(id));
      if (row === null || row.taskId !== taskId || !isFrom(row, sender) || row.attachedAt !== null) return gone();
      const bytes = row.createdAt > clock.now() - LATEST_MS ? await blobs.open(row.digest, row.sizeBytes) : null;
      if (bytes === null) return gone();
      bytes.destroy();
      files.push(told(row));
    }
    return ok(files);
  }

  byId(id: string): Promise<TaskFileRow | null> {
    return this.#options.taskFiles.byId(brand<FileId>(id));
  }

  /** What was brought to the tasks of a meeting. */
  ofMeeting(meetingId: MeetingId): Promise<readonly TaskFileOfMeeting[]> {
    return this.#options.taskFiles.ofMeeting(meetingId);
  }

  opened(row: TaskFileRow): OpenFile {
    const { digest, sizeBytes } = row;
    const file = { ...told(row), digest };
    return { file, isInline: isShown(file), read: (range) => this.#options.blobs.open(digest, sizeBytes, range) };
  }

  async #insert(
    taskId: AssignedTaskId,
    { by, via }: Sender,
    { name, mediaType, incoming, picture }: NamedFile,
    audit: AuditEntry,
  ): Promise<Result<EvidenceFile, RefusalCode>> {
    const { taskFiles, ids, clock } = this.#options;
    const now = clock.now();
    const row: Omit<TaskFileRow, 'attachedAt'> = {
      ...{ id: brand<FileId>(ids.random()), taskId, identity: via?.identity ?? null, link: via?.link ?? null },
      ...{ byId: by.kind === 'user' ? by.id : by.key, byName: by.name, name, mediaType },
      ...{ sizeBytes: incoming.sizeBytes, digest: incoming.digest },
      ...{ width: picture?.width ?? null, height: picture?.height ?? null, createdAt: now },
    };
    const ofTask = via === null ? HOUSE_EVIDENCE_A_TASK : OWNERS_EVIDENCE_A_TASK;
    const room: EvidenceRoom = { ofTask, ofLink: EVIDENCE_A_LINK, forgetBefore: now - WAITING_MS };
    if (await taskFiles.insert(row, room, audit)) return ok(told(row));
    return refused('files-full', { limitFiles: ofTask.files, limitBytes: ofTask.bytes });
  }
}

/** [2] */
function isFrom({ identity, byId }: TaskFileRow, { by, via }: Sender): boolean {
  if (via === null) return identity === null && byId === by.id;
  return identity !== null && via.same.has(identity);
}

function told({ id, name, mediaType, sizeBytes, width, height }: Omit<TaskFileRow, 'attachedAt'>): EvidenceFile {
  return { id, name, mediaType, sizeBytes, ...(width === null || height === null ? {} : { width, height }) };
}

function gone(): Refused<'invalid'> {
  return refused('invalid', { errors: [{ path: 'files', code: 'file-gone' }] });
}
