// When something far down a page is worth making: as it comes near the window, or in an idle moment.
import type { Attachment } from 'svelte/attachments';

/** How far outside the window still counts as near. */
const MARGIN = '800px 0px';

/** Calls `come` once. */
export function whenNear(come: () => void): Attachment<HTMLElement> {
  return (element) => {
    const stop = (): void => {
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
