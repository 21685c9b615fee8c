// What holds for every route: limits, hostile bodies, headers, unknown paths, and documentation that lists them all.
import { request as rawRequest } from 'node:http';
import { expect, test } from 'vitest';
import type { RouteDefinition } from '../../shared/api/route.schema.ts';
import { accountId, field, PASSWORD, startApp } from '../support/app.ts';
import { EVERY_ROUTE } from '../support/every-route.ts';

const SOME_ID = 'AAAAAAAAAAAAAAAAAAAAAAA';

/** A path that fits the definition. */
function pathOf({ path }: RouteDefinition): string {
  return path
    .replace('{paper}.{format}', 'minutes.docx')
    .replace('{paper}', 'minutes')
    .replace('{format}', 'json')
    .replaceAll(/\{\w+\}/g, SOME_ID);
}

test('the OpenAPI document lists exactly the routes that answer', async () => {
  const app = await startApp();

  const { body } = await app.anyone.get('/openapi.json');

  const { openapi, paths } = Object(body);
  const documented = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(Object(methods)).map((method) => `${method} ${path}`),
  );
  expect(openapi).toBe('3.1.0');
  expect(documented.toSorted()).toEqual(EVERY_ROUTE.map(({ method, path }) => `${method} ${path}`).toSorted());
});

test('every documented route is mounted: without a credential it answers 401, asks for a body or finds nothing there', async () => {
  const app = await startApp();

  const replies = await Promise.all(
    EVERY_ROUTE.map(async (route) => {
      const reply = await app.anyone.request(route.method.toUpperCase(), pathOf(route));
      return [route.name, route.rule, reply.status];
    }),
  );

  // What anyone may read by its id (a logo: tests/http/hall-look.test.ts) is not there under the id asked for here.
  const openTo = ({ body, params }: (typeof EVERY_ROUTE)[number]): number => (body ? 422 : params ? 404 : 200);
  const expected = EVERY_ROUTE.map((route) => [route.name, route.rule, route.rule === 'anyone' ? openTo(route) : 401]);
  expect(replies).toEqual(expected);
});

test('every refusal is a problem with a code and a sentence', async () => {
  const app = await startApp();

  const reply = await app.anyone.get('/meetings');

  expect(reply.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(reply.body).toEqual({
    ...{ type: 'urn:gongbi:problem:not-signed-in', title: 'A session or an api token is needed', status: 401 },
    ...{ code: 'not-signed-in', detail: 'A session or an api token is needed.' },
  });
});

test('a wrong body names each wrong field', async () => {
  const app = await startApp();
  const admin = await app.admin();

  const reply = await admin.post('/accounts', {
    username: 'li wang',
    password: 'short',
    displayName: '',
    role: 'king',
  });

  expect(reply.status).toBe(422);
  expect(field(reply, 'errors')).toEqual([
    { path: 'username', code: 'invalid_format' },
    { path: 'password', code: 'too_small' },
    { path: 'displayName', code: 'too_small' },
    { path: 'role', code: 'invalid_value' },
  ]);
});

test.each([
  ['__proto__', '{"title":"x","__proto__":{"role":"admin"}}'],
  ['constructor, deep', '{"title":"x","a":[{"constructor":{"prototype":{}}}]}'],
])('[T23] a body with %s is refused', async (_name, body) => {
  const app = await startApp();
  const secretary = await app.as('secretary');

  const reply = await secretary.post('/meetings', body);

  expect([reply.status, field(reply, 'errors')]).toEqual([422, [{ path: '', code: 'forbidden-key' }]]);
});

test('[T8] a body nested to exhaust is refused', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');

  const reply = await secretary.post('/meetings', `{"title":"x","a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`);

  expect([reply.status, field(reply, 'errors')]).toEqual([422, [{ path: '', code: 'too-deep' }]]);
});

test('a body that is no JSON, or not said to be, is refused by name', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');

  const broken = await secretary.post('/meetings', '{"title":');
  const form = await secretary.post('/meetings', 'title=x', {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });

  expect([broken.status, field(broken, 'errors')]).toEqual([422, [{ path: '', code: 'malformed-json' }]]);
  expect([form.status, field(form, 'code')]).toEqual([422, 'unsupported-format']);
});

