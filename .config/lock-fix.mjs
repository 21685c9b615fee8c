// `npm run lock:fix`, after every `npm install`: where the registry lacks an optional package for some other platform,
// npm leaves it out of the lock file without a word, and then `npm ci` refuses the lock. This writes those entries.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './build.mjs';

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'aix', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el'];

const path = join(ROOT, 'package-lock.json');
const lock = JSON.parse(readFileSync(path, 'utf8'));
const added = missing(lock.packages);
if (added.length > 0) {
  const entries = Object.entries({ ...lock.packages, ...Object.fromEntries(added) });
  // npm's own order, so that its next write changes nothing.
  lock.packages = Object.fromEntries(entries.sort(([a], [b]) => a.localeCompare(b, 'en')));
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
}
console.log(
  added.length === 0 ? 'package-lock.json is complete' : `added ${added.length}: ${added.map(([at]) => at).join(', ')}`,
);

/** Optional dependencies that are named in the lock, belong to a platform, and have no entry anywhere npm would look. */
function missing(packages) {
  const found = new Map();
  for (const [at, owner] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(owner.optionalDependencies ?? {})) {
      const platform = platformOf(name);
      if (platform === null || owner.peerDependenciesMeta?.[name] || isPresent(packages, at, name)) continue;
      found.set(`node_modules/${name}`, {
        version: range.replace(/^[\^~]/, ''),
        ...(platform.cpu && { cpu: [platform.cpu] }),
        ...(owner.dev && { dev: true }),
        ...(/musl/.test(name) && { libc: ['musl'] }),
        optional: true,
        ...(platform.os && { os: [platform.os] }),
      });
    }
  }
  return [...found];
}

/** npm looks beside the owner and then in every folder above it. */
function isPresent(packages, at, name) {
  const steps = at.split('/node_modules/');
  const above = steps.map((_step, depth) => steps.slice(0, depth + 1).join('/node_modules/'));
  return [...above, ''].some(
    (place) => packages[place === '' ? `node_modules/${name}` : `${place}/node_modules/${name}`],
  );
}

/** What a package's name says of its platform: `…-linux-arm64-musl`, `…-darwin-universal`, `…-wasm32-wasi`. */
function platformOf(name) {
  const words = name.split(/[-/]/);
  if (words.includes('wasm32')) return { cpu: 'wasm32' };
  const os = SYSTEMS.find((system) => words.includes(system));
  if (os === undefined) return null;
  return { os, cpu: PROCESSORS.find((processor) => words.includes(processor)) };
}
