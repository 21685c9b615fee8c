// Alt+T in the minutes: what is selected, or the sentence at the caret that seems to set a task, becomes one, and one writes on.
// Anywhere else, and where there is neither, the side panel takes the key.
import type { Attachment } from 'svelte/attachments';
import { isComposed } from '../ui/composed-key.ts';

/** `take` answers whether a task was made. */
export function taskKey(take: () => boolean): Attachment<HTMLElement> {
  return (text) => {
    const press = (event: KeyboardEvent): void => {
      if (isTaskKey(event) && take()) event.preventDefault();
    };
    text.addEventListener('keydown', press);
    return () => text.removeEventListener('keydown', press);
  };
}

/** By the key's place, as Alt+N; not once it was taken. */
export function isTaskKey(event: KeyboardEvent): boolean {
  const isFree = !event.defaultPrevented && !isComposed(event);
  return isFree && event.code === 'KeyT' && event.altKey && !event.ctrlKey && !event.metaKey;
}
