// Builds the program once more, with the planted store in the place of the real one: what a defect is switched on in is
// otherwise the program as it is shipped.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PLANTED = join(ROOT, 'tests/durability/planted');
/** Module of the product → the one that stands in for it. */
const STAND_INS: Readonly<Record<string, string>> = {
  [join(ROOT, 'server/store/store.ts')]: join(PLANTED, 'store.ts'),
  [join(ROOT, 'shared/doc/canonical.ts')]: join(PLANTED, 'canonical.ts'),
};

/** Answers the file to start. It lies beside the built client, whose pages it serves. */
export async function buildPlanted(): Promise<string> {
  const outDir = join(ROOT, 'dist/planted');
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    plugins: [standIns()],
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      copyPublicDir: false,
      rolldownOptions: {
        input: { main: join(ROOT, 'server/main.ts'), 'ledger-worker': join(PLANTED, 'ledger-worker.ts') },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
  return join(outDir, 'main.js');
}

function standIns(): Plugin {
  return {
    name: 'stand-ins',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (importer === undefined || importer.startsWith(PLANTED)) return null;
      const resolved = await this.resolve(source, importer, { skipSelf: true });
      return (resolved && STAND_INS[resolved.id]) ?? null;
    },
  };
}
