// Letters about tasks: previewed, and followed up.
import * as routes from '../../../shared/api/task-letter-routes.schema.ts';
import type { TaskLetterService } from '../../services/task-letters.ts';
import { route, type Route } from '../route.ts';

export function taskLetterRoutes({ taskLetters }: { readonly taskLetters: TaskLetterService }): readonly Route[] {
  return [
    route(routes.previewTaskLetters, ({ actor, body }) => taskLetters.previewTask(actor, body)),
    route(routes.previewAssignmentLetters, ({ actor, params, body }) =>
      taskLetters.previewAssignment(actor, params.id, body),
    ),
    route(routes.listTaskLetters, ({ actor, params }) => taskLetters.list(actor, params.id)),
  ];
}
