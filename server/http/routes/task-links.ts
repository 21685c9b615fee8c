// Links that open the tasks of one owner. Their tokens stand in no log, as no path does.
import * as routes from '../../../shared/api/task-link-routes.schema.ts';
import { ok } from '../../../shared/lib/result.ts';
import type { TaskLinkService } from '../../services/task-links.ts';
import { route, type Route } from '../route.ts';

export function taskLinkRoutes({ taskLinks }: { readonly taskLinks: TaskLinkService }): readonly Route[] {
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
  ];
}
