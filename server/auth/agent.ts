// What a browser says of itself, in a few words that tell a person which of their devices it is. Nothing is decided by it.

const MAX_CHARS = 120;
/** The first that fits names it: each of them claims to be those below it as well. */
const BROWSERS: readonly (readonly [mark: RegExp, name: string])[] = [
  [/MicroMessenger\//, '微信'],
  [/EdgA?\/|EdgiOS\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [mark: RegExp, name: string])[] = [
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/** `Chrome · Windows`; of a program that is no browser its own words, cleaned; empty when it says nothing. */
export function describeAgent(userAgent: string | undefined): string {
  const text = userAgent ?? '';
  const known = [nameIn(BROWSERS, text), nameIn(SYSTEMS, text)].filter((name) => name !== null);
  if (known.length > 0) return known.join(' · ');
  const clean = text.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
  return [...clean].slice(0, MAX_CHARS).join('');
}

function nameIn(names: readonly (readonly [RegExp, string])[], text: string): string | null {
  return names.find(([mark]) => mark.test(text))?.[1] ?? null;
}
