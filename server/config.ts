// The environment and `.env`, read once at start into one checked value. A wrong or unsupported setting stops the start
// with one line that names it (contract.md, Environment); nothing else in the program reads the environment.
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import type { EpochMs } from '../shared/lib/time.ts';
import { systemClock } from './clock.ts';
import { LOG_LEVELS, type LogLevel } from './log.ts';
import { readNotifySettings, SettingFault, type NotifySettings } from './notify/settings.ts';
import { judgedTls, TlsFault, type TlsFiles, type TlsPaths } from './tls-files.ts';

export interface Config {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** Origin under which people reach the server, without a slash at the end; null = made from the LAN address. */
  readonly publicUrl: string | null;
  /** This machine's address in its network, `localhost` when it has none. */
  readonly lanAddress: string;
  /** Absolute. */
  readonly dataDir: string;
  /** Where the operator puts official fonts for papers; absolute, need not be there. */
  readonly fontsDir: string;
  readonly tls: TlsFiles | null;
  /** How many proxies in front are believed about the caller's address. */
  readonly trustProxy: number;
  readonly logLevel: LogLevel;
  /** IANA name; days and wall times are read in it. */
  readonly timeZone: string;
  /** First start only: makes the account `admin`. */
  readonly adminPassword: string | null;
  /** How notices leave the house. */
  readonly notify: NotifySettings;
  /** False = the client comes from source, with hot reloading. */
  readonly production: boolean;
  /** log2 of scrypt's N. */
  readonly passwordCost: number;
}

/** Whether people reach the server by https: by itself, or through a proxy that PUBLIC_URL names. */
export function isSecure({ tls, publicUrl }: Config): boolean {
  return tls !== null || publicUrl?.startsWith('https:') === true;
}

/** A setting that stops the start; the message is one line and begins with the variable's name. */
export class ConfigFault extends Error {
  override readonly name = 'ConfigFault';
  readonly variable: string;

  constructor(variable: string, problem: string, options?: ErrorOptions) {
    super(`${variable}: ${problem}`, options);
    this.variable = variable;
  }
}

/** What the reader needs from the machine, so that tests can give their own. */
export interface ConfigSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Throws when the file cannot be read. */
  readFile(path: string): string;
  readonly lanAddress: string;
  /** When a certificate must be valid; absent = now. */
  readonly now?: EpochMs;
}

export const PASSWORD_COST = 15;
const UNSUPPORTED: Readonly<Record<string, string>> = {
  DATABASE_URL: 'PostgreSQL is not supported by this version; remove it to use SQLite in DATA_DIR',
  REDIS_URL: 'running on several nodes is not supported by this version; remove it',
};

/** Settings of this process: `.env` of the working folder beneath the real environment. Throws `ConfigFault`. */
export function loadConfig(): Config {
  return readConfig({
    env: { ...dotEnv(), ...process.env },
    readFile: (path) => readFileSync(path, 'utf8'),
    lanAddress: ownLanAddress(),
  });
}

/** Checks every setting. An empty value counts as absent. Throws `ConfigFault` naming the first wrong one. */
export function readConfig({ env, readFile, lanAddress, now = systemClock().now() }: ConfigSources): Config {
  const text = (name: string): string | null => env[name]?.trim() || null;
  for (const [name, problem] of Object.entries(UNSUPPORTED)) {
    if (text(name) !== null) throw new ConfigFault(name, problem);
  }
  return {
    port: wholeNumber('PORT', text('PORT') ?? '3000', 65_535),
    host: hostName(text('HOST') ?? '0.0.0.0'),
    publicUrl: publicOrigin(text('PUBLIC_URL')),
    lanAddress,
    dataDir: resolve(text('DATA_DIR') ?? './data'),
    fontsDir: resolve(text('FONTS_DIR') ?? join(text('DATA_DIR') ?? './data', 'fonts')),
    tls: tlsFiles(tlsPaths(text('TLS_CERT'), text('TLS_KEY')), readFile, now),
    trustProxy: wholeNumber('TRUST_PROXY', text('TRUST_PROXY') ?? '0', 10),
    logLevel: logLevel(text('LOG_LEVEL') ?? 'info'),
    timeZone: timeZone(text('TZ_DEFAULT') ?? 'Asia/Shanghai'),
    adminPassword: adminPassword(env.ADMIN_PASSWORD),
    notify: notifySettings(text, readFile),
    production: text('NODE_ENV') === 'production',
    passwordCost: PASSWORD_COST,
  };
}

