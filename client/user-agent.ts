// The few words in which the server keeps what a browser said of itself (server/auth/agent.ts), as names that can be said
// in either language. What is no browser stays as it called itself.

export type BrowserName = 'wechat' | 'edge' | 'opera' | 'firefox' | 'chrome' | 'safari';
export type SystemName = 'windows' | 'mac' | 'linux' | 'chromeos' | 'android' | 'harmony' | 'iphone' | 'ipad';

interface Device {
  readonly browser: BrowserName | null;
  readonly system: SystemName | null;
}

const BROWSERS: ReadonlyMap<string, BrowserName> = new Map([
  ['微信', 'wechat'],
  ['Edge', 'edge'],
  ['Opera', 'opera'],
  ['Firefox', 'firefox'],
  ['Chrome', 'chrome'],
  ['Safari', 'safari'],
]);
const SYSTEMS: ReadonlyMap<string, SystemName> = new Map([
  ['Windows', 'windows'],
  ['macOS', 'mac'],
  ['Linux', 'linux'],
  ['ChromeOS', 'chromeos'],
  ['Android', 'android'],
  ['HarmonyOS', 'harmony'],
  ['iPhone', 'iphone'],
  ['iPad', 'ipad'],
]);

/** Null when no part of it is known. */
export function deviceOf(agent: string): Device | null {
  const parts = agent.split(' · ');
  const find = <Name>(names: ReadonlyMap<string, Name>): Name | null =>
    parts.map((part) => names.get(part)).find((name) => name !== undefined) ?? null;
  const [browser, system] = [find(BROWSERS), find(SYSTEMS)];
  return browser === null && system === null ? null : { browser, system };
}
