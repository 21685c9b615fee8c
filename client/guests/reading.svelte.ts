// How one reads a guest's page on this device: language, light or dark, the size of the letters. Kept for the next visit, the
// language too when one chose it; an address may ask for it.
import { isLocale, type Locale } from '../../shared/i18n/locale.ts';
import { recall, remember } from '../memory.ts';

export class Reading {
  readonly #name: string;
  #locale: Locale = $state('zh-CN');
  #isLight = $state(false);
  #isLarge = $state(false);

  /** `name`: of the page; `usual`: how it looks until one chooses. */
  constructor(name: string, usual: 'light' | 'dark') {
    this.#name = name;
    const query = new URLSearchParams(location.search);
    const asked = [query.get('lang'), this.#recall('lang')].find((one) => one != null && isLocale(one));
    this.#locale = asked != null && isLocale(asked) ? asked : /^en\b/i.test(navigator.language) ? 'en' : 'zh-CN';
    this.#isLight = (query.get('theme') ?? this.#recall('theme') ?? usual) === 'light';
    this.#isLarge = this.#recall('size') === 'large';
    this.#show();
  }

  get locale(): Locale {
    return this.#locale;
  }

  get isLight(): boolean {
    return this.#isLight;
  }

  get isLarge(): boolean {
    return this.#isLarge;
  }

  turnLocale(): void {
    this.#locale = this.#locale === 'en' ? 'zh-CN' : 'en';
    this.#keep('lang', this.#locale);
  }

  turnLight(): void {
    this.#isLight = !this.#isLight;
    this.#keep('theme', this.#isLight ? 'light' : 'dark');
  }

  turnLarge(): void {
    this.#isLarge = !this.#isLarge;
    this.#keep('size', this.#isLarge ? 'large' : 'usual');
  }

  #recall(what: string): string | null {
    return recall(`gongbi.${this.#name}.${what}`);
  }

  #keep(what: string, value: string): void {
    remember(`gongbi.${this.#name}.${what}`, value);
    this.#show();
  }

  /** What shows behind the page when it is pulled beyond its end, and how it is read out. */
  #show(): void {
    document.documentElement.lang = this.#locale;
    document.documentElement.dataset['theme'] = this.#isLight ? 'light' : 'dark';
  }
}
