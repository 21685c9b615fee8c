// Global setup of the browser and long tests: they run the program as it is shipped, so it is built first, once. A build
// that fails is handed on to those tests; the others know nothing of it and still run.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Why there is nothing to test; empty when the build is there. */
    buildFault: string;
  }
}

const BUILD = fileURLToPath(new URL('../../.config/build.mjs', import.meta.url));

export function setup(project: TestProject): void {
  project.provide(
    'buildFault',
    faultOf(() => execFileSync(process.execPath, [BUILD, '--if-stale'], { stdio: 'inherit' })),
  );
}

function faultOf(build: () => void): string {
  try {
    build();
    return '';
  } catch (error) {
    return `the build failed, its messages are at the start of this run (${String(error)})`;
  }
}
