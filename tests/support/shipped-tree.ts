// What the image holds, laid out in a folder: the built program and the production dependencies, copied, so that nothing
// of the tools or sources can be reached from it. And a place without rights to run it in, as a container engine makes one.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, cpSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './architecture/source-tree.ts';
import { shippedIn, type LockEntry } from './supply-chain.ts';

/** As in the Dockerfile. */
export const IMAGE_USER = 10_001;

/** Fills `folder`. Optional packages of other platforms are not there to be copied. */
export function layOutShippedTree(folder: string): void {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, LockEntry>>;
  };
  // What a package brought along lies in its own folder and comes with it, unless only a tool needs it.
  const tops = shippedIn(lock.packages).filter(({ at }) => at.lastIndexOf('node_modules/') === 0);
  for (const { at, isOptional } of tops) {
    const from = join(ROOT, at);
    try {
      cpSync(realpathSync(from), join(folder, at), { recursive: true, dereference: true });
    } catch (error) {
      if (!isOptional) throw error;
    }
  }
  cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
  copyFileSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  chmodSync(folder, 0o755);
}

/** Why this machine cannot make such a place; empty when it can. */
export function noSandbox(): string {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'needs Linux and root';
  const tried = spawnSync('unshare', ['--mount', '--pid', '--fork', 'setpriv', '--no-new-privs', 'true']);
  return tried.status === 0 ? '' : 'needs unshare and setpriv, and the right to mount';
}

interface Place {
  /** From `layOutShippedTree`; seen as /app. */
  readonly tree: string;
  /** Seen as /data, the only folder that keeps anything. */
  readonly data: string;
  /** An empty folder to build the place in. */
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The root is read-only, the process has a fixed user, no capability and number 1; only /data and /tmp can be written.
 * Everything is gone with the process.
 */
const SCRIPT = `set -e
mount -t tmpfs tmpfs "$ROOT"
cd "$ROOT"
mkdir usr app data tmp proc dev node
for name in bin lib lib64; do ln -s "usr/$name" "$name"; done
mount --bind /usr usr
mount -o remount,ro,bind usr
mount --bind "$NODE" node
mount -o remount,ro,bind node
mount --bind "$TREE" app
mount -o remount,ro,bind app
mount --bind "$DATA" data
mount -t tmpfs -o noexec,nosuid,nodev,mode=1777 tmpfs tmp
mount -t proc proc proc
mount --rbind /dev dev
mount -o remount,ro "$ROOT"
exec chroot "$ROOT" /usr/bin/setpriv --reuid ${IMAGE_USER} --regid ${IMAGE_USER} --clear-groups --no-new-privs \\
  --bounding-set=-all --inh-caps=-all /usr/bin/env --chdir=/app /node/node --enable-source-maps dist/server/main.js`;

/** Starts the server of the image there. */
export function startInPlace({ tree, data, root, env }: Place): ChildProcess {
  mkdirSync(root, { recursive: true });
  chownSync(data, IMAGE_USER, IMAGE_USER);
  const shell = ['--mount', '--propagation', 'private', '--pid', '--fork', '--kill-child', 'sh', '-c', SCRIPT];
  return spawn('unshare', shell, {
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', ROOT: root, TREE: tree, DATA: data, NODE: nodeFolder(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** The host's number of the process that `unshare` started. */
export function insideOf(outer: ChildProcess): number {
  const children = readFileSync(`/proc/${outer.pid}/task/${outer.pid}/children`, 'utf8').trim();
  return Number(children.split(' ')[0]);
}

function nodeFolder(): string {
  return dirname(realpathSync(process.execPath));
}
