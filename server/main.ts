// The program: settings in, server up, addresses printed, signals heard. Everything else is wired in app.ts.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InvariantError } from '../shared/lib/assert.ts';
import { createApp, type App } from './app.ts';
import { systemClock } from './clock.ts';
import { loadConfig, type Config } from './config.ts';
import { createLog } from './log.ts';
import { randomIds } from './random-ids.ts';

/** Beside this file both in the source (server/ and client/) and when built (dist/server and dist/client). */
const CLIENT = join(dirname(fileURLToPath(import.meta.url)), '..', 'client');

try {
  await start(loadConfig());
} catch (error) {
  fail(error);
}

async function start(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  const app = await createApp({
    ...{ config, log, clock: systemClock(), ids: randomIds() },
    client: config.production ? { kind: 'built', folder: CLIENT } : { kind: 'source', root: CLIENT },
    // A second try would only look successful.
    onFatal: fail,
  });
  const { port, publicUrl, setupLink } = await app.listen();
  // Before anything says that it runs: to process number 1 of a container, a signal that nobody hears never comes.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(app));
  const local = `${new URL(publicUrl).protocol}//localhost:${port}`;
  print(`Gongbi 共笔 is ready: ${[...new Set([publicUrl, local])].join('  ')}`);
  if (setupLink !== null) print(`First start: make the administrator's account at ${setupLink}`);
}

async function stop(app: App): Promise<void> {
  try {
    await app.close();
    process.exit(0);
  } catch (error) {
    fail(error);
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** One line that says what is wrong; with its stack only what nobody foresaw. */
function fail(error: unknown): never {
  const isForeseen = error instanceof Error && error.constructor !== TypeError && error.constructor !== InvariantError;
  const text = isForeseen ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`gongbi: ${text}\n`);
  process.exit(1);
}
