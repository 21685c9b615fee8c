// Attached files: taking them in as they come, sending them out as they are asked for.
import * as routes from '../../../shared/api/file-routes.schema.ts';
import type { UploadQuery } from '../../../shared/api/file.schema.ts';
import type { FileParent } from '../../../shared/domain/file.ts';
import type { ItemId, TaskId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { ok } from '../../../shared/lib/result.ts';
import type { FileService } from '../../services/files.ts';
import { route, streamRoute, type Route } from '../route.ts';
import { sendFile } from '../send-file.ts';
import { takeUpload, type UploadRouteOptions } from '../upload.ts';

interface FileRouteOptions extends UploadRouteOptions {
  readonly files: FileService;
}

export function fileRoutes({ files, ...uploads }: FileRouteOptions): readonly Route[] {
  return [
    streamRoute(routes.uploadFile, async ({ actor, params, query }, { request }) => {
      const upload = await files.begin(actor, { meetingId: params.id, parent: parentOf(query) });
      return takeUpload(request, uploads, upload);
    }),
    route(routes.listFiles, async ({ actor, params }) => {
      const listed = await files.list(actor, params.id);
      return listed.ok ? ok({ files: [...listed.value] }) : listed;
    }),
    streamRoute(routes.readFile, async ({ actor, params }, streams) => {
      const opened = await files.open(actor, params.id);
      return opened.ok ? sendFile(params.id, opened.value, streams) : opened;
    }),
    route(routes.renameFile, ({ actor, params, body }) => files.rename(actor, params.id, body.name)),
    route(routes.removeFile, ({ actor, params }) => files.remove(actor, params.id)),
  ];
}

function parentOf({ item, task }: UploadQuery): FileParent {
  if (item !== undefined) return { kind: 'item', id: brand<ItemId>(item) };
  return task === undefined ? { kind: 'meeting' } : { kind: 'task', id: brand<TaskId>(task) };
}
