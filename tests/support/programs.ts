// The threads, the child and the command line that the server's source starts, built once for a run: from the source each
// start loads and compiles TypeScript anew, which costs more than most tests. Tests over the source start them as the
// shipped server does, from beside itself.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** As deep as the shipped server, so that it finds the same packages. */
const PLACE = join(ROOT, 'dist/programs');
const PROGRAMS: Readonly<Record<string, string>> = {
  cli: 'server/cli/main.ts',
  'ledger-worker': 'server/store/ledger-worker.ts',
  'history-worker': 'server/history/history-worker.ts',
  'image-child': 'server/files/image-child.ts',
  'typeset-child': 'server/export/papers/typeset-child.ts',
};
/** Modules that start one of them. */
const STARTERS = [
  ...['server/store/ledger-thread.ts', 'server/history/history-thread.ts', 'server/files/pictures.ts'],
  'server/export/papers/typeset-process.ts',
];

export const CLI = join(PLACE, 'cli.js');

/** Called by Vitest before the first test. */
export async function setup(): Promise<void> {
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    build: {
      ssr: true,
      outDir: PLACE,
      // Another run may be reading them.
      emptyOutDir: false,
      copyPublicDir: false,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(PROGRAMS).map(([name, source]) => [name, join(ROOT, source)])),
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
  cpSync(join(ROOT, 'server/export/papers/typst'), join(PLACE, 'typst'), { recursive: true });
}

/** Tells the modules that start a program that they lie beside the built ones. */
export function besidePrograms(): Plugin {
  const starters = new Set(STARTERS.map((path) => join(ROOT, path)));
  return {
    name: 'beside-programs',
    enforce: 'pre',
    transform(code, id) {
      if (!starters.has(id)) return null;
      return {
        code: code.replaceAll('import.meta.url', JSON.stringify(`file://${join(PLACE, 'starter.js')}`)),
        map: null,
      };
    },
  };
}
