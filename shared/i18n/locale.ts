// The two languages and the type that keeps their catalogues equal: a key missing in one fails the type check.

export type Locale = 'zh-CN' | 'en';
export const LOCALES: readonly Locale[] = ['zh-CN', 'en'];

/** The shape of a catalogue: sentences, or functions that make one, in named groups. */
export type Catalogue<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : Catalogue<T[K]>;
};

export function isLocale(text: string): text is Locale {
  return text === 'zh-CN' || text === 'en';
}