function dotEnv(): Readonly<Record<string, string | undefined>> {
  try {
    return parseEnv(readFileSync('.env', 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw new ConfigFault('.env', 'the file is there but cannot be read', { cause: error });
  }
}

function ownLanAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  return addresses.find((entry) => entry.family === 'IPv4' && !entry.internal)?.address ?? 'localhost';
}

function wholeNumber(name: string, text: string, max: number): number {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
  if (!(value <= max)) throw new ConfigFault(name, `"${text}" is not a whole number from 0 to ${max}`);
  return value;
}

function hostName(text: string): string {
  if (isIP(text) === 0 && !/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i.test(text)) {
    throw new ConfigFault('HOST', `"${text}" is neither an address nor a host name`);
  }
  return text;
}

function publicOrigin(text: string | null): string | null {
  if (text === null) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new ConfigFault('PUBLIC_URL', `"${text}" is not an http or https address`);
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '') {
    throw new ConfigFault(
      'PUBLIC_URL',
      `"${text}" must be only scheme, host and port, such as https://minutes.example.org`,
    );
  }
  return url.origin;
}

function tlsPaths(cert: string | null, key: string | null): TlsPaths | null {
  if (cert === null && key === null) return null;
  if (cert === null) throw new ConfigFault('TLS_CERT', 'missing, while TLS_KEY is set');
  if (key === null) throw new ConfigFault('TLS_KEY', 'missing, while TLS_CERT is set');
  return { cert, key };
}

function tlsFiles(paths: TlsPaths | null, readFile: ConfigSources['readFile'], now: EpochMs): TlsFiles | null {
  if (paths === null) return null;
  const cert = fileText('TLS_CERT', paths.cert, readFile);
  const key = fileText('TLS_KEY', paths.key, readFile);
  try {
    return judgedTls({ cert, key }, paths, now);
  } catch (error) {
    if (error instanceof TlsFault) throw new ConfigFault(error.variable, error.message, { cause: error });
    throw error;
  }
}

function fileText(name: string, path: string, readFile: ConfigSources['readFile']): string {
  try {
    return readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new ConfigFault(name, `${path} cannot be read${code}`, { cause: error });
  }
}

function notifySettings(text: (name: string) => string | null, readFile: ConfigSources['readFile']): NotifySettings {
  try {
    const file = (name: string): string | null => {
      const path = text(name);
      return path === null ? null : fileText(name, path, readFile);
    };
    return readNotifySettings(text, file);
  } catch (error) {
    if (error instanceof SettingFault) throw new ConfigFault(error.variable, error.message, { cause: error });
    throw error;
  }
}

function logLevel(text: string): LogLevel {
  const level = LOG_LEVELS.find((known) => known === text);
  if (level === undefined) throw new ConfigFault('LOG_LEVEL', `"${text}" is not one of ${LOG_LEVELS.join(', ')}`);
  return level;
}

function timeZone(name: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch (error) {
    throw new ConfigFault('TZ_DEFAULT', `"${name}" is not a time zone, such as Asia/Shanghai`, { cause: error });
  }
}

function adminPassword(text: string | undefined): string | null {
  if (text === undefined || text === '') return null;
  // The value itself is a secret and stays out of the message.
  if (text.length < 10 || text.length > 200) throw new ConfigFault('ADMIN_PASSWORD', 'must have 10 to 200 characters');
  return text;
}
