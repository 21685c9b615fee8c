// Whether headers prove that a request comes from our own pages (T43, T44).
import { describe, expect, test } from 'vitest';
import { isSameOrigin, provesSameOrigin } from '../../server/auth/origin.ts';

const LAN = { publicUrl: 'http://192.168.1.20:3000' };
const WEB = { publicUrl: 'https://minutes.example.org' };

describe('own', () => {
  test.each([
    ['the public address', LAN, { origin: 'http://192.168.1.20:3000', host: '192.168.1.20:3000' }],
    ['another name of the same server, as typed', LAN, { origin: 'http://localhost:3000', host: 'localhost:3000' }],
    ['behind a proxy that ends TLS', WEB, { origin: 'https://minutes.example.org', host: '127.0.0.1:3000' }],
    ['Fetch-Metadata alone', WEB, { 'sec-fetch-site': 'same-origin', host: 'minutes.example.org' }],
  ])('%s', (_name, site, headers) => {
    expect([isSameOrigin(headers, site), provesSameOrigin(headers, site)]).toEqual([true, true]);
  });
});

describe('foreign', () => {
  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['the opaque origin of a sandboxed frame', { origin: 'null' }],
    ['a subdomain', { origin: 'https://x.minutes.example.org' }],
    ['the parent domain', { origin: 'https://example.org' }],
    ['another port', { origin: 'https://minutes.example.org:8443' }],
    ['plain http of the same host', { origin: 'http://minutes.example.org' }],
    ['a name that begins with ours', { origin: 'https://minutes.example.org.evil.example' }],
    ['our name as user info', { origin: 'https://minutes.example.org@evil.example' }],
    ['an empty origin', { origin: '' }],
    ['Fetch-Metadata from a sibling site', { 'sec-fetch-site': 'same-site' }],
    [
      'Fetch-Metadata from elsewhere, whatever the Origin',
      { origin: 'https://minutes.example.org', 'sec-fetch-site': 'cross-site' },
    ],
  ])('%s', (_name, headers) => {
    const all = { host: 'minutes.example.org', ...headers };

    expect([isSameOrigin(all, WEB), provesSameOrigin(all, WEB)]).toEqual([false, false]);
  });
});

test('a request that says nothing may read, but proves nothing', () => {
  const headers = { host: 'minutes.example.org' };

  expect([isSameOrigin(headers, WEB), provesSameOrigin(headers, WEB)]).toEqual([true, false]);
});
