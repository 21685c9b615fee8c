// The keys of a hall's computer while its server is away.
import type { DeckStep } from '../state/backup-deck.svelte.ts';

/**
 * What a key asks for: those of presenters' remotes and the arrows turn pages, Escape gives the last picture back. With
 * Shift they begin to practise while the server is there. Null = not ours.
 */
export function deckStep(event: KeyboardEvent): DeckStep | null {
  // Nothing is written on a wall, so nothing is composed there.
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  if (event.key === 'Escape') return 'leave';
  const isOn = event.key === 'PageDown' || event.key === 'ArrowRight';
  if (event.shiftKey) return isOn ? 'practise' : null;
  if (isOn) return 'on';
  return event.key === 'PageUp' || event.key === 'ArrowLeft' ? 'back' : null;
}
