// Ctrl+Z right after a step of the meeting takes that step back, wherever the caret stands: starting an item puts it into
// the minutes. Once something was written since, the key is the text's again.
import { on } from 'svelte/events';
import type { MeetingState } from '../state/meeting.svelte.ts';
import type { WorkspaceView } from '../state/workspace-view.svelte.ts';
import { isComposed } from '../ui/composed-key.ts';

/** Called while a component initialises; ends with it. */
export function takeBackByKey(meeting: MeetingState, view: WorkspaceView): void {
  let isEdited = false;
  const edited = (): void => {
    isEdited = true;
  };

  function press(event: KeyboardEvent): void {
    const isUndo =
      (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'z';
    if (!isUndo || isComposed(event) || isEdited || view.offer?.isStep !== true) return;
    if (document.querySelector('dialog[open]')) return;
    event.preventDefault();
    event.stopPropagation();
    view.takeOffer();
  }

  $effect(() => {
    void view.offer;
    isEdited = false;
  });
  $effect(() => meeting.undoing.onStep({ added: edited, popped: edited }));
  $effect(() => on(document, 'input', edited, { capture: true }));
  $effect(() => on(document, 'keydown', press, { capture: true }));
}
