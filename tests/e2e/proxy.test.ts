// The proxy's part of compose.yaml, run by a real Caddy in the variant for a closed network: the page, both live wires,
// large bodies, and the address that reaches the server. Skipped by name where Caddy is not installed (`apt install caddy`).
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, request as plainRequest, type IncomingMessage } from 'node:http';
import { request, type RequestOptions } from 'node:https';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { connect } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { Caller, cookieIn, textField } from '../support/app.ts';
import { ROOT } from '../support/architecture/source-tree.ts';
import { at, readYaml } from '../support/plain-yaml.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { ADMINISTRATOR, freePort, ServerUnderTest } from './support/server.ts';

const NO_CADDY = spawnSync('caddy', ['version']).status === 0 ? '' : 'needs caddy';
const SITE = '127.0.0.1';
const MEGABYTE = 1_048_576;

interface Proxy {
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly url: string;
  /** Of the authority that the proxy made for itself, as a device of the house would trust it. */
  readonly ca: Buffer;
}

/** Caddy with the configuration in compose.yaml, in front of `upstream` instead of the container. */
async function proxyBefore(upstream: number, ports: { readonly http: number; readonly https: number }): Promise<Proxy> {
  const folder = temporaryFolder();
  const file = join(folder, 'Caddyfile');
  writeFileSync(file, configuration(upstream, ports));
  const env = { PATH: process.env.PATH, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  const caddy = spawn('caddy', ['run', '--config', file, '--adapter', 'caddyfile'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => void caddy.kill('SIGKILL'));
  await new Promise<void>((resolve, reject) => {
    let said = '';
    caddy.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (/serving initial configuration/.test(said) && /certificate obtained successfully/.test(said)) resolve();
    });
    caddy.once('close', () => reject(new Error(`caddy ended: ${said}`)));
  });
  const ca = readFileSync(join(folder, 'caddy/pki/authorities/local/root.crt'));
  const proxy = { httpPort: ports.http, httpsPort: ports.https, url: `https://${SITE}:${ports.https}`, ca };
  // A certificate that was obtained is served a moment later; until then a handshake is refused.
  await eventuallyShakesHands(proxy);
  return proxy;
}

async function eventuallyShakesHands({ httpsPort, ca }: Proxy): Promise<void> {
  for (let left = 100; ; left -= 1) {
    const socket = connect({ host: SITE, port: httpsPort, ca });
    const refusal = await once(socket, 'secureConnect').then(
      () => null,
      (cause: unknown) => new Error('no certificate is served', { cause }),
    );
    socket.destroy();
    if (refusal === null) return;
    if (left === 0) throw refusal;
    await setTimeout(100);
  }
}

function configuration(upstream: number, ports: { readonly http: number; readonly https: number }): string {
  const content = at(readYaml(readFileSync(join(ROOT, 'compose.yaml'), 'utf8')), 'configs', 'caddyfile', 'content');
  // As compose fills in what stands in .env, and on ports that need no rights.
  return String(content)
    .replaceAll(/\$\{SITE\}/g, SITE)
    .replaceAll(/\$\{CERTIFICATES:-\}/g, 'internal')
    .replace('gongbi:3000', `127.0.0.1:${upstream}`)
    .replace('admin off', `admin off\n\thttp_port ${ports.http}\n\thttps_port ${ports.https}`);
}

async function freePorts(): Promise<{ readonly http: number; readonly https: number }> {
  return { http: await freePort(), https: await freePort() };
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** `body`: what is sent, or how many bytes of anything. */
function ask({ httpsPort, ca }: Proxy, options: RequestOptions, body: Buffer | number = 0): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: SITE, port: httpsPort, ca, ...options }, (response) => {
      const heard: Buffer[] = [];
      response.on('data', (chunk: Buffer) => heard.push(chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode, headers: response.headers, text: Buffer.concat(heard).toString() });
      });
    });
    sent.on('error', reject);
    if (typeof body !== 'number') return sent.end(body);
    // The answer may come before all is sent; then the rest has nobody to go to.
    const chunk = Buffer.alloc(MEGABYTE, 7);
    let left = body;
    const more = (): void => {
      for (; left > 0; left -= chunk.length) if (!sent.write(chunk.subarray(0, left))) break;
      if (left <= 0) sent.end();
      else left -= chunk.length;
    };
    sent.on('drain', more);
    more();
  });
}

/** Says what reaches it: the forwarding headers and how many bytes. */
async function mirror(): Promise<number> {
  const server = createServer((incoming, response) => {
    let bytes = 0;
    const counter = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        bytes += chunk.length;
        done();
      },
    });
    void pipeline(incoming, counter).then(
      () => response.end(JSON.stringify({ bytes, headers: incoming.headers })),
      () => response.destroy(),
    );
  });
  onTestFinished(() => void server.close());
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return port;
}

