// Pictures made anew by a process of their own, one at a time: a decoder that crashes, hangs or swells costs one upload.
// Decides by the header what is worth starting one for.
import { spawn, type ChildProcess } from 'node:child_process';
import { open } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { fileURLToPath as script, pathToFileURL } from 'node:url';
import { MAX_FILE_BYTES } from '../../shared/domain/file.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { SECOND_MS, type DurationMs } from '../../shared/lib/time.ts';
import type { Clock, Log } from '../ports.ts';
import type { Blobs, Incoming } from '../file-ports.ts';
import { pictureSize, type PictureSize } from './image-header.ts';

export type PictureFormat = 'jpeg' | 'png' | 'webp';

export interface Picture {
  /** What is kept; the original is as it was. */
  readonly incoming: Incoming;
  readonly size: PictureSize;
}

export interface PicturesOptions {
  readonly blobs: Pick<Blobs, 'receive' | 'discard'>;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Log;
  /** Starts the process; the one of image-child.ts unless a test breaks it. */
  readonly startChild?: typeof startImageChild;
  readonly limitMs?: DurationMs;
}

type PictureRefusal = 'unreadable' | 'storage-unavailable';

/** What cameras call fifty megapixels: 8192 × 6144. */
const MAX_PIXELS = 8_192 * 6_144;
const MAX_SIDE = 4_096;
const LIMIT_MS = 20 * SECOND_MS;
/** Phones put previews and depth maps of megabytes in front of the frame. */
const HEADER_BYTES = 4 * 1024 * 1024;
const MAX_WORDS = 300;

export class Pictures {
  readonly #options: PicturesOptions;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: PicturesOptions) {
    this.#options = options;
  }

  /**
   * The picture in `original`, made anew within `maxSide` × `maxSide` px. `unreadable`: more than 50 megapixels by its header, not decoded in time, or no
   * picture that can be decoded. Throws what the system says when `original` cannot be read.
   */
  remake(original: Incoming, format: PictureFormat, maxSide = MAX_SIDE): Promise<Result<Picture, PictureRefusal>> {
    const turn = this.#last.then(() => this.#remake(original, format, maxSide));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #remake(original: Incoming, format: PictureFormat, maxSide: number): Promise<Result<Picture, PictureRefusal>> {
    const { blobs } = this.#options;
    const claimed = await headerOf(original.path);
    if (claimed === null || claimed.width * claimed.height > MAX_PIXELS) return refused('unreadable');
    const made = await this.#decoded(original.path, format, maxSide);
    if (!made.ok) return made.code === 'too-large' ? refused('unreadable') : refused(made.code);
    const size = await headerOf(made.value.path);
    if (size !== null) return ok({ incoming: made.value, size });
    await blobs.discard(made.value);
    return refused('unreadable');
  }

  async #decoded(path: string, format: PictureFormat, maxSide: number) {
    const { blobs, clock, log, startChild = startImageChild, limitMs = LIMIT_MS } = this.#options;
    const source = await open(path, 'r');
    try {
      const child = startChild(source.fd, [format, String(maxSide)]);
      const words = wordsOf(child);
      const ended = endOf(child);
      const cancel = clock.after(limitMs, () => child.kill('SIGKILL'));
      try {
        const made = await blobs.receive(outputOf(child), { limitBytes: MAX_FILE_BYTES, bytes: null });
        if (!made.ok) child.kill('SIGKILL');
        const end = await ended;
        if (end === 0 || !made.ok) return made;
        await blobs.discard(made.value);
        if (end === 'never-began') return refused('storage-unavailable' as const);
        log.info('a picture could not be read', { reason: words() });
        return refused('unreadable' as const);
      } finally {
        cancel();
        child.kill('SIGKILL');
      }
    } finally {
      await source.close();
    }
  }
}

/** Runs image-child.ts, built or from source, with nothing of this process's environment. */
export function startImageChild(input: number, args: readonly string[]): ChildProcess {
  const program = import.meta.url.endsWith('.ts')
    ? fromSource()
    : [script(new URL('./image-child.js', import.meta.url))];
  const limits = ['--max-old-space-size=256'];
  return spawn(process.execPath, [...limits, ...program, ...args], { stdio: [input, 'pipe', 'pipe'], env: {} });
}

/** A process does not inherit the loader of TypeScript: it loads its own. */
function fromSource(): readonly string[] {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return ['--import', loader, script(new URL('./image-child.ts', import.meta.url))];
}

function outputOf(child: ChildProcess): AsyncIterable<Uint8Array> {
  return child.stdout ?? Readable.from([]);
}

/** Its exit code; null when it was killed. */
function endOf(child: ChildProcess): Promise<number | null | 'never-began'> {
  return new Promise((resolve) => {
    child.once('close', (code) => resolve(code));
    // Too many processes or descriptors: its streams end as those of one that died.
    child.once('error', () => resolve('never-began'));
  });
}

/** The beginning of what it says went wrong. */
function wordsOf(child: ChildProcess): () => string {
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    if (words.length < MAX_WORDS) words = (words + text).slice(0, MAX_WORDS);
  });
  return () => words.trim();
}

async function headerOf(path: string): Promise<PictureSize | null> {
  const handle = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    return pictureSize(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}
