// Offers to take back the step that was just made: for as long as it is the last one, since undoing takes the last.
import type { MeetingState } from './meeting.svelte.ts';
import type { WorkspaceView } from './workspace-view.svelte.ts';

/** `message` says what was done. Anything else that is done or undone withdraws the offer. */
export function offerUndoOfStep(view: WorkspaceView, meeting: MeetingState, message: string): void {
  const { undoing } = meeting;
  const withdraw = (): void => view.withdraw(offer);
  const stop = undoing.onStep({ added: withdraw, popped: withdraw });
  const offer = view.offerUndo(
    message,
    () => {
      stop();
      meeting.undo();
    },
    stop,
  );
}
