// Attached files: taking them in as they come, sending them out as they are asked for.
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import * as routes from '../../../shared/api/file-routes.schema.ts';
import type { UploadQuery } from '../../../shared/api/file.schema.ts';
import type { RefusalCode } from '../../../shared/domain/errors.ts';
import type { FileParent } from '../../../shared/domain/file.ts';
import type { ItemId, TaskId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../../shared/lib/result.ts';
import type { Clock } from '../../ports.ts';
import type { FileService, OpenFile } from '../../services/files.ts';
import type { BodyDeadlines } from '../body-deadline.ts';
import { askedRange } from '../byte-range.ts';
import { disposition } from '../disposition.ts';
import { etagOf, expectedRevisions } from '../etag.ts';
import { route, streamRoute, type Route } from '../route.ts';
import { readUpload, UploadBroken } from '../upload.ts';

export interface FileRouteOptions {
  readonly files: FileService;
  readonly deadlines: Pick<BodyDeadlines, 'lift'>;
  readonly clock: Pick<Clock, 'after'>;
}

export function fileRoutes({ files, deadlines, clock }: FileRouteOptions): readonly Route[] {
  return [
    streamRoute(routes.uploadFile, async ({ actor, params, query }, { request }) => {
      const upload = await files.begin(actor, { meetingId: params.id, parent: parentOf(query) });
      if (!upload.ok) return upload;
      deadlines.lift(request);
      try {
        return await readUpload(request, clock, (part) => upload.value.take(part));
      } catch (error) {
        // Nobody is left to be answered.
        if (error instanceof UploadBroken) return ok(null);
        throw error;
      } finally {
        upload.value.leave();
      }
    }),
    route(routes.listFiles, async ({ actor, params }) => {
      const listed = await files.list(actor, params.id);
      return listed.ok ? ok({ files: [...listed.value] }) : listed;
    }),
    streamRoute(routes.readFile, async ({ actor, params }, streams) => {
      const opened = await files.open(actor, params.id);
      return opened.ok ? send(params.id, opened.value, streams) : opened;
    }),
    route(routes.renameFile, ({ actor, params, body }) => files.rename(actor, params.id, body.name)),
    route(routes.removeFile, ({ actor, params }) => files.remove(actor, params.id)),
  ];
}

function parentOf({ item, task }: UploadQuery): FileParent {
  if (item !== undefined) return { kind: 'item', id: brand<ItemId>(item) };
  return task === undefined ? { kind: 'meeting' } : { kind: 'task', id: brand<TaskId>(task) };
}

/**
 * Only pictures that this server made itself are shown; all else is saved, and wherever it is opened nothing in it may
 * run or load anything (T25).
 */
async function send(
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
