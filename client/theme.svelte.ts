// Light, dark, or what the system says. Sets `data-theme` on the page, which tokens.css reads.
import { getContext, setContext } from 'svelte';
import { invariant } from '../shared/lib/assert.ts';
import { recall, remember } from './memory.ts';

export type ThemeChoice = 'auto' | 'light' | 'dark';
export const THEME_CHOICES: readonly ThemeChoice[] = ['auto', 'light', 'dark'];

const MEMORY_KEY = 'gongbi.theme';

export class Theme {
  #choice: ThemeChoice = $state('auto');
  readonly #systemDark: MediaQueryList;

  constructor(systemDark: MediaQueryList) {
    this.#systemDark = systemDark;
    const remembered = recall(MEMORY_KEY);
    this.#choice = THEME_CHOICES.find((choice) => choice === remembered) ?? 'auto';
    this.#show();
    systemDark.addEventListener('change', this.#show);
  }

  get choice(): ThemeChoice {
    return this.#choice;
  }

  set(choice: ThemeChoice): void {
    this.#choice = choice;
    remember(MEMORY_KEY, choice);
    this.#show();
  }

  close(): void {
    this.#systemDark.removeEventListener('change', this.#show);
  }

  readonly #show = (): void => {
    const dark = this.#choice === 'auto' ? this.#systemDark.matches : this.#choice === 'dark';
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  };
}

const CONTEXT = Symbol('theme');

export function provideTheme(theme: Theme): Theme {
  return setContext(CONTEXT, theme);
}

export function useTheme(): Theme {
  const theme = getContext<Theme | undefined>(CONTEXT);
  invariant(theme, 'no theme in this context');
  return theme;
}
