// The register of tasks: listed, read, handed out, moved.
import * as routes from '../../../shared/api/task-routes.schema.ts';
import { ok } from '../../../shared/lib/result.ts';
import type { TaskWithHistory } from '../../../shared/api/task.schema.ts';
import type { RefusalCode } from '../../../shared/domain/errors.ts';
import type { Result } from '../../../shared/lib/result.ts';
import type { LastReportService } from '../../services/last-report.ts';
import type { TaskStatisticsService } from '../../services/task-statistics.ts';
import type { TaskService } from '../../services/tasks.ts';
import { etagOf, expectedRevisions } from '../etag.ts';
import { route, type Route } from '../route.ts';

interface TaskRouteOptions {
  readonly tasks: TaskService;
  readonly taskStatistics: TaskStatisticsService;
  readonly lastReports: LastReportService;
}

export function taskRoutes({ tasks, taskStatistics, lastReports }: TaskRouteOptions): readonly Route[] {
  return [
    route(routes.listTasks, ({ actor, query }) => tasks.list(actor, query)),
    route(routes.listSupervisors, async ({ actor, query }) => {
      const listed = await tasks.supervisors(actor, query);
      return listed.ok ? ok({ supervisors: [...listed.value] }) : listed;
    }),
    route(routes.readTaskStatistics, ({ actor, query }) => taskStatistics.read(actor, query)),
    route(routes.readLastReport, ({ actor, params }) => lastReports.read(actor, params.id)),
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
