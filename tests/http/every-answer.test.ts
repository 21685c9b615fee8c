// What every answer carries, whatever was asked, and what no other site's page gets: over all routes that the server
// mounts, taken from the running program (T43, T44).
import { expect, test } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';

const READS: readonly string[] = ['get', 'head', 'options'];

/** An address of the route; its ids name nothing. */
function addressOf(path: string): string {
  return path.replaceAll(/\{\w+\}/g, 'nothing-of-this-name');
}

function foreignOrigins(app: TestApp): readonly string[] {
  return [
    'null',
    'http://evil.example',
    'https://evil.example',
    `http://127.0.0.1:${app.port + 1}`,
    `https://127.0.0.1:${app.port}`,
    `http://sub.127.0.0.1:${app.port}`,
    `http://127.0.0.1.evil.example:${app.port}`,
    `HTTP://127.0.0.1:${app.port}`,
    `http://127.0.0.1:${app.port}/`,
    'file://',
    'chrome-extension://abcdef',
    `http://evil.example, http://127.0.0.1:${app.port}`,
  ];
}

test('[T44] no route changes anything for a page of another site, whatever it calls itself', async () => {
  const app = await startApp();
  await app.as('notetaker', { username: 'li' });
  const cookie = await app.cookieOf('li');
  const changing = app.routes.filter(({ method }) => !READS.includes(method));
  const wrong: string[] = [];

  for (const { method, path } of changing) {
    for (const origin of foreignOrigins(app)) {
      const reply = await app.anyone.request(method.toUpperCase(), addressOf(path), {
        body: {},
        headers: { cookie, origin },
      });
      if (reply.status !== 403) wrong.push(`${method} ${path} from ${origin}: ${reply.status}`);
    }
  }

  expect(changing.length).toBeGreaterThan(20);
  expect(wrong).toEqual([]);
});

test('[T24] every answer refuses to be framed, guessed at, referred from and lent to other sites', async () => {
  const app = await startApp();
  const admin = await app.admin();
  const asked = [
    ...app.routes.map(({ method, path }) => [method.toUpperCase(), addressOf(path)] as const),
    ...['//', '//nowhere', '//nowhere.png', '//healthz', '//readyz', '//api/v1/openapi.json', '//api/v1/nowhere'].map(
      (path) => ['GET', path] as const,
    ),
    ...['//socket.io/', '//socket.io/?EIO=4&transport=polling', '//socket.io/?EIO=4&transport=polling&sid=old'].map(
      (path) => ['GET', path] as const,
    ),
    ['GET', '//%E0%A4%A'],
    ['POST', '/session'],
  ] as const;
  const wrong: string[] = [];

  for (const [method, path] of asked) {
    const { headers, status } = await admin.request(
      method,
      path,
      READS.includes(method.toLowerCase()) ? {} : { body: '{' },
    );
    const lacks = [
      headers.get('content-security-policy')?.includes("frame-ancestors 'none'") ? [] : ['frame-ancestors'],
      headers.get('content-security-policy')?.includes('unsafe-inline') ? ['no unsafe-inline'] : [],
      headers.get('x-content-type-options') === 'nosniff' ? [] : ['nosniff'],
      headers.get('referrer-policy') === 'no-referrer' ? [] : ['no-referrer'],
      headers.get('cross-origin-resource-policy') === 'same-origin' ? [] : ['same-origin'],
      headers.has('permissions-policy') ? [] : ['permissions'],
      headers.has('strict-transport-security') ? ['no HSTS on plain http'] : [],
    ].flat();
    if (lacks.length > 0) wrong.push(`${method} ${path} (${status}) lacks ${lacks.join(', ')}`);
  }

  expect(wrong).toEqual([]);
});
