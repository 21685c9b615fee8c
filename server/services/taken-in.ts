// Takes one uploaded file in: bytes come, are looked into, lie durable under their digest, and only then is the commit asked that
// names them. Whose file it is, and who may, is the commit's business.
import type { RefusalCode } from '../../shared/domain/errors.ts';
import { displayName } from '../../shared/domain/file-name.ts';
import { MAX_FILE_BYTES } from '../../shared/domain/file.ts';
import type { Result } from '../../shared/lib/result.ts';
import type { BlobNeed, Blobs, FileIntake, Files, PreparedFile } from '../file-ports.ts';

export interface TakingOptions {
  readonly files: Pick<Files, 'needs'>;
  readonly blobs: Pick<Blobs, 'receive' | 'keep' | 'settle'>;
  readonly intake: FileIntake;
}

/** What comes, as it comes. */
export interface UploadedPart {
  readonly claimedName: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly expectedBytes: number | null;
}

/** Let in, with a place that must be left. */
export interface Upload<T> {
  /** Rejects as `bytes` does, leaving nothing. Refusals: those of the commit, `invalid`, `too-large`, `storage-unavailable`. */
  take(part: UploadedPart): Promise<Result<T, RefusalCode>>;
  leave(): void;
}

export interface NamedFile extends PreparedFile {
  readonly name: string;
}

/** Bytes are durable before `commit` is asked, and gone again when it refuses and nothing else needs them. */
export async function takeIn<T>(
  { files, blobs, intake }: TakingOptions,
  { claimedName, bytes, expectedBytes }: UploadedPart,
  commit: (file: NamedFile) => Promise<Result<T, RefusalCode>>,
): Promise<Result<T, RefusalCode>> {
  const received = await blobs.receive(bytes, { limitBytes: MAX_FILE_BYTES, bytes: expectedBytes });
  if (!received.ok) return received;
  const prepared = await intake.prepare(received.value, claimedName);
  if (!prepared.ok) return prepared;
  const { incoming, extension, alike } = prepared.value;
  const kept = await blobs.keep(incoming);
  if (!kept.ok) return kept;
  // Without an answer it may be committed: then its bytes must stay, and the sweep looks at them later.
  let needs: BlobNeed = () => Promise.resolve(true);
  try {
    const committed = await commit({ ...prepared.value, name: displayName(claimedName, extension, alike) });
    if (!committed.ok) needs = (digest) => files.needs(digest, 0);
    return committed;
  } finally {
    await blobs.settle(incoming.digest, needs);
  }
}
