// The files of a meeting as its record tells them: fileId → plain JSON. Only the server writes them, in the commit that
// also writes their rows.
import type * as Y from 'yjs';
import type { FileParent, MeetingFile } from '../domain/file.ts';
import { isId, type FileId, type ItemId, type TaskId } from '../domain/ids.ts';
import { brand } from '../lib/brand.ts';
import { asNumber, asPlain, asText, own, type Plain } from './reading.ts';

/** Oldest first; removed ones left out. */
export function readFiles(record: Y.Doc): readonly MeetingFile[] {
  return [...record.getMap('files').entries()]
    .flatMap(([key, value]) => {
      const plain = asPlain(value);
      const file = plain && own(plain, 'removed') !== true && isId(key) ? fileOf(brand<FileId>(key), plain) : null;
      return file ? [file] : [];
    })
    .sort((a, b) => (a.at ?? 0) - (b.at ?? 0) || (a.id < b.id ? -1 : 1));
}

export function writeFile(record: Y.Doc, { id, ...values }: MeetingFile): void {
  record.transact(() => record.getMap<unknown>('files').set(id, { ...values }));
}

/** Nothing happens when there is no such file. */
export function renameFile(record: Y.Doc, id: FileId, name: string): void {
  change(record, id, { name });
}

/** The entry stays, so that a picture which still names it can be told from one that names nothing. */
export function removeFile(record: Y.Doc, id: FileId): void {
  change(record, id, { removed: true });
}

function change(record: Y.Doc, id: FileId, values: Plain): void {
  const root = record.getMap<unknown>('files');
  const plain = asPlain(root.get(id));
  if (plain) record.transact(() => root.set(id, { ...plain, ...values }));
}

function fileOf(id: FileId, plain: Plain): MeetingFile | null {
  const [name, mediaType, digest] = [own(plain, 'name'), own(plain, 'mediaType'), own(plain, 'digest')].map(asText);
  const sizeBytes = asNumber(own(plain, 'sizeBytes'));
  const at = asNumber(own(plain, 'at'));
  const by = asText(own(plain, 'by'));
  const parent = parentOf(asPlain(own(plain, 'parent')));
  if (!name || !mediaType || !digest || sizeBytes === null || at === null || by === null || !parent) return null;
  const [width, height] = [asNumber(own(plain, 'width')), asNumber(own(plain, 'height'))];
  const byName = asText(own(plain, 'byName'));
  return {
    ...{ id, name, mediaType, sizeBytes, digest, parent, at, by },
    ...(byName === null ? {} : { byName }),
    ...(width === null || height === null ? {} : { width, height }),
  };
}

function parentOf(plain: Plain | null): FileParent | null {
  const kind = plain && own(plain, 'kind');
  const id = plain && asText(own(plain, 'id'));
  if (kind === 'meeting') return { kind };
  if (id === null || !isId(id)) return null;
  if (kind === 'item') return { kind, id: brand<ItemId>(id) };
  return kind === 'task' ? { kind, id: brand<TaskId>(id) } : null;
}
