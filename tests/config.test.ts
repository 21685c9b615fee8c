// Settings: what they become, and the one line that names a wrong one.
import { describe, expect, test } from 'vitest';
import { ConfigFault, readConfig, type Config } from '../server/config.ts';

function read(env: Readonly<Record<string, string>>): Config {
  const readFile = (path: string): string => {
    if (path === '/missing') throw new Error('ENOENT');
    return 'not a certificate';
  };
  return readConfig({ env, readFile, lanAddress: '192.168.1.20' });
}

test('with nothing set, the documented values hold', () => {
  const config = read({});

  expect(config).toMatchObject({
    ...{ port: 3000, host: '0.0.0.0', publicUrl: null, lanAddress: '192.168.1.20', tls: null, trustProxy: 0 },
    ...{ logLevel: 'info', timeZone: 'Asia/Shanghai', adminPassword: null, production: false },
  });
  expect(config.dataDir).toMatch(/^\/.*data$/);
});

test('an empty value counts as absent', () => {
  expect(read({ PORT: '', PUBLIC_URL: ' ', DATABASE_URL: '', ADMIN_PASSWORD: '' })).toMatchObject({
    port: 3000,
    publicUrl: null,
  });
});

test('fonts of papers lie in the data folder unless another is named', () => {
  expect(read({ DATA_DIR: '/srv/d' }).fontsDir).toBe('/srv/d/fonts');
  expect(read({ DATA_DIR: '/srv/d', FONTS_DIR: '/usr/share/official' }).fontsDir).toBe('/usr/share/official');
});

test('PUBLIC_URL is kept without its slash', () => {
  expect(read({ PUBLIC_URL: 'https://minutes.example.org/' }).publicUrl).toBe('https://minutes.example.org');
});

describe('a wrong value stops the start with one line that names it', () => {
  test.each([
    ['PORT', { PORT: '70000' }],
    ['PORT', { PORT: '80 80' }],
    ['HOST', { HOST: 'not a host' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'minutes.example.org' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'ftp://minutes.example.org' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://example.org/minutes' }],
    ['TRUST_PROXY', { TRUST_PROXY: 'yes' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['TZ_DEFAULT', { TZ_DEFAULT: 'Peking' }],
    ['TLS_KEY', { TLS_CERT: '/cert.pem' }],
    ['TLS_CERT', { TLS_KEY: '/key.pem' }],
    ['TLS_CERT', { TLS_CERT: '/missing', TLS_KEY: '/key.pem' }],
    ['TLS_CERT', { TLS_CERT: '/cert.pem', TLS_KEY: '/key.pem' }],
    ['ADMIN_PASSWORD', { ADMIN_PASSWORD: 'short' }],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://db/gongbi' }],
    ['REDIS_URL', { REDIS_URL: 'redis://cache' }],
    ['MAIL_FROM', { SMTP_URL: 'smtp://mail' }],
    ['SMTP_URL', { MAIL_FROM: 'a@example.org' }],
    ['WEBHOOKS', { WEBHOOKS: '/missing' }],
    ['WEBHOOKS', { WEBHOOKS: '/no-json' }],
    ['QUIET_HOURS', { QUIET_HOURS: '25:00-07:00' }],
  ])('%s: %j', (variable, env) => {
    const act = (): Config => read(env);

    expect(act).toThrow(ConfigFault);
    expect(act).toThrow(new RegExp(`^${variable}: [^\\n]+$`));
  });
});

test('a wrong password is not repeated in the message', () => {
  expect(() => read({ ADMIN_PASSWORD: 'geheim' })).not.toThrow(/geheim/);
});
