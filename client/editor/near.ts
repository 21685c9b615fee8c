// When something far down a page is worth making: as it comes near the window, in an idle moment, or the instant somebody
// presses on it.
import type { Attachment } from 'svelte/attachments';

/** How far outside the window still counts as near. */
const MARGIN = '800px 0px';

/** Calls `come` once. */
export function whenNear(come: () => void): Attachment<HTMLElement> {
  return (element) => {
    const stop = (): void => {
      element.removeEventListener('pointerdown', arrive, true);
      observer.disconnect();
      cancelIdle();
    };
    const arrive = (): void => {
      stop();
      come();
    };
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && arrive(), {
      rootMargin: MARGIN,
    });
    observer.observe(element);
    // Before the press itself: it then meets what was made.
    element.addEventListener('pointerdown', arrive, true);
    const cancelIdle = inIdleMoment(arrive);
    return stop;
  };
}

function inIdleMoment(task: () => void): () => void {
  if (typeof requestIdleCallback === 'function') {
    const idle = requestIdleCallback(task);
    return () => cancelIdleCallback(idle);
  }
  // Safari has no idle callbacks; a moment later is as good.
  const timer = setTimeout(task, 500);
  return () => clearTimeout(timer);
}
