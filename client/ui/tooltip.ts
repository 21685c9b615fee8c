// A short text that appears beside a control on hover and on keyboard focus. It repeats or explains; it never holds the
// only copy of anything. Drawn in the top layer, so no column clips it.
import type { Attachment } from 'svelte/attachments';

const DELAY_MS = 350;
const GAP_PX = 6;

/** Attaches `text` to an element: `{@attach tooltip(text)}`; null = none. Its look is `.tooltip` in base.css. */
export function tooltip(text: string | null | undefined): Attachment<HTMLElement> {
  return (control) => {
    if (text === null || text === undefined || text === '') return;
    let bubble: HTMLElement | null = null;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const show = (): void => {
      bubble ??= makeBubble(text);
      if (!bubble.isConnected) document.body.append(bubble);
      bubble.showPopover();
      place(bubble, control.getBoundingClientRect());
    };
    const soon = (): void => {
      clearTimeout(waiting);
      waiting = setTimeout(show, DELAY_MS);
    };
    const onFocus = (): void => {
      if (control.matches(':focus-visible')) soon();
    };
    const hide = (): void => {
      clearTimeout(waiting);
      bubble?.remove();
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') hide();
    };
    control.addEventListener('pointerenter', soon);
    control.addEventListener('pointerleave', hide);
    control.addEventListener('pointerdown', hide);
    control.addEventListener('focus', onFocus);
    control.addEventListener('blur', hide);
    control.addEventListener('keydown', onKey);
    return () => {
      hide();
      control.removeEventListener('pointerenter', soon);
      control.removeEventListener('pointerleave', hide);
      control.removeEventListener('pointerdown', hide);
      control.removeEventListener('focus', onFocus);
      control.removeEventListener('blur', hide);
      control.removeEventListener('keydown', onKey);
    };
  };
}

function makeBubble(text: string): HTMLElement {
  const bubble = document.createElement('div');
  bubble.className = 'tooltip';
  bubble.setAttribute('role', 'tooltip');
  bubble.setAttribute('popover', 'manual');
  bubble.textContent = text;
  return bubble;
}

/** Below the control and centred on it, moved inside the window; above it when there is no room below. */
function place(bubble: HTMLElement, control: DOMRect): void {
  const { width, height } = bubble.getBoundingClientRect();
  const left = Math.max(GAP_PX, Math.min(control.left + control.width / 2 - width / 2, innerWidth - width - GAP_PX));
  const below = control.bottom + GAP_PX;
  const top = below + height > innerHeight ? control.top - height - GAP_PX : below;
  bubble.style.left = `${left}px`;
  bubble.style.top = `${top}px`;
}
