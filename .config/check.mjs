// `npm run check`: every judgement about the sources that needs no running program, two at a time. Prints a line for
// each with its seconds, the full output of those that object, and exits 1 if any did.
import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { ROOT } from './build.mjs';

// Slowest first, so that the two lanes end together.
const STEPS = [
  ['lint', 'eslint', ['--config', '.config/eslint.config.js', '--max-warnings', '0', '.']],
  ['types of components', 'svelte-check', ['--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human']],
  ['types', 'tsc', ['--noEmit', '--project', '.']],
  ['format', 'prettier', ['--check', '--log-level', 'warn', '.']],
  [
    'architecture',
    'vitest',
    ['run', '--reporter=dot', '--project', 'unit', 'tests/architecture.test.ts', 'tests/unused-exports.test.ts'],
  ],
];

async function main() {
  const waiting = [...STEPS];
  const red = [];
  const lane = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const [name, command, args] = step;
      const { code, output, seconds } = await run(command, args);
      console.log(`${code === 0 ? 'ok ' : 'RED'} ${name} (${seconds.toFixed(1)} s)`);
      if (code === 0) continue;
      red.push(name);
      console.log(output.trimEnd());
    }
  };
  await Promise.all([lane(), lane()]);
  console.log(red.length === 0 ? 'check: green' : `check: red in ${red.join(', ')}`);
  process.exitCode = red.length === 0 ? 0 : 1;
}

function run(command, args) {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    // Through npx, so that a missing tool is an error and never a download.
    const child = spawn('npx', ['--no-install', command, ...args], {
      cwd: ROOT,
      env: { ...process.env, NO_COLOR: '1' },
      shell: process.platform === 'win32',
    });
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, output: Buffer.concat(chunks).toString(), seconds: (performance.now() - started) / 1000 });
    });
  });
}

await main();
