// One Chromium for every test, bench and picture: what CHROMIUM names, else the one inside @sparticuz/chromium, unpacked once
// beside node_modules, else Debian's. As a global setup it unpacks before the workers start.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Browser, type LaunchOptions } from 'playwright';

const run = promisify(execFile);
const DEBIAN = '/usr/bin/chromium';
const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface Found {
  readonly path: string;
  /** Where the unpacked one keeps the libraries that a bare machine lacks; null for an installed Chromium. */
  readonly folder: string | null;
}

/** What was found, for the life of this process. */
const found = new Map<typeof DEBIAN, Promise<Found>>();

/** Called by Vitest before the first browser test. */
export async function setup(): Promise<void> {
  await theChromium();
}

/** A running headless Chromium; the caller closes it. */
export async function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const { path, folder } = await theChromium();
  return chromium.launch({
    ...options,
    executablePath: path,
    args: [...ARGS, ...(options.args ?? [])],
    env: { ...ownEnvironment(), ...(folder === null ? {} : libraries(folder)), ...options.env },
  });
}

function theChromium(): Promise<Found> {
  const search = found.get(DEBIAN) ?? findChromium();
  found.set(DEBIAN, search);
  return search;
}

async function findChromium(): Promise<Found> {
  const named = process.env['CHROMIUM'];
  if (named !== undefined && named !== '') return { path: named, folder: null };
  const hasDebian = existsSync(DEBIAN);
  const folder = await lightFolder().catch((cause: unknown) => {
    if (hasDebian) return null;
    throw cause;
  });
  if (folder !== null && existsSync(join(folder, 'chromium'))) return { path: join(folder, 'chromium'), folder };
  if (hasDebian) return { path: DEBIAN, folder: null };
  throw new Error('no Chromium runs here: install one, and name it in the variable CHROMIUM');
}

/**
 * Where the one of the package is, or would be if it ran here. It scripts and draws a page as any Chromium does, and has no
 * windows of a browser around it, which are nearly half of what a desk costs: so it is preferred to an installed one.
 */
async function lightFolder(): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(MODULES, '@sparticuz/chromium/package.json'), 'utf8'));
  const folder = join(MODULES, '.cache', `chromium-${versionOf(manifest)}`);
  if (!existsSync(folder)) await unpack(folder);
  return folder;
}

/** Unpacks into a private folder and renames it, so that a killed run or two runs at once never leave half a browser. */
async function unpack(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const partial = await mkdtemp(`${folder}.`);
  try {
    // The package unpacks into the temporary directory of its process; as "Lambda" it brings its own libraries too.
    await run(
      process.execPath,
      ['--input-type=module', '-e', "await (await import('@sparticuz/chromium')).default.executablePath()"],
      { cwd: dirname(MODULES), env: { ...process.env, TMPDIR: partial, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' } },
    );
    await removeUnlessItRuns(partial);
    await rename(partial, folder).catch((cause: unknown) => {
      if (!existsSync(folder)) throw new Error('Chromium could not be unpacked', { cause });
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** On a machine of another kind it is there and does not start: then its folder stays without it, and nobody tries again. */
async function removeUnlessItRuns(folder: string): Promise<void> {
  const program = join(folder, 'chromium');
  await run(program, ['--version'], { env: { ...process.env, ...libraries(folder) } }).catch(async (error: unknown) => {
    if (!isRefusal(error)) throw error;
    await rm(program);
  });
}

/** It ended with a fault, or the system knows no way to start it; one that was killed may start the next time. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error)) return false;
  return typeof error.code === 'number' || ['ENOENT', 'EACCES', 'ENOEXEC'].includes(String(error.code));
}

function versionOf(manifest: unknown): string {
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) return String(manifest.version);
  throw new Error('@sparticuz/chromium has no version in its package.json');
}

/** The libraries and fonts that it brings along; of fonts, only where the machine has none of its own. */
function libraries(folder: string): Record<string, string> {
  const hasFonts = process.env['FONTCONFIG_PATH'] !== undefined || existsSync('/etc/fonts/fonts.conf');
  return {
    ...(hasFonts ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') }),
    LD_LIBRARY_PATH: [join(folder, 'al2023/lib'), process.env['LD_LIBRARY_PATH'] ?? ''].filter(Boolean).join(':'),
  };
}

function ownEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
