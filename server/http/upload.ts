// One uploaded file, read from a multipart body as it comes. Whatever is wrong with the body is a refusal; nothing here
// waits for a client that has stopped sending.
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import type { IncomingMessage } from 'node:http';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import { MAX_FILE_BYTES } from '../../shared/domain/file.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { MINUTE_MS, SECOND_MS } from '../../shared/lib/time.ts';
import type { Clock } from '../ports.ts';
import type { Upload } from '../services/taken-in.ts';
import type { BodyDeadlines } from './body-deadline.ts';

/** The part named `file`. */
export interface FilePart {
  readonly claimedName: string;
  /** Ends only when the whole body is sound; rejects otherwise, and when the client is gone. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** At most this many will come; null when the client did not say. */
  readonly expectedBytes: number | null;
}

/** The client is gone, or sends nothing any more: nobody is left to be answered. */
export class UploadBroken extends Error {
  override readonly name = 'UploadBroken';
}

export interface UploadRouteOptions {
  readonly deadlines: Pick<BodyDeadlines, 'lift'>;
  readonly clock: Pick<Clock, 'after'>;
}

/** The body is not what it must be; `code` says how. */
class UnfitBody extends Error {
  override readonly name = 'UnfitBody';
  readonly code: string;

  constructor(code: string, options?: ErrorOptions) {
    super(`an upload was ${code}`, options);
    this.code = code;
  }
}

type Taker<T> = (part: FilePart) => Promise<Result<T, RefusalCode>>;

const STALL_MS = 20 * SECOND_MS;
const LOOK_MS = 2 * SECOND_MS;
/** However steadily it drips. */
const LONGEST_MS = 30 * MINUTE_MS;
/** For the rest of a body that was refused before its end: a client that is cut off while it sends hears no answer. */
const LINGER_MS = 10 * SECOND_MS;
/** Boundaries, headers and what else a form sends along. */
const OVERHEAD_BYTES = 64 * 1024;
const LIMITS = { fieldSize: 1_024, fields: 8, files: 1, parts: 9, headerPairs: 20, headerSize: 8_192 };

/**
 * Hands the one part named `file` to `take` and answers what that answers. Refusals besides: `unsupported-format`,
 * `too-large`, `invalid` {errors}. Rejects with `UploadBroken`, and with what `take` rejects with.
 */
export async function readUpload<T>(
  request: IncomingMessage,
  clock: Pick<Clock, 'after'>,
  take: Taker<T>,
): Promise<Result<T, RefusalCode>> {
  const contentType = request.headers['content-type'] ?? 'none';
  if (!/^multipart\/form-data\b/i.test(contentType)) return refused('unsupported-format', { format: contentType });
  const length = Number(request.headers['content-length'] ?? NaN);
  if (length > MAX_FILE_BYTES + OVERHEAD_BYTES) return refused('too-large', { limitBytes: MAX_FILE_BYTES });
  try {
    const parser = parserFor(contentType);
    const endWatch = watchForStall(request, parser, clock);
    try {
      return await partOf(request, parser, (part) => take({ ...part, expectedBytes: length >= 0 ? length : null }));
    } finally {
      endWatch();
      dismiss(request, parser, clock);
    }
  } catch (error) {
    if (error instanceof UnfitBody) return refused('invalid', { errors: [{ path: 'file', code: error.code }] });
    throw error;
  }
}

/** The whole of a route that takes a file: `begun` has let it in, or says why not. Null when nobody is left to be answered. */
export async function takeUpload<T>(
  request: IncomingMessage,
  { deadlines, clock }: UploadRouteOptions,
  begun: Result<Upload<T>, RefusalCode>,
): Promise<Result<T | null, RefusalCode>> {
  if (!begun.ok) return begun;
  deadlines.lift(request);
  try {
    return await readUpload(request, clock, (part) => begun.value.take(part));
  } catch (error) {
    if (error instanceof UploadBroken) return ok(null);
    throw error;
  } finally {
    begun.value.leave();
  }
}

function parserFor(contentType: string): BusboyInstance {
  try {
    return new Busboy({ headers: { 'content-type': contentType }, limits: LIMITS });
  } catch (error) {
    throw new UnfitBody('malformed', { cause: error });
  }
}

async function partOf<T>(
  request: IncomingMessage,
  parser: BusboyInstance,
  take: (part: Omit<FilePart, 'expectedBytes'>) => Promise<Result<T, RefusalCode>>,
): Promise<Result<T, RefusalCode>> {
  const whole = endOf(request, parser);
  let isTaken = false;
  const part = new Promise<Result<T, RefusalCode>>((resolve, reject) => {
    parser.once('file', (field, stream, claimedName) => {
      // Whoever reads it hears of its errors; while nobody does, they would end the process.
      stream.on('error', () => undefined);
      if (field !== 'file') {
        stream.resume();
        return reject(new UnfitBody('unexpected-part'));
      }
      isTaken = true;
      // What breaks the body breaks this off too, and whoever reads it cleans up first.
      whole.catch((error: Error) => stream.destroy(error));
      take({ claimedName: claimedName ?? '', bytes: untilWhole(stream, whole) }).then(resolve, reject);
    });
    const endWithout = (error: Error): void => {
      if (!isTaken) reject(error);
    };
    whole.then(() => endWithout(new UnfitBody('missing')), endWithout);
  });
  request.pipe(parser);
  return part;
}

/** Rejects with `UnfitBody` or `UploadBroken`. */
function endOf(request: IncomingMessage, parser: BusboyInstance): Promise<void> {
  const ended = new Promise<void>((resolve, reject) => {
    for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) {
      parser.on(limit, () => reject(new UnfitBody('too-many-parts')));
    }
    parser.on('error', (error: unknown) => reject(new UnfitBody('malformed', { cause: error })));
    parser.on('finish', resolve);
    request.once('close', () => {
      if (!request.complete) reject(new UploadBroken('the upload broke off'));
    });
  });
  ended.catch(() => undefined);
  return ended;
}

async function* untilWhole(stream: AsyncIterable<Uint8Array>, whole: Promise<void>): AsyncGenerator<Uint8Array> {
  yield* stream;
  await whole;
}

/** Ends a request of which nothing comes although we would take it, or that takes too long. Returns the end of watching. */
function watchForStall(request: IncomingMessage, parser: BusboyInstance, clock: Pick<Clock, 'after'>): () => void {
  let elapsedMs = 0;
  let quietMs = 0;
  let known = request.socket.bytesRead;
  let cancel = clock.after(LOOK_MS, look);
  function look(): void {
    const { bytesRead } = request.socket;
    elapsedMs += LOOK_MS;
    const isOurs = parser.writableNeedDrain || request.complete;
    quietMs = bytesRead === known && !isOurs ? quietMs + LOOK_MS : 0;
    known = bytesRead;
    if (quietMs >= STALL_MS || (elapsedMs >= LONGEST_MS && !request.complete)) request.destroy();
    else cancel = clock.after(LOOK_MS, look);
  }
  return () => cancel();
}

/** What was not read is read and forgotten, for a moment; then the line is cut. */
function dismiss(request: IncomingMessage, parser: BusboyInstance, clock: Pick<Clock, 'after'>): void {
  request.unpipe(parser);
  // What a parser without input says last concerns nobody.
  parser.on('error', () => undefined);
  if (request.complete || request.destroyed) return;
  request.resume();
  const cancel = clock.after(LINGER_MS, () => request.destroy());
  request.once('end', cancel).once('close', cancel);
}
