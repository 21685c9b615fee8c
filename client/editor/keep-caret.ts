// Of a bar of buttons over a text that is written in: a press on one takes neither focus nor selection out of the text.
import type { Attachment } from 'svelte/attachments';

/** Menus need the focus, so what opens one takes it. */
export const keepCaret: Attachment<HTMLElement> = (bar) => {
  const hold = (event: MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest('[aria-haspopup]') === null) event.preventDefault();
  };
  bar.addEventListener('mousedown', hold);
  return () => bar.removeEventListener('mousedown', hold);
};
