// The sign-in cookie: its name, its flags, reading it from a request. Knows no accounts and no sessions.
import { parseCookie, stringifySetCookie } from 'cookie';
import { DAY_MS, SECOND_MS } from '../../shared/lib/time.ts';

/** How long one sign-in lasts. */
export const SESSION_LIFETIME_MS = 7 * DAY_MS;
/** Unused for so long it is over, too: somebody left a browser signed in. */
export const SESSION_IDLE_MS = 3 * DAY_MS;

const NAME = 'gongbi_session';
/** Browsers accept this prefix only with Secure, Path=/ and no Domain: no other host can plant such a cookie. */
const SECURE_NAME = `__Host-${NAME}`;
const MAX_HEADER_CHARS = 8_192;

/** The token in a `Cookie` header, or null. Under TLS the plain name is not looked at. */
export function readSessionCookie(header: string | undefined, secure: boolean): string | null {
  if (header === undefined || header.length > MAX_HEADER_CHARS) return null;
  return parseCookie(header)[secure ? SECURE_NAME : NAME] ?? null;
}

/** A `Set-Cookie` value that signs in with `token`; `token` null signs out. */
export function writeSessionCookie(token: string | null, secure: boolean): string {
  return stringifySetCookie({
    name: secure ? SECURE_NAME : NAME,
    value: token ?? '',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    path: '/',
    maxAge: token === null ? 0 : SESSION_LIFETIME_MS / SECOND_MS,
  });
}
