// The register of tasks: listed, read, handed out, moved.
import * as routes from '../../../shared/api/task-routes.schema.ts';
import { ok } from '../../../shared/lib/result.ts';
import type { TaskWithHistory } from '../../../shared/api/task.schema.ts';
import type { RefusalCode } from '../../../shared/domain/errors.ts';
import type { Result } from '../../../shared/lib/result.ts';
import type { LastReportService } from '../../services/last-report.ts';
import type { TaskExport } from '../../services/task-export.ts';
import type { TaskStatisticsService } from '../../services/task-statistics.ts';
import type { TaskService } from '../../services/tasks.ts';
import { etagOf, expectedRevisions } from '../etag.ts';
import { route, streamRoute, type Route } from '../route.ts';
import { sendFile } from '../send-file.ts';
import { takeUpload, type UploadRouteOptions } from '../upload.ts';

interface TaskRouteOptions extends UploadRouteOptions {
  readonly tasks: TaskService;
  readonly taskStatistics: TaskStatisticsService;
  readonly lastReports: LastReportService;
  readonly taskExport: TaskExport;
}

export function taskRoutes(options: TaskRouteOptions): readonly Route[] {
  const { tasks, taskStatistics, taskExport, lastReports, ...uploads } = options;
  return [
    route(routes.listTasks, ({ actor, query }) => tasks.list(actor, query)),
    route(routes.listSupervisors, async ({ actor, query }) => {
      const listed = await tasks.supervisors(actor, query);
      return listed.ok ? ok({ supervisors: [...listed.value] }) : listed;
    }),
    route(routes.exportTasks, ({ actor, query }) => taskExport.list(actor, query)),
    route(routes.exportTaskStatistics, ({ actor, query }) => taskExport.figures(actor, query)),
    route(routes.readTaskStatistics, ({ actor, query }) => taskStatistics.read(actor, query)),
    route(routes.readLastReport, ({ actor, params }) => lastReports.read(actor, params.id)),
    route(routes.createTask, async ({ actor, body, setHeader }) => tagged(await tasks.create(actor, body), setHeader)),
    route(routes.readTask, async ({ actor, params, setHeader }) =>
      tagged(await tasks.read(actor, params.id), setHeader),
    ),
    route(routes.moveTask, async ({ actor, params, body, ifMatch, setHeader }) =>
      tagged(await tasks.move(actor, params.id, body, expectedRevisions(ifMatch)), setHeader),
    ),
    streamRoute(routes.uploadTaskFile, async ({ actor, params }, { request }) =>
      takeUpload(request, uploads, await tasks.beginFile(actor, params.id)),
    ),
    streamRoute(routes.readTaskFile, async ({ actor, params }, streams) => {
      const opened = await tasks.openFile(actor, params.id, params.file);
      return opened.ok ? sendFile(params.file, opened.value, streams) : opened;
    }),
  ];
}

function tagged(
  answer: Result<TaskWithHistory, RefusalCode>,
  setHeader: (name: string, value: string) => void,
): Result<TaskWithHistory, RefusalCode> {
  if (answer.ok) setHeader('ETag', etagOf(answer.value.revision));
  return answer;
}
