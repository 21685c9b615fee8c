// Which address stands in the links that are made: the configured one, or where the server listens, whatever a request
// says it was sent to (T62).
import { describe, expect, test } from 'vitest';
import { cookieIn, PASSWORD, startApp, textField, type TestApp } from '../support/app.ts';
import { rawLine, requestOf } from '../support/raw-request.ts';
import { eventually } from '../support/wire-clients.ts';

interface Form {
  readonly target?: string;
  readonly headers: (own: string) => readonly string[];
}

const EVIL = 'evil.example';
const FORMS: Readonly<Record<string, Form>> = {
  'the Host of another site': { headers: () => [`Host: ${EVIL}`] },
  'X-Forwarded-Host': { headers: (own) => [`Host: ${own}`, `X-Forwarded-Host: ${EVIL}`, 'X-Forwarded-Proto: https'] },
  Forwarded: { headers: (own) => [`Host: ${own}`, `Forwarded: host=${EVIL};proto=https;for=203.0.113.1`] },
  'an absolute request target': { target: `http://${EVIL}`, headers: (own) => [`Host: ${own}`] },
  'a Host with a name and another port': { headers: (own) => [`Host: ${own.split(':')[0]}@${EVIL}:8443`] },
  'two Hosts': { headers: (own) => [`Host: ${own}`, `Host: ${EVIL}`] },
};

/** What a changing request with this form of address is answered. */
async function ask(
  app: TestApp,
  form: Form,
  path: string,
  cookie: string,
  origin: string,
  body: object,
): Promise<string> {
  const json = JSON.stringify(body);
  const { host } = new URL(app.url);
  const rest = [
    ...[`Cookie: ${cookie}`, `Origin: ${origin}`, 'Content-Type: application/json'],
    ...[`Content-Length: ${Buffer.byteLength(json)}`, 'Connection: close'],
  ];
  const start = `POST ${form.target ?? ''}/api/v1${path}`;
  const line = rawLine(app.port, requestOf(start, [...form.headers(host), ...rest], json));
  await eventually(() => line.isGone, 'the answer');
  return line.answer;
}

describe.each([
  ['the configured address', { PUBLIC_URL: 'http://minutes.example.org' }],
  ['the address it listens at', {}],
])('links begin with %s', (_what, env: Record<string, string>) => {
  for (const trust of ['0', '1']) {
    test.each(Object.entries(FORMS))(`with TRUST_PROXY ${trust} and %s`, async (_name, form) => {
      const app = await startApp({ env: { ...env, TRUST_PROXY: trust } });
      const site = env['PUBLIC_URL'] ?? app.url;
      const first = { token: app.setupToken, username: 'admin', password: PASSWORD, displayName: 'Admin' };
      const cookie = cookieIn(await app.anyone.post('/setup', first)) ?? '';
      const mine = { cookie, origin: site };
      const meetingId = textField(await app.anyone.post('/meetings', { title: '例会' }, { headers: mine }), 'id');
      const person = { username: 'li', displayName: '李', role: 'reader' };

      const answers = [
        await ask(app, form, `/meetings/${meetingId}/links`, cookie, site, { kind: 'view' }),
        await ask(app, form, '/accounts', cookie, site, person),
      ];

      expect(answers.join('')).not.toContain(EVIL);
      for (const answer of answers) {
        expect(answer).toMatch(/^HTTP\/1\.1 201 /);
        expect(answer.match(/"url":"([^"]*)"/)?.[1]).toMatch(
          new RegExp(`^${site.replaceAll('.', '\\.')}/(?:view/|invite#)`),
        );
      }
    });
  }
});
