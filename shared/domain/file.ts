// Attached files as everyone sees them: what they belong to, what is known of them, how many and how large they may be.
// Their bytes are the server's business.
import type { EpochMs } from '../lib/time.ts';
import type { FileId, ItemId, TaskId } from './ids.ts';

/** What a file is attached to. */
export type FileParent =
  | { readonly kind: 'meeting' }
  | { readonly kind: 'item'; readonly id: ItemId }
  | { readonly kind: 'task'; readonly id: TaskId };

/** A file of a meeting, as its record tells it. */
export interface MeetingFile {
  readonly id: FileId;
  /** For display only; its ending fits what was found in the bytes. */
  readonly name: string;
  /** As found in the bytes, whatever was claimed. */
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** sha-256 of the stored bytes (hex). */
  readonly digest: string;
  /** Absent in what the public gets. */
  readonly parent?: FileParent;
  /** Of pictures that can be shown; px. */
  readonly width?: number;
  readonly height?: number;
  /** When it was attached and by whom; absent in what the public gets. */
  readonly at?: EpochMs;
  readonly by?: string;
  readonly byName?: string;
}

export const MAX_FILE_BYTES = 50 * 1024 * 1024;
export const MAX_FILES_A_MEETING = 500;
export const MAX_FILE_BYTES_A_MEETING = 2 * 1024 * 1024 * 1024;
export const MAX_FILE_NAME_CHARS = 150;

/** Made by the server from what was uploaded, so they hold nothing but pixels: only these are ever shown in a page. */
const SHOWN: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp']);

/** Whether a page may show it where it stands; everything else is only ever downloaded. */
export function isShown(file: { readonly mediaType: string; readonly width?: number | undefined }): boolean {
  return file.width !== undefined && SHOWN.has(file.mediaType);
}

export function isSameParent(a: FileParent, b: FileParent): boolean {
  if (a.kind === 'meeting' || b.kind === 'meeting') return a.kind === b.kind;
  return a.kind === b.kind && a.id === b.id;
}

/**
 * 会前材料: those of an item's `files` that were attached before the meeting began, which is when its first item was started
 * (`starts`: when each item was, null for those that were not); until then all of them. Not those that stand as pictures in
 * the minutes (`inTexts`).
 */
export function preReading(
  files: readonly MeetingFile[],
  starts: readonly (EpochMs | null)[],
  inTexts: ReadonlySet<string>,
): readonly MeetingFile[] {
  const began = starts.reduce<EpochMs>((first, at) => (at !== null && at < first ? at : first), Infinity);
  const isAhead = (at: EpochMs | undefined): boolean => began === Infinity || (at ?? began) < began;
  return files.filter(({ id, parent, at }) => parent?.kind === 'item' && isAhead(at) && !inTexts.has(id));
}
