// Sends the bytes of a file: whole, or the range that was asked for. Who may have them was asked before.
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { OpenFile } from '../services/files.ts';
import { askedRange } from './byte-range.ts';
import { disposition } from './disposition.ts';
import { etagOf, expectedRevisions } from './etag.ts';

/**
 * Only pictures that this server made itself are shown; all else is saved, and wherever it is opened nothing in it may
 * run or load anything (T25).
 */
export async function sendFile(
  fileId: string,
  { file, isInline, read }: OpenFile,
  { request, response }: { readonly request: Request; readonly response: Response },
): Promise<Result<null, RefusalCode>> {
  const { name, mediaType, sizeBytes, digest } = file;
  const etag = etagOf(digest);
  // Not Express's own way to set them, which would claim an encoding for texts.
  const headers = {
    'Content-Type': mediaType,
    'Content-Disposition': disposition(isInline ? 'inline' : 'attachment', name),
    'Content-Security-Policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-cache',
    'Accept-Ranges': 'bytes',
    ETag: etag,
  };
  for (const [header, value] of Object.entries(headers)) response.setHeader(header, value);
  if (isKnown(request.headers['if-none-match'], digest)) {
    response.status(304).end();
    return ok(null);
  }
  const isSame = [undefined, etag].includes(request.headers['if-range']?.toString());
  const range = isSame ? askedRange(request.headers.range, sizeBytes) : 'whole';
  if (range === 'unsatisfiable') {
    response.status(416).set('Content-Range', `bytes */${sizeBytes}`).end();
    return ok(null);
  }
  const part = range === 'whole' ? null : range;
  const bytes = await read(part ?? undefined);
  if (bytes === null) return damaged(fileId, response);
  response.set('Content-Length', String(part === null ? sizeBytes : part.to - part.from + 1));
  if (part !== null) response.status(206).set('Content-Range', `bytes ${part.from}-${part.to}/${sizeBytes}`);
  if (request.method === 'HEAD') {
    bytes.destroy();
    response.end();
    return ok(null);
  }
  // The reader may go at any time; what was opened is closed then.
  await pipeline(bytes, response).catch(() => undefined);
  return ok(null);
}

function isKnown(ifNoneMatch: string | undefined, digest: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const known = expectedRevisions(ifNoneMatch);
  return known === 'any' || known.includes(digest);
}

function damaged(fileId: string, response: Response): Result<never, RefusalCode> {
  for (const name of ['Content-Disposition', 'ETag', 'Accept-Ranges']) response.removeHeader(name);
  response.set('Cache-Control', 'no-store');
  return refused('file-damaged', { fileId });
}
