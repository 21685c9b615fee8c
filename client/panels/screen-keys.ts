// The keys of the console: those that presenters' remotes send (page down and up, B), F and N.

export type ConsoleAct = 'take' | 'back' | 'blank' | 'freeze' | 'nextItem';

/** What `event` asks the console for; null for a key that is written, composed or somebody else's. */
export function consoleKey(event: KeyboardEvent): ConsoleAct | null {
  if (event.isComposing || event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey)
    return null;
  if (event.target instanceof HTMLElement && event.target.matches('input:not([type="radio"]), textarea, select'))
    return null;
  switch (event.code) {
    case 'PageDown':
      return 'take';
    case 'PageUp':
      return 'back';
    case 'KeyB':
      return 'blank';
    case 'KeyF':
      return 'freeze';
    case 'KeyN':
      return 'nextItem';
    default:
      return null;
  }
}
