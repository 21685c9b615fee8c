// Taking a task off the list, with the way back.
import type { Catalogue } from '../../shared/i18n/locale.ts';
import type { workspace } from '../../shared/i18n/zh-CN/workspace.ts';
import { removeTask, restoreTask } from '../../shared/doc/desk-tasks.ts';
import type { DeskTask } from '../../shared/domain/task.ts';
import type { MeetingState } from './meeting.svelte.ts';
import type { WorkspaceView } from './workspace-view.svelte.ts';

/** Removes `task` and offers to bring it back. */
export function discardTask(
  { desk }: MeetingState,
  view: WorkspaceView,
  say: Catalogue<typeof workspace>['tasks'],
  task: Pick<DeskTask, 'id' | 'what'>,
): void {
  removeTask(desk, task.id);
  view.offerUndo(say.removed(task.what || say.unworded), () => restoreTask(desk, task.id));
}
