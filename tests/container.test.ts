// What the image and compose.yaml promise, read from the files themselves: no rights, no secrets, nothing writable but
// what must be. Whether the program really runs like that is shown in tests/rare/hardened.test.ts and proxy.test.ts.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isOlder } from '../shared/lib/version-order.ts';
import { OLDEST_NODE } from '../server/versions.ts';
import { ROOT } from './support/architecture/source-tree.ts';
import { at, readYaml } from './support/plain-yaml.ts';

const dockerfile = read('Dockerfile');
const compose = readYaml(read('compose.yaml'));
const caddyfile = at(compose, 'configs', 'caddyfile', 'content');
/** Instructions with their continued lines joined, comments left out. */
const instructions = dockerfile
  .replace(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => /^[A-Z]+ /.test(line));

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

function of(name: string): readonly string[] {
  return instructions.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1).trim());
}

/** Arguments of COPY from the working folder, without the target. */
function copied(): readonly string[] {
  const own = of('COPY').filter((line) => !line.startsWith('--from'));
  return own.flatMap((line) => line.split(/\s+/).slice(0, -1));
}

describe('the image', () => {
  test('copies only what is there, and the build context lets it through', () => {
    const allowed = read('.dockerignore')
      .split('\n')
      .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));

    expect(copied().filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    expect(
      copied()
        .map((path) => path.replace(/^\.\//, ''))
        .filter((path) => !allowed.includes(path)),
    ).toEqual([]);
  });

  test('holds everything that the build reads', () => {
    const build = read('.config/build.mjs');
    const sources = /const SOURCES = \[([^\]]+)\]/.exec(build)?.[1]?.match(/'[^']+'/g) ?? [];

    expect(sources.length).toBeGreaterThan(3);
    expect(sources.map((path) => path.slice(1, -1).split('/')[0])).toEqual(
      sources.map(() => expect.toSatisfy((top: string) => copied().some((path) => path === top))),
    );
  });

  test('holds what the settings of the build import', () => {
    const imported = [...read('vite.config.ts').matchAll(/from '\.\/([^']+)'/g)].map(([, path]) => path ?? '');

    expect(imported).not.toEqual([]);
    expect(imported.filter((path) => !copied().some((each) => path === each || path.startsWith(`${each}/`)))).toEqual(
      [],
    );
  });

  test('runs as a fixed user without rights, from the last line that names one', () => {
    expect(of('USER')).toEqual(['10001:10001']);
    expect(dockerfile).toMatch(/useradd .*--uid 10001 .*--shell \/usr\/sbin\/nologin/);
  });

  test('starts the program itself, so that signals need no shell to pass them on', () => {
    expect(of('CMD')).toEqual(['["node", "--enable-source-maps", "dist/server/main.js"]']);
    expect([of('ENTRYPOINT'), of('STOPSIGNAL')]).toEqual([[], ['SIGTERM']]);
  });

  test('asks for readiness with a program that the build makes', () => {
    expect(of('HEALTHCHECK')[0]).toContain('CMD ["node", "dist/server/health-check.js"]');
    expect(read('.config/build.mjs')).toContain("'health-check': 'server/health-check.ts'");
  });

  test('has a Node that the server starts with', () => {
    const [major] = of('ARG').flatMap((line) => /^NODE_VERSION=(\d+)$/.exec(line)?.[1] ?? []);

    expect(isOlder(`${major}.99.0`, OLDEST_NODE)).toBe(false);
    expect(of('FROM')).toEqual([
      expect.stringMatching(/^node:\$\{NODE_VERSION\}-bookworm AS build$/),
      expect.stringMatching(/^node:\$\{NODE_VERSION\}-bookworm-slim AS run$/),
    ]);
  });

  test('bakes no secret in and listens where compose expects it', () => {
    expect(of('ENV').concat(of('ARG')).join(' ')).not.toMatch(/PASSWORD|SECRET|TOKEN|KEY/);
    expect(of('ENV')[0]).toMatch(/NODE_ENV=production\s+DATA_DIR=\/data\s+HOST=0\.0\.0\.0\s+PORT=3000/);
    expect([of('EXPOSE'), of('VOLUME')]).toEqual([['3000'], ['/data']]);
  });

  test('takes dependencies from the lock file, and tools out again', () => {
    expect(of('RUN')[0]).toMatch(/^npm ci /);
    expect(of('RUN')[1]).toContain('npm prune --omit=dev');
    expect(of('RUN')[3]).toContain('rm -rf /usr/local/lib/node_modules');
  });

  test('holds Chinese fonts, and nothing of what fetched them', () => {
    expect(of('RUN')[2]).toMatch(/--no-install-recommends fonts-noto-cjk .*rm -rf \/var\/lib\/apt\/lists/);
  });
});

