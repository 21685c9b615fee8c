// Where bundles lie in a data folder: `bundles/<id>.json`, what is known of one, and `<id>.zip`, its bytes. Knows neither what they
// are of nor whose.
//
// 1. A zip stands under its name only when it is whole: until then it is `<id>.part`, which no start of the server outlives.
// 2. Facts are replaced as a whole. They are not flushed: what a power cut takes is made again by whoever asked for it.
// 3. Bundles never take the last room: the journal, without which nothing can be saved, needs it.
import { mkdir, open, readdir, readFile, rename, rm, stat, statfs, writeFile, type FileHandle } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { invariant } from '../../shared/lib/assert.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { ShelfFault, type BundleFile, type BundleShelf, type KeptBundle } from '../bundle-ports.ts';
import type { BlobReader, ByteRange } from '../file-ports.ts';
import type { Log } from '../ports.ts';

interface BundleFolderOptions {
  readonly dataDir: string;
  readonly log: Log;
}

const ID = /^[0-9A-Za-z_-]{1,64}$/;
/** More than uploads leave: nobody's work waits for a bundle. */
const FLOOR_BYTES = 256 * 1024 * 1024;
/** Written between two looks at the room that is left. */
const LOOK_BYTES = 8 * 1024 * 1024;
const READ_BYTES = 256 * 1024;
/** Facts of hundreds of meetings stay far below it. */
const MOST_FACTS_BYTES = 4 * 1024 * 1024;

/** The folder must be this process's alone. */
export class BundleFolder implements BundleShelf {
  readonly #root: string;
  readonly #log: Log;

  constructor({ dataDir, log }: BundleFolderOptions) {
    this.#root = resolve(dataDir, 'bundles');
    this.#log = log;
  }

