// How keys are called on the keyboard in front of the user: Ctrl+K here is ⌘K on a Mac. Knows no handler.

const MAC_NAMES: Readonly<Record<string, string>> = {
  Mod: '⌘',
  Ctrl: '⌘',
  Alt: '⌥',
  Shift: '⇧',
  Enter: '↩',
  Esc: 'esc',
  Backspace: '⌫',
};

const PC_NAMES: Readonly<Record<string, string>> = { Mod: 'Ctrl', Backspace: '⌫' };

/** Whether this page runs on an Apple keyboard. */
function isMac(): boolean {
  return /Mac|iPhone|iPad/iu.test(navigator.userAgent);
}

/** `keys` as written in code (`Mod+K`, `Alt+N`, `?`), as its user reads it. */
export function keyText(keys: string, onMac: boolean = isMac()): string {
  const parts = keys.split('+').filter((part) => part !== '');
  if (onMac) return parts.map((part) => MAC_NAMES[part] ?? part).join('');
  return parts.map((part) => PC_NAMES[part] ?? part).join('+');
}
