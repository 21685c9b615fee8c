// Blobs as files: `files/<first two hex>/<sha-256 hex>`, what is on its way under `files/incoming`. Knows no meeting and
// no name that a person gave.
//
// 1. A blob appears under its digest only when its bytes are flushed, and is durable when `keep` resolves.
// 2. Whoever keeps bytes that are there already replaces them by the same ones: a damaged blob is mended by it.
// 3. A blob is removed only if nobody keeps it at that moment, nobody has kept it since it was asked for, and nobody
//    needs it.
import { mkdirSync, rmSync, statSync, unlinkSync, type Dirent } from 'node:fs';
import { mkdir, readdir, rename, rm, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { DurationMs } from '../../shared/lib/time.ts';
import type { Clock, Ids, Log } from '../ports.ts';
import type { BlobNeed, BlobReader, Blobs, BlobState, ByteRange, Expected, Incoming } from '../file-ports.ts';
import { DiskFault, flushFolder, IncomingFile } from './incoming-file.ts';
import { StoredBlobs } from './stored-blobs.ts';

interface BlobStoreOptions {
  readonly dataDir: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly ids: Pick<Ids, 'random'>;
  readonly log: Log;
}

const SHARD = /^[0-9a-f]{2}$/;
const DIGEST = /^[0-9a-f]{64}$/;

/** Removes what an earlier process left on its way; the folder must be this process's alone. */
export class BlobStore implements Blobs {
  readonly #options: BlobStoreOptions;
  readonly #stored: StoredBlobs;
  /** Digest → how many keep it and have not settled. */
  readonly #kept = new Map<string, number>();

  constructor(options: BlobStoreOptions) {
    this.#options = options;
    this.#stored = new StoredBlobs(options.dataDir);
    const { incoming } = this.#stored;
    try {
      rmSync(incoming, { recursive: true, force: true });
      mkdirSync(incoming, { recursive: true, mode: 0o700 });
    } catch (error) {
      // A full or read-only disk must not keep anyone from reading; receiving tries again.
      options.log.warn('the folder for incoming files could not be cleared', { folder: incoming, error });
    }
  }

  async receive(
    source: AsyncIterable<Uint8Array>,
    expected: Expected,
  ): Promise<Result<Incoming, 'too-large' | 'storage-unavailable'>> {
    const file = new IncomingFile(join(this.#stored.incoming, this.#options.ids.random()));
    try {
      await file.begin(expected.bytes ?? 0);
      for await (const chunk of source) {
        if (file.sizeBytes + chunk.length > expected.limitBytes) {
          await file.abandon();
          return refused('too-large', { limitBytes: expected.limitBytes });
        }
        await file.add(chunk);
      }
      return ok(await file.finish());
    } catch (error) {
      await file.abandon();
      if (!(error instanceof DiskFault)) throw error;
      return this.#unavailable('a file could not be received', error);
    }
  }

  async discard({ path }: Incoming): Promise<void> {
    await rm(path, { force: true }).catch((error: unknown) => {
      // Left for the next start.
      this.#options.log.warn('an incoming file could not be removed', { error });
    });
  }

  async keep(incoming: Incoming): Promise<Result<null, 'storage-unavailable'>> {
    const { digest } = incoming;
    const target = this.#stored.pathOf(digest);
    this.#kept.set(digest, (this.#kept.get(digest) ?? 0) + 1);
    try {
      const made = await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      if (made !== undefined) await flushFolder(this.#stored.root);
      await this.#touch(incoming.path);
      await rename(incoming.path, target);
      await flushFolder(dirname(target));
      return ok(null);
    } catch (error) {
      this.#release(digest);
      await this.discard(incoming);
      return this.#unavailable('a file could not be kept', error);
    }
  }

  async settle(digest: string, needs: BlobNeed): Promise<void> {
    this.#release(digest);
    try {
      await this.#removeUnneeded(digest, needs);
    } catch (error) {
      this.#options.log.warn('a file that nothing needs could not be removed; the sweep tries again', { error });
    }
  }

  open(digest: string, sizeBytes: number, range?: ByteRange): Promise<BlobReader | null> {
    return this.#stored.open(digest, sizeBytes, range);
  }

  check(digest: string): Promise<BlobState> {
    return this.#stored.check(digest);
  }

  async sweep(needs: BlobNeed, olderThan: DurationMs): Promise<number> {
    const before = this.#options.clock.now() - olderThan;
    let removed = 0;
    for (const digest of await this.#all()) {
      const life = this.#lifeOf(digest);
      if (life === null || life.touchedAt > before) continue;
      if (await this.#removeUnneeded(digest, needs)) removed += 1;
    }
    return removed;
  }

  /** Between the last look and the removal nothing else runs. */
  async #removeUnneeded(digest: string, needs: BlobNeed): Promise<boolean> {
    const life = this.#lifeOf(digest);
    if (life === null || this.#kept.has(digest) || (await needs(digest))) return false;
    if (this.#kept.has(digest) || this.#lifeOf(digest)?.number !== life.number) return false;
    unlinkSync(this.#stored.pathOf(digest));
    return true;
  }

  async #all(): Promise<readonly string[]> {
    const found: string[] = [];
    for (const shard of await entriesOf(this.#stored.root)) {
      if (!shard.isDirectory() || !SHARD.test(shard.name)) continue;
      const names = (await entriesOf(join(this.#stored.root, shard.name))).map((entry) => entry.name);
      found.push(...names.filter((name) => DIGEST.test(name) && name.startsWith(shard.name)));
    }
    return found;
  }

  /** Its own clock's time, so that no other clock decides what is old. */
  async #touch(path: string): Promise<void> {
    const at = this.#options.clock.now() / 1_000;
    await utimes(path, at, at);
  }

  /** Keeping it once more puts another file, of another number, in its place. */
  #lifeOf(digest: string): { readonly touchedAt: number; readonly number: bigint } | null {
    const stat = statSync(this.#stored.pathOf(digest), { throwIfNoEntry: false, bigint: true });
    return stat ? { touchedAt: Number(stat.mtimeMs), number: stat.ino } : null;
  }

  #release(digest: string): void {
    const others = (this.#kept.get(digest) ?? 1) - 1;
    if (others > 0) this.#kept.set(digest, others);
    else this.#kept.delete(digest);
  }

  #unavailable(message: string, error: unknown): Result<never, 'storage-unavailable'> {
    this.#options.log.warn(message, { error });
    return refused('storage-unavailable');
  }
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
