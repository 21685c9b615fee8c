// Tells the composition guard what the browser says about input methods, for every field under one root.
import type { CompositionGuard } from '../sync/composition.ts';

/** Watches compositions anywhere below `root`; returns the end of watching. */
export function watchCompositions(
  root: EventTarget,
  guard: Pick<CompositionGuard, 'start' | 'goOn' | 'end'>,
): () => void {
  const start = (): void => guard.start();
  const goOn = (): void => guard.goOn();
  const end = (): void => guard.end();
  // Captured: ProseMirror and inputs may stop the events before they would reach the root.
  root.addEventListener('compositionstart', start, true);
  root.addEventListener('compositionupdate', goOn, true);
  root.addEventListener('compositionend', end, true);
  return () => {
    root.removeEventListener('compositionstart', start, true);
    root.removeEventListener('compositionupdate', goOn, true);
    root.removeEventListener('compositionend', end, true);
  };
}
