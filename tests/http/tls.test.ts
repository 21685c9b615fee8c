// Over https by the server itself: the same app, the bound cookie, nothing older than TLS 1.2, and a readable word for
// whoever comes with plain http. The certificates in fixtures/ open nothing else.
import { copyFileSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect as connectPlain } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { MINUTE_MS } from '../../shared/lib/time.ts';
import { PASSWORD, startApp } from '../support/app.ts';
import { HandClock } from '../support/hand-clock.ts';
import { recordingLog } from '../support/store-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { eventually } from '../support/wire-clients.ts';

const CERT = fileURLToPath(new URL('../fixtures/localhost-cert.pem', import.meta.url));
const KEY = fileURLToPath(new URL('../fixtures/localhost-key.pem', import.meta.url));
const RENEWED = fileURLToPath(new URL('../fixtures/localhost-renewed-cert.pem', import.meta.url));
const ENV = { TLS_CERT: CERT, TLS_KEY: KEY, ADMIN_PASSWORD: PASSWORD };

interface Answer {
  readonly status: number | undefined;
  readonly cookie: string | undefined;
  readonly hsts: string | undefined;
}

function signIn(port: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = {
      port,
      path: '/api/v1/session',
      method: 'POST',
      ca: readFileSync(CERT),
      headers: { 'content-type': 'application/json' },
    };
    const sent = request(options, (response) => {
      response.resume();
      const { 'set-cookie': cookies, 'strict-transport-security': hsts } = response.headers;
      resolve({ status: response.statusCode, cookie: cookies?.[0], hsts });
    });
    sent.on('error', reject);
    sent.end(JSON.stringify({ username: 'admin', password: PASSWORD }));
  });
}

/** Everything the port says to these bytes until it closes the line. */
function sayPlainly(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const heard: Buffer[] = [];
    const line = connectPlain(port, '127.0.0.1', () => line.write(bytes));
    line.on('data', (chunk) => heard.push(chunk));
    line.on('error', reject);
    line.on('close', () => resolve(Buffer.concat(heard).toString()));
  });
}

/** Serial number of the certificate that is shown to a new connection. */
function serialAt(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const line = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      resolve(line.getPeerCertificate().serialNumber);
      line.destroy();
    });
    line.on('error', reject);
  });
}

test('[T47][T64] with a certificate the server speaks https, and its cookie goes nowhere else', async () => {
  const app = await startApp({ env: ENV });

  const answer = await signIn(app.port);

  expect(app.url).toBe(`https://127.0.0.1:${app.port}`);
  expect(answer).toEqual({
    status: 200,
    cookie: expect.stringMatching(
      /^__Host-gongbi_session=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    ),
    hsts: 'max-age=31536000',
  });
});

test('[T64] without a certificate nothing asks for https for ever', async () => {
  const app = await startApp();

  const reply = await app.anyone.get('//healthz');

  expect(reply.status).toBe(200);
  expect(reply.headers.get('strict-transport-security')).toBeNull();
});

test('[T64] plain http on the https port is told where to go, and nothing else', async () => {
  const app = await startApp({ env: { ...ENV, PUBLIC_URL: 'https://minutes.example.org' } });

  const heard = await sayPlainly(app.port, 'GET /api/v1/me?token=x HTTP/1.1\r\nHost: evil.example\r\n\r\n');

  expect(heard).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  expect(heard).toContain('This port speaks https only. Please open https://minutes.example.org\n');
  expect(heard).not.toMatch(/evil|token|set-cookie/i);
});

test('[T64] a WebSocket over plain ws does not come about on the https port', async () => {
  const app = await startApp({ env: ENV });
  const socket = new WebSocket(`ws://127.0.0.1:${app.port}/yjs/m/desk`);

  const status = await new Promise((resolve) => {
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
    socket.on('open', () => resolve('open'));
    socket.on('error', () => undefined);
  });

  expect(status).toBe(400);
});

test('what is neither TLS nor http is cut off, and the server goes on', async () => {
  const app = await startApp({ env: ENV });

  const heard = await sayPlainly(app.port, Buffer.from([0, 255, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0]));

  expect(heard).not.toMatch(/HTTP/);
  expect((await signIn(app.port)).status).toBe(200);
});

test('[T64] nothing older than TLS 1.2 is spoken', async () => {
  const app = await startApp({ env: ENV });
  const shake = (version: 'TLSv1.1' | 'TLSv1.2'): Promise<string> =>
    new Promise((resolve) => {
      const versions = { minVersion: version, maxVersion: version } as const;
      // The client's own security level would refuse the old version before the server can.
      const options = { ...versions, ciphers: 'DEFAULT@SECLEVEL=0', rejectUnauthorized: false };
      const line = connectTls({ port: app.port, host: '127.0.0.1', ...options }, () => {
        resolve(line.getProtocol() ?? '');
        line.destroy();
      });
      line.on('error', () => resolve('refused'));
    });

  expect([await shake('TLSv1.1'), await shake('TLSv1.2')]).toEqual(['refused', 'TLSv1.2']);
});

test('a renewed certificate is shown to new connections without a restart', async () => {
  const [cert, key] = ['cert.pem', 'key.pem'].map((name) => join(temporaryFolder(), name));
  copyFileSync(CERT, String(cert));
  copyFileSync(KEY, String(key));
  const clock = new HandClock();
  const log = recordingLog();
  const app = await startApp({ clock, log, env: { TLS_CERT: String(cert), TLS_KEY: String(key) } });
  const before = await serialAt(app.port);

  copyFileSync(RENEWED, String(cert));
  clock.advance(MINUTE_MS);

  await eventually(() => log.lines.some((line) => line.message === 'the certificate was renewed'), 'the renewal');
  expect([before === '01', await serialAt(app.port)]).toEqual([false, '01']);
});
