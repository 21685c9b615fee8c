// Bearer secrets of 256 random bits: sessions, api tokens, links, the set-up link. Only their sha-256 is ever stored,
// so that a stolen backup opens nothing.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const TOKEN_BYTES = 32;
const TOKEN = /^[\w-]{43}$/;

export interface SecretToken {
  /** 43 characters of `[0-9A-Za-z_-]`; shown once. */
  readonly token: string;
  /** sha-256 in hex; stored. */
  readonly hash: string;
}

export function newSecretToken(): SecretToken {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  return { token, hash: sha256(token) };
}

/** The stored form of `token`; null when it has not the form of one, so that no look-up is needed. */
export function hashOfToken(token: string): string | null {
  return TOKEN.test(token) ? sha256(token) : null;
}

/** Whether `token` is the one behind `hash`, in the same time wherever they differ. */
export function tokenMatches(token: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(token), 'hex'), Buffer.from(hash, 'hex'));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
