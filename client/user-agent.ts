// What a person calls a device, read from what its browser says of itself. Browsers lie in each other's names, so the
// order counts: the one that names itself in addition is the true one.

export type BrowserName = 'wechat' | 'edge' | 'firefox' | 'chrome' | 'safari' | 'program' | 'other';
export type SystemName = 'windows' | 'mac' | 'linux' | 'android' | 'iphone' | 'ipad' | 'other';

interface Device {
  readonly browser: BrowserName;
  readonly system: SystemName;
}

const BROWSERS: readonly (readonly [RegExp, BrowserName])[] = [
  [/MicroMessenger/i, 'wechat'],
  [/\bEdgA?(?:iOS)?\//, 'edge'],
  [/\b(?:Firefox|FxiOS)\//, 'firefox'],
  [/\b(?:Chrome|Chromium|HeadlessChrome|CriOS)\//, 'chrome'],
  [/\bSafari\//, 'safari'],
  [/^(?:curl|node|python|okhttp|Go-http|undici)/i, 'program'],
];
const SYSTEMS: readonly (readonly [RegExp, SystemName])[] = [
  [/iPad/, 'ipad'],
  [/iPhone/, 'iphone'],
  [/Android/, 'android'],
  [/Windows/, 'windows'],
  [/Macintosh|Mac OS X/, 'mac'],
  [/Linux|CrOS/, 'linux'],
];

export function deviceOf(agent: string): Device {
  const find = <Name extends string>(table: readonly (readonly [RegExp, Name])[], none: Name): Name =>
    table.find(([pattern]) => pattern.test(agent))?.[1] ?? none;
  return { browser: find(BROWSERS, 'other'), system: find(SYSTEMS, 'other') };
}
