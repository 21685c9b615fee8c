// Starts a program of ours as a thread: the file of that name beside whoever asks, from the source and when built.
import { fileURLToPath } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/** `beside` is the asking module's `import.meta.url`; `program` is a name without ending. Whoever starts it ends it. */
export function startThread(beside: string, program: string, options: WorkerOptions): Worker {
  const bare: WorkerOptions = { ...options, execArgv: [] };
  if (!beside.endsWith('.ts')) return new Worker(new URL(`./${program}.js`, beside), bare);
  const source = fileURLToPath(new URL(`./${program}.ts`, beside));
  // A thread does not inherit the loader of TypeScript: it loads its own.
  const boot = `const load = require('node:module').createRequire(${JSON.stringify(source)});`;
  return new Worker(`${boot} load('tsx/cjs'); load(${JSON.stringify(source)});`, { ...bare, eval: true });
}
