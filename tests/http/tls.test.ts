// Over https by the server itself: the same app, the bound cookie. The certificate in fixtures/ opens nothing else.
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { PASSWORD, startApp } from '../support/app.ts';

const CERT = fileURLToPath(new URL('../fixtures/localhost-cert.pem', import.meta.url));
const KEY = fileURLToPath(new URL('../fixtures/localhost-key.pem', import.meta.url));

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

test('[T47][T64] with a certificate the server speaks https, and its cookie goes nowhere else', async () => {
  const app = await startApp({ env: { TLS_CERT: CERT, TLS_KEY: KEY, ADMIN_PASSWORD: PASSWORD } });

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