/** The first message that comes over a WebSocket through the proxy. */
function firstMessage({ url, ca }: Proxy, path: string, say: Uint8Array | null): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace('https', 'wss')}${path}`, { ca });
    onTestFinished(() => socket.terminate());
    socket.on('open', () => say && socket.send(say));
    socket.on('message', (data: Buffer) => resolve(data));
    socket.on('error', reject);
    socket.on('close', (code) => reject(new Error(`closed with ${code}`)));
  });
}

describe.skipIf(NO_CADDY !== '')(`behind the proxy of compose.yaml${NO_CADDY === '' ? '' : ` (${NO_CADDY})`}`, () => {
  it('the page, the API and both live wires work over https', async () => {
    const ports = await freePorts();
    const env = { PUBLIC_URL: `https://${SITE}:${ports.https}`, TRUST_PROXY: '1' };
    const server = await ServerUnderTest.start({ env });
    onTestFinished(() => server.stop('SIGKILL'));
    const proxy = await proxyBefore(Number(new URL(server.url).port), ports);
    const { token, doc } = await meetingOn(server, proxy);

    const page = await ask(proxy, { path: '/' });
    const ready = await ask(proxy, { path: '/readyz' });
    const live = await firstMessage(proxy, '/socket.io/?EIO=4&transport=websocket', null);
    const stock = await firstMessage(proxy, `/yjs/${doc}?token=${token}`, Uint8Array.of(0, 0, 1, 0));

    expect([page.status, ready.status]).toEqual([200, 200]);
    expect(page.headers['strict-transport-security']).toBe('max-age=31536000');
    expect(live.toString()).toMatch(/^0\{"sid":/);
    // A message of the sync protocol (0): the server's step 1 or 2.
    expect([stock[0], [0, 1].includes(stock[1] ?? -1)]).toEqual([0, true]);
  });

  it('an attachment of nearly fifty megabytes arrives, byte for byte', async () => {
    const ports = await freePorts();
    const env = { PUBLIC_URL: `https://${SITE}:${ports.https}`, TRUST_PROXY: '1' };
    const server = await ServerUnderTest.start({ env });
    onTestFinished(() => server.stop('SIGKILL'));
    const proxy = await proxyBefore(Number(new URL(server.url).port), ports);
    const { token, doc } = await meetingOn(server, proxy);
    const content = Buffer.alloc(49 * MEGABYTE, '会');
    const form = new Response(formWith(content));
    const headers = { authorization: `Bearer ${token}`, 'content-type': form.headers.get('content-type') ?? '' };
    const path = `/api/v1/meetings/${doc.split('/')[0]}/files`;

    const sent = await ask(proxy, { path, method: 'POST', headers }, Buffer.from(await form.arrayBuffer()));

    expect(sent.status, sent.text).toBe(201);
    expect(JSON.parse(sent.text)).toMatchObject({
      sizeBytes: content.length,
      digest: createHash('sha256').update(content).digest('hex'),
    });
  });

  it('a large upload passes whole, and one that no route takes does not', async () => {
    const proxy = await proxyBefore(await mirror(), await freePorts());

    const large = await ask(proxy, { path: '/', method: 'POST' }, 50 * MEGABYTE);
    const huge = await ask(proxy, { path: '/', method: 'POST' }, 112 * MEGABYTE);

    expect(JSON.parse(large.text)).toMatchObject({ bytes: 50 * MEGABYTE });
    expect(huge).toMatchObject({ status: 413 });
  });

  it('[T49] what a caller claims about its address never passes', async () => {
    const proxy = await proxyBefore(await mirror(), await freePorts());
    const claims = { 'x-forwarded-for': '10.9.8.7', forwarded: 'for=10.9.8.7', 'x-forwarded-proto': 'http' };

    const { text } = await ask(proxy, { path: '/', headers: { ...claims, host: `${SITE}:${proxy.httpsPort}` } });

    const { headers } = JSON.parse(text) as { readonly headers: Readonly<Record<string, string>> };
    expect(headers).toMatchObject({ 'x-forwarded-for': SITE, 'x-forwarded-proto': 'https' });
    expect(headers).not.toHaveProperty('forwarded');
    expect(text).not.toContain('10.9.8.7');
  });

  it('[T64] plain http is sent on to https', async () => {
    const proxy = await proxyBefore(await mirror(), await freePorts());

    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      plainRequest({ host: SITE, port: proxy.httpPort, path: '/x' }, resolve).on('error', reject).end();
    });

    expect([answer.statusCode, answer.headers.location]).toEqual([308, `https://${SITE}/x`]);
  });
});

function formWith(content: Buffer): FormData {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(content)]), '记录.txt');
  return form;
}

async function meetingOn(
  server: ServerUnderTest,
  { url }: Proxy,
): Promise<{ readonly token: string; readonly doc: string }> {
  const signedIn = await new Caller(server.url).post('/session', ADMINISTRATOR);
  const admin = new Caller(server.url, { cookie: cookieIn(signedIn) ?? '', origin: url });
  const doc = `${textField(await admin.post('/meetings', { title: '理事会' }), 'id')}/desk`;
  return { token: await server.tokenOf(admin), doc };
}
