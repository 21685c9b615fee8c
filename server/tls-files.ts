// A certificate and its key, read from files and judged before anything relies on them: a pair, readable by us, valid now.
// Knows neither the server that uses them nor when they are read again.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import type { EpochMs } from '../shared/lib/time.ts';

/** Where the PEM files lie. */
export interface TlsPaths {
  readonly cert: string;
  readonly key: string;
}

/** Texts of a pair that was judged good. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
  readonly paths: TlsPaths;
  /** From then on browsers refuse the certificate. */
  readonly expiresAt: EpochMs;
}

export type TlsVariable = 'TLS_CERT' | 'TLS_KEY';

/** Why a pair cannot be used: one line that names the setting whose file is at fault. */
export class TlsFault extends Error {
  override readonly name = 'TlsFault';
  readonly variable: TlsVariable;

  constructor(variable: TlsVariable, problem: string, options?: ErrorOptions) {
    super(problem, options);
    this.variable = variable;
  }
}

export interface ReadTexts {
  readonly cert: string;
  readonly key: string;
}

/** Judges what was read from `paths`. Throws `TlsFault`; its message repeats nothing of the key. */
export function judgedTls(texts: ReadTexts, paths: TlsPaths, now: EpochMs): TlsFiles {
  const certificate = certificateIn(texts.cert, paths.cert);
  const key = privateKeyIn(texts.key, paths.key);
  if (!certificate.checkPrivateKey(key)) {
    throw new TlsFault('TLS_KEY', `${paths.key} is not the key of the certificate ${paths.cert}`);
  }
  if (Date.parse(certificate.validFrom) > now) {
    const from = dayOf(certificate.validFrom);
    throw new TlsFault('TLS_CERT', `${paths.cert} is valid only from ${from} (is this machine's clock right?)`);
  }
  const expiresAt = Date.parse(certificate.validTo);
  if (expiresAt <= now) {
    throw new TlsFault('TLS_CERT', `${paths.cert} expired on ${dayOf(certificate.validTo)}: renew it`);
  }
  try {
    createSecureContext(texts);
  } catch (error) {
    throw new TlsFault('TLS_CERT', `${paths.cert} cannot be used: ${oneLine(error)}`, { cause: error });
  }
  return { ...texts, paths, expiresAt };
}

/** The first certificate of the file is the server's; the others lead to its authority. */
function certificateIn(pem: string, path: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (error) {
    throw new TlsFault('TLS_CERT', `${path} holds no certificate in PEM`, { cause: error });
  }
}

function privateKeyIn(pem: string, path: string): ReturnType<typeof createPrivateKey> {
  try {
    return createPrivateKey(pem);
  } catch (error) {
    const problem = pem.includes('ENCRYPTED')
      ? 'is locked with a passphrase: keep it without one'
      : 'holds no private key in PEM';
    throw new TlsFault('TLS_KEY', `${path} ${problem}`, { cause: error });
  }
}

function dayOf(text: string): string {
  return new Date(text).toISOString().slice(0, 10);
}

function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ');
}
