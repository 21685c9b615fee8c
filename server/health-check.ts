// A program of its own for container engines, which have nothing else to ask with: exit code 0 when the server on this
// machine can keep what it is given. Says why not in one line.
import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import { SECOND_MS } from '../shared/lib/time.ts';
import { loadConfig, type Config } from './config.ts';

const LIMIT_MS = 4 * SECOND_MS;
const EVERY_ADDRESS: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

try {
  const status = await readiness(loadConfig());
  if (status !== 200) fail(`/readyz answered ${status}`);
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}

function readiness({ port, host, tls }: Config): Promise<number> {
  const hostname = EVERY_ADDRESS.has(host) ? '127.0.0.1' : host;
  const options = { hostname, port, path: '/readyz', timeout: LIMIT_MS };
  return new Promise((resolve, reject) => {
    // The certificate is made out to the public name, and this question never leaves the machine.
    const asked = tls ? requestTls({ ...options, rejectUnauthorized: false }) : requestPlain(options);
    asked.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on('timeout', () => asked.destroy(new Error('no answer in time')));
    asked.on('error', reject);
    asked.end();
  });
}

function fail(problem: string): void {
  process.stderr.write(`gongbi: not ready: ${problem}\n`);
  process.exitCode = 1;
}
