// The program as the image ships it, run as the image runs it: only production dependencies, a user without rights, a root
// that cannot be written, and process number 1. No container engine is needed, only what the kernel offers.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { Caller, cookieIn, textField } from '../support/app.ts';
import { png } from '../support/files/pictures.ts';
import { upload } from '../support/files/uploads.ts';
import { IMAGE_USER, insideOf, layOutShippedTree, noSandbox, startInPlace } from '../support/shipped-tree.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { ADMINISTRATOR, BootFailure, freePort, ServerUnderTest } from '../e2e/support/server.ts';

const NO_SANDBOX = noSandbox();
let tree = '';

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'gongbi-image-'));
  layOutShippedTree(tree);
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

interface Running {
  readonly url: string;
  readonly port: number;
  readonly data: string;
  /** Lines of a file of the process in /proc. */
  proc(file: string): readonly string[];
  /** SIGTERM to the process itself; answers the exit code. */
  stop(): Promise<number | null>;
}

async function running(): Promise<Running> {
  const port = await freePort();
  const data = temporaryFolder();
  const url = `http://127.0.0.1:${port}`;
  const settings = { PORT: String(port), PUBLIC_URL: url, ADMIN_PASSWORD: ADMINISTRATOR.password };
  const env = { ...settings, NODE_ENV: 'production', HOST: '127.0.0.1', DATA_DIR: '/data', LOG_LEVEL: 'warn' };
  const outer = startInPlace({ tree, data, root: join(temporaryFolder(), 'root'), env });
  onTestFinished(() => void outer.kill('SIGKILL'));
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      if (said.includes(url)) resolve();
    };
    outer.stdout?.on('data', hear);
    outer.stderr?.on('data', hear);
    outer.once('close', () => reject(new Error(`it ended: ${said}`)));
  });
  const pid = insideOf(outer);
  return {
    ...{ url, port, data },
    proc: (file) => readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\n'),
    stop: () =>
      new Promise((resolve) => {
        outer.once('close', resolve);
        process.kill(pid, 'SIGTERM');
      }),
  };
}

/** What the HEALTHCHECK of the image says. */
function health(port: number): { readonly status: number | null; readonly stderr: string } {
  const env = { PATH: process.env.PATH, PORT: String(port), HOST: '0.0.0.0' };
  const { status, stderr } = spawnSync(process.execPath, [join(tree, 'dist/server/health-check.js')], {
    env,
    cwd: tree,
  });
  return { status, stderr: stderr.toString() };
}

describe.skipIf(NO_SANDBOX !== '')(`a place without rights${NO_SANDBOX === '' ? '' : ` (${NO_SANDBOX})`}`, () => {
  it('is enough to start, sign in, write, tell its health and stop in order', async () => {
    const server = await running();
    const asked = await fetch(`${server.url}/readyz`);
    const signedIn = await new Caller(server.url).post('/session', ADMINISTRATOR);
    const admin = new Caller(server.url, { cookie: cookieIn(signedIn) ?? '', origin: server.url });

    const made = await admin.post('/meetings', { title: '理事会' });
    // Made anew by a process of its own, which needs its library and a pipe, and no file to write.
    const picture = await upload(admin, textField(made, 'id'), { name: 'photo.png', content: png(64, 48) });
    const page = await fetch(server.url);
    const healthy = health(server.port);
    const code = await server.stop();

    expect([asked.status, signedIn.status, made.status, page.status]).toEqual([200, 200, 201, 200]);
    expect(picture).toMatchObject({ status: 201, body: { width: 64, height: 48 } });
    expect([healthy.status, code]).toEqual([0, 0]);
    expect(health(server.port)).toEqual({ status: 1, stderr: expect.stringMatching(/^gongbi: not ready: .+\n$/) });
    const again = await ServerUnderTest.start({ dataDir: server.data });
    onTestFinished(() => again.stop('SIGKILL'));
    expect((await (await again.admin()).get(`/meetings/${textField(made, 'id')}`)).status).toBe(200);
  });

  it('has no user of ours, no capability and nothing to write but /data and /tmp', async () => {
    const server = await running();

    const status = server.proc('status');
    const writable = server
      .proc('mounts')
      .map((line) => line.split(' '))
      .filter(([, , , options]) => /^rw/.test(options ?? ''));

    expect(status).toEqual(
      expect.arrayContaining([
        expect.stringMatching(new RegExp(`^Uid:\\s+${`${IMAGE_USER}\\s*`.repeat(4)}$`)),
        expect.stringMatching(/^CapEff:\s+0+$/),
        expect.stringMatching(/^CapBnd:\s+0+$/),
        expect.stringMatching(/^NoNewPrivs:\s+1$/),
        expect.stringMatching(/^NSpid:.*\s1$/),
      ]),
    );
    expect(writable.map(([, place]) => place).filter((place) => !/^\/(proc|dev)(\/|$)/.test(place ?? ''))).toEqual([
      '/data',
      '/tmp',
    ]);
    expect(await server.stop()).toBe(0);
  });
});

it('[P25] the shipped program refuses to start with a package older than its fix, and says which', async () => {
  const manifest = join(tree, 'node_modules/socket.io-parser/package.json');
  const real = readFileSync(manifest, 'utf8');
  onTestFinished(() => writeFileSync(manifest, real));
  writeFileSync(manifest, real.replace(/"version": "[^"]+"/, '"version": "4.2.6"'));

  const refusal = await ServerUnderTest.start({ main: join(tree, 'dist/server/main.js') }).catch(
    (error: unknown) => error,
  );

  expect(refusal).toBeInstanceOf(BootFailure);
  expect(refusal).toMatchObject({
    code: 1,
    lastWords: 'gongbi: socket.io-parser (loaded by socket.io) is 4.2.6, but 4.2.7 or newer is needed: run npm ci\n',
  });
});
