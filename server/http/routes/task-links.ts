// Links that open the tasks of one owner. Their tokens stand in no log, as no path does.
import * as routes from '../../../shared/api/task-link-routes.schema.ts';
import { ok } from '../../../shared/lib/result.ts';
import type { TaskLinkService } from '../../services/task-links.ts';
import { route, streamRoute, type Route } from '../route.ts';
import { sendFile } from '../send-file.ts';
import { takeUpload, type UploadRouteOptions } from '../upload.ts';

interface TaskLinkRouteOptions extends UploadRouteOptions {
  readonly taskLinks: TaskLinkService;
}

export function taskLinkRoutes({ taskLinks, ...uploads }: TaskLinkRouteOptions): readonly Route[] {
  return [
    route(routes.listTaskLinks, async ({ actor, params }) => {
      const listed = await taskLinks.list(actor, params.id);
      return listed.ok ? ok({ links: [...listed.value] }) : listed;
    }),
    route(routes.createTaskLink, ({ actor, params, body }) => taskLinks.create(actor, params.id, body)),
    route(routes.revokeTaskLink, ({ actor, params }) => taskLinks.revoke(actor, params.id, params.link)),
    route(routes.openTaskLink, ({ params, callerAddress }) => taskLinks.open(params.token, callerAddress)),
    route(routes.answerTaskLink, ({ params, body, callerAddress }) =>
      taskLinks.answer(params.token, body, callerAddress),
    ),
    streamRoute(routes.uploadOwnFile, async ({ params, callerAddress }, { request }) =>
      takeUpload(request, uploads, await taskLinks.beginFile(params.token, params.id, callerAddress)),
    ),
    streamRoute(routes.readOwnFile, async ({ params, callerAddress }, streams) => {
      const opened = await taskLinks.openFile(params.token, params.file, callerAddress);
      return opened.ok ? sendFile(params.file, opened.value, streams) : opened;
    }),
  ];
}
