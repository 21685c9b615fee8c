// Whether a request that carries a cookie comes from our own pages: the guard against cross-site requests (T43, T44).
// Judges headers only; who is asking is none of its business.
import type { IncomingHttpHeaders } from 'node:http';

/** Where people reach the server: `https://minutes.example.org` or `http://192.168.1.20:3000`. */
export interface Site {
  readonly publicUrl: string;
}

/**
 * False when the headers say that another site sent the request. A request that says nothing passes: browsers send no
 * Origin with a same-origin GET, and programs send none at all. For upgrades, polling and reads.
 */
export function isSameOrigin(headers: IncomingHttpHeaders, site: Site): boolean {
  return judge(headers, site) !== 'foreign';
}

/** True only when the headers prove it. For state changes made with a cookie: browsers always prove those. */
export function provesSameOrigin(headers: IncomingHttpHeaders, site: Site): boolean {
  return judge(headers, site) === 'own';
}

function judge(headers: IncomingHttpHeaders, { publicUrl }: Site): 'own' | 'foreign' | 'silent' {
  const fetchSite = headers['sec-fetch-site'];
  if (fetchSite === 'cross-site' || fetchSite === 'same-site') return 'foreign';
  const { origin, host } = headers;
  if (origin !== undefined) {
    // The host people typed may differ from PUBLIC_URL (localhost, another name in the LAN). A page of another site can
    // not choose the Host header; one that rebinds its own name to our address has no cookie of ours.
    const asTyped = host === undefined ? null : `${new URL(publicUrl).protocol}//${host}`;
    return origin === publicUrl || origin === asTyped ? 'own' : 'foreign';
  }
  return fetchSite === 'same-origin' ? 'own' : 'silent';
}
