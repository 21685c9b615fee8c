// Builds client and server into dist/, beside a stamp of the moment the sources were read. `--if-stale` builds only
// when a source is newer than the stamp, and `buildIfStale` does the same for the start and command-line scripts.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const DIST = join(ROOT, 'dist');
const STAMP = join(DIST, 'stamp.json');
const SOURCES = [
  'client',
  'server',
  'shared',
  'vite.config.ts',
  'package-lock.json',
  '.config/build.mjs',
  '.config/sized-by-text.ts',
];
/** Entry of each server bundle → its source. */
const ENTRIES = {
  main: 'server/main.ts',
  cli: 'server/cli/main.ts',
  demo: 'server/demo.ts',
  'health-check': 'server/health-check.ts',
  // A thread, started from beside whatever starts it: all parts of the bundle lie in one folder.
  'ledger-worker': 'server/store/ledger-worker.ts',
  'history-worker': 'server/history/history-worker.ts',
  // A process, started likewise.
  'image-child': 'server/files/image-child.ts',
  'typeset-child': 'server/export/papers/typeset-child.ts',
};
/** Read as they are by the process that sets papers, from beside it. */
const TEMPLATES = 'server/export/papers/typst';

/** Warnings about the sources are wanted, hints about the bundler's own speed are not. */
const QUIET = { checks: { bundlerTimings: false } };

/** Builds in a process of its own, so that the bundler's memory is gone before the server starts. Throws when it fails. */
export function buildIfStale() {
  if (!isStale()) return;
  if (!existsSync(join(ROOT, 'node_modules/vite/package.json'))) {
    throw new Error(
      'dist/ is missing or older than the sources, and the build tools are not installed: run npm install',
    );
  }
  // Standard output belongs to the command that asked for the build.
  const built = spawnSync(process.execPath, [fileURLToPath(import.meta.url)], { stdio: ['ignore', 2, 2] });
  if (built.status !== 0) throw new Error('the build failed; its messages are above');
}

function isStale() {
  if (!existsSync(STAMP)) return true;
  const { newestMs } = JSON.parse(readFileSync(STAMP, 'utf8'));
  return newestSourceMs() > newestMs;
}

function newestSourceMs() {
  return Math.max(...SOURCES.map((path) => newestMs(join(ROOT, path))));
}

/** Folders count too: removing a file changes nothing but its folder's time. */
function newestMs(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}

async function build() {
  // A test hands on its NODE_ENV; what it then builds would be another client than the one shipped.
  process.env.NODE_ENV = 'production';
  // Read before building: what is edited meanwhile is newer than the stamp and builds again.
  const newest = newestSourceMs();
  const { build: viteBuild } = await import('vite');
  const configFile = join(ROOT, 'vite.config.ts');
  const fresh = join(DIST, `.fresh-${process.pid}`);
  mkdirSync(fresh, { recursive: true });
  try {
    await viteBuild({ configFile, logLevel: 'warn', build: { outDir: join(fresh, 'client'), rolldownOptions: QUIET } });
    await viteBuild(workerBuild(join(fresh, 'client')));
    await viteBuild({ configFile, logLevel: 'warn', build: serverBuild(join(fresh, 'server')) });
    cpSync(join(ROOT, TEMPLATES), join(fresh, 'server/typst'), { recursive: true });
    rmSync(STAMP, { force: true });
    for (const part of ['client', 'server']) {
      rmSync(join(DIST, part), { recursive: true, force: true });
      renameSync(join(fresh, part), join(DIST, part));
    }
    writeFileSync(STAMP, `${JSON.stringify({ newestMs: newest })}\n`);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** The service worker, after the client: it holds the names of all the client's files, and no hash in its own. */
function workerBuild(outDir) {
  return {
    configFile: false,
    root: join(ROOT, 'client'),
    logLevel: 'warn',
    define: { SHELL_FILES: JSON.stringify(shellFiles(outDir)) },
    build: {
      ...{ outDir, emptyOutDir: false, copyPublicDir: false, target: 'es2022' },
      rolldownOptions: {
        ...QUIET,
        input: join(ROOT, 'client/offline/service-worker.ts'),
        output: { format: 'iife', entryFileNames: 'service-worker.js' },
      },
    },
  };
}

/** Paths of the page and of everything it can load, and a name for exactly this content. */
function shellFiles(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'));
  const parts = Object.values(manifest).flatMap(({ file, css = [], assets = [] }) => [file, ...css, ...assets]);
  const paths = ['index.html', ...new Set(parts)].map((name) => `/${name}`);
  // The parts' names hold their hashes, and the page names the first of them.
  const page = readFileSync(join(folder, 'index.html'));
  const version = createHash('sha256').update(page).update(paths.join()).digest('hex').slice(0, 16);
  return { version, paths };
}

function serverBuild(outDir) {
  const present = Object.entries(ENTRIES).filter(([, source]) => existsSync(join(ROOT, source)));
  const input = Object.fromEntries(present.map(([name, source]) => [name, join(ROOT, source)]));
  return {
    ssr: true,
    outDir,
    sourcemap: true,
    manifest: false,
    copyPublicDir: false,
    rolldownOptions: {
      ...QUIET,
      input,
      output: {
        ...{ entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
        // The groups of the client's pages would tear the server's files apart across their order of loading.
        codeSplitting: true,
      },
    },
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    if (!process.argv.includes('--if-stale') || isStale()) await build();
  } catch (error) {
    // The bundler's message points to the place; its own stack helps nobody.
    console.error(error.message);
    process.exitCode = 1;
  }
}
