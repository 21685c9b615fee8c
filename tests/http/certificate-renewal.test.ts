// When a certificate in use gives way to another: only to a good one, and each thing worth knowing is said once.
import { generateKeyPairSync } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { CertificateRenewal } from '../../server/http/certificate-renewal.ts';
import { createListener } from '../../server/http/server.ts';
import type { Log } from '../../server/ports.ts';
import { judgedTls, type TlsFiles } from '../../server/tls-files.ts';
import { MINUTE_MS } from '../../shared/lib/time.ts';
import { HandClock, START } from '../support/hand-clock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const DAY_MS = 24 * 60 * MINUTE_MS;
const FIRST = fixture('localhost-renewed-cert.pem');
const SECOND = fixture('localhost-cert.pem');
const EXPIRED = fixture('localhost-expired-cert.pem');
const KEY = fixture('localhost-key.pem');
/** When the second certificate is valid too. */
const AFTER_ALL = Date.UTC(2027, 0, 1);

function fixture(name: string): string {
  return fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
}

class Stage {
  readonly paths: { readonly cert: string; readonly key: string };
  readonly clock = new HandClock();
  readonly said: string[] = [];
  readonly taken: string[] = [];
  readonly renewal: CertificateRenewal;

  constructor({ expiresAt = null }: { readonly expiresAt?: number | null } = {}) {
    const folder = mkdtempSync(join(temporaryFolder(), 'tls-'));
    this.paths = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
    copyFileSync(FIRST, this.paths.cert);
    copyFileSync(KEY, this.paths.key);
    const texts = { cert: readFileSync(FIRST, 'utf8'), key: readFileSync(KEY, 'utf8') };
    const judged = judgedTls(texts, this.paths, START);
    const files: TlsFiles = { ...judged, expiresAt: expiresAt ?? judged.expiresAt };
    const http = createListener({ tls: files });
    if (!('setSecureContext' in http)) throw new Error('no https');
    const setContext = http.setSecureContext.bind(http);
    http.setSecureContext = (options) => {
      this.taken.push(String(options.cert));
      expect(options.minVersion).toBe('TLSv1.2');
      setContext(options);
    };
    const say = (message: string): void => void this.said.push(message);
    const log: Log = { info: say, warn: say, error: say };
    this.renewal = new CertificateRenewal({ http, files, clock: this.clock, log });
    onTestFinished(() => this.renewal.close());
  }
}

test('files that did not change change nothing', async () => {
  const stage = new Stage();

  await stage.renewal.look();

  expect([stage.taken, stage.said]).toEqual([[], []]);
});

test('a new pair is taken, and told', async () => {
  const stage = new Stage();
  stage.clock.advance(AFTER_ALL - START);
  copyFileSync(SECOND, stage.paths.cert);

  await stage.renewal.look();

  expect(stage.taken).toEqual([readFileSync(SECOND, 'utf8')]);
  expect(stage.said).toContain('the certificate was renewed');
});

test.each([
  ['a key of another certificate', (stage: Stage) => writeFileSync(stage.paths.key, anotherKey())],
  ['an expired certificate', (stage: Stage) => copyFileSync(EXPIRED, stage.paths.cert)],
  ['one that is not valid yet', (stage: Stage) => copyFileSync(SECOND, stage.paths.cert)],
  ['half a file', (stage: Stage) => writeFileSync(stage.paths.cert, readFileSync(FIRST, 'utf8').slice(0, 200))],
])('%s is not taken, and told once', async (_name, spoil) => {
  const stage = new Stage();
  spoil(stage);

  await stage.renewal.look();
  await stage.renewal.look();

  expect(stage.taken).toEqual([]);
  expect(stage.said).toEqual(['a new certificate was not taken; the one in use goes on']);
});

test('a file that is gone for a moment stops nothing', async () => {
  const stage = new Stage();
  rmSync(stage.paths.cert);

  await stage.renewal.look();
  copyFileSync(FIRST, stage.paths.cert);
  await stage.renewal.look();

  expect(stage.taken).toEqual([]);
  expect(stage.said).toEqual(['the certificate cannot be read again; the one in use goes on']);
});

test('that nobody renews is told two weeks ahead, once a day', async () => {
  const stage = new Stage({ expiresAt: START + 15 * DAY_MS });
  const early = [...stage.said];

  stage.clock.advance(DAY_MS);
  await stage.renewal.look();
  await stage.renewal.look();
  const onTheDay = [...stage.said];
  stage.clock.advance(DAY_MS);
  await stage.renewal.look();

  const reminder = 'the certificate expires soon, or has: browsers will refuse this server';
  expect([early, onTheDay, stage.said]).toEqual([[], [reminder], [reminder, reminder]]);
});

test('after closing nothing is looked at any more', () => {
  const stage = new Stage();

  stage.renewal.close();

  expect(stage.clock.pending).toBe(0);
});

function anotherKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
