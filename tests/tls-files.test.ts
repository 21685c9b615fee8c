// A certificate and its key, judged: each thing that can be wrong is one line that names the setting at fault.
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ConfigFault, readConfig, type Config } from '../server/config.ts';

const CERT = fixture('localhost-cert.pem');
const EXPIRED = fixture('localhost-expired-cert.pem');
const KEY = fixture('localhost-key.pem');
const NOW = Date.UTC(2027, 0, 1);

function fixture(name: string): string {
  return readFileSync(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)), 'utf8');
}

interface Pair {
  readonly cert?: string;
  readonly key?: string;
  readonly now?: number;
}

/** Settings of a machine on which `/cert` and `/key` hold these texts. */
function read({ cert = CERT, key = KEY, now = NOW }: Pair): Config {
  const readFile = (path: string): string => {
    const text = path === '/cert' ? cert : key;
    if (text === '') throw Object.assign(new Error('no'), { code: 'EACCES' });
    return text;
  };
  return readConfig({ env: { TLS_CERT: '/cert', TLS_KEY: '/key' }, readFile, lanAddress: 'localhost', now });
}

function anotherKey(lock: { readonly cipher: string; readonly passphrase: string } | null = null): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem', ...lock }).toString();
}

test('a good pair is kept with the day it ends', () => {
  expect(read({}).tls).toMatchObject({
    paths: { cert: '/cert', key: '/key' },
    expiresAt: Date.UTC(2126, 9, 30, 23, 2, 1),
  });
});

test.each<[string, Pair, string]>([
  ['an expired certificate', { cert: EXPIRED }, 'TLS_CERT: /cert expired on 2021-01-01: renew it'],
  [
    'one that is not valid yet',
    { now: Date.UTC(2026, 0, 1) },
    "TLS_CERT: /cert is valid only from 2026-11-23 (is this machine's clock right?)",
  ],
  ['a key of another certificate', { key: anotherKey() }, 'TLS_KEY: /key is not the key of the certificate /cert'],
  [
    'a locked key',
    { key: anotherKey({ cipher: 'aes-256-cbc', passphrase: 'secret' }) },
    'TLS_KEY: /key is locked with a passphrase: keep it without one',
  ],
  ['a key where the certificate should be', { cert: KEY }, 'TLS_CERT: /cert holds no certificate in PEM'],
  ['a certificate where the key should be', { key: CERT }, 'TLS_KEY: /key holds no private key in PEM'],
  ['an unreadable certificate', { cert: '' }, 'TLS_CERT: /cert cannot be read (EACCES)'],
  ['an unreadable key', { key: '' }, 'TLS_KEY: /key cannot be read (EACCES)'],
])('%s stops the start with one line', (_name, pair, line) => {
  const act = (): Config => read(pair);

  expect(act).toThrow(ConfigFault);
  expect(act).toThrow(new RegExp(`^${line.replace(/[().?]/g, '\\$&')}$`));
});
