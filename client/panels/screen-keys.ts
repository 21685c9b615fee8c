// The keys of the console: those that presenters' remotes send (page down and up, B), F and N.
import { isComposed } from '../ui/composed-key.ts';

export type ConsoleAct = 'take' | 'back' | 'blank' | 'freeze' | 'nextItem';

/**
 * What `event` asks the console for; null for a key that is written, composed or somebody else's. A remote's keys write
 * nothing in a line, and whoever holds the remote does not see where the caret stands: they work there too.
 */
export function consoleKey(event: KeyboardEvent): ConsoleAct | null {
  if (isComposed(event) || event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey)
    return null;
  const isField =
    event.target instanceof HTMLElement && event.target.matches('input:not([type="radio"]), textarea, select');
  if (isField && event.code !== 'PageDown' && event.code !== 'PageUp') return null;
  switch (pressed(event)) {
    case 'PageDown':
      return 'take';
    case 'PageUp':
      return 'back';
    case 'b':
      return 'blank';
    case 'f':
      return 'freeze';
    case 'n':
      return 'nextItem';
    default:
      return null;
  }
}

/** The letter as the keyboard's own layout has it, by its place where that layout writes no Latin; other keys by place. */
function pressed({ key, code }: KeyboardEvent): string {
  if (/^[a-z]$/iu.test(key)) return key.toLowerCase();
  return code.startsWith('Key') ? code.slice(-1).toLowerCase() : code;
}