describe.each(['gongbi', 'proxy'])('the service %s', (name) => {
  const service = at(compose, 'services', name);

  test('has a read-only root, no capabilities and no way to get any', () => {
    expect(at(service, 'read_only')).toBe('true');
    expect(at(service, 'cap_drop')).toEqual(['ALL']);
    expect(at(service, 'security_opt')).toEqual(['no-new-privileges:true']);
    expect(Object.keys(service)).not.toEqual(expect.arrayContaining(['privileged']));
  });

  test('cannot use up the machine', () => {
    for (const limit of ['mem_limit', 'cpus', 'pids_limit']) expect(at(service, limit)).toMatch(/^\d+[gm]?$/);
    expect(at(service, 'logging', 'options')).toEqual({ 'max-size': '10m', 'max-file': '5' });
  });

  test('comes back after a restart of the machine', () => {
    expect(at(service, 'restart')).toBe('unless-stopped');
  });
});

describe('compose', () => {
  test('lets nobody reach the server but its proxy, and the server nobody at all', () => {
    expect(Object.keys(at(compose, 'services', 'gongbi'))).not.toContain('ports');
    expect(at(compose, 'services', 'gongbi', 'networks')).toEqual(['inside']);
    expect(at(compose, 'networks', 'inside', 'internal')).toBe('true');
    expect(at(compose, 'services', 'proxy', 'ports')).toEqual(['80:80', '443:443']);
  });

  test('believes exactly the one proxy that is there, and names the public address', () => {
    expect(at(compose, 'services', 'gongbi', 'environment')).toMatchObject({
      TRUST_PROXY: '1',
      PUBLIC_URL: expect.stringMatching(/^https:\/\/\$\{SITE:\?/),
    });
  });

  test('runs as the user of the image and gives it its own folder', () => {
    expect(at(compose, 'services', 'gongbi', 'user')).toBe('10001:10001');
    expect(at(compose, 'services', 'gongbi', 'volumes')).toEqual(['data:/data']);
    expect(at(compose, 'services', 'gongbi', 'tmpfs')).toEqual([
      expect.stringMatching(/^\/tmp:.*noexec,nosuid,nodev$/),
    ]);
  });

  test('waits longer for the end than the server takes', () => {
    expect(at(compose, 'services', 'gongbi', 'stop_grace_period')).toBe('30s');
  });

  test('the proxy writes the forwarding headers anew', () => {
    expect(caddyfile).toContain('header_up X-Forwarded-For {remote_host}');
    expect(caddyfile).toContain('header_up -Forwarded');
    expect(caddyfile).toContain('admin off');
  });

  test('holds no secret', () => {
    expect(read('compose.yaml')).not.toMatch(/PASSWORD|SECRET|TOKEN/);
  });
});

describe('reading YAML', () => {
  test('maps, lists, texts, anchors', () => {
    const source = "a:\n  - b: 1\n    c: 'x'\n  - d\ne: &f\n  g: [h, i]\nj: *f\nk: |\n  # l\n    m\nn: { o: p }\n";

    expect(readYaml(source)).toEqual({
      a: [{ b: '1', c: 'x' }, 'd'],
      e: { g: ['h', 'i'] },
      j: { g: ['h', 'i'] },
      k: '# l\n  m\n',
      n: { o: 'p' },
    });
  });

  test.each(['a\n', 'a: *b\n', 'a:\n   b: 1\n  c: 2\n'])('what is not understood is not guessed: %j', (source) => {
    expect(() => readYaml(source)).toThrow();
  });
});
