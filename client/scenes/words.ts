// The hall's words in the screen's language. The hall page stands alone and loads no other catalogue.
import type { Catalogue, Locale } from '../../shared/i18n/locale.ts';
import { hall as chinese } from '../../shared/i18n/zh-CN/hall.ts';
import { hall as english } from '../../shared/i18n/en/hall.ts';

export type HallWords = Catalogue<typeof chinese>;

export function hallWords(locale: Locale): HallWords {
  return locale === 'en' ? english : chinese;
}
