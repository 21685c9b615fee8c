// Global setup of the browser and long tests: they run the program as it is shipped, so it is built first, once.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export function setup(): void {
  execFileSync(process.execPath, [fileURLToPath(new URL('../../.config/build.mjs', import.meta.url)), '--if-stale'], {
    stdio: 'inherit',
  });
}