test('a body above 1 MB is refused: 413 with the limit', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');

  const reply = await secretary.post('/meetings', { title: 'x', filler: 'y'.repeat(1024 * 1024) });

  expect([reply.status, field(reply, 'limitBytes')]).toEqual([413, 1024 * 1024]);
});

test('[T35] a stranger’s large body is not read: 401 first', async () => {
  const app = await startApp();

  const reply = await app.anyone.post('/meetings/import', { filler: 'y'.repeat(4 * 1024 * 1024) });

  expect(reply.status).toBe(401);
});

test.each(['/nothing', '/meetings/..%2f..%2fetc', '/meetings/%E0%A4%A', `/meetings/${'x'.repeat(65)}`, '/Meetings'])(
  'an unknown path %s answers 404 like an unknown id',
  async (path) => {
    const app = await startApp();
    const secretary = await app.as('secretary');

    const reply = await secretary.get(path);

    expect(reply).toMatchObject({ status: 404, body: (await secretary.get(`/meetings/${SOME_ID}`)).body });
  },
);

test('[T42][T65] answers forbid framing, sniffing, referrers and foreign scripts; plain http asks for no https', async () => {
  const app = await startApp();

  const { headers } = await app.anyone.get('/setup');

  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(headers.get('content-security-policy')).toMatch(/script-src 'self'(;|$)/);
  expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
  expect(headers.get('strict-transport-security')).toBeNull();
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-powered-by')).toBeNull();
});

test('health says that the process is there, readiness that commits succeed', async () => {
  const app = await startApp();

  const health = await app.anyone.get('//healthz');
  const ready = await app.anyone.get('//readyz');

  expect([health.status, health.body]).toEqual([200, { status: 'ok' }]);
  expect([ready.status, ready.body]).toEqual([200, { status: 'ready' }]);
});

test.each([
  ['half a surrogate pair', 'a\ud800b'],
  ['a line break', 'a\nb'],
  ['a terminal’s escape', 'a\u001b[31mb'],
  ['nothing but space', ' \u3000 '],
  ['201 characters', '会'.repeat(201)],
])('[T63] a title of %s is refused', async (_name, title) => {
  const app = await startApp();
  const secretary = await app.as('secretary');

  const reply = await secretary.post('/meetings', { title });

  expect([reply.status, Object(field(reply, 'errors'))[0].path]).toEqual([422, 'title']);
});

test('[T59] a hundred headers are enough', async () => {
  const app = await startApp();
  const headers = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`x-${index}`, 'y'.repeat(100)]));

  const status = await new Promise((resolve) => {
    const sent = rawRequest({ port: app.port, path: '/api/v1/setup', headers }, (response) =>
      resolve(response.statusCode),
    );
    sent.on('error', () => resolve('cut off'));
    sent.end();
  });

  expect(status).toBe(431);
});

test('accounts: the last administrator stays, and a changed password ends every session', async () => {
  const app = await startApp();
  const admin = await app.admin();
  await app.as('notetaker', { username: 'li' });
  const cookie = await app.cookieOf('li');
  const [adminId, liId] = [await accountId(admin, 'admin'), await accountId(admin, 'li')];

  const demoted = await admin.patch(`/accounts/${adminId}`, { role: 'reader' });
  const locked = await admin.patch(`/accounts/${adminId}`, { disabled: true });
  const changed = await admin.patch(`/accounts/${liId}`, { password: 'another password' });

  const errors = [demoted, locked].map((reply) => [reply.status, field(reply, 'errors')]);
  expect(errors).toEqual([
    [422, [{ path: 'role', code: 'last-administrator' }]],
    [422, [{ path: 'disabled', code: 'last-administrator' }]],
  ]);
  expect(changed.status).toBe(200);
  expect((await app.anyone.get('/me', { headers: { cookie } })).status).toBe(401);
  expect((await app.anyone.post('/session', { username: 'li', password: PASSWORD })).status).toBe(401);
});

test('a user name is taken whatever its case', async () => {
  const app = await startApp();
  const admin = await app.admin();

  const reply = await admin.post('/accounts', {
    username: 'Admin',
    password: PASSWORD,
    displayName: 'x',
    role: 'reader',
  });

  expect([reply.status, field(reply, 'code')]).toEqual([409, 'username-taken']);
});
