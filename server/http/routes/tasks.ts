// The register of tasks: listed, read, handed out, moved.
import * as routes from '../../../shared/api/task-routes.schema.ts';
import type { TaskWithHistory } from '../../../shared/api/task.schema.ts';
import type { RefusalCode } from '../../../shared/domain/errors.ts';
import type { Result } from '../../../shared/lib/result.ts';
import type { TaskExport } from '../../services/task-export.ts';
import type { TaskStatisticsService } from '../../services/task-statistics.ts';
import type { TaskService } from '../../services/tasks.ts';
import { etagOf, expectedRevisions } from '../etag.ts';
import { route, type Route } from '../route.ts';

interface TaskRouteOptions {
  readonly tasks: TaskService;
  readonly taskStatistics: TaskStatisticsService;
  readonly taskExport: TaskExport;
}

export function taskRoutes({ tasks, taskStatistics, taskExport }: TaskRouteOptions): readonly Route[] {
  return [
    route(routes.listTasks, ({ actor, query }) => tasks.list(actor, query)),
    route(routes.exportTasks, ({ actor, query }) => taskExport.list(actor, query)),
    route(routes.exportTaskStatistics, ({ actor, query }) => taskExport.figures(actor, query)),
    route(routes.readTaskStatistics, ({ actor, query }) => taskStatistics.read(actor, query)),
    route(routes.createTask, async ({ actor, body, setHeader }) => tagged(await tasks.create(actor, body), setHeader)),
    route(routes.readTask, async ({ actor, params, setHeader }) =>
      tagged(await tasks.read(actor, params.id), setHeader),
    ),
    route(routes.moveTask, async ({ actor, params, body, ifMatch, setHeader }) =>
      tagged(await tasks.move(actor, params.id, body, expectedRevisions(ifMatch)), setHeader),
    ),
  ];
}

function tagged(
  answer: Result<TaskWithHistory, RefusalCode>,
  setHeader: (name: string, value: string) => void,
): Result<TaskWithHistory, RefusalCode> {
  if (answer.ok) setHeader('ETag', etagOf(answer.value.revision));
  return answer;
}
