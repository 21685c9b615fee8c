// When something far down a page is worth making: as it comes into the window, in an idle moment, or the instant somebody
// presses on it. Idle moments come one by one, in the order asked for.
import type { Attachment } from 'svelte/attachments';

/** A page that is never idle gets it after this time. */
const IDLE_LIMIT_MS = 500;

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
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && arrive());
    observer.observe(element);
    // Before the press itself: it then meets what was made.
    element.addEventListener('pointerdown', arrive, true);
    const cancelIdle = inIdleMoment(arrive);
    return stop;
  };
}

/** Answers how to call it off. */
export function inIdleMoment(task: () => void): () => void {
  if (typeof requestIdleCallback === 'function') {
    const idle = requestIdleCallback(task, { timeout: IDLE_LIMIT_MS });
    return () => cancelIdleCallback(idle);
  }
  // Safari has no idle callbacks; a moment later is as good.
  const timer = setTimeout(task, IDLE_LIMIT_MS);
  return () => clearTimeout(timer);
}
