// The address a request comes from, as far as TRUST_PROXY lets it be believed: what limits count by. The same answer as
// Express gives as `request.ip`, for the requests that never reach it.
import type { IncomingMessage } from 'node:http';

/** `trustProxy`: how many proxies in front are believed. A header that nobody trusted has written changes nothing. */
export function callerAddress(request: IncomingMessage, trustProxy: number): string {
  const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',');
  const named = forwarded.split(',').map((address) => address.trim());
  const hops = [request.socket.remoteAddress ?? '', ...named.filter((address) => address !== '').reverse()];
  return hops[Math.min(trustProxy, hops.length - 1)] ?? '';
}

/** Whom an address is counted with: an IPv6 customer has a whole /64 to choose from. */
export function neighbourhood(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  return [...before, ...Array.from({ length: zeros }, () => '0'), ...after].slice(0, 4).join(':');
}
