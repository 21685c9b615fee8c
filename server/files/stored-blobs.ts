// Where blobs lie in a data folder, and what is there: reading only, so that it may be looked at from any process.
import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { invariant } from '../../shared/lib/assert.ts';
import type { BlobReader, BlobState, ByteRange } from '../file-ports.ts';

const DIGEST = /^[0-9a-f]{64}$/;
const READ_BYTES = 256 * 1024;

export class StoredBlobs {
  readonly root: string;
  readonly incoming: string;

  constructor(dataDir: string) {
    this.root = resolve(dataDir, 'files');
    this.incoming = join(this.root, 'incoming');
  }

  /** Nothing but a digest ever becomes a path. */
  pathOf(digest: string): string {
    invariant(DIGEST.test(digest), 'a blob is named by its digest');
    const path = resolve(this.root, digest.slice(0, 2), digest);
    invariant(path.startsWith(this.root + sep), 'a blob lies in its folder');
    return path;
  }

  /** As `Blobs.open`. */
  async open(digest: string, sizeBytes: number, range?: ByteRange): Promise<BlobReader | null> {
    const handle = await openToRead(this.pathOf(digest));
    if (handle === null) return null;
    const { size } = await handle.stat();
    if (size === sizeBytes && size > 0) {
      const { from = 0, to = size - 1 } = range ?? {};
      return handle.createReadStream({ start: from, end: to, highWaterMark: READ_BYTES });
    }
    await handle.close();
    return size === sizeBytes ? Readable.from([]) : null;
  }

  /** As `Blobs.check`. */
  async check(digest: string): Promise<BlobState> {
    const handle = await openToRead(this.pathOf(digest));
    if (handle === null) return 'missing';
    const hash = createHash('sha256');
    const read: AsyncIterable<Buffer> = handle.createReadStream({ highWaterMark: READ_BYTES });
    try {
      for await (const chunk of read) hash.update(chunk);
    } catch {
      // The disk gives it back no more: as damaged as other bytes would be.
      return 'damaged';
    }
    return hash.digest('hex') === digest ? 'intact' : 'damaged';
  }
}

/** Null when there is none; what the disk says otherwise is thrown. */
async function openToRead(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
