// What a file looks like in a list, by what was found in its bytes.
import { isShown, type MeetingFile } from '../shared/domain/file.ts';

export type FileKind = 'picture' | 'audio' | 'video' | 'archive' | 'sheet' | 'text' | 'other';

const ARCHIVES = /zip|x-7z|x-rar|vnd\.rar|x-tar|gzip/;
const SHEETS = /spreadsheet|ms-excel|csv/;
const TEXTS = /pdf|word|opendocument\.text|presentation|ms-powerpoint|rtf|ofd|^text\//;

/** What a file looks like in a list. A picture is only what a page may show. */
export function fileKind(file: Pick<MeetingFile, 'mediaType' | 'width'>): FileKind {
  const { mediaType } = file;
  if (isShown(file)) return 'picture';
  if (mediaType.startsWith('audio/')) return 'audio';
  if (mediaType.startsWith('video/')) return 'video';
  if (SHEETS.test(mediaType)) return 'sheet';
  if (TEXTS.test(mediaType)) return 'text';
  return ARCHIVES.test(mediaType) ? 'archive' : 'other';
}

/** Whether a file that a person chose would be a picture; the server looks into the bytes. */
export function looksLikePicture({ type }: Pick<Blob, 'type'>): boolean {
  return type.startsWith('image/');
}
