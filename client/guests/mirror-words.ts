// The words of the mirror in the reader's language; the page stands alone and loads no other catalogue.
import type { Catalogue, Locale } from '../../shared/i18n/locale.ts';
import { mirror as english } from '../../shared/i18n/en/mirror.ts';
import { mirror as chinese } from '../../shared/i18n/zh-CN/mirror.ts';
import { hallWords, type HallWords } from '../scenes/words.ts';

export interface MirrorWords {
  /** What the scenes say. */
  readonly hall: HallWords;
  /** What stands around them, and what is said aloud. */
  readonly own: Catalogue<typeof chinese>;
}

export function mirrorWords(locale: Locale): MirrorWords {
  return { hall: hallWords(locale), own: locale === 'en' ? english : chinese };
}
