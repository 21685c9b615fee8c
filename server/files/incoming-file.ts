// One file on its way in: written as it comes, digested as it is written, flushed when it is whole. What the disk says no
// to is a DiskFault; whatever else is thrown is not the disk's.
import { createHash } from 'node:crypto';
import { mkdir, open, rm, statfs, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { invariant } from '../../shared/lib/assert.ts';
import type { Incoming } from '../file-ports.ts';

/** Full, read-only, failing, or out of descriptors: nothing was kept, a later try may succeed. */
export class DiskFault extends Error {
  override readonly name = 'DiskFault';
}

/** Files never take the last room: the journal, without which nothing can be saved, needs it. */
const FLOOR_BYTES = 64 * 1024 * 1024;
/** Written between two looks at the room that is left. */
const LOOK_BYTES = 8 * 1024 * 1024;

export class IncomingFile {
  readonly #path: string;
  readonly #hash = createHash('sha256');
  #handle: FileHandle | null = null;
  #sizeBytes = 0;

  constructor(path: string) {
    this.#path = path;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  async begin(expectedBytes: number): Promise<void> {
    await this.#ask(async () => {
      await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
      await leaveRoom(dirname(this.#path), expectedBytes);
      this.#handle = await open(this.#path, 'wx', 0o600);
    });
  }

  /** Resolves when it is written, so whoever waits for it reads no faster than the disk writes. */
  async add(chunk: Uint8Array): Promise<void> {
    const handle = this.#handle;
    invariant(handle, 'an incoming file is begun before it is written');
    const looks = Math.floor(this.#sizeBytes / LOOK_BYTES);
    this.#hash.update(chunk);
    this.#sizeBytes += chunk.length;
    await this.#ask(async () => {
      for (let written = 0; written < chunk.length;) {
        written += (await handle.write(chunk, written)).bytesWritten;
      }
      if (Math.floor(this.#sizeBytes / LOOK_BYTES) > looks) await leaveRoom(dirname(this.#path), 0);
    });
  }

  /** Flushed by the descriptor that wrote it: another one need not be told of a write that failed. */
  async finish(): Promise<Incoming> {
    const handle = this.#handle;
    invariant(handle, 'an incoming file is begun before it is finished');
    await this.#ask(() => handle.sync());
    this.#handle = null;
    await this.#ask(() => handle.close());
    return { path: this.#path, sizeBytes: this.#sizeBytes, digest: this.#hash.digest('hex') };
  }

  /** Leaves nothing, as far as the disk lets it. */
  async abandon(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    await Promise.allSettled([handle?.close()]);
    // What cannot be removed now is removed at the next start.
    await Promise.allSettled([rm(this.#path, { force: true })]);
  }

  async #ask<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw new DiskFault('the disk did not take an incoming file', { cause: error });
    }
  }
}

/** That a name in `folder` was made, changed or removed is on the disk when this resolves. */
export async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function leaveRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize - bytes < FLOOR_BYTES) throw new DiskFault('there is too little room on the disk');
}
