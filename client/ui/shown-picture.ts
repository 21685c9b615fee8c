// Where a picture of a meeting is loaded from, and how much room it takes before it is there.
import { isShown, type MeetingFile } from '../../shared/domain/file.ts';

export interface ShownPicture {
  /** Always a path of our own files route. */
  readonly src: string;
  /** As kept; px. */
  readonly width: number;
  readonly height: number;
}

/** The picture called `fileId` among `files`; null when there is none that a page may show. */
export function pictureAmong(files: readonly MeetingFile[], fileId: string): ShownPicture | null {
  const file = files.find(({ id }) => id === fileId);
  if (!file || !isShown(file) || file.width === undefined || file.height === undefined) return null;
  return { src: `/api/v1/files/${encodeURIComponent(file.id)}`, width: file.width, height: file.height };
}