  async load(): Promise<readonly KeptBundle[]> {
    return asked('the folder of bundles could not be read', async () => {
      await mkdir(this.#root, { recursive: true, mode: 0o700 });
      const names = await readdir(this.#root);
      const kept: KeptBundle[] = [];
      for (const name of names.filter((one) => one.endsWith('.json'))) {
        const id = name.slice(0, -'.json'.length);
        const facts = ID.test(id) ? await this.#factsOf(id) : null;
        if (facts !== null) kept.push({ id, facts, sizeBytes: await sizeOf(this.#pathOf(id, 'zip')) });
      }
      const known = new Set(kept.flatMap(({ id }) => [`${id}.json`, `${id}.zip`]));
      for (const name of names.filter((one) => !known.has(one))) await this.#drop(join(this.#root, name));
      return kept;
    });
  }

  async keep(id: string, facts: unknown): Promise<Result<null, 'storage-unavailable'>> {
    const fresh = this.#pathOf(id, 'new');
    try {
      await mkdir(this.#root, { recursive: true, mode: 0o700 });
      await writeFile(fresh, JSON.stringify(facts), { mode: 0o600 });
      await rename(fresh, this.#pathOf(id, 'json'));
      return ok(null);
    } catch (error) {
      await this.#drop(fresh);
      this.#log.warn('what is known of a bundle could not be kept', { bundle: id, error });
      return refused('storage-unavailable');
    }
  }

  async hasRoom(bytes: number): Promise<boolean> {
    try {
      await mkdir(this.#root, { recursive: true, mode: 0o700 });
      return await hasRoomIn(this.#root, bytes);
    } catch (error) {
      this.#log.warn('the disk does not say how much room it has', { error });
      return false;
    }
  }

  async begin(id: string): Promise<Result<BundleFile, 'storage-unavailable'>> {
    const [part, whole] = [this.#pathOf(id, 'part'), this.#pathOf(id, 'zip')];
    try {
      await mkdir(this.#root, { recursive: true, mode: 0o700 });
      if (!(await hasRoomIn(this.#root, 0))) throw new ShelfFault('there is too little room on the disk');
      await rm(whole, { force: true });
      return ok(new PartFile(await open(part, 'w', 0o600), { root: this.#root, part, whole }));
    } catch (error) {
      this.#log.warn('a bundle could not be begun', { bundle: id, error });
      return refused('storage-unavailable');
    }
  }

  async open(id: string, sizeBytes: number, range?: ByteRange): Promise<BlobReader | null> {
    let handle: FileHandle;
    try {
      handle = await open(this.#pathOf(id, 'zip'), 'r');
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
    const { size } = await handle.stat();
    const { from = 0, to = size - 1 } = range ?? {};
    if (size === sizeBytes) return handle.createReadStream({ start: from, end: to, highWaterMark: READ_BYTES });
    await handle.close();
    return null;
  }

  async remove(id: string): Promise<void> {
    // The facts last: what has none is removed at the next start.
    for (const kind of ['part', 'zip', 'json'] as const) await this.#drop(this.#pathOf(id, kind));
  }

  async #factsOf(id: string): Promise<unknown> {
    try {
      const path = this.#pathOf(id, 'json');
      if (((await sizeOf(path)) ?? 0) > MOST_FACTS_BYTES) return null;
      const facts: unknown = JSON.parse(await readFile(path, 'utf8'));
      return facts;
    } catch (error) {
      // Cut off by a power cut, or not ours: nothing can be made of it.
      this.#log.warn('what was kept of a bundle cannot be read', { bundle: id, error });
      return null;
    }
  }

  /** Nothing but an id of ours ever becomes a path. */
  #pathOf(id: string, kind: 'json' | 'new' | 'part' | 'zip'): string {
    invariant(ID.test(id), 'a bundle is named by its id');
    return join(this.#root, `${id}.${kind}`);
  }

  async #drop(path: string): Promise<void> {
    await rm(path, { force: true, recursive: true }).catch((error: unknown) => {
      this.#log.warn('a file of a bundle could not be removed', { error });
    });
  }
}

interface Places {
  readonly root: string;
  readonly part: string;
  readonly whole: string;
}

class PartFile implements BundleFile {
  readonly #handle: FileHandle;
  readonly #places: Places;
  #end = 0;
  #lookedAt = 0;

  constructor(handle: FileHandle, places: Places) {
    this.#handle = handle;
    this.#places = places;
  }

  async append(bytes: Uint8Array): Promise<void> {
    await asked('the disk took no more of a bundle', async () => {
      await this.#write(this.#end, bytes);
      this.#end += bytes.length;
      if (this.#end < this.#lookedAt + LOOK_BYTES) return;
      this.#lookedAt = this.#end;
      if (!(await hasRoomIn(this.#places.root, 0))) throw new Error('there is too little room on the disk');
    });
  }

  async patch(at: number, bytes: Uint8Array): Promise<void> {
    await asked('the disk did not take a change of a bundle', () => this.#write(at, bytes));
  }

  async cut(at: number): Promise<void> {
    await asked('a bundle could not be cut', () => this.#handle.truncate(at));
    this.#end = at;
  }

  async finish(): Promise<void> {
    const { part, whole } = this.#places;
    try {
      await asked('a bundle could not be finished', async () => {
        await this.#handle.close();
        await rename(part, whole);
      });
    } catch (error) {
      await this.abandon();
      throw error;
    }
  }

  async abandon(): Promise<void> {
    await Promise.allSettled([this.#handle.close()]);
    await Promise.allSettled([rm(this.#places.part, { force: true })]);
  }

  async #write(at: number, bytes: Uint8Array): Promise<void> {
    for (let written = 0; written < bytes.length;) {
      written += (await this.#handle.write(bytes, written, bytes.length - written, at + written)).bytesWritten;
    }
  }
}

async function hasRoomIn(folder: string, bytes: number): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize - bytes >= FLOOR_BYTES;
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

async function asked<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new ShelfFault(what, { cause: error });
  }
}
